//! What can go wrong with the store, and what helps.

use std::path::Path;

use rusqlite::ErrorCode;
use wua_com::{Error, code};

use crate::error::DISK_FULL;

/// Why something could not be read or written.
#[derive(Debug)]
pub(crate) enum Failure {
    /// SQLite says so.
    Sql(rusqlite::Error),
    /// A body is not what it should be.
    Content(String),
    /// The agent does not want it.
    Refused(Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Content(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    /// In words for people, with the file and what to do.
    pub(crate) fn into_error(self, doing: &str, path: &Path) -> Error {
        let path = path.display();
        match self {
            Self::Refused(error) => error,
            Self::Content(what) => Error::new(
                code::WU_E_DS_INVALID,
                format!(
                    "cannot {doing}: the store {path} holds something unreadable ({what}); move the file away and \
                     search again: what people set in it will be gone"
                ),
            ),
            Self::Sql(error) => sql_error(doing, &path.to_string(), &error),
        }
    }
}

fn sql_error(doing: &str, path: &str, error: &rusqlite::Error) -> Error {
    let (hresult, what) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            code::WU_E_OPERATIONINPROGRESS,
            format!(
                "operation in progress: another process is writing to the store {path}; wait for it and try again"
            ),
        ),
        Some(ErrorCode::DiskFull) => (
            DISK_FULL,
            format!(
                "the disk of the store {path} is full: nothing was changed; free some space and try again"
            ),
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
            code::E_ACCESSDENIED,
            format!("the store {path} cannot be written; run as its owner, or choose another state folder"),
        ),
        Some(ErrorCode::CannotOpen) => (
            code::E_ACCESSDENIED,
            format!(
                "the store {path} cannot be opened; check that its folder can be read and written: {error}"
            ),
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => (
            code::WU_E_DS_INVALID,
            format!(
                "the store {path} is damaged ({error}); restore it from a backup, or move it away and search again: \
                 the history and what people set in it will be gone"
            ),
        ),
        Some(ErrorCode::SystemIoFailure) => (
            code::WU_E_DS_UNEXPECTED,
            format!("the store {path} could not be read or written ({error}); check the disk"),
        ),
        _ => (
            code::WU_E_DS_UNEXPECTED,
            format!("the store {path} failed: {error}"),
        ),
    };
    Error::new(hresult, format!("cannot {doing}: {what}"))
}
