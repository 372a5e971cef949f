//! What the store remembers of a job.

use jiff::Timestamp;

use super::UpdateResult;
use crate::ports::Change;

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Fetches files.
    Download,
    /// Puts updates on.
    Install,
    /// Takes updates off.
    Uninstall,
}

impl JobKind {
    /// In one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Download => "download",
            Self::Install => "install",
            Self::Uninstall => "uninstall",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Download, Self::Install, Self::Uninstall]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// It works.
    Running,
    /// It came to its end, with whatever result.
    Ended,
    /// It was asked to stop, and did.
    Aborted,
    /// Its process died; what it had begun was looked at afterwards.
    Interrupted,
}

impl JobStatus {
    /// In one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Aborted => "aborted",
            Self::Interrupted => "interrupted",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Running, Self::Ended, Self::Aborted, Self::Interrupted]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// A job as the store remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRecord {
    /// Higher is newer.
    pub id: i64,
    /// What it does.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobStatus,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// The program that asked for it.
    pub client: String,
    /// What there is to say of its end, in words.
    pub message: String,
    /// One for each update, in the order of the request, with its title.
    pub updates: Vec<(String, UpdateResult)>,
    /// What was done to the computer besides.
    pub also: Vec<Change>,
}
