//! Finding out what revisions are to this computer, many at a time.
//!
//! What others depend on (*bases*) is judged with every page, for the server waits for it. Everything else waits until there is
//! enough of it, and is gone when it is judged: of most revisions nothing more has to be known.

use std::sync::Arc;

use foldhash::HashMap;
use wua_agent::ports::{Target, verdicts};
use wua_agent::{Installer, Revision, Role};
use wua_com::Error;
use wua_rules::applicability::Facts;

use super::standing::Standing;
use crate::fragments::{self, Core, Kind};

/// So many revisions wait before they are judged.
const MANY: usize = 1000;

/// Judges revisions.
pub(super) struct Judging<'a> {
    pub(super) target: &'a dyn Target,
    pub(super) facts: Option<&'a dyn Facts>,
    /// Those that others depend on, by the server's number.
    pub(super) bases: HashMap<i32, Arc<Revision>>,
    waiting: HashMap<i32, Arc<Revision>>,
}

impl<'a> Judging<'a> {
    pub(super) fn new(target: &'a dyn Target, facts: Option<&'a dyn Facts>) -> Self {
        Self {
            target,
            facts,
            bases: HashMap::default(),
            waiting: HashMap::default(),
        }
    }

    /// Reads a revision: what others depend on whole, for it is judged again and again; of everything else what it is now.
    pub(super) fn read(&self, fragment: &str, is_leaf: bool) -> Result<Core, wua_rules::xml::Error> {
        match self.facts.filter(|_| is_leaf) {
            Some(facts) => Core::settled(fragment, facts),
            None => Core::read(fragment),
        }
    }

    /// Takes a revision.
    pub(super) fn add(&mut self, id: i32, core: Core, is_leaf: bool) {
        let revision = Arc::new(bare(core));
        if is_leaf {
            self.waiting.insert(id, revision);
        } else {
            self.bases.insert(id, revision);
        }
    }

    pub(super) fn remove(&mut self, id: i32) {
        self.bases.remove(&id);
        self.waiting.remove(&id);
    }

    /// What all bases are.
    pub(super) fn bases(&self) -> Result<Vec<(i32, Standing)>, Error> {
        let mut ids: Vec<i32> = self.bases.keys().copied().collect();
        ids.sort_unstable();
        let revisions: Vec<Arc<Revision>> = ids.iter().filter_map(|id| self.bases.get(id).cloned()).collect();
        let found = verdicts(self.target, self.facts, &revisions)?;
        Ok(ids.into_iter().zip(found.iter().map(Standing::of)).collect())
    }

    /// Whether enough of them wait.
    pub(super) fn is_time(&self) -> bool {
        self.waiting.len() >= MANY
    }

    /// What those are that waited.
    pub(super) fn settle(&mut self) -> Result<Vec<(i32, Standing)>, Error> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        let (ids, mut revisions): (Vec<i32>, Vec<Arc<Revision>>) = waiting.into_iter().unzip();
        revisions.extend(self.bases.values().cloned());
        let found = verdicts(self.target, self.facts, &revisions)?;
        Ok(ids.into_iter().zip(found.iter().map(Standing::of)).collect())
    }
}

/// A revision of which nothing but the core is known. What has no members has an installer, which is not known yet.
pub(super) fn bare(core: Core) -> Revision {
    let is_installed_by_itself =
        core.bundled.is_empty() && matches!(core.kind, Kind::Software | Kind::Driver);
    let mut revision = fragments::revision(core, None, &[], Vec::new(), Vec::new());
    if is_installed_by_itself {
        revision.installer = Some(Installer::Other(String::new()));
    }
    revision
}

/// The same, for others to depend on: it is never shown.
pub(super) fn hidden(revision: &Arc<Revision>) -> Arc<Revision> {
    let mut revision = Revision::clone(revision);
    if let Some(relevance) = &mut revision.relevance
        && relevance.role == Role::Update
    {
        Arc::make_mut(relevance).role = Role::Detectoid;
    }
    Arc::new(revision)
}
