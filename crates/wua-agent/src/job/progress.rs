//! How far a job has got.

use wua_com::HResult;
use wua_defs::enums::{DownloadPhase, OperationResultCode};

use crate::update::{Identity, Update};

/// How far a job has got. A snapshot: ask again for a newer one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// Over all updates, 0 to 100.
    pub percent: i32,
    /// Which update is being worked on, by its place in the request.
    pub current_index: usize,
    /// How far that update has got, 0 to 100.
    pub current_percent: i32,
    /// Bytes of that update fetched so far.
    pub current_bytes: u64,
    /// Bytes of that update in all.
    pub current_bytes_total: u64,
    /// Bytes of all updates fetched so far.
    pub bytes: u64,
    /// Bytes of all updates in all.
    pub bytes_total: u64,
    /// One for each update, in the order of the request.
    pub results: Vec<UpdateResult>,
}

impl Progress {
    /// Nothing has been done to any of `updates`.
    pub fn of(updates: &[Update]) -> Self {
        Self {
            results: updates.iter().map(UpdateResult::not_started).collect(),
            ..Self::default()
        }
    }

    /// What has to change for somebody to be told.
    pub(crate) fn noticeable(&self) -> Noticeable {
        (self.phase, self.percent, self.current_index, self.current_percent)
    }
}

/// Bytes alone are not worth a call: there are thousands of them.
pub(crate) type Noticeable = (Phase, i32, usize, i32);

/// What a job is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// It has not begun.
    #[default]
    Waiting,
    /// Asking services and evaluating what they offer.
    Searching,
    /// Fetching files.
    Download(DownloadPhase),
    /// Putting updates on.
    Installing,
    /// Taking updates off.
    Uninstalling,
    /// It has ended.
    Finished,
}

/// What became of one update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateResult {
    /// Which update.
    pub identity: Identity,
    /// How it ended, or that it has not.
    pub code: OperationResultCode,
    /// Success, or why not.
    pub hresult: HResult,
    /// A restart is needed because of it.
    pub reboot_required: bool,
    /// Why it failed, in words; empty otherwise.
    pub message: String,
}

impl UpdateResult {
    /// Nothing was done yet.
    pub fn not_started(update: &Update) -> Self {
        Self {
            identity: update.identity(),
            code: OperationResultCode::NotStarted,
            hresult: HResult::default(),
            reboot_required: false,
            message: String::new(),
        }
    }

    /// It failed, and why.
    pub(crate) fn failed(update: &Update, error: &wua_com::Error) -> Self {
        Self {
            code: OperationResultCode::Failed,
            hresult: error.hresult(),
            message: format!("{}: {}", update.display_name(), error.message()),
            ..Self::not_started(update)
        }
    }

    /// It succeeded, perhaps with a remark.
    pub(crate) fn succeeded(update: &Update, hresult: HResult) -> Self {
        Self {
            code: OperationResultCode::Succeeded,
            hresult,
            ..Self::not_started(update)
        }
    }
}
