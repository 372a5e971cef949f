//! What people set on updates.

use std::collections::HashSet;

use jiff::Timestamp;
use rusqlite::params;
use wua_com::{Error, Guid};

use super::{DownloadRows, RestartRows, Store, downloads, guid, restarts, to_micros};

/// Everything that decides about marks, from one moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkRows {
    pub(crate) hidden: HashSet<Guid>,
    pub(crate) accepted_eulas: HashSet<Guid>,
    pub(crate) downloads: DownloadRows,
    pub(crate) restarts: RestartRows,
}

impl Store {
    pub(crate) fn mark_rows(&self) -> Result<MarkRows, Error> {
        self.read("read what is hidden, accepted and downloaded", |transaction| {
            let ids = |query: &str| {
                let mut statement = transaction.prepare_cached(query)?;
                let mut rows = statement.query([])?;
                let mut ids = HashSet::new();
                while let Some(row) = rows.next()? {
                    ids.insert(guid(&row.get::<_, String>(0)?)?);
                }
                Ok::<_, super::Failure>(ids)
            };
            Ok(MarkRows {
                hidden: ids("SELECT update_id FROM hidden")?,
                accepted_eulas: ids("SELECT eula_id FROM accepted_eulas")?,
                downloads: downloads::all(transaction)?,
                restarts: restarts::all(transaction)?,
            })
        })
    }

    pub(crate) fn set_hidden(&self, update: Guid, hidden: bool, now: Timestamp) -> Result<(), Error> {
        self.write("hide or unhide an update", |transaction| {
            let id = update.to_string();
            if hidden {
                transaction.execute(
                    "INSERT INTO hidden (update_id, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    params![id, to_micros(now)],
                )?;
            } else {
                transaction.execute("DELETE FROM hidden WHERE update_id = ?1", [id])?;
            }
            Ok(())
        })
    }

    pub(crate) fn accept_eulas(&self, eulas: &[Guid], now: Timestamp) -> Result<(), Error> {
        self.write("accept a licence", |transaction| {
            for eula in eulas {
                transaction.execute(
                    "INSERT INTO accepted_eulas (eula_id, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    params![eula.to_string(), to_micros(now)],
                )?;
            }
            Ok(())
        })
    }
}
