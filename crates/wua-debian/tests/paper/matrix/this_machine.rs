//! The machine that the tests run on. It is looked at, and not touched: its lists are used as they are.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use wua_agent::ports::SystemClock;
use wua_debian::{Archives, Computer, Settings};
use wua_testkit::debian::Simulation;

use crate::computer::{NoNetwork, changes_in, changes_of};

#[test]
fn here_as_well_both_say_the_same() {
    let computer = Arc::new(Computer::new(Path::new("/"), Settings::default()));
    let nowhere = Path::new("/nonexistent");
    let archives = Archives::new(computer, nowhere, Arc::new(NoNetwork), Arc::new(SystemClock));
    let verdict = archives.verdict().unwrap();
    let output = Command::new("apt-get")
        .args(["-s", "-o", "Debug::NoLocking=1", "dist-upgrade"])
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert!(output.status.success());
    let simulation = Simulation::read(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(
        changes_of(&verdict),
        changes_in(&simulation),
        "{:?}",
        verdict.doubt
    );
}
