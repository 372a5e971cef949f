//! What one process does, the next one sees.

use serde_json::Value;

use crate::harness::{Computer, of_type};

fn update(computer: &Computer, kb: &str) -> Value {
    let objects = computer.objects(&["show", kb]);
    of_type(&objects, "update")[0].clone()
}

#[test]
fn install_and_uninstall() {
    let computer = Computer::restarted();
    assert_eq!(update(&computer, "KB5081910")["installed"], false);

    let objects = computer.objects(&["install", "KB5081910", "--yes"]);
    let results = of_type(&objects, "result");
    let operations: Vec<&Value> = results.iter().map(|result| &result["operation"]).collect();
    assert_eq!(operations, ["download", "install"]);
    assert!(results.iter().all(|result| result["result"] == "Succeeded"));
    assert!(!of_type(&objects, "progress").is_empty());
    assert_eq!(update(&computer, "KB5081910")["installed"], true);

    let history = computer.objects(&["history", "-n", "1"]);
    assert_eq!(history[0]["operation"], "Installation");
    assert_eq!(history[0]["kb"][0], "5081910");
    assert_eq!(history[0]["client_application_id"], "wua");

    computer.objects(&["uninstall", "kb5081910", "--yes"]);
    assert_eq!(update(&computer, "KB5081910")["installed"], false);
    let history = computer.objects(&["history", "-n", "1"]);
    assert_eq!(history[0]["operation"], "Uninstallation");
}

#[test]
fn doing_it_again_is_nothing_to_do() {
    let computer = Computer::restarted();
    computer.answer(&["install", "KB5081910", "--yes"]);
    let again = computer.objects(&["install", "KB5081910", "--yes"]);
    assert_eq!(of_type(&again, "skipped")[0]["reason"], "already_installed");
    assert!(of_type(&again, "result").is_empty());
    let never = computer.objects(&["uninstall", "KB5081911", "--yes"]);
    assert_eq!(of_type(&never, "skipped")[0]["reason"], "not_installed");
}

#[test]
fn download_then_install() {
    let computer = Computer::restarted();
    computer.answer(&["download", "KB5081910", "--yes"]);
    assert_eq!(update(&computer, "KB5081910")["downloaded"], true);
    let again = computer.objects(&["download", "KB5081910", "--yes"]);
    assert_eq!(of_type(&again, "skipped")[0]["reason"], "already_downloaded");
    let objects = computer.objects(&["install", "KB5081910", "--yes"]);
    let results = of_type(&objects, "result");
    assert_eq!(results.len(), 1, "what is downloaded is not downloaded again");
}

#[test]
fn hide_and_unhide() {
    let computer = Computer::new();
    let titles = |arguments: &[&str]| computer.answer(arguments);
    assert!(titles(&["search"]).contains("KB5081910"));
    computer.answer(&["hide", "KB5081910"]);
    assert!(!titles(&["search"]).contains("KB5081910"));
    assert!(titles(&["search", "--criteria", "IsHidden=1"]).contains("KB5081910"));
    computer.answer(&["unhide", "KB5081910"]);
    assert!(titles(&["search"]).contains("KB5081910"));
}

#[test]
fn a_dry_run_changes_nothing() {
    let computer = Computer::restarted();
    computer.answer(&["search"]);
    for arguments in [
        &["install", "KB5081910", "--dry-run"][..],
        &["download", "KB5081910", "--dry-run"],
        &["hide", "KB5081910", "--dry-run"],
        &["settings", "set", "scheduled-hour", "7", "--dry-run"],
        &["services", "remove", "sundial", "--dry-run"],
        &["services", "default", "sundial", "--dry-run"],
        &[
            "services",
            "add",
            "7971f918-a847-4430-9279-4a52d1efe18d",
            "--dry-run",
        ],
        &["refresh", "--dry-run"],
    ] {
        computer.answer(arguments);
    }
    let update = update(&computer, "KB5081910");
    assert_eq!(
        [&update["installed"], &update["downloaded"], &update["hidden"]],
        [false, false, false]
    );
    assert_ne!(computer.answer(&["settings", "get", "scheduled-hour"]), "7\n");
    assert_eq!(
        computer.objects(&["services", "list"]).len(),
        4,
        "three and a summary"
    );
}

#[test]
fn licences_are_accepted_on_the_command_line_alone() {
    let computer = Computer::restarted();
    let refused = computer.run(&["install", "KB5081930", "--yes"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("hint: `--accept-eula`"), "{refused:?}");
    computer.answer(&["install", "KB5081930", "--yes", "--accept-eula"]);
    assert_eq!(update(&computer, "KB5081930")["installed"], true);
    assert_eq!(
        update(&computer, "KB5081931")["eula_accepted"],
        true,
        "it shares the licence"
    );
}

#[test]
fn all_updates_whose_licences_are_missing_are_named() {
    let computer = Computer::restarted();
    let refused = computer.run(&["install", "KB5081910", "KB5081926", "KB5081930", "--yes"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    for title in ["Display - 19.1.5.17", "Atlas of the stars"] {
        assert!(refused.stderr.contains(title), "{refused:?}");
    }
    assert!(!refused.stderr.contains("“More moons"), "{refused:?}");
    assert_eq!(
        update(&computer, "KB5081910")["downloaded"],
        false,
        "nothing was done"
    );
}

#[test]
fn what_is_described_is_refused_when_nothing_is_left_of_it() {
    let computer = Computer::restarted();
    let refused = computer.run(&["install", "atlas", "of", "--yes"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    for title in ["Atlas of the stars", "Atlas of the Moon", "Atlas of lost islands"] {
        assert!(refused.stderr.contains(title), "{refused:?}");
    }
    let objects = computer.objects(&["install", "--title", "museum", "--type", "driver", "--dry-run"]);
    assert_eq!(of_type(&objects, "skipped")[0]["reason"], "licence_not_accepted");
    assert_eq!(
        of_type(&objects, "plan").len(),
        2,
        "the others are no worse for it"
    );
}

#[test]
fn without_consent_nothing_is_done() {
    let computer = Computer::restarted();
    for arguments in [
        &["install", "KB5081910"][..],
        &["upgrade"],
        &["uninstall", "KB5081936"],
        &["download", "KB5081910"],
    ] {
        let run = computer.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(run.stderr.contains("hint: add `--yes`"), "{run:?}");
    }
    assert_eq!(update(&computer, "KB5081910")["downloaded"], false);
    assert_eq!(update(&computer, "KB5081936")["installed"], true);
}

#[test]
fn without_a_selection_what_needs_care_is_left_out() {
    let computer = Computer::restarted();
    let objects = computer.objects(&["install", "--dry-run"]);
    let reasons: Vec<&str> = of_type(&objects, "skipped")
        .iter()
        .map(|object| object["reason"].as_str().unwrap())
        .collect();
    assert!(
        reasons.contains(&"licence_not_accepted") && reasons.contains(&"installs_alone"),
        "{reasons:?}"
    );
    let plan = of_type(&objects, "plan");
    assert!(
        plan.iter()
            .all(|step| step["eula_accepted"] == true && step["exclusive"] == false)
    );
    assert!(plan.len() > 10);
}

#[test]
fn settings_stay_set() {
    let computer = Computer::new();
    computer.answer(&["settings", "set", "scheduled-hour", "7"]);
    computer.answer(&["settings", "set", "notification-level", "ScheduledInstallation"]);
    assert_eq!(computer.answer(&["settings", "get", "scheduled-hour"]), "7\n");
    let objects = computer.objects(&["settings", "get"]);
    assert_eq!(objects[0]["notification_level"], "ScheduledInstallation");
}

#[test]
fn services_come_and_go() {
    const MICROSOFT_UPDATE: &str = "7971f918-a847-4430-9279-4a52d1efe18d";
    let computer = Computer::new();
    let known = |computer: &Computer| computer.answer(&["services", "list"]).contains(MICROSOFT_UPDATE);
    assert!(!known(&computer));
    computer.answer(&["services", "add", MICROSOFT_UPDATE]);
    assert!(known(&computer));
    computer.answer(&["services", "default", "microsoft update"]);
    assert!(
        computer
            .answer(&["services", "default"])
            .contains("Microsoft Update")
    );
    assert!(
        !computer
            .answer(&["search", "--service", "Microsoft Update"])
            .is_empty()
    );
    computer.answer(&["services", "default", "windows update"]);
    computer.answer(&["services", "remove", "Microsoft Update"]);
    assert!(!known(&computer));
}

#[test]
fn a_scan_package_becomes_a_service() {
    let computer = Computer::new();
    let package = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../wua-testkit/testdata/scan-package.cab"
    );
    computer.answer(&["services", "add", "--scan-package", package, "--name", "Trunk"]);
    assert!(computer.answer(&["services", "list"]).contains("Trunk"));
    assert!(!computer.answer(&["search", "--service", "Trunk"]).is_empty());
}

#[test]
fn a_catalogue_becomes_a_service_and_what_was_left_out_is_said() {
    let computer = Computer::new();
    let testdata = concat!(env!("CARGO_MANIFEST_DIR"), "/../wua-wsus/testdata");
    let planned = computer.objects(&["services", "add", "Contoso", "--sdp", testdata, "--dry-run"]);
    assert!(!computer.answer(&["services", "list"]).contains("Contoso"));
    let objects = computer.objects(&["services", "add", "Contoso", "--sdp", testdata]);
    let catalogue = objects
        .iter()
        .find(|object| object["type"] == "catalogue")
        .unwrap();
    assert!(planned.contains(catalogue));
    assert_eq!(catalogue["loaded"], 4);
    // The cabinets hold the same packages.
    let left_out = catalogue["left_out"].as_array().unwrap();
    assert_eq!(left_out.len(), 3);
    for member in ["file", "id", "title", "reason"] {
        assert!(!left_out[0][member].as_str().unwrap().is_empty(), "{member}");
    }
    let signature = catalogue["signature"].as_str().unwrap();
    assert!(
        signature.contains("signed.cab: signed by Contoso Publisher"),
        "{signature}"
    );
    assert!(signature.contains("3 other files: not signed"), "{signature}");
    assert!(computer.answer(&["services", "list"]).contains("Contoso"));
    computer.answer(&["services", "remove", "Contoso"]);
    assert!(!computer.answer(&["services", "list"]).contains("Contoso"));
}

#[test]
fn files_of_a_servers_trust_are_named_by_whole_paths_and_read_when_it_is_asked() {
    let computer = Computer::new();
    let add = ["services", "add", "Contoso", "--wsus", "https://127.0.0.1:1"];
    let with = |more: &[&'static str]| [&add[..], more].concat();
    let alone = computer.run(&with(&["--client-certificate", "own.pem"]));
    assert_eq!(alone.code, Some(2), "{alone:?}");
    assert!(alone.stderr.contains("--client-key"), "{alone:?}");
    computer.answer(&with(&["--ca", "gone.pem"]));
    let search = computer.run(&["search", "--service", "Contoso"]);
    assert_eq!(search.code, Some(1), "{search:?}");
    let file = computer.state().with_file_name("gone.pem");
    assert!(
        search
            .stderr
            .contains(&format!("{} cannot be read", file.display())),
        "{search:?}"
    );
}

#[test]
fn a_restart_that_is_needed_is_told_until_it_happened() {
    let computer = Computer::restarted();
    let objects = computer.objects(&["install", "KB5081905", "--yes"]);
    assert_eq!(objects.last().unwrap()["reboot_required"], true);
    let status = computer.objects(&["status"]);
    assert_eq!(status[0]["reboot_required"], true);
    computer.restart();
    let status = computer.objects(&["status"]);
    assert_eq!(status[0]["reboot_required"], false);
}
