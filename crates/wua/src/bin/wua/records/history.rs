//! What was done to one update.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::{HistoryEntry, Lcid};

use super::update::CategoryRecord;
use super::{hexadecimal, name};

/// What was done to one update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct HistoryRecord {
    pub(crate) date: Timestamp,
    pub(crate) operation: String,
    pub(crate) update_id: String,
    pub(crate) revision: i32,
    pub(crate) title: String,
    pub(crate) kb: Vec<String>,
    /// `OperationResultCode`.
    pub(crate) result: String,
    pub(crate) hresult: String,
    pub(crate) name: Option<String>,
    pub(crate) unmapped: i32,
    pub(crate) message: String,
    pub(crate) client_application_id: String,
    pub(crate) service: String,
    pub(crate) categories: Vec<CategoryRecord>,
    /// What the installers wrote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) logs: Vec<PathBuf>,
}

impl HistoryRecord {
    pub(crate) fn new(entry: &HistoryEntry, locales: &[Lcid]) -> Self {
        let texts = entry.revision.texts(locales);
        Self {
            date: entry.date,
            operation: entry.operation.name().to_owned(),
            update_id: entry.revision.identity.id.to_string(),
            revision: entry.revision.identity.revision,
            title: texts.map(|texts| texts.title.clone()).unwrap_or_default(),
            kb: entry.revision.kb_article_ids.clone(),
            result: entry.code.name().to_owned(),
            hresult: hexadecimal(entry.hresult),
            name: name(entry.hresult),
            unmapped: entry.unmapped,
            message: entry.message.clone(),
            client_application_id: entry.client_application_id.clone(),
            service: entry.service_id.to_string(),
            categories: CategoryRecord::all(&entry.categories, locales),
            logs: entry.logs.clone(),
        }
    }
}
