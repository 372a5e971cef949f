//! The revisions of a server, what is decided about them, and their files. Everything may change while the server runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use jiff::Timestamp;
use wua_agent::ports::Clock;
use wua_com::Guid;

use super::content::ContentStore;
use super::deployment::{ALL_COMPUTERS, Approval, Deployment};
use super::draft::Draft;
use super::fragments::Fragments;
use super::metadata::Metadata;
use super::scope::Scope;

/// The revisions of a server.
pub struct Catalogue {
    /// The files of the revisions.
    pub content: ContentStore,
    pub(super) entries: Vec<Entry>,
    by_id: HashMap<i32, usize>,
    by_update: HashMap<Guid, BTreeMap<i32, usize>>,
    approvals: HashMap<usize, BTreeMap<String, Deployment>>,
    /// Counts all changes, so that clients are told what changed since they were here.
    pub(super) changes: u64,
    scopes: HashMap<String, Arc<Scope>>,
    next_id: i32,
    next_deployment: i32,
    clock: Arc<dyn Clock>,
}

/// A revision as the server keeps it.
pub(super) struct Entry {
    pub(super) id: i32,
    pub(super) metadata: Metadata,
    pub(super) added: Timestamp,
    pub(super) is_withdrawn: bool,
}

impl Catalogue {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            content: ContentStore::default(),
            entries: Vec::new(),
            by_id: HashMap::default(),
            by_update: HashMap::default(),
            approvals: HashMap::default(),
            changes: 1,
            scopes: HashMap::default(),
            next_id: 1001,
            next_deployment: 1,
            clock,
        }
    }

    /// Adds a revision. It answers the id by which this server calls it.
    pub fn add(&mut self, metadata: Metadata) -> Result<i32, String> {
        let revisions = self.by_update.entry(metadata.update).or_default();
        if revisions.contains_key(&metadata.revision) {
            return Err(format!(
                "revision {} of {} is there already",
                metadata.revision, metadata.update
            ));
        }
        let id = self.next_id;
        self.next_id += 1;
        revisions.insert(metadata.revision, self.entries.len());
        self.by_id.insert(id, self.entries.len());
        self.entries.push(Entry {
            id,
            metadata,
            added: self.clock.now(),
            is_withdrawn: false,
        });
        self.changes += 1;
        Ok(id)
    }

    /// Adds a revision that was written in Rust.
    pub fn add_draft(&mut self, draft: &Draft) -> Result<i32, String> {
        self.add(draft.build()?)
    }

    /// Adds a whole document, `upd:Update`.
    pub fn add_document(&mut self, document: &str) -> Result<i32, String> {
        self.add(Metadata::new(Fragments::of_document(document)?)?)
    }

    /// Decides about the newest revision of an update, for a group.
    pub fn approve_for(&mut self, group: &str, update: Guid, approval: Approval) -> Result<(), String> {
        let newest = self.newest(update).ok_or_else(|| unknown(update))?;
        let id = self.next_deployment;
        self.next_deployment += 1;
        let changed = self.clock.now();
        let deployments = self.approvals.entry(newest).or_default();
        deployments.insert(
            group.to_owned(),
            Deployment {
                id,
                approval,
                changed,
            },
        );
        self.changes += 1;
        Ok(())
    }

    /// Decides about the newest revision of an update, for all computers.
    pub fn approve(&mut self, update: Guid, approval: Approval) -> Result<(), String> {
        self.approve_for(ALL_COMPUTERS, update, approval)
    }

    /// Takes back what was decided about an update, for all groups.
    pub fn disapprove(&mut self, update: Guid) -> Result<(), String> {
        let revisions = self.by_update.get(&update).ok_or_else(|| unknown(update))?;
        for index in revisions.values() {
            self.approvals.remove(index);
        }
        self.changes += 1;
        Ok(())
    }

    /// Declines an update, or lets it expire: nobody is told of it any more, in whatever role.
    pub fn decline(&mut self, update: Guid) -> Result<(), String> {
        self.disapprove(update)?;
        let revisions = self.by_update.get(&update).ok_or_else(|| unknown(update))?;
        for index in revisions.values() {
            if let Some(entry) = self.entries.get_mut(*index) {
                entry.is_withdrawn = true;
            }
        }
        Ok(())
    }

    /// Approves what offers itself and is not decided about yet, for all computers. It answers how many that were.
    pub fn approve_everything(&mut self) -> usize {
        let offered = self.entries.iter().enumerate().filter(|(index, entry)| {
            let core = &entry.metadata.fragments.core;
            !self.approvals.contains_key(index) && core.contains(" ExplicitlyDeployable=\"true\"")
        });
        let offered: BTreeSet<Guid> = offered.map(|(_, entry)| entry.metadata.update).collect();
        for update in &offered {
            let _ = self.approve(*update, Approval::install());
        }
        offered.len()
    }

    /// All ids change, as if this were another server. Clients that are not told so find out by themselves.
    pub fn renumber(&mut self) {
        let start = self.next_id + 10_000;
        self.by_id.clear();
        // From the end, so that nothing keeps its place among the others.
        for (index, entry) in self.entries.iter_mut().enumerate().rev() {
            entry.id = start + i32::try_from(self.by_id.len()).unwrap_or_default();
            self.by_id.insert(entry.id, index);
        }
        self.next_id = start + i32::try_from(self.entries.len()).unwrap_or_default();
        self.scopes.clear();
        self.changes += 1;
    }

    /// What is known of the newest revision of an update.
    pub fn metadata(&self, update: Guid) -> Option<&Metadata> {
        let entry = self.entries.get(self.newest(update)?)?;
        Some(&entry.metadata)
    }

    /// The id by which this server calls the newest revision of an update.
    pub fn id(&self, update: Guid) -> Option<i32> {
        Some(self.entries.get(self.newest(update)?)?.id)
    }

    /// All updates, each once, in the order in which they came.
    pub fn updates(&self) -> Vec<Guid> {
        let mut seen = HashSet::default();
        let updates = self.entries.iter().map(|entry| entry.metadata.update);
        updates.filter(|update| seen.insert(*update)).collect()
    }

    /// Updates that no client will ever be told of, because nothing of what they require is here: each with what is missing.
    pub fn unsatisfiable(&self) -> Vec<(Guid, Vec<Guid>)> {
        let missing = |entry: &Entry| {
            let mut clauses = entry.metadata.prerequisites.iter();
            let unmet =
                clauses.find(|clause| clause.any.iter().all(|update| self.newest(*update).is_none()))?;
            Some((entry.metadata.update, unmet.any.clone()))
        };
        self.entries.iter().filter_map(missing).collect()
    }

    /// How many revisions there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn newest(&self, update: Guid) -> Option<usize> {
        let revisions = self.by_update.get(&update)?;
        let live = revisions
            .values()
            .rev()
            .find(|index| self.entries.get(**index).is_some_and(|entry| !entry.is_withdrawn));
        live.or_else(|| revisions.values().next_back()).copied()
    }

    pub(super) fn of_identity(&self, update: Guid, revision: i32) -> Option<usize> {
        self.by_update.get(&update)?.get(&revision).copied()
    }

    pub(super) fn of_id(&self, id: i32) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// What is decided about a revision for a group: its own decisions come before those for all.
    pub(super) fn decision(&self, index: usize, group: &str) -> Option<&Deployment> {
        let deployments = self.approvals.get(&index)?;
        deployments.get(group).or_else(|| deployments.get(ALL_COMPUTERS))
    }

    /// What a group is told of.
    pub(super) fn scope(&mut self, group: &str) -> Arc<Scope> {
        let before = self.scopes.remove(group);
        let scope = match before {
            Some(scope) if scope.changes == self.changes => scope,
            before => Arc::new(Scope::of(self, group, before.as_deref())),
        };
        self.scopes.insert(group.to_owned(), scope.clone());
        scope
    }

    /// The updates that others name as their prerequisite.
    pub(super) fn required(&self) -> HashSet<Guid> {
        let live = self.entries.iter().filter(|entry| !entry.is_withdrawn);
        let clauses = live.flat_map(|entry| &entry.metadata.prerequisites);
        clauses.flat_map(|clause| clause.any.iter().copied()).collect()
    }
}

fn unknown(update: Guid) -> String {
    format!("there is no update {update}")
}
