//! Updates are selected in the same way by every verb.

use serde_json::Value;

use crate::harness::{Computer, of_type};

/// The articles of the updates that a search finds with these options.
fn found(computer: &Computer, options: &[&str]) -> Vec<String> {
    let objects = computer.objects(&[&["search"], options].concat());
    of_type(&objects, "update").into_iter().map(kb).collect()
}

fn kb(update: &Value) -> String {
    update["kb"][0].as_str().unwrap().to_owned()
}

#[test]
fn a_filter_and_its_opposite_share_everything_between_them() {
    let computer = Computer::new();
    let all = found(&computer, &[]);
    for (filter, value) in [
        ("category", "antikythera clock"),
        ("severity", "critical"),
        ("severity", "none"),
        ("type", "driver"),
        ("title", "orrery"),
        ("older-than", "1s"),
        ("max-size", "30k"),
        ("criteria", "Type='Driver'"),
    ] {
        let yes = found(&computer, &[&format!("--{filter}"), value]);
        let no = found(&computer, &[&format!("--not-{filter}"), value]);
        let mut both = [yes.clone(), no.clone()].concat();
        both.retain(|kb| all.contains(kb));
        both.sort();
        let mut expected = all.clone();
        expected.sort();
        assert_eq!(both, expected, "--{filter} {value}: {yes:?} and {no:?}");
        assert!(!yes.is_empty(), "--{filter} {value}");
    }
}

#[test]
fn filters_can_be_repeated() {
    let computer = Computer::new();
    let either = found(&computer, &["--severity", "critical", "--severity", "low"]);
    let critical = found(&computer, &["--severity", "critical"]);
    let low = found(&computer, &["--severity", "low"]);
    assert_eq!(either.len(), critical.len() + low.len());
    let neither = found(
        &computer,
        &["--not-severity", "critical", "--not-severity", "low"],
    );
    assert!(neither.iter().all(|kb| !either.contains(kb)), "{neither:?}");
    let installed_too = found(
        &computer,
        &["--criteria", "IsInstalled=0", "--criteria", "IsInstalled=1"],
    );
    assert!(installed_too.len() > found(&computer, &["--criteria", "IsInstalled=0"]).len());
}

#[test]
fn single_updates_are_left_out() {
    let computer = Computer::new();
    let drivers = found(&computer, &["--type", "driver"]);
    assert_eq!(drivers, ["5081926", "5081927", "5081929"]);
    let id = "00001901-0003-4000-8000-000000000001";
    let other_revision = format!("{id}:1");
    for (options, left) in [
        (["--not-kb", "KB5081927"], &["5081926", "5081929"][..]),
        (["--not-id", id], &["5081927", "5081929"]),
        (["--not-id", &other_revision], &["5081926", "5081927", "5081929"]),
        (["--not-title", "sound museum"], &["5081926", "5081929"]),
    ] {
        let options = [&["--type", "driver"], &options[..]].concat();
        assert_eq!(found(&computer, &options), left, "{options:?}");
    }
}

#[test]
fn a_member_of_a_bundle_means_its_bundle() {
    let computer = Computer::new();
    assert_eq!(found(&computer, &["crank for difference engine"]), ["5081920"]);
    assert_eq!(
        found(&computer, &["--package", "Ink for the printer"]),
        ["5081920", "5081921"]
    );
    assert!(!found(&computer, &["--not-package", "Ink for the printer"]).contains(&"5081920".to_owned()));
}

#[test]
fn every_verb_understands_every_filter() {
    let computer = Computer::restarted();
    let filters = ["--type", "driver", "--not-title", "display", "--max-size", "22k"];
    for verb in [
        &["search"][..],
        &["show"],
        &["explain"],
        &["download", "--dry-run"],
        &["install", "--dry-run"],
        &["hide"],
        &["unhide"],
    ] {
        let objects = computer.objects(&[verb, &filters].concat());
        let kbs: Vec<String> = objects
            .iter()
            .filter_map(|object| match object["type"].as_str()? {
                "update" | "plan" | "result" => Some(kb(object)),
                "explanation" => Some(kb(&object["update"])),
                _ => None,
            })
            .collect();
        assert!(kbs.contains(&"5081927".to_owned()), "{verb:?}: {objects:?}");
        assert!(!kbs.contains(&"5081926".to_owned()), "{verb:?}: {objects:?}");
    }
    let objects = computer.objects(&["uninstall", "--title", "brass polish", "--dry-run"]);
    assert_eq!(kb(of_type(&objects, "plan")[0]), "5081936");
}

#[test]
fn verbose_tells_what_was_asked_for() {
    let run = Computer::new().run(&[
        "search",
        "--criteria",
        "Type='Driver'",
        "--not-severity",
        "low",
        "--older-than",
        "1d",
        "-v",
    ]);
    assert!(
        run.stderr
            .contains("criteria: Type='Driver' and DeploymentAction='Installation'"),
        "{run:?}"
    );
    assert!(
        run.stderr
            .contains("of these: not severity Low, older than 86400 s"),
        "{run:?}"
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let computer = Computer::new();
    for arguments in [
        &["search", "--older-than", "a week"][..],
        &["search", "--older-than", "7"],
        &["search", "--max-size", "big"],
        &["search", "--severity", "dreadful"],
        &["search", "--type", "firmware"],
        &["search", "--not-kb", "moons"],
        &["search", "--not-id", "KB5081910"],
        &["show"],
        &["explain", "--columns", "kb"],
    ] {
        assert_eq!(computer.run(arguments).code, Some(2), "{arguments:?}");
    }
    for arguments in [
        &["search", "--not-category", "Zeppelins"][..],
        &["search", "--not-criteria", "Typ='Driver'"],
        &["search", "--criteria", "IsInstalled=0", "--criteria", "nonsense"],
    ] {
        assert_eq!(computer.run(arguments).code, Some(4), "{arguments:?}");
    }
}
