//! Jobs that no process works on any more.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::params;
use wua_com::Error;

use super::jobs::{end_job, end_step, end_update, index, steps};
use super::{StepEnd, StepRow, StepState, Store, UpdateEnd, from_json, history};
use crate::job::{JobKind, JobStatus};
use crate::update::Revision;

/// A job that the store believes to be running.
pub(crate) struct OpenJob {
    pub(crate) id: i64,
    pub(crate) kind: JobKind,
    /// By the place of their update in the job.
    pub(crate) revisions: Vec<(usize, Arc<Revision>)>,
    pub(crate) steps: Vec<StepRow>,
}

impl Store {
    /// The jobs that somebody works on, or worked on when he died.
    pub(crate) fn running_jobs(&self) -> Result<Vec<i64>, Error> {
        self.read("look for interrupted jobs", |transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT id FROM jobs WHERE state = ?1 ORDER BY id")?;
            let ids = statement.query_map([JobStatus::Running.name()], |row| row.get(0))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })
    }

    /// A job that is still running, as the store has it.
    pub(crate) fn open_job(&self, job: i64) -> Result<Option<OpenJob>, Error> {
        self.read("read an interrupted job", |transaction| {
            let mut statement =
                transaction.prepare_cached("SELECT kind FROM jobs WHERE id = ?1 AND state = ?2")?;
            let mut rows = statement.query(params![job, JobStatus::Running.name()])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let kind = JobKind::named(&row.get::<_, String>(0)?)
                .ok_or_else(|| super::Failure::Content(format!("job {job} is of no known kind")))?;
            let mut statement = transaction.prepare_cached(
                "SELECT position, revision_body FROM job_updates
                 WHERE job = ?1 AND revision_body IS NOT NULL ORDER BY position",
            )?;
            let mut rows = statement.query([job])?;
            let mut revisions = Vec::new();
            while let Some(row) = rows.next()? {
                let body: String = row.get(1)?;
                revisions.push((index(row.get(0)?), Arc::new(from_json(&body)?)));
            }
            Ok(Some(OpenJob {
                id: job,
                kind,
                revisions,
                steps: steps(transaction, job, None)?,
            }))
        })
    }

    /// An update will not be finished: some of its steps were never begun.
    pub(crate) fn update_broken_off(
        &self,
        job: i64,
        position: usize,
        now: Timestamp,
        ended: impl FnOnce(&[StepRow]) -> Option<UpdateEnd>,
    ) -> Result<Option<UpdateEnd>, Error> {
        self.write("record a result", |transaction| {
            let rows = steps(transaction, job, Some(position))?;
            let Some(end) = ended(&rows) else { return Ok(None) };
            end_update(transaction, job, position, &end)?;
            if rows.iter().any(was_called) {
                history::record(transaction, job, position, &end, now)?;
            }
            Ok(Some(end))
        })
    }

    /// Ends a job that was broken off, in one transaction and only once. `verdicts` says of the steps that were begun
    /// what became of them; `ended` says what that means for an update.
    pub(crate) fn end_interrupted(
        &self,
        job: i64,
        verdicts: &[(usize, StepEnd)],
        message: &str,
        now: Timestamp,
        ended: impl Fn(&[StepRow]) -> Option<UpdateEnd>,
    ) -> Result<bool, Error> {
        self.write("end an interrupted job", |transaction| {
            let is_running: bool = transaction.query_row(
                "SELECT state = ?2 FROM jobs WHERE id = ?1",
                params![job, JobStatus::Running.name()],
                |row| row.get(0),
            )?;
            if !is_running {
                return Ok(false);
            }
            let mut positions: Vec<usize> = steps(transaction, job, None)?
                .iter()
                .map(|step| step.position)
                .collect();
            positions.dedup();
            for (step, end) in verdicts {
                end_step(transaction, job, *step, StepState::Done, end)?;
            }
            for position in positions {
                let rows = steps(transaction, job, Some(position))?;
                let was_begun = rows
                    .iter()
                    .any(|row| verdicts.iter().any(|(step, _)| *step == row.step));
                let is_half_done =
                    rows.iter().any(|row| row.state == StepState::Planned) && rows.iter().any(was_called);
                if !(was_begun || is_half_done) {
                    continue;
                }
                if let Some(end) = ended(&rows) {
                    end_update(transaction, job, position, &end)?;
                    history::record(transaction, job, position, &end, now)?;
                }
            }
            end_job(transaction, job, JobStatus::Interrupted, message, now)
        })
    }
}

/// Whether something was done to the computer.
fn was_called(row: &StepRow) -> bool {
    !matches!(row.state, StepState::Planned | StepState::Skipped)
}
