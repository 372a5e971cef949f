//! A client's view of the agent: who it is, which language it reads, and what it asks for.

use std::sync::Arc;

use wua_com::{Error, Lcid};

use crate::agent::Agent;
use crate::download::{DownloadRequest, DownloadResult};
use crate::history::HistoryEntry;
use crate::install::{InstallRequest, InstallResult};
use crate::job::Job;
use crate::search::{SearchRequest, SearchResult};

/// A client of the agent.
#[derive(Clone)]
pub struct Session {
    agent: Arc<Agent>,
    /// What the client calls itself; it stands in the history.
    pub client_application_id: String,
    /// The languages of texts, the wanted one first.
    pub locales: Arc<[Lcid]>,
}

impl Session {
    /// A client that has not said who it is and reads English.
    pub fn new(agent: Arc<Agent>) -> Self {
        Self {
            agent,
            client_application_id: String::new(),
            locales: Arc::new([Lcid::ENGLISH]),
        }
    }

    /// The agent behind it.
    pub fn agent(&self) -> &Arc<Agent> {
        &self.agent
    }

    /// Searches and waits.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<Arc<SearchResult>, Error> {
        let job = self.prepare_search(request);
        job.start(crate::job::Callbacks::default());
        job.wait()
    }

    /// A search that has not begun: give its callbacks the job, then start it.
    pub fn prepare_search(&self, request: impl Into<SearchRequest>) -> Job<SearchResult> {
        let _ = request.into();
        todo!()
    }

    /// A download that has not begun. Refused at once: no updates.
    pub fn prepare_download(&self, request: DownloadRequest) -> Result<Job<DownloadResult>, Error> {
        let _ = request;
        todo!()
    }

    /// An installation or removal that has not begun. Refused at once: no updates, a pending restart, an exclusive
    /// update among others, another operation.
    pub fn prepare_install(&self, request: InstallRequest) -> Result<Job<InstallResult>, Error> {
        let _ = request;
        todo!()
    }

    /// History entries, newest first, from `start` on, at most `count`.
    pub fn history(&self, criteria: &str, start: usize, count: usize) -> Result<Vec<HistoryEntry>, Error> {
        let _ = (criteria, start, count);
        todo!()
    }
}
