//! The exit codes, each by a way that leads to it.

use crate::harness::{Computer, run};

fn code(computer: &Computer, arguments: &[&str]) -> i32 {
    let run = computer.run(arguments);
    run.code.unwrap_or_else(|| panic!("{run:?}"))
}

#[test]
fn done_also_when_there_is_nothing_to_do() {
    let computer = Computer::restarted();
    assert_eq!(code(&computer, &["search"]), 0);
    assert_eq!(
        code(&computer, &["install", "KB5081936", "--yes"]),
        0,
        "it is installed already"
    );
}

#[test]
fn failed() {
    let computer = Computer::restarted();
    assert_eq!(code(&computer, &["install", "KB5081940", "--yes"]), 1);
}

#[test]
fn bad_arguments() {
    let computer = Computer::new();
    for arguments in [
        &["--no-such-option", "search"][..],
        &["hide"],
        &["uninstall"],
        &["install"],
        &["show", "KB12x"],
        &["settings", "set", "required", "true"],
        &["settings", "set", "scheduled-hour", "24"],
        &["services", "add", "nonsense"],
        &["search", "--locale", "klingon"],
        &["search", "--timeout", "soon"],
    ] {
        assert_eq!(code(&computer, arguments), 2, "{arguments:?}");
    }
}

#[test]
fn not_found_or_criteria_invalid() {
    let computer = Computer::new();
    for arguments in [
        &["show", "KB1"][..],
        &["install", "KB1", "--yes"],
        &["hide", "nobody has this title"],
        &["search", "--criteria", "Title='x'"],
        &["search", "--service", "nobody"],
        &["search", "--category", "nobody"],
        &["history", "--criteria", "nonsense"],
        &["services", "remove", "nobody"],
    ] {
        assert_eq!(code(&computer, arguments), 4, "{arguments:?}");
    }
}

#[test]
fn some_updates_failed() {
    let computer = Computer::restarted();
    assert_eq!(
        code(&computer, &["install", "KB5081940", "KB5081910", "--yes"]),
        5
    );
}

#[test]
fn timed_out() {
    let computer = Computer::restarted();
    assert_eq!(
        code(&computer, &["search", "--service", "sundial", "--timeout", "0"]),
        6
    );
}

#[test]
fn service_unreachable() {
    let computer = Computer::restarted();
    assert_eq!(
        code(&computer, &["install", "KB5081953", "--yes"]),
        8,
        "not found on the server"
    );
    let without_a_museum = run(computer.bare_command(&["search", "--state", "elsewhere"]));
    assert_eq!(without_a_museum.code, Some(8), "{without_a_museum:?}");
    assert!(
        without_a_museum.stderr.contains("WU_E_NO_SERVICE"),
        "{without_a_museum:?}"
    );
    assert!(
        without_a_museum.stderr.contains("hint: `wua --museum search`"),
        "{without_a_museum:?}"
    );
}

#[test]
fn restart_and_available_updates_on_request() {
    let computer = Computer::restarted();
    assert_eq!(code(&computer, &["search", "--exit-code"]), 100);
    assert_eq!(
        code(
            &computer,
            &["search", "--exit-code", "--criteria", "IsInstalled=1"]
        ),
        0
    );
    assert_eq!(
        code(&computer, &["install", "KB5081905", "--yes", "--exit-code"]),
        10
    );
    assert_eq!(code(&computer, &["status", "--exit-code"]), 10);
}
