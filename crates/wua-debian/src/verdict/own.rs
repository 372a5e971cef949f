//! The own verdict: what apt would upgrade, where that can be told without its resolver.
//!
//! It answers only when every candidate can be installed at once, nothing has to be installed or removed for it, and
//! nothing that is there is harmed. Then the resolver has nothing to decide, and "upgrade all candidates" is its answer.
//! Everything else is left to apt: [`Doubt`] says why.

use std::collections::{HashMap, HashSet};

use super::Upgrade;
use super::relations::{Provided, Relation, groups};
use crate::version::compare;

/// What relates a package to others, as its control file has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Relations<'a> {
    pub(crate) pre_depends: &'a str,
    pub(crate) depends: &'a str,
    pub(crate) recommends: &'a str,
    pub(crate) conflicts: &'a str,
    pub(crate) breaks: &'a str,
    pub(crate) provides: &'a str,
}

/// A package that is installed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Present<'a> {
    pub(crate) name: &'a str,
    pub(crate) architecture: &'a str,
    pub(crate) version: &'a str,
    pub(crate) is_held: bool,
    pub(crate) relations: Relations<'a>,
}

/// A version that an archive has of a package that is installed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Available<'a> {
    pub(crate) name: &'a str,
    pub(crate) architecture: &'a str,
    pub(crate) version: &'a str,
    /// Of its archive, as `apt_preferences(5)` has it: 500, 100 or 1.
    pub(crate) priority: i32,
    pub(crate) is_phased: bool,
    pub(crate) relations: Relations<'a>,
}

/// Why apt has to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt(pub(crate) String);

/// The version of a file that dpkg has, as long as no preference says otherwise.
const INSTALLED: i32 = 100;

/// What is upgraded. `present` has at most one package of a name; `available` are those of the same names.
/// Recommendations that are new count only where apt is configured to follow them.
pub(crate) fn judge(
    present: &[Present<'_>],
    available: &[Available<'_>],
    follows_recommendations: bool,
) -> Result<Vec<Upgrade>, Doubt> {
    let mut versions: HashMap<&str, Vec<&Available<'_>>> = HashMap::with_capacity(present.len());
    for one in available {
        versions.entry(one.name).or_default().push(one);
    }
    let mut chosen: Vec<(&Present<'_>, Option<&Available<'_>>)> = Vec::with_capacity(present.len());
    for package in present {
        let known = versions.get(package.name).map_or(&[][..], Vec::as_slice);
        chosen.push((package, candidate(package, known)?));
    }
    let upgrades = || {
        chosen
            .iter()
            .filter_map(|(package, new)| Some((*package, (*new)?)))
    };
    let after = {
        let mut after = Provided::default();
        for (package, new) in &chosen {
            let (version, relations) = new.map_or((package.version, &package.relations), |new| {
                (new.version, &new.relations)
            });
            after.add(package.name, version, relations.provides);
        }
        after
    };
    let doubts = Doubts {
        after: &after,
        follows_recommendations,
        changed: changed(&chosen),
    };
    for (package, new) in upgrades() {
        doubts.about_upgrade(package, new)?;
    }
    for (package, _) in chosen.iter().filter(|(_, new)| new.is_none()) {
        doubts.about_what_stays(package)?;
    }
    Ok(upgrades()
        .map(|(package, new)| Upgrade {
            name: package.name.to_owned(),
            architecture: new.architecture.to_owned(),
            from: Some(package.version.to_owned()),
            to: new.version.to_owned(),
        })
        .collect())
}

/// The version that apt would choose, if it is not the one that is there.
///
/// Of the versions that are not older than the installed one, that of the highest priority, and of equals the newest;
/// the installed version has at least a priority of its own.
fn candidate<'a>(
    package: &Present<'_>,
    known: &[&'a Available<'a>],
) -> Result<Option<&'a Available<'a>>, Doubt> {
    let mut best: Option<&Available<'_>> = None;
    let mut installed = INSTALLED;
    for one in known {
        let ordering = compare(one.version, package.version);
        if ordering.is_eq() {
            installed = installed.max(one.priority);
            if one.architecture == package.architecture && one.relations != package.relations {
                return doubt(format!(
                    "{} {} is installed otherwise than an archive has it",
                    package.name, package.version
                ));
            }
        } else if ordering.is_gt() {
            let is_better = best.is_none_or(|best| {
                one.priority > best.priority
                    || one.priority == best.priority && compare(one.version, best.version).is_gt()
            });
            if is_better {
                best = Some(one);
            }
        }
    }
    let Some(best) = best.filter(|best| best.priority >= installed) else {
        return Ok(None);
    };
    if package.is_held {
        return Ok(None);
    }
    if best.is_phased {
        return doubt(format!("{} {} is phased", best.name, best.version));
    }
    let same = known
        .iter()
        .filter(|one| compare(one.version, best.version).is_eq());
    if same
        .clone()
        .any(|one| one.relations != best.relations || one.version != best.version)
    {
        return doubt(format!(
            "two archives have different packages {} {}",
            best.name, best.version
        ));
    }
    Ok(Some(best))
}

fn doubt<T>(why: String) -> Result<T, Doubt> {
    Err(Doubt(why))
}

/// The names under which something changes: what stays is looked at only where it names one of them.
fn changed<'a>(chosen: &[(&'a Present<'a>, Option<&'a Available<'a>>)]) -> HashSet<&'a str> {
    let mut names = HashSet::new();
    for (package, new) in chosen {
        if let Some(new) = new {
            names.insert(package.name);
            for provides in [package.relations.provides, new.relations.provides] {
                names.extend(
                    groups(provides)
                        .filter_map(Relation::parse)
                        .map(|relation| relation.name),
                );
            }
        }
    }
    names
}

struct Doubts<'a> {
    after: &'a Provided<'a>,
    follows_recommendations: bool,
    changed: HashSet<&'a str>,
}

impl Doubts<'_> {
    fn about_upgrade(&self, package: &Present<'_>, new: &Available<'_>) -> Result<(), Doubt> {
        let of = format!("{} {}", new.name, new.version);
        for group in [new.relations.pre_depends, new.relations.depends]
            .into_iter()
            .flat_map(groups)
        {
            if self.after.satisfies(group) != Some(true) {
                return doubt(format!("{of} needs {group}"));
            }
        }
        let old: HashSet<&str> = groups(package.relations.recommends).collect();
        for group in groups(new.relations.recommends) {
            if self.follows_recommendations
                && !old.contains(group)
                && self.after.satisfies(group) != Some(true)
            {
                return doubt(format!("{of} recommends {group}"));
            }
        }
        self.harms(&of, new.name, &new.relations)
    }

    /// A package that stays as it is, among others that change.
    fn about_what_stays(&self, package: &Present<'_>) -> Result<(), Doubt> {
        let of = format!("{} {}", package.name, package.version);
        let relations = &package.relations;
        for group in [relations.pre_depends, relations.depends]
            .into_iter()
            .flat_map(groups)
            .filter(|group| self.is_touched(group))
        {
            if self.after.satisfies(group) != Some(true) {
                return doubt(format!("{of} needs {group}"));
            }
        }
        let negative = [relations.conflicts, relations.breaks];
        if negative
            .into_iter()
            .flat_map(groups)
            .any(|group| self.is_touched(group))
        {
            return self.harms(&of, package.name, relations);
        }
        Ok(())
    }

    fn is_touched(&self, group: &str) -> bool {
        group.split('|').any(|alternative| {
            Relation::parse(alternative).is_none_or(|relation| self.changed.contains(relation.name))
        })
    }

    fn harms(&self, of: &str, name: &str, relations: &Relations<'_>) -> Result<(), Doubt> {
        for group in [relations.conflicts, relations.breaks]
            .into_iter()
            .flat_map(groups)
        {
            let Some(harmed) = self.after.harmed(group, name) else {
                return doubt(format!("{of} has a relation {group:?}"));
            };
            if let Some(other) = harmed.first() {
                return doubt(format!("{of} gets in the way of {other}"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present<'a>(name: &'a str, version: &'a str, depends: &'a str) -> Present<'a> {
        Present {
            name,
            architecture: "amd64",
            version,
            is_held: false,
            relations: Relations {
                depends,
                ..Relations::default()
            },
        }
    }

    fn available<'a>(name: &'a str, version: &'a str, priority: i32) -> Available<'a> {
        Available {
            name,
            architecture: "amd64",
            version,
            priority,
            is_phased: false,
            relations: Relations::default(),
        }
    }

    fn upgraded(present: &[Present<'_>], available: &[Available<'_>]) -> Result<Vec<String>, String> {
        judge(present, available, true)
            .map(|upgrades| {
                upgrades
                    .into_iter()
                    .map(|one| format!("{}={}", one.name, one.to))
                    .collect()
            })
            .map_err(|doubt| doubt.0)
    }

    #[test]
    fn the_newest_of_the_highest_priority_is_chosen_and_nothing_older() {
        let one = [present("a", "1", "")];
        for (versions, expected) in [
            (&[("2", 500), ("3", 500)][..], Some("a=3")),
            (&[("0.9", 500)], None),
            (&[("1", 500), ("1~rc", 500)], None),
            (&[("1", 500), ("2", 100)], None),
            (&[("2", 100)], Some("a=2")),
            (&[("2", 1)], None),
            (&[("2", 500), ("3", 100)], Some("a=2")),
            (&[("1:0", 500)], Some("a=1:0")),
        ] {
            let versions: Vec<_> = versions
                .iter()
                .map(|(version, priority)| available("a", version, *priority))
                .collect();
            let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(upgraded(&one, &versions), Ok(expected), "{versions:?}");
        }
    }

    #[test]
    fn what_is_held_stays_and_the_others_go_on() {
        let mut held = present("a", "1", "");
        held.is_held = true;
        let packages = [held, present("b", "1", "")];
        let versions = [available("a", "2", 500), available("b", "2", 500)];
        assert_eq!(upgraded(&packages, &versions), Ok(vec!["b=2".to_owned()]));
        let needs = [held, present("b", "1", "")];
        let mut newer = available("b", "2", 500);
        newer.relations.depends = "a (>= 2)";
        let error = upgraded(&needs, &[available("a", "2", 500), newer]).unwrap_err();
        assert_eq!(error, "b 2 needs a (>= 2)");
    }

    #[test]
    fn whatever_needs_the_resolver_is_left_to_it() {
        let packages = [present("a", "1", ""), present("b", "1", "a (= 1) | x")];
        let plain = available("a", "2", 500);
        let with = |change: fn(&mut Available<'_>)| {
            let mut version = plain;
            change(&mut version);
            upgraded(&packages[..1], &[version]).unwrap_err()
        };
        assert_eq!(with(|new| new.relations.depends = "new"), "a 2 needs new");
        assert_eq!(with(|new| new.relations.recommends = "new"), "a 2 recommends new");
        assert_eq!(with(|new| new.is_phased = true), "a 2 is phased");
        let breaking = |field: fn(&mut Relations<'static>)| {
            let mut version = plain;
            field(&mut version.relations);
            upgraded(&[packages[0], present("b", "1", "")], &[version]).unwrap_err()
        };
        assert_eq!(
            breaking(|new| new.breaks = "b (<< 2)"),
            "a 2 gets in the way of b"
        );
        assert_eq!(breaking(|new| new.conflicts = "b"), "a 2 gets in the way of b");
        assert_eq!(
            upgraded(&packages, &[plain]).unwrap_err(),
            "b 1 needs a (= 1) | x"
        );
        let mut of_another = plain;
        of_another.relations.provides = "c";
        let error = upgraded(&packages[..1], &[plain, of_another]).unwrap_err();
        assert_eq!(error, "two archives have different packages a 2");
        let mut rebuilt = available("a", "1", 500);
        rebuilt.relations.depends = "libc6";
        let error = upgraded(&packages[..1], &[rebuilt]).unwrap_err();
        assert_eq!(error, "a 1 is installed otherwise than an archive has it");
    }

    #[test]
    fn a_recommendation_that_was_not_followed_before_is_none_now() {
        let mut package = present("a", "1", "");
        package.relations.recommends = "b";
        let mut new = available("a", "2", 500);
        new.relations.recommends = "b";
        assert_eq!(upgraded(&[package], &[new]), Ok(vec!["a=2".to_owned()]));
    }

    #[test]
    fn what_stays_may_forbid_what_comes() {
        let mut old = present("b", "1", "");
        old.relations.breaks = "a (>> 1)";
        let error = upgraded(&[present("a", "1", ""), old], &[available("a", "2", 500)]).unwrap_err();
        assert_eq!(error, "b 1 gets in the way of a");
    }
}
