//! The fields that packages have in lists of archives and in dpkg's own file alike.

use crate::deb822::{ReadError, Stanza};

/// What a package needs, and what it does not stand: fields as they are written, empty where there is none.
/// They are taken apart by whoever asks for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relationships {
    /// `Pre-Depends`
    pub pre_depends: String,
    /// `Depends`
    pub depends: String,
    /// `Recommends`
    pub recommends: String,
    /// `Conflicts`
    pub conflicts: String,
    /// `Breaks`
    pub breaks: String,
    /// `Provides`
    pub provides: String,
    /// `Replaces`
    pub replaces: String,
}

/// The source package that a binary package was built from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcePackage {
    /// Its name.
    pub name: String,
    /// Its version, which differs from that of the binary package after a rebuild.
    pub version: String,
}

/// Whether packages of several architectures stand beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MultiArch {
    /// They do not.
    #[default]
    No,
    /// They do, in the same version.
    Same,
    /// One serves packages of every architecture.
    Foreign,
    /// Others may say that any architecture serves them.
    Allowed,
}

/// The fields of one stanza, all of them text.
pub(crate) struct FieldTable<'a> {
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> FieldTable<'a> {
    /// # Errors
    /// A line is no field, or a field that a program reads is no UTF-8.
    pub(crate) fn of(stanza: Stanza<'a>) -> Result<Self, ReadError> {
        let mut fields = Vec::with_capacity(32);
        for field in stanza.fields() {
            let field = field.map_err(|line| {
                ReadError::malformed(
                    place(stanza),
                    format!("{:?} is no field", String::from_utf8_lossy(line.0)),
                )
            })?;
            match (std::str::from_utf8(field.name), std::str::from_utf8(field.value)) {
                (Ok(name), Ok(value)) => fields.push((name, value)),
                // Names of people were written in Latin-1 once, and nobody computes with them.
                _ if ["Maintainer", "Description"].iter().any(|text| field.is(text)) => {}
                _ => {
                    let name = String::from_utf8_lossy(field.name);
                    return Err(ReadError::malformed(
                        place(stanza),
                        format!("the field {name} is no UTF-8"),
                    ));
                }
            }
        }
        Ok(Self { fields })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let mut same = self
            .fields
            .iter()
            .rev()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.next().map(|(_, value)| *value)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// A field that has to be there, with something in it.
    pub(crate) fn needed(&self, name: &str) -> Result<&'a str, ReadError> {
        match self.get(name) {
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(self.malformed(format!("it has no field {name}"))),
        }
    }

    pub(crate) fn is_yes(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("yes"))
    }

    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, ReadError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let number = value.parse().map(Some);
        number.map_err(|_| self.malformed(format!("the field {name} is no number in its range: {value}")))
    }

    pub(crate) fn malformed(&self, problem: String) -> ReadError {
        let package = self.get("Package").unwrap_or("without name");
        ReadError::malformed(format!("package {package}"), problem)
    }

    pub(crate) fn relationships(&self) -> Relationships {
        Relationships {
            pre_depends: self.text("Pre-Depends"),
            depends: self.text("Depends"),
            recommends: self.text("Recommends"),
            conflicts: self.text("Conflicts"),
            breaks: self.text("Breaks"),
            provides: self.text("Provides"),
            replaces: self.text("Replaces"),
        }
    }

    /// `Source: name (version)`; what is not said is as with the binary package.
    pub(crate) fn source(&self, package: &str, version: &str) -> Result<SourcePackage, ReadError> {
        let source = self.get("Source").unwrap_or_default();
        let (name, own_version) = match source.split_once('(') {
            None => (source, None),
            Some((name, rest)) => {
                let inside = rest.strip_suffix(')');
                let inside = inside
                    .ok_or_else(|| self.malformed(format!("the field Source does not end: {source}")))?;
                (name, Some(inside.trim()))
            }
        };
        let or = |text: &str, other: &str| {
            if text.is_empty() {
                other.to_owned()
            } else {
                text.to_owned()
            }
        };
        Ok(SourcePackage {
            name: or(name.trim(), package),
            version: or(own_version.unwrap_or_default(), version),
        })
    }

    pub(crate) fn multi_arch(&self) -> Result<MultiArch, ReadError> {
        let value = self.get("Multi-Arch").unwrap_or("no");
        let known = [
            ("no", MultiArch::No),
            ("same", MultiArch::Same),
            ("foreign", MultiArch::Foreign),
            ("allowed", MultiArch::Allowed),
        ];
        let found = known.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
        found
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| self.malformed(format!("the field Multi-Arch is not known: {value}")))
    }

    /// The first line of the description, which says what it is.
    pub(crate) fn short_description(&self) -> String {
        let text = self.get("Description").unwrap_or_default();
        text.lines().next().unwrap_or_default().trim().to_owned()
    }
}

fn place(stanza: Stanza<'_>) -> String {
    format!("package {}", stanza.package().unwrap_or("without name"))
}
