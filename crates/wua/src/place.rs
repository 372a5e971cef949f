//! Where an agent is: in this process, or on another computer.

use std::path::Path;
use std::sync::Arc;

use wua_agent::{
    Agent, AutomaticUpdatesResults, AutomaticUpdatesSettings, DownloadPlan, DownloadRequest, DownloadResult,
    Explanation, HistoryEntry, InstallPlan, InstallRequest, InstallResult, Job, Registration, SearchPlan,
    SearchRequest, SearchResult, ServiceRecord, Update,
    ports::{Change, SystemState},
};
use wua_com::{Error, Guid, Lcid, code};

/// What a session asks of its agent, wherever that is.
pub trait Place: Send + Sync {
    fn locales(&self) -> &[Lcid];

    fn plan_search(&self, request: &SearchRequest) -> Result<SearchPlan, Error>;
    fn prepare_search(&self, request: SearchRequest) -> Result<Job<SearchResult>, Error>;
    fn plan_download(&self, request: &DownloadRequest) -> Result<DownloadPlan, Error>;
    fn prepare_download(&self, request: DownloadRequest) -> Result<Job<DownloadResult>, Error>;
    fn plan_install(&self, request: &InstallRequest) -> Result<InstallPlan, Error>;
    fn prepare_install(&self, request: InstallRequest) -> Result<Job<InstallResult>, Error>;

    fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error>;
    fn accept_eula(&self, update: &Update) -> Result<(), Error>;
    fn explain(&self, name: &str) -> Result<Vec<Explanation>, Error>;
    fn changes(&self, update: &Update) -> Vec<Change>;

    fn history(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error>;
    fn history_count(&self) -> Result<usize, Error>;

    fn system(&self) -> Result<SystemState, Error>;
    fn is_busy(&self) -> Result<bool, Error>;
    fn check_rights(&self) -> Result<(), Error>;

    fn services(&self) -> Result<Vec<ServiceRecord>, Error>;
    fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error>;
    fn add_online_service(&self, id: Guid, flags: i32) -> Result<Registration, Error>;
    fn add_scan_package(&self, name: &str, package: &Path) -> Result<ServiceRecord, Error>;
    fn remove_service(&self, id: Guid) -> Result<(), Error>;
    fn register_with_automatic_updates(&self, id: Guid) -> Result<(), Error>;

    fn settings(&self) -> Result<AutomaticUpdatesSettings, Error>;
    fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error>;
    fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error>;
}

/// The engine in this process.
impl Place for wua_agent::Session {
    fn locales(&self) -> &[Lcid] {
        &self.locales
    }

    fn plan_search(&self, request: &SearchRequest) -> Result<SearchPlan, Error> {
        self.plan_search(request)
    }

    fn prepare_search(&self, request: SearchRequest) -> Result<Job<SearchResult>, Error> {
        if request.online {
            require_service(self.agent())?;
        }
        Ok(self.prepare_search(request))
    }

    fn plan_download(&self, request: &DownloadRequest) -> Result<DownloadPlan, Error> {
        self.plan_download(request)
    }

    fn prepare_download(&self, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
        self.prepare_download(request)
    }

    fn plan_install(&self, request: &InstallRequest) -> Result<InstallPlan, Error> {
        self.plan_install(request)
    }

    fn prepare_install(&self, request: InstallRequest) -> Result<Job<InstallResult>, Error> {
        self.prepare_install(request)
    }

    fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error> {
        self.agent().set_hidden(update, hidden)
    }

    fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        self.agent().accept_eula(update)
    }

    fn explain(&self, name: &str) -> Result<Vec<Explanation>, Error> {
        self.explain(name)
    }

    fn changes(&self, update: &Update) -> Vec<Change> {
        self.agent().changes(update)
    }

    fn history(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        self.history(criteria, start, count)
    }

    fn history_count(&self) -> Result<usize, Error> {
        self.agent().history_count()
    }

    fn system(&self) -> Result<SystemState, Error> {
        Ok(self.agent().system())
    }

    fn is_busy(&self) -> Result<bool, Error> {
        Ok(self.agent().is_busy())
    }

    fn check_rights(&self) -> Result<(), Error> {
        self.agent().check_rights()
    }

    fn services(&self) -> Result<Vec<ServiceRecord>, Error> {
        self.agent().services()
    }

    fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error> {
        self.agent().add_service(id, cabinet)
    }

    fn add_online_service(&self, id: Guid, flags: i32) -> Result<Registration, Error> {
        self.agent().add_service2(id, flags, None)
    }

    fn add_scan_package(&self, name: &str, package: &Path) -> Result<ServiceRecord, Error> {
        self.agent().add_scan_package(name, package, true)
    }

    fn remove_service(&self, id: Guid) -> Result<(), Error> {
        self.agent().remove_service(id)
    }

    fn register_with_automatic_updates(&self, id: Guid) -> Result<(), Error> {
        self.agent().register_with_au(id)
    }

    fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        self.agent().settings()
    }

    fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error> {
        self.agent().save_settings(settings)
    }

    fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        self.agent().automatic_updates_results()
    }
}

/// A search that has to ask somebody, where there is nobody to ask.
fn require_service(agent: &Arc<Agent>) -> Result<(), Error> {
    if agent.services()?.is_empty() {
        return Err(Error::new(
            code::WU_E_NO_SERVICE,
            "no service offers updates for this computer: none is registered, and this build brings none",
        ));
    }
    Ok(())
}
