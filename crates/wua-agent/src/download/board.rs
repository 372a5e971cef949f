//! Which file is fetched next, and what becomes of the updates as their files arrive. Lives on the job's own thread.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_com::{Error, Guid, code};
use wua_defs::enums::{DownloadPhase, OperationResultCode};

use super::execute::Download;
use super::fetch::Event;
use super::plan::{DownloadVerdict, PlannedDownload, PlannedFile};
use super::sameness::Sameness;
use crate::error::guarded;
use crate::job::{Phase, Progress, UpdateResult};
use crate::ports::Service;
use crate::store::UpdateEnd;
use crate::update::{Content, Identity, Revision, Update};

/// More at once helps nobody, whatever a service allows.
const MAXIMUM_AT_ONCE: usize = 32;

/// A file of the download, by its places.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Task {
    update: usize,
    file: usize,
}

/// A file that is to be fetched now.
pub(super) struct Work<'a> {
    pub(super) task: Task,
    pub(super) service: Arc<dyn Service>,
    pub(super) service_id: Guid,
    pub(super) revision: &'a Revision,
    pub(super) content: &'a Content,
    /// A file that is the same, and there.
    pub(super) twin: Option<PathBuf>,
}

/// How the updates of a download stand.
///
/// INVARIANT: updates are begun in the order of the request, and so are the files of each. Where files are fetched one
/// at a time, an update ends before the next one begins.
pub(super) struct Board<'a> {
    download: &'a Download<'a>,
    limit: usize,
    rows: Vec<Row<'a>>,
    running: Vec<Task>,
    /// Files that are there since this download, by owner and name, and those that are the same.
    arrived: HashSet<(Identity, &'a str)>,
    twins: HashMap<Sameness, PathBuf>,
}

struct Row<'a> {
    update: &'a Update,
    planned: &'a PlannedDownload,
    stage: Stage,
    /// The first file that was not looked at.
    next: usize,
    /// How much is there of each file.
    bytes: Vec<u64>,
    /// What ended it before its last file, if something did.
    failure: Option<UpdateResult>,
}

enum Stage {
    Waiting,
    Begun,
    Ended(UpdateResult),
}

/// What comes next for an update.
enum Next<'a> {
    Fetch(Work<'a>),
    /// Nothing, until a file has ended.
    Wait,
    /// Nothing that could be begun now; a later update may have something.
    Pass,
}

impl<'a> Board<'a> {
    pub(super) fn new(download: &'a Download<'a>) -> Self {
        let updates = download.request.updates.iter().zip(&download.plan.updates);
        let mut board = Self {
            download,
            limit: 1,
            rows: updates
                .map(|(update, planned)| Row {
                    update,
                    planned,
                    stage: Stage::Waiting,
                    next: 0,
                    bytes: vec![0; planned.files.len()],
                    failure: None,
                })
                .collect(),
            running: Vec::new(),
            arrived: HashSet::new(),
            twins: HashMap::new(),
        };
        board.limit = board.highest_limit();
        board
    }

    /// How many files may be fetched at once, where services allow most.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Whether files are being fetched.
    pub(super) fn is_busy(&self) -> bool {
        !self.running.is_empty()
    }

    /// The next file to fetch now, if there is one. An error is one of the store: it ends the job.
    pub(super) fn next(&mut self) -> Result<Option<Work<'a>>, Error> {
        for index in 0..self.rows.len() {
            if self.running.len() >= self.limit {
                return Ok(None);
            }
            if self.stage_is_waiting(index) {
                self.begin(index)?;
            }
            match self.next_of(index)? {
                Next::Fetch(work) => {
                    self.running.push(work.task);
                    return Ok(Some(work));
                }
                Next::Wait => return Ok(None),
                Next::Pass => {}
            }
        }
        Ok(None)
    }

    /// Something happened to a file that is being fetched.
    pub(super) fn told(&mut self, task: Task, event: &Event) {
        let phase = match event {
            Event::Bytes(count) => {
                self.has_bytes(task, *count);
                DownloadPhase::Downloading
            }
            Event::Verifying => DownloadPhase::Verifying,
        };
        self.report(task.update, phase);
    }

    /// A file is there, or will not be. An error is one of the store: it ends the job.
    pub(super) fn ended(&mut self, task: Task, fetched: Result<(), Error>) -> Result<(), Error> {
        self.running.retain(|running| *running != task);
        let Some((update, file)) = self.file(task) else {
            return Ok(());
        };
        match fetched {
            Ok(()) => {
                self.has_bytes(task, file.content.size);
                let path = self.download.agent.cache().file(file.owner, &file.content);
                self.arrived.insert((file.owner, &file.content.file_name));
                self.twins
                    .extend(Sameness::of(&file.content).map(|same| (same, path)));
                self.report(task.update, DownloadPhase::Downloading);
            }
            Err(error) => {
                let failure = self.failure(update, &file.content.file_name, error);
                if let Some(row) = self.rows.get_mut(task.update) {
                    row.failure.get_or_insert(failure);
                }
            }
        }
        self.settle(task.update)
    }

    /// What became of each update.
    pub(super) fn into_results(self) -> Vec<UpdateResult> {
        let result = |row: Row<'_>| match row.stage {
            Stage::Ended(result) => result,
            Stage::Waiting | Stage::Begun => UpdateResult::not_started(row.update),
        };
        self.rows.into_iter().map(result).collect()
    }

    fn highest_limit(&self) -> usize {
        let mut limit = 1;
        let mut asked = HashSet::new();
        for row in &self.rows {
            let is_wanted = matches!(row.planned.verdict, DownloadVerdict::Fetch);
            if is_wanted && asked.insert(row.update.service) {
                // A service that is gone is the failure of its updates, when it is their turn.
                limit = limit.max(self.service(row.update.service).map_or(1, |(_, limit)| limit));
            }
        }
        limit
    }

    fn stage_is_waiting(&self, index: usize) -> bool {
        let row = self.rows.get(index);
        row.is_some_and(|row| matches!(row.stage, Stage::Waiting))
    }

    fn begin(&mut self, index: usize) -> Result<(), Error> {
        let Some(row) = self.rows.get_mut(index) else {
            return Ok(());
        };
        let (update, planned) = (row.update, row.planned);
        if self.download.worker.abort().is_requested() {
            let result = UpdateResult {
                hresult: code::WU_E_CALL_CANCELLED,
                ..UpdateResult::not_started(update)
            };
            return self.record(index, result);
        }
        row.stage = Stage::Begun;
        self.download.worker.begin_update(index, |progress| {
            self.place(progress, index, DownloadPhase::Initializing);
        });
        let result = match &planned.verdict {
            DownloadVerdict::AlreadyDownloaded => {
                UpdateResult::succeeded(update, code::WU_S_ALREADY_DOWNLOADED)
            }
            DownloadVerdict::Refused(error) => UpdateResult::failed(update, error),
            DownloadVerdict::Fetch => return Ok(()),
        };
        self.end(index, result)
    }

    fn next_of(&mut self, index: usize) -> Result<Next<'a>, Error> {
        loop {
            let Some(row) = self.rows.get(index) else {
                return Ok(Next::Pass);
            };
            if !matches!(row.stage, Stage::Begun) || row.failure.is_some() {
                return Ok(Next::Pass);
            }
            let task = Task {
                update: index,
                file: row.next,
            };
            let (update, planned) = (row.update, row.planned);
            let Some(file) = planned.files.get(task.file) else {
                self.settle(index)?;
                return Ok(Next::Pass);
            };
            if file.is_cached || self.arrived.contains(&(file.owner, &file.content.file_name)) {
                self.advance(index);
                self.has_bytes(task, file.content.size);
                self.report(index, DownloadPhase::Downloading);
                continue;
            }
            if self.is_being_fetched(file) {
                return Ok(Next::Pass);
            }
            match self.work(task, update, file) {
                Ok(Some(work)) => {
                    self.advance(index);
                    return Ok(Next::Fetch(work));
                }
                Ok(None) => return Ok(Next::Wait),
                Err(error) => {
                    self.advance(index);
                    self.ended(task, Err(error))?;
                }
            }
        }
    }

    /// The file as work, if its service lets one more be fetched.
    fn work(&self, task: Task, update: &'a Update, file: &'a PlannedFile) -> Result<Option<Work<'a>>, Error> {
        self.download.worker.abort().check()?;
        let (service, limit) = self.service(update.service)?;
        if self.running.len() >= limit {
            return Ok(None);
        }
        let parts = update.parts();
        let Some(revision) = parts.into_iter().find(|part| part.identity == file.owner) else {
            return Err(Error::new(
                code::E_UNEXPECTED,
                "a file belongs to no part of its update",
            ));
        };
        let twin = Sameness::of(&file.content).and_then(|same| self.twins.get(&same));
        let twin = twin.or(file.twin.as_ref());
        Ok(Some(Work {
            task,
            service,
            service_id: update.service,
            revision,
            content: &file.content,
            twin: twin.filter(|path| Path::is_file(path)).cloned(),
        }))
    }

    fn service(&self, id: Guid) -> Result<(Arc<dyn Service>, usize), Error> {
        let agent = self.download.agent;
        let service = agent.registry().entry(agent.store(), id)?.service?;
        let limit = guarded("the service", || Ok(service.parallel_fetches()))?;
        Ok((service, limit.clamp(1, MAXIMUM_AT_ONCE)))
    }

    /// It, or one that is the same, is on its way: it is waited for.
    fn is_being_fetched(&self, file: &PlannedFile) -> bool {
        self.running.iter().any(|task| {
            self.file(*task).is_some_and(|(_, other)| {
                let is_it = other.owner == file.owner && other.content.file_name == file.content.file_name;
                let same = Sameness::of(&file.content);
                is_it || (same.is_some() && same == Sameness::of(&other.content))
            })
        })
    }

    fn file(&self, task: Task) -> Option<(&'a Update, &'a PlannedFile)> {
        let row = self.rows.get(task.update)?;
        Some((row.update, row.planned.files.get(task.file)?))
    }

    fn advance(&mut self, index: usize) {
        if let Some(row) = self.rows.get_mut(index) {
            row.next += 1;
        }
    }

    /// Never fewer than before: what is fetched once more was counted already.
    fn has_bytes(&mut self, task: Task, count: u64) {
        let size = self.file(task).map_or(0, |(_, file)| file.content.size);
        let row = self.rows.get_mut(task.update);
        if let Some(bytes) = row.and_then(|row| row.bytes.get_mut(task.file)) {
            *bytes = count.min(size).max(*bytes);
        }
    }

    fn failure(&self, update: &Update, name: &str, error: Error) -> UpdateResult {
        if self.download.worker.abort().is_requested() {
            return UpdateResult {
                code: OperationResultCode::Aborted,
                hresult: code::WU_E_CALL_CANCELLED,
                ..UpdateResult::failed(update, &error)
            };
        }
        UpdateResult::failed(update, &error.context(format!("fetching {name}")))
    }

    /// Ends an update of which nothing is being fetched, and nothing will be.
    fn settle(&mut self, index: usize) -> Result<(), Error> {
        let is_busy = self.running.iter().any(|task| task.update == index);
        let Some(row) = self.rows.get(index).filter(|_| !is_busy) else {
            return Ok(());
        };
        let is_begun = matches!(row.stage, Stage::Begun);
        match &row.failure {
            Some(failure) if is_begun => self.end(index, failure.clone()),
            None if is_begun && row.next >= row.planned.files.len() => {
                self.end(index, UpdateResult::succeeded(row.update, code::S_OK))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, index: usize, result: UpdateResult) -> Result<(), Error> {
        if let Some(row) = self.rows.get(index) {
            self.download.agent.refresh_downloaded(row.update)?;
        }
        let is_ended = |row: &&Row<'_>| matches!(row.stage, Stage::Ended(_));
        let ended = self.rows.iter().filter(is_ended).count() + 1;
        let percent = ended * 100 / self.rows.len().max(1);
        let (bytes, total) = self.rows.get(index).map_or((0, 0), Row::bytes);
        self.download.worker.report(|progress| {
            progress.current_index = index;
            progress.current_bytes = bytes;
            progress.current_bytes_total = total;
            progress.current_percent = 100;
            if progress.bytes_total == 0 {
                progress.percent = i32::try_from(percent).unwrap_or(100);
            }
        });
        self.record(index, result)
    }

    fn record(&mut self, index: usize, result: UpdateResult) -> Result<(), Error> {
        let Download {
            agent, worker, job, ..
        } = self.download;
        agent
            .store()
            .update_ended(*job, index, &UpdateEnd::from(&result))?;
        worker.report_result(index, &result);
        if let Some(row) = self.rows.get_mut(index) {
            row.stage = Stage::Ended(result);
        }
        Ok(())
    }

    fn report(&self, index: usize, phase: DownloadPhase) {
        self.download
            .worker
            .report(|progress| self.place(progress, index, phase));
    }

    fn place(&self, progress: &mut Progress, index: usize, phase: DownloadPhase) {
        let (bytes, total) = self.rows.get(index).map_or((0, 0), Row::bytes);
        progress.phase = Phase::Download(phase);
        progress.current_index = index;
        progress.current_bytes = bytes;
        progress.current_bytes_total = total;
        progress.current_percent = percent(bytes, total);
        progress.bytes = self.rows.iter().map(Row::counted).sum();
        if progress.bytes_total > 0 {
            progress.percent = percent(progress.bytes, progress.bytes_total);
        }
    }
}

impl Row<'_> {
    /// How many bytes of it are there, and how many there will be.
    fn bytes(&self) -> (u64, u64) {
        (self.bytes.iter().sum(), self.planned.bytes_total())
    }

    /// How many it counts for: once it has ended, all, so that the end of the whole is reached.
    fn counted(&self) -> u64 {
        match self.stage {
            Stage::Waiting => 0,
            Stage::Begun => self.bytes().0,
            Stage::Ended(_) => self.bytes().1,
        }
    }
}

fn percent(part: u64, whole: u64) -> i32 {
    let percent = u128::from(part) * 100 / u128::from(whole.max(1));
    i32::try_from(percent.min(100)).unwrap_or(100)
}
