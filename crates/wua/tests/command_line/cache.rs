//! `wua cache`: what nobody needs goes, and what a search finds stays.

use crate::harness::{Computer, of_type, run};

#[test]
fn files_of_installed_updates_are_removed_and_those_of_others_stay() {
    let computer = Computer::new();
    computer.objects(&["download", "KB5081940", "--yes"]);
    computer.objects(&["install", "KB5081910", "--yes"]);
    let plan = computer.objects(&["cache", "clean", "--dry-run"]);
    let going = of_type(&plan, "unneeded");
    assert!(!going.is_empty(), "{plan:?}");
    assert!(going.iter().all(|file| file["reason"] == "installed"), "{plan:?}");

    let cleaned = computer.objects(&["cache", "clean"]);
    let record = of_type(&cleaned, "cleaned").remove(0);
    assert_eq!(record["files"], going.len(), "{cleaned:?}");
    assert_eq!(record["in_use"], 0);
    assert_ne!(record["kept"], 0, "what is not installed stays");
    let again = computer.answer(&["cache", "clean"]);
    assert!(again.contains("Removed 0 files"), "{again}");
}

#[test]
fn a_plan_in_words_says_what_goes_and_why() {
    let computer = Computer::new();
    computer.objects(&["install", "KB5081910", "--yes"]);
    let plan = run(computer.command(&["cache", "clean", "--dry-run"]));
    assert_eq!(plan.code, Some(0));
    assert!(plan.stdout.contains("): installed"), "{plan:?}");
    assert!(plan.stdout.contains("Would remove"), "{plan:?}");
}
