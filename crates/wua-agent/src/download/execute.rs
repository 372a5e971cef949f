//! A download, from the request to the result.

use std::sync::Arc;

use wua_com::{Error, code};
use wua_defs::enums::{DownloadPhase, DownloadType, OperationResultCode};

use super::fetch::{Event, Fetch};
use super::gather::DownloadFacts;
use super::plan::{DownloadPlan, DownloadVerdict, PlannedDownload, PlannedFile};
use super::{DownloadRequest, DownloadResult};
use crate::agent::Agent;
use crate::job::{Job, JobKind, JobStatus, Phase, Progress, UpdateResult, Worker, overall};
use crate::lock::JobLock;
use crate::ports::{Conditions, step};
use crate::session::Session;
use crate::store::{NewJob, NewUpdate, UpdateEnd};
use crate::update::Update;

/// A download that has not begun.
pub(crate) fn prepare(session: &Session, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
    check(&request)?;
    let session = session.clone();
    let progress = Progress::of(&request.updates);
    Ok(Job::new("download", progress, move |worker| {
        let download = Download::begin(&session, &request, worker);
        download
            .and_then(Download::run)
            .map_err(|error| error.context("download"))
    }))
}

/// What a download would fetch.
pub(crate) fn plan(agent: &Agent, request: &DownloadRequest) -> Result<DownloadPlan, Error> {
    check(request)?;
    let facts = DownloadFacts::gather(agent, request)?;
    Ok(DownloadPlan::new(request, &facts))
}

fn check(request: &DownloadRequest) -> Result<(), Error> {
    if request.updates.is_empty() {
        return Err(Error::new(
            code::WU_E_NO_UPDATE,
            "there is nothing to download: no updates are named",
        ));
    }
    let is_without = |update: &&Update| !update.revision.contains_update_bootstrapper;
    if request.download_type == DownloadType::UpdateBootstrapper
        && let Some(update) = request.updates.iter().find(is_without)
    {
        return Err(Error::new(
            code::WU_E_NOT_SUPPORTED,
            format!(
                "{} has no small download that fetches the rest: download all of it",
                update.display_name()
            ),
        ));
    }
    Ok(())
}

struct Download<'a> {
    session: &'a Session,
    agent: &'a Arc<Agent>,
    request: &'a DownloadRequest,
    worker: &'a Worker<'a>,
    plan: DownloadPlan,
    job: i64,
    lock: JobLock,
    /// Bytes of the updates that are done with.
    bytes_before: u64,
}

impl<'a> Download<'a> {
    fn begin(
        session: &'a Session,
        request: &'a DownloadRequest,
        worker: &'a Worker<'a>,
    ) -> Result<Self, Error> {
        let agent = session.agent();
        agent.recover()?;
        let facts = DownloadFacts::gather(agent, request)?;
        let plan = DownloadPlan::new(request, &facts);
        let new = NewJob {
            kind: JobKind::Download,
            client: &session.client_application_id,
            updates: request
                .updates
                .iter()
                .map(|update| NewUpdate::of(update, false))
                .collect(),
            steps: Vec::new(),
        };
        let claim = |job| JobLock::claim(agent.state(), job);
        let (job, lock) = agent.store().begin_job(&new, agent.now(), claim)?;
        agent.checkpoint(step::DOWNLOAD_PLANNED);
        worker.report(|progress| {
            progress.phase = Phase::Download(DownloadPhase::Initializing);
            progress.bytes_total = plan.bytes_total();
        });
        Ok(Self {
            session,
            agent,
            request,
            worker,
            plan,
            job,
            lock,
            bytes_before: 0,
        })
    }

    fn run(mut self) -> Result<DownloadResult, Error> {
        let mut results = Vec::new();
        for (index, update) in self.request.updates.iter().enumerate() {
            let result = if self.worker.abort().is_requested() {
                UpdateResult {
                    hresult: code::WU_E_CALL_CANCELLED,
                    ..UpdateResult::not_started(update)
                }
            } else {
                self.update(index, update)?
            };
            self.agent
                .store()
                .update_ended(self.job, index, &UpdateEnd::from(&result))?;
            self.worker.report_result(index, &result);
            results.push(result);
        }
        let (code, hresult) = overall(&results);
        let status = if code == OperationResultCode::Aborted {
            JobStatus::Aborted
        } else {
            JobStatus::Ended
        };
        self.agent
            .store()
            .job_ended(self.job, status, "", self.agent.now())?;
        self.agent.checkpoint(step::DOWNLOAD_ENDED);
        self.lock.retire();
        Ok(DownloadResult {
            code,
            hresult,
            updates: results,
        })
    }

    /// What became of one update. An error is one of the store: it ends the job.
    fn update(&mut self, index: usize, update: &Update) -> Result<UpdateResult, Error> {
        let Some(planned) = self.plan.updates.get(index).cloned() else {
            return Ok(UpdateResult::not_started(update));
        };
        let total = planned.bytes_total();
        self.worker.begin_update(index, |progress| {
            self.place(progress, index, DownloadPhase::Initializing, 0, total);
        });
        let result = match &planned.verdict {
            DownloadVerdict::AlreadyDownloaded => {
                UpdateResult::succeeded(update, code::WU_S_ALREADY_DOWNLOADED)
            }
            DownloadVerdict::Refused(error) => UpdateResult::failed(update, error),
            DownloadVerdict::Fetch => self.fetch(index, update, &planned),
        };
        self.agent.refresh_marks()?;
        self.bytes_before += total;
        let percent = (index + 1) * 100 / self.request.updates.len().max(1);
        self.worker.report(|progress| {
            progress.current_percent = 100;
            if progress.bytes_total == 0 {
                progress.percent = i32::try_from(percent).unwrap_or(100);
            }
        });
        Ok(result)
    }

    fn fetch(&self, index: usize, update: &Update, planned: &PlannedDownload) -> UpdateResult {
        let parts = update.parts();
        let total = planned.bytes_total();
        let mut bytes = 0;
        for file in &planned.files {
            let fetched = self.file(index, update, &parts, file, (bytes, total));
            bytes += file.content.size;
            match fetched {
                Ok(()) => self.report(index, DownloadPhase::Downloading, bytes, total),
                Err(error) if self.worker.abort().is_requested() => {
                    return UpdateResult {
                        code: OperationResultCode::Aborted,
                        hresult: code::WU_E_CALL_CANCELLED,
                        ..UpdateResult::failed(update, &error)
                    };
                }
                Err(error) => {
                    let error = error.context(format!("fetching {}", file.content.file_name));
                    return UpdateResult::failed(update, &error);
                }
            }
        }
        UpdateResult::succeeded(update, code::S_OK)
    }

    fn file(
        &self,
        index: usize,
        update: &Update,
        parts: &[&Arc<crate::Revision>],
        file: &PlannedFile,
        (before, total): (u64, u64),
    ) -> Result<(), Error> {
        if file.is_cached {
            return Ok(());
        }
        let entry = self.agent.registry().entry(self.agent.store(), update.service)?;
        let service = entry.service?;
        let Some(revision) = parts.iter().find(|part| part.identity == file.owner) else {
            return Err(Error::new(
                code::E_UNEXPECTED,
                "a file belongs to no part of its update",
            ));
        };
        let fetch = Fetch {
            agent: self.agent,
            service: service.as_ref(),
            revision,
            conditions: Conditions {
                proxy: &self.session.proxy,
                abort: self.worker.abort(),
            },
            forced: self.request.forced,
        };
        let mut bytes = before;
        fetch.file(&file.content, &mut |event| {
            let phase = match event {
                Event::Bytes(count) => {
                    bytes = before + count.min(file.content.size);
                    DownloadPhase::Downloading
                }
                Event::Verifying => DownloadPhase::Verifying,
            };
            self.report(index, phase, bytes, total);
        })
    }

    fn report(&self, index: usize, phase: DownloadPhase, bytes: u64, total: u64) {
        self.worker
            .report(|progress| self.place(progress, index, phase, bytes, total));
    }

    fn place(&self, progress: &mut Progress, index: usize, phase: DownloadPhase, bytes: u64, total: u64) {
        progress.phase = Phase::Download(phase);
        progress.current_index = index;
        progress.current_bytes = bytes;
        progress.current_bytes_total = total;
        progress.current_percent = percent(bytes, total);
        progress.bytes = self.bytes_before + bytes;
        if progress.bytes_total > 0 {
            progress.percent = percent(progress.bytes, progress.bytes_total);
        }
    }
}

fn percent(part: u64, whole: u64) -> i32 {
    let percent = u128::from(part) * 100 / u128::from(whole.max(1));
    i32::try_from(percent.min(100)).unwrap_or(100)
}
