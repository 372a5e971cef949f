//! How a store becomes one of this agent's version.
//!
//! Version N of the schema is the first N scripts, in this order. A script never changes once it was released.

use rusqlite::{Connection, TransactionBehavior};

use super::Failure;

/// `wua` and a version of the file format in one number, in the header of the file (offset 68).
pub(super) const APPLICATION_ID: i32 = 0x7775_6131;

const SCRIPTS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("migration-2.sql"),
    include_str!("migration-3.sql"),
    include_str!("migration-4.sql"),
    include_str!("migration-5.sql"),
];

/// The version that this agent writes.
pub(super) fn current_version() -> i32 {
    i32::try_from(SCRIPTS.len()).unwrap_or(i32::MAX)
}

/// Brings a store from whatever version up to the current one, in one transaction. Two processes may try at once: one
/// of them does it.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Failure> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version >= current_version() {
        // Whoever only wants to read does not have to wait for a writer.
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(0);
    for script in SCRIPTS.iter().skip(done) {
        transaction.execute_batch(script)?;
    }
    if version < current_version() {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", current_version())?;
    }
    transaction.commit()?;
    Ok(())
}
