//! A download, from the request to the result.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use wua_com::{Error, code};
use wua_defs::enums::{DownloadPhase, DownloadType, OperationResultCode};

use super::board::{Board, Task, Work};
use super::fetch::{Event, Fetch};
use super::folder_lock::FolderLocks;
use super::gather::DownloadFacts;
use super::plan::DownloadPlan;
use super::{DownloadRequest, DownloadResult};
use crate::agent::Agent;
use crate::cache::tend;
use crate::error::guarded;
use crate::job::{Job, JobKind, JobStatus, Phase, Progress, Worker, overall};
use crate::lock::JobLock;
use crate::ports::{Conditions, step};
use crate::session::Session;
use crate::store::{NewJob, NewUpdate};
use crate::update::Update;

/// So much may be said before it is heard. Who fetches faster than callbacks take it waits.
const MESSAGES: usize = 64;

/// A download that has not begun.
pub(crate) fn prepare(session: &Session, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
    check(&request)?;
    let session = session.clone();
    let progress = Progress::of(&request.updates);
    Ok(Job::new("download", progress, move |worker| {
        let download = Download::begin(&session, &request, worker);
        let result = download
            .and_then(Download::run)
            .map_err(|error| error.context("download"))?;
        if result.hresult.is_success() {
            let _ = tend(session.agent());
        }
        Ok(result)
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

/// A download that is in the store.
pub(super) struct Download<'a> {
    pub(super) session: &'a Session,
    pub(super) agent: &'a Arc<Agent>,
    pub(super) request: &'a DownloadRequest,
    pub(super) worker: &'a Worker<'a>,
    pub(super) plan: DownloadPlan,
    pub(super) job: i64,
    lock: JobLock,
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
        })
    }

    fn run(self) -> Result<DownloadResult, Error> {
        let _running = self.agent.traffic().enter(self.request.priority);
        let mut board = Board::new(&self);
        if board.limit() > 1 {
            several_at_once(&self, &mut board)?;
        } else {
            one_by_one(&self, &mut board)?;
        }
        let results = board.into_results();
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

    /// Brings one file into the cache.
    fn fetch(&self, work: &Work<'_>, locks: &FolderLocks, told: &mut dyn FnMut(Event)) -> Result<(), Error> {
        let notes = self.agent.notes(work.service_id);
        let fetch = Fetch {
            agent: self.agent,
            service: work.service.as_ref(),
            notes: notes.as_ref(),
            revision: work.revision,
            conditions: Conditions {
                proxy: &self.session.proxy,
                abort: self.worker.abort(),
            },
            forced: self.request.forced,
            priority: self.request.priority,
            twin: work.twin.as_deref(),
            locks,
        };
        fetch.file(work.content, told)
    }
}

/// On the job's own thread.
fn one_by_one(download: &Download<'_>, board: &mut Board<'_>) -> Result<(), Error> {
    let locks = FolderLocks::default();
    while let Some(work) = board.next()? {
        let fetched = download.fetch(&work, &locks, &mut |event| board.told(work.task, &event));
        board.ended(work.task, fetched)?;
    }
    Ok(())
}

/// What the thread of a file says to that of the job.
enum Message {
    Told(Task, Event),
    Ended(Task, Result<(), Error>),
}

/// Each file on a thread of its own; everything else stays on that of the job. An error, which is one of the store,
/// ends the job, and stops the other files first.
fn several_at_once<'a>(download: &'a Download<'a>, board: &mut Board<'a>) -> Result<(), Error> {
    let locks = FolderLocks::default();
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(MESSAGES);
        let (locks, sender) = (&locks, &sender);
        let begin = |work: Work<'a>| {
            let (task, sender) = (work.task, sender.clone());
            let body = move || {
                let mut told = |event| {
                    // Nobody listens any more once the job has failed.
                    let _ = sender.send(Message::Told(task, event));
                };
                let fetched = guarded("the download", || download.fetch(&work, locks, &mut told));
                let _ = sender.send(Message::Ended(task, fetched));
            };
            let thread = thread::Builder::new().name("fetch".to_owned());
            thread
                .spawn_scoped(scope, body)
                .map(drop)
                .map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread for the file: {error}")))
        };
        let conducted = conduct(board, &receiver, begin);
        if conducted.is_err() {
            download.worker.abort().request();
        }
        drop(receiver);
        conducted
    })
}

/// Begins files as long as there may be more of them, and waits for one to end, until there are none.
fn conduct<'a>(
    board: &mut Board<'a>,
    receiver: &Receiver<Message>,
    begin: impl Fn(Work<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    loop {
        while let Some(work) = board.next()? {
            let task = work.task;
            if let Err(error) = begin(work) {
                board.ended(task, Err(error))?;
            }
        }
        if !board.is_busy() {
            return Ok(());
        }
        loop {
            match receiver.recv() {
                Ok(Message::Told(task, event)) => board.told(task, &event),
                Ok(Message::Ended(task, fetched)) => {
                    board.ended(task, fetched)?;
                    break;
                }
                Err(_) => return Err(Error::new(code::E_UNEXPECTED, "the files went away")),
            }
        }
    }
}
