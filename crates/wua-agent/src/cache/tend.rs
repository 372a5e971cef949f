//! Cleaning by itself: once a day, when something else has succeeded, if an administrator has said what stays.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wua_com::{Error, code};

use super::KeepPolicy;
use crate::agent::Agent;
use crate::session::Session;

/// When the cache was last cleaned by itself.
const TENDED: &str = "cache-tended";

/// How long it is left alone then.
const PAUSE: SignedDuration = SignedDuration::from_hours(24);

impl Agent {
    /// From now on the cache is cleaned by itself, at most once a day. What says nothing keeps everything.
    pub fn tend_cache(&self, policy: KeepPolicy) {
        *crate::sync::lock(self.cache().policy()) = policy;
    }
}

/// Cleans the cache if it is time. Whoever works goes first; the next occasion is not far.
///
/// What succeeded before is no failure because of this: a search has warnings, and tells what is in the way; the others
/// leave that to the next search.
pub(crate) fn tend(agent: &Arc<Agent>) -> Result<(), Error> {
    match try_to_tend(agent) {
        Err(error) if error.hresult() != code::WU_E_OPERATIONINPROGRESS => {
            Err(error.context("cleaning the cache by itself"))
        }
        _ => Ok(()),
    }
}

fn try_to_tend(agent: &Arc<Agent>) -> Result<(), Error> {
    let policy = *crate::sync::lock(agent.cache().policy());
    if policy == KeepPolicy::default() || !is_due(agent)? {
        return Ok(());
    }
    if agent.is_busy() || !agent.store().running_jobs()?.is_empty() {
        return Ok(());
    }
    // Nobody's client: what it looks up is no search of anybody.
    let session = Session::new(Arc::clone(agent));
    let plan = session.plan_cleaning(&policy)?;
    if !plan.files.is_empty() {
        session.clean_cache(&plan)?;
    }
    agent.store().set_setting(TENDED, &agent.now().as_second())
}

/// A clock that was in the future once does not keep the cache for ever.
fn is_due(agent: &Agent) -> Result<bool, Error> {
    let tended: Option<i64> = agent.store().setting(TENDED)?;
    let Some(tended) = tended.and_then(|second| Timestamp::from_second(second).ok()) else {
        return Ok(true);
    };
    let since = agent.now().duration_since(tended);
    Ok(since.is_negative() || since >= PAUSE)
}
