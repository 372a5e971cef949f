//! Answers for programs: one JSON object a line.
//!
//! Every object has `schema` and `type`. A program ignores the types and members that it does not know; the schema
//! number changes when the meaning of a known one does. An answer ends with one object of type `summary`; an `error`
//! stands before it.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use wua::enums::OperationResultCode;
use wua::{
    Category, Change, Error, HResult, HistoryEntry, Identity, Lcid, ServiceRecord, Session, Update,
    UpdateResult,
};

use crate::exit::Exit;
use crate::output::{text, updates};

/// The version of all objects.
const SCHEMA: u32 = 1;

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
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Summary {
    /// The verb, if one was understood.
    pub(crate) command: Option<&'static str>,
    /// How it ended.
    pub(crate) result: &'static str,
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
}

impl Summary {
    /// All went well.
    pub(crate) fn of(count: usize) -> Self {
        Self {
            command: None,
            result: OperationResultCode::Succeeded.name(),
            count,
            failed: 0,
            skipped: 0,
            warnings: 0,
            reboot_required: false,
            exit_code: 0,
        }
    }

    /// It came to nothing.
    pub(crate) fn of_failure(exit: Exit) -> Self {
        let result = match exit {
            Exit::Cancelled | Exit::TimedOut => OperationResultCode::Aborted,
            _ => OperationResultCode::Failed,
        };
        Self {
            result: result.name(),
            exit_code: exit.number(),
            ..Self::of(0)
        }
    }
}

/// An error or warning.
#[derive(Serialize)]
pub(crate) struct ErrorRecord {
    hresult: String,
    name: Option<&'static str>,
    message: String,
}

impl ErrorRecord {
    pub(crate) fn of(error: &Error) -> Self {
        Self {
            hresult: hexadecimal(error.hresult()),
            name: error.hresult().name(),
            message: error.message(),
        }
    }
}

/// `0x8024000B`.
pub(crate) fn hexadecimal(hresult: HResult) -> String {
    format!("0x{:08X}", hresult.to_u32())
}

/// Which update.
#[derive(Serialize)]
pub(crate) struct IdentityRecord {
    update_id: String,
    revision: i32,
}

impl From<Identity> for IdentityRecord {
    fn from(identity: Identity) -> Self {
        Self {
            update_id: identity.id.to_string(),
            revision: identity.revision,
        }
    }
}

/// An update as a search finds it.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct UpdateRecord<'a> {
    #[serde(flatten)]
    identity: IdentityRecord,
    title: &'a str,
    kb: &'a [String],
    kind: &'static str,
    classification: Option<&'a str>,
    severity: Option<&'a str>,
    size: u64,
    min_size: u64,
    max_size: u64,
    installed: bool,
    downloaded: bool,
    hidden: bool,
    mandatory: bool,
    beta: bool,
    uninstallable: bool,
    exclusive: bool,
    eula_accepted: bool,
    reboot_required: bool,
    reboot_behavior: Option<&'static str>,
    deadline: Option<String>,
    last_deployment_change: String,
    categories: Vec<CategoryRecord<'a>>,
    service: String,
    packages: Vec<PackageRecord>,
}

impl<'a> UpdateRecord<'a> {
    pub(crate) fn new(session: &Session, update: &'a Update) -> Self {
        let revision = &*update.revision;
        Self {
            identity: revision.identity.into(),
            title: update.title(),
            kb: &revision.kb_article_ids,
            kind: revision.update_type.name(),
            classification: updates::classification(update),
            severity: Some(revision.msrc_severity.as_str()).filter(|severity| !severity.is_empty()),
            size: revision.max_download_size,
            min_size: revision.min_download_size,
            max_size: revision.max_download_size,
            installed: update.applicability.installed,
            downloaded: update.marks.is_downloaded(),
            hidden: update.marks.is_hidden(),
            mandatory: revision.is_mandatory,
            beta: revision.is_beta,
            uninstallable: revision.is_uninstallable,
            exclusive: update.is_exclusive(),
            eula_accepted: update.marks.is_eula_accepted(),
            reboot_required: update.applicability.reboot_required,
            reboot_behavior: revision
                .installation_behavior
                .map(|behavior| behavior.reboot.name()),
            deadline: revision.deadline.map(|deadline| deadline.to_string()),
            last_deployment_change: revision.last_deployment_change.to_string(),
            categories: CategoryRecord::all(&update.categories, &update.locales),
            service: update.service.to_string(),
            packages: session
                .changes(update)
                .into_iter()
                .map(PackageRecord::from)
                .collect(),
        }
    }
}

/// A package that is changed.
#[derive(Serialize)]
pub(crate) struct PackageRecord {
    name: String,
    architecture: String,
    /// Null if it is not there before.
    from: Option<String>,
    /// Null if it is not there afterwards.
    to: Option<String>,
}

impl From<Change> for PackageRecord {
    fn from(change: Change) -> Self {
        Self {
            name: change.name,
            architecture: change.architecture,
            from: change.from,
            to: change.to,
        }
    }
}

/// A category of an update.
#[derive(Serialize)]
pub(crate) struct CategoryRecord<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
}

impl<'a> CategoryRecord<'a> {
    pub(crate) fn all(categories: &'a [std::sync::Arc<Category>], locales: &[Lcid]) -> Vec<Self> {
        let record = |category: &'a std::sync::Arc<Category>| Self {
            id: category.id.to_string(),
            name: category.name(locales),
            kind: category.category_type.name(),
        };
        categories.iter().map(record).collect()
    }
}

/// What became of one update.
#[derive(Serialize)]
pub(crate) struct ResultRecord<'a> {
    operation: &'static str,
    #[serde(flatten)]
    identity: IdentityRecord,
    title: &'a str,
    kb: &'a [String],
    result: &'static str,
    hresult: String,
    name: Option<&'static str>,
    reboot_required: bool,
    message: &'a str,
}

impl<'a> ResultRecord<'a> {
    pub(crate) fn new(operation: &'static str, update: &'a Update, result: &'a UpdateResult) -> Self {
        Self {
            operation,
            identity: result.identity.into(),
            title: update.title(),
            kb: &update.revision.kb_article_ids,
            result: result.code.name(),
            hresult: hexadecimal(result.hresult),
            name: result.hresult.name(),
            reboot_required: result.reboot_required,
            message: &result.message,
        }
    }
}

/// What was done to one update.
#[derive(Serialize)]
pub(crate) struct HistoryRecord<'a> {
    date: String,
    operation: &'static str,
    #[serde(flatten)]
    identity: IdentityRecord,
    title: &'a str,
    kb: &'a [String],
    result: &'static str,
    hresult: String,
    name: Option<&'static str>,
    unmapped: i32,
    message: &'a str,
    client_application_id: &'a str,
    service: String,
    categories: Vec<CategoryRecord<'a>>,
}

impl<'a> HistoryRecord<'a> {
    pub(crate) fn new(entry: &'a HistoryEntry, locales: &[Lcid]) -> Self {
        Self {
            date: entry.date.to_string(),
            operation: entry.operation.name(),
            identity: entry.revision.identity.into(),
            title: entry.revision.texts(locales).map_or("", |texts| &texts.title),
            kb: &entry.revision.kb_article_ids,
            result: entry.code.name(),
            hresult: hexadecimal(entry.hresult),
            name: entry.hresult.name(),
            unmapped: entry.unmapped,
            message: &entry.message,
            client_application_id: &entry.client_application_id,
            service: entry.service_id.to_string(),
            categories: CategoryRecord::all(&entry.categories, locales),
        }
    }
}

/// A service.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct ServiceLine<'a> {
    id: String,
    name: &'a str,
    url: &'a str,
    default: bool,
    registered_with_au: bool,
    can_register_with_au: bool,
    managed: bool,
    offers_windows_updates: bool,
    scan_package: bool,
    issue_date: String,
    expiration_date: String,
}

impl<'a> From<&'a ServiceRecord> for ServiceLine<'a> {
    fn from(service: &'a ServiceRecord) -> Self {
        Self {
            id: service.id.to_string(),
            name: &service.name,
            url: &service.url,
            default: service.is_default_au_service,
            registered_with_au: service.is_registered_with_au,
            can_register_with_au: service.can_register_with_au,
            managed: service.is_managed,
            offers_windows_updates: service.offers_windows_updates,
            scan_package: service.is_scan_package,
            issue_date: service.issue_date.to_string(),
            expiration_date: service.expiration_date.to_string(),
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
