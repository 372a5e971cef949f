//! The engine: one store, one target, the services that are known.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use wua_com::{Error, Guid, code};
use wua_defs::enums::InstallationRebootBehavior;

use crate::automatic_updates::AutomaticUpdatesPolicy;
use crate::cache::Cache;
use crate::download::Traffic;
use crate::job::{Job, JobRecord};
use crate::lock::OperationLock;
use crate::marks::MarkTable;
use crate::ports::{Change, Checkpoints, Clock, Notes, Service, ServiceProvider, SystemState, Target};
use crate::search::SearchResult;
use crate::services::Registry;
use crate::store::{REBOOT_NEEDED_SINCE, Store, StoreOptions};
use crate::update::Update;

/// What an agent is made of.
pub struct AgentParts {
    /// The folder of the store.
    pub state: PathBuf,
    /// The folder of downloaded files.
    pub cache: PathBuf,
    /// The computer to update.
    pub target: Arc<dyn Target>,
    /// Services that are there from the start.
    pub services: Vec<Arc<dyn Service>>,
    /// What opens further services.
    pub providers: Vec<Arc<dyn ServiceProvider>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Who learns of every step.
    pub checkpoints: Arc<dyn Checkpoints>,
}

/// The engine.
pub struct Agent {
    store: Store,
    state: PathBuf,
    cache: Cache,
    target: Arc<dyn Target>,
    registry: Registry,
    clock: Arc<dyn Clock>,
    checkpoints: Arc<dyn Checkpoints>,
    operation: OperationLock,
    marks: MarkTable,
    policy: Mutex<AutomaticUpdatesPolicy>,
    detection: Mutex<Option<Job<SearchResult>>>,
    traffic: Traffic,
}

impl Agent {
    /// Opens the store, or says which file is in the way and what to do; ends what a crash broke off.
    pub fn open(parts: AgentParts) -> Result<Arc<Self>, Error> {
        Self::open_with(parts, &StoreOptions::default())
    }

    pub(crate) fn open_with(parts: AgentParts, options: &StoreOptions) -> Result<Arc<Self>, Error> {
        let agent = Arc::new(Self {
            store: Store::open(&parts.state, options)?,
            cache: Cache::new(parts.cache),
            target: parts.target,
            registry: Registry::new(parts.services, parts.providers),
            clock: parts.clock,
            checkpoints: parts.checkpoints,
            operation: OperationLock::new(&parts.state),
            state: parts.state,
            marks: MarkTable::default(),
            policy: Mutex::default(),
            detection: Mutex::default(),
            traffic: Traffic::default(),
        });
        agent.store.begin_history(|| agent.target.earlier_history())?;
        agent.recover()?;
        Ok(agent)
    }

    /// Refuses somebody who may not install on this computer.
    pub fn check_rights(&self) -> Result<(), Error> {
        crate::error::guarded("the target", || self.target.check_rights())
    }

    /// What an update changes on this computer, as far as that has names and versions.
    pub fn changes(&self, update: &Update) -> Vec<Change> {
        self.target.changes(&update.revision)
    }

    /// The state of the computer.
    pub fn system(&self) -> SystemState {
        let mut system = self.target.system();
        system.reboot_required |= self.remembers_reboot();
        system
    }

    /// Whether a restart became necessary since the computer was last started, as far as the target counts its starts.
    fn remembers_reboot(&self) -> bool {
        let boot = self.target.boot_id();
        let since: String = self.store.setting(REBOOT_NEEDED_SINCE).unwrap_or_default();
        !boot.is_empty() && since == boot
    }

    /// Whether an installation or removal runs, in this process or another.
    pub fn is_busy(&self) -> bool {
        self.operation.is_held()
    }

    /// How many history entries there are.
    pub fn history_count(&self) -> Result<usize, Error> {
        self.store.history_count()
    }

    /// All downloads, installations and removals, the newest first.
    pub fn jobs(&self) -> Result<Vec<JobRecord>, Error> {
        self.store.jobs()
    }

    /// Whether installing a downloaded update, or a member of a bundle, will demand a restart.
    pub fn requires_reboot(&self, update: &Update) -> Result<bool, Error> {
        self.refresh_marks()?;
        if !update.marks.is_downloaded() {
            return Err(Error::new(
                code::WU_E_DM_NOTDOWNLOADED,
                format!(
                    "{} is not downloaded, and is known well enough only then: download it first",
                    update.display_name()
                ),
            ));
        }
        let demands = |part: &Arc<crate::Revision>| {
            part.installation_behavior
                .is_some_and(|behavior| behavior.reboot == InstallationRebootBehavior::AlwaysRequiresReboot)
        };
        Ok(update.parts().into_iter().any(demands))
    }

    /// Finishes what waits for the moment before a restart.
    pub fn commit(&self) -> Result<(), Error> {
        let _guard = self.operation.try_acquire("commit")?;
        crate::error::guarded("the target", || self.target.commit())
    }

    /// Lets so many bytes a second be downloaded over all connections of this agent, whatever other processes download;
    /// `None`: as many as come.
    pub fn limit_downloads(&self, bytes_per_second: Option<NonZeroU64>) {
        self.traffic.set_limit(bytes_per_second);
    }

    /// How to ask the system of how many bytes there is room on the disk of a folder, where the engine itself cannot. To be
    /// said before anything is downloaded.
    pub fn measure_room_by(&self, room: fn(&Path) -> Option<u64>) {
        self.cache.measure_room_by(room);
    }

    pub(crate) fn traffic(&self) -> &Traffic {
        &self.traffic
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn target(&self) -> &dyn Target {
        self.target.as_ref()
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// What a service has written down: in the store, or in this process for services of the moment.
    pub(crate) fn notes(&self, service: Guid) -> Box<dyn Notes + '_> {
        match self.registry.notes(service) {
            Some(passing) => Box::new(passing),
            None => Box::new(self.store.notes(service)),
        }
    }

    pub(crate) fn marks(&self) -> &MarkTable {
        &self.marks
    }

    pub(crate) fn operation(&self) -> &OperationLock {
        &self.operation
    }

    pub(crate) fn state(&self) -> &Path {
        &self.state
    }

    pub(crate) fn policy_cell(&self) -> &Mutex<AutomaticUpdatesPolicy> {
        &self.policy
    }

    pub(crate) fn detection(&self) -> &Mutex<Option<Job<SearchResult>>> {
        &self.detection
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn checkpoint(&self, step: &'static str) {
        self.checkpoints.reached(step);
    }
}
