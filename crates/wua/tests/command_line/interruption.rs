//! Ctrl-C ends a job cleanly: with what was done until then, and nothing half done.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::Child;

use rustix::process::{Pid, Signal};
use serde_json::Value;

use crate::harness::{Computer, objects, of_type};

/// Not by way of a program: what is interrupted takes less than a second.
fn interrupt(child: &Child, signal: Signal) {
    let process = Pid::from_child(child);
    rustix::process::kill_process(process, signal).unwrap();
}

/// Interrupts when the answer says that an update is in the middle of `phase`; the answer and the exit code.
fn interrupted(
    computer: &Computer,
    arguments: &[&str],
    phase: &str,
    signal: Signal,
) -> (Vec<Value>, Option<i32>) {
    let mut child = computer.spawn(&[arguments, &["--json"]].concat());
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut answer = String::new();
    let mut is_told = false;
    while reader.read_line(&mut answer).unwrap() > 0 {
        let phase = format!("\"phase\":\"{phase}\"");
        let is_amid = |line: &str| line.contains(&phase) && !line.contains("\"current_percent\":0,");
        let has_begun = answer.lines().last().is_some_and(is_amid);
        if has_begun && !std::mem::replace(&mut is_told, true) {
            interrupt(&child, signal);
        }
    }
    let code = child.wait().unwrap().code();
    assert!(is_told, "{answer}");
    (objects(&answer), code)
}

#[test]
fn a_download_keeps_what_it_has() {
    let computer = Computer::restarted();
    let (objects, code) = interrupted(
        &computer,
        &["download", "KB5081950", "--yes"],
        "downloading",
        Signal::INT,
    );
    assert_eq!(code, Some(7), "{objects:?}");
    assert_eq!(objects.last().unwrap()["result"], "Aborted", "{objects:?}");
    computer.answer(&["download", "KB5081950", "--yes"]);
}

#[test]
fn an_installation_stops_between_two_steps() {
    let computer = Computer::restarted();
    for signal in [Signal::INT, Signal::TERM] {
        let (objects, code) = interrupted(
            &computer,
            &["install", "KB5081942", "--yes"],
            "installing",
            signal,
        );
        assert_eq!(code, Some(7), "{signal:?}: {objects:?}");
        let results = of_type(&objects, "result");
        assert_eq!(
            results.last().unwrap()["result"],
            "Aborted",
            "{signal:?}: {objects:?}"
        );
    }
    computer.answer(&["install", "KB5081942", "--yes"]);
}

#[test]
fn a_search_says_that_it_was_cancelled() {
    let computer = Computer::restarted();
    let mut child = computer.spawn(&["search", "--service", "sundial", "--json", "-v"]);
    // The plan is told when the search is about to begin.
    let mut first = String::new();
    let mut notes = BufReader::new(child.stderr.take().unwrap());
    notes.read_line(&mut first).unwrap();
    assert!(first.starts_with("services"), "{first}");
    interrupt(&child, Signal::INT);
    std::io::copy(&mut notes, &mut std::io::sink()).unwrap();
    let output = child.wait_with_output().unwrap();
    let objects = objects(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(output.status.code(), Some(7), "{objects:?}");
    assert_eq!(
        of_type(&objects, "error")[0]["name"],
        "WU_E_CALL_CANCELLED",
        "{objects:?}"
    );
}

#[test]
fn when_time_runs_out_the_job_is_cancelled_and_nothing_stays_behind() {
    let computer = Computer::restarted();
    computer.answer(&["download", "KB5081942", "KB5081950", "--yes"]);
    let run = computer.run(&["install", "KB5081942", "--yes", "--timeout", "0.3", "--json"]);
    let objects = objects(&run.stdout);
    assert_eq!(run.code, Some(6), "{objects:?}");
    let summary = objects.last().unwrap();
    assert_eq!(
        (&summary["result"], &summary["exit_code"]),
        (&"Aborted".into(), &6.into())
    );
    assert_eq!(computer.objects(&["status"])[0]["busy"], false);
    computer.answer(&["install", "KB5081942", "--yes"]);
}

/// Asking the services takes the sundial longer than the program takes to end.
#[test]
fn who_insists_ends_the_program_at_once() {
    let computer = Computer::restarted();
    let mut child = computer.spawn(&["search", "--service", "sundial", "-v"]);
    let mut notes = BufReader::new(child.stderr.take().unwrap());
    notes.read_line(&mut String::new()).unwrap();
    interrupt(&child, Signal::INT);
    interrupt(&child, Signal::INT);
    assert_eq!(child.wait().unwrap().code(), Some(7));
}

#[test]
fn time_runs_out() {
    let computer = Computer::restarted();
    computer.answer(&["download", "KB5081942", "--yes"]);
    let run = computer.run(&["search", "--service", "sundial", "--timeout", "0"]);
    assert_eq!(run.code, Some(6), "{run:?}");
    assert!(run.stderr.contains("not done after 0 seconds"), "{run:?}");
}
