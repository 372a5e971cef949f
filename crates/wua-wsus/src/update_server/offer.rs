//! What of all that is kept is offered to this computer.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};
use wua_agent::ports::{LeftOut, Notes, Offer, Tally};
use wua_agent::{Category, Identity, Installer, Revision};
use wua_com::{Error, Guid};

use super::contact::absolute;
use super::details::{self, Details, Wanted};
use super::judging::hidden;
use super::standing::Standing;
use super::stock::{Entry, Stock};
use crate::fragments::{self, Core, Extended, Kind, Localized};

/// How deep bundles may be nested.
const DEEPEST: usize = 8;

/// So many updates may be in a bundle, those in its members included.
const MOST_MEMBERS: usize = 1000;

/// What is to be offered, before it is described.
pub(super) struct Choice {
    /// Those that concern this computer, by the server's numbers.
    updates: Vec<i32>,
    /// With the members of bundles.
    parts: BTreeSet<i32>,
    categories: Vec<i32>,
    /// What is not offered.
    pub(super) withheld: Tally,
    left_out: Vec<LeftOut>,
    pub(super) status: Status,
}

/// Which of the updates that an administrator deployed are needed here, and which are installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Status {
    pub(super) needed: Vec<Guid>,
    pub(super) installed: Vec<Guid>,
}

/// Chooses. `bases` are the revisions that others depend on.
pub(super) fn choose(stock: &Stock, bases: &HashMap<i32, Arc<Revision>>) -> Choice {
    let by_identity: HashMap<Identity, i32> =
        stock.entries().map(|entry| (entry.identity, entry.id)).collect();
    let bundles = Bundles {
        stock,
        by_identity: &by_identity,
    };
    let mut choice = Choice {
        updates: Vec::new(),
        parts: BTreeSet::new(),
        categories: Vec::new(),
        withheld: Tally::default(),
        left_out: Vec::new(),
        status: Status::default(),
    };
    for entry in stock.entries() {
        if !entry.broken.is_empty() {
            choice.left_out.push(LeftOut {
                file: format!("revision {}", entry.id),
                id: entry.identity.id.to_string(),
                title: String::new(),
                reason: entry.broken.clone(),
            });
            Standing::Broken.count(&mut choice.withheld);
            continue;
        }
        if matches!(entry.kind, Kind::Category | Kind::Detectoid) {
            continue;
        }
        if entry.deployment.offered_as().is_none() {
            if entry.deployment.is_refused() {
                Standing::Withdrawn.count(&mut choice.withheld);
            }
            continue;
        }
        let standing = bundles.standing(entry, 0);
        match standing {
            Standing::Installable => choice.status.needed.push(entry.identity.id),
            Standing::Installed => choice.status.installed.push(entry.identity.id),
            _ => {}
        }
        if standing.concerns() {
            choice.updates.push(entry.id);
            bundles.gather(entry, 0, &mut choice.parts);
        } else {
            standing.count(&mut choice.withheld);
        }
    }
    choice.categories = categories(bases);
    choice
}

/// All categories that are known: there are few of them, and people choose by them.
fn categories(bases: &HashMap<i32, Arc<Revision>>) -> Vec<i32> {
    let is_category = |revision: &Revision| {
        revision
            .relevance
            .as_ref()
            .is_some_and(|relevance| relevance.role == wua_agent::Role::Category)
    };
    let mut ids: Vec<i32> = bases
        .iter()
        .filter(|(_, revision)| is_category(revision))
        .map(|(id, _)| *id)
        .collect();
    ids.sort_unstable();
    ids
}

/// What bundles are because of their members.
struct Bundles<'a> {
    stock: &'a Stock,
    by_identity: &'a HashMap<Identity, i32>,
}

impl Bundles<'_> {
    fn member(&self, identity: Identity) -> Option<&Entry> {
        self.stock.entry(*self.by_identity.get(&identity)?)
    }

    /// Members that the server has not sent do not concern this computer: what they need is not there.
    fn standing(&self, entry: &Entry, depth: usize) -> Standing {
        let own = self.stock.standing(entry.id);
        if entry.members.is_empty() || own != Standing::Installable {
            return own;
        }
        if depth >= DEEPEST {
            return Standing::ByRule;
        }
        let members = entry.members.iter().filter_map(|member| self.member(*member));
        let mut standings = members.map(|member| self.standing(member, depth + 1));
        let mut found = Standing::ByRule;
        for standing in standings.by_ref() {
            found = match (found, standing) {
                (_, Standing::Installable) => return Standing::Installable,
                (Standing::Unclear, _) | (_, Standing::Unclear) => Standing::Unclear,
                (_, Standing::Installed) => Standing::Installed,
                (found, _) => found,
            };
        }
        found
    }

    fn gather(&self, entry: &Entry, depth: usize, parts: &mut BTreeSet<i32>) {
        if !parts.insert(entry.id) || depth >= DEEPEST {
            return;
        }
        for member in entry.members.iter().filter_map(|member| self.member(*member)) {
            self.gather(member, depth + 1, parts);
        }
    }
}

impl Choice {
    /// What has to be known of it.
    pub(super) fn wanted(&self, stock: &Stock, cores: &HashMap<i32, Core>) -> Vec<Wanted> {
        let all = self.parts.iter().chain(&self.categories);
        all.filter_map(|id| {
            let entry = stock.entry(*id)?;
            let core = cores.get(id);
            Some(Wanted {
                id: *id,
                identity: entry.identity,
                has_licence: core.is_some_and(|core| core.eula.is_some()),
            })
        })
        .collect()
    }

    /// The metadata of all that is described.
    pub(super) fn cores(&self, stock: &Stock, notes: &dyn Notes) -> Result<HashMap<i32, Core>, Error> {
        let categories: HashSet<i32> = self.categories.iter().copied().collect();
        cores(stock, notes, |entry| {
            self.parts.contains(&entry.id) || categories.contains(&entry.id)
        })
    }

    /// Describes what is offered. `root`: where the server is.
    pub(super) fn describe(
        mut self,
        stock: &Stock,
        mut cores: HashMap<i32, Core>,
        bases: &HashMap<i32, Arc<Revision>>,
        notes: &dyn Notes,
        root: &str,
    ) -> Result<(Offer, Tally), Error> {
        let mut offer = Offer::default();
        for id in &self.categories {
            let (Some(core), Some(entry)) = (cores.remove(id), stock.entry(*id)) else {
                continue;
            };
            let details = details::read(notes, entry.identity)?.unwrap_or_default();
            match category(&core, &details) {
                Ok(category) => offer.categories.push(Arc::new(category)),
                Err(error) => self.left_out.push(left_out(entry, "", &error)),
            }
        }
        let mut described = Described {
            stock,
            cores,
            by_identity: stock.entries().map(|entry| (entry.identity, entry.id)).collect(),
            notes,
            root,
            left_out: self.left_out,
        };
        let mut offered = HashSet::default();
        for id in &self.updates {
            let mut left = MOST_MEMBERS;
            let Some(revision) = described.update(*id, 0, &mut left)? else {
                self.withheld.known += 1;
                self.withheld.left_out += 1;
                continue;
            };
            offered.insert(*id);
            offer.revisions.push(revision);
        }
        let mut rest: Vec<&i32> = bases.keys().filter(|id| !offered.contains(*id)).collect();
        rest.sort_unstable();
        let rest = rest.into_iter().filter_map(|id| bases.get(id));
        offer.revisions.extend(rest.map(hidden));
        offer.left_out = described.left_out;
        Ok((offer, self.withheld))
    }
}

fn cores(
    stock: &Stock,
    notes: &dyn Notes,
    is_wanted: impl Fn(&Entry) -> bool,
) -> Result<HashMap<i32, Core>, Error> {
    let mut cores = HashMap::default();
    stock.cores(notes, is_wanted, &mut |entry, text| {
        // It could be read once.
        if let Ok(core) = Core::read(text) {
            cores.insert(entry.id, core);
        }
        Ok(())
    })?;
    Ok(cores)
}

/// What is wanted of all that is kept, with what is known of it. `root`: where the server is.
pub(super) fn withheld(
    stock: &Stock,
    notes: &dyn Notes,
    root: &str,
    is_wanted: impl Fn(&Entry) -> bool,
) -> Result<Vec<Arc<Revision>>, Error> {
    let by_identity: HashMap<Identity, i32> =
        stock.entries().map(|entry| (entry.identity, entry.id)).collect();
    let bundles = Bundles {
        stock,
        by_identity: &by_identity,
    };
    let is_update = |entry: &&Entry| {
        entry.broken.is_empty() && matches!(entry.kind, Kind::Software | Kind::Driver) && is_wanted(entry)
    };
    let (mut ids, mut parts) = (Vec::new(), BTreeSet::new());
    for entry in stock.entries().filter(is_update) {
        ids.push(entry.id);
        bundles.gather(entry, 0, &mut parts);
    }
    let mut described = Described {
        stock,
        cores: cores(stock, notes, |entry| parts.contains(&entry.id))?,
        by_identity,
        notes,
        root,
        left_out: Vec::new(),
    };
    let mut found = Vec::new();
    for id in ids {
        let mut left = MOST_MEMBERS;
        let Some(revision) = described.update(id, 0, &mut left)? else {
            continue;
        };
        found.push(match &*revision {
            // Its installer is not known.
            bare if bare.bundled.is_empty() && bare.installer.is_none() => Arc::new(Revision {
                installer: Some(Installer::Other(String::new())),
                ..bare.clone()
            }),
            _ => revision,
        });
    }
    Ok(found)
}

struct Described<'a> {
    stock: &'a Stock,
    cores: HashMap<i32, Core>,
    by_identity: HashMap<Identity, i32>,
    notes: &'a dyn Notes,
    root: &'a str,
    left_out: Vec<LeftOut>,
}

impl Described<'_> {
    /// An update with its members; none if it is left out.
    fn update(&mut self, id: i32, depth: usize, left: &mut usize) -> Result<Option<Arc<Revision>>, Error> {
        let stock = self.stock;
        let (Some(entry), Some(core)) = (stock.entry(id), self.cores.get(&id).cloned()) else {
            return Ok(None);
        };
        let Some(rest) = left.checked_sub(1).filter(|_| depth <= DEEPEST) else {
            let reason =
                format!("it bundles more than {MOST_MEMBERS} updates, or is nested deeper than {DEEPEST}");
            self.left_out.push(left_out(entry, "", &reason));
            return Ok(None);
        };
        *left = rest;
        let mut members = Vec::new();
        for member in core.members() {
            let Some(member) = self.by_identity.get(&member).copied() else {
                continue;
            };
            match self.update(member, depth + 1, left)? {
                Some(member) => members.push(member),
                None => return Ok(None),
            }
        }
        let details = details::read(self.notes, entry.identity)?.unwrap_or_default();
        if details.is_missing() {
            let reason = "the server does not say what it is: search again";
            self.left_out.push(left_out(entry, "", &reason));
            return Ok(None);
        }
        match update(core, &details, members, self.root) {
            Ok(mut revision) => {
                entry.deployment.apply(&mut revision);
                Ok(Some(Arc::new(revision)))
            }
            Err(error) => {
                let localized = details.localized.first().map(String::as_str).unwrap_or_default();
                let title = Localized::read(localized).unwrap_or_default();
                let title = title.first().map_or("", |localized| &localized.title);
                self.left_out.push(left_out(entry, title, &error));
                Ok(None)
            }
        }
    }
}

fn update(
    core: Core,
    details: &Details,
    members: Vec<Arc<Revision>>,
    root: &str,
) -> Result<Revision, wua_rules::xml::Error> {
    let extended = Extended::read(&details.extended)?;
    let localized = localized(details)?;
    let licence = details.licence.clone();
    let mut revision = fragments::revision(core, Some(extended), &localized, licence, members);
    for content in &mut revision.contents {
        if let Some(url) = details.urls.get(&content.sha1) {
            content.url = absolute(root, url);
        }
    }
    Ok(revision)
}

fn category(core: &Core, details: &Details) -> Result<Category, wua_rules::xml::Error> {
    let extended = Extended::read(&details.extended)?;
    Ok(fragments::category(core, &extended, &localized(details)?))
}

fn localized(details: &Details) -> Result<Vec<Localized>, wua_rules::xml::Error> {
    Localized::read(&details.localized.concat())
}

fn left_out(entry: &Entry, title: &str, reason: &dyn std::fmt::Display) -> LeftOut {
    LeftOut {
        file: format!("revision {}", entry.id),
        id: entry.identity.id.to_string(),
        title: title.to_owned(),
        reason: reason.to_string(),
    }
}

/// What names of updates are looked for by.
pub(super) fn is_named(identity: Identity, name: &str) -> bool {
    Guid::parse(name) == Some(identity.id) || name.eq_ignore_ascii_case(&identity.to_string())
}
