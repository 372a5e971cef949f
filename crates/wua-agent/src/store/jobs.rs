//! Jobs and their steps: what is planned, what was begun, what became of it.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use wua_com::{Error, Guid, HResult};
use wua_defs::enums::{OperationResultCode, ServerSelection};

use super::restarts;
use super::settings::set_setting;
use super::{Failure, Store, from_json, from_micros, guid, history, json, to_micros};
use crate::category::Category;
use crate::job::{JobKind, JobRecord, JobStatus, UpdateResult};
use crate::ports::Change;
use crate::update::{Identity, Revision, Update};

/// The setting that remembers in which run of the computer a restart became necessary.
pub(crate) const REBOOT_NEEDED_SINCE: &str = "reboot-needed-since";

/// A job to begin.
pub(crate) struct NewJob<'a> {
    pub(crate) kind: JobKind,
    pub(crate) client: &'a str,
    pub(crate) updates: Vec<NewUpdate<'a>>,
    pub(crate) steps: Vec<NewStep<'a>>,
}

/// An update of a job.
pub(crate) struct NewUpdate<'a> {
    pub(crate) identity: Identity,
    pub(crate) title: &'a str,
    pub(crate) service: Guid,
    pub(crate) server_selection: ServerSelection,
    /// For the history: what the update is.
    pub(crate) subject: Option<(&'a Revision, &'a [Arc<Category>])>,
}

impl<'a> NewUpdate<'a> {
    /// With what the history needs to know, if anything is going to enter it.
    pub(crate) fn of(update: &'a Update, for_history: bool) -> Self {
        Self {
            identity: update.identity(),
            title: update.title(),
            service: update.service,
            server_selection: update.server_selection,
            subject: for_history.then(|| (update.revision.as_ref(), update.categories.as_slice())),
        }
    }
}

/// A step of a job.
pub(crate) struct NewStep<'a> {
    /// The place of its update in the job.
    pub(crate) position: usize,
    pub(crate) identity: Identity,
    pub(crate) title: &'a str,
}

/// How far a step has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepState {
    Planned,
    Started,
    /// Its installer goes on by itself and will report.
    Pending,
    Done,
    /// When its turn came it was not needed: it counts for nothing.
    Skipped,
}

impl StepState {
    const ALL: [Self; 5] = [
        Self::Planned,
        Self::Started,
        Self::Pending,
        Self::Done,
        Self::Skipped,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Started => "started",
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }
}

/// A step as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepRow {
    pub(crate) step: usize,
    pub(crate) position: usize,
    pub(crate) identity: Identity,
    pub(crate) title: String,
    pub(crate) state: StepState,
    pub(crate) end: StepEnd,
}

/// How a step ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StepEnd {
    pub(crate) hresult: HResult,
    pub(crate) unmapped: i32,
    pub(crate) reboot: bool,
    pub(crate) message: String,
    /// The file with what the installer wrote, or nothing.
    pub(crate) log: String,
}

/// How an update ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UpdateEnd {
    pub(crate) code: OperationResultCode,
    pub(crate) hresult: HResult,
    pub(crate) unmapped: i32,
    pub(crate) reboot: bool,
    pub(crate) message: String,
}

impl From<&UpdateResult> for UpdateEnd {
    fn from(result: &UpdateResult) -> Self {
        Self {
            code: result.code,
            hresult: result.hresult,
            unmapped: 0,
            reboot: result.reboot_required,
            message: result.message.clone(),
        }
    }
}

impl Store {
    /// Writes a job down. `claim` makes sure, before anybody else sees the job, that this process is seen to be at it.
    pub(crate) fn begin_job<T>(
        &self,
        job: &NewJob<'_>,
        now: Timestamp,
        claim: impl FnOnce(i64) -> Result<T, Error>,
    ) -> Result<(i64, T), Error> {
        self.write("begin a job", |transaction| {
            transaction.execute(
                "INSERT INTO jobs (kind, state, client, started, message) VALUES (?1, ?2, ?3, ?4, '')",
                params![
                    job.kind.name(),
                    JobStatus::Running.name(),
                    job.client,
                    to_micros(now)
                ],
            )?;
            let id = transaction.last_insert_rowid();
            insert_updates(transaction, id, &job.updates)?;
            insert_steps(transaction, id, &job.steps)?;
            Ok((id, claim(id)?))
        })
    }

    /// Steps are not needed.
    pub(crate) fn skip_steps(&self, job: i64, steps: &[usize]) -> Result<(), Error> {
        if steps.is_empty() {
            return Ok(());
        }
        self.write("skip steps", |transaction| {
            steps
                .iter()
                .try_for_each(|step| set_step_state(transaction, job, *step, StepState::Skipped))
        })
    }

    /// A step is about to be done.
    pub(crate) fn step_started(&self, job: i64, step: usize) -> Result<(), Error> {
        self.write("begin a step", |transaction| {
            set_step_state(transaction, job, step, StepState::Started)
        })
    }

    /// Steps are about to be done together.
    pub(crate) fn steps_started(&self, job: i64, steps: &[usize]) -> Result<(), Error> {
        self.write("begin steps", |transaction| {
            steps
                .iter()
                .try_for_each(|step| set_step_state(transaction, job, *step, StepState::Started))
        })
    }

    /// What a job did besides its updates.
    pub(crate) fn record_also(&self, job: i64, also: &[Change]) -> Result<(), Error> {
        if also.is_empty() {
            return Ok(());
        }
        self.write("record what else was done", |transaction| {
            transaction.execute(
                "UPDATE jobs SET also = ?2 WHERE id = ?1",
                params![job, json(&also)?],
            )?;
            Ok(())
        })
    }

    /// A step is done, or goes on by itself. When its update has ended with it, as `ended` says, that enters the
    /// history at the same moment. A report of the installer that came earlier stands. It reaches the disk with the next
    /// step or with the end of the job: what was begun and has no end there is looked for on the computer.
    pub(crate) fn step_ended(
        &self,
        job: i64,
        step: usize,
        (state, end): (StepState, &StepEnd),
        (now, boot): (Timestamp, &str),
        ended: impl FnOnce(&[StepRow]) -> Option<UpdateEnd>,
    ) -> Result<Option<UpdateEnd>, Error> {
        self.note("record a step", |transaction| {
            let is_reported = step_state(transaction, job, step)? == Some(StepState::Done);
            if !is_reported {
                end_step(transaction, job, step, state, end)?;
            }
            if end.reboot && !boot.is_empty() {
                set_setting(transaction, REBOOT_NEEDED_SINCE, &boot)?;
                restarts::record(transaction, job, step, boot)?;
            }
            let position = position_of(transaction, job, step)?;
            let rows = steps(transaction, job, Some(position))?;
            let Some(update) = ended(&rows) else {
                return Ok(None);
            };
            end_update(transaction, job, position, &update)?;
            history::record(transaction, job, position, &update, now)?;
            Ok(Some(update))
        })
    }

    /// How a step stands, if there is such a step.
    pub(crate) fn step_state(&self, job: i64, step: usize) -> Result<Option<StepState>, Error> {
        self.read("read a step", |transaction| step_state(transaction, job, step))
    }

    /// An update ended without anything done to the computer.
    pub(crate) fn update_ended(&self, job: i64, position: usize, end: &UpdateEnd) -> Result<(), Error> {
        self.note("record a result", |transaction| {
            end_update(transaction, job, position, end)
        })
    }

    /// A job has come to its end.
    pub(crate) fn job_ended(
        &self,
        job: i64,
        status: JobStatus,
        message: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.write("end a job", |transaction| {
            end_job(transaction, job, status, message, now)?;
            Ok(())
        })
    }

    /// All jobs, the newest first.
    pub(crate) fn jobs(&self) -> Result<Vec<JobRecord>, Error> {
        self.read("read the jobs", |transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT id, kind, state, client, started, ended, message, also FROM jobs ORDER BY id DESC",
            )?;
            let mut rows = statement.query([])?;
            let mut jobs = Vec::new();
            while let Some(row) = rows.next()? {
                jobs.push(job_record(transaction, row)?);
            }
            Ok(jobs)
        })
    }
}

fn insert_updates(transaction: &Transaction<'_>, job: i64, updates: &[NewUpdate<'_>]) -> Result<(), Failure> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO job_updates (job, position, update_id, revision, title, service, server_selection,
                                  revision_body, categories_body, code, hresult, reboot, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, '')",
    )?;
    for (position, update) in (0_i64..).zip(updates) {
        let revision = update.subject.map(|(revision, _)| json(revision)).transpose()?;
        let categories = update
            .subject
            .map(|(_, categories)| json(&categories))
            .transpose()?;
        insert.execute(params![
            job,
            position,
            update.identity.id.to_string(),
            update.identity.revision,
            update.title,
            update.service.to_string(),
            i32::from(update.server_selection),
            revision,
            categories,
            i32::from(OperationResultCode::NotStarted)
        ])?;
    }
    Ok(())
}

fn insert_steps(transaction: &Transaction<'_>, job: i64, steps: &[NewStep<'_>]) -> Result<(), Failure> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO job_steps (job, step, position, update_id, revision, title, state, hresult, unmapped, reboot, message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, '')",
    )?;
    for (number, step) in (0_i64..).zip(steps) {
        insert.execute(params![
            job,
            number,
            place(step.position),
            step.identity.id.to_string(),
            step.identity.revision,
            step.title,
            StepState::Planned.name()
        ])?;
    }
    Ok(())
}

/// A place in a list, as SQLite counts.
pub(super) fn place(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

pub(super) fn index(place: i64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn set_step_state(
    transaction: &Transaction<'_>,
    job: i64,
    step: usize,
    state: StepState,
) -> Result<(), Failure> {
    transaction.execute(
        "UPDATE job_steps SET state = ?3 WHERE job = ?1 AND step = ?2",
        params![job, place(step), state.name()],
    )?;
    Ok(())
}

pub(super) fn end_step(
    transaction: &Transaction<'_>,
    job: i64,
    step: usize,
    state: StepState,
    end: &StepEnd,
) -> Result<(), Failure> {
    transaction.execute(
        "UPDATE job_steps SET state = ?3, hresult = ?4, unmapped = ?5, reboot = ?6, message = ?7, log = coalesce(nullif(?8, ''), log)
         WHERE job = ?1 AND step = ?2",
        params![
            job,
            place(step),
            state.name(),
            end.hresult.to_i32(),
            end.unmapped,
            end.reboot,
            end.message,
            end.log
        ],
    )?;
    Ok(())
}

pub(super) fn end_update(
    transaction: &Transaction<'_>,
    job: i64,
    position: usize,
    end: &UpdateEnd,
) -> Result<(), Failure> {
    transaction.execute(
        "UPDATE job_updates SET code = ?3, hresult = ?4, reboot = ?5, message = ?6
         WHERE job = ?1 AND position = ?2",
        params![
            job,
            place(position),
            i32::from(end.code),
            end.hresult.to_i32(),
            end.reboot,
            end.message
        ],
    )?;
    Ok(())
}

/// Whether it was running until now.
pub(super) fn end_job(
    transaction: &Transaction<'_>,
    job: i64,
    status: JobStatus,
    message: &str,
    now: Timestamp,
) -> Result<bool, Failure> {
    let changed = transaction.execute(
        "UPDATE jobs SET state = ?2, ended = ?3, message = ?4 WHERE id = ?1 AND state = ?5",
        params![
            job,
            status.name(),
            to_micros(now),
            message,
            JobStatus::Running.name()
        ],
    )?;
    transaction.execute(
        "UPDATE job_updates SET revision_body = NULL, categories_body = NULL WHERE job = ?1",
        [job],
    )?;
    Ok(changed > 0)
}

fn step_state(transaction: &Transaction<'_>, job: i64, step: usize) -> Result<Option<StepState>, Failure> {
    let name: Option<String> = transaction
        .prepare_cached("SELECT state FROM job_steps WHERE job = ?1 AND step = ?2")?
        .query_row(params![job, place(step)], |row| row.get(0))
        .optional()?;
    name.as_deref().map(state_named).transpose()
}

fn state_named(name: &str) -> Result<StepState, Failure> {
    StepState::ALL
        .into_iter()
        .find(|state| state.name() == name)
        .ok_or_else(|| Failure::Content(format!("a step is {name:?}")))
}

fn position_of(transaction: &Transaction<'_>, job: i64, step: usize) -> Result<usize, Failure> {
    let position = transaction
        .prepare_cached("SELECT position FROM job_steps WHERE job = ?1 AND step = ?2")?
        .query_row(params![job, place(step)], |row| row.get(0))?;
    Ok(index(position))
}

/// The steps of a job, or of one of its updates.
pub(super) fn steps(
    transaction: &Transaction<'_>,
    job: i64,
    position: Option<usize>,
) -> Result<Vec<StepRow>, Failure> {
    let mut statement = transaction.prepare_cached(
        "SELECT step, position, update_id, revision, title, state, hresult, unmapped, reboot, message, log
         FROM job_steps WHERE job = ?1 AND position = coalesce(?2, position) ORDER BY step",
    )?;
    let mut rows = statement.query(params![job, position.map(place)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(StepRow {
            step: index(row.get(0)?),
            position: index(row.get(1)?),
            identity: Identity {
                id: guid(&row.get::<_, String>(2)?)?,
                revision: row.get(3)?,
            },
            title: row.get(4)?,
            state: state_named(&row.get::<_, String>(5)?)?,
            end: StepEnd {
                hresult: HResult::from_i32(row.get(6)?),
                unmapped: row.get(7)?,
                reboot: row.get(8)?,
                message: row.get(9)?,
                log: row.get(10)?,
            },
        });
    }
    Ok(found)
}

fn job_record(transaction: &Transaction<'_>, row: &Row<'_>) -> Result<JobRecord, Failure> {
    let (kind, state): (String, String) = (row.get(1)?, row.get(2)?);
    let unknown = |what: &str| Failure::Content(format!("a job is {what:?}"));
    let id = row.get(0)?;
    Ok(JobRecord {
        id,
        kind: JobKind::named(&kind).ok_or_else(|| unknown(&kind))?,
        state: JobStatus::named(&state).ok_or_else(|| unknown(&state))?,
        client: row.get(3)?,
        started: from_micros(row.get(4)?),
        ended: row.get::<_, Option<i64>>(5)?.map(from_micros),
        message: row.get(6)?,
        updates: update_results(transaction, id)?,
        also: from_json(row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?)?,
    })
}

fn update_results(transaction: &Transaction<'_>, job: i64) -> Result<Vec<(String, UpdateResult)>, Failure> {
    let mut statement = transaction.prepare_cached(
        "SELECT title, update_id, revision, code, hresult, reboot, message
         FROM job_updates WHERE job = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([job])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let result = UpdateResult {
            identity: Identity {
                id: guid(&row.get::<_, String>(1)?)?,
                revision: row.get(2)?,
            },
            code: result_code(row.get(3)?)?,
            hresult: HResult::from_i32(row.get(4)?),
            reboot_required: row.get(5)?,
            message: row.get(6)?,
        };
        found.push((row.get(0)?, result));
    }
    Ok(found)
}

pub(super) fn result_code(number: i32) -> Result<OperationResultCode, Failure> {
    OperationResultCode::try_from(number)
        .map_err(|number| Failure::Content(format!("{number} is no result code")))
}
