//! Every verb answers programs with objects, whatever happens.

use crate::harness::{Computer, objects, of_type};

#[test]
fn every_verb_answers_with_objects() {
    let computer = Computer::restarted();
    for arguments in [
        &["search"][..],
        &["show", "KB5081905"],
        &["download", "KB5081910", "--yes"],
        &["install", "KB5081910", "--yes"],
        &["uninstall", "KB5081910", "--yes"],
        &["hide", "KB5081910"],
        &["unhide", "KB5081910"],
        &["history"],
        &["services", "list"],
        &["services", "default"],
        &["settings", "get"],
        &["settings", "get", "required"],
        &["settings", "set", "scheduled-hour", "4"],
        &["status"],
    ] {
        let run = computer.run(&[arguments, &["--json"]].concat());
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments:?}: {run:?}"
        );
        let objects = objects(&run.stdout);
        assert_eq!(objects.last().unwrap()["type"], "summary", "{arguments:?}");
        assert_eq!(of_type(&objects, "summary").len(), 1, "{arguments:?}");
    }
}

#[test]
fn errors_are_objects_on_the_same_stream() {
    let computer = Computer::new();
    for (arguments, code, name) in [
        (
            &["search", "--criteria", "IsInstalled=2"][..],
            4,
            "WU_E_INVALID_CRITERIA",
        ),
        (&["show", "KB1"], 4, "WU_E_ITEMNOTFOUND"),
        (&["hide"], 2, "E_INVALIDARG"),
        (&["no-such-verb"], 2, "E_INVALIDARG"),
        (&["search", "--service", "nobody"], 4, "WU_E_DS_UNKNOWNSERVICE"),
    ] {
        let run = computer.run(&[arguments, &["--json"]].concat());
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(code), ""),
            "{arguments:?}: {run:?}"
        );
        let objects = objects(&run.stdout);
        let error = objects.last().unwrap();
        assert_eq!(error["name"], name, "{arguments:?}");
        assert_eq!(error["exit_code"], code, "{arguments:?}");
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn an_empty_result_is_a_summary_alone() {
    let run = Computer::new().run(&["search", "--criteria", "IsInstalled=1 and IsHidden=1", "--json"]);
    let objects = objects(&run.stdout);
    assert_eq!(
        objects
            .iter()
            .filter(|object| object["type"] != "progress")
            .count(),
        1
    );
    assert_eq!(objects.last().unwrap()["count"], 0);
}
