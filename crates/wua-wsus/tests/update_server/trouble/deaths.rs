//! Processes that are killed in the middle of a search.

use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use wua_agent::ports::random_guid;
use wua_testkit::update_server::UpdateServer;

use super::child::command;
use super::scene::{Client, Scene, known};
use crate::support::{World, foundations};

/// Ends a process at one of its requests.
#[derive(Default)]
struct Executioner {
    child: Mutex<Option<Child>>,
    /// At which request; never at 0.
    at: AtomicU32,
    seen: AtomicU32,
    delay: Mutex<Duration>,
}

impl Executioner {
    fn told(self: &Arc<Self>) {
        if self.seen.fetch_add(1, Ordering::SeqCst) + 1 != self.at.load(Ordering::SeqCst) {
            return;
        }
        let delay = *self.delay.lock().unwrap();
        if delay.is_zero() {
            // Before there is an answer.
            return self.kill();
        }
        let later = Arc::clone(self);
        thread::spawn(move || {
            thread::sleep(delay);
            later.kill();
        });
    }

    fn kill(&self) {
        if let Some(child) = &mut *self.child.lock().unwrap() {
            child.kill().unwrap();
        }
    }

    /// A search of another process, to its end. Whether that was its own.
    fn search(&self, client: &Client, at: u32, delay: Duration) -> bool {
        *self.delay.lock().unwrap() = delay;
        self.seen.store(0, Ordering::SeqCst);
        self.at.store(at, Ordering::SeqCst);
        let child = command("search", client.folder(), client.url()).spawn().unwrap();
        *self.child.lock().unwrap() = Some(child);
        let status = loop {
            if let Some(status) = self.child.lock().unwrap().as_mut().unwrap().try_wait().unwrap() {
                break status;
            }
            thread::sleep(Duration::from_millis(1));
        };
        self.at.store(0, Ordering::SeqCst);
        *self.child.lock().unwrap() = None;
        status.success()
    }
}

fn scene() -> (Scene, Arc<Executioner>) {
    let executioner = Arc::new(Executioner::default());
    let told = Arc::clone(&executioner);
    let server = UpdateServer::prepare()
        .telling(move |_| told.told())
        .start()
        .unwrap();
    foundations(&server);
    server.configure(|settings| settings.page_size = 2);
    let world = World::with(server);
    for number in 1..=4 {
        world.approve(&[world.program(number, &format!("Program {number}"))]);
    }
    (Scene::of(world), executioner)
}

#[test]
fn a_search_that_is_killed_at_any_request_is_finished_by_the_next_one() {
    let (scene, executioner) = scene();
    let template = scene.client();
    template.twin().open().search("").unwrap();
    let requests = u32::try_from(scene.world.server.asked().len()).unwrap();
    assert!(requests > 8, "{requests}");
    for request in 1..=requests {
        for micros in [0, 300, 1000, 3000] {
            let what = format!("request {request}, after {micros} µs");
            let client = template.twin();
            let ended = executioner.search(&client, request, Duration::from_micros(micros));
            assert!(
                !ended || request + 3 > requests || micros > 0,
                "{what}: it was not killed"
            );
            let session = client.open();
            let found = known(&session);
            assert!(found.is_empty() || found == scene.offer, "{what}: {found:#?}");
            drop(session);
            scene.recovers(&client, &what);
        }
    }
    scene.world.is_content();
}

#[test]
fn however_often_a_search_is_killed_it_comes_to_its_end() {
    let (scene, executioner) = scene();
    for _ in 0..4 {
        let client = scene.client();
        let mut at = 1;
        // Each goes on from where the one before was: the same request comes further.
        while !executioner.search(
            &client,
            at,
            Duration::from_micros(u64::from(random_guid().data2 % 2000)),
        ) {
            at = 1 + at % 8;
        }
        scene.recovers(&client, "in the end");
    }
    scene.world.is_content();
}
