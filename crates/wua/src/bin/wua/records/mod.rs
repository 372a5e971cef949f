//! What commands print: records, which any program can read from JSON again.
//!
//! INVARIANT: tables and lines for people are views of records alone. So they look the same wherever a record comes
//! from: the engine of this process, another computer's objects, or a line of JSON.

mod cache;
mod details;
mod explanation;
mod history;
mod outcome;
mod plan;
mod service;
mod state;
mod update;

pub(crate) use cache::{CleanedRecord, UnneededRecord};
pub(crate) use details::{BehaviorRecord, DetailsRecord, DeviceRecord};
pub(crate) use explanation::{ExplanationRecord, TreeRecord};
pub(crate) use history::HistoryRecord;
pub(crate) use outcome::ResultRecord;
pub(crate) use plan::{AlsoRecord, FileRecord, PlanRecord, Reason, SkippedRecord};
pub(crate) use service::{CatalogueRecord, ServiceLine, TallyRecord};
pub(crate) use state::{
    RebootRecord, RefreshRecord, RefreshedService, SettingRecord, SettingsRecord, StatusRecord,
};
pub(crate) use update::{IdentityRecord, PackageRecord, UpdateRecord};

use serde::{Deserialize, Serialize};
use wua::{Error, HResult};

/// An error or warning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ErrorRecord {
    pub(crate) hresult: String,
    pub(crate) name: Option<String>,
    pub(crate) message: String,
}

impl ErrorRecord {
    pub(crate) fn of(error: &Error) -> Self {
        Self {
            hresult: hexadecimal(error.hresult()),
            name: name(error.hresult()),
            message: error.message(),
        }
    }
}

/// `0x8024000B`.
pub(crate) fn hexadecimal(hresult: HResult) -> String {
    format!("0x{:08X}", hresult.to_u32())
}

/// The number of [`hexadecimal`]; of anything else there is none.
pub(crate) fn number(written: &str) -> Option<HResult> {
    let digits = written.strip_prefix("0x")?;
    u32::from_str_radix(digits, 16).ok().map(HResult::from_u32)
}

/// `0x8024000B WU_E_CALL_CANCELLED`, or the number alone.
pub(crate) fn with_name(hresult: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{hresult} {name}"),
        None => hresult.to_owned(),
    }
}

/// Its symbol, if it has one.
fn name(hresult: HResult) -> Option<String> {
    hresult.name().map(str::to_owned)
}

/// `KB5001234`, or several.
pub(crate) fn articles(kb: &[String]) -> String {
    let articles = kb.iter().map(|article| format!("KB{article}"));
    articles.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;
    use crate::output::error::FailureRecord;
    use crate::output::json::{self, Summary};

    fn again<T: Serialize + DeserializeOwned>(kind: &str, line: &str) -> String {
        let record: T = serde_json::from_str(line).unwrap();
        json::line(kind, &record)
    }

    /// The command's own answers are the inputs: the golden files of its tests.
    #[test]
    fn what_is_written_can_be_read_and_written_again() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command_line/golden");
        let files = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut seen = std::collections::BTreeSet::new();
        for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
            // The time of the run has a name there.
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.replace("\"NOW\"", "\"2026-11-21T00:00:00Z\"");
            for line in text.lines().filter(|line| line.starts_with('{')) {
                let value: Value = serde_json::from_str(line).unwrap();
                let kind = value["type"].as_str().unwrap();
                let written = match kind {
                    "update" if value["handler"].is_string() => again::<DetailsRecord>(kind, line),
                    "update" => again::<UpdateRecord>(kind, line),
                    "plan" => again::<PlanRecord>(kind, line),
                    "history" => again::<HistoryRecord>(kind, line),
                    "service" => again::<ServiceLine>(kind, line),
                    "settings" => again::<SettingsRecord>(kind, line),
                    "status" => again::<StatusRecord>(kind, line),
                    "warning" => again::<ErrorRecord>(kind, line),
                    "error" => again::<FailureRecord>(kind, line),
                    "skipped" => again::<SkippedRecord>(kind, line),
                    "summary" => again::<Summary>(kind, line),
                    _ => continue,
                };
                seen.insert(kind.to_owned());
                assert_eq!(written, line, "{}", path.display());
            }
        }
        assert!(seen.len() >= 8, "{seen:?}");
    }

    #[test]
    fn numbers_of_errors_are_read_as_they_are_written() {
        let hresult = HResult::from_u32(0x8024_000B);
        assert_eq!(number(&hexadecimal(hresult)), Some(hresult));
        for wrong in ["", "8024000B", "0x", "0x100000000", "0xoops"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
