//! Installations that go on while their caller does something else.

use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use wua_com::{Bound, Permission, Value, code};
use wua_defs::classes::{UPDATE_COLLECTION, UPDATE_SEARCHER};
use wua_defs::enums::OperationResultCode as Code;
use wua_defs::interfaces::{
    IINSTALLATION_COMPLETED_CALLBACK, IINSTALLATION_COMPLETED_CALLBACK_ARGS,
    IINSTALLATION_PROGRESS_CHANGED_CALLBACK, IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS,
};
use wua_model::proxy::{IInstallationProgress, IUpdateInstaller4, IUpdateSearcher};
use wua_testkit::museum::What;

use super::downloads::holding;
use super::installations::{
    all_of, assert_let_go, assert_over_all, doings, ended, endings, happened, installer, is_installed,
    job_of, progress_of, ready,
};
use super::museum::{Museum, assert_fails, callback, hear, messenger, seen_by};
use super::system::remote_with;

#[test]
fn b137_b139_a_grant_lets_other_computers_install_without_callbacks() {
    let museum = Museum::open();
    let granted: IUpdateInstaller4 = seen_by(
        &ready(&museum, &["loom-connector"]),
        &remote_with(Permission::Install),
    );
    let (callback, _news) = messenger();
    assert_fails(
        granted.begin_install(Some(&callback), None, &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_fails(
        granted.begin_uninstall(None, Some(&callback), &Value::Empty),
        code::E_ACCESSDENIED,
    );
    assert_eq!(doings(&museum), 0);
    let job = granted.begin_install(None, None, &Value::Empty).unwrap();
    assert_over_all(
        &granted.end_install(Some(&job.object)).unwrap(),
        Code::Succeeded,
        code::S_OK,
    );
    assert_eq!(job.get_progress().unwrap().percent_complete().unwrap(), 100);
}

#[test]
fn b137_b138_b147_callbacks_are_told_of_their_own_job_and_let_go() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    for removes in [false, true] {
        let (progress, steps) = messenger();
        let (completed, end) = messenger();
        let (on_progress, on_completed) = (Some(&progress), Some(&completed));
        let job = if removes {
            installer
                .begin_uninstall(on_progress, on_completed, &Value::I4(7))
                .unwrap()
        } else {
            installer
                .begin_install(on_progress, on_completed, &Value::I4(7))
                .unwrap()
        };
        drop((progress, completed));
        let told = hear(&end);
        assert_eq!(told.interface, &IINSTALLATION_COMPLETED_CALLBACK);
        assert_eq!(told.job, job.object);
        assert!(told.args.supports(&IINSTALLATION_COMPLETED_CALLBACK_ARGS));
        assert!(job_of(&told.job).is_completed().unwrap());
        job.clean_up().unwrap();
        assert_let_go(&end);
        let steps = all_of(&steps);
        assert!(!steps.is_empty());
        for step in steps {
            assert_eq!(step.interface, &IINSTALLATION_PROGRESS_CHANGED_CALLBACK);
            assert_eq!(step.job, job.object);
            assert!(step.args.supports(&IINSTALLATION_PROGRESS_CHANGED_CALLBACK_ARGS));
        }
        assert_eq!(job.async_state().unwrap(), Value::I4(7));
        assert_eq!(job.updates().unwrap().count().unwrap(), 1);
    }
}

#[test]
fn b137_b138_an_object_of_ours_is_no_callback() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let collection: Bound = museum.create(&UPDATE_COLLECTION);
    let wrong = Some(&collection.object);
    let refused = code::E_NOINTERFACE;
    assert_fails(installer.begin_install(wrong, None, &Value::Empty), refused);
    assert_fails(installer.begin_install(None, wrong, &Value::Empty), refused);
    assert_fails(installer.begin_uninstall(wrong, None, &Value::Empty), refused);
    assert_fails(installer.begin_uninstall(None, wrong, &Value::Empty), refused);
    assert_eq!(doings(&museum), 0);
    assert!(!installer.is_busy().unwrap());
}

#[test]
fn b139_b140_ending_waits_for_the_result_as_often_as_it_is_asked() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let (progress, hold) = holding();
    let job = installer
        .begin_install(Some(&progress), None, &Value::Empty)
        .unwrap();
    assert!(!job.is_completed().unwrap());
    drop(hold);
    for _ in 0..2 {
        assert_over_all(
            &installer.end_install(Some(&job.object)).unwrap(),
            Code::Succeeded,
            code::S_OK,
        );
    }
    job.clean_up().unwrap();
    let removal = installer.begin_uninstall(None, None, &Value::Empty).unwrap();
    for _ in 0..2 {
        let result = installer.end_uninstall(Some(&removal.object)).unwrap();
        assert_over_all(&result, Code::Succeeded, code::S_OK);
    }
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 1);
    assert_eq!(happened(&museum, What::Removed, "loom-connector"), 1);
}

#[test]
fn b139_b140_only_the_own_job_of_the_right_kind_can_be_ended() {
    let museum = Museum::open();
    let first = ready(&museum, &["loom-connector"]);
    let job = first.begin_install(None, None, &Value::Empty).unwrap();
    job.clean_up().unwrap();
    let removal = first.begin_uninstall(None, None, &Value::Empty).unwrap();
    removal.clean_up().unwrap();
    let wrong = code::E_INVALIDARG;
    assert_fails(first.end_uninstall(Some(&job.object)), wrong);
    assert_fails(first.end_install(Some(&removal.object)), wrong);
    let second = installer(&museum, &["loom-connector"]);
    assert_fails(second.end_install(Some(&job.object)), wrong);
    assert_fails(second.end_uninstall(Some(&removal.object)), wrong);
    assert_fails(second.end_install(None), code::E_POINTER);
    assert_fails(second.end_uninstall(None), code::E_POINTER);
    let searcher: IUpdateSearcher = museum.create(&UPDATE_SEARCHER);
    let search = searcher.begin_search("", None, &Value::Empty).unwrap();
    assert_fails(first.end_install(Some(&search.object)), wrong);
    assert_fails(first.end_uninstall(Some(&first.object)), wrong);
    assert!(first.end_install(Some(&job.object)).is_ok());
    assert!(first.end_uninstall(Some(&removal.object)).is_ok());
}

#[test]
fn b147_cleaning_up_waits() {
    let museum = Museum::open();
    let installer = ready(&museum, &["slow-varnish"]);
    let (completed, news) = messenger();
    let job = installer
        .begin_install(None, Some(&completed), &Value::Empty)
        .unwrap();
    drop(completed);
    job.clean_up().unwrap();
    assert!(job.is_completed().unwrap());
    assert!(!installer.is_busy().unwrap());
    hear(&news);
    assert_let_go(&news);
    job.clean_up().unwrap();
}

/// In its own progress callback a job would wait for itself; in the completion callback the result is there.
#[test]
fn b147_b139_a_callback_of_the_job_does_not_wait_for_it() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector"]);
    let (tell, hear) = channel();
    let owner = installer.clone();
    let in_progress = callback(move |told| {
        job_of(&told.job).clean_up().unwrap();
        let ended = owner
            .end_install(Some(&told.job))
            .map(drop)
            .map_err(|error| error.hresult());
        tell.send(ended).unwrap();
    });
    let (tell_end, hear_end) = channel();
    let owner = installer.clone();
    let at_the_end = callback(move |told| {
        job_of(&told.job).clean_up().unwrap();
        tell_end
            .send(owner.end_install(Some(&told.job)).unwrap().result_code().unwrap())
            .unwrap();
    });
    let job = installer
        .begin_install(Some(&in_progress), Some(&at_the_end), &Value::Empty)
        .unwrap();
    let refused = hear.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(refused, Err(code::WU_E_INVALID_OPERATION));
    assert_eq!(
        hear_end.recv_timeout(Duration::from_mins(1)).unwrap(),
        Code::Succeeded
    );
    job.clean_up().unwrap();
}

#[test]
fn b148_progress_is_a_snapshot_and_only_goes_forward() {
    let museum = Museum::open();
    let exhibits = ["loom-connector", "slow-varnish", "stubborn-spring", "printer-set"];
    let installer = ready(&museum, &exhibits);
    let (progress, news) = messenger();
    let job = installer
        .begin_install(Some(&progress), None, &Value::Empty)
        .unwrap();
    drop(progress);
    let early = job.get_progress().unwrap();
    let percent = early.percent_complete().unwrap();
    job.clean_up().unwrap();
    assert_eq!(early.percent_complete().unwrap(), percent);
    let steps: Vec<IInstallationProgress> = all_of(&news).iter().map(progress_of).collect();
    assert!(steps.len() > 40, "{}", steps.len());
    let mut before = (0, 0);
    for step in &steps {
        let now = (
            step.current_update_index().unwrap(),
            step.percent_complete().unwrap(),
        );
        assert!((0..4).contains(&now.0) && (0..=100).contains(&now.1), "{now:?}");
        assert!((0..=100).contains(&step.current_update_percent_complete().unwrap()));
        assert!(now.0 >= before.0 && now.1 >= before.1, "{now:?} after {before:?}");
        before = now;
        let code_of = |index| step.get_update_result(index).unwrap().result_code().unwrap();
        assert!((0..now.0).all(|earlier| matches!(code_of(earlier), Code::Succeeded | Code::Failed)));
        assert!((now.0 + 1..4).all(|later| code_of(later) == Code::NotStarted));
        for outside in [-1, 4] {
            assert_fails(step.get_update_result(outside), code::WU_E_INVALIDINDEX);
        }
    }
    let last = steps.last().unwrap();
    assert_eq!(last.percent_complete().unwrap(), 100);
    let late = job.get_progress().unwrap();
    assert_eq!(late.percent_complete().unwrap(), 100);
    let result = installer.end_install(Some(&job.object)).unwrap();
    for index in 0..4 {
        let (shown, ended) = (
            late.get_update_result(index).unwrap(),
            result.get_update_result(index).unwrap(),
        );
        assert_eq!(shown.result_code().unwrap(), ended.result_code().unwrap());
        assert_eq!(shown.reboot_required().unwrap(), ended.reboot_required().unwrap());
    }
}

#[test]
fn b137_b147_an_installation_that_is_aborted_keeps_what_is_done() {
    let museum = Museum::open();
    let installer = ready(&museum, &["loom-connector", "slow-varnish", "orrery-moons"]);
    let aborted = Mutex::new(false);
    let abort = callback(move |told| {
        let progress = progress_of(&told);
        let slowly = progress.current_update_index().unwrap() == 1
            && progress.current_update_percent_complete().unwrap() > 0;
        if slowly && !std::mem::replace(&mut *aborted.lock().unwrap(), true) {
            job_of(&told.job).request_abort().unwrap();
        }
    });
    let job = installer
        .begin_install(Some(&abort), None, &Value::Empty)
        .unwrap();
    let result = installer.end_install(Some(&job.object)).unwrap();
    job.clean_up().unwrap();
    assert_over_all(&result, Code::Aborted, code::WU_E_CALL_CANCELLED);
    assert_eq!(
        endings(&result, 3),
        [
            ended(Code::Succeeded, code::S_OK),
            ended(Code::Aborted, code::WU_E_CALL_CANCELLED),
            ended(Code::NotStarted, code::WU_E_CALL_CANCELLED),
        ]
    );
    assert!(is_installed(&museum, "loom-connector"));
    assert!(!is_installed(&museum, "slow-varnish"));
    // What was stopped can be taken up again.
    let result = installer.install().unwrap();
    assert_over_all(&result, Code::Succeeded, code::S_OK);
    assert_eq!(happened(&museum, What::Installed, "loom-connector"), 1);
}
