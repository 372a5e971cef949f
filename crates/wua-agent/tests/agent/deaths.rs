//! Death at every step: what was written is there, nothing is repeated, and the history agrees with the computer.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use wua_agent::ports::{STEPS, step};
use wua_agent::{AutomaticUpdatesSettings, Eula, JobKind, JobStatus, Session};
use wua_com::{Lcid, code};
use wua_defs::enums::OperationResultCode;

use crate::support::child::{command, spawn};
use crate::support::{
    ALL, Deadly, Doing, Recorder, Script, Server, World, bundle, guid, lock, revision, ruled,
};

/// The same world for the one who dies and the one who comes after.
fn furnish(mut world: World) -> World {
    let body = b"one";
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![crate::support::content("1.bin", body)];
        revision.eula = Some(Eula {
            id: guid(9),
            texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
        });
    }));
    world.server.has_file("1.bin", body);
    // What this one is, its own rules say.
    world.server.offer(ruled(2, |revision, _| {
        revision.contents = vec![crate::support::content("2.bin", b"two")];
    }));
    world.server.has_file("2.bin", b"two");
    world.server.offer_file(3, b"three");
    world.server.offer(revision(4, |_| ()));
    world.computer.script(guid(3), Script::GoOn);
    world.others.push(Arc::new(Server::new(2)));
    world
}

const HOUR: i32 = 17;

/// A day of an agent: every step occurs in it.
fn live(world: &World) {
    let session = world.session();
    let agent = session.agent();
    let found = session.find(ALL);
    agent.set_hidden(&found[3], true).unwrap();
    agent.accept_eula(&found[0]).unwrap();
    agent
        .save_settings(&AutomaticUpdatesSettings {
            scheduled_hour: HOUR,
            ..AutomaticUpdatesSettings::default()
        })
        .unwrap();
    if agent.registration(world.others[0].id()).is_ok() {
        agent.remove_service(world.others[0].id()).unwrap();
    }
    session.download(&found[..3]);
    session.install(&found[..3]);
    let cookies = lock(&world.computer.cookies).clone();
    if let Some(cookie) = cookies.last().filter(|_| !world.computer.has(guid(3))) {
        world.computer.put(guid(3));
        agent.record_installation_result(cookie, code::S_OK, &[]).unwrap();
    }
}

/// In a process of its own: lives until a step is reached for the nth time.
pub(crate) fn live_until(world: &str, step: &str, nth: usize) {
    let mut world = furnish(World::at(world));
    world.checkpoints = Arc::new(Deadly::at(step, nth));
    live(&world);
}

/// In a process of its own: opens the agent until a step is reached.
pub(crate) fn open_until(world: &str, step: &str) {
    let mut world = furnish(World::at(world));
    world.checkpoints = Arc::new(Deadly::at(step, 1));
    world.session();
}

fn with_bundle(world: World) -> World {
    world.server.offer(bundle(
        1,
        vec![revision(11, |_| ()), revision(12, |_| ()), revision(13, |_| ())],
    ));
    world.computer.is_not_for(guid(11));
    world
}

/// In a process of its own: installs a bundle until a step is reached for the nth time.
pub(crate) fn bundle_until(world: &str, step: &str, nth: usize) {
    let mut world = with_bundle(World::at(world));
    world.checkpoints = Arc::new(Deadly::at(step, nth));
    let session = world.session();
    session.install(&session.find(ALL));
}

fn dies(scenario: &str, world: &Path, words: &[&str]) {
    let status = command(scenario, world, words).status().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt as _;
        const SIGABRT: i32 = 6;
        assert_eq!(
            status.signal(),
            Some(SIGABRT),
            "{scenario} {words:?} was to die, and of that"
        );
    }
    assert!(!status.success(), "{scenario} {words:?} was to die");
}

/// What holds after any death, as soon as an agent is open again.
fn check(world: &World, session: &Session, when: &str) {
    let agent = session.agent();
    assert!(!agent.is_busy(), "{when}");
    let jobs = agent.jobs().unwrap();
    assert!(
        jobs.iter().all(|job| job.state != JobStatus::Running),
        "{when}: {jobs:?}"
    );
    let history = session.history("", 0, 99).unwrap();
    let mut entries = HashMap::new();
    for entry in &history {
        let id = entry.revision.identity.id;
        assert!(
            entries.insert(id, entry.code).is_none(),
            "{when}: twice in the history"
        );
    }
    for number in [1, 2] {
        let is_recorded = entries.get(&guid(number)) == Some(&OperationResultCode::Succeeded);
        assert_eq!(
            is_recorded,
            world.computer.has(guid(number)),
            "{when}: Update {number}, {history:?}"
        );
    }
}

/// What was written when the step was reached is there afterwards.
fn check_written(world: &World, session: &Session, step: &str) {
    let agent = session.agent();
    let known = || {
        session.find(wua_agent::SearchRequest {
            online: false,
            ..wua_agent::SearchRequest::from(ALL)
        })
    };
    match step {
        step::OFFER_STORED => assert_eq!(known().len(), 4),
        step::MARKS_WRITTEN => assert!(known()[3].marks.is_hidden()),
        step::SETTINGS_WRITTEN => assert_eq!(agent.settings().unwrap().scheduled_hour, HOUR),
        step::SERVICES_WRITTEN => assert_eq!(agent.services().unwrap().len(), 1),
        step::DOWNLOAD_FILE_DONE => assert!(known()[0].marks.is_downloaded()),
        step::DOWNLOAD_PLANNED => assert_eq!(agent.jobs().unwrap()[0].kind, JobKind::Download),
        step::INSTALL_PLANNED => {
            let job = agent.jobs().unwrap().remove(0);
            assert_eq!((job.kind, job.state), (JobKind::Install, JobStatus::Interrupted));
            assert_eq!(agent.history_count().unwrap(), 0, "nothing was begun");
        }
        step::INSTALL_STEP_STARTED => {
            let entry = session.history("", 0, 1).unwrap().remove(0);
            assert_eq!(entry.code, OperationResultCode::Failed);
            assert_eq!(entry.hresult, code::WU_E_SERVICE_STOP);
            assert!(!world.computer.has(guid(1)));
        }
        step::INSTALL_STEP_APPLIED | step::INSTALL_STEP_DONE => {
            let entry = session.history("", 0, 1).unwrap().remove(0);
            assert_eq!(entry.code, OperationResultCode::Succeeded);
            assert_eq!(entry.client_application_id, "the test");
        }
        step::REPORT_RECORDED => {
            let entry = session.history("", 0, 1).unwrap().remove(0);
            assert_eq!(entry.code, OperationResultCode::Succeeded);
        }
        _ => {}
    }
}

/// Lives the day to its end after a death, and looks back.
fn resume(world: &World, when: &str) {
    live(world);
    for number in 1..=3 {
        assert!(world.computer.has(guid(number)), "{when}");
    }
    let calls = world.computer.calls();
    for title in ["+Update 1", "+Update 2"] {
        let count = calls.iter().filter(|call| *call == title).count();
        assert_eq!(count, 1, "{when}: {title} in {calls:?}");
    }
    assert_eq!(
        world.server.syncs(),
        1,
        "{when}: the service was asked once again"
    );
    let session = world.session();
    assert!(
        session.find(ALL)[..3]
            .iter()
            .all(|update| update.marks.is_downloaded())
    );
}

#[test]
fn a_day_has_every_step_in_it() {
    let mut world = furnish(World::new());
    let recorder = Arc::new(Recorder::default());
    world.checkpoints = recorder.clone();
    live(&world);
    let seen = recorder.take();
    for step in STEPS {
        let is_recovery = matches!(*step, step::RECOVERY_EVALUATED | step::RECOVERY_DONE);
        assert_eq!(seen.contains(step), !is_recovery, "{step}");
    }
}

#[test]
fn death_at_any_step_loses_nothing_and_repeats_nothing() {
    for step in STEPS {
        if matches!(*step, step::RECOVERY_EVALUATED | step::RECOVERY_DONE) {
            continue;
        }
        let repeats = step.contains("-file-") || step.contains("-step-");
        for nth in 1..=if repeats { 2 } else { 1 } {
            let folder = tempfile::tempdir().unwrap();
            let when = format!("death at {step} ({nth})");
            dies("live", folder.path(), &[step, &nth.to_string()]);
            let world = furnish(World::at(folder.path()));
            let session = world.session();
            check(&world, &session, &when);
            if nth == 1 {
                check_written(&world, &session, step);
            }
            drop(session);
            check(&world, &world.session(), &format!("{when}, once more"));
            resume(&world, &when);
        }
    }
}

#[test]
fn death_between_the_members_of_a_bundle_leaves_half_of_it_and_says_so() {
    for (step, nth, code, calls) in [
        (step::INSTALL_PLANNED, 1, None, 0),
        (
            step::INSTALL_STEP_STARTED,
            1,
            Some(OperationResultCode::Failed),
            0,
        ),
        (
            step::INSTALL_STEP_APPLIED,
            1,
            Some(OperationResultCode::SucceededWithErrors),
            1,
        ),
        (
            step::INSTALL_STEP_DONE,
            1,
            Some(OperationResultCode::SucceededWithErrors),
            1,
        ),
        (
            step::INSTALL_STEP_STARTED,
            2,
            Some(OperationResultCode::SucceededWithErrors),
            1,
        ),
        (
            step::INSTALL_STEP_APPLIED,
            2,
            Some(OperationResultCode::Succeeded),
            2,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        dies("bundle", folder.path(), &[step, &nth.to_string()]);
        let world = with_bundle(World::at(folder.path()));
        let session = world.session();
        let when = format!("{step} ({nth})");
        let history = session.history("", 0, 9).unwrap();
        assert_eq!(history.first().map(|entry| entry.code), code, "{when}");
        assert!(history.len() <= 1, "{when}");
        assert_eq!(world.computer.calls().len(), calls, "{when}");
        session.install(&session.find(ALL));
        assert_eq!(world.computer.calls(), ["+Update 12", "+Update 13"], "{when}");
    }
}

#[test]
fn death_in_the_recovery_from_a_death_is_no_worse() {
    for (first, second) in [
        (step::INSTALL_STEP_STARTED, step::RECOVERY_EVALUATED),
        (step::INSTALL_STEP_STARTED, step::RECOVERY_DONE),
        (step::INSTALL_STEP_APPLIED, step::RECOVERY_EVALUATED),
        (step::INSTALL_STEP_APPLIED, step::RECOVERY_DONE),
        (step::DOWNLOAD_FILE_FETCHED, step::RECOVERY_DONE),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let when = format!("death at {first}, then at {second}");
        dies("live", folder.path(), &[first, "1"]);
        dies("open", folder.path(), &[second]);
        let world = furnish(World::at(folder.path()));
        check(&world, &world.session(), &when);
        resume(&world, &when);
    }
}

#[test]
fn death_at_any_moment_is_survived() {
    for pause in [5, 15, 25, 40, 60, 90] {
        let folder = tempfile::tempdir().unwrap();
        let mut child = spawn("live", folder.path(), &["never", "1"]);
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let world = furnish(World::at(folder.path()));
        check(&world, &world.session(), &format!("killed after {pause} ms"));
        live(&world);
    }
}

#[test]
fn a_death_is_not_judged_while_the_installer_may_still_work() {
    let folder = tempfile::tempdir().unwrap();
    dies("live", folder.path(), &[step::INSTALL_STEP_STARTED, "1"]);
    let world = furnish(World::at(folder.path()));
    let state = || world.session().agent().jobs().unwrap()[0].state;
    world.computer.is_busy.store(true, Ordering::SeqCst);
    assert_eq!(state(), JobStatus::Running);
    world.computer.is_unsettled.store(true, Ordering::SeqCst);
    world.computer.is_busy.store(false, Ordering::SeqCst);
    assert_eq!(state(), JobStatus::Running, "what it did cannot be seen yet");
    world.computer.is_unsettled.store(false, Ordering::SeqCst);
    assert_eq!(state(), JobStatus::Interrupted);
}

/// In a process of its own: installs updates that are applied together, until a step is reached for the nth time.
pub(crate) fn together_until(world: &str, step: &str, nth: usize) {
    let mut world = World::at(world);
    world.checkpoints = Arc::new(Deadly::at(step, nth));
    live_together(&world);
}

fn live_together(world: &World) {
    world.computer.is_transactional.store(true, Ordering::SeqCst);
    for number in [1, 2] {
        world.server.offer(revision(number, |_| ()));
    }
    let session = world.session();
    session.install(&session.find(ALL));
}

#[test]
fn death_among_updates_that_are_applied_together_loses_none_of_them() {
    for (step, nth) in [
        (step::INSTALL_STEP_STARTED, "1"),
        (step::INSTALL_STEP_APPLIED, "1"),
        (step::INSTALL_STEP_APPLIED, "2"),
        (step::INSTALL_STEP_DONE, "1"),
        (step::INSTALL_STEP_DONE, "2"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        dies("together", folder.path(), &[step, nth]);
        let world = World::at(folder.path());
        check(&world, &world.session(), &format!("{step} {nth}"));
        live_together(&world);
        assert!(world.computer.has(guid(1)) && world.computer.has(guid(2)));
    }
}
