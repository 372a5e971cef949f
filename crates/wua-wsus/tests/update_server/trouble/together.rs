//! Several searches at the same time, with one store.

use std::thread;
use std::time::{Duration, Instant};

use wua_agent::Callbacks;
use wua_com::code;
use wua_testkit::update_server::{About, Mishap, Operation, Plan};

use super::child::command;
use super::scene::{Client, Scene, known};
use crate::support::guid;

/// Two processes, and this one, at the same time.
fn search_together(scene: &Scene, client: &Client) {
    let spawn = || command("search", client.folder(), client.url()).spawn().unwrap();
    let mut children = [spawn(), spawn()];
    let session = client.open();
    session.search("").unwrap();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(known(&client.open()), scene.offer);
    scene.world.is_content();
    // Nothing is missing of what is kept, and nothing stands there twice.
    scene.world.server.forget_asked();
    scene.recovers(client, "afterwards");
    let calls = scene.world.server.calls();
    assert!(!calls.contains(&Operation::GetExtendedUpdateInfo), "{calls:?}");
}

#[test]
fn processes_that_search_at_the_same_time_do_each_other_no_harm() {
    let mut scene = Scene::new(9, 1);
    let client = scene.client();
    search_together(&scene, &client);
    scene.world.approve(&[
        scene.world.program(1, "Another program 1").revision(2),
        scene.world.program(20, "Program 20"),
    ]);
    scene
        .world
        .server
        .catalogue(|catalogue| catalogue.decline(guid(2)))
        .unwrap();
    scene.changed();
    search_together(&scene, &client);
}

#[test]
fn sessions_of_one_process_do_each_other_no_harm() {
    let scene = Scene::new(9, 1);
    let client = scene.client();
    let sessions = [client.open(), client.open()];
    thread::scope(|scope| {
        for session in &sessions {
            scope.spawn(|| session.search("").unwrap());
            scope.spawn(|| session.search("").unwrap());
        }
    });
    for session in &sessions {
        assert_eq!(known(session), scene.offer);
    }
    drop(sessions);
    scene.recovers(&client, "afterwards");
    scene.world.is_content();
}

#[test]
fn who_waits_for_the_search_of_another_can_stop_waiting() {
    let scene = Scene::new(1, 30);
    let client = scene.client();
    let slow = Mishap::Wait(Duration::from_secs(6));
    scene
        .world
        .server
        .plan(Plan::new().at(About::Calls(Operation::SyncUpdates), 1, slow));
    let (first, second) = (client.open(), client.open());
    let (one, other) = (first.prepare_search(""), second.prepare_search(""));
    one.start(Callbacks::default());
    while scene.world.server.calls().is_empty() {
        thread::sleep(Duration::from_millis(1));
    }
    other.start(Callbacks::default());
    thread::sleep(Duration::from_millis(50));
    let began = Instant::now();
    other.request_abort();
    assert_eq!(other.wait().unwrap().hresult, code::WU_E_CALL_CANCELLED);
    assert!(began.elapsed() < Duration::from_secs(4));
    assert!(one.wait().unwrap().hresult.is_success());
    assert_eq!(known(&second), scene.offer);
}
