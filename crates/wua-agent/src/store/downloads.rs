//! The files of the cache.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{ToSql, Transaction, params};
use wua_com::Error;

use super::{Failure, Store, from_micros, guid, to_micros};
use crate::update::{Content, Identity};

/// How far a file has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DownloadState {
    /// A part of it may be there.
    Fetching,
    /// It is there, and was what it should be.
    Done,
}

impl DownloadState {
    const fn name(self) -> &'static str {
        match self {
            Self::Fetching => "fetching",
            Self::Done => "done",
        }
    }
}

/// A file of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DownloadRow {
    pub(crate) size: u64,
    pub(crate) hash: String,
    /// Below the cache folder.
    pub(crate) path: String,
    pub(crate) state: DownloadState,
    /// When that was written down.
    pub(crate) changed: Timestamp,
}

/// By update and file name.
pub(crate) type DownloadRows = HashMap<Identity, HashMap<String, DownloadRow>>;

impl Store {
    /// Writes down that a file is about to be fetched, or is there.
    pub(crate) fn record_file(
        &self,
        identity: Identity,
        content: &Content,
        path: &str,
        size: u64,
        state: DownloadState,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.note("record a downloaded file", |transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO downloads
                 (update_id, revision, file_name, size, hash, path, state, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    identity.id.to_string(),
                    identity.revision,
                    content.file_name,
                    i64::try_from(size).unwrap_or(i64::MAX),
                    content.hash(),
                    path,
                    state.name(),
                    to_micros(now)
                ],
            )?;
            Ok(())
        })
    }

    /// Forgets a file that is gone or wrong.
    pub(crate) fn forget_file(&self, identity: Identity, file_name: &str) -> Result<(), Error> {
        self.write("forget a downloaded file", |transaction| {
            transaction.execute(
                "DELETE FROM downloads WHERE update_id = ?1 AND revision = ?2 AND file_name = ?3",
                params![identity.id.to_string(), identity.revision, file_name],
            )?;
            Ok(())
        })
    }

    /// The files of one update.
    pub(crate) fn downloads_of(&self, identity: Identity) -> Result<DownloadRows, Error> {
        self.read("read what is downloaded", |transaction| {
            let of = params![identity.id.to_string(), identity.revision];
            read(transaction, "WHERE update_id = ?1 AND revision = ?2", of)
        })
    }
}

/// All files of the cache.
pub(super) fn all(transaction: &Transaction<'_>) -> Result<DownloadRows, Failure> {
    read(transaction, "", &[])
}

fn read(
    transaction: &Transaction<'_>,
    which: &str,
    parameters: &[&dyn ToSql],
) -> Result<DownloadRows, Failure> {
    let mut statement = transaction.prepare_cached(&format!(
        "SELECT update_id, revision, file_name, size, hash, path, state, changed FROM downloads {which}"
    ))?;
    let mut rows = statement.query(parameters)?;
    let mut found = DownloadRows::new();
    while let Some(row) = rows.next()? {
        let identity = Identity {
            id: guid(&row.get::<_, String>(0)?)?,
            revision: row.get(1)?,
        };
        let is_done = row.get::<_, String>(6)? == DownloadState::Done.name();
        let file = DownloadRow {
            size: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
            hash: row.get(4)?,
            path: row.get(5)?,
            state: if is_done {
                DownloadState::Done
            } else {
                DownloadState::Fetching
            },
            changed: from_micros(row.get(7)?),
        };
        found.entry(identity).or_default().insert(row.get(2)?, file);
    }
    Ok(found)
}
