//! A visit that is killed at each of its steps in turn: what was begun is finished, and nothing is installed twice.

#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wua_agent::{Agent, Callbacks, DownloadRequest, Identity, InstallRequest, Session};
use wua_testkit::museum::{Collection, HOLD_AT, Machine, Museum, What, parts};

/// What the visitor installs: a bundle of two, one of which needs a restart.
const WANTED: &str = "printer-set";

/// Where the visitor's folders are.
const FOLDER: &str = "WUA_MUSEUM_KILL_TEST";

#[test]
fn whatever_step_a_visit_is_killed_at_nothing_is_lost_or_done_twice() {
    let mut steps = Vec::new();
    for number in 1..200 {
        let folder = tempfile::tempdir().unwrap();
        let Some(step) = visit_until(number, folder.path()) else {
            break;
        };
        visit(folder.path());
        for part in ["printer-type", "printer-ink"] {
            let installed = happenings(folder.path(), part)
                .into_iter()
                .filter(|what| *what == What::Installed);
            assert_eq!(installed.count(), 1, "{part}, killed at step {number}: {step}");
        }
        steps.push(step);
    }
    let are_there = |wanted: &[&str]| {
        wanted
            .iter()
            .all(|wanted| steps.iter().any(|step| step == wanted))
    };
    assert!(are_there(&["machine-changing", "machine-changed"]), "{steps:?}");
    assert!(steps.len() > 10 && steps.len() < 199, "{steps:?}");
}

/// The visitor, in a process of its own: only [`visit_until`] sends one in.
#[test]
fn the_visitor() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        visit(&PathBuf::from(folder));
    }
}

/// Sends a visitor in and kills it at a step. The step, or nothing if the visit was over before that.
fn visit_until(number: u32, folder: &Path) -> Option<String> {
    let mut visitor = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_visitor", "--nocapture"])
        .env(FOLDER, folder)
        .env(HOLD_AT, number.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(visitor.stderr.take().unwrap()).lines();
    let reached = lines.map_while(Result::ok).find_map(|line| {
        let step = line.strip_prefix(&format!("checkpoint {number} "))?;
        Some(step.to_owned())
    });
    visitor.kill().unwrap();
    let status = visitor.wait().unwrap();
    assert!(
        reached.is_some() || status.success(),
        "the visit failed by itself"
    );
    reached
}

/// Sees to it that what is wanted is installed.
fn visit(folder: &Path) {
    let agent = Agent::open(parts(&folder.join("state"), &folder.join("cache")).unwrap()).unwrap();
    let session = Session::new(agent);
    let criteria = format!("UpdateID='{}'", identity(WANTED).id);
    let update = session.search(criteria.as_str()).unwrap().updates[0].clone();
    if update.applicability.installed {
        return;
    }
    let download = session
        .prepare_download(DownloadRequest::new(vec![update.clone()]))
        .unwrap();
    download.start(Callbacks::default());
    assert!(download.wait().unwrap().hresult.is_success());
    let install = session
        .prepare_install(InstallRequest::new(vec![update]))
        .unwrap();
    install.start(Callbacks::default());
    assert!(install.wait().unwrap().hresult.is_success());
}

fn identity(exhibit: &str) -> Identity {
    Collection::open().unwrap().exhibit(exhibit).unwrap().identity()
}

fn happenings(folder: &Path, exhibit: &str) -> Vec<What> {
    let museum = Museum::open(
        &folder.join("state"),
        std::sync::Arc::new(wua_agent::ports::SystemClock),
        std::sync::Arc::new(wua_agent::ports::NoCheckpoints),
    );
    let update = Some(identity(exhibit));
    let events = Machine::events(&museum.unwrap().machine).unwrap();
    events
        .into_iter()
        .filter(|event| event.update == update)
        .map(|event| event.what)
        .collect()
}
