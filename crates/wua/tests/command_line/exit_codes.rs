//! The exit codes, each by a way that leads to it.

#[cfg(unix)]
use crate::harness::copy;
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

/// The store is somebody else's.
#[cfg(unix)]
#[test]
fn permission_denied() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;
    let computer = Computer::new();
    computer.answer(&["status"]);
    let store = computer.state().join("store/museum");
    let restrict = |mode: u32| fs::set_permissions(&store, Permissions::from_mode(mode)).unwrap();
    restrict(0o500);

    // The superuser writes everywhere, so somebody else has to try; and that one has to get at the program.
    let mut command = computer.command(&["search"]);
    if rustix::process::geteuid().is_root() {
        let folder = computer.state().parent().unwrap().to_owned();
        let program = folder.join("wua");
        copy(env!("CARGO_BIN_EXE_wua").as_ref(), &program);
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        command = computer.command_of(&program, &["search"]);
        command.uid(NOBODY);
    }
    let run = run(command);
    restrict(0o700);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.contains("E_ACCESSDENIED"), "{run:?}");
    assert!(run.stderr.contains(store.to_str().unwrap()), "{run:?}");
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
fn a_part_of_an_update_failed() {
    let computer = Computer::new();
    assert_eq!(code(&computer, &["install", "KB5081920", "--yes"]), 5);
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
}

#[test]
fn a_folder_that_is_no_computer() {
    let computer = Computer::new();
    std::fs::create_dir_all(computer.state()).unwrap();
    let root = computer.state();
    let root = root.to_str().unwrap();
    for arguments in [&["search"][..], &["status"], &["install", "--yes"]] {
        let target = ["--target", root, "--state", "elsewhere"];
        let run = run(computer.bare_command(&[arguments, &target].concat()));
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stderr.contains(root), "{run:?}");
    }
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
