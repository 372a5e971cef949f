//! Another server has other numbers: asking it for those of everything that is known. [MS-WUSP] 3.1.5.8

use std::collections::{HashMap, HashSet};

use super::inventory::Inventory;
use super::warning::warn;
use super::{Known, Rekeyed, Warning, recovered};
use crate::Error;
use crate::fault::Reaction;
use crate::messages::{Cookie, Deployment, RefreshCache, RefreshCacheResult, UpdateIdentity};
use crate::session::Session;
use crate::soap::Message;

/// How many are asked for at once. OBSERVED: a real server answers that.
pub const BATCH: usize = 200;

/// A revision with a new number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// The old one.
    pub from: i32,
    /// The new one.
    pub to: i32,
    /// Which it is.
    pub identity: UpdateIdentity,
    /// No other update depends on it.
    pub is_leaf: bool,
    /// What was decided about it; nothing if the server does not say.
    pub deployment: Option<Deployment>,
}

#[derive(Debug)]
pub(super) struct Refresh {
    /// Everything that is known.
    identities: Vec<UpdateIdentity>,
    /// How many of them are answered.
    done: usize,
    results: Vec<RefreshCacheResult>,
}

impl Refresh {
    pub(super) fn new(inventory: &Inventory) -> Self {
        Self {
            identities: inventory.all().iter().map(|known| known.identity).collect(),
            done: 0,
            results: Vec::new(),
        }
    }

    /// The next question, if there is one.
    pub(super) fn request(&self, cookie: Cookie) -> Option<RefreshCache> {
        let global_ids = self.batch().to_vec();
        (!global_ids.is_empty()).then_some(RefreshCache { cookie, global_ids })
    }

    pub(super) fn answer(
        &mut self,
        session: &mut Session,
        body: &[u8],
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Error> {
        let answer = RefreshCache::answer(body)?;
        if matches!(&answer, Err(fault) if fault.code.reaction() == Reaction::StartAnew) {
            // The server has changed once more: what it said so far is of the one before.
            (self.done, self.results) = (0, Vec::new());
        }
        let Some(results) = recovered::<RefreshCache>(session, answer)? else {
            return Ok(());
        };
        session.succeeded(None);
        // Each once: nothing is kept that nobody asked for.
        let mut asked: HashSet<UpdateIdentity> = self.batch().iter().copied().collect();
        self.done += asked.len();
        for result in results {
            if asked.remove(&result.global_id) {
                self.results.push(result);
            } else {
                warn(warnings, Warning::Unasked(result.global_id));
            }
        }
        Ok(())
    }

    /// Those that are asked for next.
    fn batch(&self) -> &[UpdateIdentity] {
        let left = self.identities.get(self.done..).unwrap_or_default();
        left.get(..left.len().min(BATCH)).unwrap_or_default()
    }

    /// What is known, by the new numbers.
    pub(super) fn finish(&mut self, inventory: &Inventory) -> Result<(Rekeyed, Inventory), Error> {
        let all = inventory.all();
        let old: HashMap<UpdateIdentity, Known> = all.iter().map(|known| (known.identity, *known)).collect();
        let mut numbers: HashMap<i32, UpdateIdentity> = HashMap::new();
        let mut found = HashSet::new();
        let mut rekeyed = Rekeyed::default();
        let mut known = Vec::new();
        for result in std::mem::take(&mut self.results) {
            let identity = result.global_id;
            if let Some(other) = numbers.insert(result.revision_id, identity) {
                return Err(Error::Contradiction(format!(
                    "it calls two revisions {}: {other} and {identity}",
                    result.revision_id
                )));
            }
            let Some(before) = old.get(&identity) else {
                continue;
            };
            found.insert(identity);
            known.push(Known {
                id: result.revision_id,
                is_leaf: result.is_leaf,
                ..*before
            });
            rekeyed.kept.push(Renumbered {
                from: before.id,
                to: result.revision_id,
                identity,
                is_leaf: result.is_leaf,
                deployment: result.deployment,
            });
        }
        let dropped = all.iter().filter(|known| !found.contains(&known.identity));
        rekeyed.dropped = dropped.map(|known| known.id).collect();
        Ok((rekeyed, Inventory::new(known)))
    }
}
