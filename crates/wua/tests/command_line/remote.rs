//! Who may come from other computers, and through which ports.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::harness::{Computer, Run, of_type};
use crate::terminal::{begin, read};

/// [MS-NLMP] 4.2.2.1.2: of “Password”.
const HASH_OF_PASSWORD: &str = "a4f49c406510bdcab6824ee7c30fd852";

/// Runs with this on standard input.
fn told(computer: &Computer, arguments: &[&str], input: &str) -> Run {
    let mut command = computer.command(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // One that refuses without reading is gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn add(computer: &Computer, name: &str, password: &str) -> Run {
    told(computer, &["user", "add", name, "--password-file", "-"], password)
}

fn file(computer: &Computer) -> String {
    fs::read_to_string(computer.state().join("remote-users.toml")).unwrap()
}

#[test]
fn users_come_change_and_go() {
    let computer = Computer::new();
    assert_eq!(add(&computer, "Anna", "Password\r\nsecond line\n").code, Some(0));
    assert!(file(&computer).contains(HASH_OF_PASSWORD));
    let path = computer.state().join("remote-users.toml");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);

    let secret = computer.state().join("secret");
    fs::write(&secret, "other").unwrap();
    let secret = secret.to_str().unwrap();
    computer.answer(&["user", "add", "bert", "--no-admin", "--password-file", secret]);
    assert_eq!(
        computer.answer(&["user", "list"]),
        "NAME  ADMIN\nAnna  yes\nbert  no\n"
    );
    let objects = computer.objects(&["user", "list"]);
    let users = of_type(&objects, "user");
    assert_eq!(
        (&users[1]["name"], &users[1]["admin"]),
        (&"bert".into(), &false.into())
    );

    computer.answer(&["user", "passwd", "ANNA", "--password-file", secret]);
    assert!(!file(&computer).contains(HASH_OF_PASSWORD));
    computer.answer(&["user", "remove", "aNNa"]);
    computer.answer(&["user", "remove", "bert"]);
    assert_eq!(computer.objects(&["user", "list"]).len(), 1, "the summary alone");
}

#[test]
fn what_makes_no_user_is_refused_and_changes_nothing() {
    let computer = Computer::new();
    assert_eq!(add(&computer, "anna", "Password").code, Some(0));
    let before = file(&computer);
    for (name, password) in [
        ("bert", ""),
        ("bert", "\nsecond line"),
        ("", "x"),
        ("MUSEUM\\bert", "x"),
        ("bert@museum", "x"),
        ("b\u{1b}ert", "x"),
        ("ANNA", "x"),
        (&"b".repeat(257), "x"),
        ("bert", &"x".repeat(5000)),
    ] {
        let run = add(&computer, name, password);
        assert_eq!(run.code, Some(2), "{name}: {run:?}");
        assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
    }
    for (arguments, code) in [
        (&["user", "add", "bert"][..], 2),
        (&["user", "add", "bert", "--password", "x"], 2),
        (&["user", "add", "bert", "--password-file", "/nowhere/secret"], 1),
        (&["user", "passwd", "bert", "--password-file", "-"], 4),
        (&["user", "remove", "bert"], 4),
    ] {
        let run = computer.run(arguments);
        assert_eq!(run.code, Some(code), "{run:?}");
    }
    computer.answer(&["user", "add", "bert", "--dry-run"]);
    computer.answer(&["user", "remove", "anna", "--dry-run"]);
    assert_eq!(file(&computer), before);
}

#[test]
fn a_file_that_others_can_read_is_refused() {
    let computer = Computer::new();
    assert_eq!(add(&computer, "anna", "Password").code, Some(0));
    let path = computer.state().join("remote-users.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let run = computer.run(&["user", "list"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.contains("chmod 600"), "{run:?}");
}

/// Types each answer when it is asked for; what the terminal showed, and the exit code.
fn typed(computer: &Computer, answers: &[(&str, &str)]) -> (String, Option<i32>) {
    let (mut child, mut terminal) = begin(computer, &["user", "add", "anna"], &[]);
    let mut shown = String::new();
    for (question, answer) in answers {
        while !shown.contains(question) {
            assert!(read(&mut terminal, &mut shown), "{shown}");
        }
        terminal.write_all(answer.as_bytes()).unwrap();
    }
    while read(&mut terminal, &mut shown) {}
    (shown, child.wait().unwrap().code())
}

#[test]
fn a_typed_password_is_asked_for_twice_and_never_shown() {
    let computer = Computer::new();
    let (shown, code) = typed(
        &computer,
        &[("Password: ", "Passwort\n"), ("Once more: ", "Password\n")],
    );
    assert_eq!(code, Some(2), "{shown}");
    assert!(!shown.contains("Passwor\u{74}"), "{shown}");
    let (shown, code) = typed(&computer, &[("Password: ", "\n")]);
    assert_eq!(code, Some(2), "{shown}");
    let (shown, code) = typed(&computer, &[("Password: ", "half\u{3}")]);
    assert_eq!(code, Some(7), "Ctrl-C: {shown}");
    assert!(!computer.state().join("remote-users.toml").exists());

    let (shown, code) = typed(
        &computer,
        &[("Password: ", "Password\n"), ("Once more: ", "Password\n")],
    );
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(
        shown.matches("Password").count(),
        1,
        "the question alone: {shown}"
    );
    assert!(file(&computer).contains(HASH_OF_PASSWORD));
}

#[test]
fn a_firewall_needs_rules_for_what_is_configured() {
    let computer = Computer::new();
    let rules = computer.answer(&["serve", "firewall"]);
    assert!(rules.contains("--exporter-port N"), "{rules}");
    assert!(rules.contains("tcp dport 135 accept"), "{rules}");

    fs::create_dir_all(computer.state()).unwrap();
    let configuration = "[remote]\nexporter-port = 49200\nlisten = [\"192.0.2.1\", \"127.0.0.1\"]\n";
    fs::write(computer.state().join("wua.toml"), configuration).unwrap();
    let objects = computer.objects(&["serve", "firewall", "--port", "10135"]);
    let rules = of_type(&objects, "firewall")[0];
    assert_eq!(rules["ports"], serde_json::json!([10135, 49200]));
    let nftables = "nft 'insert rule inet filter input ip daddr 192.0.2.1 tcp dport { 10135, 49200 } accept comment \
                    \"wua serve\"'";
    assert_eq!(rules["nftables"], serde_json::json!([nftables]));

    for arguments in [
        &["serve", "firewall", "--port", "0"][..],
        &["serve", "firewall", "--exporter-port", "65536"],
        &["serve", "firewall", "--exporter-port", "135"],
    ] {
        assert_eq!(computer.run(arguments).code, Some(2), "{arguments:?}");
    }
    fs::write(
        computer.state().join("wua.toml"),
        "[remote]\nallow = [\"everything\"]\n",
    )
    .unwrap();
    let run = computer.run(&["serve", "firewall"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("cache, download, eula"), "{run:?}");
}
