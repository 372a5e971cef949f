//! The museum: an update service and a computer that are scripted, in which everything occurs at least once.
//!
//! The scripts are in `testdata/museum`: one text for each hall, and texts for categories, licences, services and the
//! history. An exhibit is an update as its service describes it, and what happens when somebody fetches it, puts it on
//! or takes it off. To extend the museum, write there; a test says what is missing.
//!
//! ```
//! let collection = wua_testkit::museum::Collection::open()?;
//! let orrery = collection.exhibit("orrery-2026-05").expect("it is on display");
//! assert_eq!(orrery.revision.msrc_severity, "Critical");
//! # Ok::<_, wua_com::Error>(())
//! ```
//!
//! # Services
//!
//! A search that names no service asks Windows Update. `Cabinet of Curiosities`, which always warns, and `Sundial`,
//! which is slow, are there from the start too. Others are added:
//!
//! | how | what comes of it |
//! |---|---|
//! | online, Microsoft Update `7971f918-a847-4430-9279-4a52d1efe18d` | more of the same, as on Windows |
//! | online, Windows Server Update Service `3da21691-e39d-4da6-8a4b-b43877bcb1b7` | the managed service: now `ssManagedServer` has one to ask |
//! | online, the others in `services.txt` | SUS 1.0, no answer at all, an answer at the second try, failing searches |
//! | by an authorisation cabinet out of `testdata/cabinets` | valid, expired, unsigned, forbidden |
//! | by any file that begins like a cabinet, as a scan package | the hall of travelling exhibitions |
//!
//! # The computer
//!
//! Its disk is one text, [`DISK`] in the folder of the store, in which every event is a line. It is made when it is
//! missing and can be read, kept and compared. `WUA_MUSEUM_RESTART=1` restarts the computer when the next process
//! opens it.

mod collection;
pub mod content;
mod event;
mod exhibit;
mod features;
mod hash;
mod history;
mod journal;
mod machine;
mod pace;
mod performance;
mod piece;
mod play;
mod provider;
mod reader;
mod scripts;
mod service;
mod service_plan;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::AgentParts;
use wua_agent::ports::{Checkpoints, Clock, NoCheckpoints, Service, ServiceProvider, SystemClock, Target};
use wua_com::table::Rights;
use wua_com::{Caller, Error, code};

use crate::{HoldAt, PanicAt};
use provider::MuseumProvider;
use service::MuseumService;

pub use collection::Collection;
pub use event::{Event, What};
pub use exhibit::Exhibit;
pub use machine::{DISK, Machine};
pub use performance::{AtFirst, Delivery, Ending, Failure, Obstacle, Performance};
pub use service_plan::{Access, Answer, ServicePlan};

/// A file or folder of the museum's test data, for tests that run where it was built.
pub fn testdata(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata")).join(name)
}

/// Names the step of the engine at which the process is held; see [`HoldAt`].
pub const HOLD_AT: &str = "WUA_MUSEUM_HOLD_AT";

/// Names the step of the engine at which it panics, by its name; see [`PanicAt`].
pub const PANIC_AT: &str = "WUA_MUSEUM_PANIC_AT";

/// Set to anything but `0`, it restarts the computer before the agent opens.
pub const RESTART: &str = "WUA_MUSEUM_RESTART";

/// An agent over the museum, at the time of the clock on the wall, as the environment wants it.
pub fn parts(state: &Path, cache: &Path) -> Result<AgentParts, Error> {
    let checkpoints: Arc<dyn Checkpoints> = match (std::env::var(HOLD_AT), std::env::var(PANIC_AT)) {
        (Ok(step), _) => Arc::new(HoldAt::step(step.parse().map_err(|_| {
            Error::new(code::E_INVALIDARG, format!("{HOLD_AT}={step} is not a number"))
        })?)),
        (_, Ok(step)) => Arc::new(PanicAt::step(step)),
        _ => Arc::new(NoCheckpoints),
    };
    let museum = Museum::open(state, Arc::new(SystemClock), checkpoints)?;
    if std::env::var_os(RESTART).is_some_and(|value| value != "0") {
        museum.machine.restart()?;
    }
    Ok(museum.parts(state, cache))
}

/// The curator: an administrator on this computer, watched if the environment says so.
pub fn caller() -> Caller {
    Caller {
        user: "curator".into(),
        ..crate::caller(Rights::Administrator)
    }
}

/// The museum with its doors open, for tests that look behind the scenes.
pub struct Museum {
    /// Everything on display.
    pub collection: Arc<Collection>,
    /// The computer.
    pub machine: Arc<Machine>,
    clock: Arc<dyn Clock>,
    checkpoints: Arc<dyn Checkpoints>,
}

impl Museum {
    /// Opens it, with the computer's disk in the folder `state`.
    pub fn open(
        state: &Path,
        clock: Arc<dyn Clock>,
        checkpoints: Arc<dyn Checkpoints>,
    ) -> Result<Self, Error> {
        let collection = Arc::new(Collection::open()?);
        let machine = Machine::open(
            state,
            Arc::clone(&collection),
            Arc::clone(&clock),
            Arc::clone(&checkpoints),
        )?;
        Ok(Self {
            collection,
            machine: Arc::new(machine),
            clock,
            checkpoints,
        })
    }

    /// The services that are there from the start.
    pub fn services(&self) -> Vec<Arc<dyn Service>> {
        let plans = self.collection.services().iter();
        plans
            .filter(|plan| plan.access == Access::FromTheStart)
            .map(|plan| -> Arc<dyn Service> {
                Arc::new(MuseumService {
                    plan: plan.clone(),
                    collection: Arc::clone(&self.collection),
                })
            })
            .collect()
    }

    /// What opens further services.
    pub fn provider(&self) -> Arc<dyn ServiceProvider> {
        Arc::new(MuseumProvider::new(
            Arc::clone(&self.collection),
            Arc::clone(&self.clock),
        ))
    }

    /// The parts of an agent over it.
    pub fn parts(&self, state: &Path, cache: &Path) -> AgentParts {
        let machine = Arc::clone(&self.machine);
        let target: Arc<dyn Target> = machine;
        AgentParts {
            state: state.to_path_buf(),
            cache: cache.to_path_buf(),
            target,
            services: self.services(),
            providers: vec![self.provider()],
            clock: Arc::clone(&self.clock),
            checkpoints: Arc::clone(&self.checkpoints),
        }
    }
}
