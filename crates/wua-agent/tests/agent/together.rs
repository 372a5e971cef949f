//! Computers that apply several updates as one.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use wua_agent::{Callbacks, InstallRequest, Session, Update};
use wua_com::{HResult, code};
use wua_defs::enums::OperationResultCode;

use crate::support::{Doing as _, Script, World, bundle, dragged_in, guid, lock, revision};

/// A computer that applies updates together, and a service that offers some.
fn world(numbers: &[u128]) -> (World, Session) {
    let world = World::new();
    world.computer.is_transactional.store(true, Ordering::SeqCst);
    for number in numbers {
        world.server.offer(revision(*number, |_| ()));
    }
    let session = world.session();
    (world, session)
}

fn codes(updates: &[Update], session: &Session) -> Vec<HResult> {
    let result = session.install(updates);
    result.updates.iter().map(|update| update.hresult).collect()
}

#[test]
fn all_updates_are_applied_in_one_go_and_each_has_its_own_result() {
    let (world, session) = world(&[1, 2, 3]);
    world
        .computer
        .script(guid(2), Script::Fail(code::WU_E_UH_INSTALLERFAILURE, 7));
    let updates = session.find("");
    assert_eq!(
        codes(&updates, &session),
        [code::S_OK, code::WU_E_UH_INSTALLERFAILURE, code::S_OK]
    );
    assert_eq!(
        world.computer.calls(),
        ["together: 3", "+Update 3", "+Update 2", "+Update 1"]
    );
    let history = session.history("", 0, 9).unwrap();
    assert_eq!(history.len(), 3, "each entered the history");
}

#[test]
fn what_is_there_already_is_not_applied_again() {
    let (world, session) = world(&[1, 2]);
    let updates = session.find("");
    world.computer.put(guid(1));
    assert_eq!(
        codes(&updates, &session),
        [code::WU_S_ALREADY_INSTALLED, code::S_OK]
    );
    assert_eq!(world.computer.calls(), ["together: 1", "+Update 2"]);
    assert_eq!(
        codes(&updates, &session),
        [code::WU_S_ALREADY_INSTALLED; 2],
        "and with nothing to do nothing is called"
    );
    assert_eq!(world.computer.calls().len(), 2);
}

#[test]
fn the_members_of_a_bundle_come_to_one_result() {
    let (world, session) = world(&[]);
    world
        .server
        .offer(bundle(1, vec![revision(2, |_| ()), revision(3, |_| ())]));
    world
        .computer
        .script(guid(3), Script::Fail(code::WU_E_UH_INSTALLERFAILURE, 0));
    let result = session.install(&session.find(""));
    assert_eq!(result.updates[0].code, OperationResultCode::SucceededWithErrors);
    assert!(result.updates[0].message.contains("Update 3"));
}

#[test]
fn what_ends_the_whole_is_the_result_of_all_that_had_none() {
    let (world, session) = world(&[1, 2, 3]);
    world.computer.script(guid(2), Script::Refuse(code::E_FAIL));
    let updates = session.find("");
    assert_eq!(
        codes(&updates, &session),
        [code::E_FAIL, code::E_FAIL, code::S_OK],
        "the third was done with before"
    );
}

#[test]
fn an_installer_that_does_not_say_what_became_of_an_update_did_not_install_it() {
    let (world, session) = world(&[1]);
    world.computer.script(guid(1), Script::Fail(code::E_NOTIMPL, 0));
    assert_eq!(codes(&session.find(""), &session), [code::E_UNEXPECTED]);
}

#[test]
fn an_installer_that_panics_fails_its_updates_and_nothing_else() {
    let (world, session) = world(&[1]);
    world.computer.script(guid(1), Script::Panic);
    assert_eq!(codes(&session.find(""), &session), [code::E_UNEXPECTED]);
    world.computer.script(guid(1), Script::Work);
    assert_eq!(codes(&session.find(""), &session), [code::S_OK]);
}

#[test]
fn an_abort_reaches_the_installer() {
    let (world, session) = world(&[1, 2]);
    world.computer.script(guid(1), Script::UntilAborted);
    let job = session
        .prepare_install(InstallRequest::new(session.find("")))
        .unwrap();
    job.start(Callbacks::default());
    while world.computer.calls().len() < 3 {
        std::thread::yield_now();
    }
    job.request_abort();
    let result = job.wait().unwrap();
    assert_eq!(result.code, OperationResultCode::Aborted);
    let codes: Vec<_> = result.updates.iter().map(|update| update.code).collect();
    assert_eq!(
        codes,
        [OperationResultCode::Aborted, OperationResultCode::Succeeded]
    );
}

#[test]
fn the_progress_counts_all_parts() {
    let (_world, session) = world(&[1, 2]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let job = session
        .prepare_install(InstallRequest::new(session.find("")))
        .unwrap();
    let sink = Arc::clone(&seen);
    job.start(Callbacks {
        on_progress: Some(Box::new(move |progress| lock(&sink).push(progress.percent))),
        ..Callbacks::default()
    });
    job.wait().unwrap();
    job.clean_up();
    let mut percents = lock(&seen).clone();
    percents.dedup();
    assert_eq!(percents, [0, 25, 50, 75, 100]);
}

#[test]
fn what_else_happens_is_planned_and_remembered() {
    let (_world, session) = world(&[1]);
    let request = InstallRequest::new(session.find(""));
    let plan = session.plan_install(&request).unwrap();
    assert_eq!(plan.also, [dragged_in()]);
    assert!(
        plan.to_string().contains("besides: oil 1.0 is installed"),
        "{plan}"
    );
    session.install(&request.updates);
    let jobs = session.agent().jobs().unwrap();
    assert_eq!(jobs[0].also, [dragged_in()]);
}

#[test]
fn what_an_update_changes_has_names_and_versions() {
    let (_world, session) = world(&[1]);
    let update = session.find("").remove(0);
    let changes = session.agent().changes(&update);
    assert_eq!(changes[0].from, None);
    session.install(std::slice::from_ref(&update));
    let changes = session.agent().changes(&update);
    assert_eq!(changes[0].from.as_deref(), Some("2"));
}
