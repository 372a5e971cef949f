//! The engine: one store, one target, the services that are known.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_com::{Error, Guid, HResult};

use crate::automatic_updates::{AutomaticUpdatesResults, AutomaticUpdatesSettings};
use crate::ports::{Checkpoints, Clock, Service, ServiceProvider, SystemState, Target};
use crate::services::{Registration, ServiceRecord};
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
pub struct Agent {}

impl Agent {
    /// Opens the store, or says which file is in the way and what to do; ends what a crash broke off.
    pub fn open(parts: AgentParts) -> Result<Arc<Self>, Error> {
        let _ = parts;
        todo!()
    }

    /// The state of the computer.
    pub fn system(&self) -> SystemState {
        todo!()
    }

    /// Whether an installation or removal runs, in this process or another.
    pub fn is_busy(&self) -> bool {
        todo!()
    }

    /// How many history entries there are.
    pub fn history_count(&self) -> Result<usize, Error> {
        todo!()
    }

    /// Hides an update from searches that do not ask for hidden ones, or shows it again.
    pub fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error> {
        let _ = (update, hidden);
        todo!()
    }

    /// Accepts the licence of an update, and of the members of a bundle.
    pub fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        let _ = update;
        todo!()
    }

    /// Copies the cached files of an update to a folder.
    pub fn copy_from_cache(
        &self,
        update: &Update,
        folder: &Path,
        extract_cabinets: bool,
    ) -> Result<(), Error> {
        let _ = (update, folder, extract_cabinets);
        todo!()
    }

    /// Takes files into the cache, if they are what the update needs.
    pub fn copy_to_cache(&self, update: &Update, files: &[PathBuf]) -> Result<(), Error> {
        let _ = (update, files);
        todo!()
    }

    /// Whether installing a downloaded update will demand a restart.
    pub fn requires_reboot(&self, update: &Update) -> Result<bool, Error> {
        let _ = update;
        todo!()
    }

    /// Finishes what waits for the moment before a restart.
    pub fn commit(&self) -> Result<(), Error> {
        todo!()
    }

    /// Records what an installer that runs outside the agent reports of itself.
    pub fn record_installation_result(
        &self,
        cookie: &str,
        hresult: HResult,
        data: &[String],
    ) -> Result<(), Error> {
        let _ = (cookie, hresult, data);
        todo!()
    }

    /// All registered services.
    pub fn services(&self) -> Vec<ServiceRecord> {
        todo!()
    }

    /// Registers the service of an authorisation cabinet.
    pub fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error> {
        let _ = (id, cabinet);
        todo!()
    }

    /// Registers a service: with a cabinet, or by `flags` (`AddServiceFlag`) online, at once or later.
    pub fn add_service2(&self, id: Guid, flags: i32, cabinet: Option<&Path>) -> Result<Registration, Error> {
        let _ = (id, flags, cabinet);
        todo!()
    }

    /// Makes a service of an offline scan package.
    pub fn add_scan_package(&self, name: &str, package: &Path, keep: bool) -> Result<ServiceRecord, Error> {
        let _ = (name, package, keep);
        todo!()
    }

    /// Forgets a service.
    pub fn remove_service(&self, id: Guid) -> Result<(), Error> {
        let _ = id;
        todo!()
    }

    /// Lets a service serve Automatic Updates.
    pub fn register_with_au(&self, id: Guid) -> Result<(), Error> {
        let _ = id;
        todo!()
    }

    /// The reverse.
    pub fn unregister_with_au(&self, id: Guid) -> Result<(), Error> {
        let _ = id;
        todo!()
    }

    /// How far the registration of a service has got.
    pub fn registration(&self, id: Guid) -> Result<Registration, Error> {
        let _ = id;
        todo!()
    }

    /// The settings of Automatic Updates.
    pub fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        todo!()
    }

    /// Keeps them.
    pub fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error> {
        let _ = settings;
        todo!()
    }

    /// When Automatic Updates last succeeded.
    pub fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        todo!()
    }

    /// Every component that Automatic Updates needs is available.
    pub fn is_automatic_updates_enabled(&self) -> Result<bool, Error> {
        todo!()
    }

    /// Makes every component available that Automatic Updates needs.
    pub fn enable_automatic_updates(&self) -> Result<(), Error> {
        todo!()
    }

    /// Stops automatic activity for 8 hours at most.
    pub fn pause_automatic_updates(&self) -> Result<(), Error> {
        todo!()
    }

    /// Undoes that.
    pub fn resume_automatic_updates(&self) -> Result<(), Error> {
        todo!()
    }

    /// Has Automatic Updates search in the background; returns at once.
    pub fn detect_now(self: &Arc<Self>) -> Result<(), Error> {
        todo!()
    }
}
