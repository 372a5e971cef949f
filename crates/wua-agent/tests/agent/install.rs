//! Installing and taking off.

use std::sync::Arc;

use wua_agent::ports::{ApplyOptions, step};
use wua_agent::{Behavior, Callbacks, Eula, InstallRequest, JobStatus, Phase, Revision, Session, Update};
use wua_com::{HResult, Lcid, code};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior, OperationResultCode, UpdateOperation};

use crate::support::{ALL, Doing, Recorder, Script, World, eventually, guid, lock, revision};

/// Updates that are offered and downloaded.
fn downloaded(world: &World, session: &Session, numbers: &[u128]) -> Vec<Update> {
    for number in numbers {
        world
            .server
            .offer_file(*number, format!("body {number}").as_bytes());
    }
    let found = session.find(ALL);
    session.download(&found);
    found
}

fn behaving(change: impl FnOnce(&mut Behavior)) -> Behavior {
    let mut behavior = Behavior {
        can_request_user_input: false,
        impact: InstallationImpact::Normal,
        reboot: InstallationRebootBehavior::NeverReboots,
        requires_network_connectivity: false,
    };
    change(&mut behavior);
    behavior
}

fn exclusive(revision: &mut Revision) {
    revision.installation_behavior = Some(behaving(|behavior| {
        behavior.impact = InstallationImpact::RequiresExclusiveHandling;
    }));
}

fn with(updates: &[Update], options: ApplyOptions) -> InstallRequest {
    InstallRequest {
        options,
        ..InstallRequest::new(updates.to_vec())
    }
}

const FORCED: ApplyOptions = ApplyOptions {
    forced: true,
    quiet: false,
    allow_source_prompts: false,
    close_apps: false,
    may_remove: false,
};

#[test]
fn updates_are_installed_in_the_order_of_the_request() {
    let world = World::new();
    let session = world.session();
    let mut updates = downloaded(&world, &session, &[1, 2, 3]);
    updates.reverse();
    let result = session.install(&updates);
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Succeeded, code::S_OK)
    );
    assert!(!result.reboot_required);
    assert_eq!(world.computer.calls(), ["+Update 3", "+Update 2", "+Update 1"]);
    assert_eq!(session.titles("IsInstalled=1").len(), 3);
}

#[test]
fn what_is_installed_is_not_installed_again_unless_forced() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1]);
    session.install(&updates);
    let again = session.install(&updates);
    assert_eq!(again.code, OperationResultCode::Succeeded);
    assert_eq!(again.updates[0].hresult, code::WU_S_ALREADY_INSTALLED);
    assert_eq!(world.computer.calls().len(), 1);
    session.try_install(with(&updates, FORCED)).unwrap();
    assert_eq!(world.computer.calls().len(), 2);
    assert_eq!(*lock(&world.computer.options), Some(FORCED));
}

#[test]
fn each_update_is_refused_for_its_own_reason_and_the_others_go_on() {
    let world = World::new();
    let session = world.session();
    let licence = Eula {
        id: guid(9),
        texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
    };
    world
        .server
        .offer(revision(4, |revision| revision.eula = Some(licence)));
    world.server.offer(revision(5, |revision| {
        revision.installation_behavior = Some(behaving(|behavior| behavior.can_request_user_input = true));
    }));
    let mut updates = downloaded(&world, &session, &[1]);
    world.server.offer_file(2, b"not downloaded");
    updates.push(
        session
            .find("")
            .into_iter()
            .find(|update| update.title() == "Update 2")
            .unwrap(),
    );
    world.server.offer(revision(6, |_| ()));
    updates.push(session.find("").pop().unwrap());
    world.computer.is_not_for(guid(6));

    let quiet = ApplyOptions {
        quiet: true,
        ..ApplyOptions::default()
    };
    let result = session.try_install(with(&updates, quiet)).unwrap();
    let codes: Vec<(String, HResult)> = updates
        .iter()
        .zip(&result.updates)
        .map(|(update, result)| (update.title().to_owned(), result.hresult))
        .collect();
    let expected = [
        ("Update 4", code::WU_E_EULAS_DECLINED),
        ("Update 5", code::WU_E_UH_DOESNOTSUPPORTACTION),
        ("Update 1", code::S_OK),
        ("Update 2", code::WU_E_DM_NOTDOWNLOADED),
        ("Update 6", code::WU_E_NOT_APPLICABLE),
    ];
    let expected = expected.map(|(title, hresult)| (title.to_owned(), hresult));
    assert_eq!(codes, expected);
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.hresult, code::WU_S_UPDATE_ERROR);
    for update in result
        .updates
        .iter()
        .filter(|update| !update.hresult.is_success())
    {
        assert_eq!(update.code, OperationResultCode::Failed);
        assert!(update.message.starts_with("“Update "), "{}", update.message);
    }
    assert_eq!(world.computer.calls(), ["+Update 1"]);
}

#[test]
fn a_hidden_update_can_be_installed() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1]);
    session.agent().set_hidden(&updates[0], true).unwrap();
    assert_eq!(session.install(&updates).code, OperationResultCode::Succeeded);
}

#[test]
fn what_failed_says_why_and_with_which_number() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2, 3]);
    world
        .computer
        .script(guid(1), Script::Fail(code::WU_E_UH_INSTALLERFAILURE, 1603));
    world
        .computer
        .script(guid(2), Script::Refuse(code::WU_E_MISSING_HANDLER));
    world.computer.script(guid(3), Script::Panic);
    let result = session.install(&updates);
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Failed, code::WU_E_ALL_UPDATES_FAILED)
    );
    let codes: Vec<HResult> = result.updates.iter().map(|update| update.hresult).collect();
    assert_eq!(
        codes,
        [
            code::WU_E_UH_INSTALLERFAILURE,
            code::WU_E_MISSING_HANDLER,
            code::E_UNEXPECTED
        ]
    );
    assert!(result.updates[0].message.contains("1603"));
    assert!(result.updates[1].message.contains("it could not begin"));
    assert!(result.updates[2].message.contains("the installer has a bug"));
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history.len(), 3);
    assert_eq!(
        (history[2].unmapped, history[2].hresult),
        (1603, code::WU_E_UH_INSTALLERFAILURE)
    );
}

#[test]
fn a_file_that_was_changed_in_the_cache_is_not_installed() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1]);
    let file = world.cache().join(format!("{}.1", guid(1))).join("1.bin");
    std::fs::write(file, b"bodX 1").unwrap();
    let result = session.install(&updates);
    assert_eq!(result.updates[0].hresult, code::WU_E_DM_INCORRECTFILEHASH);
    assert!(world.computer.calls().is_empty());
    assert!(!updates[0].marks.is_downloaded(), "it can be downloaded again");
    session.download(&updates);
    assert_eq!(session.install(&updates).code, OperationResultCode::Succeeded);
}

#[test]
fn nothing_to_install_is_refused_at_once() {
    let session = World::new().session();
    for request in [
        InstallRequest::new(Vec::new()),
        InstallRequest::removal(Vec::new()),
    ] {
        let error = session.try_install(request).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_NO_UPDATE);
    }
}

#[test]
fn an_exclusive_update_has_to_be_alone() {
    let world = World::new();
    let session = world.session();
    world.server.offer(revision(1, exclusive));
    world.server.offer(revision(2, |_| ()));
    let found = session.find("");
    for operation in [UpdateOperation::Installation, UpdateOperation::Uninstallation] {
        let request = InstallRequest {
            operation,
            ..InstallRequest::new(found.clone())
        };
        let error = session.try_install(request).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_EXCLUSIVE_INSTALL_CONFLICT);
        assert!(error.message().contains("Update 1"), "{error}");
    }
    assert!(world.computer.calls().is_empty());
    assert_eq!(session.install(&found[..1]).code, OperationResultCode::Succeeded);
}

#[test]
fn nothing_is_done_while_a_restart_is_pending() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1]);
    world.computer.need_restart();
    assert!(session.agent().system().reboot_required);
    for request in [
        InstallRequest::new(updates.clone()),
        InstallRequest::removal(updates.clone()),
    ] {
        let error = session.try_install(request).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_INSTALL_NOT_ALLOWED);
        assert!(error.message().contains("restarted"), "{error}");
    }
    world.computer.restart();
    assert_eq!(session.install(&updates).code, OperationResultCode::Succeeded);
}

#[test]
fn a_restart_that_became_necessary_is_remembered_until_it_happened() {
    let world = World::new();
    *lock(&world.computer.boot) = "boot 1".to_owned();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    world.computer.script(guid(1), Script::WorkAndRestart);
    let result = session.install(&updates);
    assert!(result.reboot_required);
    let reboots: Vec<bool> = result
        .updates
        .iter()
        .map(|update| update.reboot_required)
        .collect();
    assert_eq!(reboots, [true, false]);
    assert_eq!(result.updates[0].hresult, code::WU_S_REBOOT_REQUIRED);

    drop(session);
    let session = world.session();
    assert!(
        session.agent().system().reboot_required,
        "also after a new start of the agent"
    );
    let error = session
        .try_install(InstallRequest::new(updates.clone()))
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_INSTALL_NOT_ALLOWED);
    world.computer.restart();
    assert!(!session.agent().system().reboot_required);
    session.install(&updates);
}

#[test]
fn an_update_is_taken_off() {
    let world = World::new();
    let session = world.session();
    world
        .server
        .offer(revision(1, |revision| revision.is_uninstallable = true));
    world.server.offer(revision(2, |_| ()));
    world.computer.put(guid(1));
    world.computer.put(guid(2));
    let found = session.find(ALL);
    let result = session.uninstall(&found);
    assert_eq!(world.computer.calls(), ["-Update 1"]);
    assert!(!world.computer.has(guid(1)));
    let codes: Vec<HResult> = result.updates.iter().map(|update| update.hresult).collect();
    assert_eq!(codes, [code::S_OK, code::WU_E_UH_DOESNOTSUPPORTACTION]);
    let again = session.uninstall(&found[..1]);
    assert_eq!(again.updates[0].hresult, code::WU_S_ALREADY_UNINSTALLED);
    assert_eq!(again.code, OperationResultCode::Succeeded);
    let entry = session.history("", 0, 1).unwrap().remove(0);
    assert_eq!(entry.operation, UpdateOperation::Uninstallation);
    assert_eq!(
        session.agent().jobs().unwrap()[0].kind,
        wua_agent::JobKind::Uninstall
    );
}

#[test]
fn an_abort_ends_an_installation_with_what_it_has() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2, 3]);
    world.computer.script(guid(2), Script::UntilAborted);
    let job = session.prepare_install(InstallRequest::new(updates)).unwrap();
    job.start(Callbacks::default());
    eventually("the second is installing", || world.computer.calls().len() == 2);
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
    assert_eq!(
        session.agent().history_count().unwrap(),
        2,
        "the third was not touched"
    );
}

#[test]
fn every_step_is_written_down_before_and_after() {
    let mut world = World::new();
    let recorder = Arc::new(Recorder::default());
    world.checkpoints = recorder.clone();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    recorder.take();
    session.install(&updates);
    let one = [
        step::INSTALL_STEP_STARTED,
        step::INSTALL_STEP_APPLIED,
        step::INSTALL_STEP_DONE,
    ];
    let mut expected = vec![step::INSTALL_PLANNED];
    expected.extend(one);
    expected.extend(one);
    expected.push(step::INSTALL_ENDED);
    assert_eq!(recorder.take(), expected);
}

#[test]
fn progress_goes_from_update_to_update() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
    let job = session.prepare_install(InstallRequest::new(updates)).unwrap();
    assert_eq!(job.progress().results.len(), 2);
    let told = Arc::clone(&seen);
    job.start(Callbacks {
        on_progress: Some(Box::new(move |progress| lock(&told).push(progress.clone()))),
        on_completed: None,
    });
    job.clean_up();
    let seen = lock(&seen);
    let percents: Vec<i32> = seen.iter().map(|progress| progress.percent).collect();
    let mut distinct = percents.clone();
    distinct.dedup();
    assert_eq!(distinct, [0, 25, 50, 75, 100]);
    assert!(seen.iter().any(|progress| progress.phase == Phase::Installing
        && progress.current_index == 1
        && progress.current_percent == 50
        && progress.results[0].code == OperationResultCode::Succeeded
        && progress.results[1].code == OperationResultCode::InProgress));
    assert_eq!(seen.last().unwrap().phase, Phase::Finished);
    // Whoever hears of an update for the first time sees it begun, and the ones behind it not.
    for index in 0..2 {
        let first = seen.iter().find(|progress| {
            progress.current_index == index && progress.results[index].code != OperationResultCode::NotStarted
        });
        let begun = first.unwrap();
        assert_eq!(begun.results[index].code, OperationResultCode::InProgress);
        assert!(seen.iter().all(|progress| progress.current_index >= index
            || progress.results[index].code == OperationResultCode::NotStarted));
    }
}

#[test]
fn an_installer_that_goes_on_by_itself_reports_its_end() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    world.computer.script(guid(1), Script::GoOn);
    let result = session.install(&updates);
    assert_eq!(result.code, OperationResultCode::Succeeded);
    assert_eq!(result.updates[0].code, OperationResultCode::InProgress);
    assert_eq!(result.updates[0].hresult, code::WU_S_UH_INSTALLSTILLPENDING);
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history[1].code, OperationResultCode::InProgress);

    let cookie = lock(&world.computer.cookies)[0].clone();
    drop(session);
    world.clock.pass(60);
    let session = world.session();
    let agent = session.agent();
    let data = ["It was too warm.".to_owned()];
    agent
        .record_installation_result(&cookie, code::WU_E_UH_INSTALLERFAILURE, &data)
        .unwrap();
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history.len(), 2, "the entry was ended, not a new one made");
    assert_eq!(
        history[0].code,
        OperationResultCode::Failed,
        "it is the newest now"
    );
    assert_eq!(history[0].hresult, code::WU_E_UH_INSTALLERFAILURE);
    assert!(
        history[0].message.contains("It was too warm."),
        "{}",
        history[0].message
    );
    let job = agent.jobs().unwrap().remove(0);
    assert_eq!(job.updates[0].1.code, OperationResultCode::Failed);
    for wrong in [cookie.as_str(), "", "1", "999/0", "x/y", "2/1"] {
        let error = agent
            .record_installation_result(wrong, code::S_OK, &[])
            .unwrap_err();
        assert_eq!(error.hresult(), code::E_INVALIDARG, "{wrong:?}");
    }
}

#[test]
fn whether_a_restart_will_be_needed_is_known_after_the_download() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![crate::support::content("1.bin", b"one")];
        revision.installation_behavior = Some(behaving(|behavior| {
            behavior.reboot = InstallationRebootBehavior::AlwaysRequiresReboot;
        }));
    }));
    world.server.has_file("1.bin", b"one");
    world.server.offer_file(2, b"two");
    let session = world.session();
    let found = session.find("");
    let agent = session.agent();
    assert_eq!(
        agent.requires_reboot(&found[0]).unwrap_err().hresult(),
        code::WU_E_DM_NOTDOWNLOADED
    );
    session.download(&found);
    assert!(agent.requires_reboot(&found[0]).unwrap());
    assert!(!agent.requires_reboot(&found[1]).unwrap());
}
