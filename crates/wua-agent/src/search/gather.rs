//! Asking the services, or the store in their place.

use wua_com::{Error, Guid};

use super::{SearchPlan, Tally};
use crate::agent::Agent;
use crate::error::guarded;
use crate::job::Worker;
use crate::lock::Turn;
use crate::ports::{Conditions, Memory, News, Service, Warning, step};
use crate::services::ServiceEntry;
use crate::session::Session;
use crate::store::Known;

/// What the services of a plan know, and what went wrong with some of them.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) offers: Vec<(Guid, Known)>,
    pub(super) warnings: Vec<Warning>,
    /// What they know beside that.
    pub(super) withheld: Tally,
}

pub(super) fn gather(session: &Session, plan: &SearchPlan, worker: &Worker<'_>) -> Result<Gathered, Error> {
    let agent = session.agent();
    let mut gathered = if plan.online {
        ask(session, plan, worker)?
    } else {
        recall(agent, plan)?
    };
    for (id, _) in &gathered.offers {
        let entry = agent.registry().entry(agent.store(), *id)?;
        let Ok(service) = &entry.service else { continue };
        gathered.withheld += with_memory(agent, &entry, |memory| {
            guarded("the service", || service.withheld(memory))
        })?;
    }
    Ok(gathered)
}

/// From the store alone. No service is called.
fn recall(agent: &Agent, plan: &SearchPlan) -> Result<Gathered, Error> {
    let volatile = agent.registry().volatile_ids();
    let mut gathered = Gathered::default();
    for asked in &plan.services {
        let known = known(agent, asked.id, volatile.contains(&asked.id))?;
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
    let mut changed = Vec::new();
    for (index, asked) in plan.services.iter().enumerate() {
        worker.abort().check()?;
        worker.report(|progress| progress.percent = percent(index, plan.services.len()));
        let entry = agent.registry().entry(agent.store(), asked.id)?;
        match sync(session, &entry, plan.refresh, worker) {
            Ok((known, mut warnings, is_changed)) => {
                gathered.warnings.append(&mut warnings);
                if is_changed && entry.is_volatile {
                    volatile.push((asked.id, known.clone()));
                } else if is_changed {
                    changed.push((asked.id, known.clone()));
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
    keep(agent, &changed, &volatile)?;
    Ok(gathered)
}

/// What a service knows now, what went wrong, and whether that is news.
fn sync(
    session: &Session,
    entry: &ServiceEntry,
    refresh: bool,
    worker: &Worker<'_>,
) -> Result<(Known, Vec<Warning>, bool), Error> {
    let service = entry.service.as_ref().map_err(Clone::clone)?;
    session.agent().check_expiry(&entry.record)?;
    let conditions = Conditions {
        proxy: &session.proxy,
        abort: worker.abort(),
    };
    let agent = session.agent();
    let answer = with_memory(agent, entry, |memory| {
        let memory = Memory {
            refresh,
            locales: &session.locales,
            ..*memory
        };
        guarded("the service", || {
            Service::sync(service.as_ref(), agent.target(), &memory, &conditions)
        })
    })?;
    Ok(match answer {
        News::Unchanged(warnings) => (known(agent, entry.record.id, entry.is_volatile)?, warnings, false),
        News::Changed(offer) => (
            Known {
                revisions: offer.revisions,
                categories: offer.categories,
                stamp: offer.stamp,
            },
            offer.warnings,
            true,
        ),
    })
}

/// What is remembered of a service.
pub(crate) fn known(agent: &Agent, service: Guid, is_volatile: bool) -> Result<Known, Error> {
    if is_volatile {
        Ok(agent.registry().known(service))
    } else {
        agent.store().known(service)
    }
}

/// Lets a service see what is remembered of it; what is not looked at is not read.
pub(crate) fn with_memory<R>(
    agent: &Agent,
    entry: &ServiceEntry,
    look: impl FnOnce(&Memory<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    let id = entry.record.id;
    let stamp = if entry.is_volatile {
        agent.registry().known(id).stamp
    } else {
        agent.store().stamp(id)?
    };
    look(&Memory {
        stamp: &stamp,
        refresh: false,
        notes: agent.notes(id).as_ref(),
        locales: &[],
        revisions: &|| Ok(known(agent, id, entry.is_volatile)?.revisions),
        deeds: &|job| agent.store().deeds(id, job),
        turn: &|abort| Turn::wait(agent.state(), id, abort),
    })
}

/// Keeps what was offered: in the store, or in this process for services of the moment.
fn keep(agent: &Agent, lasting: &[(Guid, Known)], passing: &[(Guid, Known)]) -> Result<(), Error> {
    for (id, known) in passing {
        agent.registry().keep_known(*id, known.clone());
    }
    if !lasting.is_empty() {
        agent.store().apply_offers(lasting)?;
    }
    agent.checkpoint(step::OFFER_STORED);
    Ok(())
}

/// Asking is the longer part of a search.
fn percent(index: usize, count: usize) -> i32 {
    i32::try_from(index * 80 / count.max(1)).unwrap_or(0)
}
