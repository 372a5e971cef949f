//! Downloads of which the service lets several files be fetched at once.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::thread;

use wua_agent::ports::step;
use wua_agent::{Callbacks, Content, DownloadRequest, JobStatus, Phase};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::child::command;
use crate::support::{
    Deadly, Doing, Fetching, World, bundle, content, eventually, guid, lock, one, revision, with_file,
};

/// A service that lets so many files be fetched at once, and offers as many updates as are asked for.
fn world(at_once: usize, updates: u128) -> World {
    let world = World::new();
    world.server.parallel.store(at_once, Ordering::SeqCst);
    for number in 1..=updates {
        world
            .server
            .offer_file(number, format!("body {number}").as_bytes());
    }
    world
}

fn names(world: &World) -> Vec<String> {
    let mut names: Vec<String> = world.server.fetched().into_iter().map(|(name, _)| name).collect();
    names.sort();
    names
}

#[test]
fn as_many_files_as_the_service_allows_are_fetched_at_once_and_no_more() {
    let world = world(3, 8);
    *lock(&world.server.fetching) = Fetching::Meets(3);
    let session = world.session();
    let found = session.find("");
    let result = session.download(&found);
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Succeeded, code::S_OK)
    );
    assert_eq!(world.server.most_at_once(), 3);
    assert_eq!(world.server.fetched().len(), 8);
    assert!(found.iter().all(|update| update.marks.is_downloaded()));
    let order: Vec<_> = result.updates.iter().map(|update| update.identity).collect();
    assert_eq!(
        order,
        found.iter().map(wua_agent::Update::identity).collect::<Vec<_>>()
    );
}

#[test]
fn a_service_that_says_nothing_is_asked_for_one_file_after_the_other() {
    let world = world(1, 4);
    *lock(&world.server.fetching) = Fetching::Meets(1);
    let session = world.session();
    session.download(&session.find(""));
    assert_eq!(world.server.most_at_once(), 1);
    let in_order: Vec<String> = world.server.fetched().into_iter().map(|(name, _)| name).collect();
    assert_eq!(in_order, ["1.bin", "2.bin", "3.bin", "4.bin"]);
}

#[test]
fn the_files_of_one_update_are_fetched_at_once_as_well() {
    let world = world(2, 0);
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![content("a", b"a"), content("b", b"b")];
    }));
    world.server.has_file("a", b"a");
    world.server.has_file("b", b"b");
    *lock(&world.server.fetching) = Fetching::Meets(2);
    let session = world.session();
    assert_eq!(
        session.download(&session.find("")).code,
        OperationResultCode::Succeeded
    );
    assert_eq!(world.server.most_at_once(), 2);
}

#[test]
fn progress_adds_up_never_goes_back_and_is_told_on_one_thread() {
    let world = world(4, 0);
    for number in 1..=8 {
        world.server.offer_file(number, &[7; 50]);
    }
    *lock(&world.server.fetching) = Fetching::WrongOnce;
    let session = world.session();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let threads = Arc::new(Mutex::new(HashSet::new()));
    let job = session
        .prepare_download(DownloadRequest::new(session.find("")))
        .unwrap();
    let (told, on) = (Arc::clone(&seen), Arc::clone(&threads));
    job.start(Callbacks {
        on_progress: Some(Box::new(move |progress| {
            lock(&told).push(progress.clone());
            lock(&on).insert(thread::current().id());
        })),
        on_completed: None,
    });
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    job.clean_up();
    assert_eq!(lock(&threads).len(), 1);
    let seen = lock(&seen);
    assert!(seen.is_sorted_by_key(|progress| progress.percent));
    assert!(seen.is_sorted_by_key(|progress| progress.bytes));
    let last = seen.last().unwrap();
    assert_eq!(
        (last.phase, last.bytes, last.bytes_total),
        (Phase::Finished, 400, 400)
    );
    assert_eq!(last.percent, 100);
}

#[test]
fn an_update_is_recorded_when_it_ends_though_others_go_on_and_a_stop_ends_those() {
    let world = world(2, 4);
    *lock(&world.server.fetching) = Fetching::HangsFor("1.bin");
    let session = world.session();
    let found = session.find("");
    let job = session
        .prepare_download(DownloadRequest::new(found.clone()))
        .unwrap();
    job.start(Callbacks::default());
    let codes = || -> Vec<_> {
        let record = session.agent().jobs().unwrap().remove(0);
        record.updates.iter().map(|(_, result)| result.code).collect()
    };
    let ended = OperationResultCode::Succeeded;
    eventually("the job is recorded", || {
        !session.agent().jobs().unwrap().is_empty()
    });
    eventually("the others are recorded", || codes()[1..] == [ended; 3]);
    assert!(found[3].marks.is_downloaded() && !found[0].marks.is_downloaded());
    assert_eq!(job.progress().results[2].code, ended);
    job.request_abort();
    let result = job.wait().unwrap();
    assert_eq!(result.hresult, code::WU_E_CALL_CANCELLED);
    assert_eq!(codes(), [OperationResultCode::Aborted, ended, ended, ended]);
}

#[test]
fn a_stop_ends_all_that_are_being_fetched_and_begins_no_more() {
    let world = world(3, 5);
    *lock(&world.server.fetching) = Fetching::Hangs;
    let session = world.session();
    let job = session
        .prepare_download(DownloadRequest::new(session.find("")))
        .unwrap();
    job.start(Callbacks::default());
    eventually("three are fetched", || world.server.fetched().len() == 3);
    job.request_abort();
    let result = job.wait().unwrap();
    let codes: Vec<_> = result.updates.iter().map(|update| update.code).collect();
    let (aborted, not_started) = (OperationResultCode::Aborted, OperationResultCode::NotStarted);
    assert_eq!(codes, [aborted, aborted, aborted, not_started, not_started]);
    assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Aborted);
}

#[test]
fn one_that_fails_leaves_the_others_alone() {
    let world = world(3, 5);
    world.server.has_file("2.bin", b"bodY 2");
    let session = world.session();
    let result = session.download(&session.find(""));
    let failed: Vec<usize> = (0..5)
        .filter(|at| result.updates[*at].hresult != code::S_OK)
        .collect();
    assert_eq!(failed, [1]);
    assert_eq!(result.updates[1].hresult, code::WU_E_DM_INCORRECTFILEHASH);
    assert_eq!(result.hresult, code::WU_S_UPDATE_ERROR);
}

#[test]
fn a_service_with_a_bug_fails_its_files_and_nothing_else() {
    let world = world(3, 4);
    *lock(&world.server.fetching) = Fetching::Panics;
    let session = world.session();
    let result = session.download(&session.find(""));
    assert_eq!(result.hresult, code::WU_E_ALL_UPDATES_FAILED);
    assert!(
        result
            .updates
            .iter()
            .all(|update| update.message.contains("panicked"))
    );
}

#[test]
fn a_file_at_one_address_that_two_updates_want_is_fetched_once() {
    for at_once in [1, 4] {
        let world = world(at_once, 0);
        let shared = content("shared", b"shared");
        for number in 1..=2 {
            world.server.offer(revision(number, |revision| {
                let name = format!("{number}.bin");
                let content = Content {
                    file_name: name.clone(),
                    ..shared.clone()
                };
                world.server.has_file(&name, b"shared");
                revision.contents = vec![content];
            }));
        }
        let session = world.session();
        let found = session.find("");
        assert_eq!(session.download(&found).code, OperationResultCode::Succeeded);
        assert_eq!(names(&world), ["1.bin"], "{at_once} at once");
        assert!(found.iter().all(|update| update.marks.is_downloaded()));
    }
}

#[test]
fn a_member_of_two_bundles_is_fetched_once_even_by_force() {
    for at_once in [1, 4] {
        let world = world(at_once, 0);
        world
            .server
            .offer(bundle(1, vec![with_file(11, b"shared"), with_file(12, b"own")]));
        world.server.offer(bundle(2, vec![with_file(11, b"shared")]));
        world.server.has_file("11.bin", b"shared");
        world.server.has_file("12.bin", b"own");
        let session = world.session();
        let request = DownloadRequest {
            forced: true,
            ..DownloadRequest::new(session.find(""))
        };
        let job = session.prepare_download(request).unwrap();
        job.start(Callbacks::default());
        assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
        assert_eq!(names(&world), ["11.bin", "12.bin"], "{at_once} at once");
    }
}

#[test]
fn a_store_that_fails_ends_the_download_and_what_is_being_fetched() {
    let world = world(2, 3);
    *lock(&world.server.fetching) = Fetching::HangsFor("1.bin");
    let session = world.session();
    let found = session.find("");
    let store = rusqlite::Connection::open(world.state().join("wua.db")).unwrap();
    // What becomes of an update can be written down no more.
    store
        .execute_batch(
            "CREATE TRIGGER broken BEFORE UPDATE ON job_updates BEGIN SELECT RAISE(ABORT, 'broken'); END",
        )
        .unwrap();
    let job = session.prepare_download(DownloadRequest::new(found)).unwrap();
    job.start(Callbacks::default());
    let error = job.wait().unwrap_err();
    assert!(error.message().contains("broken"), "{error}");
    assert!(world.server.fetched().len() <= 3);
}

#[test]
fn the_file_of_another_service_waits_until_there_is_room_for_it() {
    let mut world = world(3, 3);
    let other = Arc::new(crate::support::Server::new(2));
    other.offer_file(21, b"other");
    world.others.push(Arc::clone(&other));
    let session = world.session();
    let mut found = session.find("");
    let mut second = found[0].clone();
    second.revision = with_file(21, b"other");
    second.service = guid(2 << 64);
    found.insert(1, second.clone());
    let result = session.download(&found);
    assert_eq!(result.code, OperationResultCode::Succeeded);
    assert_eq!(other.fetched().len(), 1);
    assert_eq!(
        session.download(one(&second)).updates[0].hresult,
        code::WU_S_ALREADY_DOWNLOADED
    );
}

/// In a process of its own: downloads until a step is reached for the nth time.
pub(crate) fn live_until(at: &str, step: &str, nth: usize) {
    let mut world = furnish(World::at(at));
    world.checkpoints = Arc::new(Deadly::at(step, nth));
    let session = world.session();
    session.download(&session.find(""));
}

/// The same world for the one who dies and the one who comes after.
fn furnish(world: World) -> World {
    world.server.parallel.store(3, Ordering::SeqCst);
    for number in 1..=5 {
        world
            .server
            .offer_file(number, format!("body {number}").as_bytes());
    }
    world
}

#[test]
fn a_death_with_several_files_on_their_way_loses_nothing_and_fetches_nothing_twice() {
    for step in [
        step::DOWNLOAD_FILE_STARTED,
        step::DOWNLOAD_FILE_FETCHED,
        step::DOWNLOAD_FILE_VERIFIED,
        step::DOWNLOAD_FILE_DONE,
    ] {
        for nth in ["1", "3", "5"] {
            let folder = tempfile::tempdir().unwrap();
            let status = command("parallel", folder.path(), &[step, nth]).status().unwrap();
            assert!(!status.success(), "{step} {nth} was to die");
            let world = furnish(World::at(folder.path()));
            let session = world.session();
            assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Interrupted);
            let found = session.find("");
            let had = found.iter().filter(|update| update.marks.is_downloaded()).count();
            if step == step::DOWNLOAD_FILE_DONE {
                assert!(had >= nth.parse().unwrap(), "{step} {nth}: {had}");
            }
            assert_eq!(
                session.download(&found).code,
                OperationResultCode::Succeeded,
                "{step} {nth}"
            );
            assert!(world.server.fetched().len() <= 5 - had, "{step} {nth}");
            assert!(found.iter().all(|update| update.marks.is_downloaded()));
        }
    }
}
