//! What waits for a restart of the computer.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::{Failure, guid};
use crate::update::Identity;

/// The start of the computer since which each of them waits.
pub(crate) type RestartRows = HashMap<Identity, String>;

/// A step will have its effect after the next start: the update and, of a bundle, the member.
pub(super) fn record(
    transaction: &Transaction<'_>,
    job: i64,
    step: usize,
    boot: &str,
) -> Result<(), Failure> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT OR REPLACE INTO restarts (update_id, revision, boot)
         SELECT update_id, revision, ?3 FROM job_steps WHERE job = ?1 AND step = ?2
         UNION
         SELECT u.update_id, u.revision, ?3 FROM job_updates u JOIN job_steps s USING (job, position)
         WHERE s.job = ?1 AND s.step = ?2",
        params![job, step, boot],
    )?;
    Ok(())
}

pub(super) fn all(transaction: &Transaction<'_>) -> Result<RestartRows, Failure> {
    let mut statement = transaction.prepare_cached("SELECT update_id, revision, boot FROM restarts")?;
    let mut rows = statement.query([])?;
    let mut restarts = HashMap::new();
    while let Some(row) = rows.next()? {
        let identity = Identity {
            id: guid(&row.get::<_, String>(0)?)?,
            revision: row.get(1)?,
        };
        restarts.insert(identity, row.get(2)?);
    }
    Ok(restarts)
}
