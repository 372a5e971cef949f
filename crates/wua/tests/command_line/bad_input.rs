//! Whatever is wrong, the message says what, where and what to do.

use std::fs;

use crate::harness::Computer;
#[cfg(target_os = "linux")]
use crate::harness::{Run, run};

fn failure(computer: &Computer, arguments: &[&str], code: i32) -> String {
    let run = computer.run(arguments);
    assert_eq!(run.code, Some(code), "{arguments:?}: {run:?}");
    assert!(run.stderr.contains("error: "), "{run:?}");
    assert!(!run.stderr.contains("panicked"), "{run:?}");
    run.stderr
}

#[test]
fn criteria_show_the_place_of_the_mistake() {
    let computer = Computer::new();
    let message = failure(
        &computer,
        &["search", "--criteria", "IsInstalled=0 and Typ='Driver'"],
        4,
    );
    let expected = "
  IsInstalled=0 and Typ='Driver'
                    ^
";
    assert!(message.contains(expected), "{message}");
    assert!(message.contains("hint: did you mean Type?"), "{message}");
    assert!(message.contains("WU_E_INVALID_CRITERIA"), "{message}");
}

#[test]
fn criteria_of_every_kind_of_wrong() {
    let computer = Computer::new();
    for criteria in [
        "IsInstalled",
        "IsInstalled=",
        "IsInstalled=2",
        "IsInstalled='0'",
        "(IsInstalled=0",
        "IsInstalled=0)",
        "IsInstalled=0 and",
        "IsInstalled=0 or or IsHidden=1",
        "Title='x'",
        "Type=Driver",
        "UpdateID='not a guid'",
        "RevisionNumber=1",
        "CategoryIDs='x'",
        "DeploymentAction='Whatever'",
        "\u{1b}[2J",
        "é=1",
        "'",
    ] {
        let message = failure(&computer, &["search", "--criteria", criteria], 4);
        assert!(!message.contains('\u{1b}'), "{message:?}");
    }
    let long = "IsInstalled=0 and ".repeat(5_000);
    failure(&computer, &["search", "--criteria", &long], 4);
}

#[test]
fn names_of_updates_that_mean_nothing() {
    let computer = Computer::new();
    let message = failure(&computer, &["show", "KB99"], 4);
    assert!(
        message.contains("`KB99`") && message.contains("hint: "),
        "{message}"
    );
    let message = failure(&computer, &["show", "00001901-0001-4000-8000-00000000000"], 2);
    assert!(message.contains("is not a GUID"), "{message}");
    let message = failure(&computer, &["show", "00001901-0001-4000-8000-000000000003:7"], 4);
    assert!(
        message.contains(":7"),
        "another revision is another update: {message}"
    );
    let message = failure(&computer, &["show", "KB50x"], 2);
    assert!(message.contains("not a KB number"), "{message}");
    let message = failure(&computer, &["install", "KB5081910", "KB99", "--yes"], 4);
    assert!(
        message.contains("`KB99`"),
        "nothing is done unless everything is known: {message}"
    );
    assert!(!computer.answer(&["show", "KB5081910"]).contains("downloaded"));
}

#[test]
fn categories_that_do_not_exist() {
    let message = failure(&Computer::new(), &["search", "--category", "Zeppelins"], 4);
    assert!(
        message.contains("`Zeppelins`") && message.contains("hint: there are "),
        "{message}"
    );
}

#[test]
fn a_store_that_is_no_store() {
    let computer = Computer::new();
    computer.answer(&["status"]);
    let store = store_file(&computer);
    fs::write(&store, "this is not a database, and never was").unwrap();
    let message = failure(&computer, &["search"], 1);
    assert!(message.contains(store.to_str().unwrap()), "{message}");
    assert_eq!(
        fs::read(&store).unwrap(),
        b"this is not a database, and never was"
    );
}

#[test]
fn a_store_from_the_future() {
    let computer = Computer::new();
    computer.answer(&["status"]);
    let store = store_file(&computer);
    // SQLite keeps the version of the schema in the header, at byte 60.
    let mut bytes = fs::read(&store).unwrap();
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    fs::write(&store, &bytes).unwrap();
    let message = failure(&computer, &["search"], 1);
    assert!(
        message.contains("newer") && message.contains(store.to_str().unwrap()),
        "{message}"
    );
    assert_eq!(fs::read(&store).unwrap(), bytes, "it was not touched");
}

#[test]
fn a_state_folder_that_is_a_file() {
    let computer = Computer::new();
    fs::write(computer.state(), "").unwrap();
    let message = failure(&computer, &["search"], 1);
    assert!(message.contains(computer.state().to_str().unwrap()), "{message}");
}

/// Not even the superuser writes below `/proc`.
#[cfg(target_os = "linux")]
#[test]
fn a_state_folder_that_cannot_be_written() {
    let computer = Computer::new();
    let run = run(computer.bare_command(&["--museum", "--state", "/proc/wua", "search"]));
    let Run { code, stderr, .. } = run;
    assert!(matches!(code, Some(1 | 3)), "{stderr}");
    assert!(stderr.contains("/proc/wua"), "{stderr}");
}

#[test]
fn texts_cannot_control_the_terminal() {
    let message = failure(&Computer::new(), &["show", "\u{1b}]0;owned\u{7}"], 4);
    assert!(!message.contains(['\u{1b}', '\u{7}']), "{message:?}");
}

fn store_file(computer: &Computer) -> std::path::PathBuf {
    let folder = fs::read_dir(computer.state().join("store/museum")).unwrap();
    let mut files = folder.map(|entry| entry.unwrap().path());
    files
        .find(|path| fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"SQLite format 3")))
        .unwrap()
}
