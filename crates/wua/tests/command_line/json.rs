//! Every verb answers programs with objects, whatever happens.

use serde_json::Value;

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
        &["explain", "KB5081910"],
        &["explain"],
        &["refresh"],
        &["reboot", "status"],
        &["completions", "bash"],
        &["man"],
        &["man", "search"],
        &["install", "--dry-run"],
        &["uninstall", "KB5081936", "--dry-run"],
        #[cfg(unix)]
        &["user", "list"],
        #[cfg(unix)]
        &["serve", "firewall", "--exporter-port", "49200"],
    ] {
        let run = computer.run(&[arguments, &["--json"]].concat());
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments:?}: {run:?}"
        );
        let objects = objects(&run.stdout);
        let summary = objects.last().unwrap();
        assert_eq!(summary["exit_code"], 0, "{arguments:?}");
        let command = summary["command"].as_str().unwrap();
        assert!(
            arguments.join(" ").starts_with(command),
            "{arguments:?}: {summary}"
        );
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
        let summary = objects.last().unwrap();
        assert_eq!(
            (&summary["result"], &summary["exit_code"]),
            (&"Failed".into(), &code.into())
        );
        let errors = of_type(&objects, "error");
        let [error] = errors.as_slice() else {
            panic!("{objects:?}")
        };
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

/// What a program can rely on: the members of each object, and what they are.
const SCHEMA: &[(&str, &[(&str, Kind)])] = &[
    (
        "update",
        &[
            ("update_id", Value::is_string),
            ("revision", Value::is_i64),
            ("title", Value::is_string),
            ("classification", Value::is_string),
            ("categories", Value::is_array),
            ("severity", is_string_or_null),
            ("kb", Value::is_array),
            ("installed", Value::is_boolean),
            ("downloaded", Value::is_boolean),
            ("hidden", Value::is_boolean),
            ("reboot_required", Value::is_boolean),
            ("size", Value::is_u64),
            ("service", Value::is_string),
            ("packages", Value::is_array),
        ],
    ),
    (
        "progress",
        &[
            ("phase", Value::is_string),
            ("percent", Value::is_i64),
            ("bytes", Value::is_u64),
            ("bytes_total", Value::is_u64),
            ("current_percent", Value::is_i64),
            ("update_id", Value::is_string),
            ("title", Value::is_string),
        ],
    ),
    (
        "result",
        &[
            ("operation", Value::is_string),
            ("update_id", Value::is_string),
            ("result", Value::is_string),
            ("hresult", Value::is_string),
            ("name", is_string_or_null),
            ("reboot_required", Value::is_boolean),
            ("message", Value::is_string),
        ],
    ),
    (
        "warning",
        &[("hresult", Value::is_string), ("message", Value::is_string)],
    ),
    (
        "error",
        &[
            ("hresult", Value::is_string),
            ("name", Value::is_string),
            ("message", Value::is_string),
            ("exit_code", Value::is_u64),
        ],
    ),
    (
        "explanation",
        &[("subject", Value::is_string), ("reasons", Value::is_array)],
    ),
    (
        "summary",
        &[
            ("command", Value::is_string),
            ("result", Value::is_string),
            ("count", Value::is_u64),
            ("failed", Value::is_u64),
            ("skipped", Value::is_u64),
            ("warnings", Value::is_u64),
            ("reboot_required", Value::is_boolean),
            ("exit_code", Value::is_u64),
        ],
    ),
];

type Kind = fn(&Value) -> bool;

fn is_string_or_null(value: &Value) -> bool {
    value.is_string() || value.is_null()
}

#[test]
fn objects_are_as_they_are_documented() {
    let computer = Computer::restarted();
    let mut seen: Vec<Value> = Vec::new();
    for arguments in [
        &["search"][..],
        &["search", "--service", "cabinet of curiosities"],
        &["show", "KB5081905", "KB5081926"],
        &["install", "KB5081910", "KB5081940", "--yes"],
        &["explain", "KB5081910"],
        &["show", "KB1"],
    ] {
        let run = computer.run(&[arguments, &["--json"]].concat());
        let objects = objects(&run.stdout);
        let code = objects.last().unwrap()["exit_code"].as_i64().unwrap();
        assert_eq!(run.code.map(i64::from), Some(code), "{arguments:?}");
        seen.extend(objects);
    }
    for (kind, members) in SCHEMA {
        let of_kind = of_type(&seen, kind);
        assert!(!of_kind.is_empty(), "no {kind} was seen");
        for object in of_kind {
            for (member, is_right) in *members {
                assert!(is_right(&object[member]), "{member} of {object}");
            }
        }
    }
}

#[test]
fn warnings_are_counted() {
    let objects = Computer::new().objects(&["search", "--service", "cabinet of curiosities"]);
    let warnings = of_type(&objects, "warning").len();
    assert!(warnings > 0);
    assert_eq!(objects.last().unwrap()["warnings"], warnings);
}
