//! What the updates are on this computer.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use wua_com::{Error, Guid, Lcid};
use wua_defs::enums::ServerSelection;

use super::SearchPlan;
use super::gather::Gathered;
use crate::agent::Agent;
use crate::category::Category;
use crate::job::Worker;
use crate::store::MarkRows;
use crate::update::{Revision, Update};

/// What a search has to choose from.
pub(super) struct Evaluated {
    /// All applicable updates of the scope.
    pub(super) updates: Vec<Update>,
    /// All categories, each once.
    pub(super) categories: Vec<Arc<Category>>,
    /// How many updates were looked at.
    pub(super) considered: usize,
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
    for (service, known) in &gathered.offers {
        for revision in &known.revisions {
            worker.abort().check()?;
            considered += 1;
            // Two services may offer the same: the first one has it.
            if !plan.covers(revision) || !seen.insert(revision.identity) {
                continue;
            }
            let update = context.update(revision, *service);
            if update.applicability.applicable {
                updates.push(update);
            }
        }
    }
    Ok(Evaluated {
        updates,
        categories,
        considered,
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
    fn update(&self, revision: &Arc<Revision>, service: Guid) -> Update {
        let bundled = revision
            .bundled
            .iter()
            .map(|member| self.update(member, service))
            .collect();
        let mut update = Update {
            revision: Arc::clone(revision),
            service,
            server_selection: self.server_selection,
            applicability: self.agent.target().evaluate(revision),
            marks: Arc::default(),
            bundled,
            categories: revision
                .categories
                .iter()
                .filter_map(|id| self.categories.get(id).cloned())
                .collect(),
            locales: Arc::clone(self.locales),
        };
        // Marks are kept for what may be found, not for the thousands of others that a service knows.
        if update.applicability.applicable {
            let parts = update.parts().into_iter().cloned().collect();
            update.marks =
                self.agent
                    .marks()
                    .intern(update.identity(), parts, &self.rows, self.agent.cache());
        }
        update
    }
}
