//! The process is killed: what dpkg says and what is remembered agree afterwards, and nothing is done twice.

use std::time::Duration;

use wua_agent::{JobKind, JobStatus, Session};
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, Script};

use crate::stage::{Ask as _, Stage, eventually, install};

const NAMES: [&str; 2] = ["moon", "sun"];

fn two(test: &str) -> Option<Stage> {
    let stage = Stage::new(test, &NAMES.map(|name| Package::new(name, "1")), &NAMES)?;
    Some(stage)
}

/// How often the history says that a version was installed.
fn successes(session: &Session, title: &str) -> usize {
    let history = session.whole_history();
    let entries = history.iter().filter(|entry| {
        entry.code == OperationResultCode::Succeeded && entry.revision.texts[0].title.starts_with(title)
    });
    entries.count()
}

/// What is remembered is what dpkg says; then the rest is installed, and that is so again.
#[track_caller]
fn is_true_and_can_be_finished(stage: &Stage, version: &str, names: &[&str], when: &str) {
    // What the killed process had started goes on; until it is done the job counts as running.
    let is_running = |session: &Session| session.jobs().iter().any(|job| job.state == JobStatus::Running);
    eventually(when, || !is_running(&stage.session()));
    let session = stage.session();
    let says = |session: &Session, name: &str| {
        let title = format!("{name} {version} ");
        let is_installed = stage.installed(name).as_deref() == Some(version);
        let told = successes(session, &title);
        assert_eq!(told, usize::from(is_installed), "{when}: {name} {version}");
    };
    for name in names {
        says(&session, name);
    }
    let offered = session.offered();
    if !offered.is_empty() {
        let installed = install(&session, &offered);
        assert_eq!(
            installed.code,
            OperationResultCode::Succeeded,
            "{when}: {installed:#?}"
        );
    }
    for name in names {
        assert_eq!(stage.installed(name).unwrap(), version, "{when}");
        says(&session, name);
    }
    assert_eq!(stage.root.audit(), "", "{when}");
    assert_eq!(session.offered().len(), 0, "{when}");
}

#[test]
fn whatever_step_it_is_killed_at_nothing_is_lost_or_done_twice() {
    let name = "whatever_step_it_is_killed_at_nothing_is_lost_or_done_twice";
    let Some(mut stage) = two(name) else { return };
    let mut steps = Vec::new();
    for number in 1..100 {
        let version = (number + 1).to_string();
        stage.publish(&NAMES.map(|name| Package::new(name, &version)));
        let mut visitor = stage.visitor_who_is_held_at(number);
        let step = visitor.says(&format!("checkpoint {number} "));
        visitor.kill();
        let when = format!("killed at step {number}: {step:?}");
        is_true_and_can_be_finished(&stage, &version, &NAMES, &when);
        match step {
            Some(step) => steps.push(step),
            None => break,
        }
    }
    assert!((15..99).contains(&steps.len()), "{steps:?}");
    // Files are fetched side by side: which of their steps comes at which number is chance.
    for step in [
        "download-file-",
        "install-step-started",
        "install-step-applied",
        "install-ended",
    ] {
        assert!(
            steps.iter().any(|known| known.starts_with(step)),
            "{step} is not among {steps:?}"
        );
    }
}

/// Packages whose scripts take their time.
fn slowly(version: &str) -> [Package; 2] {
    NAMES.map(|name| {
        Package::new(name, version)
            .script(Script::Preinst, "sleep 0.05")
            .script(
                Script::Postinst,
                "touch /run/waits; sleep 0.2; echo done; echo done >&2",
            )
    })
}

#[test]
fn what_is_left_running_by_a_process_that_was_killed_is_awaited() {
    let name = "what_is_left_running_by_a_process_that_was_killed_is_awaited";
    let Some(mut stage) = two(name) else { return };
    let _ = stage.root.run("apt-mark", &["auto", "sun"]).well();
    for (round, delay) in [0_u64, 60, 150, 310].into_iter().enumerate() {
        let version = (round + 2).to_string();
        stage.publish(&slowly(&version));
        let mut visitor = stage.visitor_who_installs();
        assert!(visitor.says("installs").is_some());
        eventually("apt-get begins", || !stage.root.processes().is_empty());
        std::thread::sleep(Duration::from_millis(delay));
        visitor.kill();
        let session = stage.session();
        let newest = session.jobs().remove(0);
        assert_eq!(newest.kind, JobKind::Install);
        assert_eq!(
            newest.state,
            JobStatus::Running,
            "apt-get goes on: killed after {delay} ms"
        );
        eventually("the end of apt-get", || stage.root.processes().is_empty());
        // Nobody has told it that its reader is gone: it has come to its end.
        for name in NAMES {
            assert_eq!(stage.installed(name).unwrap(), version, "killed after {delay} ms");
        }
        assert_eq!(stage.automatic(), ["sun"], "killed after {delay} ms");
        let newest = stage.session().jobs().remove(0);
        assert_eq!(newest.state, JobStatus::Interrupted);
        is_true_and_can_be_finished(&stage, &version, &NAMES, &format!("killed after {delay} ms"));
    }
}

#[test]
fn apt_get_is_awaited_before_it_has_taken_its_locks() {
    let name = "apt_get_is_awaited_before_it_has_taken_its_locks";
    let Some(mut stage) = two(name) else { return };
    stage.publish(&NAMES.map(|name| Package::new(name, "2")));
    let real = stage.root.path().join("usr/bin/apt-get");
    std::fs::rename(&real, stage.root.path().join("usr/bin/apt-get.real")).unwrap();
    let late =
        "#!/bin/sh\ncase \"$*\" in *Status-Fd*) : > /run/waits; sleep 0.7;; esac\nexec apt-get.real \"$@\"\n";
    stage.root.write("usr/bin/apt-get", late);
    let _ = stage.root.run("chmod", &["755", "/usr/bin/apt-get"]).well();
    let visitor = stage.visitor_who_installs();
    eventually("apt-get begins", || stage.root.has_file("run/waits"));
    visitor.kill();
    let newest = stage.session().jobs().remove(0);
    assert_eq!(
        (newest.kind, newest.state),
        (JobKind::Install, JobStatus::Running)
    );
    assert_eq!(stage.installed("sun").unwrap(), "1");
    eventually("the end of apt-get", || stage.root.processes().is_empty());
    is_true_and_can_be_finished(&stage, "2", &NAMES, "killed before the locks");
}

#[test]
fn a_dpkg_that_was_killed_as_well_is_finished_by_the_next_installation() {
    let name = "a_dpkg_that_was_killed_as_well_is_finished_by_the_next_installation";
    let Some(mut stage) = two(name) else { return };
    let mut interrupted = 0;
    for (round, delay) in [0_u64, 90, 170, 260, 350].into_iter().enumerate() {
        let version = (round + 2).to_string();
        stage.publish(&slowly(&version));
        let mut visitor = stage.visitor_who_installs();
        assert!(visitor.says("installs").is_some());
        eventually("apt-get begins", || !stage.root.processes().is_empty());
        std::thread::sleep(Duration::from_millis(delay));
        visitor.kill();
        stage.root.kill_processes();
        let notes = std::fs::read_dir(stage.root.path().join("var/lib/dpkg/updates")).unwrap();
        interrupted += usize::from(notes.count() > 0);
        is_true_and_can_be_finished(&stage, &version, &NAMES, &format!("all killed after {delay} ms"));
    }
    assert!(interrupted > 0, "dpkg was never in the middle");
}

#[test]
fn a_package_that_is_only_half_there_heals_and_keeps_others_from_nothing() {
    let name = "a_package_that_is_only_half_there_heals_and_keeps_others_from_nothing";
    let Some(mut stage) = two(name) else { return };
    for (round, status) in [
        "install ok half-installed",
        "install reinstreq half-installed",
        "install ok unpacked",
    ]
    .into_iter()
    .enumerate()
    {
        let version = (round + 2).to_string();
        stage.publish(&[Package::new("sun", &version)]);
        stage.root.install(&["sun"]);
        let whole = stage.root.read("var/lib/dpkg/status");
        let at = whole.find("Package: sun\n").unwrap();
        let (before, of_sun) = whole.split_at(at);
        let broken = of_sun.replacen("install ok installed", status, 1);
        stage
            .root
            .write("var/lib/dpkg/status", format!("{before}{broken}"));
        stage.publish(&[Package::new("moon", &version)]);
        let session = stage.session();
        assert_eq!(
            session.titles("IsInstalled=0"),
            [format!("moon {version}"), format!("sun {version}")]
        );
        let moon = crate::stage::pick(&session.offered(), &[&format!("moon {version}")]);
        let installed = install(&session, &moon);
        assert_eq!(
            installed.code,
            OperationResultCode::Succeeded,
            "{status}: {installed:#?}"
        );
        assert_eq!(stage.installed("moon").unwrap(), version, "{status}");
        let dragged: Vec<String> = session.jobs()[0].also.iter().map(ToString::to_string).collect();
        assert_eq!(dragged, [""; 0], "{status}");
        let rest = session.offered();
        if !rest.is_empty() {
            let installed = install(&session, &rest);
            assert_eq!(
                installed.code,
                OperationResultCode::Succeeded,
                "{status}: {installed:#?}"
            );
        }
        assert_eq!(stage.installed("sun").unwrap(), version, "{status}");
        assert_eq!(stage.root.audit(), "", "{status}");
    }
}

#[test]
fn what_was_broken_off_is_finished_though_its_script_leaves_something_running() {
    let name = "what_was_broken_off_is_finished_though_its_script_leaves_something_running";
    let Some(mut stage) = two(name) else { return };
    let lines = "if test -e /etc/hurry; then sleep 300 & exit 0; fi; touch /run/waits; sleep 300";
    stage.publish(&[Package::new("sun", "2").script(Script::Postinst, lines)]);
    let visitor = stage.visitor_who_installs();
    eventually("a script runs", || stage.root.has_file("run/waits"));
    visitor.kill();
    stage.root.kill_processes();
    stage.root.write("etc/hurry", "");
    let began = std::time::Instant::now();
    is_true_and_can_be_finished(&stage, "2", &["sun"], "left running");
    assert!(began.elapsed() < Duration::from_secs(10));
    assert!(!stage.root.processes().is_empty(), "it still runs");
}
