//! What services write down for themselves.

use rusqlite::{OptionalExtension, params};
use wua_com::{Error, Guid};

use super::Store;
use crate::ports::{NoteReader, Notes};

/// The notes of one service.
pub(crate) struct StoredNotes<'a> {
    store: &'a Store,
    service: String,
}

impl Store {
    /// What a service has written down.
    pub(crate) fn notes(&self, service: Guid) -> StoredNotes<'_> {
        StoredNotes {
            store: self,
            service: service.to_string(),
        }
    }
}

impl Notes for StoredNotes<'_> {
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        self.store.read("read a note of a service", |transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT value FROM notes WHERE service = ?1 AND key = ?2")?;
            Ok(statement
                .query_row([self.service.as_str(), key], |row| row.get(0))
                .optional()?)
        })
    }

    fn each(&self, prefix: &str, told: &mut NoteReader<'_>) -> Result<(), Error> {
        let mut refused = Ok(());
        self.store.read("read the notes of a service", |transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT key, value FROM notes WHERE service = ?1 AND key >= ?2 AND key < ?3 ORDER BY key",
            )?;
            // What comes behind may be large, and would be read for nothing.
            let end = format!("{prefix}{}", char::MAX);
            let mut rows = statement.query([self.service.as_str(), prefix, &end])?;
            while let Some(row) = rows.next()? {
                let key = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                if !key.starts_with(prefix) {
                    break;
                }
                let value = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                refused = told(key, value);
                if refused.is_err() {
                    break;
                }
            }
            Ok(())
        })?;
        refused
    }

    fn write(&self, changes: &[(&str, Option<&[u8]>)]) -> Result<(), Error> {
        // Whoever notes something can find it out again, from a server or from what the store has of jobs; notes are there in
        // their order, so that a loss of power undoes the last of them at most.
        self.store.note("keep a note of a service", |transaction| {
            let mut keep = transaction
                .prepare_cached("INSERT OR REPLACE INTO notes (service, key, value) VALUES (?1, ?2, ?3)")?;
            let mut forget =
                transaction.prepare_cached("DELETE FROM notes WHERE service = ?1 AND key = ?2")?;
            for (key, value) in changes {
                match value {
                    Some(value) => keep.execute(params![self.service, key, value])?,
                    None => forget.execute(params![self.service, key])?,
                };
            }
            Ok(())
        })
    }
}
