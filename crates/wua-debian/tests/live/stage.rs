//! A computer, an archive and an engine.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wua_agent::ports::{ApplyOptions, Checkpoints, NoCheckpoints, SystemClock};
use wua_agent::{
    Agent, AgentParts, Callbacks, DownloadRequest, DownloadResult, HistoryEntry, InstallRequest,
    InstallResult, JobRecord, SearchRequest, Session, Update, UpdateResult,
};
use wua_debian::{Archives, Computer, Settings};
use wua_defs::enums::OperationResultCode;
use wua_net::HttpClient;
use wua_testkit::debian::{Archive, LiveRoot, Package, Suite};

/// The computer, with an archive that it uses.
pub(crate) struct Stage {
    pub(crate) root: LiveRoot,
    pub(crate) archive: Archive,
    pub(crate) settings: Settings,
    folder: TempDir,
}

impl Stage {
    /// With `packages` in the archive, of which those in `installed` are installed.
    #[track_caller]
    pub(crate) fn new(test: &str, packages: &[Package], installed: &[&str]) -> Option<Self> {
        let root = LiveRoot::for_test(test)?;
        let archive = root.archive().with(Suite::new("stable"));
        let mut stage = Self {
            root,
            archive,
            settings: Settings {
                lock_timeout: Duration::from_secs(10),
                ..Settings::default()
            },
            folder: tempfile::tempdir().unwrap(),
        };
        stage.root.uses(&stage.archive);
        stage.publish(packages);
        if !installed.is_empty() {
            stage.root.install(installed);
        }
        Some(stage)
    }

    /// Publishes packages, and renews the lists.
    #[track_caller]
    pub(crate) fn publish(&mut self, packages: &[Package]) {
        self.archive.publish("stable", packages);
        self.root.update();
    }

    /// Where the engine keeps its store and its cache.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The engine, as a process that begins has it.
    #[track_caller]
    pub(crate) fn session(&self) -> Session {
        self.session_with(Arc::new(NoCheckpoints))
    }

    #[track_caller]
    pub(crate) fn session_with(&self, checkpoints: Arc<dyn Checkpoints>) -> Session {
        session(
            self.root.path(),
            self.folder(),
            self.settings.clone(),
            checkpoints,
        )
    }

    /// Downloads and installs what has not been installed; with success.
    #[track_caller]
    pub(crate) fn install_all(&self) -> Arc<InstallResult> {
        let session = self.session();
        let result = install(&session, &session.offered());
        assert_eq!(result.code, OperationResultCode::Succeeded, "{result:#?}");
        result
    }

    /// What dpkg says: the version, if the package is wholly there.
    #[track_caller]
    pub(crate) fn installed(&self, package: &str) -> Option<String> {
        let state = self.root.state(package)?;
        let version = self.root.version(package);
        version.filter(|_| state.ends_with("ok installed"))
    }

    /// Those that apt holds to be installed because others need them.
    #[track_caller]
    pub(crate) fn automatic(&self) -> Vec<String> {
        let shown = self.root.run("apt-mark", &["showauto"]).well();
        shown.stdout.lines().map(str::to_owned).collect()
    }
}

/// An engine over a root and a folder.
#[track_caller]
pub(crate) fn session(
    root: &Path,
    folder: &Path,
    settings: Settings,
    checkpoints: Arc<dyn Checkpoints>,
) -> Session {
    let computer = Arc::new(Computer::new(root, settings));
    let cache: PathBuf = folder.join("cache");
    let archives = Archives::new(
        Arc::clone(&computer),
        &cache.join("lists"),
        Arc::new(HttpClient::new()),
        Arc::new(SystemClock),
    );
    let agent = Agent::open(AgentParts {
        state: folder.join("state"),
        cache,
        target: computer,
        services: vec![Arc::new(archives)],
        providers: Vec::new(),
        clock: Arc::new(SystemClock),
        checkpoints,
    });
    Session::new(agent.unwrap())
}

/// What tests ask of a session.
pub(crate) trait Ask {
    /// What is not installed.
    fn offered(&self) -> Vec<Update>;
    /// What a search finds.
    fn find(&self, criteria: &str) -> Vec<Update>;
    /// The titles of what a search finds, without their archive.
    fn titles(&self, criteria: &str) -> Vec<String>;
    /// Of all jobs, the newest first.
    fn jobs(&self) -> Vec<JobRecord>;
    /// All of it, the oldest first.
    fn whole_history(&self) -> Vec<HistoryEntry>;
}

impl Ask for Session {
    #[track_caller]
    fn offered(&self) -> Vec<Update> {
        self.find("IsInstalled=0")
    }

    #[track_caller]
    fn find(&self, criteria: &str) -> Vec<Update> {
        let result = self.search(SearchRequest::from(criteria)).unwrap();
        assert!(result.warnings.is_empty(), "{:?}", result.warnings);
        result.updates.clone()
    }

    #[track_caller]
    fn titles(&self, criteria: &str) -> Vec<String> {
        let found = self.find(criteria);
        let mut titles: Vec<String> = found.iter().map(|update| name_of(update).to_owned()).collect();
        titles.sort();
        titles
    }

    #[track_caller]
    fn jobs(&self) -> Vec<JobRecord> {
        self.agent().jobs().unwrap()
    }

    #[track_caller]
    fn whole_history(&self) -> Vec<HistoryEntry> {
        let mut entries = self.history("", 0, 1000).unwrap();
        entries.reverse();
        entries
    }
}

/// Name and version of an update, such as `sun 2`.
pub(crate) fn name_of(update: &Update) -> &str {
    update.title().split(" (").next().unwrap()
}

/// Those of some names.
#[track_caller]
pub(crate) fn pick(updates: &[Update], names: &[&str]) -> Vec<Update> {
    names
        .iter()
        .map(|name| {
            let found = updates.iter().find(|update| name_of(update) == *name);
            found.unwrap_or_else(|| panic!("{name} is not offered")).clone()
        })
        .collect()
}

#[track_caller]
pub(crate) fn download(session: &Session, updates: &[Update]) -> Arc<DownloadResult> {
    let job = session
        .prepare_download(DownloadRequest::new(updates.to_vec()))
        .unwrap();
    job.start(Callbacks::default());
    job.wait().unwrap()
}

/// Downloads, which has to do well, and installs.
#[track_caller]
pub(crate) fn install(session: &Session, updates: &[Update]) -> Arc<InstallResult> {
    install_with(session, updates, ApplyOptions::default())
}

#[track_caller]
pub(crate) fn install_with(
    session: &Session,
    updates: &[Update],
    options: ApplyOptions,
) -> Arc<InstallResult> {
    let downloaded = download(session, updates);
    assert_eq!(downloaded.code, OperationResultCode::Succeeded, "{downloaded:#?}");
    run(
        session,
        InstallRequest {
            options,
            ..InstallRequest::new(updates.to_vec())
        },
    )
}

#[track_caller]
pub(crate) fn take_back(session: &Session, updates: &[Update]) -> Arc<InstallResult> {
    run(session, InstallRequest::removal(updates.to_vec()))
}

#[track_caller]
pub(crate) fn run(session: &Session, request: InstallRequest) -> Arc<InstallResult> {
    let job = session.prepare_install(request).unwrap();
    job.start(Callbacks::default());
    job.wait().unwrap()
}

/// What became of one of the updates.
#[track_caller]
pub(crate) fn result<'a>(updates: &[Update], results: &'a [UpdateResult], name: &str) -> &'a UpdateResult {
    let place = updates.iter().position(|update| name_of(update) == name).unwrap();
    &results[place]
}

/// Waits for something that has to come.
#[track_caller]
pub(crate) fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20), "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
