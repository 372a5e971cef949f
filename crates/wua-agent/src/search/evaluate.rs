//! What the updates are on this computer.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use wua_com::{Error, Guid, Lcid};
use wua_defs::enums::ServerSelection;

use super::SearchPlan;
use super::gather::Gathered;
use crate::agent::Agent;
use crate::category::Category;
use crate::error::guarded;
use crate::job::Worker;
use crate::ports::Warning;
use crate::store::MarkRows;
use crate::update::{Applicability, Revision, Update};

/// What a search has to choose from.
pub(super) struct Evaluated {
    /// All applicable updates of the scope.
    pub(super) updates: Vec<Update>,
    /// All categories, each once.
    pub(super) categories: Vec<Arc<Category>>,
    /// How many updates were looked at.
    pub(super) considered: usize,
    /// Those that could not be judged, and why.
    pub(super) warnings: Vec<Warning>,
}

/// What is the same for all updates of a search.
struct Context<'a> {
    agent: &'a Agent,
    rows: MarkRows,
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
    let context = Context {
        agent,
        rows: agent.store().mark_rows()?,
        categories: categories
            .iter()
            .map(|category| (category.id, Arc::clone(category)))
            .collect(),
        server_selection,
        locales,
    };
    // Somebody else may have changed marks of updates that this search does not find.
    agent.marks().refresh(&context.rows, agent.cache());

    let mut seen = HashSet::new();
    let mut updates = Vec::new();
    let mut considered = 0;
    let mut warnings = Vec::new();
    for (service, known) in &gathered.offers {
        for revision in &known.revisions {
            worker.abort().check()?;
            considered += 1;
            // Two services may offer the same: the first one has it.
            if !plan.covers(revision) || !seen.insert(revision.identity) {
                continue;
            }
            match context.update(revision, *service, false) {
                Ok(update) if update.applicability.applicable => updates.push(update),
                Ok(_) => {}
                Err(error) => warnings.push(Warning::general(&error)),
            }
        }
    }
    Ok(Evaluated {
        updates,
        categories,
        considered,
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
    fn update(&self, revision: &Arc<Revision>, service: Guid, is_member: bool) -> Result<Update, Error> {
        let members = revision.bundled.iter();
        let bundled = members.map(|member| self.update(member, service, true));
        let mut update = Update {
            revision: Arc::clone(revision),
            service,
            server_selection: self.server_selection,
            bundled: bundled.collect::<Result<_, _>>()?,
            applicability: self.judge(revision)?,
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
            update.marks = marks.intern(update.identity(), parts, &self.rows, cache);
        }
        Ok(update)
    }

    /// One update that trips the target does not spoil the search.
    fn judge(&self, revision: &Revision) -> Result<Applicability, Error> {
        guarded("the target", || Ok(self.agent.target().evaluate(revision)))
            .map_err(|error| error.context(format!("judging update {}", revision.identity)))
    }
}
