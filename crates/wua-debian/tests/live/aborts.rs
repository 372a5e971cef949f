//! Somebody asks to stop.

use std::process::Command;
use std::time::{Duration, Instant};

use wua_agent::{Callbacks, DownloadRequest, InstallRequest, JobStatus};
use wua_com::code;
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, Script, WebServer};

use crate::stage::{Ask as _, Stage, download, eventually, install};

const STOPPED: (OperationResultCode, wua_com::HResult) =
    (OperationResultCode::Aborted, code::WU_E_CALL_CANCELLED);

/// Its archive is on a server that takes its time.
fn slowly(stage: &mut Stage) -> WebServer {
    let server = WebServer::over(stage.archive.path()).limited_to(40_000).start();
    stage.archive.move_to(&server.uri());
    stage.root.uses(&stage.archive);
    server
}

#[test]
fn a_download_that_is_stopped_changes_nothing_and_goes_on_later() {
    let name = "a_download_that_is_stopped_changes_nothing_and_goes_on_later";
    if !WebServer::is_here_for(name) {
        return;
    }
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    let server = slowly(&mut stage);
    stage.publish(&[Package::new("sun", "2").padded(60_000)]);
    let session = stage.session();
    let offered = session.offered();
    let job = session
        .prepare_download(DownloadRequest::new(offered.clone()))
        .unwrap();
    job.start(Callbacks::default());
    eventually("some bytes", || job.progress().bytes > 0);
    job.request_abort();
    let began = Instant::now();
    let stopped = job.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
    assert_eq!((stopped.code, stopped.hresult), STOPPED);
    assert_eq!(stage.installed("sun").unwrap(), "1");
    assert!(!stage.root.has_file("var/cache/apt/archives/sun_2_all.deb"));
    assert_eq!(install(&session, &offered).code, OperationResultCode::Succeeded);
    let of_sun = |path: &str| path.ends_with("sun_2_all.deb");
    let ranges: Vec<_> = server
        .requests()
        .into_iter()
        .filter(|one| of_sun(&one.path))
        .collect();
    assert!(ranges.last().unwrap().range.is_some(), "{ranges:#?}");
}

#[test]
fn what_apt_get_fetches_itself_can_be_stopped() {
    let name = "what_apt_get_fetches_itself_can_be_stopped";
    if !WebServer::is_here_for(name) {
        return;
    }
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    let server = slowly(&mut stage);
    stage.publish(&[
        Package::new("sun", "2").depends("heavy"),
        Package::new("heavy", "1").padded(400_000),
    ]);
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(download(&session, &offered).code, OperationResultCode::Succeeded);
    let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
    job.start(Callbacks::default());
    eventually("apt-get fetches", || {
        let partial = stage.root.path().join("var/cache/apt/archives/partial");
        std::fs::read_dir(partial).unwrap().count() > 0
    });
    let began = Instant::now();
    job.request_abort();
    let stopped = job.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!((stopped.code, stopped.hresult), STOPPED);
    assert_eq!(stopped.updates[0].hresult, code::WU_E_CALL_CANCELLED);
    assert_eq!(stage.installed("sun").unwrap(), "1");
    assert_eq!(stage.root.version("heavy"), None);
    assert_eq!(session.jobs()[0].state, JobStatus::Aborted);
    assert!(stage.root.processes().is_empty());
    drop(server);
}

/// The same in a process that lets interrupts pass, as whatever it starts does then.
#[test]
fn what_apt_get_fetches_can_be_stopped_by_who_was_started_with_nohup() {
    let test = std::env::current_exe().unwrap();
    let script = "trap '' INT; exec \"$0\" --exact aborts::what_apt_get_fetches_itself_can_be_stopped";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(test)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_transaction_that_has_begun_is_not_stopped() {
    let name = "a_transaction_that_has_begun_is_not_stopped";
    let packages = ["moon", "star", "sun"].map(|name| Package::new(name, "1"));
    let Some(mut stage) = Stage::new(name, &packages, &["moon", "star", "sun"]) else {
        return;
    };
    let slow = "touch /run/waits; sleep 0.4";
    stage.publish(&[
        Package::new("moon", "2").script(Script::Postinst, slow),
        Package::new("star", "2").script(Script::Postinst, "echo eclipsed; exit 3"),
        Package::new("sun", "2").script(Script::Postinst, slow),
    ]);
    let session = stage.session();
    let offered = session.offered();
    let _ = download(&session, &offered);
    let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
    job.start(Callbacks::default());
    eventually("a script runs", || stage.root.has_file("run/waits"));
    job.request_abort();
    let result = job.wait().unwrap();
    let hresults: Vec<_> = result.updates.iter().map(|one| one.hresult).collect();
    assert_eq!(
        hresults,
        [code::S_OK, code::WU_E_UH_INSTALLERFAILURE, code::S_OK],
        "{result:#?}"
    );
    assert_eq!(
        ["moon", "sun"].map(|name| stage.installed(name).unwrap()),
        ["2", "2"]
    );
    assert!(stage.root.processes().is_empty(), "the end was waited for");
}

#[test]
fn the_keyboard_stops_neither_apt_nor_dpkg() {
    let name = "the_keyboard_stops_neither_apt_nor_dpkg";
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    let slow = Package::new("sun", "2").script(Script::Postinst, "touch /run/waits; sleep 0.3");
    stage.publish(&[slow]);
    let session = stage.session();
    let offered = session.offered();
    let _ = download(&session, &offered);
    let job = session.prepare_install(InstallRequest::new(offered)).unwrap();
    job.start(Callbacks::default());
    eventually("a script runs", || stage.root.has_file("run/waits"));
    let own = session_and_group(std::process::id());
    let inside = stage.root.processes();
    assert!(inside.len() >= 3, "apt-get, dpkg, the script: {inside:?}");
    for process in inside {
        let (session, group) = session_and_group(process);
        assert!(
            session != own.0 && group != own.1,
            "Ctrl-C is for the group of the terminal"
        );
    }
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
}

fn session_and_group(process: u32) -> (String, String) {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    (fields[3].to_owned(), fields[2].to_owned())
}
