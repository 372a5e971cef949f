//! Global options stand before or after the verb; the environment stands in for some of them.

use crate::harness::{Computer, run};

#[test]
fn options_before_and_after_the_verb_mean_the_same() {
    let computer = Computer::new();
    let state = computer.state();
    let state = state.to_str().unwrap();
    let global = ["--museum", "--state", state, "--json", "--locale", "es"];
    let before = run(computer.bare_command(&[&global[..], &["search", "--type", "driver"]].concat()));
    let after = run(computer.bare_command(&[&["search", "--type", "driver"], &global[..]].concat()));
    let around = run(
        computer.bare_command(&[&global[..3], &["search"], &global[3..], &["--type", "driver"]].concat())
    );
    assert_eq!(before.code, Some(0), "{before:?}");
    assert!(before.stdout.contains("Anticitera"), "{before:?}");
    assert_eq!(before.stdout, after.stdout);
    assert_eq!(before.stdout, around.stdout);
}

#[test]
fn the_environment_chooses_museum_folder_and_language() {
    let computer = Computer::new();
    let mut command = computer.bare_command(&["show", "KB5081926"]);
    command
        .env("WUA_MUSEUM", "1")
        .env("WUA_STATE", computer.state())
        .env("LANG", "fr_FR.UTF-8");
    let run = run(command);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("Musée des mises à jour"), "{run:?}");
    assert!(computer.state().join("store").is_dir());
}

#[test]
fn everything_is_below_the_state_folder() {
    let computer = Computer::restarted();
    computer.answer(&["install", "KB5081910", "--yes"]);
    let home = computer.state().parent().unwrap().to_owned();
    let entries: Vec<_> = std::fs::read_dir(home)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(entries, ["state"]);
}

#[test]
fn old_names_of_verbs_are_understood() {
    let computer = Computer::new();
    let expected = computer.answer(&["search"]);
    for verb in ["list", "check", "get-updates"] {
        assert_eq!(computer.answer(&[verb]), expected, "{verb}");
    }
}

#[test]
fn quiet_says_nothing_but_results() {
    let computer = Computer::restarted();
    let run = computer.run(&["install", "KB5081910", "--yes", "--quiet"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stdout.contains("install succeeded"), "{run:?}");
}

#[test]
fn verbose_tells_the_criteria_in_full() {
    let run = Computer::new().run(&["search", "-v"]);
    assert!(
        run.stderr
            .contains("criteria: DeploymentAction='Installation' and IsInstalled=0 and IsHidden=0"),
        "{run:?}"
    );
}

#[test]
fn help_and_version_are_no_errors() {
    let computer = Computer::new();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["search", "--help"],
        &["help", "services"],
    ] {
        let run = run(computer.bare_command(arguments));
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments:?}: {run:?}"
        );
    }
}

#[test]
fn tables_have_the_columns_that_are_asked_for() {
    let computer = Computer::new();
    for (arguments, columns, heading) in [
        (&["search"][..], "kb,date,title", "KB"),
        (&["history"], "date,client,result", "DATE"),
        (&["services", "list"], "name,expires", "NAME"),
    ] {
        let table = computer.answer(&[arguments, &["--columns", columns]].concat());
        let shown = table.lines().next().unwrap();
        assert!(shown.starts_with(heading), "{table}");
        let shown = shown.to_lowercase();
        let shown: Vec<&str> = shown.split_whitespace().collect();
        assert_eq!(shown.join(","), columns);
        let wrong = computer.run(&[arguments, &["--columns", "colour"]].concat());
        assert_eq!(wrong.code, Some(2), "{wrong:?}");
    }
}
