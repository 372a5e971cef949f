//! Who needs whom, and who replaces whom.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use wua_com::{Error, Guid, Lcid};
use wua_rules::applicability::{Answer, Book, Facts, Query, Reading, UpdateRules};

use super::knots::{Knot, knots};
use crate::agent::Agent;
use crate::error::guarded;
use crate::search::known;
use crate::update::{Identity, Revision, Update};

/// All revisions that are known, and what they say of each other. Depends on nothing but them.
#[derive(Default)]
pub(crate) struct Relations {
    pub(super) revisions: Vec<Arc<Revision>>,
    places: HashMap<Identity, usize>,
    by_id: HashMap<Guid, Vec<usize>>,
    replacing: HashMap<Guid, Vec<usize>>,
    pub(super) book: Book,
    pub(super) rules: Vec<Option<UpdateRules>>,
    knots: Vec<Option<Knot>>,
}

impl Relations {
    /// Of these, and of what is bundled in them; none where nothing comes with rules, as on a Debian.
    pub(crate) fn of<'a>(revisions: impl IntoIterator<Item = &'a Arc<Revision>, IntoIter: Clone>) -> Self {
        let mut relations = Self::default();
        let revisions = revisions.into_iter();
        if !revisions.clone().any(|revision| has_rules(revision)) {
            return relations;
        }
        for revision in revisions {
            for part in revision.with_bundled() {
                relations.add(part);
            }
        }
        let needs: Vec<Vec<usize>> = relations
            .revisions
            .iter()
            .map(|revision| relations.needs(revision))
            .collect();
        relations.knots = knots(&needs);
        relations
    }

    /// Of what the services of these updates know: what the updates need, and what replaces them, may be among it. The
    /// updates that come without rules are nobody's relations.
    pub(crate) fn around(agent: &Agent, updates: &[Update]) -> Result<Self, Error> {
        let parts = updates.iter().flat_map(Update::with_bundled);
        let ruled: Vec<&Update> = parts.filter(|part| part.revision.relevance.is_some()).collect();
        if ruled.is_empty() {
            return Ok(Self::default());
        }
        let services: HashSet<Guid> = ruled.iter().map(|update| update.service).collect();
        let mut all: Vec<Arc<Revision>> = ruled.iter().map(|update| Arc::clone(&update.revision)).collect();
        for entry in agent.registry().entries(agent.store())? {
            if services.contains(&entry.record.id) {
                all.extend(known(agent, entry.record.id, entry.is_volatile)?.revisions);
            }
        }
        Ok(Self::of(&all))
    }

    fn add(&mut self, revision: Arc<Revision>) {
        let place = self.revisions.len();
        if *self.places.entry(revision.identity).or_insert(place) != place {
            return;
        }
        self.by_id.entry(revision.identity.id).or_default().push(place);
        for replaced in &revision.superseded_update_ids {
            self.replacing.entry(*replaced).or_default().push(place);
        }
        let relevance = revision.relevance.as_ref();
        let rules = relevance.map(|relevance| self.book.add_update(&relevance.rules, reading(&revision)));
        self.rules.push(rules);
        self.revisions.push(revision);
    }

    /// The places of all that decides about a revision.
    fn needs(&self, revision: &Revision) -> Vec<usize> {
        let members = revision
            .bundled
            .iter()
            .filter_map(|member| self.place(member.identity));
        let relevance = revision.relevance.iter();
        let ids = relevance
            .flat_map(|relevance| &relevance.prerequisites)
            .flat_map(|prerequisite| &prerequisite.any_of);
        members
            .chain(ids.flat_map(|id| self.named(*id)).copied())
            .collect()
    }

    /// Why what a revision needs cannot be followed, if it cannot.
    pub(super) fn knot(&self, place: usize) -> Option<Knot> {
        self.knots.get(place).copied().flatten()
    }

    /// What people call an update, and what they can paste.
    pub(crate) fn name(&self, id: Guid, locales: &[Lcid]) -> String {
        let newest = self
            .named(id)
            .iter()
            .filter_map(|place| self.revisions.get(*place));
        let newest = newest.max_by_key(|revision| revision.identity.revision);
        match newest.and_then(|revision| revision.texts(locales)) {
            Some(texts) if !texts.title.is_empty() => format!("“{}” ({id})", texts.title),
            _ => id.to_string(),
        }
    }

    /// A fresh look at the computer, if any of them comes with rules.
    pub(crate) fn facts<'t>(&self, agent: &'t Agent) -> Result<Option<Box<dyn Facts + 't>>, Error> {
        if self.rules.iter().all(Option::is_none) {
            return Ok(None);
        }
        let computer = guarded("the target", || agent.target().facts())?;
        Ok(computer.map(|computer| -> Box<dyn Facts + 't> { Box::new(Remembering { computer, agent }) }))
    }

    pub(super) fn place(&self, identity: Identity) -> Option<usize> {
        self.places.get(&identity).copied()
    }

    /// All revisions of an update.
    pub(super) fn named(&self, id: Guid) -> &[usize] {
        self.by_id.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What says that it replaces an update.
    pub(super) fn replacing(&self, id: Guid) -> &[usize] {
        self.replacing.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn has_rules(revision: &Revision) -> bool {
    revision.relevance.is_some() || revision.bundled.iter().any(|member| has_rules(member))
}

/// What has an installer has to say when it may be called; what has none stands for others.
fn reading(revision: &Revision) -> Reading {
    let has_installer = revision.installer.is_some() || !revision.contents.is_empty();
    if revision.bundled.is_empty() && has_installer {
        Reading::Item
    } else {
        Reading::Package
    }
}

/// A computer, and what the agent has done to it.
struct Remembering<'a> {
    computer: Box<dyn Facts + 'a>,
    agent: &'a Agent,
}

impl Facts for Remembering<'_> {
    fn answer(&self, query: &Query) -> Answer {
        let Query::InstalledOnce(update) = query else {
            return self.computer.answer(query);
        };
        match self.agent.store().was_installed(*update) {
            Ok(true) => Answer::Present,
            Ok(false) => Answer::Absent,
            Err(error) => Answer::Unavailable(error.message()),
        }
    }
}
