//! A client's view of the agent: who it is, which language it reads, and what it asks for.

use std::sync::Arc;

use wua_com::{Error, Lcid};
use wua_rules::criteria::HistoryCriteria;

use crate::agent::Agent;
use crate::download::{self, DownloadPlan, DownloadRequest, DownloadResult};
use crate::history::HistoryEntry;
use crate::install::{self, InstallPlan, InstallRequest, InstallResult};
use crate::job::{Callbacks, Job};
use crate::proxy::ProxySettings;
use crate::search::{self, SearchPlan, SearchRequest, SearchResult};

/// A client of the agent.
#[derive(Clone)]
pub struct Session {
    agent: Arc<Agent>,
    /// What the client calls itself; it stands in the history.
    pub client_application_id: String,
    /// The languages of texts, the wanted one first.
    pub locales: Arc<[Lcid]>,
    /// How the servers of services are to be reached for this client.
    pub proxy: ProxySettings,
    is_automatic: bool,
}

impl Session {
    /// A client that has not said who it is and reads English.
    pub fn new(agent: Arc<Agent>) -> Self {
        Self {
            agent,
            client_application_id: String::new(),
            locales: Arc::new([Lcid::ENGLISH]),
            proxy: ProxySettings::default(),
            is_automatic: false,
        }
    }

    /// Automatic Updates: what succeeds for it stands in its results.
    pub fn automatic(agent: Arc<Agent>) -> Self {
        Self {
            client_application_id: "AutomaticUpdates".to_owned(),
            is_automatic: true,
            ..Self::new(agent)
        }
    }

    /// The agent behind it.
    pub fn agent(&self) -> &Arc<Agent> {
        &self.agent
    }

    /// Whether this is Automatic Updates.
    pub(crate) fn is_automatic(&self) -> bool {
        self.is_automatic
    }

    /// Searches and waits.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<Arc<SearchResult>, Error> {
        self.prepare_search(request).run(Callbacks::default())
    }

    /// A search that has not begun: give its callbacks the job, then start it. What is wrong with the request is
    /// reported as the job's result. A search that was aborted has a result that says so, and nothing in it.
    pub fn prepare_search(&self, request: impl Into<SearchRequest>) -> Job<SearchResult> {
        search::prepare(self, request.into())
    }

    /// What a search would ask of whom.
    pub fn plan_search(&self, request: &SearchRequest) -> Result<SearchPlan, Error> {
        SearchPlan::new(request, &self.agent.services()?)
    }

    /// A download that has not begun. Refused at once: no updates; only what fetches the rest of an update that has no
    /// such thing.
    pub fn prepare_download(&self, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
        download::prepare(self, request)
    }

    /// What a download would fetch.
    pub fn plan_download(&self, request: &DownloadRequest) -> Result<DownloadPlan, Error> {
        download::plan(&self.agent, request)
    }

    /// An installation or removal that has not begun. Refused at once: no updates, a pending restart, an exclusive
    /// update among others, another operation (unless [`InstallRequest::wait`] says to wait for it).
    ///
    /// The job keeps others from installing until it has ended, or is dropped without having been started.
    pub fn prepare_install(&self, request: InstallRequest) -> Result<Job<InstallResult>, Error> {
        install::prepare(self, request)
    }

    /// What an installation or removal would do, in which order.
    pub fn plan_install(&self, request: &InstallRequest) -> Result<InstallPlan, Error> {
        install::plan(&self.agent, request)
    }

    /// History entries, newest first, from `start` on, at most `count`.
    pub fn history(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        let update = match HistoryCriteria::parse(criteria)? {
            HistoryCriteria::All => None,
            HistoryCriteria::Update(id) => Some(id),
        };
        self.agent.store().history(update, start, count)
    }
}
