//! Which services and which computer there are, and one engine for each of them in a process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
#[cfg(unix)]
use std::time::Duration;

use wua_agent::http::{Http, Trust};
use wua_agent::ports::{NoCheckpoints, Service, ServiceProvider, SystemClock, Target};
use wua_agent::{Agent, AgentParts};
use wua_com::{Error, code};
#[cfg(unix)]
use wua_debian::ConffilePolicy;
use wua_net::HttpClient;
use wua_windows::Recording;
#[cfg(windows)]
use wua_windows::{Live, installers::LiveRunner};
#[cfg(unix)]
use wua_windows::{Prefix, installers::WineRunner};

#[cfg(unix)]
use crate::configuration::Conffiles;
use crate::configuration::Configuration;
use crate::folders::Folders;
use crate::this_computer::ThisComputer;

/// Which computer is updated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Computer {
    /// The one that the agent runs on.
    This,
    /// One whose system lies below a folder.
    Below(PathBuf),
    /// One that somebody has recorded in a file.
    Recorded(PathBuf),
    /// A scripted one.
    #[cfg(feature = "museum")]
    Museum,
}

impl Computer {
    /// The computer below a folder, or in a recording. The root folder is this one.
    pub(crate) fn at(root: &Path) -> Result<Self, Error> {
        let root = root.canonicalize().map_err(|error| {
            Error::new(
                code::COR_E_DIRECTORYNOTFOUND,
                format!("there is no computer at {}: {error}", root.display()),
            )
        })?;
        if root.parent().is_none() {
            return Ok(Self::This);
        }
        if root.is_file() {
            return Ok(Self::Recorded(root));
        }
        Ok(Self::Below(root))
    }

    #[cfg(feature = "museum")]
    #[expect(clippy::unnecessary_wraps, reason = "a build without the museum refuses")]
    pub(crate) fn museum() -> Result<Self, Error> {
        Ok(Self::Museum)
    }

    #[cfg(not(feature = "museum"))]
    pub(crate) fn museum() -> Result<Self, Error> {
        Err(Error::new(
            code::E_NOTIMPL,
            "this build has no museum: it was built without the feature `museum`",
        ))
    }

    /// What was done to another computer is no history of this one.
    fn folders(&self, folders: Folders) -> Folders {
        match self {
            Self::This => folders,
            Self::Below(root) | Self::Recorded(root) => {
                let name = root.to_string_lossy().replace(['/', '\\', ':'], "-");
                folders.join(&format!("targets/{}", name.trim_start_matches('-')))
            }
            #[cfg(feature = "museum")]
            Self::Museum => folders.join("museum"),
        }
    }
}

/// What an engine is made of, as far as it can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assembly {
    pub(crate) computer: Computer,
    pub(crate) folders: Folders,
}

/// The engines of this process. One that nobody holds any more is closed.
static AGENTS: Mutex<Vec<(Assembly, Weak<Agent>)>> = Mutex::new(Vec::new());

impl Assembly {
    pub(crate) fn new(computer: Computer, state: Option<&Path>) -> Result<Self, Error> {
        let folders = match state {
            Some(state) => Folders::below(&absolute(state)),
            None => Folders::of_the_system()?,
        };
        let folders = computer.folders(folders);
        Ok(Self { computer, folders })
    }

    /// The engine, shared with everybody in this process who asked for the same.
    pub(crate) fn agent(&self) -> Result<Arc<Agent>, Error> {
        let mut agents = AGENTS.lock().unwrap_or_else(PoisonError::into_inner);
        agents.retain(|(_, agent)| agent.strong_count() > 0);
        let known = agents.iter().find(|(assembly, _)| assembly == self);
        if let Some(agent) = known.and_then(|(_, agent)| agent.upgrade()) {
            return Ok(agent);
        }
        let agent = Agent::open(self.parts()?)?;
        #[cfg(windows)]
        agent.measure_room_by(wua_windows::room);
        let download = self.configuration()?.download;
        agent.limit_downloads(download.bandwidth());
        agent.tend_cache(download.keep_policy());
        agents.push((self.clone(), Arc::downgrade(&agent)));
        Ok(agent)
    }

    /// What an administrator has written. The museum is as it is.
    pub(crate) fn configuration(&self) -> Result<Configuration, Error> {
        match self.computer {
            #[cfg(feature = "museum")]
            Computer::Museum => Ok(Configuration::default()),
            _ => Configuration::read(&self.folders.configuration),
        }
    }

    fn parts(&self) -> Result<AgentParts, Error> {
        match &self.computer {
            Computer::This => self.of_a_root(Path::new("/")),
            Computer::Below(root) => self.of_a_root(root),
            Computer::Recorded(file) => {
                let recording = Recording::open(file)?;
                let computer = wua_windows::Computer::new(Arc::new(recording));
                self.assemble(Arc::new(computer), Vec::new())
            }
            #[cfg(feature = "museum")]
            Computer::Museum => {
                let mut parts = wua_testkit::museum::parts(&self.folders.store, &self.folders.cache)?;
                parts.providers.extend(providers());
                Ok(parts)
            }
        }
    }

    /// What the system below a folder is: Windows as Wine has it, Debian and its kin, or one of which nothing is known.
    #[cfg(unix)]
    fn of_a_root(&self, root: &Path) -> Result<AgentParts, Error> {
        if Prefix::is_there(root) {
            let runner = Arc::new(WineRunner::new(root));
            let computer = wua_windows::Computer::new(Arc::new(Prefix::at(root)));
            let computer = computer
                .with_runner(runner, &self.folders.store.join("logs"))
                .with_signatures(Arc::new(signature));
            return self.assemble(Arc::new(computer), Vec::new());
        }
        if !wua_debian::Computer::is_there(root) {
            return self.of_an_unknown(root);
        }
        let configuration = self.configuration()?;
        let computer = Arc::new(wua_debian::Computer::new(root, settings(&configuration)));
        let archives = wua_debian::Archives::new(
            Arc::clone(&computer),
            &self.folders.cache.join("lists"),
            Arc::new(HttpClient::new()),
            Arc::new(SystemClock),
        );
        self.assemble(computer, vec![Arc::new(archives)])
    }

    /// Windows is the computer that the agent runs on; below a folder there is none yet that this build knows.
    #[cfg(windows)]
    fn of_a_root(&self, root: &Path) -> Result<AgentParts, Error> {
        if self.computer != Computer::This {
            return self.of_an_unknown(root);
        }
        let runner = Arc::new(LiveRunner::new(&self.folders.store.join("running")));
        let computer = wua_windows::Computer::new(Arc::new(Live));
        let computer = computer
            .with_runner(runner, &self.folders.store.join("logs"))
            .with_signatures(Arc::new(signature));
        self.assemble(Arc::new(computer), Vec::new())
    }

    fn of_an_unknown(&self, root: &Path) -> Result<AgentParts, Error> {
        if matches!(self.computer, Computer::Below(_)) {
            return Err(Error::new(
                code::WU_E_UH_UNKNOWNHANDLER,
                format!(
                    "there is no system below {} that this build knows",
                    root.display()
                ),
            ));
        }
        self.assemble(Arc::new(ThisComputer), Vec::new())
    }

    fn assemble(
        &self,
        target: Arc<dyn Target>,
        mut services: Vec<Arc<dyn Service>>,
    ) -> Result<AgentParts, Error> {
        let trust = self.configuration()?.update_server.trust;
        services.extend(by_policy(target.as_ref(), trust));
        Ok(AgentParts {
            state: self.folders.store.clone(),
            cache: self.folders.cache.clone(),
            target,
            services,
            providers: providers(),
            clock: Arc::new(SystemClock),
            checkpoints: Arc::new(NoCheckpoints),
        })
    }
}

/// What opens the services that administrators add.
fn providers() -> Vec<Arc<dyn ServiceProvider>> {
    let http: Arc<dyn Http> = Arc::new(HttpClient::new());
    vec![
        Arc::new(wua_wsus::Catalogues::new(Arc::clone(&http))),
        Arc::new(wua_wsus::UpdateServers::new(http)),
    ]
}

/// The update server that a policy of a Windows computer names.
fn by_policy(target: &dyn Target, trust: Trust) -> Option<Arc<dyn Service>> {
    // Who cannot be asked now says so when it is searched.
    let facts = target.facts().ok()??;
    wua_wsus::UpdateServers::new(Arc::new(HttpClient::new()))
        .trusting_by_policy(trust)
        .by_policy(facts.as_ref())
}

/// Who signed what an installer is about to run.
fn signature(file: &Path) -> Result<String, Error> {
    wua_wsus::payload_signature(file).map(|signature| signature.to_string())
}

/// What the configuration decides about Debian.
#[cfg(unix)]
fn settings(configuration: &Configuration) -> wua_debian::Settings {
    let written = &configuration.debian;
    let mut settings = wua_debian::Settings::default();
    match written.conffiles {
        Some(Conffiles::Keep) => settings.conffiles = ConffilePolicy::KeepMine,
        Some(Conffiles::Replace) => settings.conffiles = ConffilePolicy::TakeTheirs,
        None => {}
    }
    if let Some(seconds) = written.lock_timeout {
        settings.lock_timeout = Duration::from_secs(seconds.into());
    }
    if let Some(hours) = written.list_age {
        settings.list_age = Duration::from_hours(hours.into());
    }
    settings
}

/// One folder has one name. A folder that does not exist yet has no links to follow.
fn absolute(folder: &Path) -> std::path::PathBuf {
    folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .unwrap_or_else(|_| folder.to_owned())
}
