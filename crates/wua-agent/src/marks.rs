//! What people and the agent set on updates: one set of marks for each update in a process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use wua_com::Error;

use crate::agent::Agent;
use crate::cache::Cache;
use crate::store::{MarkRows, Store};
use crate::sync::lock;
use crate::update::{Identity, Marks, Revision, Update};

/// The marks that somebody holds. The store is always written first, then these follow.
#[derive(Default)]
pub(crate) struct MarkTable {
    live: Mutex<Live>,
}

#[derive(Default)]
struct Live {
    entries: HashMap<Identity, Entry>,
    /// How often marks were made what the store has. Rows that were read before say nothing of what came since.
    changes: u64,
}

struct Entry {
    marks: Weak<Marks>,
    /// What has to be in the cache, and whose licences have to be accepted: the update and the members of a bundle
    /// that concern this computer.
    parts: Vec<Arc<Revision>>,
}

impl MarkTable {
    /// The marks of an update, shared by all who hold it, as the store has them now.
    pub(crate) fn intern(
        &self,
        identity: Identity,
        parts: Vec<Arc<Revision>>,
        rows: &MarkRows,
        cache: &Cache,
    ) -> Arc<Marks> {
        let live = &mut lock(&self.live).entries;
        let marks = live
            .get(&identity)
            .and_then(|entry| entry.marks.upgrade())
            .unwrap_or_default();
        set(&marks, identity, &parts, rows, cache);
        let entry = Entry {
            marks: Arc::downgrade(&marks),
            parts,
        };
        live.insert(identity, entry);
        marks
    }

    /// Makes all marks what the store has now: what was read, and which change this was.
    ///
    /// INVARIANT: the store is read under the lock. So whoever wrote to it and comes here later sees to it that nothing
    /// older stays.
    pub(crate) fn refresh(&self, store: &Store, cache: &Cache) -> Result<(MarkRows, u64), Error> {
        let mut live = lock(&self.live);
        let rows = live.refresh(store, cache)?;
        Ok((rows, live.changes))
    }

    /// Somebody has set marks by rows that were read with a change. If there was another one since, they may be too old.
    pub(crate) fn refresh_since(&self, change: u64, store: &Store, cache: &Cache) -> Result<(), Error> {
        let mut live = lock(&self.live);
        if live.changes != change {
            live.refresh(store, cache)?;
        }
        Ok(())
    }

    /// Files of an update have come: it and whatever they are a part of is looked at, and nothing else.
    fn refresh_downloaded(&self, update: &Update, store: &Store, cache: &Cache) -> Result<(), Error> {
        let arrived: Vec<Identity> = update.parts().iter().map(|part| part.identity).collect();
        let mut live = lock(&self.live);
        live.changes += 1;
        for entry in live.entries.values() {
            let is_concerned = entry.parts.iter().any(|part| arrived.contains(&part.identity));
            let Some(marks) = entry.marks.upgrade().filter(|_| is_concerned) else {
                continue;
            };
            let mut is_there = true;
            for part in entry.parts.iter().filter(|part| !part.contents.is_empty()) {
                is_there = is_there && cache.has_all(part, &store.downloads_of(part.identity)?);
            }
            marks.set_downloaded(is_there);
        }
        Ok(())
    }
}

impl Live {
    fn refresh(&mut self, store: &Store, cache: &Cache) -> Result<MarkRows, Error> {
        let rows = store.mark_rows()?;
        self.changes += 1;
        self.entries.retain(|identity, entry| {
            let Some(marks) = entry.marks.upgrade() else {
                return false;
            };
            set(&marks, *identity, &entry.parts, &rows, cache);
            true
        });
        Ok(rows)
    }
}

fn set(marks: &Marks, identity: Identity, parts: &[Arc<Revision>], rows: &MarkRows, cache: &Cache) {
    marks.set_hidden(rows.hidden.contains(&identity.id));
    marks.set_eula_accepted(parts.iter().all(|part| is_licence_accepted(part, rows)));
    marks.set_downloaded(parts.iter().all(|part| cache.has_all(part, &rows.downloads)));
}

/// Whether the licence of a revision was accepted; true as well when it has none.
pub(crate) fn is_licence_accepted(revision: &Revision, rows: &MarkRows) -> bool {
    let eula = revision.eula.as_ref();
    eula.is_none_or(|eula| rows.accepted_eulas.contains(&eula.id))
}

impl Agent {
    /// Hides an update from searches that do not ask for hidden ones, or shows it again.
    ///
    /// All revisions of it: who does not want an update does not want its next revision either.
    pub fn set_hidden(&self, update: &Update, hidden: bool) -> Result<(), Error> {
        if hidden && update.revision.is_mandatory {
            return Err(Error::new(
                wua_com::code::WU_E_DS_DECLINENOTALLOWED,
                format!("{} is mandatory and cannot be hidden", update.display_name()),
            ));
        }
        self.store()
            .set_hidden(update.identity().id, hidden, self.now())?;
        self.checkpoint(crate::ports::step::MARKS_WRITTEN);
        self.refresh_marks()
    }

    /// Accepts the licence of an update, and of the members of a bundle. Nothing happens where there is none.
    pub fn accept_eula(&self, update: &Update) -> Result<(), Error> {
        let mut eulas = Vec::new();
        for part in update.parts() {
            let Some(eula) = &part.eula else { continue };
            if eula.texts.is_empty() {
                return Err(Error::new(
                    wua_com::code::WU_E_EULA_UNAVAILABLE,
                    format!(
                        "the licence of {} has no text: nobody can accept what cannot be read; search again while online",
                        update.display_name()
                    ),
                ));
            }
            eulas.push(eula.id);
        }
        if eulas.is_empty() {
            return Ok(());
        }
        self.store().accept_eulas(&eulas, self.now())?;
        self.checkpoint(crate::ports::step::MARKS_WRITTEN);
        self.refresh_marks()
    }

    /// Makes the mark that an update is downloaded what the store has, wherever in this process the update is held.
    pub(crate) fn refresh_downloaded(&self, update: &Update) -> Result<(), Error> {
        self.marks()
            .refresh_downloaded(update, self.store(), self.cache())
    }

    /// Makes the marks of all updates in this process what the store has.
    pub(crate) fn refresh_marks(&self) -> Result<(), Error> {
        self.marks().refresh(self.store(), self.cache())?;
        Ok(())
    }
}
