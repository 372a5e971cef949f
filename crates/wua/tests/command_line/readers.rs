//! Readers that go away, and readers that want everything.

use std::io::{BufRead, BufReader};

use crate::harness::Computer;

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let computer = Computer::new();
    let mut child = computer.spawn(&["search"]);
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("STATUS"), "{first}");
    let output = child.wait_with_output().unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{notes}");
    assert!(!notes.contains("error") && !notes.contains("panicked"), "{notes}");
}

#[test]
fn an_installation_goes_on_when_its_reader_is_gone() {
    let computer = Computer::restarted();
    let mut child = computer.spawn(&["install", "KB5081910", "--yes", "--json"]);
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    let objects = computer.objects(&["show", "KB5081910"]);
    assert_eq!(
        objects.iter().find(|object| object["type"] == "update").unwrap()["installed"],
        true
    );
}

/// As a shell does it: `wua search | head -1`.
#[test]
fn a_pipe_that_is_closed_early_ends_quietly() {
    let computer = Computer::new();
    for arguments in [
        &["search"][..],
        &["search", "--json"],
        &["history", "--all"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let mut child = computer.spawn(arguments);
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let notes = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {notes}");
        assert!(
            !notes.contains("error") && !notes.contains("panicked"),
            "{arguments:?}: {notes}"
        );
    }
}
