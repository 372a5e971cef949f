//! What can only be shown from inside: a store that may not grow, and one whose writer is kept waiting.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use wua_com::{Guid, code};
use wua_defs::enums::ServerSelection;

use super::migrations::{APPLICATION_ID, current_version};
use super::{FILE_NAME, Known, NewJob, NewStep, NewUpdate, StepEnd, StepRow, Store, StoreOptions};
use crate::error::DISK_FULL;
use crate::install::outcome::{Remainder, outcome};
use crate::job::JobKind;
use crate::ports::Notes as _;
use crate::update::Revision;

const SERVICE: Guid = Guid::from_u128(1);

fn known(numbers: std::ops::Range<u128>) -> Known {
    let revision = |number| {
        let mut revision = Revision::default();
        revision.identity.id = Guid::from_u128(number);
        Arc::new(revision)
    };
    Known {
        revisions: numbers.map(revision).collect(),
        categories: Vec::new(),
        stamp: String::new(),
    }
}

#[test]
fn a_batch_that_finds_no_room_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions {
        max_pages: Some(80),
        ..StoreOptions::default()
    };
    let store = Store::open(folder.path(), &options).unwrap();
    store.apply_offers(&[(SERVICE, known(0..3))]).unwrap();
    let error = store.apply_offers(&[(SERVICE, known(3..900))]).unwrap_err();
    assert_eq!(error.hresult(), DISK_FULL);
    assert!(
        error.message().contains(FILE_NAME) && error.message().contains("free some space"),
        "{error}"
    );
    assert_eq!(store.known(SERVICE).unwrap().revisions, known(0..3).revisions);
    store.apply_offers(&[(SERVICE, known(1..5))]).unwrap();
    assert_eq!(store.known(SERVICE).unwrap().revisions, known(1..5).revisions);
}

#[test]
fn a_writer_waits_for_another_one_and_then_says_who_is_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions {
        busy_timeout: Duration::from_millis(50),
        ..StoreOptions::default()
    };
    let store = Store::open(folder.path(), &options).unwrap();
    let other = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let hide = || store.set_hidden(SERVICE, true, Timestamp::UNIX_EPOCH);
    let error = hide().unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);
    assert!(error.message().contains("operation in progress"), "{error}");
    assert!(store.mark_rows().unwrap().hidden.is_empty(), "readers go on");
    other.execute_batch("COMMIT").unwrap();
    hide().unwrap();
}

#[test]
fn the_file_says_whose_it_is_and_keeps_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let pragma = |name: &str| -> String {
        let connection = crate::sync::lock(&store.writer);
        connection
            .query_row(
                &format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"),
                [],
                |row| row.get(0),
            )
            .unwrap()
    };
    assert_eq!(pragma("application_id"), APPLICATION_ID.to_string());
    assert_eq!(pragma("user_version"), current_version().to_string());
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2", "FULL");
}

#[test]
fn a_store_that_holds_something_unreadable_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    store.apply_offers(&[(SERVICE, known(0..1))]).unwrap();
    let other = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    other
        .execute_batch("UPDATE revisions SET body = '{\"identity\": 7}'")
        .unwrap();
    let error = store.known(SERVICE).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DS_INVALID);
    assert!(error.message().contains(FILE_NAME), "{error}");
}

#[test]
fn a_revision_that_an_older_agent_stored_gets_the_defaults_of_what_it_did_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    store.apply_offers(&[(SERVICE, known(0..1))]).unwrap();
    let other = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let body =
        r#"{"identity": {"id": "00000000-0000-0000-0000-000000000009", "revision": 4}, "later": true}"#;
    other.execute("UPDATE revisions SET body = ?1", [body]).unwrap();
    let revision = store.known(SERVICE).unwrap().revisions.remove(0);
    assert_eq!(revision.identity.revision, 4);
    assert!(revision.is_assigned);
}

#[test]
fn an_interrupted_job_is_ended_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let revision = Revision::default();
    let update = NewUpdate {
        identity: revision.identity,
        title: "An update",
        service: SERVICE,
        server_selection: ServerSelection::Default,
        subject: Some((&revision, &[])),
    };
    let step = NewStep {
        position: 0,
        identity: revision.identity,
        title: "An update",
    };
    let new = NewJob {
        kind: JobKind::Install,
        client: "",
        updates: vec![update],
        steps: vec![step],
    };
    let (job, ()) = store.begin_job(&new, Timestamp::UNIX_EPOCH, |_| Ok(())).unwrap();
    store.step_started(job, 0).unwrap();
    let ended = |rows: &[StepRow]| outcome(rows, Remainder::Interrupted);
    let end = || {
        let verdicts = [(0, StepEnd::default())];
        store
            .end_interrupted(job, &verdicts, "", Timestamp::UNIX_EPOCH, ended)
            .unwrap()
    };
    assert!(end());
    assert!(!end());
    assert_eq!(store.history_count().unwrap(), 1);
}

#[test]
fn a_job_that_nobody_can_claim_is_not_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let new = NewJob {
        kind: JobKind::Download,
        client: "",
        updates: Vec::new(),
        steps: Vec::new(),
    };
    let refuse = |_| Err::<(), _>(code::E_FAIL.into());
    assert!(store.begin_job(&new, Timestamp::UNIX_EPOCH, refuse).is_err());
    assert!(store.jobs().unwrap().is_empty());
}

#[test]
fn an_offer_is_read_once_and_again_when_it_was_stored_anew() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let (store, other) = (open(), open());
    store.apply_offers(&[(SERVICE, known(0..3))]).unwrap();
    let first = store.known(SERVICE).unwrap().revisions;
    let again = store.known(SERVICE).unwrap().revisions;
    assert!(
        first
            .iter()
            .zip(&again)
            .all(|(first, again)| Arc::ptr_eq(first, again))
    );
    // Another process stores it.
    for numbers in [1..3, 0..3, 2..7] {
        other.apply_offers(&[(SERVICE, known(numbers.clone()))]).unwrap();
        assert_eq!(store.known(SERVICE).unwrap().revisions, known(numbers).revisions);
    }
    let connection = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    connection
        .execute_batch("UPDATE stamps SET number = NULL; DELETE FROM revisions;")
        .unwrap();
    assert!(
        store.known(SERVICE).unwrap().revisions.is_empty(),
        "an earlier version stored it"
    );
}

#[test]
fn a_long_note_takes_less_room_and_is_read_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let notes = store.notes(SERVICE);
    let long = "<UpdateIdentity/>".repeat(10_000).into_bytes();
    notes
        .write(&[
            ("long", Some(&long)),
            ("short", Some(b"text")),
            ("empty", Some(b"")),
        ])
        .unwrap();
    let other = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    let room = |key: &str| -> (usize, Option<i64>) {
        let row = "SELECT value, unpacked FROM notes WHERE key = ?1";
        other
            .query_row(row, [key], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?.len(), row.get(1)?))
            })
            .unwrap()
    };
    assert!(room("long").0 < long.len() / 50);
    assert_eq!(room("long").1, Some(170_000));
    assert_eq!(room("short"), (4, None));
    // As earlier versions wrote it.
    let earlier = "INSERT INTO notes (service, key, value) VALUES (?1, 'earlier', ?2)";
    other
        .execute(earlier, rusqlite::params![SERVICE.to_string(), long])
        .unwrap();
    let mut all = Vec::new();
    notes
        .each("", &mut |key, value| {
            all.push((key.to_owned(), value.to_vec()));
            Ok(())
        })
        .unwrap();
    let expected: [(&str, &[u8]); 4] = [
        ("earlier", &long),
        ("empty", b""),
        ("long", &long),
        ("short", b"text"),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_vec()));
    assert_eq!(all, expected);
    for (key, value) in expected {
        assert_eq!(notes.read(&key).unwrap(), Some(value));
    }
}

#[test]
fn a_packed_note_that_is_damaged_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &StoreOptions::default()).unwrap();
    let notes = store.notes(SERVICE);
    let long = vec![7; 5000];
    let other = Connection::open(folder.path().join(FILE_NAME)).unwrap();
    for damage in [
        "unpacked = 4999",
        "unpacked = 5001",
        "unpacked = -1",
        "unpacked = 1000000000000",
        "value = x'00'",
        "value = x''",
        "value = substr(value, 2)",
        "value = substr(value, 1, length(value) - 1)",
    ] {
        notes.write(&[("key", Some(&long))]).unwrap();
        other
            .execute_batch(&format!("UPDATE notes SET {damage}"))
            .unwrap();
        let error = notes.read("key").unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_DS_INVALID, "{damage}: {error}");
        assert!(error.message().contains(FILE_NAME), "{error}");
    }
}
