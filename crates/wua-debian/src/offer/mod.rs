//! What the archives offer, as updates: one for each source package, version and origin.

mod bundle;
mod categories;
mod identity;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use wua_agent::ports::Offer;
use wua_agent::{Identity, Revision};
use wua_com::Guid;

use crate::index::{Candidate, Index};
use crate::package::Package;
use crate::status::InstalledPackage;
use crate::verdict::Verdict;
use crate::version::compare;
use bundle::{Bundle, Member};
pub(crate) use categories::System;

/// What an offer is made from.
pub(crate) struct Ingredients<'a> {
    pub(crate) installed: &'a [InstalledPackage],
    pub(crate) index: &'a Index,
    pub(crate) verdict: &'a Verdict,
    pub(crate) system: &'a System,
    /// What was offered before.
    pub(crate) remembered: &'a [Arc<Revision>],
    pub(crate) now: Timestamp,
}

/// A source package in one version.
type Source<'a> = (&'a str, &'a str);

/// A binary package that was built again from an unchanged source has a version of its own, and is an update of its own.
fn source_of(candidate: &Candidate) -> Source<'_> {
    let package = &candidate.package;
    let rebuilt = package.version.strip_prefix(package.source.version.as_str());
    let is_rebuilt = rebuilt
        .and_then(|rest| rest.strip_prefix("+b"))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let version = if is_rebuilt {
        &package.version
    } else {
        &package.source.version
    };
    (&package.source.name, version)
}

/// Everything that is installed or would be upgraded to, as far as an archive or the memory knows it.
pub(crate) fn offer(ingredients: &Ingredients<'_>) -> Offer {
    let memory = Memory::of(ingredients.remembered);
    let mut sources: BTreeMap<Source<'_>, Vec<Member<'_>>> = BTreeMap::new();
    let mut unknown: HashSet<(&str, &str)> = HashSet::new();
    for package in ingredients.installed {
        let found: Vec<&Candidate> = ingredients
            .index
            .find(&package.name, &package.version, &package.architecture)
            .collect();
        let Some(first) = found.first() else {
            unknown.insert((&package.name, &package.version));
            continue;
        };
        let earlier = memory
            .earlier(package)
            .filter(|version| can_be_had(ingredients.index, package, version))
            .or_else(|| newest_before(ingredients.index, package, &package.version));
        sources.entry(source_of(first)).or_default().push(Member {
            name: &package.name,
            found,
            earlier: earlier.map(str::to_owned),
            is_new: false,
        });
    }
    for upgrade in &ingredients.verdict.upgrades {
        let found: Vec<&Candidate> = ingredients
            .index
            .find(&upgrade.name, &upgrade.to, &upgrade.architecture)
            .collect();
        let Some(first) = found.first() else { continue };
        let is_to_be_had = |from: &&String| {
            let mut versions = ingredients.index.candidates(&upgrade.name).iter();
            versions.any(|one| one.package.version == **from)
        };
        let source = source_of(first);
        if upgrade.from.is_none() && !is_about(ingredients.verdict, ingredients.index, source) {
            // It comes along with another source's update, and is no update of its own.
            continue;
        }
        sources.entry(source).or_default().push(Member {
            name: &upgrade.name,
            found,
            earlier: upgrade.from.as_ref().filter(is_to_be_had).cloned(),
            is_new: upgrade.from.is_none(),
        });
    }
    let mut revisions: Vec<Revision> = sources
        .into_iter()
        .map(|(source, members)| {
            let bundle = Bundle {
                ingredients,
                source,
                members,
            };
            bundle.revision(&memory)
        })
        .collect();
    supersede(&mut revisions);
    let mut revisions: Vec<Arc<Revision>> = revisions.into_iter().map(Arc::new).collect();
    let offered: HashSet<Identity> = revisions.iter().map(|revision| revision.identity).collect();
    let is_still_there =
        |revision: &&Arc<Revision>| !offered.contains(&revision.identity) && has_any_of(revision, &unknown);
    revisions.extend(ingredients.remembered.iter().filter(is_still_there).cloned());
    Offer {
        revisions,
        categories: ingredients.system.categories(),
        ..Offer::default()
    }
}

/// Whether something of a source is upgraded: what is new of it belongs to that upgrade.
fn is_about(verdict: &Verdict, index: &Index, source: Source<'_>) -> bool {
    verdict.upgrades.iter().any(|upgrade| {
        upgrade.from.is_some()
            && index
                .find(&upgrade.name, &upgrade.to, &upgrade.architecture)
                .any(|one| source_of(one) == source)
    })
}

fn can_be_had(index: &Index, package: &InstalledPackage, version: &str) -> bool {
    index
        .candidates(&package.name)
        .iter()
        .any(|one| one.package.version == version)
}

/// The newest version that an archive has before another one.
fn newest_before<'a>(index: &'a Index, package: &InstalledPackage, version: &str) -> Option<&'a str> {
    index
        .candidates(&package.name)
        .iter()
        .map(|one| one.package.version.as_str())
        .filter(|one| compare(one, version).is_lt())
        .max_by(|a, b| compare(a, b))
}

/// A version that no archive has any more stays known as long as it is installed.
fn has_any_of(revision: &Revision, installed: &HashSet<(&str, &str)>) -> bool {
    let packages = revision.bundled.iter().filter_map(|member| Package::of(member));
    packages
        .into_iter()
        .any(|package| installed.contains(&(package.name.as_str(), package.version.as_str())))
}

/// An update replaces the earlier ones of its source package.
fn supersede(revisions: &mut [Revision]) {
    let mut by_source: HashMap<String, Vec<(usize, String, Guid)>> = HashMap::new();
    for (place, revision) in revisions.iter().enumerate() {
        if let Some((source, version)) = bundle::source_of(revision) {
            by_source
                .entry(source)
                .or_default()
                .push((place, version, revision.identity.id));
        }
    }
    for versions in by_source.into_values() {
        for (place, version, id) in &versions {
            let earlier = versions
                .iter()
                .filter(|(_, other, of)| of != id && compare(other, version).is_lt())
                .map(|(_, _, id)| *id);
            if let Some(revision) = revisions.get_mut(*place) {
                revision.superseded_update_ids = earlier.collect();
            }
        }
    }
}

/// What was offered before.
#[derive(Default)]
struct Memory {
    first_seen: HashMap<Identity, Timestamp>,
    /// Which version was there before a package, by name, architecture and version.
    earlier: HashMap<(String, String, String), String>,
}

impl Memory {
    fn of(revisions: &[Arc<Revision>]) -> Self {
        let mut memory = Self::default();
        for revision in revisions {
            memory
                .first_seen
                .insert(revision.identity, revision.last_deployment_change);
            for package in revision.bundled.iter().filter_map(|member| Package::of(member)) {
                if let Some(earlier) = package.earlier {
                    let key = (package.name, package.architecture, package.version);
                    memory.earlier.insert(key, earlier);
                }
            }
        }
        memory
    }

    fn earlier(&self, package: &InstalledPackage) -> Option<&str> {
        let key = (
            package.name.clone(),
            package.architecture.clone(),
            package.version.clone(),
        );
        self.earlier.get(&key).map(String::as_str)
    }
}
