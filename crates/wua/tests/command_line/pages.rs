//! What the program writes of itself: help, completions, manual pages. And the small verbs.

use std::fs;

use crate::harness::{Computer, of_type, run};

#[test]
fn help_ends_with_examples() {
    let computer = Computer::new();
    for arguments in [
        &["--help"][..],
        &["search", "--help"],
        &["install", "--help"],
        &["explain", "--help"],
        &["help", "services"],
    ] {
        let help = run(computer.bare_command(arguments)).stdout;
        let examples = help.split_once("Examples:").map(|(_, examples)| examples);
        assert!(
            examples.is_some_and(|text| text.contains("  wua ")),
            "{arguments:?}: {help}"
        );
    }
    let help = run(computer.bare_command(&["--help"])).stdout;
    assert!(
        !help.contains("get-updates") && !help.contains("upgrade"),
        "old names are hidden: {help}"
    );
}

#[test]
fn every_shell_gets_completions() {
    let computer = Computer::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(computer.bare_command(&["completions", shell]));
        assert_eq!(
            (script.code, script.stderr.as_str()),
            (Some(0), ""),
            "{shell}: {script:?}"
        );
        for word in ["uninstall", "not-category", "completions"] {
            assert!(script.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(
        run(computer.bare_command(&["completions", "telnet"])).code,
        Some(2)
    );
}

#[test]
fn every_verb_has_a_manual_page() {
    let computer = Computer::new();
    let page = run(computer.bare_command(&["man"])).stdout;
    assert!(
        page.contains(".TH wua 1") && page.contains("wua\\-install(1)"),
        "{page}"
    );
    let page = run(computer.bare_command(&["man", "install"])).stdout;
    assert!(page.contains(".TH wua-install 1"), "{page}");

    let folder = computer.state().join("man/man1");
    let listed = run(computer.bare_command(&["man", "--dir", folder.to_str().unwrap()]));
    assert_eq!(listed.code, Some(0), "{listed:?}");
    for name in ["wua", "wua-search", "wua-services-list", "wua-reboot-status"] {
        let text = fs::read_to_string(folder.join(format!("{name}.1"))).unwrap();
        assert!(text.contains(&format!(".TH {name} 1")), "{name}");
    }
    assert_eq!(run(computer.bare_command(&["man", "dance"])).code, Some(2));
    let refused = run(computer.bare_command(&["man", "--dir", "/proc/wua"]));
    assert!(matches!(refused.code, Some(1 | 3)), "{refused:?}");
    assert!(refused.stderr.contains("/proc/wua"), "{refused:?}");
}

#[test]
fn knowledge_is_refreshed() {
    let computer = Computer::new();
    assert!(computer.answer(&["search", "--offline"]).is_empty());
    let objects = computer.objects(&["refresh"]);
    let told = of_type(&objects, "refresh")[0];
    assert_eq!(told["services"][0]["name"], "Windows Update", "{told}");
    assert!(told["available"].as_u64().unwrap() > 20, "{told}");
    assert!(computer.answer(&["search", "--offline"]).contains("KB5081910"));
    assert_eq!(computer.run(&["refresh", "--exit-code"]).code, Some(100));
    let partly = computer.run(&["refresh", "--service", "cabinet of curiosities"]);
    assert_eq!(partly.code, Some(5), "one of its drawers is stuck: {partly:?}");
}

#[test]
fn a_restart_that_is_required_is_told() {
    let computer = Computer::restarted();
    assert_eq!(
        computer.answer(&["reboot", "status"]),
        "No restart is required.\n"
    );
    computer.answer(&["install", "KB5081905", "--yes"]);
    assert_eq!(
        computer.answer(&["reboot", "status"]),
        "A restart of the computer is required.\n"
    );
    assert_eq!(computer.objects(&["reboot", "status"])[0]["required"], true);
    assert_eq!(computer.run(&["reboot", "status", "--exit-code"]).code, Some(10));
}
