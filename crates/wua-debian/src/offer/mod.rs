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
use crate::package::{Earlier, Package, archive_name};
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
    /// The names of the archive files that apt has kept.
    pub(crate) kept: &'a HashSet<String>,
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
        let remembered = memory.of_package(package);
        let was_absent = remembered.is_some_and(|before| before.was_absent);
        let earlier = remembered
            .and_then(|before| before.earlier.as_ref())
            .and_then(|earlier| ingredients.have(&package.name, &package.architecture, &earlier.version))
            .or_else(|| newest_before(ingredients.index, package));
        sources.entry(source_of(first)).or_default().push(Member {
            name: &package.name,
            found,
            earlier: earlier.filter(|_| !was_absent),
            is_new: false,
            was_absent,
        });
    }
    for upgrade in &ingredients.verdict.upgrades {
        let found: Vec<&Candidate> = ingredients
            .index
            .find(&upgrade.name, &upgrade.to, &upgrade.architecture)
            .collect();
        let Some(first) = found.first() else { continue };
        let source = source_of(first);
        if upgrade.from.is_none() && !is_about(ingredients.verdict, ingredients.index, source) {
            // It comes along with another source's update, and is no update of its own.
            continue;
        }
        sources.entry(source).or_default().push(Member {
            name: &upgrade.name,
            found,
            earlier: upgrade
                .from
                .as_ref()
                .and_then(|from| ingredients.have(&upgrade.name, &upgrade.architecture, from)),
            is_new: upgrade.from.is_none(),
            was_absent: upgrade.from.is_none(),
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

impl Ingredients<'_> {
    /// A version, if it can be had: from an archive, or from what apt has kept.
    fn have(&self, name: &str, architecture: &str, version: &str) -> Option<Earlier> {
        let mut candidates = self.index.candidates(name).iter();
        let is_in_archive = candidates.any(|one| one.package.version == version);
        let of = |architecture| archive_name(name, version, architecture);
        let file = [of(architecture), of("all")]
            .into_iter()
            .find(|file| !is_in_archive && self.kept.contains(file));
        (is_in_archive || file.is_some()).then(|| Earlier {
            version: version.to_owned(),
            file,
        })
    }
}

/// The newest version that an archive has before the one that is there.
fn newest_before(index: &Index, package: &InstalledPackage) -> Option<Earlier> {
    let versions = index
        .candidates(&package.name)
        .iter()
        .map(|one| one.package.version.as_str());
    let version = versions
        .filter(|one| compare(one, &package.version).is_lt())
        .max_by(|a, b| compare(a, b))?;
    Some(Earlier {
        version: version.to_owned(),
        file: None,
    })
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
    /// By name, architecture and version.
    packages: HashMap<(String, String, String), Package>,
}

impl Memory {
    fn of(revisions: &[Arc<Revision>]) -> Self {
        let mut memory = Self::default();
        for revision in revisions {
            memory
                .first_seen
                .insert(revision.identity, revision.last_deployment_change);
            for package in revision.bundled.iter().filter_map(|member| Package::of(member)) {
                let key = (
                    package.name.clone(),
                    package.architecture.clone(),
                    package.version.clone(),
                );
                memory.packages.insert(key, package);
            }
        }
        memory
    }

    fn of_package(&self, package: &InstalledPackage) -> Option<&Package> {
        let key = (
            package.name.clone(),
            package.architecture.clone(),
            package.version.clone(),
        );
        self.packages.get(&key)
    }
}
