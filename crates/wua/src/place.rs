//! Where an agent is: in this process, or on another computer.

use std::path::Path;
use std::sync::Arc;

use wua_agent::{
    AddedCatalogue, Agent, AutomaticUpdatesResults, AutomaticUpdatesSettings, Cleaned, CleaningPlan,
    DownloadPlan, DownloadRequest, DownloadResult, Explanation, HistoryEntry, InstallPlan, InstallRequest,
    InstallResult, Job, KeepPolicy, Registration, SearchPlan, SearchRequest, SearchResult, ServiceRecord,
    Update, UpdateServer,
    ports::{Change, SystemState},
};
use wua_com::{Error, Guid, Lcid, code};
use wua_rules::applicability::{Facts, Query};
use wua_windows::{Recorder, Recording};

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

    fn plan_cleaning(&self, policy: &KeepPolicy) -> Result<CleaningPlan, Error>;
    fn clean_cache(&self, plan: &CleaningPlan) -> Result<Cleaned, Error>;

    fn services(&self) -> Result<Vec<ServiceRecord>, Error>;
    fn add_service(&self, id: Guid, cabinet: &Path) -> Result<ServiceRecord, Error>;
    fn add_online_service(&self, id: Guid, flags: i32) -> Result<Registration, Error>;
    fn add_scan_package(&self, name: &str, package: &Path) -> Result<ServiceRecord, Error>;
    fn add_catalogue(&self, name: &str, path: &Path, keep: bool) -> Result<AddedCatalogue, Error>;
    fn add_update_server(
        &self,
        name: &str,
        server: &UpdateServer,
        keep: bool,
    ) -> Result<ServiceRecord, Error>;
    fn record_facts(&self) -> Result<Recording, Error>;
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

    fn plan_cleaning(&self, policy: &KeepPolicy) -> Result<CleaningPlan, Error> {
        self.plan_cleaning(policy)
    }

    fn clean_cache(&self, plan: &CleaningPlan) -> Result<Cleaned, Error> {
        self.clean_cache(plan)
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

    fn add_catalogue(&self, name: &str, path: &Path, keep: bool) -> Result<AddedCatalogue, Error> {
        self.agent().add_catalogue(name, path, keep)
    }

    fn add_update_server(
        &self,
        name: &str,
        server: &UpdateServer,
        keep: bool,
    ) -> Result<ServiceRecord, Error> {
        self.agent().add_update_server(name, server, keep)
    }

    fn record_facts(&self) -> Result<Recording, Error> {
        let facts = self.agent().facts()?.ok_or_else(|| {
            Error::new(
                code::E_NOTIMPL,
                "this computer is no Windows: there are no facts that rules of updates could ask for",
            )
        })?;
        let recorder = Recorder::new(facts.as_ref());
        // What identifies a system is in every recording.
        for query in [
            Query::System,
            Query::ProcessorArchitecture,
            Query::Processors,
            Query::Languages,
            Query::MsiVersion,
        ] {
            recorder.answer(&query);
        }
        self.agent().ask_everything(&recorder)?;
        Ok(recorder.finish())
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
