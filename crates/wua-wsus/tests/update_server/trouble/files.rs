//! Files that are not what they were said to be, or do not come.

use std::thread;
use std::time::{Duration, Instant};

use wua_agent::ports::DISK_FULL;
use wua_agent::{Callbacks, DownloadRequest, Session, Update};
use wua_com::{HResult, code};
use wua_testkit::update_server::{About, Mishap, Plan, Stored};

use super::scene::{Client, Scene};
use crate::support::World;

/// A program whose file has these bytes, and is described in this way.
fn scene(bytes: &[u8], describe: impl FnOnce(Stored) -> Stored) -> (Scene, Stored) {
    let world = World::new();
    let stored = world
        .server
        .catalogue(|catalogue| catalogue.content.add("tool.bin", bytes.to_vec()));
    let draft = world.program(1, "A program");
    let described = describe(stored.clone());
    world.approve(&[draft.file("tool.bin", &described)]);
    (Scene::of(world), stored)
}

fn download(session: &Session) -> (HResult, String, Update) {
    let updates = session.search("").unwrap().updates.clone();
    let job = session
        .prepare_download(DownloadRequest::new(updates.clone()))
        .unwrap();
    let result = job.run(Callbacks::default()).unwrap();
    let outcome = &result.updates[0];
    (outcome.hresult, outcome.message.clone(), updates[0].clone())
}

/// It fails, says why, leaves nothing that could be installed, and goes well once nothing goes wrong.
fn fails_and_recovers(scene: &Scene, client: &Client, what: &str, wrong: HResult, repair: impl FnOnce()) {
    let session = client.open();
    let (hresult, message, update) = download(&session);
    assert_eq!(hresult, wrong, "{what}: {message}");
    assert!(
        message.contains("tool.bin") || message.contains(&scene.world.server.url()),
        "{what}: {message}"
    );
    assert!(!update.marks.is_downloaded(), "{what}");
    repair();
    scene.world.server.plan(Plan::new());
    drop(session);
    let session = client.open();
    let (hresult, message, update) = download(&session);
    assert!(hresult.is_success(), "{what}: {message}");
    assert!(update.marks.is_downloaded(), "{what}");
}

#[test]
fn a_file_with_other_bytes_is_refused() {
    let bytes = b"0123456789".repeat(50);
    let wrong: [(&str, Vec<u8>, HResult); 4] = [
        (
            "others",
            b"9876543210".repeat(50),
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        (
            "one changed",
            [&bytes[..499], b"x"].concat(),
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        (
            "more",
            [&bytes[..], b"x"].concat(),
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        ("fewer", bytes[..499].to_vec(), code::WU_E_DM_INCORRECTFILEHASH),
    ];
    for (what, other, hresult) in wrong {
        let (scene, stored) = scene(&bytes, |stored| stored);
        let replace = |bytes: &[u8]| {
            scene
                .world
                .server
                .catalogue(|catalogue| catalogue.content.replace(&stored.sha1, bytes.to_vec()));
        };
        replace(&other);
        fails_and_recovers(&scene, &scene.client(), what, hresult, || replace(&bytes));
    }
}

#[test]
fn a_file_that_was_described_wrongly_is_refused() {
    type Lie = fn(Stored) -> Stored;
    let lies: [(&str, Lie, HResult); 4] = [
        (
            "SHA-256",
            |stored| Stored {
                sha256: vec![7; 32],
                ..stored
            },
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        (
            "too small",
            |stored| Stored {
                size: stored.size - 1,
                ..stored
            },
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        (
            "too large",
            |stored| Stored {
                size: stored.size + 1,
                ..stored
            },
            code::WU_E_DM_INCORRECTFILEHASH,
        ),
        // Nothing is fetched for which there is no room.
        (
            "larger than any disk",
            |stored| Stored {
                size: 1 << 50,
                ..stored
            },
            DISK_FULL,
        ),
    ];
    for (what, lie, hresult) in lies {
        let (scene, _) = scene(&b"0123456789".repeat(50), lie);
        let session = scene.client().open();
        let (found, message, update) = download(&session);
        assert_eq!(found, hresult, "{what}: {message}");
        assert!(!update.marks.is_downloaded(), "{what}");
    }
}

#[test]
fn a_page_of_somebody_else_is_no_file() {
    let (scene, _) = scene(&[7; 500], |stored| stored);
    let html = |length| Mishap::Body(200, vec![b'<'; length]);
    for (length, hresult) in [
        (500, code::WU_E_DM_INCORRECTFILEHASH),
        (40, code::WU_E_DM_INCORRECTFILEHASH),
    ] {
        let about = About::ContentOf(".bin".to_owned());
        scene.world.server.plan(Plan::new().always(about, html(length)));
        fails_and_recovers(&scene, &scene.client(), "a page", hresult, || ());
    }
}

#[test]
fn a_file_may_come_from_elsewhere_if_it_is_the_same() {
    let (scene, stored) = scene(&[7; 500], |stored| stored);
    let other = World::new();
    let there = format!("{}{}", other.server.url(), stored.path);
    let about = || About::ContentOf(".bin".to_owned());
    let redirected = || Plan::new().always(about(), Mishap::Redirect(there.clone()));
    other
        .server
        .catalogue(|catalogue| catalogue.content.add("tool.bin", [7; 500]));
    scene.world.server.plan(redirected());
    assert!(download(&scene.client().open()).0.is_success());
    other
        .server
        .catalogue(|catalogue| catalogue.content.replace(&stored.sha1, [8; 500]));
    scene.world.server.plan(redirected());
    fails_and_recovers(
        &scene,
        &scene.client(),
        "another file",
        code::WU_E_DM_INCORRECTFILEHASH,
        || (),
    );
}

#[test]
fn a_connection_that_ends_within_a_file_is_gone_on_from_there() {
    let bytes: Vec<u8> = (0..60_000_u32).flat_map(u32::to_le_bytes).collect();
    thread::scope(|scope| {
        for cut in [0, 1, 150, 400, 401, 70_000, 200_000, 240_300] {
            let bytes = &bytes;
            scope.spawn(move || {
                let (scene, _) = scene(bytes, |stored| stored);
                let about = About::ContentOf(".bin".to_owned());
                scene
                    .world
                    .server
                    .plan(Plan::new().at(about, 1, Mishap::CutAnswer(cut)));
                let client = scene.client();
                let (hresult, message, _) = download(&client.open());
                assert!(hresult.is_success(), "{cut}: {message}");
            });
        }
    });
}

#[test]
fn whoever_stops_a_slow_download_is_heard_and_what_came_is_kept() {
    let bytes: Vec<u8> = (0..2_000_u32).flat_map(u32::to_le_bytes).collect();
    let (scene, _) = scene(&bytes, |stored| stored);
    let client = scene.client();
    let session = client.open();
    let updates = session.search("").unwrap().updates.clone();
    let about = About::ContentOf(".bin".to_owned());
    let drip = Mishap::Drip(400, Duration::from_millis(200));
    scene.world.server.plan(Plan::new().always(about, drip));
    let job = session.prepare_download(DownloadRequest::new(updates)).unwrap();
    job.start(Callbacks::default());
    thread::sleep(Duration::from_millis(1500));
    let began = Instant::now();
    job.request_abort();
    let result = job.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(3));
    assert_eq!(result.hresult, code::WU_E_CALL_CANCELLED, "{result:?}");
    scene.world.server.plan(Plan::new());
    scene.world.server.forget_asked();
    drop(session);
    assert!(download(&client.open()).0.is_success());
    let asked = scene.world.server.asked();
    let file = asked
        .iter()
        .find(|asked| asked.path.to_lowercase().ends_with(".bin"))
        .unwrap();
    assert!(file.header("range").starts_with("bytes="), "{file:?}");
}
