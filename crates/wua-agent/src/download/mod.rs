//! Downloading into the cache.

mod board;
mod execute;
mod fetch;
mod folder_lock;
mod gather;
mod given;
mod incoming;
mod plan;
mod sameness;
mod traffic;

use wua_com::HResult;
use wua_defs::enums::{DownloadPriority, DownloadType, OperationResultCode};

use crate::job::UpdateResult;
use crate::update::Update;

pub(crate) use execute::{plan, prepare};
pub(crate) use folder_lock::try_lock_folder;
pub(crate) use given::Given;
pub use plan::{DownloadPlan, DownloadVerdict, PlannedDownload, PlannedFile};
pub(crate) use traffic::Traffic;

/// What to download.
#[derive(Clone, Debug)]
pub struct DownloadRequest {
    /// In this order.
    pub updates: Vec<Update>,
    /// How urgently: while a more urgent download of this process runs, no further file of this one is begun.
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
    /// Over all: `S_OK`; `WU_S_UPDATE_ERROR` when some failed, `WU_E_ALL_UPDATES_FAILED` when all did;
    /// `WU_E_CALL_CANCELLED` when it was aborted.
    pub hresult: HResult,
    /// One for each update, in the order of the request.
    pub updates: Vec<UpdateResult>,
}
