//! Downloading into the cache.

use wua_com::HResult;
use wua_defs::enums::{DownloadPriority, DownloadType, OperationResultCode};

use crate::job::UpdateResult;
use crate::update::Update;

/// What to download.
#[derive(Clone, Debug)]
pub struct DownloadRequest {
    /// In this order.
    pub updates: Vec<Update>,
    /// How urgently.
    pub priority: DownloadPriority,
    /// Again, even if it is in the cache.
    pub forced: bool,
    /// Everything, or only what fetches the rest.
    pub download_type: DownloadType,
}

impl DownloadRequest {
    /// An ordinary download.
    pub fn new(updates: Vec<Update>) -> Self {
        Self {
            updates,
            priority: DownloadPriority::Normal,
            forced: false,
            download_type: DownloadType::Full,
        }
    }
}

/// What a download led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownloadResult {
    /// Over all.
    pub code: OperationResultCode,
    /// Over all.
    pub hresult: HResult,
    /// One for each update, in the order of the request.
    pub updates: Vec<UpdateResult>,
}
