//! Somebody sits there: questions, a bar, colours.

#![cfg(unix)]

use std::fs::File;
use std::io::{Read, Write};
use std::process::Stdio;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::harness::Computer;

/// Runs on a terminal, types `answer`, and returns what the terminal showed and the exit code.
fn on_a_terminal(computer: &Computer, arguments: &[&str], answer: &str) -> (String, Option<i32>) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();

    let mut command = computer.command(arguments);
    command.env("TERM", "xterm").env("COLUMNS", "100");
    command.stdin(Stdio::from(theirs.try_clone().unwrap()));
    command.stdout(Stdio::from(theirs.try_clone().unwrap()));
    command.stderr(Stdio::from(theirs));
    let mut child = command.spawn().unwrap();
    drop(command);

    let mut ours = File::from(ours);
    // A terminal keeps what is typed ahead.
    ours.write_all(answer.as_bytes()).unwrap();
    let mut shown = Vec::new();
    let mut buffer = [0; 4096];
    // The terminal ends with an error when the last one who had it open is gone.
    while let Ok(count @ 1..) = ours.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..count]);
    }
    (
        String::from_utf8_lossy(&shown).into_owned(),
        child.wait().unwrap().code(),
    )
}

#[test]
fn the_plan_is_shown_and_asked_for() {
    let computer = Computer::restarted();
    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081910"], "n\n");
    assert_eq!(code, Some(7), "{shown}");
    assert!(shown.contains("More moons for Jupiter"), "{shown}");
    assert!(
        shown.contains("Install 1 update, 194.6 kB to download? [Y/n]"),
        "{shown}"
    );
    assert!(!computer.answer(&["history"]).contains("KB5081910"));

    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081910"], "\n");
    assert_eq!(code, Some(0), "{shown}");
    assert!(
        shown.contains("[####################] installing: 100 %"),
        "{shown}"
    );
    assert!(shown.contains("install succeeded: KB5081910"), "{shown}");
}

#[test]
fn licences_are_read_before_they_are_accepted() {
    let computer = Computer::restarted();
    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081930"], "\n");
    assert_eq!(code, Some(7), "no answer is no consent: {shown}");
    assert!(shown.contains("You may look at every star"), "{shown}");
    assert!(computer.answer(&["show", "KB5081930"]).contains("to be accepted"));

    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081930", "KB5081931"], "y\ny\n");
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(
        shown.matches("You may look at every star").count(),
        1,
        "it is one licence: {shown}"
    );
}

#[test]
fn colours_can_be_turned_off() {
    const BOLD: &str = "\u{1b}[1m";
    let computer = Computer::new();
    let (shown, _) = on_a_terminal(&computer, &["search"], "");
    assert!(shown.contains(BOLD), "{shown:?}");
    let (shown, _) = on_a_terminal(&computer, &["search", "--no-color"], "");
    assert!(!shown.contains(BOLD), "{shown:?}");
    assert!(
        !computer.answer(&["search"]).contains('\u{1b}'),
        "no colours where nobody looks"
    );
}

#[test]
fn the_end_of_the_input_is_no_consent() {
    let computer = Computer::restarted();
    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081910"], "\u{4}");
    assert_eq!(code, Some(7), "{shown}");
}
