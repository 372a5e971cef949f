//! The history.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use wua_com::{Error, Guid, HResult};
use wua_defs::enums::{OperationResultCode, ServerSelection, UpdateOperation};

use super::jobs::{place, result_code};
use super::settings::{set_setting, setting};
use super::{Failure, Store, UpdateEnd, from_json, from_micros, guid, json, to_micros};
use crate::history::HistoryEntry;
use crate::job::JobKind;

/// Set once the history has begun.
const BEGUN: &str = "history-begun";

impl Store {
    /// Writes down what had been done before this store was made, unless that has happened.
    pub(crate) fn begin_history(&self, earlier: impl FnOnce() -> Vec<HistoryEntry>) -> Result<(), Error> {
        if self.setting(BEGUN)? {
            return Ok(());
        }
        self.write("begin the history", |transaction| {
            // Another process may have been faster.
            if setting::<bool>(transaction, BEGUN)? {
                return Ok(());
            }
            for entry in earlier() {
                insert(transaction, &entry)?;
            }
            set_setting(transaction, BEGUN, &true)
        })
    }

    /// How many entries there are.
    pub(crate) fn history_count(&self) -> Result<usize, Error> {
        self.read("count the history", |transaction| {
            let count = transaction.query_row("SELECT count(*) FROM history", [], |row| row.get(0))?;
            Ok(super::jobs::index(count))
        })
    }

    /// Entries, the newest first: all of them or those of one update.
    pub(crate) fn history(
        &self,
        update: Option<Guid>,
        start: usize,
        count: usize,
    ) -> Result<Vec<HistoryEntry>, Error> {
        self.read("read the history", |transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT date, operation, code, hresult, unmapped, message, client, server_selection, service,
                        revision, categories,
                        (SELECT json_group_array(log) FROM job_updates u JOIN job_steps s USING (job, position)
                         WHERE u.history = history.id AND log <> '')
                 FROM history WHERE update_id = coalesce(?1, update_id)
                 ORDER BY date DESC, id DESC LIMIT ?2 OFFSET ?3",
            )?;
            let update = update.map(|id| id.to_string());
            let mut rows = statement.query(params![update, place(count), place(start)])?;
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                entries.push(entry(row)?);
            }
            Ok(entries)
        })
    }

    /// Whether an update was put on once, whatever became of it since.
    pub(crate) fn was_installed(&self, update: Guid) -> Result<bool, Error> {
        self.read("look for an update in the history", |transaction| {
            let found = transaction.query_row(
                "SELECT EXISTS (SELECT 1 FROM history
                                WHERE update_id = ?1 AND operation = ?2 AND code IN (?3, ?4))",
                params![
                    update.to_string(),
                    i32::from(UpdateOperation::Installation),
                    i32::from(OperationResultCode::Succeeded),
                    i32::from(OperationResultCode::SucceededWithErrors),
                ],
                |row| row.get(0),
            )?;
            Ok(found)
        })
    }
}

fn insert(transaction: &Transaction<'_>, entry: &HistoryEntry) -> Result<(), Failure> {
    transaction.execute(
        "INSERT INTO history (date, operation, code, hresult, unmapped, message, update_id, client,
                              server_selection, service, revision, categories)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            to_micros(entry.date),
            i32::from(entry.operation),
            i32::from(entry.code),
            entry.hresult.to_i32(),
            entry.unmapped,
            entry.message,
            entry.revision.identity.id.to_string(),
            entry.client_application_id,
            i32::from(entry.server_selection),
            entry.service_id.to_string(),
            json(&entry.revision)?,
            json(&entry.categories)?
        ],
    )?;
    Ok(())
}

fn entry(row: &Row<'_>) -> Result<HistoryEntry, Failure> {
    let unknown = |number: i32| Failure::Content(format!("{number} in the history is unknown"));
    let (revision, categories, logs): (String, String, String) = (row.get(9)?, row.get(10)?, row.get(11)?);
    Ok(HistoryEntry {
        date: from_micros(row.get(0)?),
        operation: UpdateOperation::try_from(row.get::<_, i32>(1)?).map_err(unknown)?,
        code: result_code(row.get(2)?)?,
        hresult: HResult::from_i32(row.get(3)?),
        unmapped: row.get(4)?,
        message: row.get(5)?,
        client_application_id: row.get(6)?,
        server_selection: ServerSelection::try_from(row.get::<_, i32>(7)?).map_err(unknown)?,
        service_id: guid(&row.get::<_, String>(8)?)?,
        revision: Arc::new(from_json(&revision)?),
        categories: from_json(&categories)?,
        logs: from_json(&logs)?,
    })
}

/// Writes what became of an update of a job: a new entry, or the end of one whose installer was still at it.
pub(super) fn record(
    transaction: &Transaction<'_>,
    job: i64,
    position: usize,
    end: &UpdateEnd,
    now: Timestamp,
) -> Result<(), Failure> {
    let key = params![job, place(position)];
    let existing: Option<i64> = transaction
        .prepare_cached("SELECT history FROM job_updates WHERE job = ?1 AND position = ?2")?
        .query_row(key, |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(id) = existing {
        transaction.execute(
            "UPDATE history SET date = ?2, code = ?3, hresult = ?4, unmapped = ?5, message = ?6 WHERE id = ?1",
            params![
                id,
                to_micros(now),
                i32::from(end.code),
                end.hresult.to_i32(),
                end.unmapped,
                end.message
            ],
        )?;
        return Ok(());
    }
    let kind: String =
        transaction.query_row("SELECT kind FROM jobs WHERE id = ?1", [job], |row| row.get(0))?;
    let operation = if kind == JobKind::Uninstall.name() {
        UpdateOperation::Uninstallation
    } else {
        UpdateOperation::Installation
    };
    transaction.execute(
        "INSERT INTO history (date, operation, code, hresult, unmapped, message, update_id, client,
                              server_selection, service, revision, categories)
         SELECT ?3, ?4, ?5, ?6, ?7, ?8, update_id, client, server_selection, service,
                revision_body, categories_body
         FROM job_updates JOIN jobs ON jobs.id = job_updates.job WHERE job = ?1 AND position = ?2",
        params![
            job,
            place(position),
            to_micros(now),
            i32::from(operation),
            i32::from(end.code),
            end.hresult.to_i32(),
            end.unmapped,
            end.message
        ],
    )?;
    let id = transaction.last_insert_rowid();
    transaction.execute(
        "UPDATE job_updates SET history = ?3 WHERE job = ?1 AND position = ?2",
        params![job, place(position), id],
    )?;
    Ok(())
}
