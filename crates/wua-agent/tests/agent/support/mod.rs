//! A small world: a folder, a computer, a service, a clock that stands still.

mod checkpoints;
pub(crate) mod child;
mod computer;
mod offer;
mod server;

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::Timestamp;
use tempfile::TempDir;
use wua_agent::ports::{Checkpoints, Clock, NoCheckpoints, Service};
use wua_agent::{
    Agent, AgentParts, Callbacks, DownloadRequest, DownloadResult, InstallRequest, InstallResult,
    SearchRequest, Session, Update,
};
use wua_com::Error;

pub(crate) use checkpoints::{At, Deadly, Recorder};
pub(crate) use computer::{Computer, Script, dragged_in};
pub(crate) use offer::{
    bundle, content, guid, is_there, revision, ruled, unanswerable, was_installed_once, with_file,
};
pub(crate) use server::{Fetching, Provider, Server};

/// When the clock stands still.
pub(crate) const NOW: &str = "2026-03-01T12:00:00Z";

/// Everything that an agent is made of, to be opened as often as a test likes.
pub(crate) struct World {
    folder: Folder,
    pub(crate) computer: Arc<Computer>,
    pub(crate) server: Arc<Server>,
    pub(crate) others: Vec<Arc<Server>>,
    pub(crate) provider: Arc<Provider>,
    pub(crate) clock: Arc<StandingClock>,
    pub(crate) checkpoints: Arc<dyn Checkpoints>,
}

/// A folder of one's own, or that of a parent process.
enum Folder {
    Own(TempDir),
    Given(PathBuf),
}

impl World {
    /// A computer on which nothing is installed, and a service that offers nothing yet.
    pub(crate) fn new() -> Self {
        Self::of(Folder::Own(tempfile::tempdir().unwrap()))
    }

    /// In a folder that another process made.
    pub(crate) fn at(folder: impl Into<PathBuf>) -> Self {
        Self::of(Folder::Given(folder.into()))
    }

    fn of(folder: Folder) -> Self {
        let root = folder.path();
        std::fs::create_dir_all(&root).unwrap();
        Self {
            computer: Arc::new(Computer::new(root.join("computer"))),
            server: Arc::new(Server::new(1)),
            others: Vec::new(),
            provider: Arc::default(),
            clock: Arc::new(StandingClock::default()),
            checkpoints: Arc::new(NoCheckpoints),
            folder,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path()
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.path().join("cache")
    }

    pub(crate) fn parts(&self) -> AgentParts {
        let mut services: Vec<Arc<dyn Service>> = vec![self.server.clone()];
        for other in &self.others {
            services.push(other.clone());
        }
        AgentParts {
            state: self.state(),
            cache: self.cache(),
            target: self.computer.clone(),
            services,
            providers: vec![self.provider.clone()],
            clock: self.clock.clone(),
            checkpoints: Arc::clone(&self.checkpoints),
        }
    }

    pub(crate) fn agent(&self) -> Arc<Agent> {
        Agent::open(self.parts()).unwrap()
    }

    pub(crate) fn session(&self) -> Session {
        let mut session = Session::new(self.agent());
        session.client_application_id = "the test".to_owned();
        session
    }
}

impl Folder {
    fn path(&self) -> PathBuf {
        match self {
            Self::Own(folder) => folder.path().to_owned(),
            Self::Given(folder) => folder.clone(),
        }
    }
}

/// What users do, in one word each.
pub(crate) trait Doing {
    /// The updates that a search finds.
    fn find(&self, request: impl Into<SearchRequest>) -> Vec<Update>;
    fn titles(&self, request: impl Into<SearchRequest>) -> Vec<String>;
    fn download(&self, updates: &[Update]) -> Arc<DownloadResult>;
    fn install(&self, updates: &[Update]) -> Arc<InstallResult>;
    fn try_install(&self, request: InstallRequest) -> Result<Arc<InstallResult>, Error>;
    fn uninstall(&self, updates: &[Update]) -> Arc<InstallResult>;
}

/// Everything, whatever it is on this computer.
pub(crate) const ALL: &str = "IsInstalled=0 or IsInstalled=1";

impl Doing for Session {
    fn find(&self, request: impl Into<SearchRequest>) -> Vec<Update> {
        self.search(request).unwrap().updates.clone()
    }

    fn titles(&self, request: impl Into<SearchRequest>) -> Vec<String> {
        titles(&self.find(request))
    }

    fn download(&self, updates: &[Update]) -> Arc<DownloadResult> {
        let job = self
            .prepare_download(DownloadRequest::new(updates.to_vec()))
            .unwrap();
        job.start(Callbacks::default());
        job.wait().unwrap()
    }

    fn install(&self, updates: &[Update]) -> Arc<InstallResult> {
        self.try_install(InstallRequest::new(updates.to_vec())).unwrap()
    }

    fn try_install(&self, request: InstallRequest) -> Result<Arc<InstallResult>, Error> {
        let job = self.prepare_install(request)?;
        job.start(Callbacks::default());
        job.wait()
    }

    fn uninstall(&self, updates: &[Update]) -> Arc<InstallResult> {
        self.try_install(InstallRequest::removal(updates.to_vec()))
            .unwrap()
    }
}

/// One update as a collection.
pub(crate) fn one(update: &Update) -> &[Update] {
    std::slice::from_ref(update)
}

pub(crate) fn titles(updates: &[Update]) -> Vec<String> {
    updates.iter().map(|update| update.title().to_owned()).collect()
}

/// A clock that moves when it is told to.
#[derive(Debug)]
pub(crate) struct StandingClock(AtomicI64);

impl Default for StandingClock {
    fn default() -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        Self(AtomicI64::new(now.as_second()))
    }
}

impl StandingClock {
    pub(crate) fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Leaves no more room on the disk of a folder than so many bytes.
pub(crate) fn fill_disk(folder: &std::path::Path, room: usize) {
    let spare = folder.join("spare");
    std::fs::write(&spare, vec![0; room]).unwrap();
    let path = folder.join("filler");
    for size in [4096, 1] {
        let mut file = std::fs::File::options()
            .append(true)
            .create(true)
            .open(&path)
            .unwrap();
        while std::io::Write::write_all(&mut file, &vec![0; size]).is_ok() {}
    }
    std::fs::remove_file(spare).unwrap();
}

/// Makes room again.
pub(crate) fn empty_disk(folder: &std::path::Path) {
    std::fs::remove_file(folder.join("filler")).unwrap();
}

/// Waits for what another thread or process does, and gives up loudly.
pub(crate) fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = std::time::Instant::now();
    while !is_so() {
        assert!(began.elapsed().as_secs() < 30, "in vain: {what}");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}
