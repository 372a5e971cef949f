//! Downloading: what is fetched, what is kept, and what is said when it fails.

use std::fs;
use std::sync::Arc;

use wua_agent::ports::step;
use wua_agent::{Callbacks, Content, DownloadRequest, Eula, JobKind, JobStatus, Phase, Session, Update};
use wua_com::{HResult, Lcid, code};
use wua_defs::enums::{DownloadPhase, DownloadType, OperationResultCode};

use crate::support::{
    Doing, Fetching, Recorder, World, bundle, content, guid, lock, one, revision, with_file,
};

fn file(world: &World, update: &Update, name: &str) -> std::path::PathBuf {
    let identity = update.identity();
    world
        .cache()
        .join(format!("{}.{}", identity.id, identity.revision))
        .join(name)
}

fn request(session: &Session, request: DownloadRequest) -> Arc<wua_agent::DownloadResult> {
    let job = session.prepare_download(request).unwrap();
    job.start(Callbacks::default());
    job.wait().unwrap()
}

#[test]
fn an_update_is_downloaded_once_its_files_are_in_the_cache() {
    let world = World::new();
    world.server.offer_file(1, b"the body");
    let session = world.session();
    let update = session.find("").remove(0);
    assert!(!update.marks.is_downloaded());

    let result = session.download(one(&update));
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Succeeded, code::S_OK)
    );
    assert!(update.marks.is_downloaded());
    assert_eq!(fs::read(file(&world, &update, "1.bin")).unwrap(), b"the body");
    assert!(!file(&world, &update, "1.bin.part").exists());
    drop(session);
    assert!(
        world.session().find("").remove(0).marks.is_downloaded(),
        "also later"
    );
}

#[test]
fn what_is_in_the_cache_is_not_fetched_again_unless_forced() {
    let world = World::new();
    world.server.offer_file(1, b"the body");
    let session = world.session();
    let found = session.find("");
    session.download(&found);
    let again = session.download(&found);
    assert_eq!(again.updates[0].hresult, code::WU_S_ALREADY_DOWNLOADED);
    assert_eq!(again.code, OperationResultCode::Succeeded);
    assert_eq!(world.server.fetched().len(), 1);

    let forced = DownloadRequest {
        forced: true,
        ..DownloadRequest::new(found)
    };
    assert_eq!(request(&session, forced).updates[0].hresult, code::S_OK);
    assert_eq!(world.server.fetched().len(), 2);
}

#[test]
fn a_file_that_somebody_deleted_counts_as_gone() {
    let world = World::new();
    world.server.offer_file(1, b"the body");
    let session = world.session();
    let update = session.find("").remove(0);
    session.download(one(&update));
    fs::remove_file(file(&world, &update, "1.bin")).unwrap();
    session.find("");
    assert!(!update.marks.is_downloaded());
    assert_eq!(session.download(one(&update)).updates[0].hresult, code::S_OK);
    assert!(update.marks.is_downloaded());
}

#[test]
fn a_download_that_broke_off_is_continued_where_it_stopped() {
    let world = World::new();
    world.server.offer_file(1, b"0123456789");
    *lock(&world.server.fetching) = Fetching::BreaksAfter(4);
    let session = world.session();
    let found = session.find("");
    let result = session.download(&found);
    assert_eq!(result.code, OperationResultCode::Failed);
    assert_eq!(result.hresult, code::WU_E_ALL_UPDATES_FAILED);
    assert_eq!(result.updates[0].hresult, code::WININET_E_CONNECTION_ABORTED);
    let message = &result.updates[0].message;
    assert!(
        message.contains("Update 1") && message.contains("1.bin"),
        "{message}"
    );

    drop(session);
    *lock(&world.server.fetching) = Fetching::Works;
    let session = world.session();
    assert_eq!(session.download(&found).code, OperationResultCode::Succeeded);
    let expected = [("1.bin".to_owned(), 0), ("1.bin".to_owned(), 4)];
    assert_eq!(world.server.fetched(), expected);
}

#[test]
fn a_file_that_is_too_short_is_fetched_once_more_from_the_start_and_then_reported() {
    let world = World::new();
    world.server.offer_file(1, b"0123456789");
    *lock(&world.server.fetching) = Fetching::EndsAfter(7);
    let session = world.session();
    let update = session.find("").remove(0);
    let failed = session.download(one(&update));
    assert_eq!(failed.updates[0].hresult, code::WU_E_DOWNLOAD_FAILED);
    assert!(failed.updates[0].message.contains("7 of 10 bytes"), "{failed:?}");
    let twice = [("1.bin".to_owned(), 0), ("1.bin".to_owned(), 0)];
    assert_eq!(world.server.fetched(), twice);
    assert!(!file(&world, &update, "1.bin.part").exists());
    *lock(&world.server.fetching) = Fetching::Works;
    assert_eq!(
        session.download(one(&update)).code,
        OperationResultCode::Succeeded
    );
}

#[test]
fn a_file_that_is_not_what_was_described_is_fetched_once_more_and_then_reported_with_both_hashes() {
    let world = World::new();
    let revision = world.server.offer_file(1, b"the body");
    world.server.has_file("1.bin", b"the bodz");
    let session = world.session();
    let update = session.find("").remove(0);
    let result = session.download(one(&update));
    assert_eq!(result.updates[0].hresult, code::WU_E_DM_INCORRECTFILEHASH);
    let message = &result.updates[0].message;
    assert!(message.contains(&revision.contents[0].sha256), "{message}");
    let found = content("1.bin", b"the bodz").sha256;
    assert!(message.contains(&found), "{message}");
    let twice = [("1.bin".to_owned(), 0), ("1.bin".to_owned(), 0)];
    assert_eq!(world.server.fetched(), twice);
    assert!(!update.marks.is_downloaded());
    assert!(!file(&world, &update, "1.bin").exists() && !file(&world, &update, "1.bin.part").exists());
}

#[test]
fn what_goes_wrong_once_is_right_the_second_time() {
    for fetching in [Fetching::ShortOnce, Fetching::WrongOnce] {
        let world = World::new();
        world.server.offer_file(1, b"0123456789");
        *lock(&world.server.fetching) = fetching;
        let session = world.session();
        let update = session.find("").remove(0);
        assert_eq!(
            session.download(one(&update)).code,
            OperationResultCode::Succeeded
        );
        assert_eq!(fs::read(file(&world, &update, "1.bin")).unwrap(), b"0123456789");
        let twice = [("1.bin".to_owned(), 0), ("1.bin".to_owned(), 0)];
        assert_eq!(world.server.fetched(), twice);
    }
}

#[test]
fn a_service_learns_of_a_file_once_it_has_its_name_and_may_object() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let update = session.find("").remove(0);
    *lock(&world.server.objection) = Some(wua_com::Error::new(code::E_FAIL, "no room for it"));
    let failed = session.download(one(&update));
    assert!(failed.updates[0].message.contains("no room for it"), "{failed:?}");
    assert!(!update.marks.is_downloaded());
    *lock(&world.server.objection) = None;
    assert_eq!(
        session.download(one(&update)).code,
        OperationResultCode::Succeeded
    );
    assert_eq!(*lock(&world.server.told), vec![file(&world, &update, "1.bin"); 2]);
}

#[test]
fn a_part_of_something_else_is_fetched_anew() {
    let world = World::new();
    world.server.offer_file(1, b"0123456789");
    let session = world.session();
    let update = session.find("").remove(0);
    for stale in [&b"abcd"[..], b"abcdefghij", b"abcdefghijklmnop"] {
        let part = file(&world, &update, "1.bin.part");
        fs::create_dir_all(part.parent().unwrap()).unwrap();
        fs::write(&part, stale).unwrap();
        let forced = DownloadRequest::new(vec![update.clone()]);
        let _ = fs::remove_file(file(&world, &update, "1.bin"));
        assert_eq!(request(&session, forced).code, OperationResultCode::Succeeded);
        assert_eq!(fs::read(file(&world, &update, "1.bin")).unwrap(), b"0123456789");
    }
}

#[test]
fn a_part_that_no_hash_will_judge_is_not_continued() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![Content {
            sha256: String::new(),
            ..content("1.bin", b"0123456789")
        }];
    }));
    world.server.has_file("1.bin", b"0123456789");
    let session = world.session();
    let update = session.find("").remove(0);
    let part = file(&world, &update, "1.bin.part");
    fs::create_dir_all(part.parent().unwrap()).unwrap();
    fs::write(&part, b"abcd").unwrap();
    let plan = session.plan_download(&DownloadRequest::new(vec![update.clone()]));
    assert_eq!(plan.unwrap().bytes(), 10);
    session.download(one(&update));
    assert_eq!(fs::read(file(&world, &update, "1.bin")).unwrap(), b"0123456789");
    assert_eq!(world.server.fetched(), [("1.bin".to_owned(), 0)]);
}

#[test]
fn an_update_whose_licence_was_not_accepted_fails_and_the_others_go_on() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.eula = Some(Eula {
            id: guid(9),
            texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
        });
        revision.contents = vec![content("1.bin", b"one")];
    }));
    world.server.offer_file(2, b"two");
    let session = world.session();
    let found = session.find("");
    let result = session.download(&found);
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.hresult, code::WU_S_UPDATE_ERROR);
    let codes: Vec<HResult> = result.updates.iter().map(|update| update.hresult).collect();
    assert_eq!(codes, [code::WU_E_EULAS_DECLINED, code::S_OK]);
    world.server.has_file("1.bin", b"one");
    session.agent().accept_eula(&found[0]).unwrap();
    assert_eq!(session.download(&found[..1]).code, OperationResultCode::Succeeded);
}

#[test]
fn a_bundle_brings_its_members_as_far_as_they_concern_this_computer() {
    let world = World::new();
    let members = [(11, &b"eleven"[..]), (12, b"twelve"), (13, b"thirteen")];
    world.server.offer(bundle(
        1,
        members
            .iter()
            .map(|(number, body)| with_file(*number, body))
            .collect(),
    ));
    for (number, body) in members {
        world.server.has_file(&format!("{number}.bin"), body);
    }
    world.computer.is_not_for(guid(13));
    let session = world.session();
    let update = session.find("").remove(0);
    session.download(one(&update.bundled[0]));
    assert!(update.bundled[0].marks.is_downloaded() && !update.marks.is_downloaded());
    session.download(one(&update));
    assert!(update.marks.is_downloaded());
    let names: Vec<String> = world.server.fetched().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["11.bin", "12.bin"]);
}

#[test]
fn only_what_fetches_the_rest_can_be_asked_for_where_it_exists() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contains_update_bootstrapper = true;
        revision.contents = vec![content("small", b"small"), content("large", b"large one")];
    }));
    world.server.has_file("small", b"small");
    world.server.offer_file(2, b"two");
    let session = world.session();
    let found = session.find("");
    let bootstrapper = |updates: &[Update]| DownloadRequest {
        download_type: DownloadType::UpdateBootstrapper,
        ..DownloadRequest::new(updates.to_vec())
    };
    let result = request(&session, bootstrapper(&found[..1]));
    assert_eq!(result.code, OperationResultCode::Succeeded);
    assert!(!found[0].marks.is_downloaded(), "that was not all");
    let error = session.prepare_download(bootstrapper(&found)).err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_NOT_SUPPORTED);
    assert!(error.message().contains("Update 2"), "{error}");
}

#[test]
fn nothing_to_download_is_refused_at_once() {
    let session = World::new().session();
    let error = session
        .prepare_download(DownloadRequest::new(Vec::new()))
        .err()
        .unwrap();
    assert_eq!(error.hresult(), code::WU_E_NO_UPDATE);
}

#[test]
fn a_full_disk_and_a_service_with_a_bug_fail_the_update_and_nothing_else() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let found = session.find("");
    for (fetching, hresult, says) in [
        (
            Fetching::DiskFull,
            HResult::from_u32(0x8007_0070),
            "free some space",
        ),
        (Fetching::Panics, code::E_UNEXPECTED, "panicked"),
    ] {
        *lock(&world.server.fetching) = fetching;
        let result = session.download(&found);
        assert_eq!(result.updates[0].hresult, hresult);
        assert!(result.updates[0].message.contains(says), "{result:?}");
    }
    *lock(&world.server.fetching) = Fetching::Works;
    assert_eq!(session.download(&found).code, OperationResultCode::Succeeded);
}

#[test]
fn a_file_name_that_leads_out_of_the_cache_is_refused() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![content("../../evil", b"evil")];
    }));
    let session = world.session();
    let result = session.download(&session.find(""));
    assert_eq!(result.updates[0].hresult, code::WU_E_INVALID_UPDATE);
    assert!(world.server.fetched().is_empty());
}

#[test]
fn a_service_that_is_gone_fails_the_update() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let mut update = session.find("").remove(0);
    update.service = guid(4242);
    let result = session.download(&[update]);
    assert_eq!(result.updates[0].hresult, code::WU_E_DS_UNKNOWNSERVICE);
}

#[test]
fn an_abort_ends_a_download_with_what_it_has() {
    let world = World::new();
    for number in 1..=3 {
        world
            .server
            .offer_file(number, format!("body {number}").as_bytes());
    }
    let session = world.session();
    let found = session.find("");
    session.download(&found[..1]);
    *lock(&world.server.fetching) = Fetching::Hangs;
    let job = session.prepare_download(DownloadRequest::new(found)).unwrap();
    job.start(Callbacks::default());
    crate::support::eventually("the second is fetched", || world.server.fetched().len() == 2);
    job.request_abort();
    let result = job.wait().unwrap();
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Aborted, code::WU_E_CALL_CANCELLED)
    );
    let codes: Vec<_> = result.updates.iter().map(|update| update.code).collect();
    assert_eq!(
        codes,
        [
            OperationResultCode::Succeeded,
            OperationResultCode::Aborted,
            OperationResultCode::NotStarted
        ]
    );
    assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Aborted);
}

#[test]
fn progress_counts_bytes_and_names_the_phases() {
    let world = World::new();
    world.server.offer_file(1, b"0123456789");
    world.server.offer_file(2, &[7; 30]);
    let session = world.session();
    let found = session.find("");
    let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
    let job = session.prepare_download(DownloadRequest::new(found)).unwrap();
    let told = Arc::clone(&seen);
    job.start(Callbacks {
        on_progress: Some(Box::new(move |progress| lock(&told).push(progress.clone()))),
        on_completed: None,
    });
    job.wait().unwrap();
    job.clean_up();
    let seen = lock(&seen);
    for phase in [
        DownloadPhase::Initializing,
        DownloadPhase::Downloading,
        DownloadPhase::Verifying,
    ] {
        assert!(
            seen.iter()
                .any(|progress| progress.phase == Phase::Download(phase)),
            "{phase:?}"
        );
    }
    let mut percents: Vec<i32> = seen.iter().map(|progress| progress.percent).collect();
    assert_eq!(percents.last(), Some(&100));
    percents.sort_unstable();
    assert_eq!(
        percents,
        seen.iter().map(|progress| progress.percent).collect::<Vec<_>>(),
        "never back"
    );
    let last = seen.last().unwrap();
    assert_eq!(
        (last.phase, last.bytes, last.bytes_total),
        (Phase::Finished, 40, 40)
    );
    assert_eq!((last.current_bytes, last.current_bytes_total), (30, 30));
    assert!(
        last.results
            .iter()
            .all(|result| result.code == OperationResultCode::Succeeded)
    );
}

#[test]
fn every_file_is_written_down_before_and_after() {
    let mut world = World::new();
    let recorder = Arc::new(Recorder::default());
    world.checkpoints = recorder.clone();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let found = session.find("");
    recorder.take();
    session.download(&found);
    assert_eq!(
        recorder.take(),
        [
            step::DOWNLOAD_PLANNED,
            step::DOWNLOAD_FILE_STARTED,
            step::DOWNLOAD_FILE_FETCHED,
            step::DOWNLOAD_FILE_VERIFIED,
            step::DOWNLOAD_FILE_DONE,
            step::DOWNLOAD_ENDED,
        ]
    );
    let job = session.agent().jobs().unwrap().remove(0);
    assert_eq!((job.kind, job.state), (JobKind::Download, JobStatus::Ended));
    assert_eq!(job.client, "the test");
    assert_eq!(job.updates[0].0, "Update 1");
    assert_eq!(job.updates[0].1.code, OperationResultCode::Succeeded);
    assert!(job.ended.is_some());
}

#[test]
fn an_update_without_files_has_nothing_to_download() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    let update = session.find("").remove(0);
    assert!(update.marks.is_downloaded());
    assert_eq!(
        session.download(&[update]).updates[0].hresult,
        code::WU_S_ALREADY_DOWNLOADED
    );
}

#[test]
fn deltas_are_left_out_where_there_are_whole_files_and_the_plan_says_so() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        let delta = Content {
            is_delta: true,
            ..content("1.psf", b"delta")
        };
        revision.contents = vec![delta, content("1.cab", b"whole")];
        revision.delta_compressed_content_preferred = true;
    }));
    world.server.offer(revision(2, |revision| {
        revision.contents = vec![Content {
            is_delta: true,
            ..content("2.psf", b"all there is")
        }];
    }));
    world.server.has_file("1.cab", b"whole");
    world.server.has_file("2.psf", b"all there is");
    let session = world.session();
    let found = session.find("");
    let plan = session
        .plan_download(&DownloadRequest::new(found.clone()))
        .unwrap();
    assert_eq!(plan.updates[0].left_out, ["1.psf"]);
    assert!(plan.to_string().contains("1.psf: left out, a delta"), "{plan}");
    assert_eq!(session.download(&found).code, OperationResultCode::Succeeded);
    let names: Vec<String> = world.server.fetched().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["1.cab", "2.psf"]);
    assert!(found.iter().all(|update| update.marks.is_downloaded()));
}
