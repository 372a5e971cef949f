//! Two processes over one store.

use std::io::{BufRead, BufReader};
use std::process::Child;

use crate::harness::Computer;

/// A process that is installing something slow.
fn busy(computer: &Computer) -> Child {
    let mut child = computer.spawn(&["install", "KB5081942", "--yes"]);
    let mut notes = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("installing") {
        line.clear();
        assert!(notes.read_line(&mut line).unwrap() > 0, "it ended too early");
    }
    // Somebody has to read on, or the process waits for its reader.
    std::thread::spawn(move || std::io::copy(&mut notes, &mut std::io::sink()));
    child
}

#[test]
fn the_second_installation_is_told_who_is_at_it() {
    let computer = Computer::restarted();
    let mut first = busy(&computer);
    let second = computer.run(&["install", "KB5081910", "--yes"]);
    assert_eq!(second.code, Some(1), "{second:?}");
    assert!(second.stderr.contains("WU_E_OPERATIONINPROGRESS"), "{second:?}");
    assert!(
        second.stderr.contains(&format!("process {}", first.id())),
        "{second:?}"
    );
    assert!(second.stderr.contains("hint: `--wait SECONDS`"), "{second:?}");
    assert!(first.wait().unwrap().success());
}

#[test]
fn the_second_installation_waits_if_it_may() {
    let computer = Computer::restarted();
    let mut first = busy(&computer);
    let second = computer.run(&["install", "KB5081910", "--yes", "--wait", "60"]);
    assert_eq!(second.code, Some(0), "{second:?}");
    assert!(first.wait().unwrap().success());
}

#[test]
fn looking_is_always_possible() {
    let computer = Computer::restarted();
    let mut first = busy(&computer);
    computer.answer(&["search"]);
    let status = computer.objects(&["status"]);
    assert_eq!(status[0]["busy"], true, "{status:?}");
    assert!(first.wait().unwrap().success());
    let status = computer.objects(&["status"]);
    assert_eq!(status[0]["busy"], false, "{status:?}");
}
