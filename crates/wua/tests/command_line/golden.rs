//! What people and programs see, word by word.

use crate::harness::{Computer, Run, assert_golden};

/// Standard output, then standard error, then the exit code.
fn transcript(computer: &Computer, arguments: &[&str]) -> String {
    let Run { code, stdout, stderr } = computer.run(arguments);
    let code = code.unwrap();
    computer.normal(&format!("{stdout}--- notes\n{stderr}--- exit {code}\n"))
}

fn golden(name: &str, arguments: &[&str]) {
    let computer = Computer::new();
    assert_golden(name, &transcript(&computer, arguments));
}

#[test]
fn search_is_a_table_in_the_language_of_the_user() {
    golden("search-en.txt", &["search"]);
    golden("search-es.txt", &["search", "--locale", "es"]);
    golden("search-fr.txt", &["search", "--locale", "fr-CA"]);
}

#[test]
fn search_is_objects_for_programs() {
    golden(
        "search-drivers-en.json",
        &["search", "--type", "driver", "--json"],
    );
    golden(
        "search-drivers-fr.json",
        &["search", "--type", "driver", "--json", "--locale", "0x040c"],
    );
}

#[test]
fn searches_select_and_choose_columns() {
    golden(
        "search-columns.txt",
        &[
            "search",
            "orrery",
            "--columns",
            "id,revision,type,reboot,deadline,kb,title",
        ],
    );
    golden("search-critical.txt", &["search", "--severity", "critical", "-v"]);
    golden(
        "search-category.txt",
        &[
            "search",
            "--category",
            "antikythera clock",
            "--columns",
            "kb,category,product",
        ],
    );
    golden(
        "search-nothing.txt",
        &["search", "--criteria", "IsInstalled=1 and IsHidden=1"],
    );
    golden(
        "search-nothing.json",
        &["search", "--criteria", "IsInstalled=1 and IsHidden=1", "--json"],
    );
    golden(
        "search-warnings.txt",
        &["search", "--service", "cabinet of curiosities"],
    );
    golden(
        "search-warnings.json",
        &["search", "--service", "cabinet of curiosities", "--json"],
    );
}

#[test]
fn show_tells_all_that_is_known() {
    golden("show-en.txt", &["show", "KB5081905"]);
    golden("show-es.txt", &["show", "KB5081905", "--locale", "es"]);
    golden("show-driver-fr.txt", &["show", "KB5081926", "--locale", "fr"]);
    golden("show-bundle.txt", &["show", "KB5081920"]);
    golden("show-driver.json", &["show", "KB5081926", "--json"]);
}

#[test]
fn history_tells_how_everything_ended() {
    let computer = Computer::new();
    assert_golden("history-at-first.txt", &transcript(&computer, &["history"]));
    computer.run(&["install", "KB5081910", "KB5081940", "--yes"]);
    computer.run(&["uninstall", "KB5081910", "KB5081947", "--yes"]);
    assert_golden("history-en.txt", &transcript(&computer, &["history"]));
    let newest = ["history", "--locale", "es", "-n", "2"];
    assert_golden("history-es.txt", &transcript(&computer, &newest));
    let all = ["history", "--locale", "fr", "--all", "--json"];
    assert_golden("history-fr.json", &transcript(&computer, &all));
    let of_one = [
        "history",
        "--criteria",
        "UpdateID='00001901-0005-4000-8000-000000000001'",
    ];
    assert_golden("history-of-one.txt", &transcript(&computer, &of_one));
}

#[test]
fn services_settings_and_status() {
    golden("services.txt", &["services", "list"]);
    golden("services.json", &["services", "list", "--json"]);
    golden("services-default.txt", &["services", "default"]);
    golden("settings.txt", &["settings", "get"]);
    golden("settings.json", &["settings", "get", "--json"]);
    golden("setting.txt", &["settings", "get", "scheduled-hour"]);
    golden("status.txt", &["status"]);
    golden("status.json", &["status", "--json"]);
}

#[test]
fn plans_and_results() {
    let computer = Computer::restarted();
    assert_golden(
        "plan.txt",
        &transcript(&computer, &["install", "orrery", "--dry-run"]),
    );
    assert_golden(
        "plan.json",
        &transcript(
            &computer,
            &["install", "KB5081910", "KB5081936", "--dry-run", "--json"],
        ),
    );
    assert_golden(
        "install.txt",
        &transcript(&computer, &["install", "KB5081910", "KB5081940", "--yes"]),
    );
    assert_golden(
        "uninstall.txt",
        &transcript(&computer, &["uninstall", "KB5081936", "--yes"]),
    );
}

#[test]
fn narrow_terminals_cut_titles() {
    let computer = Computer::new();
    let mut command = computer.command(&["search", "--type", "driver"]);
    let output = command.env("COLUMNS", "60").output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.lines().all(|line| line.chars().count() <= 60), "{table}");
    assert_golden("search-narrow.txt", &table);
}
