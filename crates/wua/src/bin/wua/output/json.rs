//! Answers for programs: one JSON object a line.
//!
//! Every object has `schema` and `type`. A program ignores the types and members that it does not know; the schema
//! number changes when the meaning of a known one does. An answer ends with one object of type `summary`; an `error`
//! stands before it.

#[cfg(unix)]
use std::fmt::Write as _;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::ser::{CompactFormatter, Formatter};
use wua::enums::OperationResultCode;

use crate::exit::Exit;
use crate::output::text;
use crate::records::TallyRecord;

/// The version of all objects.
pub(crate) const SCHEMA: u32 = 1;

/// One object.
#[derive(Serialize)]
struct Line<'a, T> {
    schema: u32,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(flatten)]
    body: &'a T,
}

/// Writes an object on one line.
pub(crate) fn line(kind: &str, body: &impl Serialize) -> String {
    let object = Line {
        schema: SCHEMA,
        kind,
        body,
    };
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Harmless(CompactFormatter));
    match object.serialize(&mut serializer) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        // Only maps with keys that are no strings fail, and there are none.
        Err(error) => format!(
            r#"{{"schema":{SCHEMA},"type":"error","message":"{}"}}"#,
            error.to_string().escape_default()
        ),
    }
}

/// A line of JSON that somebody else wrote, without what controls a terminal. Such characters stand in strings, where
/// they can be escaped; between them there are blanks at most.
#[cfg(unix)]
pub(crate) fn harmless(line: &str) -> String {
    let mut harmless = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' | '\r' => harmless.push(' '),
            _ if text::is_unsafe(character) => {
                let _ = write!(harmless, "\\u{:04x}", u32::from(character));
            }
            _ => harmless.push(character),
        }
    }
    harmless
}

/// The same object, with the host that it is of.
#[cfg(unix)]
pub(crate) fn with_host(line: &str, kind: &str, host: &str) -> String {
    let host = serde_json::Value::from(text::escaped(host).into_owned());
    let head = format!("{{\"schema\":{SCHEMA},\"type\":\"{kind}\",");
    match (line.strip_prefix(&head), line.strip_prefix('{')) {
        (Some(body), _) => format!("{head}\"host\":{host},{body}"),
        // Somebody else's order, or an object with nothing else in it.
        (None, Some(body)) => format!("{{\"host\":{host},{body}"),
        (None, None) => line.to_owned(),
    }
}

/// Escapes what JSON allows and a terminal obeys.
struct Harmless(CompactFormatter);

impl Formatter for Harmless {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(text::is_unsafe) {
            let (harmless, after) = rest.split_at(at);
            self.0.write_string_fragment(writer, harmless)?;
            let mut characters = after.chars();
            if let Some(character) = characters.next() {
                write!(writer, "\\u{:04x}", u32::from(character))?;
            }
            rest = characters.as_str();
        }
        self.0.write_string_fragment(writer, rest)
    }
}

/// The last object of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Summary {
    /// The verb, if one was understood.
    pub(crate) command: Option<String>,
    /// How it ended: an `OperationResultCode`.
    pub(crate) result: String,
    /// How many objects of the result came before.
    pub(crate) count: usize,
    /// How many of them stand for something that failed.
    pub(crate) failed: usize,
    /// How many updates were left out.
    pub(crate) skipped: usize,
    /// How many warnings came before.
    pub(crate) warnings: usize,
    /// A restart is required, because of this command or an earlier one.
    pub(crate) reboot_required: bool,
    /// What the program exits with.
    pub(crate) exit_code: u8,
    /// Where a search finds nothing: what became of all that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tally: Option<TallyRecord>,
}

/// The last object of an answer of many hosts.
#[cfg(unix)]
#[derive(Serialize)]
pub(crate) struct OfHosts<T> {
    #[serde(flatten)]
    pub(crate) summary: Summary,
    pub(crate) hosts: T,
}

impl Summary {
    /// All went well.
    pub(crate) fn of(count: usize) -> Self {
        Self {
            command: None,
            result: OperationResultCode::Succeeded.name().to_owned(),
            count,
            failed: 0,
            skipped: 0,
            warnings: 0,
            reboot_required: false,
            exit_code: 0,
            tally: None,
        }
    }

    /// It came to nothing.
    pub(crate) fn of_failure(exit: Exit) -> Self {
        let result = match exit {
            Exit::Cancelled | Exit::TimedOut => OperationResultCode::Aborted,
            _ => OperationResultCode::Failed,
        };
        Self {
            result: result.name().to_owned(),
            exit_code: exit.number(),
            ..Self::of(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_has_a_schema_and_a_type() {
        let line = line("summary", &Summary::of_failure(Exit::TimedOut));
        assert_eq!(
            line,
            r#"{"schema":1,"type":"summary","command":null,"result":"Aborted","count":0,"failed":0,"skipped":0,"warnings":0,"reboot_required":false,"exit_code":6}"#
        );
    }

    #[test]
    fn what_controls_a_terminal_is_escaped_and_kept() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}\"ü";
        let line = line(
            "note",
            &[("text", text)]
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        );
        assert!(!line.contains(text::is_unsafe), "{line}");
        let parsed: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(parsed["text"], text);
    }
}
