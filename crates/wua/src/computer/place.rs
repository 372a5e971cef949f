//! The other computer as the place of a session.

use std::path::Path;
use std::sync::Arc;

use wua_agent::ports::{Change, SystemState};
use wua_agent::{
    AddedCatalogue, AutomaticUpdatesResults, AutomaticUpdatesSettings, Cleaned, CleaningPlan, DownloadPlan,
    DownloadRequest, DownloadResult, DownloadVerdict, Explanation, HistoryEntry, InstallPlan, InstallRequest,
    InstallResult, InstallVerdict, Job, KeepPolicy, PlannedDownload, PlannedFile, PlannedInstall,
    PlannedStep, Progress, Registration, SearchPlan, SearchRequest, SearchResult, ServiceRecord, Update,
    UpdateServer, explain_found,
};
use wua_com::{Error, Guid, Lcid, code};
use wua_windows::Recording;

use super::Computer;
use crate::place::Place;

impl Place for Arc<Computer> {
    fn locales(&self) -> &[Lcid] {
        &self.locales
    }

    fn plan_search(&self, request: &SearchRequest) -> Result<SearchPlan, Error> {
        SearchPlan::new(request, &self.services()?)
    }

    fn prepare_search(&self, request: SearchRequest) -> Result<Job<SearchResult>, Error> {
        let computer = Self::clone(self);
        let search = move |_: &wua_agent::Worker<'_>| computer.search(&request);
        Ok(Job::new("search elsewhere", Progress::default(), search))
    }

    /// What can be said from here: the other computer knows what it has.
    fn plan_download(&self, request: &DownloadRequest) -> Result<DownloadPlan, Error> {
        let updates = request.updates.iter().map(|update| PlannedDownload {
            identity: update.identity(),
            title: update.title().to_owned(),
            verdict: if update.marks.is_downloaded() && !request.forced {
                DownloadVerdict::AlreadyDownloaded
            } else {
                DownloadVerdict::Fetch
            },
            files: update
                .revision
                .contents
                .iter()
                .map(|content| file(update, content))
                .collect(),
            left_out: Vec::new(),
        });
        Ok(DownloadPlan {
            updates: updates.collect(),
        })
    }

    fn prepare_download(&self, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
        Ok(self.prepare_download(request))
    }

    fn plan_install(&self, request: &InstallRequest) -> Result<InstallPlan, Error> {
        let updates = request.updates.iter().map(|update| PlannedInstall {
            identity: update.identity(),
            title: update.title().to_owned(),
            verdict: InstallVerdict::Go,
            steps: vec![PlannedStep {
                identity: update.identity(),
                title: update.title().to_owned(),
            }],
            size: update.revision.max_download_size,
            is_licensed: update.revision.eula.is_some(),
            reboot: update
                .revision
                .installation_behavior
                .map(|behavior| behavior.reboot),
        });
        Ok(InstallPlan {
            operation: request.operation,
            updates: updates.collect(),
            also: Vec::new(),
        })
    }

    fn prepare_install(&self, request: InstallRequest) -> Result<Job<InstallResult>, Error> {
        Ok(self.prepare_install(request))
    }

    fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error> {
        Computer::set_hidden(self, update, hidden)
    }

    fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        Computer::accept_eula(self, update)
    }

    /// What the interfaces tell of updates; the services there know more, and are not asked.
    fn explain(&self, subject: &str) -> Result<Vec<Explanation>, Error> {
        let found = Computer::search(self, &SearchRequest::everything_known())?;
        Ok(explain_found(&found.updates, subject))
    }

    fn changes(&self, _: &Update) -> Vec<Change> {
        Vec::new()
    }

    fn history(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        Computer::history(self, criteria, start, count)
    }

    fn history_count(&self) -> Result<usize, Error> {
        Computer::history_count(self)
    }

    fn system(&self) -> Result<SystemState, Error> {
        Computer::system(self)
    }

    fn is_busy(&self) -> Result<bool, Error> {
        Computer::is_busy(self)
    }

    /// The other computer decides that, at each call.
    fn check_rights(&self) -> Result<(), Error> {
        Ok(())
    }

    fn services(&self) -> Result<Vec<ServiceRecord>, Error> {
        Computer::services(self)
    }

    fn add_service(&self, _: Guid, _: &Path) -> Result<ServiceRecord, Error> {
        Err(self.not_from_elsewhere("a cabinet of this computer"))
    }

    fn add_online_service(&self, id: Guid, flags: i32) -> Result<Registration, Error> {
        Computer::add_service(self, id, flags)
    }

    fn add_scan_package(&self, _: &str, _: &Path) -> Result<ServiceRecord, Error> {
        Err(self.not_from_elsewhere("a scan package of this computer"))
    }

    fn add_catalogue(&self, _: &str, _: &Path, _: bool) -> Result<AddedCatalogue, Error> {
        Err(self.not_from_elsewhere("a catalogue of this computer"))
    }

    fn add_update_server(&self, _: &str, _: &UpdateServer, _: bool) -> Result<ServiceRecord, Error> {
        Err(self.not_from_elsewhere("the address of an update server"))
    }

    fn record_facts(&self) -> Result<Recording, Error> {
        Err(self.not_from_elsewhere("the facts of the computer"))
    }

    fn plan_cleaning(&self, _: &KeepPolicy) -> Result<CleaningPlan, Error> {
        Err(self.not_from_elsewhere("what its cache holds"))
    }

    fn clean_cache(&self, _: &CleaningPlan) -> Result<Cleaned, Error> {
        Err(self.not_from_elsewhere("what its cache holds"))
    }

    fn remove_service(&self, id: Guid) -> Result<(), Error> {
        Computer::remove_service(self, id)
    }

    fn register_with_automatic_updates(&self, id: Guid) -> Result<(), Error> {
        Computer::register_with_automatic_updates(self, id)
    }

    fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        Computer::settings(self)
    }

    fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error> {
        Computer::save_settings(self, settings)
    }

    fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        Computer::automatic_updates_results(self)
    }
}

impl Computer {
    fn not_from_elsewhere(&self, what: &str) -> Error {
        Error::new(
            code::E_NOTIMPL,
            format!(
                "the interfaces of the agent have no way to ask {} for {what}: run the command there, as --host \
                 ssh:USER@HOST does",
                self.name()
            ),
        )
    }
}

fn file(update: &Update, content: &wua_agent::Content) -> PlannedFile {
    PlannedFile {
        owner: update.identity(),
        content: content.clone(),
        is_cached: false,
        fetched: 0,
        twin: None,
    }
}
