//! What a group of computers is told of: what is deployed to it, and what that depends on.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use wua_com::Guid;

use super::catalogue::Catalogue;
use super::deployment::{Action, Approval, Deployment};
use super::metadata::Kind;

/// What a group is told of, by the ids of the server.
pub(super) struct Scope {
    /// The state of the catalogue that it was made from.
    pub(super) changes: u64,
    pub(super) shown: BTreeMap<i32, Shown>,
}

/// A revision as a group is told of it.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) index: usize,
    pub(super) deployment: Deployment,
    pub(super) is_leaf: bool,
    /// Since which change it is told so.
    pub(super) since: u64,
}

/// Deployments that nobody made have ids beyond those of administrators.
const DERIVED: i32 = 1_000_000_000;

impl Scope {
    /// Makes it anew. What is as before keeps the time since when.
    pub(super) fn of(catalogue: &Catalogue, group: &str, before: Option<&Self>) -> Self {
        let mut deployments = decisions(catalogue, group);
        let mut open: Vec<usize> = deployments.keys().copied().collect();
        while let Some(index) = open.pop() {
            for (dependency, action) in dependencies(catalogue, index) {
                let Some(entry) = catalogue
                    .entries
                    .get(dependency)
                    .filter(|entry| !entry.is_withdrawn)
                else {
                    continue;
                };
                let known = deployments.get(&dependency);
                // A member is a member, even if something else only evaluates it.
                let is_better = known.is_none_or(|known| {
                    known.approval.action == Action::Evaluate
                        && known.id >= DERIVED
                        && action == Action::Bundle
                });
                if is_better {
                    let derived = Deployment {
                        id: DERIVED + i32::try_from(dependency).unwrap_or_default(),
                        approval: Approval::to(action).unassigned(),
                        changed: entry.added,
                    };
                    deployments.insert(dependency, derived);
                    open.push(dependency);
                }
            }
        }
        let mut scope = Self {
            changes: catalogue.changes,
            shown: BTreeMap::new(),
        };
        scope.fill(catalogue, deployments, before);
        scope
    }

    /// At most one revision of an update is told of: the highest.
    fn fill(
        &mut self,
        catalogue: &Catalogue,
        deployments: HashMap<usize, Deployment>,
        before: Option<&Self>,
    ) {
        let mut highest: HashMap<Guid, (i32, usize)> = HashMap::default();
        for index in deployments.keys() {
            let Some(entry) = catalogue.entries.get(*index) else {
                continue;
            };
            let this = (entry.metadata.revision, *index);
            let best = highest.entry(entry.metadata.update).or_insert(this);
            *best = this.max(*best);
        }
        let required = catalogue.required();
        for (index, deployment) in deployments {
            let Some(entry) = catalogue.entries.get(index) else {
                continue;
            };
            if highest.get(&entry.metadata.update).map(|(_, best)| *best) != Some(index) {
                continue;
            }
            let is_leaf = !required.contains(&entry.metadata.update);
            let as_before = before
                .and_then(|before| before.shown.get(&entry.id))
                .filter(|before| before.deployment == deployment && before.is_leaf == is_leaf);
            let shown = Shown {
                index,
                deployment,
                is_leaf,
                since: as_before.map_or(self.changes, |before| before.since),
            };
            self.shown.insert(entry.id, shown);
        }
    }

    /// What is left of it for a client that asks for some categories: updates that belong there, and what they depend on.
    pub(super) fn within(&self, catalogue: &Catalogue, categories: &[Guid]) -> HashSet<usize> {
        let belongs = |shown: &&Shown| {
            let entry = catalogue.entries.get(shown.index);
            entry.is_some_and(|entry| {
                let clauses = entry.metadata.prerequisites.iter();
                matches!(entry.metadata.kind, Kind::Software | Kind::Driver)
                    && clauses
                        .filter(|clause| clause.is_category)
                        .any(|clause| clause.any.iter().any(|category| categories.contains(category)))
            })
        };
        let mut open: Vec<usize> = self
            .shown
            .values()
            .filter(belongs)
            .map(|shown| shown.index)
            .collect();
        let mut within: HashSet<usize> = open.iter().copied().collect();
        while let Some(index) = open.pop() {
            let dependencies = dependencies(catalogue, index);
            open.extend(
                dependencies
                    .into_iter()
                    .filter_map(|(index, _)| within.insert(index).then_some(index)),
            );
        }
        within
    }
}

/// What is decided for a group; of an update, about the highest revision that anything is decided about.
fn decisions(catalogue: &Catalogue, group: &str) -> HashMap<usize, Deployment> {
    let mut highest: HashMap<Guid, (i32, usize, &Deployment)> = HashMap::default();
    for (index, entry) in catalogue.entries.iter().enumerate() {
        let decision = catalogue.decision(index, group).filter(|_| !entry.is_withdrawn);
        if let Some(deployment) = decision {
            let revision = entry.metadata.revision;
            let best = highest
                .entry(entry.metadata.update)
                .or_insert((revision, index, deployment));
            if best.0 < revision {
                *best = (revision, index, deployment);
            }
        }
    }
    let highest = highest.into_values();
    highest
        .map(|(_, index, deployment)| (index, deployment.clone()))
        .collect()
}

/// What a revision names: its members, and its prerequisites in their highest revision.
fn dependencies(catalogue: &Catalogue, index: usize) -> Vec<(usize, Action)> {
    let Some(entry) = catalogue.entries.get(index) else {
        return Vec::new();
    };
    let members = entry.metadata.bundled.iter().flatten();
    let members = members.filter_map(|(update, revision)| catalogue.of_identity(*update, *revision));
    let required = entry.metadata.prerequisites.iter().flat_map(|clause| &clause.any);
    let required = required.filter_map(|update| catalogue.newest(*update));
    members
        .map(|member| (member, Action::Bundle))
        .chain(required.map(|required| (required, Action::Evaluate)))
        .collect()
}
