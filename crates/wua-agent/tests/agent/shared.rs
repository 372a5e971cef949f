//! Files that several updates have, and the room that there is for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use wua_agent::ports::step;
use wua_agent::{Callbacks, Content, DownloadRequest, DownloadVerdict, JobStatus, Update};
use wua_com::HResult;
use wua_defs::enums::{DownloadPriority, OperationResultCode};

use crate::support::child::{command, on_small_disk};
use crate::support::{Deadly, Doing, Fetching, World, content, eventually, lock, one, revision};

const BODY: &[u8] = b"the same in both";

/// Two updates with the same file under different names and addresses.
fn furnish(world: World) -> World {
    for number in 1..=2 {
        let name = format!("{number}.bin");
        world.server.has_file(&name, BODY);
        world.server.offer(revision(number, |revision| {
            revision.contents = vec![content(&name, BODY)];
        }));
    }
    world
}

fn file(world: &World, update: &Update) -> PathBuf {
    let folder = format!("{}.1", update.identity().id);
    world
        .cache()
        .join(folder)
        .join(&update.revision.contents[0].file_name)
}

#[cfg(unix)]
fn is_one(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(one).unwrap().ino() == fs::metadata(other).unwrap().ino()
}

#[test]
fn a_file_that_is_in_the_cache_for_another_update_is_neither_fetched_nor_stored_again() {
    let world = furnish(World::new());
    let session = world.session();
    let found = session.find("");
    session.download(&found[..1]);
    let plan = session
        .plan_download(&DownloadRequest::new(found[1..].to_vec()))
        .unwrap();
    assert_eq!(plan.bytes(), 0);
    assert!(
        plan.to_string().contains("2.bin: the same is in the cache"),
        "{plan}"
    );
    assert_eq!(session.download(&found[1..]).code, OperationResultCode::Succeeded);
    assert_eq!(world.server.fetched().len(), 1);
    assert!(found.iter().all(|update| update.marks.is_downloaded()));
    let (one, other) = (file(&world, &found[0]), file(&world, &found[1]));
    #[cfg(unix)]
    assert!(is_one(&one, &other), "one file, two names");
    fs::remove_file(one).unwrap();
    assert_eq!(fs::read(other).unwrap(), BODY, "one goes without the other");
}

#[test]
fn a_file_that_was_spoiled_in_the_cache_is_no_twin() {
    let world = furnish(World::new());
    let session = world.session();
    let found = session.find("");
    session.download(&found[..1]);
    fs::write(file(&world, &found[0]), b"THE SAME IN BOTH").unwrap();
    assert_eq!(session.download(&found[1..]).code, OperationResultCode::Succeeded);
    assert_eq!(fs::read(file(&world, &found[1])).unwrap(), BODY);
    assert_eq!(
        fs::read(file(&world, &found[0])).unwrap(),
        b"THE SAME IN BOTH",
        "left as it was"
    );
    assert_eq!(world.server.fetched().len(), 2);
}

#[test]
fn by_force_everything_is_fetched() {
    let world = furnish(World::new());
    let session = world.session();
    let found = session.find("");
    session.download(&found[..1]);
    let forced = DownloadRequest {
        forced: true,
        ..DownloadRequest::new(found[1..].to_vec())
    };
    let job = session.prepare_download(forced).unwrap();
    assert_eq!(
        job.run(Callbacks::default()).unwrap().code,
        OperationResultCode::Succeeded
    );
    assert_eq!(world.server.fetched().len(), 2);
}

#[test]
fn a_file_without_a_hash_is_the_same_as_no_other() {
    let world = World::new();
    for number in 1..=2 {
        let name = format!("{number}.bin");
        world.server.has_file(&name, BODY);
        world.server.offer(revision(number, |revision| {
            revision.contents = vec![Content {
                sha256: String::new(),
                ..content(&name, BODY)
            }];
        }));
    }
    let session = world.session();
    let found = session.find("");
    for update in &found {
        session.download(one(update));
    }
    assert_eq!(world.server.fetched().len(), 2);
}

#[test]
fn what_is_stored_once_needs_room_once() {
    let world = furnish(World::new());
    world
        .server
        .offer_file(3, b"something else, and no room left for it");
    let session = world.session();
    session.agent().measure_room_by(|_| Some(20));
    let found = session.find("");
    let plan = session
        .plan_download(&DownloadRequest::new(found.clone()))
        .unwrap();
    let is_refused: Vec<bool> = plan
        .updates
        .iter()
        .map(|update| matches!(update.verdict, DownloadVerdict::Refused(_)))
        .collect();
    assert_eq!(is_refused, [false, false, true], "{plan}");
    assert_eq!(plan.bytes(), plan.updates[0].bytes(), "{plan}");
    session.download(&found);
    let is_there: Vec<bool> = found.iter().map(|update| update.marks.is_downloaded()).collect();
    assert_eq!(is_there, [true, true, false]);
    assert_eq!(world.server.fetched().len(), 1);
}

/// In a process of its own: downloads both, until a step is reached for the nth time.
pub(crate) fn live_until(at: &str, step: &str, nth: usize) {
    let mut world = furnish(World::at(at));
    world.checkpoints = Arc::new(Deadly::at(step, nth));
    let session = world.session();
    for update in session.find("") {
        session.download(one(&update));
    }
}

#[test]
fn a_death_between_two_names_of_a_file_leaves_both_as_they_should_be() {
    for step in [
        step::DOWNLOAD_FILE_STARTED,
        step::DOWNLOAD_FILE_FETCHED,
        step::DOWNLOAD_FILE_VERIFIED,
        step::DOWNLOAD_FILE_DONE,
    ] {
        let folder = tempfile::tempdir().unwrap();
        let status = command("shared", folder.path(), &[step, "2"]).status().unwrap();
        assert!(!status.success(), "{step} was to die");
        let world = furnish(World::at(folder.path()));
        let session = world.session();
        assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Interrupted);
        let found = session.find("");
        assert!(found[0].marks.is_downloaded(), "{step}");
        assert_eq!(
            session.download(&found).code,
            OperationResultCode::Succeeded,
            "{step}"
        );
        for update in &found {
            let path = file(&world, update);
            assert_eq!(fs::read(&path).unwrap(), BODY, "{step}");
            assert_eq!(
                fs::read_dir(path.parent().unwrap()).unwrap().count(),
                1,
                "{step}: nothing else"
            );
        }
        assert!(world.server.fetched().is_empty(), "{step}");
    }
}

#[test]
fn a_more_urgent_download_goes_first() {
    let world = World::new();
    for number in 1..=3 {
        world
            .server
            .offer_file(number, format!("body {number}").as_bytes());
    }
    let session = world.session();
    let found = session.find("");
    *lock(&world.server.fetching) = Fetching::HangsFor("1.bin");
    let download = |updates: &[Update], priority| {
        let request = DownloadRequest {
            priority,
            ..DownloadRequest::new(updates.to_vec())
        };
        let job = session.prepare_download(request).unwrap();
        job.start(Callbacks::default());
        job
    };
    let urgent = download(&found[..1], DownloadPriority::High);
    eventually("it is fetched", || world.server.fetched().len() == 1);
    let patient = download(&found[1..], DownloadPriority::Low);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(world.server.fetched().len(), 1, "it waits");
    urgent.request_abort();
    urgent.wait().unwrap();
    assert_eq!(patient.wait().unwrap().code, OperationResultCode::Succeeded);
    assert_eq!(world.server.fetched().len(), 3);
}

#[test]
fn who_waits_for_something_more_urgent_can_be_stopped() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    world.server.offer_file(2, b"two");
    let session = world.session();
    let found = session.find("");
    *lock(&world.server.fetching) = Fetching::HangsFor("1.bin");
    let urgent = session
        .prepare_download(DownloadRequest::new(found[..1].to_vec()))
        .unwrap();
    urgent.start(Callbacks::default());
    eventually("it is fetched", || world.server.fetched().len() == 1);
    let patient = session
        .prepare_download(DownloadRequest {
            priority: DownloadPriority::Low,
            ..DownloadRequest::new(found[1..].to_vec())
        })
        .unwrap();
    patient.start(Callbacks::default());
    patient.request_abort();
    assert_eq!(patient.wait().unwrap().code, OperationResultCode::Aborted);
    urgent.request_abort();
    urgent.wait().unwrap();
}

/// In a process of its own, on a disk of two megabytes.
pub(crate) fn without_room(world: &str) {
    let world = World::at(world);
    world.server.offer_file(1, &vec![1; 3_000_000]);
    world.server.offer_file(2, b"small");
    let session = world.session();
    let found = session.find("");
    let plan = session
        .plan_download(&DownloadRequest::new(found.clone()))
        .unwrap();
    let DownloadVerdict::Refused(error) = &plan.updates[0].verdict else {
        panic!("{plan}");
    };
    assert!(error.message().contains("3000000 bytes"), "{error}");
    let result = session.download(&found);
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.updates[0].hresult, HResult::from_u32(0x8007_0070));
    let names: Vec<String> = world.server.fetched().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["2.bin"], "nothing was asked for that has no room");
}

#[cfg(target_os = "linux")]
#[test]
fn what_has_no_room_is_refused_before_its_first_byte_and_the_rest_is_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut child) = on_small_disk("without room", folder.path()) else {
        assert!(fs::read_dir("/root").is_err(), "root can make small disks");
        eprintln!("not run: this user may not make small disks");
        return;
    };
    assert!(child.status().unwrap().success());
}
