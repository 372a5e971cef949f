//! Servers that take their time, or do not end.

use std::thread;
use std::time::{Duration, Instant};

use wua_agent::{Callbacks, Session};
use wua_com::{Error, code};
use wua_testkit::update_server::{About, Action, Approval, Lie, Mishap, Operation, Plan};

use super::scene::{Scene, assert_clear, known};
use crate::support::guid;

const SYNC: About = About::Calls(Operation::SyncUpdates);

/// The error of a search, and how long it took.
fn timed(session: &Session) -> (Error, Duration) {
    let began = Instant::now();
    (session.search("").unwrap_err(), began.elapsed())
}

#[test]
fn an_answer_that_comes_byte_by_byte_is_not_waited_for_without_end() {
    let scene = Scene::new(1, 30);
    for operation in [
        Operation::GetConfig,
        Operation::SyncUpdates,
        Operation::GetExtendedUpdateInfo,
    ] {
        let mut client = scene.client();
        client.patience.call = Duration::from_secs(3);
        client.patience.pauses = vec![Duration::ZERO; 3];
        let session = client.open();
        let drip = Mishap::Drip(20, Duration::from_millis(250));
        scene
            .world
            .server
            .plan(Plan::new().always(About::Calls(operation), drip));
        let (error, took) = timed(&session);
        scene.world.server.plan(Plan::new());
        assert_eq!(error.hresult(), code::WININET_E_TIMEOUT, "{error}");
        assert_clear(&error, &scene.world.server.url(), Some(operation));
        assert!(error.message().contains("try again later"), "{error}");
        assert!(took < Duration::from_secs(30), "{took:?}");
        drop(session);
        scene.recovers(&client, operation.name());
    }
}

#[test]
fn a_server_that_is_silent_is_left() {
    let scene = Scene::new(1, 30);
    for operation in [Operation::GetCookie, Operation::SyncUpdates] {
        let mut client = scene.client();
        client.patience.timeouts.silence = Duration::from_millis(1500);
        let session = client.open();
        let wait = Mishap::Wait(Duration::from_secs(8));
        scene
            .world
            .server
            .plan(Plan::new().at(About::Calls(operation), 1, wait));
        let (error, took) = timed(&session);
        scene.world.server.plan(Plan::new());
        assert_eq!(error.hresult(), code::WININET_E_TIMEOUT, "{error}");
        assert_clear(&error, &scene.world.server.url(), Some(operation));
        assert!(took < Duration::from_secs(7), "{took:?}");
        client.patience.timeouts.silence = Duration::from_mins(1);
        scene.recovers(&client, operation.name());
    }
}

#[test]
fn whoever_stops_is_heard_whatever_the_server_does() {
    let scene = Scene::new(3, 1);
    let mishaps = [
        Mishap::Drip(1, Duration::from_millis(300)),
        Mishap::Wait(Duration::from_secs(8)),
        Mishap::Lie(Lie::EndlessPages),
        Mishap::Status(503),
    ];
    for mishap in mishaps {
        let mut client = scene.client();
        client.patience.pauses = vec![Duration::from_secs(30)];
        let session = client.open();
        scene.world.server.plan(Plan::new().always(SYNC, mishap.clone()));
        let job = session.prepare_search("");
        job.start(Callbacks::default());
        while !scene.world.server.calls().contains(&Operation::SyncUpdates) {
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(150));
        let began = Instant::now();
        job.request_abort();
        let result = job.wait().unwrap();
        assert_eq!(result.hresult, code::WU_E_CALL_CANCELLED, "{mishap:?}");
        assert!(began.elapsed() < Duration::from_secs(6), "{mishap:?}");
        scene.world.server.plan(Plan::new());
        assert!(known(&session).is_empty(), "{mishap:?}");
        drop(session);
        client.patience.pauses.clear();
        scene.recovers(&client, &format!("{mishap:?}"));
        scene.world.server.forget_asked();
    }
}

#[test]
fn a_server_that_sends_the_same_page_for_ever_is_asked_once_more() {
    let scene = Scene::new(3, 30);
    let client = scene.client();
    let session = client.open();
    scene
        .world
        .server
        .plan(Plan::new().always(SYNC, Mishap::Lie(Lie::SamePage)));
    let result = session.search("").unwrap();
    scene.world.server.plan(Plan::new());
    let said: String = result
        .warnings
        .iter()
        .map(|warning| warning.message[0].1.clone())
        .collect();
    assert!(said.contains(&scene.world.server.url()), "{said}");
    let calls = scene.world.server.calls();
    let syncs = calls
        .iter()
        .filter(|call| **call == Operation::SyncUpdates)
        .count();
    assert!(syncs < 8, "{syncs}");
    assert_eq!(known(&session), scene.offer);
    drop(session);
    scene.recovers(&client, "afterwards");
}

#[test]
fn a_server_that_sends_new_pages_for_ever_is_left() {
    let scene = Scene::new(3, 30);
    let mut client = scene.client();
    client.patience.metadata = 200_000;
    let session = client.open();
    scene
        .world
        .server
        .plan(Plan::new().always(SYNC, Mishap::Lie(Lie::EndlessPages)));
    for _ in 0..2 {
        let error = session.search("").unwrap_err();
        assert_eq!(
            error.hresult(),
            code::WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS,
            "{error}"
        );
        assert_clear(&error, &scene.world.server.url(), Some(Operation::SyncUpdates));
        assert!(known(&session).is_empty());
    }
    scene.world.server.plan(Plan::new());
    drop(session);
    client.patience.metadata *= 2;
    scene.recovers(&client, "afterwards");
}

#[test]
fn what_was_decided_is_not_lost_with_a_page_that_could_not_be_kept() {
    let mut scene = Scene::new(3, 30);
    let mut client = scene.client();
    client.open().search("").unwrap();
    // The server believes that it has told that another one is optional now, and has; and more than is taken of it.
    let world = &scene.world;
    world.server.catalogue(|catalogue| {
        catalogue
            .approve(guid(1), Approval::to(Action::OptionalInstall))
            .unwrap();
    });
    world.approve(&[world.program(4, "Program 4")]);
    let usual = std::mem::replace(&mut client.patience.metadata, 10);
    assert!(client.open().search("").is_err());
    client.patience.metadata = usual;
    scene.changed();
    scene.recovers(&client, "afterwards");
}
