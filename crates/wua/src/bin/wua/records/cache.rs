//! What is taken out of the cache.

use serde::{Deserialize, Serialize};
use wua::UnneededFile;

/// A file that nobody needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct UnneededRecord {
    pub(crate) update_id: String,
    pub(crate) revision: i32,
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// Why nobody does.
    pub(crate) reason: String,
    /// When it came.
    pub(crate) since: String,
}

impl From<&UnneededFile> for UnneededRecord {
    fn from(file: &UnneededFile) -> Self {
        Self {
            update_id: file.owner.id.to_string(),
            revision: file.owner.revision,
            name: file.name.clone(),
            bytes: file.bytes,
            reason: file.reason.name().to_owned(),
            since: file.since.to_string(),
        }
    }
}

/// What became of a cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CleanedRecord {
    /// Files that are gone.
    pub(crate) files: usize,
    pub(crate) bytes: u64,
    /// Files that somebody began to use in the meantime.
    pub(crate) in_use: usize,
    /// Bytes that stay.
    pub(crate) kept: u64,
}
