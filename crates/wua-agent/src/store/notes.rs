//! What services write down for themselves.

use std::borrow::Cow;

use rusqlite::{Row, params};
use wua_com::{Error, Guid};

use super::{Failure, Store};
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

/// Notes that have as many bytes as this are packed.
const LONG: i64 = 1 << 10;

/// What a note says, of which a row begins with `value, unpacked`.
fn value<'a>(row: &'a Row<'_>) -> Result<Cow<'a, [u8]>, Failure> {
    let value = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
    let Some::<i64>(unpacked) = row.get(1)? else {
        return Ok(Cow::Borrowed(value));
    };
    // A packed byte stands for 255 at most.
    let length = usize::try_from(unpacked).ok();
    let length = length.filter(|length| length / 255 <= value.len());
    let value = length.and_then(|length| {
        let value = lz4_flex::block::decompress(value, length).ok()?;
        (value.len() == length).then_some(value)
    });
    value
        .map(Cow::Owned)
        .ok_or_else(|| Failure::Content("a note that cannot be unpacked".to_owned()))
}

impl Notes for StoredNotes<'_> {
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        self.store.read("read a note of a service", |transaction| {
            let mut statement = transaction
                .prepare_cached("SELECT value, unpacked FROM notes WHERE service = ?1 AND key = ?2")?;
            let mut rows = statement.query([self.service.as_str(), key])?;
            let Some(row) = rows.next()? else {
                return Ok(None);
            };
            value(row).map(Cow::into_owned).map(Some)
        })
    }

    fn each(&self, prefix: &str, told: &mut NoteReader<'_>) -> Result<(), Error> {
        let mut refused = Ok(());
        self.store.read("read the notes of a service", |transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT value, unpacked, key FROM notes WHERE service = ?1 AND key >= ?2 AND key < ?3 ORDER BY key",
            )?;
            // What comes behind may be large, and would be read for nothing.
            let end = format!("{prefix}{}", char::MAX);
            let mut rows = statement.query([self.service.as_str(), prefix, &end])?;
            while let Some(row) = rows.next()? {
                let key = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
                if !key.starts_with(prefix) {
                    break;
                }
                refused = told(key, &value(row)?);
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
            let mut keep = transaction.prepare_cached(
                "INSERT OR REPLACE INTO notes (service, key, value, unpacked) VALUES (?1, ?2, ?3, ?4)",
            )?;
            let mut forget =
                transaction.prepare_cached("DELETE FROM notes WHERE service = ?1 AND key = ?2")?;
            for (key, value) in changes {
                let Some(value) = value else {
                    forget.execute(params![self.service, key])?;
                    continue;
                };
                let length = i64::try_from(value.len()).ok().filter(|length| *length >= LONG);
                let value = match length {
                    Some(_) => Cow::Owned(lz4_flex::block::compress(value)),
                    None => Cow::Borrowed(*value),
                };
                keep.execute(params![self.service, key, value, length])?;
            }
            Ok(())
        })
    }
}
