//! What is known of a server, as its calls want it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use super::id_set::IdSet;
use super::warning::warn;
use super::{Judged, NewId, Warning};
use crate::Error;
use crate::messages::{Numbers, UpdateIdentity};

/// How many installed revisions can be named to a server. OBSERVED: with one more, a real server refuses the call.
pub const MOST_INSTALLED: usize = 400;

/// How many revisions are taken of a server in one synchronization. Windows Update itself has fewer for one computer.
pub const MOST_REVISIONS: usize = 1_000_000;

/// A revision that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The server's number of it.
    pub id: i32,
    /// Which it is.
    pub identity: UpdateIdentity,
    /// No other update depends on it.
    pub is_leaf: bool,
    /// It is a driver.
    pub is_driver: bool,
    /// It is installed, or true of this computer.
    pub is_installed: bool,
    /// As in [`Judged::dependents`].
    pub dependents: u32,
}

#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// As it was handed in. It is sorted into all the others when something becomes of it: most synchronizations bring nothing.
    unsorted: Vec<Known>,
    known: HashMap<i32, Known>,
    ids: HashMap<UpdateIdentity, i32>,
    /// Nobody could say what these are.
    unread: IdSet,
    /// The installed ones that others depend on. The first [`MOST_INSTALLED`] of them are named to the server.
    bases: BTreeSet<Rank>,
    /// All other drivers.
    drivers: IdSet,
    /// Everything else.
    others: IdSet,
    /// All numbers that have come, so that nothing is new twice.
    ever: HashSet<i32>,
    /// What has come by another number than before.
    renumbered: HashSet<UpdateIdentity>,
}

/// Those that most known revisions depend on come first; among equals, those with the lowest numbers, which were there before
/// the others. Whether it is a driver is told, too.
type Rank = (u32, i32, bool);

/// The lists of a call.
pub(super) struct Lists<'a> {
    pub(super) installed: Numbers,
    pub(super) others: Cow<'a, Numbers>,
    pub(super) drivers: Cow<'a, Numbers>,
}

/// What came of a page.
#[derive(Default)]
pub(super) struct Outcome {
    /// How many revisions had never come before.
    pub(super) added: usize,
    /// Some had never come before, or not by these numbers, which the server may be waiting to hear.
    pub(super) is_news: bool,
    /// Revisions may be waiting for one of them.
    pub(super) opens_layer: bool,
}

impl Inventory {
    pub(super) fn new(known: Vec<Known>) -> Self {
        Self {
            unsorted: known,
            ..Self::default()
        }
    }

    /// Sorts in what was handed in.
    fn sort(&mut self) -> Result<(), Error> {
        let unsorted = std::mem::take(&mut self.unsorted);
        let count = unsorted.len();
        self.known.reserve(count);
        self.ids.reserve(count);
        self.ever.reserve(count);
        self.others.reserve(count);
        for revision in unsorted {
            self.put(revision);
        }
        if count > 0 && (self.known.len() < count || self.ids.len() < count) {
            return Err(Error::Misused(
                "a known revision has two numbers, or two have the same",
            ));
        }
        Ok(())
    }

    /// Everything, by its numbers.
    pub(super) fn all(&self) -> Vec<Known> {
        let mut all: Vec<Known> = self.known.values().chain(&self.unsorted).copied().collect();
        all.sort_unstable_by_key(|known| known.id);
        all
    }

    /// The lists of the next call, in no order; each revision is in one of them, once. What is installed beyond
    /// [`MOST_INSTALLED`] is among the others, so that it does not come again; what depends on it alone does not come.
    pub(super) fn lists(&mut self) -> Lists<'_> {
        let mut others = Cow::Borrowed(self.others.listed());
        let mut drivers = Cow::Borrowed(self.drivers.listed());
        if !self.unread.ids().is_empty() {
            others.to_mut().extend(self.unread.ids().iter().copied());
        }
        let mut bases: Vec<Rank> = self.bases.iter().copied().collect();
        for known in &self.unsorted {
            match Place::of(known) {
                Place::Base => bases.push(rank(known)),
                Place::Driver => drivers.to_mut().extend([known.id]),
                Place::Other => others.to_mut().extend([known.id]),
            }
        }
        bases.sort_unstable();
        let (named, unnamed) = bases.split_at(bases.len().min(MOST_INSTALLED));
        for (_, id, is_driver) in unnamed {
            let list = if *is_driver { &mut drivers } else { &mut others };
            list.to_mut().extend([*id]);
        }
        Lists {
            installed: named.iter().map(|(_, id, _)| *id).collect(),
            others,
            drivers,
        }
    }

    /// Whether a driver is known that could go.
    pub(super) fn has_drivers(&self) -> bool {
        let mut unsorted = self.unsorted.iter();
        !self.drivers.ids().is_empty() || unsorted.any(|known| Place::of(known) == Place::Driver)
    }

    pub(super) fn unnamed(&self) -> usize {
        let unsorted = self.unsorted.iter();
        let unsorted = unsorted.filter(|known| Place::of(known) == Place::Base);
        (self.bases.len() + unsorted.count()).saturating_sub(MOST_INSTALLED)
    }

    /// Whether it was known.
    pub(super) fn remove(&mut self, id: i32) -> Result<bool, Error> {
        self.sort()?;
        Ok(self.forget(id))
    }

    fn forget(&mut self, id: i32) -> bool {
        let was_unread = self.unread.remove(id);
        let Some(known) = self.known.remove(&id) else {
            return was_unread;
        };
        self.unlist(&known);
        self.ids.remove(&known.identity);
        true
    }

    /// Whether it is known.
    pub(super) fn change(&mut self, id: i32, is_leaf: bool) -> Result<bool, Error> {
        self.sort()?;
        let Some(known) = self.known.get(&id).copied() else {
            return Ok(self.unread.contains(id));
        };
        self.put(Known { is_leaf, ..known });
        Ok(true)
    }

    /// Adds what is new, and what was found out about anything.
    pub(super) fn add(
        &mut self,
        new: &[NewId],
        judged: &[Judged],
        warnings: &mut Vec<Warning>,
    ) -> Result<Outcome, Error> {
        if new.is_empty() && judged.is_empty() {
            return Ok(Outcome::default());
        }
        self.sort()?;
        let bases_before = self.bases.len();
        let renumbered_before = self.renumbered.len();
        let unknown: HashSet<i32> = new
            .iter()
            .map(|update| update.id)
            .filter(|id| !self.ever.contains(id))
            .collect();
        let leaves: HashMap<i32, bool> = new.iter().map(|update| (update.id, update.is_leaf)).collect();
        let mut added = unknown.len();
        for judged in judged {
            if self.judge(*judged, leaves.get(&judged.id).copied(), warnings)? {
                added = added.saturating_sub(1);
            }
        }
        for update in new {
            self.ever.insert(update.id);
            if !self.known.contains_key(&update.id) {
                self.unread.insert(update.id);
            }
        }
        if self.ever.len() > MOST_REVISIONS {
            return Err(Error::TooMuch(format!(
                "there are more than {MOST_REVISIONS} revisions; ask who runs it"
            )));
        }
        let is_new_base = |update: &NewId| !update.is_leaf && unknown.contains(&update.id);
        Ok(Outcome {
            added,
            is_news: added > 0 || self.renumbered.len() > renumbered_before,
            opens_layer: new.iter().any(is_new_base) || self.bases.len() > bases_before,
        })
    }

    /// Whether it is one that had another number before.
    fn judge(
        &mut self,
        judged: Judged,
        is_leaf: Option<bool>,
        warnings: &mut Vec<Warning>,
    ) -> Result<bool, Error> {
        let Judged { id, identity, .. } = judged;
        let before = self.known.get(&id).copied();
        if let Some(before) = before.filter(|before| before.identity != identity) {
            return Err(Error::Contradiction(format!(
                "it calls two revisions {id}: {} and {identity}; remove what is kept of it, and search again",
                before.identity
            )));
        }
        let Some(is_leaf) = is_leaf.or(before.map(|before| before.is_leaf)) else {
            return Err(Error::Misused(
                "something was found out about a revision that is not known",
            ));
        };
        let other = self.ids.get(&identity).copied().filter(|from| *from != id);
        if let Some(from) = other {
            let to = id;
            warn(warnings, Warning::Renumbered { identity, from, to });
            self.forget(from);
            self.renumbered.insert(identity);
        }
        self.unread.remove(id);
        self.put(Known {
            id,
            identity,
            is_leaf,
            is_driver: judged.is_driver,
            is_installed: judged.is_installed,
            dependents: judged.dependents,
        });
        Ok(other.is_some())
    }

    fn put(&mut self, known: Known) {
        if let Some(before) = self.known.insert(known.id, known) {
            self.unlist(&before);
        }
        match Place::of(&known) {
            Place::Base => {
                self.bases.insert(rank(&known));
            }
            Place::Driver => self.drivers.insert(known.id),
            Place::Other => self.others.insert(known.id),
        }
        self.ids.insert(known.identity, known.id);
        self.ever.insert(known.id);
    }

    fn unlist(&mut self, known: &Known) {
        self.bases.remove(&rank(known));
        self.drivers.remove(known.id);
        self.others.remove(known.id);
    }
}

/// In which list it belongs.
#[derive(PartialEq, Eq)]
enum Place {
    Base,
    Driver,
    Other,
}

impl Place {
    fn of(known: &Known) -> Self {
        if known.is_installed && !known.is_leaf {
            Self::Base
        } else if known.is_driver {
            Self::Driver
        } else {
            Self::Other
        }
    }
}

fn rank(known: &Known) -> Rank {
    (u32::MAX - known.dependents, known.id, known.is_driver)
}
