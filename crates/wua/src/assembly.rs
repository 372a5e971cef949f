//! Which services and which computer there are, and one engine for each of them in a process.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use wua_agent::ports::{NoCheckpoints, SystemClock};
use wua_agent::{Agent, AgentParts};
use wua_com::Error;

use crate::folders::Folders;
use crate::this_computer::ThisComputer;

/// Which computer is updated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Computer {
    /// The one that the agent runs on.
    This,
    /// A scripted one.
    #[cfg(feature = "museum")]
    Museum,
}

impl Computer {
    #[cfg(feature = "museum")]
    #[expect(clippy::unnecessary_wraps, reason = "a build without the museum refuses")]
    pub(crate) fn museum() -> Result<Self, Error> {
        Ok(Self::Museum)
    }

    #[cfg(not(feature = "museum"))]
    pub(crate) fn museum() -> Result<Self, Error> {
        Err(Error::new(
            wua_com::code::E_NOTIMPL,
            "this build has no museum: it was built without the feature `museum`",
        ))
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
        let folders = match computer {
            Computer::This => folders,
            // What was done to a museum is no history of this computer.
            #[cfg(feature = "museum")]
            Computer::Museum => folders.join("museum"),
        };
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
        agents.push((self.clone(), Arc::downgrade(&agent)));
        Ok(agent)
    }

    #[cfg_attr(not(feature = "museum"), expect(clippy::unnecessary_wraps))]
    fn parts(&self) -> Result<AgentParts, Error> {
        match self.computer {
            Computer::This => Ok(AgentParts {
                state: self.folders.store.clone(),
                cache: self.folders.cache.clone(),
                target: Arc::new(ThisComputer),
                services: Vec::new(),
                providers: Vec::new(),
                clock: Arc::new(SystemClock),
                checkpoints: Arc::new(NoCheckpoints),
            }),
            #[cfg(feature = "museum")]
            Computer::Museum => wua_testkit::museum::parts(&self.folders.store, &self.folders.cache),
        }
    }
}

/// One folder has one name. A folder that does not exist yet has no links to follow.
fn absolute(folder: &Path) -> std::path::PathBuf {
    folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .unwrap_or_else(|_| folder.to_owned())
}
