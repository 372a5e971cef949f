//! The agent for Rust programs.

use std::path::Path;
use std::sync::Arc;

use wua_agent::{
    AddedCatalogue, AutomaticUpdatesResults, AutomaticUpdatesSettings, Cleaned, CleaningPlan,
    DownloadRequest, Explanation, HistoryEntry, InstallRequest, KeepPolicy, Registration, SearchRequest,
    SearchResult, ServiceRecord, Update, UpdateServer,
    ports::{Change, SystemState},
};
use wua_com::{Error, Guid, Lcid};
use wua_windows::Recording;

use crate::builder::Builder;
#[cfg(unix)]
use crate::computer::Terms;
#[cfg(unix)]
use crate::credentials::Credentials;
#[cfg(unix)]
use crate::host::Host;
use crate::operation::Operation;
use crate::place::Place;

/// A program's view of the update agent: what it asks for, in which language.
#[derive(Clone)]
pub struct Session {
    place: Arc<dyn Place>,
}

impl Session {
    /// The agent of this computer.
    pub fn local() -> Result<Self, Error> {
        Self::builder().open()
    }

    /// An agent over the museum: a scripted service and computer in which everything occurs that an update can have.
    /// What is done to it is remembered below `state`.
    #[cfg(feature = "museum")]
    pub fn museum(state: impl AsRef<Path>) -> Result<Self, Error> {
        Self::builder().museum(true).state(state.as_ref()).open()
    }

    /// Another folder, language or name.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// The agent of another computer, as somebody who is an administrator there. Nobody is called before something is
    /// asked.
    #[cfg(unix)]
    pub fn connect(host: &Host, credentials: &Credentials) -> Self {
        Self::builder().connect(host, credentials, Terms::default())
    }

    pub(crate) fn new(place: Arc<dyn Place>) -> Self {
        Self { place }
    }

    /// The languages of texts, the wanted one first.
    pub fn locales(&self) -> &[Lcid] {
        self.place.locales()
    }

    /// Searches and waits: by criteria, or by a whole [`SearchRequest`]. Empty criteria mean what is neither
    /// installed nor hidden.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<Arc<SearchResult>, Error> {
        self.searching(request).run()
    }

    /// A search to be started.
    pub fn searching(&self, request: impl Into<SearchRequest>) -> Operation<SearchRequest> {
        Operation::new(self.place.clone(), request.into())
    }

    /// A download to be started.
    pub fn download(&self, updates: &[Update]) -> Operation<DownloadRequest> {
        Operation::new(self.place.clone(), DownloadRequest::new(updates.to_vec()))
    }

    /// An installation to be started. What is missing of the files has to be downloaded before.
    pub fn install(&self, updates: &[Update]) -> Operation<InstallRequest> {
        Operation::new(self.place.clone(), InstallRequest::new(updates.to_vec()))
    }

    /// A removal to be started.
    pub fn uninstall(&self, updates: &[Update]) -> Operation<InstallRequest> {
        Operation::new(self.place.clone(), InstallRequest::removal(updates.to_vec()))
    }

    /// Keeps an update out of searches that do not ask for hidden ones.
    pub fn hide(&self, update: &Update) -> Result<(), Error> {
        self.place.set_hidden(update, true)
    }

    /// Undoes that.
    pub fn unhide(&self, update: &Update) -> Result<(), Error> {
        self.place.set_hidden(update, false)
    }

    /// Accepts the licence of an update, and of the members of a bundle.
    pub fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        self.place.accept_eula(update)
    }

    /// Why updates are offered or are not: those that are known by this name, or all of them if it is empty.
    pub fn explain(&self, name: &str) -> Result<Vec<Explanation>, Error> {
        self.place.explain(name)
    }

    /// What an update changes, where the computer can say so: packages. A bundle changes what its members do.
    pub fn changes(&self, update: &Update) -> Vec<Change> {
        let own = self.place.changes(update);
        if own.is_empty() {
            let members = update.bundled.iter();
            return members.flat_map(|member| self.changes(member)).collect();
        }
        own
    }

    /// What was done to this computer, newest first, `count` entries at most.
    pub fn history(&self, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        self.history_of("", 0, count)
    }

    /// Of the history that these criteria describe, `count` entries at most after the first `start`.
    pub fn history_of(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        self.place.history(criteria, start, count)
    }

    /// How many entries the history has.
    pub fn history_count(&self) -> Result<usize, Error> {
        self.place.history_count()
    }

    /// The state of the computer: whether it has to be restarted, and what for.
    pub fn system(&self) -> Result<SystemState, Error> {
        self.place.system()
    }

    /// Whether an installation or removal runs, whoever began it.
    pub fn is_busy(&self) -> Result<bool, Error> {
        self.place.is_busy()
    }

    /// Whether the caller may install and take off updates; why not is the error.
    pub fn check_rights(&self) -> Result<(), Error> {
        self.place.check_rights()
    }

    /// What could be taken out of the cache.
    pub fn plan_cleaning(&self, policy: &KeepPolicy) -> Result<CleaningPlan, Error> {
        self.place.plan_cleaning(policy)
    }

    /// Takes it out. Not while something is downloaded or installed.
    pub fn clean_cache(&self, plan: &CleaningPlan) -> Result<Cleaned, Error> {
        self.place.clean_cache(plan)
    }

    /// All services that are known.
    pub fn services(&self) -> Result<Vec<ServiceRecord>, Error> {
        self.place.services()
    }

    /// Registers the service of an authorisation cabinet.
    pub fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error> {
        self.place.add_service(id, cabinet)
    }

    /// Registers a service that the network knows, as [`AddServiceFlag`] bits say.
    ///
    /// [`AddServiceFlag`]: crate::enums::AddServiceFlag
    pub fn add_online_service(&self, id: Guid, flags: i32) -> Result<Registration, Error> {
        self.place.add_online_service(id, flags)
    }

    /// Makes a service of an offline scan package.
    pub fn add_scan_package(&self, name: &str, package: &Path) -> Result<ServiceRecord, Error> {
        self.place.add_scan_package(name, package)
    }

    /// Makes a service of a catalogue of software distribution packages: a folder, a document or a cabinet.
    pub fn add_catalogue(&self, name: &str, path: &Path) -> Result<AddedCatalogue, Error> {
        self.place.add_catalogue(name, path, true)
    }

    /// What [`Session::add_catalogue`] would make of it. Nothing is changed.
    pub fn plan_catalogue(&self, name: &str, path: &Path) -> Result<AddedCatalogue, Error> {
        self.place.add_catalogue(name, path, false)
    }

    /// Makes a service of an update server (WSUS). Nothing is asked of it yet.
    pub fn add_update_server(&self, name: &str, server: &UpdateServer) -> Result<ServiceRecord, Error> {
        self.place.add_update_server(name, server, true)
    }

    /// What [`Session::add_update_server`] would make of it. Nothing is changed.
    pub fn plan_update_server(&self, name: &str, server: &UpdateServer) -> Result<ServiceRecord, Error> {
        self.place.add_update_server(name, server, false)
    }

    /// What rules of updates ask of this computer, and what it answers: everything that is known now can be judged
    /// elsewhere by it.
    pub fn record_facts(&self) -> Result<Recording, Error> {
        self.place.record_facts()
    }

    /// Forgets a service.
    pub fn remove_service(&self, id: Guid) -> Result<(), Error> {
        self.place.remove_service(id)
    }

    /// Lets a service serve Automatic Updates.
    pub fn register_with_automatic_updates(&self, id: Guid) -> Result<(), Error> {
        self.place.register_with_automatic_updates(id)
    }

    /// The settings of Automatic Updates.
    pub fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        self.place.settings()
    }

    /// Keeps them.
    pub fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error> {
        self.place.save_settings(settings)
    }

    /// When Automatic Updates last succeeded.
    pub fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        self.place.automatic_updates_results()
    }
}
