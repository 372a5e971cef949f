//! Packages become an offer: each once, bundles with their members.
//!
//! A package that another one bundles is offered with that one, and not by itself.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use wua_agent::ports::LeftOut;
use wua_agent::{Category, Revision};
use wua_com::Guid;

use super::{Found, left_out};
use crate::sdp::package::settle_bundle;
use crate::sdp::{Broken, Package};

/// How deep bundles may be nested.
const DEEPEST: usize = 8;

/// So many updates may be in a bundle, those in its members included.
const MOST_MEMBERS: usize = 1000;

/// What can be offered, and what cannot.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    pub(crate) revisions: Vec<Arc<Revision>>,
    pub(crate) categories: Vec<Arc<Category>>,
    pub(crate) left_out: Vec<LeftOut>,
}

/// Puts together what belongs together.
pub(crate) fn assemble(found: Vec<Found>) -> Assembled {
    let mut assembled = Assembled::default();
    let found = newest(found, &mut assembled.left_out);
    assembled.categories = categories(&found);
    let outcomes = settle(&found);
    let mut members: HashSet<Guid> = HashSet::new();
    for (found, outcome) in found.iter().zip(&outcomes) {
        if outcome.is_ok() {
            members.extend(&found.package.bundled);
        }
    }
    for (found, outcome) in found.iter().zip(outcomes) {
        match outcome {
            Ok(settled) if !members.contains(&settled.revision.identity.id) => {
                assembled.revisions.push(settled.revision);
            }
            Ok(_) => {}
            Err(reason) => assembled
                .left_out
                .push(left_out(&found.file, broken(&found.package, reason))),
        }
    }
    assembled
}

fn broken(package: &Package, reason: String) -> Broken {
    Broken {
        id: package.revision.identity.id.to_string(),
        title: package.title().to_owned(),
        reason,
    }
}

/// Of each package the newest revision, the first of several that are the same.
fn newest(found: Vec<Found>, out: &mut Vec<LeftOut>) -> Vec<Found> {
    let mut best: HashMap<Guid, usize> = HashMap::with_capacity(found.len());
    for (place, candidate) in found.iter().enumerate() {
        let identity = candidate.package.revision.identity;
        let kept = best.entry(identity.id).or_insert(place);
        let revision = found
            .get(*kept)
            .map_or(i32::MIN, |kept| kept.package.revision.identity.revision);
        if identity.revision > revision {
            *kept = place;
        }
    }
    let is_twice =
        |(place, found): &(usize, &Found)| best.get(&found.package.revision.identity.id) != Some(place);
    let twice = found.iter().enumerate().filter(is_twice);
    let names: HashMap<Guid, (String, i32)> = twice
        .filter_map(|(_, found_twice)| {
            let id = found_twice.package.revision.identity.id;
            let kept = found.get(*best.get(&id)?)?;
            Some((id, (kept.file.clone(), kept.package.revision.identity.revision)))
        })
        .collect();
    let mut all = Vec::with_capacity(best.len());
    for (place, found) in found.into_iter().enumerate() {
        let identity = found.package.revision.identity;
        if best.get(&identity.id) == Some(&place) {
            all.push(found);
            continue;
        }
        let reason = match names.get(&identity.id) {
            Some((file, revision)) if *revision == identity.revision => {
                format!("the same package comes from {file}")
            }
            Some((file, _)) => format!("a newer revision of it comes from {file}"),
            None => "it is there twice".to_owned(),
        };
        out.push(left_out(&found.file, broken(&found.package, reason)));
    }
    all
}

fn categories(found: &[Found]) -> Vec<Arc<Category>> {
    let mut known = HashSet::new();
    let all = found.iter().flat_map(|found| &found.package.categories);
    all.filter(|category| known.insert(category.id))
        .cloned()
        .collect()
}

/// A revision with its members.
#[derive(Clone)]
struct Settled {
    revision: Arc<Revision>,
    /// How many updates it is altogether.
    updates: usize,
    /// How deep bundles are nested in it.
    height: usize,
}

/// Or why it cannot be offered.
type Outcome = Result<Settled, String>;

/// Settles each package when all that it bundles is settled. What is never its turn bundles itself.
fn settle(found: &[Found]) -> Vec<Outcome> {
    let places = found.iter().enumerate();
    let places: HashMap<Guid, usize> = places
        .map(|(place, found)| (found.package.revision.identity.id, place))
        .collect();
    let mut outcomes: Vec<Option<Outcome>> = vec![None; found.len()];
    let mut waiting = vec![0_usize; found.len()];
    let mut bundles: Vec<Vec<usize>> = vec![Vec::new(); found.len()];
    for (place, (found, waits)) in found.iter().zip(&mut waiting).enumerate() {
        for member in found.package.bundled.iter().filter_map(|id| places.get(id)) {
            *waits += 1;
            bundles
                .get_mut(*member)
                .into_iter()
                .for_each(|bundles| bundles.push(place));
        }
    }
    let mut ready: Vec<usize> = (0..found.len())
        .filter(|place| waiting.get(*place) == Some(&0))
        .collect();
    while let Some(place) = ready.pop() {
        let Some(package) = found.get(place) else { continue };
        let outcome = gather(&package.package, |id| outcomes.get(*places.get(&id)?)?.as_ref());
        if let Some(known) = outcomes.get_mut(place) {
            *known = Some(outcome);
        }
        for bundle in bundles.get(place).into_iter().flatten() {
            if let Some(waits) = waiting.get_mut(*bundle) {
                *waits -= 1;
                if *waits == 0 {
                    ready.push(*bundle);
                }
            }
        }
    }
    let itself = || Err("it bundles itself, or something that does".to_owned());
    outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_or_else(itself))
        .collect()
}

fn gather<'s>(package: &Package, settled: impl Fn(Guid) -> Option<&'s Outcome>) -> Outcome {
    if package.bundled.is_empty() {
        let revision = Arc::clone(&package.revision);
        let updates = 1 + revision.bundled.len();
        return if updates > MOST_MEMBERS {
            Err(too_many())
        } else {
            Ok(Settled {
                revision,
                updates,
                height: 0,
            })
        };
    }
    let mut revision = Revision::clone(&package.revision);
    let mut updates = 1 + revision.bundled.len();
    let mut height = 0;
    for id in &package.bundled {
        let member = settled(*id).ok_or_else(|| format!("it bundles {id}, which is not in the catalogue"))?;
        let member = member.as_ref().map_err(|reason| {
            if reason.starts_with("through ") {
                return reason.clone();
            }
            format!("through {id}, which it bundles: {reason}")
        })?;
        updates += member.updates;
        height = height.max(member.height + 1);
        if updates > MOST_MEMBERS {
            break;
        }
        revision.bundled.push(Arc::clone(&member.revision));
    }
    if updates > MOST_MEMBERS {
        return Err(too_many());
    }
    if height > DEEPEST {
        return Err(format!("bundles are nested deeper than {DEEPEST} in it"));
    }
    settle_bundle(&mut revision);
    Ok(Settled {
        revision: Arc::new(revision),
        updates,
        height,
    })
}

fn too_many() -> String {
    format!("it bundles more than {MOST_MEMBERS} updates")
}
