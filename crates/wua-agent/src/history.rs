//! What has been done to this computer.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use wua_com::{Guid, HResult};
use wua_defs::enums::{OperationResultCode, ServerSelection, UpdateOperation};

use crate::category::Category;
use crate::update::Revision;

/// One thing that was done to one update.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// When it ended.
    pub date: Timestamp,
    /// Put on or taken off.
    pub operation: UpdateOperation,
    /// How it ended.
    pub code: OperationResultCode,
    /// Success, or why not.
    pub hresult: HResult,
    /// The installer's own number, or 0.
    pub unmapped: i32,
    /// Why it failed, in words.
    pub message: String,
    /// The update as it was then.
    pub revision: Arc<Revision>,
    /// Its categories as they were then.
    pub categories: Vec<Arc<Category>>,
    /// The program that asked for it.
    pub client_application_id: String,
    /// How its service was chosen.
    pub server_selection: ServerSelection,
    /// The service that offered it.
    pub service_id: Guid,
    /// The files with what its installers wrote, where they are kept.
    pub logs: Vec<PathBuf>,
}
