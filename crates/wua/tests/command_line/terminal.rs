//! Somebody sits there: questions, a bar, colours.

#![cfg(unix)]

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use rustix::fs::{Mode, OFlags};
use rustix::process::Signal;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::harness::Computer;

/// Runs on a terminal, types `answer`, and returns what the terminal showed and the exit code.
fn on_a_terminal(computer: &Computer, arguments: &[&str], answer: &str) -> (String, Option<i32>) {
    on_a_terminal_with(computer, arguments, answer, &[])
}

fn on_a_terminal_with(
    computer: &Computer,
    arguments: &[&str],
    answer: &str,
    environment: &[(&str, &str)],
) -> (String, Option<i32>) {
    let (mut child, mut ours) = begin(computer, arguments, environment);
    // A terminal keeps what is typed ahead.
    ours.write_all(answer.as_bytes()).unwrap();
    let mut shown = String::new();
    while read(&mut ours, &mut shown) {}
    (shown, child.wait().unwrap().code())
}

/// Begins on a terminal; our end of it.
pub(crate) fn begin(computer: &Computer, arguments: &[&str], environment: &[(&str, &str)]) -> (Child, File) {
    let mut command = computer.command(arguments);
    command.envs(environment.iter().copied());
    begin_command(command)
}

/// Begins a command on a terminal; our end of it.
pub(crate) fn begin_command(mut command: Command) -> (Child, File) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();

    for (name, value) in [("TERM", "xterm"), ("COLUMNS", "100")] {
        if !command.get_envs().any(|(known, _)| known == name) {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::from(theirs.try_clone().unwrap()));
    command.stdout(Stdio::from(theirs.try_clone().unwrap()));
    command.stderr(Stdio::from(theirs));
    (command.spawn().unwrap(), File::from(ours))
}

/// Reads what is shown next. The terminal ends with an error when the last one who had it open is gone.
pub(crate) fn read(terminal: &mut File, shown: &mut String) -> bool {
    let mut buffer = [0; 4096];
    match terminal.read(&mut buffer) {
        Ok(count @ 1..) => {
            shown.push_str(&String::from_utf8_lossy(buffer.get(..count).unwrap()));
            true
        }
        _ => false,
    }
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
        shown.contains("[####################] 100 %  installing, "),
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

#[test]
fn every_update_has_a_bar_and_all_have_one_together() {
    let computer = Computer::restarted();
    let (shown, code) = on_a_terminal(&computer, &["install", "KB5081910", "KB5081942", "--yes"], "");
    assert_eq!(code, Some(0), "{shown}");
    let drawings: Vec<&str> = shown.split("\u{1b}[J").collect();
    let is_amid = |drawing: &&&str| {
        let lines: Vec<&str> = drawing.lines().map(str::trim_end).collect();
        matches!(lines.as_slice(), [first, second, total]
            if first.ends_with("100 %  done          More moons for Jupiter (KB5081910)")
                && second.contains(" %  installing    Slow varnish (KB5081942)")
                && total.contains(" %  installing, 2 of 2, 0:0"))
    };
    assert!(drawings.iter().find(is_amid).is_some(), "{shown:?}");
    assert!(
        shown.contains("\u{1b}[2A"),
        "what was drawn is drawn over: {shown:?}"
    );
    let results = shown.rsplit_once("\u{1b}[J").unwrap().1;
    assert!(!results.contains("[#"), "the bars are taken away: {results:?}");
}

#[test]
fn a_terminal_that_can_do_nothing_gets_lines() {
    let computer = Computer::restarted();
    let dumb = [("TERM", "dumb")];
    let (shown, code) = on_a_terminal_with(&computer, &["install", "KB5081910", "--yes"], "", &dumb);
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    assert!(shown.contains("installing: 50 %"), "{shown:?}");
}

#[test]
fn no_color_is_respected() {
    let computer = Computer::new();
    for (value, is_coloured) in [("1", false), ("", true)] {
        let (shown, _) = on_a_terminal_with(&computer, &["search"], "", &[("NO_COLOR", value)]);
        assert_eq!(shown.contains("\u{1b}[1m"), is_coloured, "{value}: {shown:?}");
    }
    let (shown, _) = on_a_terminal_with(&computer, &["--help"], "", &[("NO_COLOR", "1")]);
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}

#[test]
fn narrow_terminals_are_not_overflowed() {
    let computer = Computer::restarted();
    for arguments in [
        &["search"][..],
        &["history"],
        &["services", "list"],
        &["settings", "get"],
        &["search", "--columns", "id,kb,category,product,title,date"],
        &["install", "KB5081910", "KB5081942", "--dry-run", "--quiet"],
    ] {
        let run = crate::harness::run({
            let mut command = computer.command(arguments);
            command.env("COLUMNS", "40");
            command
        });
        let table: Vec<&str> = run
            .stdout
            .lines()
            .take_while(|line| !line.contains(':'))
            .collect();
        assert!(!table.is_empty(), "{run:?}");
        let width = |line: &&str| unicode_width(line);
        assert!(table.iter().map(width).all(|width| width <= 40), "{table:#?}");
    }
    let (shown, _) = on_a_terminal_with(
        &computer,
        &["install", "KB5081910", "KB5081942", "--yes"],
        "",
        &[("COLUMNS", "40")],
    );
    let bars = shown.split(['\r', '\n']).filter(|line| line.contains("]  "));
    for bar in bars {
        let bar = ["\u{1b}[K", "\u{1b}[J", "\u{1b}[1A", "\u{1b}[2A"]
            .iter()
            .fold(bar.to_owned(), |bar, control| bar.replace(control, ""));
        assert!(unicode_width(&bar) < 40, "{bar:?}");
    }
}

/// Wide letters take two columns.
fn unicode_width(text: &str) -> usize {
    text.chars()
        .map(|c| if c >= '\u{1100}' && c != '…' { 2 } else { 1 })
        .sum()
}

#[test]
fn names_cannot_control_the_terminal() {
    let computer = Computer::new();
    let package = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../wua-testkit/testdata/scan-package.cab"
    );
    let name = "Trunk\u{1b}]0;owned\u{7}\u{202e}\nx";
    computer.answer(&["services", "add", "--scan-package", package, "--name", name]);
    let list = computer.answer(&["services", "list"]);
    assert!(list.contains("Trunk\\x1b]0;owned\\x07\\u{202e}\\nx"), "{list:?}");
    let json = computer.answer(&["services", "list", "--json"]);
    assert!(!json.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{json:?}");
    let objects = crate::harness::objects(&json);
    assert!(objects.iter().any(|object| object["name"] == name), "{json:?}");
}

#[test]
fn an_interrupted_question_is_no_consent() {
    let computer = Computer::restarted();
    let (mut child, mut ours) = begin(&computer, &["install", "KB5081910"], &[]);
    let mut shown = String::new();
    while !shown.contains("[Y/n]") {
        assert!(read(&mut ours, &mut shown), "{shown}");
    }
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), Signal::INT).unwrap();
    while read(&mut ours, &mut shown) {}
    assert_eq!(child.wait().unwrap().code(), Some(7), "{shown}");
    assert!(computer.answer(&["show", "KB5081910"]).contains("not installed"));
}

#[test]
fn interrupted_bars_give_way_to_what_was_done() {
    let computer = Computer::restarted();
    let (mut child, mut ours) = begin(&computer, &["install", "KB5081942", "--yes"], &[]);
    let mut shown = String::new();
    while !shown.contains("installing, 0:0") || !shown.contains(" 10 %") {
        assert!(read(&mut ours, &mut shown), "{shown}");
    }
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), Signal::INT).unwrap();
    while read(&mut ours, &mut shown) {}
    assert_eq!(child.wait().unwrap().code(), Some(7), "{shown}");
    assert!(
        shown.contains("stopping; interrupt again to end at once"),
        "{shown}"
    );
    assert!(shown.contains("install aborted: KB5081942"), "{shown}");
    computer.answer(&["install", "KB5081942", "--yes"]);
}
