//! Why something is offered, or is not.

use serde_json::Value;

use crate::harness::{Computer, of_type};

/// The kinds of reasons for the first explanation.
fn kinds(computer: &Computer, name: &str) -> Vec<String> {
    let objects = computer.objects(&["explain", name]);
    let reasons = of_type(&objects, "explanation")[0]["reasons"].clone();
    let kinds = reasons.as_array().unwrap().iter();
    kinds
        .map(|reason| reason["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_reason_is_named() {
    let computer = Computer::restarted();
    assert_eq!(kinds(&computer, "KB5081910"), ["offered"]);
    assert_eq!(kinds(&computer, "KB5081936"), ["installed"]);
    assert_eq!(kinds(&computer, "KB5081930"), ["offered", "licence-missing"]);
    assert_eq!(
        kinds(&computer, "00001901-0001-4000-8000-000000000001"),
        ["superseded"]
    );
    computer.answer(&["hide", "KB5081910"]);
    assert_eq!(kinds(&computer, "KB5081910"), ["hidden"]);
    computer.answer(&["install", "KB5081905", "--yes"]);
    assert!(kinds(&computer, "KB5081905").contains(&"reboot-required".to_owned()));
}

#[test]
fn people_read_it_below_the_title() {
    let computer = Computer::new();
    assert_eq!(
        computer.answer(&["explain", "more", "moons"]),
        "More moons for Jupiter (KB5081910)\n  offered         it applies to this computer and is missing\n"
    );
}

#[test]
fn without_a_selection_what_is_plainly_installed_is_left_out() {
    let computer = Computer::new();
    let objects = computer.objects(&["explain"]);
    let explanations = of_type(&objects, "explanation");
    assert!(explanations.len() > 20, "{explanations:?}");
    let is_plain = |explanation: &&Value| explanation["reasons"][0]["kind"] == "installed";
    assert!(!explanations.iter().any(is_plain));
    assert_eq!(objects.last().unwrap()["count"], explanations.len());
}

#[test]
fn what_nobody_knows_is_not_found() {
    let computer = Computer::new();
    let run = computer.run(&["explain", "KB5081910", "zeppelin"]);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert!(run.stderr.contains("`zeppelin`"), "{run:?}");
    assert_eq!(run.stdout, "");
}
