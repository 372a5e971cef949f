//! Asking the services, or the store in their place.

use wua_com::{Error, Guid};

use super::SearchPlan;
use crate::agent::Agent;
use crate::error::guarded;
use crate::job::Worker;
use crate::ports::{Conditions, Offer, Warning, step};
use crate::services::ServiceEntry;
use crate::session::Session;
use crate::store::Known;

/// What the services of a plan know, and what went wrong with some of them.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) offers: Vec<(Guid, Known)>,
    pub(super) warnings: Vec<Warning>,
}

pub(super) fn gather(session: &Session, plan: &SearchPlan, worker: &Worker<'_>) -> Result<Gathered, Error> {
    if plan.online {
        ask(session, plan, worker)
    } else {
        recall(session.agent(), plan)
    }
}

/// From the store alone. No service is called.
fn recall(agent: &Agent, plan: &SearchPlan) -> Result<Gathered, Error> {
    let volatile = agent.registry().volatile_ids();
    let mut gathered = Gathered::default();
    for asked in &plan.services {
        let known = if volatile.contains(&asked.id) {
            agent.registry().known(asked.id)
        } else {
            agent.store().known(asked.id)?
        };
        gathered.offers.push((asked.id, known));
    }
    Ok(gathered)
}

/// Asks one service after the other. One that fails is a warning as long as another one answers.
fn ask(session: &Session, plan: &SearchPlan, worker: &Worker<'_>) -> Result<Gathered, Error> {
    let agent = session.agent();
    let mut gathered = Gathered::default();
    let mut failures: Vec<Error> = Vec::new();
    let mut volatile = Vec::new();
    for (index, asked) in plan.services.iter().enumerate() {
        worker.abort().check()?;
        worker.report(|progress| progress.percent = percent(index, plan.services.len()));
        let entry = agent.registry().entry(agent.store(), asked.id)?;
        match sync(session, &entry, worker) {
            Ok(mut offer) => {
                gathered.warnings.append(&mut offer.warnings);
                let known = Known {
                    revisions: offer.revisions,
                    categories: offer.categories,
                };
                if entry.is_volatile {
                    volatile.push(asked.id);
                }
                gathered.offers.push((asked.id, known));
            }
            Err(error) => {
                worker.abort().check()?;
                failures.push(error.context(format!("asking {}", entry.record)));
            }
        }
    }
    worker.abort().check()?;
    if gathered.offers.is_empty() {
        if let Some(first) = failures.into_iter().next() {
            return Err(first);
        }
        return Ok(gathered);
    }
    gathered.warnings.extend(failures.iter().map(Warning::incomplete));
    keep(agent, &gathered, &volatile)?;
    Ok(gathered)
}

fn sync(session: &Session, entry: &ServiceEntry, worker: &Worker<'_>) -> Result<Offer, Error> {
    let service = entry.service.as_ref().map_err(Clone::clone)?;
    let conditions = Conditions {
        proxy: &session.proxy,
        abort: worker.abort(),
    };
    guarded("the service", || {
        service.sync(session.agent().target(), &conditions)
    })
}

/// Keeps what was offered: in the store, or in this process for services of the moment.
fn keep(agent: &Agent, gathered: &Gathered, volatile: &[Guid]) -> Result<(), Error> {
    let (passing, lasting): (Vec<_>, Vec<_>) = gathered
        .offers
        .iter()
        .cloned()
        .partition(|(id, _)| volatile.contains(id));
    for (id, known) in passing {
        agent.registry().keep_known(id, known);
    }
    agent.store().apply_offers(&lasting)?;
    agent.checkpoint(step::OFFER_STORED);
    Ok(())
}

/// Asking is the longer part of a search.
fn percent(index: usize, count: usize) -> i32 {
    i32::try_from(index * 80 / count.max(1)).unwrap_or(0)
}
