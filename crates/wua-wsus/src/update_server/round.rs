//! One synchronization: what is known is made the same as what the server offers, and becomes an offer.

use std::collections::HashMap;

use wua_agent::Identity;
use wua_agent::ports::{Memory, News, Target, Warning, random_guid};
use wua_com::{Error, code};
use wua_rules::applicability::Facts;
use wua_wusp::messages::{GetFileLocations, UpdateIdentity};
use wua_wusp::soap::Message;
use wua_wusp::sync::{Judged, MOST_INSTALLED, Page, Plan, Rekeyed, Step, Summary};
use wua_wusp::{State, Sync};

use super::contact::Contact;
use super::deployment::Deployed;
use super::facts::Remembered;
use super::judging::Judging;
use super::offer::{Status, choose};
use super::standing::Standing;
use super::stock::{Change, DIGEST, Dependents, Digest, Entry, Header, SESSION, Stock, Waiting, write};
use super::{TALLY, details, devices};
use crate::fragments::Kind;
use crate::identity::identify;

/// Everything that one synchronization works with.
pub(super) struct Round<'a, 'c> {
    pub(super) memory: &'a Memory<'a>,
    pub(super) contact: Contact<'c>,
    pub(super) facts: Option<&'a Remembered<'a>>,
    judging: Judging<'a>,
    stock: Stock,
    /// What of it is not written yet.
    waiting: Waiting,
    /// What everything was to this computer before, until the stock is read.
    before: Vec<(i32, Standing)>,
    /// The stock is read, and everything in it is judged or waits for it.
    is_awake: bool,
    /// Something is not as it was.
    is_news: bool,
    header: Header,
    /// What the updates are that an administrator deployed; nothing if that is as it was.
    pub(super) status: Option<Status>,
}

impl<'a, 'c> Round<'a, 'c> {
    pub(super) fn new(
        memory: &'a Memory<'a>,
        contact: Contact<'c>,
        target: &'a dyn Target,
        facts: Option<&'a Remembered<'a>>,
    ) -> Self {
        Self {
            memory,
            contact,
            facts,
            judging: Judging::new(target, facts.map(|facts| -> &dyn Facts { facts })),
            stock: Stock::default(),
            waiting: Waiting::default(),
            before: Vec::new(),
            is_awake: false,
            is_news: false,
            header: Header::default(),
            status: None,
        }
    }

    /// Goes through with it. `computer`: the facts as they are, without remembering what is asked.
    pub(super) fn run(&mut self, computer: Option<&dyn Facts>) -> Result<(News, Vec<Warning>), Error> {
        let outcome = self.synchronize(computer);
        if outcome.is_err() {
            // What went wrong is more important than that this is not kept.
            let _ = self.keep_duties();
        }
        outcome
    }

    fn synchronize(&mut self, computer: Option<&dyn Facts>) -> Result<(News, Vec<Warning>), Error> {
        let notes = self.memory.notes;
        let digest = Digest::read(notes)?;
        let is_same_computer = match self.facts {
            Some(facts) => facts.is_as_noted(notes)?,
            None => digest.is_some(),
        };
        let locales = details::locales(self.memory.locales);
        let mut known = match digest {
            Some(digest) if is_same_computer && digest.header.reader == READER && !self.memory.refresh => {
                self.stock.dependents = Dependents::of(&digest.known);
                self.header = digest.header;
                self.is_news = self.header.stamp != self.memory.stamp
                    || self.memory.stamp.is_empty()
                    || !locales.iter().all(|locale| self.header.locales.contains(locale));
                let standings = digest.known.iter();
                self.before = standings.map(|(known, standing)| (known.id, *standing)).collect();
                digest.known.into_iter().map(|(known, _)| known).collect()
            }
            _ => {
                self.is_news = true;
                self.wake(true)?;
                self.forget_unread()?;
                self.stock.known()
            }
        };
        let drivers = computer.and_then(devices::drivers);
        let mut is_again = false;
        let mut warnings = Vec::new();
        loop {
            let mut sync = Sync::new(Plan {
                known,
                drivers: drivers.clone(),
                ..Plan::default()
            });
            let summary = self.follow(&mut sync);
            let written = self.flush();
            warnings.extend(self.warnings(&summary?, sync.unnamed()));
            written?;
            if !self.is_news {
                self.keep_session()?;
                return Ok((News::Unchanged(Vec::new()), warnings));
            }
            match self.offer(&locales, &mut warnings) {
                // The server became another one while it was asked for the rest.
                Err(_) if !is_again && self.contact.session.must_refresh() => {
                    is_again = true;
                    known = self.stock.known();
                }
                offered => return Ok((offered?, warnings)),
            }
        }
    }

    /// What of a synchronization was not as it should be.
    fn warnings(&self, summary: &Summary, unnamed: usize) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = summary
            .warnings
            .iter()
            .take(MOST_WARNINGS)
            .map(|warning| {
                let error = Error::new(code::WU_E_PT_SOAP_SERVER, warning.to_string());
                Warning::general(&error.context(self.contact.wire.root.to_owned()))
            })
            .collect();
        if unnamed > 0 {
            let text = format!(
                "{unnamed} updates that others depend on are installed beyond those {MOST_INSTALLED} that can be named to a server; \
                 what depends on them alone is not found"
            );
            warnings.push(Warning::incomplete(&Error::new(code::WU_E_PT_SOAP_SERVER, text)));
        }
        warnings
    }

    /// The loop of the protocol.
    fn follow(&mut self, sync: &mut Sync) -> Result<Summary, Error> {
        let mut body = Vec::new();
        let wire = self.contact.wire;
        let mut attempts = wire.attempts();
        loop {
            self.contact.wire.conditions.abort.check()?;
            if self.contact.session.must_locate() && !self.contact.session.must_refresh() {
                self.relocate()?;
            }
            let now = self.contact.now();
            let step = sync.next(&mut self.contact.session, now);
            match step.map_err(|error| self.contact.named(error))? {
                Step::Call(call) => {
                    wire.post(call, &mut body, &mut attempts)?;
                    let now = self.contact.now();
                    let answered = sync.answer(&mut self.contact.session, &body, now);
                    self.contact.bear(answered, &mut attempts)?;
                }
                Step::Page(page) => {
                    let judged = self.page(page)?;
                    sync.judged(&judged).map_err(|error| self.contact.named(error))?;
                }
                Step::Rekeyed(rekeyed) => {
                    self.renumber(&rekeyed)?;
                    sync.kept().map_err(|error| self.contact.named(error))?;
                }
                Step::Done(summary) => return Ok(summary),
            }
        }
    }

    /// Where the files of all updates are now. That it is known is kept when all else is.
    fn relocate(&mut self) -> Result<(), Error> {
        match details::relocate(self.memory.notes, &mut self.contact) {
            Ok(any) => self.is_news |= any,
            // Then it is asked when they are fetched.
            Err(_) if self.contact.refused == Some(GetFileLocations::OPERATION.name) => {}
            Err(error) => return Err(error),
        }
        self.contact.session.located();
        Ok(())
    }

    /// Reads everything that is kept. With `anew`, all of it is judged anew.
    fn wake(&mut self, anew: bool) -> Result<(), Error> {
        if std::mem::replace(&mut self.is_awake, true) {
            return Ok(());
        }
        let mut standings = std::mem::take(&mut self.stock.standings);
        standings.extend(self.before.drain(..));
        let mut dependents = std::mem::take(&mut self.stock.dependents);
        self.stock = Stock::read(self.memory.notes)?;
        self.stock.standings = standings;
        let (stock, judging) = (&self.stock, &mut self.judging);
        let mut broken = Vec::new();
        stock.cores(
            self.memory.notes,
            |entry| !entry.is_leaf && entry.broken.is_empty(),
            &mut |entry, text| {
                match judging.read(text, false) {
                    Ok(core) => {
                        if anew {
                            dependents.count(&core);
                        }
                        judging.add(entry.id, core, false);
                    }
                    Err(_) => broken.push(entry.id),
                }
                Ok(())
            },
        )?;
        self.stock.dependents = dependents;
        for id in broken {
            self.stock.standings.insert(id, Standing::Broken);
        }
        if anew {
            self.stock.standings.extend(self.judging.bases()?);
            self.judge_leaves()?;
        }
        Ok(())
    }

    fn judge_leaves(&mut self) -> Result<(), Error> {
        let mut found = Vec::new();
        let judging = &mut self.judging;
        let mut dependents = std::mem::take(&mut self.stock.dependents);
        let abort = self.contact.wire.conditions.abort;
        self.stock.cores(
            self.memory.notes,
            |entry| entry.is_leaf && entry.broken.is_empty(),
            &mut |entry, text| {
                match judging.read(text, true) {
                    Ok(core) => {
                        dependents.count(&core);
                        judging.add(entry.id, core, true);
                    }
                    Err(_) => found.push((entry.id, Standing::Broken)),
                }
                if judging.is_time() {
                    abort.check()?;
                    found.extend(judging.settle()?);
                }
                Ok(())
            },
        )?;
        found.extend(self.judging.settle()?);
        self.stock.standings.extend(found);
        self.stock.dependents = dependents;
        Ok(())
    }

    /// What could not be read may be whole the next time that it comes, and so may be what came without saying what was decided
    /// about it.
    fn forget_unread(&mut self) -> Result<(), Error> {
        let entries = self.stock.entries();
        let unread =
            entries.filter(|entry| !entry.broken.is_empty() || entry.deployment == Deployed::default());
        let unread: Vec<i32> = unread.map(|entry| entry.id).collect();
        let mut changes = self.forget(&unread);
        if changes.is_empty() {
            return Ok(());
        }
        changes.push((DIGEST.to_owned(), None));
        write(self.memory.notes, &changes)
    }

    /// Keeps a page, and says what its revisions are.
    fn page(&mut self, page: Page) -> Result<Vec<Judged>, Error> {
        if page.new.is_empty() && page.changed.is_empty() && page.out_of_scope.is_empty() {
            return Ok(Vec::new());
        }
        self.wake(false)?;
        self.is_news = true;
        let mut changes = self.forget(&page.out_of_scope);
        let known: Vec<i32> = page.changed.iter().map(|update| update.id).collect();
        let mut has_new_bases = self.change(page.changed, &known, &mut changes)?;
        let mut entries: Vec<Entry> = Vec::with_capacity(page.new.len());
        let mut cores = Vec::with_capacity(page.new.iter().map(|update| update.xml.len()).sum());
        let mut numbers = HashMap::new();
        let mut replaced = Vec::new();
        for update in page.new {
            let mut entry = Entry {
                id: update.id,
                identity: Identity {
                    id: identify(&["revision", self.contact.wire.root, &update.id.to_string()]),
                    revision: 0,
                },
                is_leaf: update.is_leaf,
                kind: Kind::Software,
                deployment: update.deployment.map(Deployed::from).unwrap_or_default(),
                members: Vec::new(),
                broken: String::new(),
                from: cores.len(),
                length: 0,
            };
            let core = self.judging.read(&update.xml, entry.is_leaf);
            match &core {
                Ok(core) => {
                    entry.identity = core.identity;
                    entry.kind = core.kind;
                    entry.members = core.members().collect();
                    has_new_bases |= !entry.is_leaf;
                }
                Err(error) => entry.broken = error.to_string(),
            }
            // A revision that comes by another number is known by that one alone.
            let before = numbers.insert(entry.identity, entry.id);
            let before = before.or_else(|| self.stock.number(entry.identity));
            for id in before.into_iter().chain([entry.id]) {
                self.judging.remove(id);
                replaced.push(id);
            }
            if let Ok(core) = core {
                // What has gone since is counted until everything is judged anew.
                if before.is_none() {
                    self.stock.dependents.count(&core);
                }
                self.judging.add(entry.id, core, entry.is_leaf);
                entry.length = update.xml.len();
                cores.extend_from_slice(update.xml.as_bytes());
            }
            entries.push(entry);
        }
        entries.retain(|entry| numbers.get(&entry.identity) == Some(&entry.id));
        let ids: Vec<i32> = entries.iter().map(|entry| entry.id).collect();
        changes.extend(self.stock.remove(&replaced));
        changes.extend(self.stock.add(entries, cores));
        self.check_size()?;
        changes.push(self.session_note());
        changes.push((DIGEST.to_owned(), None));
        self.waiting.add(changes);
        if self.waiting.is_much() {
            self.flush()?;
        }
        self.judged(&ids, has_new_bases)
    }

    /// Writes what waits.
    fn flush(&mut self) -> Result<(), Error> {
        let changes = self.waiting.take();
        if changes.is_empty() {
            return Ok(());
        }
        write(self.memory.notes, &changes)
    }

    /// Disks have an end, and servers that lie may have none.
    fn check_size(&self) -> Result<(), Error> {
        let most = self.contact.wire.patience.metadata;
        if self.stock.size <= most {
            return Ok(());
        }
        let root = self.contact.wire.root;
        Err(Error::new(
            code::WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS,
            format!(
                "{root}: SyncUpdates: the server has more than {most} bytes of metadata for this computer: ask who runs it"
            ),
        ))
    }

    fn forget(&mut self, ids: &[i32]) -> Vec<Change> {
        let mut changes = Vec::new();
        for id in ids {
            self.judging.remove(*id);
            changes.extend(self.stock.entry(*id).map(|entry| details::forget(entry.identity)));
        }
        changes.extend(self.stock.remove(ids));
        changes
    }

    /// Whether something became a base.
    fn change(
        &mut self,
        updates: Vec<wua_wusp::sync::ChangedUpdate>,
        ids: &[i32],
        changes: &mut Vec<Change>,
    ) -> Result<bool, Error> {
        let mut by_id: HashMap<i32, _> = updates.into_iter().map(|update| (update.id, update)).collect();
        let mut turned = Vec::new();
        changes.extend(self.stock.change(ids, |entry| {
            let Some(update) = by_id.remove(&entry.id) else {
                return;
            };
            if let Some(deployment) = update.deployment {
                entry.deployment.change(deployment);
            }
            if entry.is_leaf != update.is_leaf {
                entry.is_leaf = update.is_leaf;
                turned.push((entry.id, update.is_leaf));
            }
        }));
        let mut has_new_bases = false;
        if !turned.is_empty() {
            self.flush()?;
        }
        for (id, is_leaf) in turned {
            self.judging.remove(id);
            let judging = &mut self.judging;
            self.stock.cores(
                self.memory.notes,
                |entry| entry.id == id && entry.broken.is_empty(),
                &mut |_, text| {
                    if let Ok(core) = judging.read(text, is_leaf) {
                        judging.add(id, core, is_leaf);
                    }
                    Ok(())
                },
            )?;
            has_new_bases |= !is_leaf;
        }
        Ok(has_new_bases)
    }

    /// What was found out. Bases that were there before may be something else now.
    fn judged(&mut self, ids: &[i32], has_new_bases: bool) -> Result<Vec<Judged>, Error> {
        let mut all: Vec<i32> = ids.to_vec();
        if has_new_bases {
            for (id, standing) in self.judging.bases()? {
                let before = self.stock.standings.insert(id, standing);
                if before != Some(standing) && !ids.contains(&id) {
                    all.push(id);
                }
            }
        }
        if self.judging.is_time() {
            let found = self.judging.settle()?;
            self.stock.standings.extend(found);
        }
        let bases = self.judging.bases.keys();
        let installed = bases.filter(|id| self.stock.standing(**id) == Standing::Installed);
        if installed.clone().count() > MOST_INSTALLED {
            // Which of them go first may be others with every revision that depends on one.
            all.extend(installed);
        }
        let judged = all.iter().filter_map(|id| {
            let entry = self.stock.entry(*id)?;
            Some(Judged {
                id: *id,
                identity: UpdateIdentity {
                    update_id: entry.identity.id,
                    revision_number: entry.identity.revision,
                },
                is_driver: entry.kind == Kind::Driver,
                is_installed: !entry.is_leaf && self.stock.standing(*id) == Standing::Installed,
                dependents: self.stock.dependents.on(entry.identity.id),
            })
        });
        Ok(judged.collect())
    }

    /// Another server: everything that it knows too gets its numbers.
    fn renumber(&mut self, rekeyed: &Rekeyed) -> Result<(), Error> {
        self.flush()?;
        self.wake(false)?;
        self.is_news = true;
        let found = self.judging.settle()?;
        self.stock.standings.extend(found);
        let mut changes: Vec<Change> = rekeyed
            .dropped
            .iter()
            .filter_map(|id| Some(details::forget(self.stock.entry(*id)?.identity)))
            .collect();
        let new: HashMap<i32, _> = rekeyed.kept.iter().map(|kept| (kept.from, kept)).collect();
        changes.extend(self.stock.renumber(|entry| {
            let Some(kept) = new.get(&entry.id) else {
                return false;
            };
            entry.id = kept.to;
            entry.is_leaf = kept.is_leaf;
            if let Some(deployment) = kept.deployment.clone() {
                entry.deployment.change(deployment);
            }
            true
        }));
        changes.push(self.session_note());
        changes.push((DIGEST.to_owned(), None));
        write(self.memory.notes, &changes)?;
        // What each of them is was found out by the old numbers.
        self.judging = Judging::new(self.judging.target, self.judging.facts);
        self.is_awake = false;
        self.wake(false)
    }

    /// Asks for everything that is to be known of what concerns this computer, and offers it.
    fn offer(&mut self, locales: &[String], warnings: &mut Vec<Warning>) -> Result<News, Error> {
        self.wake(false)?;
        let notes = self.memory.notes;
        let found = self.judging.settle()?;
        self.stock.standings.extend(found);
        let (choice, cores, is_incomplete) = loop {
            let choice = choose(&self.stock, &self.judging.bases);
            let cores = choice.cores(&self.stock, notes)?;
            let wanted = choice.wanted(&self.stock, &cores);
            let completed =
                details::complete(notes, &mut self.contact, &wanted, locales, self.memory.refresh)?;
            let mut gone = completed.out_of_scope;
            gone.retain(|id| self.stock.entry(*id).is_some());
            if gone.is_empty() {
                break (choice, cores, completed.is_incomplete);
            }
            let mut changes = self.forget(&gone);
            changes.push((DIGEST.to_owned(), None));
            write(notes, &changes)?;
        };
        self.status = Some(choice.status.clone());
        if self.contact.session.must_locate() {
            self.relocate()?;
        }
        let root = self.contact.wire.root;
        let (mut offer, withheld) = choice.describe(&self.stock, cores, &self.judging.bases, notes, root)?;
        for left_out in offer.left_out.iter().take(MOST_WARNINGS) {
            let text = format!(
                "{root}: left out {} ({}): {}",
                left_out.id, left_out.file, left_out.reason
            );
            warnings.push(Warning::general(&Error::new(code::WU_E_XML_INVALID, text)));
        }
        if offer.left_out.len() > MOST_WARNINGS {
            let more = offer.left_out.len() - MOST_WARNINGS;
            let text = format!("{root}: left out {more} more updates");
            warnings.push(Warning::general(&Error::new(code::WU_E_XML_INVALID, text)));
        }
        offer.stamp = random_guid().to_string();
        self.header = Header {
            // What did not come is asked for again, whether the server has anything new or not.
            stamp: if is_incomplete {
                String::new()
            } else {
                offer.stamp.clone()
            },
            locales: locales.to_vec(),
            reader: READER.to_owned(),
        };
        let mut changes = vec![
            Digest::note(&self.header, &self.stock),
            self.session_note(),
            (TALLY.to_owned(), serde_json::to_vec(&withheld).ok()),
        ];
        if let Some(facts) = self.facts {
            let (key, note) = facts.note()?;
            changes.push((key, Some(note)));
        }
        write(notes, &changes)?;
        Ok(News::Changed(offer))
    }

    fn session_note(&self) -> Change {
        let state: &State = self.contact.session.state();
        (SESSION.to_owned(), serde_json::to_vec(state).ok())
    }

    /// What is to be done, of a session whose pages may not have been kept: the server tells what has changed since the cookie
    /// that it is shown.
    fn keep_duties(&self) -> Result<(), Error> {
        let now = self.contact.session.state();
        let note = self.memory.notes.read(SESSION)?;
        let before: Option<State> = note.as_deref().and_then(|note| serde_json::from_slice(note).ok());
        // What is kept of another server says by that what is to be done.
        let Some(before) = before.filter(|before| before.server == now.server) else {
            return Ok(());
        };
        let note = serde_json::to_vec(&before.owing(now)).ok();
        write(self.memory.notes, &[(SESSION.to_owned(), note)])
    }

    fn keep_session(&self) -> Result<(), Error> {
        let (key, note) = self.session_note();
        if self.memory.notes.read(&key)? == note {
            return Ok(());
        }
        write(self.memory.notes, &[(key, note)])
    }

    /// What is kept, when a round has ended.
    pub(super) fn into_contact(self) -> Contact<'c> {
        self.contact
    }
}

/// What is written down of who has read metadata.
const READER: &str = env!("CARGO_PKG_VERSION");

/// So many things that are wrong are each a warning.
const MOST_WARNINGS: usize = 20;
