//! What else happens to a computer.

use std::collections::BTreeMap;

use wua_agent::ports::Change;

use super::Wanted;
use crate::computer::Packages;
use crate::verdict::Verdict;

/// What a simulation does beyond what is wanted.
pub(super) fn besides(verdict: &Verdict, wanted: &[&Wanted], native: &str) -> Vec<Change> {
    let is_wanted = |name: &str, architecture: &str| {
        wanted.iter().any(|one| {
            one.package.name == name && architecture.is_empty() || one.is(name, architecture, native)
        })
    };
    let upgrades = verdict
        .upgrades
        .iter()
        .filter(|upgrade| !is_wanted(&upgrade.name, &upgrade.architecture))
        .map(|upgrade| Change {
            name: upgrade.name.clone(),
            architecture: upgrade.architecture.clone(),
            from: upgrade.from.clone(),
            to: Some(upgrade.to.clone()),
        });
    let removals = verdict
        .removals
        .iter()
        .filter(|removal| !is_wanted(&removal.name, &removal.architecture))
        .map(|removal| Change {
            name: removal.name.clone(),
            architecture: removal.architecture.clone(),
            from: Some(removal.version.clone()),
            to: None,
        });
    upgrades.chain(removals).collect()
}

/// What else is different after a run. What is only half there is there.
pub(super) fn differences(before: &Packages, after: &Packages, wanted: &[Wanted]) -> Vec<Change> {
    let native = after.native();
    let mut changes: BTreeMap<(&str, &str), Change> = BTreeMap::new();
    for (packages, is_after) in [(before, false), (after, true)] {
        for package in &packages.status.packages {
            let (name, architecture) = (package.name.as_str(), package.architecture.as_str());
            let of = if architecture == "all" {
                native
            } else {
                architecture
            };
            let change = changes.entry((name, of)).or_insert_with(|| Change {
                name: name.to_owned(),
                architecture: String::new(),
                from: None,
                to: None,
            });
            architecture.clone_into(&mut change.architecture);
            let version = Some(package.version.clone());
            if is_after {
                change.to = version;
            } else {
                change.from = version;
            }
        }
    }
    changes
        .into_values()
        .filter(|change| change.from != change.to)
        .filter(|change| {
            !wanted
                .iter()
                .any(|one| one.is(&change.name, &change.architecture, native))
        })
        .collect()
}
