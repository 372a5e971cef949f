//! What Automatic Updates does of its own, and when it last succeeded.

use std::sync::Arc;

use wua_com::Error;

use super::AutomaticUpdatesResults;
use crate::agent::Agent;
use crate::job::Callbacks;
use crate::ports::step;
use crate::search::SearchRequest;
use crate::session::Session;

const RESULTS: &str = "automatic-updates-results";

/// What succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Success {
    Search,
    Installation,
}

impl Agent {
    /// When Automatic Updates last succeeded. Searches and installations of others do not count.
    pub fn automatic_updates_results(&self) -> Result<AutomaticUpdatesResults, Error> {
        self.store().setting(RESULTS)
    }

    pub(crate) fn record_automatic_success(&self, success: Success) -> Result<(), Error> {
        let now = Some(self.now());
        self.store()
            .change_setting(RESULTS, |results: &mut AutomaticUpdatesResults| {
                match success {
                    Success::Search => results.last_search = now,
                    Success::Installation => results.last_installation = now,
                }
                Ok(())
            })?;
        self.checkpoint(step::SETTINGS_WRITTEN);
        Ok(())
    }

    /// Has Automatic Updates search in the background; returns at once. One search at a time: while it runs, asking
    /// again changes nothing.
    pub fn detect_now(self: &Arc<Self>) -> Result<(), Error> {
        self.check_enabled()?;
        self.check_not_paused()?;
        let mut detection = crate::sync::lock(self.detection());
        if detection.as_ref().is_some_and(|job| !job.is_completed()) {
            return Ok(());
        }
        // The job holds the agent until it has ended, and the agent the job: the finished one is let go next time.
        let job = Session::automatic(Arc::clone(self)).prepare_search(SearchRequest::default());
        job.start(Callbacks::default());
        *detection = Some(job);
        Ok(())
    }
}
