//! What is kept of what a server has sent.
//!
//! Revisions are kept as they came, page by page: what is said of them in a *leaf* (`i/…`), and their core metadata beside it
//! (`c/…`). A *digest* says of all of them what a server has to be told and what they are to this computer; it is there
//! as long as it is true, and spares reading everything else.
//!
//! INVARIANT: pages, the session that they belong to, and the end of the digest are written at once. Several pages [wait](Waiting)
//! for that together; what a process that is killed had not written comes again. A revision is kept once,
//! whatever numbers the server has given it.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use wua_agent::Identity;
use wua_agent::ports::Notes;
use wua_com::{Error, Guid, code};
use wua_wusp::messages::UpdateIdentity;
use wua_wusp::sync::Known;

use super::deployment::Deployed;
use super::standing::Standing;
use crate::fragments::{Core, Kind};

pub(super) const SESSION: &str = "session";
pub(super) const DIGEST: &str = "digest";
const LEAF: &str = "i/";
const CORES: &str = "c/";

/// A change of the notes.
pub(super) type Change = (String, Option<Vec<u8>>);

/// Writes changes, all of them or none.
pub(super) fn write(notes: &dyn Notes, changes: &[Change]) -> Result<(), Error> {
    let changes: Vec<(&str, Option<&[u8]>)> = changes
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_deref()))
        .collect();
    notes.write(&changes)
}

/// Changes that will be written together: of each note the last.
#[derive(Default)]
pub(super) struct Waiting {
    changes: BTreeMap<String, Option<Vec<u8>>>,
    bytes: usize,
}

/// So many bytes wait at most, about a dozen pages.
const MOST_WAITING: usize = 1 << 20;

impl Waiting {
    pub(super) fn add(&mut self, changes: Vec<Change>) {
        for (key, value) in changes {
            self.bytes += value.as_ref().map_or(0, Vec::len);
            self.changes.insert(key, value);
        }
    }

    pub(super) fn is_much(&self) -> bool {
        self.bytes > MOST_WAITING
    }

    pub(super) fn take(&mut self) -> Vec<Change> {
        self.bytes = 0;
        std::mem::take(&mut self.changes).into_iter().collect()
    }
}

/// What is said of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) id: i32,
    pub(super) identity: Identity,
    pub(super) is_leaf: bool,
    pub(super) kind: Kind,
    pub(super) deployment: Deployed,
    /// The members of a bundle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) members: Vec<Identity>,
    /// Why its metadata cannot be read; empty if it can.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) broken: String,
    /// Where its core metadata is among those of its page; nowhere if it is broken.
    pub(super) from: usize,
    pub(super) length: usize,
}

impl Entry {
    fn known(&self, standing: Standing, dependents: u32) -> Known {
        Known {
            id: self.id,
            identity: UpdateIdentity {
                update_id: self.identity.id,
                revision_number: self.identity.revision,
            },
            is_leaf: self.is_leaf,
            is_driver: self.kind == Kind::Driver,
            is_installed: standing == Standing::Installed,
            dependents,
        }
    }
}

/// What is kept of a server.
#[derive(Default)]
pub(super) struct Stock {
    pub(super) leaves: BTreeMap<u64, Vec<Entry>>,
    /// Which leaf a revision is in.
    places: HashMap<i32, u64>,
    numbers: HashMap<Identity, i32>,
    /// How long all the metadata is.
    pub(super) size: usize,
    pub(super) standings: HashMap<i32, Standing>,
    /// How many revisions depend on an update, as far as they have been read.
    pub(super) dependents: Dependents,
}

/// How many revisions name an update as what they depend on.
#[derive(Clone, Debug, Default)]
pub(super) struct Dependents(HashMap<Guid, u32>);

impl Dependents {
    pub(super) fn of(known: &[(Known, Standing)]) -> Self {
        let needed = known.iter().filter(|(known, _)| known.dependents > 0);
        Self(
            needed
                .map(|(known, _)| (known.identity.update_id, known.dependents))
                .collect(),
        )
    }

    pub(super) fn count(&mut self, core: &Core) {
        for needed in core
            .prerequisites
            .iter()
            .flat_map(|prerequisite| &prerequisite.any_of)
        {
            *self.0.entry(*needed).or_default() += 1;
        }
    }

    pub(super) fn on(&self, update: Guid) -> u32 {
        self.0.get(&update).copied().unwrap_or_default()
    }
}

impl Stock {
    /// Reads everything but the metadata.
    pub(super) fn read(notes: &dyn Notes) -> Result<Self, Error> {
        let mut stock = Self::default();
        notes.each(LEAF, &mut |key, value| {
            let number = number(key, LEAF)?;
            let entries: Vec<Entry> = serde_json::from_slice(value).map_err(|error| damaged(key, &error))?;
            for entry in &entries {
                stock.places.insert(entry.id, number);
                stock.numbers.insert(entry.identity, entry.id);
                stock.size += entry.length;
            }
            stock.leaves.insert(number, entries);
            Ok(())
        })?;
        Ok(stock)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.leaves.values().flatten()
    }

    pub(super) fn entry(&self, id: i32) -> Option<&Entry> {
        let leaf = self.leaves.get(self.places.get(&id)?)?;
        leaf.iter().find(|entry| entry.id == id)
    }

    /// The server's number of a revision.
    pub(super) fn number(&self, identity: Identity) -> Option<i32> {
        self.numbers.get(&identity).copied()
    }

    pub(super) fn standing(&self, id: i32) -> Standing {
        self.standings.get(&id).copied().unwrap_or_default()
    }

    pub(super) fn known(&self) -> Vec<Known> {
        let entries = self.entries();
        entries
            .map(|entry| entry.known(self.standing(entry.id), self.dependents.on(entry.identity.id)))
            .collect()
    }

    /// Takes a new page of revisions that are not kept. What has to be written.
    pub(super) fn add(&mut self, entries: Vec<Entry>, cores: Vec<u8>) -> Vec<Change> {
        let mut changes = Vec::new();
        if entries.is_empty() {
            return changes;
        }
        let number = self.leaves.last_key_value().map_or(0, |(last, _)| last + 1);
        for entry in &entries {
            self.places.insert(entry.id, number);
            self.numbers.insert(entry.identity, entry.id);
            self.size += entry.length;
        }
        changes.push((key(CORES, number), Some(cores)));
        self.leaves.insert(number, entries);
        changes.push(self.leaf(number));
        changes
    }

    /// Forgets revisions.
    pub(super) fn remove(&mut self, ids: &[i32]) -> Vec<Change> {
        let mut touched = Vec::new();
        for id in ids {
            self.standings.remove(id);
            let Some(number) = self.places.remove(id) else {
                continue;
            };
            if let Some(leaf) = self.leaves.get_mut(&number) {
                leaf.retain(|entry| {
                    let stays = entry.id != *id;
                    if !stays {
                        self.numbers.remove(&entry.identity);
                        self.size -= entry.length;
                    }
                    stays
                });
                touched.push(number);
            }
        }
        self.written(touched)
    }

    /// Changes what is said of revisions.
    pub(super) fn change(&mut self, ids: &[i32], mut change: impl FnMut(&mut Entry)) -> Vec<Change> {
        let mut touched = Vec::new();
        for id in ids {
            let Some(number) = self.places.get(id) else {
                continue;
            };
            let leaf = self.leaves.get_mut(number).into_iter().flatten();
            leaf.filter(|entry| entry.id == *id).for_each(&mut change);
            touched.push(*number);
        }
        self.written(touched)
    }

    /// Gives all revisions other numbers; those that have none are forgotten.
    pub(super) fn renumber(&mut self, mut renumbered: impl FnMut(&mut Entry) -> bool) -> Vec<Change> {
        let all: Vec<u64> = self.leaves.keys().copied().collect();
        let mut standings = HashMap::default();
        self.places.clear();
        self.numbers.clear();
        self.size = 0;
        for (number, leaf) in &mut self.leaves {
            leaf.retain_mut(|entry| {
                let standing = self.standings.get(&entry.id).copied().unwrap_or_default();
                let stays = renumbered(entry);
                if stays {
                    standings.insert(entry.id, standing);
                    self.places.insert(entry.id, *number);
                    self.numbers.insert(entry.identity, entry.id);
                    self.size += entry.length;
                }
                stays
            });
        }
        self.standings = standings;
        self.written(all)
    }

    fn written(&mut self, mut touched: Vec<u64>) -> Vec<Change> {
        touched.sort_unstable();
        touched.dedup();
        let mut changes = Vec::new();
        for number in touched {
            if self.leaves.get(&number).is_some_and(Vec::is_empty) {
                self.leaves.remove(&number);
                changes.push((key(CORES, number), None));
                changes.push((key(LEAF, number), None));
            } else {
                changes.push(self.leaf(number));
            }
        }
        changes
    }

    fn leaf(&self, number: u64) -> Change {
        let entries = self.leaves.get(&number);
        let text = serde_json::to_vec(&entries.map_or(&[][..], Vec::as_slice)).unwrap_or_default();
        (key(LEAF, number), Some(text))
    }

    /// Tells the core metadata of those revisions that are wanted, page by page.
    pub(super) fn cores(
        &self,
        notes: &dyn Notes,
        wanted: impl Fn(&Entry) -> bool,
        told: &mut dyn FnMut(&Entry, &str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (number, leaf) in &self.leaves {
            if !leaf.iter().any(&wanted) {
                continue;
            }
            let key = key(CORES, *number);
            let cores = notes.read(&key)?.unwrap_or_default();
            for entry in leaf.iter().filter(|entry| wanted(entry)) {
                let core = cores.get(entry.from..entry.from.saturating_add(entry.length));
                let core = core.and_then(|core| std::str::from_utf8(core).ok());
                let core = core.ok_or_else(|| damaged(&key, &"it is too short"))?;
                told(entry, core)?;
            }
        }
        Ok(())
    }
}

fn key(kind: &str, number: u64) -> String {
    format!("{kind}{number:012}")
}

fn number(key: &str, kind: &str) -> Result<u64, Error> {
    let digits = key.strip_prefix(kind).unwrap_or_default();
    digits.parse().map_err(|error| damaged(key, &error))
}

fn damaged(key: &str, what: &dyn std::fmt::Display) -> Error {
    Error::new(
        code::WU_E_DS_INVALIDOPERATION,
        format!(
            "what is kept of the update server is damaged ({key}: {what}): remove the service, and add it again"
        ),
    )
}

/// What has to be known of all revisions so that a server can be asked what is new.
pub(super) struct Digest {
    pub(super) header: Header,
    pub(super) known: Vec<(Known, Standing)>,
}

/// What a digest depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Header {
    /// What was offered of it.
    pub(super) stamp: String,
    /// The languages that texts are there in.
    pub(super) locales: Vec<String>,
    /// Which program has read the metadata. Another one may be able to read more of it.
    pub(super) reader: String,
}

/// How many bytes a revision has in a digest.
const RECORD: usize = 28;

impl Digest {
    pub(super) fn read(notes: &dyn Notes) -> Result<Option<Self>, Error> {
        let Some(note) = notes.read(DIGEST)? else {
            return Ok(None);
        };
        Ok(Self::parse(&note))
    }

    fn parse(note: &[u8]) -> Option<Self> {
        let (header, records) = note.split_at_checked(memchr::memchr(b'\n', note)? + 1)?;
        let header = serde_json::from_slice(header).ok()?;
        let (records, rest) = records.as_chunks::<RECORD>();
        if !rest.is_empty() {
            return None;
        }
        let known: Option<Vec<_>> = records.iter().map(record).collect();
        Some(Self {
            header,
            known: known?,
        })
    }

    pub(super) fn note(header: &Header, stock: &Stock) -> Change {
        let mut note = serde_json::to_vec(header).unwrap_or_default();
        note.push(b'\n');
        for entry in stock.entries() {
            note.extend(entry.id.to_le_bytes());
            let Guid {
                data1,
                data2,
                data3,
                data4,
            } = entry.identity.id;
            note.extend(data1.to_be_bytes());
            note.extend(data2.to_be_bytes());
            note.extend(data3.to_be_bytes());
            note.extend(data4);
            note.extend(entry.identity.revision.to_le_bytes());
            note.push(u8::from(entry.is_leaf) | u8::from(entry.kind == Kind::Driver) << 1);
            note.push(stock.standing(entry.id).byte());
            let dependents = stock.dependents.on(entry.identity.id);
            note.extend(u16::try_from(dependents).unwrap_or(u16::MAX).to_le_bytes());
        }
        (DIGEST.to_owned(), Some(note))
    }
}

fn record(bytes: &[u8; RECORD]) -> Option<(Known, Standing)> {
    let (id, rest) = bytes.split_first_chunk::<4>()?;
    let (guid, rest) = rest.split_first_chunk::<16>()?;
    let (revision, rest) = rest.split_first_chunk::<4>()?;
    let [flags, standing, dependents @ ..] = rest else {
        return None;
    };
    let standing = Standing::from_byte(*standing)?;
    let known = Known {
        id: i32::from_le_bytes(*id),
        identity: UpdateIdentity {
            update_id: Guid::from_u128(u128::from_be_bytes(*guid)),
            revision_number: i32::from_le_bytes(*revision),
        },
        is_leaf: flags & 1 != 0,
        is_driver: flags & 2 != 0,
        is_installed: standing == Standing::Installed,
        dependents: u32::from(u16::from_le_bytes(dependents.try_into().ok()?)),
    };
    Some((known, standing))
}
