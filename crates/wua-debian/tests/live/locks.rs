//! Others who change the packages at the same time.

use std::time::{Duration, Instant};

use wua_agent::Callbacks;
use wua_agent::InstallRequest;
use wua_agent::ports::Target as _;
use wua_com::code;
use wua_debian::Computer;
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, Script};

use crate::stage::{Ask as _, Stage, download, eventually, install};

fn an_update(test: &str) -> Option<Stage> {
    let mut stage = Stage::new(test, &[Package::new("sun", "1")], &["sun"])?;
    stage.publish(&[Package::new("sun", "2")]);
    Some(stage)
}

fn is_busy(stage: &Stage) -> bool {
    Computer::new(stage.root.path(), stage.settings.clone()).is_busy()
}

#[test]
fn a_lock_of_another_program_is_waited_for_as_long_as_the_settings_say() {
    let name = "a_lock_of_another_program_is_waited_for_as_long_as_the_settings_say";
    let Some(mut stage) = an_update(name) else { return };
    stage.settings.lock_timeout = Duration::from_secs(1);
    assert!(!is_busy(&stage));
    let holder = stage.visitor_who_locks();
    assert!(is_busy(&stage));
    let session = stage.session();
    let offered = session.offered();
    let began = Instant::now();
    let installed = install(&session, &offered);
    assert!(
        (1..4).contains(&began.elapsed().as_secs()),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(installed.code, OperationResultCode::Failed);
    let sun = &installed.updates[0];
    assert_eq!(sun.hresult, code::WU_E_OPERATIONINPROGRESS);
    for words in [
        "(process ",
        "within 1 seconds",
        "wait until it has, and repeat this",
    ] {
        assert!(sun.message.contains(words), "{sun:?}");
    }
    assert_eq!(stage.installed("sun").unwrap(), "1");
    drop(holder);
    assert!(!is_busy(&stage));
    assert_eq!(install(&session, &offered).code, OperationResultCode::Succeeded);
}

#[test]
fn a_lock_that_goes_away_in_time_is_waited_for() {
    let name = "a_lock_that_goes_away_in_time_is_waited_for";
    let Some(stage) = an_update(name) else { return };
    let holder = stage.visitor_who_locks();
    let session = stage.session();
    let offered = session.offered();
    let _ = download(&session, &offered);
    let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
    job.start(Callbacks::default());
    std::thread::sleep(Duration::from_millis(300));
    assert!(!job.is_completed() && is_busy(&stage));
    drop(holder);
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    assert_eq!(stage.installed("sun").unwrap(), "2");
}

#[test]
fn who_waits_for_a_lock_can_be_stopped() {
    let name = "who_waits_for_a_lock_can_be_stopped";
    let Some(stage) = an_update(name) else { return };
    let _holder = stage.visitor_who_locks();
    let session = stage.session();
    let offered = session.offered();
    let _ = download(&session, &offered);
    let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
    job.start(Callbacks::default());
    std::thread::sleep(Duration::from_millis(200));
    let began = Instant::now();
    job.request_abort();
    let result = job.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
    assert_eq!(
        (result.code, result.hresult),
        (OperationResultCode::Aborted, code::WU_E_CALL_CANCELLED)
    );
}

#[test]
fn another_apt_get_at_work_is_waited_for_though_its_notes_are_open() {
    let name = "another_apt_get_at_work_is_waited_for_though_its_notes_are_open";
    let Some(mut stage) = an_update(name) else { return };
    let slow = Package::new("moon", "1").script(Script::Postinst, "touch /run/waits; sleep 0.5");
    stage.publish(&[slow]);
    let session = stage.session();
    let offered = session.offered();
    let mut other = stage.root.command("apt-get");
    let other = other.args(["-y", "-qq", "install", "moon"]);
    let mut other = other.stdout(std::process::Stdio::null()).spawn().unwrap();
    eventually("the other apt-get works", || stage.root.has_file("run/waits"));
    let notes = std::fs::read_dir(stage.root.path().join("var/lib/dpkg/updates"));
    assert!(
        notes.unwrap().count() > 0,
        "this is what a broken-off run looks like"
    );
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert!(other.wait().unwrap().success());
    assert_eq!(
        ["moon", "sun"].map(|name| stage.installed(name).unwrap()),
        ["1", "2"]
    );
    assert_eq!(session.jobs()[0].also, [], "what others do is not ours");
}
