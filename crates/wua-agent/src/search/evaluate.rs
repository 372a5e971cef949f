//! What the updates are on this computer.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use wua_com::{Error, Guid, Lcid};
use wua_defs::enums::ServerSelection;

use super::gather::Gathered;
use super::{SearchPlan, Tally};
use crate::agent::Agent;
use crate::applicability::{Judge, Relations, Verdict};
use crate::category::Category;
use crate::job::Worker;
use crate::ports::Warning;
use crate::store::MarkRows;
use crate::update::{Revision, Update};

/// What a search has to choose from.
pub(super) struct Evaluated {
    /// All applicable updates of the scope.
    pub(super) updates: Vec<Update>,
    /// All categories, each once.
    pub(super) categories: Vec<Arc<Category>>,
    /// What became of all the others.
    pub(super) tally: Tally,
    /// Those whose judging failed, and why.
    pub(super) warnings: Vec<Warning>,
}

/// What is the same for all updates of a search.
struct Context<'a> {
    agent: &'a Agent,
    judge: Judge<'a>,
    with_superseded: bool,
    rows: &'a MarkRows,
    categories: HashMap<Guid, Arc<Category>>,
    server_selection: ServerSelection,
    locales: &'a Arc<[Lcid]>,
}

pub(super) fn evaluate(
    agent: &Agent,
    plan: &SearchPlan,
    gathered: &Gathered,
    (server_selection, locales): (ServerSelection, &Arc<[Lcid]>),
    worker: &Worker<'_>,
) -> Result<Evaluated, Error> {
    let categories = all_categories(gathered);
    let relations = Relations::of(gathered.offers.iter().flat_map(|(_, known)| &known.revisions));
    let facts = relations.facts(agent)?;
    // Somebody else may have changed marks of updates that this search does not find.
    let (rows, change) = agent.marks().refresh(agent.store(), agent.cache())?;
    let context = Context {
        agent,
        judge: Judge::new(agent.target(), &relations, facts.as_deref()).awaiting(&rows.restarts),
        with_superseded: plan.include_potentially_superseded,
        rows: &rows,
        categories: categories
            .iter()
            .map(|category| (category.id, Arc::clone(category)))
            .collect(),
        server_selection,
        locales,
    };

    let mut seen = HashSet::new();
    let mut updates = Vec::new();
    let mut tally = Tally::default();
    let mut warnings = Vec::new();
    for (service, known) in &gathered.offers {
        for revision in &known.revisions {
            worker.abort().check()?;
            if !revision.is_update() {
                continue;
            }
            tally.known += 1;
            // Two services may offer the same: the first one has it.
            if !plan.covers(revision) || !seen.insert(revision.identity) {
                tally.unwanted += 1;
                continue;
            }
            match context.update(revision, *service, false) {
                Ok((update, _)) if update.applicability.applicable => updates.push(update),
                Ok((_, verdict)) => tally.count(&verdict),
                Err(error) => {
                    tally.unclear += 1;
                    warnings.push(Warning::general(&error));
                }
            }
        }
    }
    agent
        .marks()
        .refresh_since(change, agent.store(), agent.cache())?;
    Ok(Evaluated {
        updates,
        categories,
        tally,
        warnings,
    })
}

fn all_categories(gathered: &Gathered) -> Vec<Arc<Category>> {
    let mut seen = HashSet::new();
    let offered = gathered.offers.iter().flat_map(|(_, known)| &known.categories);
    offered
        .filter(|category| seen.insert(category.id))
        .cloned()
        .collect()
}

impl Context<'_> {
    /// An update, and the members of a bundle. Marks are kept for what can be reached from a result, not for the
    /// thousands of others that a service knows.
    fn update(
        &self,
        revision: &Arc<Revision>,
        service: Guid,
        is_member: bool,
    ) -> Result<(Update, Verdict), Error> {
        let verdict = self.judge.verdict(revision)?;
        let members = revision.bundled.iter();
        let bundled = members.map(|member| Ok(self.update(member, service, true)?.0));
        let mut update = Update {
            revision: Arc::clone(revision),
            service,
            server_selection: self.server_selection,
            bundled: bundled.collect::<Result<_, Error>>()?,
            applicability: verdict.applicability(self.with_superseded),
            marks: Arc::default(),
            categories: revision
                .categories
                .iter()
                .filter_map(|id| self.categories.get(id).cloned())
                .collect(),
            locales: Arc::clone(self.locales),
        };
        if update.applicability.applicable || is_member {
            let parts = update.parts().into_iter().cloned().collect();
            let (marks, cache) = (self.agent.marks(), self.agent.cache());
            update.marks = marks.intern(update.identity(), parts, self.rows, cache);
        }
        Ok((update, verdict))
    }
}
