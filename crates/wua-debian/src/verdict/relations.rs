//! Dependencies between packages ([Debian Policy] 7.1), and whether a set of packages satisfies them.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::version::compare;

/// `a (>= 1) | b, c`: every group has to be satisfied by one of its alternatives.
pub(crate) fn groups(field: &str) -> impl Iterator<Item = &str> {
    field.split(',').map(str::trim).filter(|group| !group.is_empty())
}

/// One alternative: `a:any (>= 1)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relation<'a> {
    pub(crate) name: &'a str,
    /// `any`, `native` or an architecture.
    pub(crate) qualifier: Option<&'a str>,
    pub(crate) version: Option<(Operator, &'a str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Earlier,
    EarlierOrEqual,
    Equal,
    LaterOrEqual,
    Later,
}

impl Operator {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "<<" => Self::Earlier,
            // A single one is an old way to write the same.
            "<=" | "<" => Self::EarlierOrEqual,
            "=" => Self::Equal,
            ">=" | ">" => Self::LaterOrEqual,
            ">>" => Self::Later,
            _ => return None,
        })
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Earlier => ordering.is_lt(),
            Self::EarlierOrEqual => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::LaterOrEqual => ordering.is_ge(),
            Self::Later => ordering.is_gt(),
        }
    }
}

impl<'a> Relation<'a> {
    /// `None` for what is not understood.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let (target, version) = match text.split_once('(') {
            None => (text, None),
            Some((target, rest)) => {
                let inside = rest.trim_end().strip_suffix(')')?.trim();
                let end = inside.find(|sign: char| !matches!(sign, '<' | '=' | '>'))?;
                let (operator, version) = inside.split_at_checked(end)?;
                (target.trim(), Some((Operator::parse(operator)?, version.trim())))
            }
        };
        let (name, qualifier) = match target.split_once(':') {
            None => (target, None),
            Some((name, qualifier)) => (name, Some(qualifier)),
        };
        let is_name =
            |name: &str| !name.is_empty() && !name.contains(|sign: char| sign.is_whitespace() || sign == '[');
        is_name(name).then_some(Self {
            name,
            qualifier,
            version,
        })
    }

    /// The alternatives of a group; `None` if one of them is not understood.
    pub(crate) fn alternatives(group: &'a str) -> Option<Vec<Self>> {
        group.split('|').map(Self::parse).collect()
    }

    fn accepts(&self, version: &str) -> bool {
        self.version
            .is_none_or(|(operator, wanted)| operator.holds(compare(version, wanted)))
    }
}

/// A set of packages as dependencies see it: by name and by what they provide.
#[derive(Default)]
pub(crate) struct Provided<'a> {
    by_name: HashMap<&'a str, Vec<Provider<'a>>>,
}

#[derive(Clone, Copy)]
struct Provider<'a> {
    /// The package that is meant.
    package: &'a str,
    /// The version under this name; none for a name that is provided without one.
    version: Option<&'a str>,
}

impl<'a> Provided<'a> {
    /// Adds a package. What it provides in a way that is not understood counts for nothing.
    pub(crate) fn add(&mut self, package: &'a str, version: &'a str, provides: &'a str) {
        self.insert(package, package, Some(version));
        for relation in groups(provides).filter_map(Relation::parse) {
            let version = relation.version.map(|(_, version)| version);
            self.insert(relation.name, package, version);
        }
    }

    fn insert(&mut self, name: &'a str, package: &'a str, version: Option<&'a str>) {
        let provider = Provider { package, version };
        self.by_name.entry(name).or_default().push(provider);
    }

    /// The packages other than `except` that satisfy a relation. One that provides a name without a version satisfies
    /// no versioned relation.
    fn matching(&self, relation: &Relation<'_>, except: &str) -> impl Iterator<Item = &'a str> {
        let providers = self.by_name.get(relation.name).into_iter().flatten();
        providers
            .filter(move |provider| provider.package != except)
            .filter(|provider| match provider.version {
                Some(version) => relation.accepts(version),
                None => relation.version.is_none(),
            })
            .map(|provider| provider.package)
    }

    /// Whether one alternative of a group is there; `None` if the group is not understood.
    pub(crate) fn satisfies(&self, group: &str) -> Option<bool> {
        let alternatives = Relation::alternatives(group)?;
        Some(
            alternatives
                .iter()
                .any(|relation| self.matching(relation, "").next().is_some()),
        )
    }

    /// The packages other than `owner` that a negative relation of `owner` names; `None` if it is not understood.
    pub(crate) fn harmed(&self, group: &str, owner: &str) -> Option<Vec<&'a str>> {
        let relation = Relation::parse(group)?;
        Some(self.matching(&relation, owner).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine() -> Provided<'static> {
        let mut packages = Provided::default();
        packages.add("libc6", "2.36-9+deb12u10", "");
        packages.add(
            "exim4-daemon-light",
            "4.96-15",
            "mail-transport-agent, default-mta (= 1)",
        );
        packages.add("perl", "5.36.0-7", "libtest-simple-perl (= 1.302190)");
        packages
    }

    #[test]
    fn relations_have_names_qualifiers_and_versions() {
        let relation = Relation::parse("python3:any (>= 3.9~)").unwrap();
        assert_eq!((relation.name, relation.qualifier), ("python3", Some("any")));
        assert_eq!(relation.version, Some((Operator::LaterOrEqual, "3.9~")));
        assert_eq!(
            Relation::parse("a(<<2)").unwrap().version,
            Some((Operator::Earlier, "2"))
        );
        for rubbish in ["", "(>= 1)", "a (>= 1", "a (~ 1)", "a b", "a (1)", "a [amd64]"] {
            let parsed = Relation::parse(rubbish);
            assert!(parsed.is_none(), "{rubbish:?} is {parsed:?}");
        }
        assert_eq!(groups("a, b | c,\n d,").collect::<Vec<_>>(), ["a", "b | c", "d"]);
    }

    #[test]
    fn a_group_is_satisfied_by_one_of_its_alternatives() {
        let packages = machine();
        for (group, is_there) in [
            ("libc6", true),
            ("libc6 (>= 2.36)", true),
            ("libc6 (>> 2.36-9+deb12u10)", false),
            ("libc6 (= 2.36-9+deb12u10)", true),
            ("postfix | mail-transport-agent", true),
            ("mail-transport-agent (>= 1)", false),
            ("default-mta (>= 1)", true),
            ("libtest-simple-perl (>= 2)", false),
            ("postfix", false),
        ] {
            assert_eq!(packages.satisfies(group), Some(is_there), "{group}");
        }
        assert_eq!(packages.satisfies("libc6 (~ 2)"), None);
    }

    #[test]
    fn nobody_harms_himself() {
        let packages = machine();
        let harmed = |group, owner| packages.harmed(group, owner).unwrap();
        assert!(harmed("mail-transport-agent", "exim4-daemon-light").is_empty());
        assert_eq!(harmed("mail-transport-agent", "postfix"), ["exim4-daemon-light"]);
        assert!(harmed("libc6 (<< 2.30)", "new").is_empty());
    }
}
