//! Clocks that jump.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::SignedDuration;
use wua_agent::ports::Clock;
use wua_testkit::VirtualClock;
use wua_testkit::update_server::{About, ErrorCode, Fault, Mishap, Operation, Plan, UpdateServer};

use super::scene::{Client, Scene, known};
use crate::support::{World, foundations};

const HOUR: i64 = 60 * 60;
const YEAR: i64 = 365 * 24 * HOUR;

/// Jumps, in seconds; a cookie lives for an hour.
const JUMPS: &[i64] = &[
    -20 * YEAR,
    -HOUR - 1,
    -1,
    HOUR - 1,
    HOUR,
    HOUR + 1,
    5 * HOUR,
    20 * YEAR,
];

#[test]
fn a_clock_that_jumps_between_any_two_calls_changes_nothing() {
    for is_servers in [false, true] {
        let (ours, theirs) = (clock(), clock());
        let at = Arc::new(AtomicU32::new(0));
        let jump = Arc::new(std::sync::Mutex::new(0));
        let server = {
            let moved = Arc::clone(if is_servers { &theirs } else { &ours });
            let (at, jump) = (Arc::clone(&at), Arc::clone(&jump));
            let told = move |_: &_| {
                if at.fetch_sub(1, Ordering::SeqCst) == 1 {
                    moved.advance(SignedDuration::from_secs(*jump.lock().unwrap()));
                }
            };
            let shared: Arc<dyn Clock> = theirs.clone();
            UpdateServer::prepare().by(shared).telling(told).start().unwrap()
        };
        foundations(&server);
        server.configure(|settings| settings.page_size = 2);
        let world = World::with(server);
        for number in 1..=3 {
            world.approve(&[world.program(number, &format!("Program {number}"))]);
        }
        at.store(u32::MAX, Ordering::SeqCst);
        let scene = Scene::of(world);
        let template = scene.client();
        for seconds in JUMPS {
            for request in 1..=9 {
                let what = format!("{seconds} seconds, before request {request}");
                let mut client = template.twin();
                client.clock = ours.clone();
                *jump.lock().unwrap() = *seconds;
                at.store(request, Ordering::SeqCst);
                let session = client.open();
                let found = session.search("");
                assert!(found.is_ok(), "{what}: {:?}", found.err());
                assert_eq!(known(&session), scene.offer, "{what}");
                at.store(u32::MAX, Ordering::SeqCst);
                scene.recovers(&client, &what);
            }
        }
        scene.world.is_content();
    }
}

#[test]
fn a_clock_that_jumps_after_a_search_changes_nothing() {
    let ours = clock();
    let scene = Scene::new(3, 2);
    let client = by_clock(&scene, &ours);
    for seconds in JUMPS.iter().chain(JUMPS.iter().rev()) {
        scene.recovers(&client, "before");
        ours.advance(SignedDuration::from_secs(*seconds));
        scene.recovers(&client, &format!("{seconds} seconds later"));
    }
    scene.world.is_content();
    // What happened is told, whatever the clock said meanwhile.
    assert_eq!(
        scene
            .world
            .server
            .events()
            .iter()
            .filter(|event| event.id == 147)
            .count(),
        2 * 2 * JUMPS.len() + 2
    );
}

#[test]
fn what_could_not_be_told_is_told_when_its_time_has_come() {
    let ours = clock();
    let scene = Scene::new(1, 30);
    let client = by_clock(&scene, &ours);
    let server = &scene.world.server;
    let before = server.events().len();
    let about = About::Calls(Operation::ReportEventBatch);
    server.plan(Plan::new().always(about, Mishap::Status(503)));
    let told = || {
        client.open().search("").unwrap();
        told_since(&scene, before)
    };
    assert!(told().is_empty());
    server.plan(Plan::new());
    assert!(told().is_empty(), "it is too early");
    // A minute at least, and two at most: nobody knows when.
    ours.advance(SignedDuration::from_secs(59));
    assert!(told().is_empty(), "it is too early");
    ours.advance(SignedDuration::from_secs(62));
    assert_eq!(told(), [147, 156, 147, 147, 147]);
}

#[test]
fn a_server_that_refuses_everything_is_told_all_of_it_later() {
    let ours = clock();
    let scene = Scene::new(1, 30);
    let client = by_clock(&scene, &ours);
    let server = &scene.world.server;
    let before = server.events().len();
    let search = || client.open().search("").unwrap();
    let refused = Mishap::Fault(Fault::new(ErrorCode::InvalidParameters));
    server.plan(Plan::new().always(About::Calls(Operation::ReportEventBatch), refused));
    for _ in 0..5 {
        ours.advance(SignedDuration::from_hours(5));
        server.forget_asked();
        search();
        let calls = server.calls();
        let reports = calls.iter().filter(|call| **call == Operation::ReportEventBatch);
        assert!((1..20).contains(&reports.count()), "{calls:?}");
    }
    server.plan(Plan::new());
    ours.advance(SignedDuration::from_hours(5));
    search();
    assert_eq!(told_since(&scene, before), [147, 156, 147, 147, 147, 147, 147]);
}

fn by_clock(scene: &Scene, clock: &Arc<VirtualClock>) -> Client {
    let mut client = scene.client();
    client.clock = clock.clone();
    client
}

/// The events that came after so many.
fn told_since(scene: &Scene, before: usize) -> Vec<i32> {
    let events = scene.world.server.events();
    events.iter().skip(before).map(|event| event.id).collect()
}

fn clock() -> Arc<VirtualClock> {
    Arc::new(VirtualClock::at("2026-11-22T12:00:00Z".parse().unwrap()))
}
