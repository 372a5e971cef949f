//! Recordings: facts that are kept and read again.

use std::cell::Cell;

use wua_com::Guid;
use wua_rules::applicability::{Answer, Base, Facts, FileFacts, Query, RegistryData, Version};
use wua_windows::{Recorder, Recording, Source};

use crate::{key, key32, reason, value};

/// Answers everything with how often it was asked.
#[derive(Default)]
struct Counting(Cell<u32>);

impl Facts for Counting {
    fn answer(&self, _: &Query) -> Answer {
        self.0.set(self.0.get() + 1);
        Answer::Number(self.0.get())
    }
}

#[test]
fn what_was_asked_is_answered_again_and_nothing_else() {
    let facts = Counting::default();
    let recorder = Recorder::new(&facts);
    assert_eq!(recorder.answer(&Query::Processors), Answer::Number(1));
    assert_eq!(recorder.answer(&Query::System), Answer::Number(2));
    assert_eq!(recorder.answer(&Query::Processors), Answer::Number(1));
    let recording = recorder.finish();
    let view = recording.open().unwrap();
    assert_eq!(view.answer(&Query::System), Answer::Number(2));
    assert_eq!(reason(view.answer(&Query::Languages)), "it was not recorded");
}

fn everything() -> Recording {
    let mut recording = Recording::default();
    recording.computer = Some("PC \"1\"".into());
    recording.recorded = Some("2026-11-21T18:00:00Z".into());
    let answers = [
        (Query::Languages, Answer::Names(vec!["de-DE".into()])),
        (Query::SystemMetric(-1), Answer::Unavailable("\u{1}\n\"".into())),
        (Query::RegistryKey(key("A")), Answer::Present),
        (Query::RegistryKey(key32("A")), Answer::Absent),
        (
            value(key("A"), ""),
            Answer::Registry(RegistryData::Other {
                kind: 3,
                bytes: u64::MAX,
            }),
        ),
        (
            Query::File {
                base: Base::Csidl(37),
                path: "x".into(),
            },
            Answer::File(FileFacts {
                version: Some(Version([1, 2, 3, 4])),
                created: Some(i64::MIN),
                ..FileFacts::default()
            }),
        ),
        (Query::MsiProduct(Guid::NIL), Answer::Absent),
        (Query::Device("X".into()), Answer::Text("ä".into())),
    ];
    for (query, answer) in answers {
        recording.insert(query, answer);
    }
    recording
}

#[test]
fn a_recording_is_read_as_it_was_written() {
    let recording = everything();
    assert_eq!(
        Recording::read(recording.to_text().as_bytes()).unwrap(),
        recording
    );
    let empty = Recording::default();
    assert_eq!(Recording::read(empty.to_text().as_bytes()).unwrap(), empty);
}

#[test]
fn a_fact_is_a_line_and_the_order_is_always_the_same() {
    let text = everything().to_text();
    assert_eq!(text, everything().to_text());
    let facts: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("{\"query\""))
        .collect();
    assert_eq!(facts.len(), 8);
    assert!(facts.is_sorted());
}

#[test]
fn a_recording_says_which_computer_it_is_of() {
    assert_eq!(everything().name(), "the recording of PC \"1\"");
    assert_eq!(Recording::default().name(), "a recording");
}

#[test]
fn what_is_no_recording_is_refused_with_the_reason() {
    let text = everything().to_text();
    for (wrong, said) in [
        (String::new(), "EOF"),
        ("[]".into(), "expected"),
        (text.replace("wua-facts", "other"), "`other`"),
        (
            text.replace("\"version\": 1", "\"version\": 2")
                .replace("\"Languages\"", "\"Future\""),
            "version 2",
        ),
        (text.replace("\"Languages\"", "\"Future\""), "Future"),
        (text.replace("\"answer\"", "\"reply\""), "reply"),
        (text.replace("1.2.3.4", "1.2.3.4.5"), "no version"),
        (
            text.replace(
                "\"facts\": [",
                "\"facts\": [\n{\"query\":\"Languages\",\"answer\":\"Absent\"},",
            ),
            "two answers",
        ),
        (
            "{\"format\":\"wua-facts\",\"version\":1,\"facts\":".to_owned() + &"[".repeat(1 << 20),
            "EOF",
        ),
    ] {
        let error = Recording::read(wrong.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(said), "{said}: {error}");
    }
}

#[test]
fn a_text_that_ends_anywhere_is_no_recording() {
    let text = everything().to_text().into_bytes();
    for length in 0..text.len() - 2 {
        assert!(Recording::read(&text[..length]).is_err(), "{length}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pc1.json");
    let error = Recording::open(&path).unwrap_err();
    assert!(error.to_string().contains("pc1.json"));
    std::fs::write(&path, everything().to_text()).unwrap();
    assert_eq!(Recording::open(&path).unwrap(), everything());
}
