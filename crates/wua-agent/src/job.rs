//! Work that goes on while its caller does something else.

use std::sync::Arc;

use wua_com::{Error, HResult};
use wua_defs::enums::{DownloadPhase, OperationResultCode};

use crate::update::Identity;

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

/// Told of what a job does, on the job's own thread, never with a lock held.
#[derive(Default)]
pub struct Callbacks {
    /// Called whenever the progress changed noticeably.
    pub on_progress: Option<Box<dyn Fn(&Progress) + Send + Sync>>,
    /// Called once, when the job has its result.
    pub on_completed: Option<Box<dyn FnOnce() + Send>>,
}

/// A search, download or installation. Clones are the same job.
pub struct Job<R>(Arc<JobState<R>>);

struct JobState<R> {
    result: std::sync::OnceLock<Result<Arc<R>, Error>>,
}

impl<R> Clone for Job<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R: Send + Sync + 'static> Job<R> {
    /// Begins the work on a thread of its own. A job begins once; a second call does nothing.
    pub fn start(&self, callbacks: Callbacks) {
        let _ = callbacks;
        todo!()
    }

    /// Whether [`Job::wait`] would return at once.
    pub fn is_completed(&self) -> bool {
        self.0.result.get().is_some()
    }

    /// How far it has got.
    pub fn progress(&self) -> Progress {
        todo!()
    }

    /// Asks it to stop; it ends soon after with what it has done until then.
    pub fn request_abort(&self) {
        todo!()
    }

    /// Waits for the result.
    pub fn wait(&self) -> Result<Arc<R>, Error> {
        todo!()
    }

    /// Waits until the job has ended and its callbacks have been told and let go.
    pub fn clean_up(&self) {
        todo!()
    }
}
