//! What was done with the updates of a service.

use jiff::Timestamp;
use rusqlite::params;
use wua_com::{Error, Guid, HResult};
use wua_defs::enums::OperationResultCode;

use super::jobs::result_code;
use super::{Failure, Store, from_micros, guid};
use crate::job::JobKind;
use crate::update::Identity;

/// When there are so many, the other jobs are told the next time.
const MANY: usize = 1000;

/// What a job that ended did with an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The number of the job.
    pub job: i64,
    /// What it did.
    pub kind: JobKind,
    /// With which update.
    pub identity: Identity,
    /// What that is called.
    pub title: String,
    /// How it ended.
    pub code: OperationResultCode,
    /// The same, or why.
    pub hresult: HResult,
    /// A restart finishes it.
    pub reboot_required: bool,
    /// When the job began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// The program that wanted it.
    pub client: String,
}

impl Store {
    /// What was done with updates of a service, by jobs after a certain one and before the first that still runs.
    pub(crate) fn deeds(&self, service: Guid, after: i64) -> Result<Vec<Deed>, Error> {
        self.read("read what was done", |transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT j.id, j.kind, u.update_id, u.revision, u.title, u.code, u.hresult, u.reboot,
                        j.started, j.ended, j.client
                 FROM jobs j JOIN job_updates u ON u.job = j.id
                 WHERE j.id > ?1 AND u.service = ?2
                   AND j.id < ifnull((SELECT min(id) FROM jobs WHERE state = 'running'), 9223372036854775807)
                 ORDER BY j.id, u.position",
            )?;
            let mut rows = statement.query(params![after, service.to_string()])?;
            let mut deeds: Vec<Deed> = Vec::new();
            while let Some(row) = rows.next()? {
                let job = row.get(0)?;
                if deeds.len() >= MANY && deeds.last().is_some_and(|last| last.job != job) {
                    break;
                }
                let kind: String = row.get(1)?;
                let started = row.get(8)?;
                deeds.push(Deed {
                    job,
                    kind: JobKind::named(&kind)
                        .ok_or_else(|| Failure::Content(format!("a job is {kind:?}")))?,
                    identity: Identity {
                        id: guid(&row.get::<_, String>(2)?)?,
                        revision: row.get(3)?,
                    },
                    title: row.get(4)?,
                    code: result_code(row.get(5)?)?,
                    hresult: HResult::from_i32(row.get(6)?),
                    reboot_required: row.get(7)?,
                    started: from_micros(started),
                    ended: from_micros(row.get::<_, Option<i64>>(9)?.unwrap_or(started)),
                    client: row.get(10)?,
                });
            }
            Ok(deeds)
        })
    }
}
