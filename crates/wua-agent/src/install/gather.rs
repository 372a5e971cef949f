//! What decides about an installation or removal.

use std::collections::{HashMap, HashSet};

use wua_com::Error;
use wua_defs::enums::UpdateOperation;

use crate::agent::Agent;
use crate::applicability::{Judge, Relations};
use crate::error::guarded;
use crate::marks::is_licence_accepted;
use crate::update::{Applicability, Identity, Revision, Update};

/// What the updates are on this computer right now, not when they were searched for.
#[derive(Default)]
pub(super) struct InstallFacts {
    pub(super) applicability: HashMap<Identity, Result<Applicability, Error>>,
    /// Those whose files are all in the cache.
    pub(super) downloaded: HashSet<Identity>,
    /// Why the target cannot handle them, where it cannot.
    pub(super) unsupported: HashMap<Identity, Error>,
    /// Those whose licence was not accepted.
    pub(super) unlicensed: HashSet<Identity>,
}

impl InstallFacts {
    pub(super) fn gather<'a>(
        agent: &Agent,
        relations: &Relations,
        updates: impl IntoIterator<Item = &'a Update>,
        operation: UpdateOperation,
    ) -> Result<Self, Error> {
        let rows = agent.store().mark_rows()?;
        let computer = relations.facts(agent)?;
        let judge = Judge::new(agent.target(), relations, computer.as_deref()).awaiting(&rows.restarts);
        let mut facts = Self::default();
        for part in updates.into_iter().flat_map(with_members) {
            // What something else replaces may still be wanted: it was asked for.
            let judged = judge.verdict(part).and_then(|verdict| verdict.decided(part));
            let applicability = judged.map(|verdict| verdict.applicability(true));
            facts.applicability.insert(part.identity, applicability);
            let check = || agent.target().check_installer(part, operation);
            if let Err(error) = guarded("the target", check) {
                facts.unsupported.insert(part.identity, error);
            }
            if agent.cache().has_all(part, &rows.downloads) {
                facts.downloaded.insert(part.identity);
            }
            if !is_licence_accepted(part, &rows) {
                facts.unlicensed.insert(part.identity);
            }
        }
        Ok(facts)
    }

    /// What an update is now. One that the target cannot tell does not apply.
    pub(super) fn applicability(&self, update: &Update) -> Applicability {
        match self.applicability.get(&update.identity()) {
            Some(Ok(applicability)) => *applicability,
            Some(Err(_)) => Applicability::default(),
            None => update.applicability,
        }
    }

    /// Why the target cannot tell what an update is, if it cannot.
    pub(super) fn unclear(&self, update: &Update) -> Option<&Error> {
        self.applicability
            .get(&update.identity())
            .and_then(|found| found.as_ref().err())
    }
}

/// The update and all members of a bundle, whether they concern this computer or not.
fn with_members(update: &Update) -> Vec<&Revision> {
    let all = update.with_bundled();
    all.into_iter().map(|update| update.revision.as_ref()).collect()
}
