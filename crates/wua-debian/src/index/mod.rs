//! What the archives have of the packages that matter here: those that are installed.

mod read;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::lists::{Description, Package};
pub(crate) use read::Lists;

/// All that is known of the archives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// In the order of the sources.
    pub(crate) archives: Vec<Archive>,
    /// By name, in the order of the archives.
    pub(crate) candidates: HashMap<String, Vec<Candidate>>,
    /// Of packages without which no computer should be, and which are not installed: apt installs them.
    pub(crate) missing: Vec<String>,
    /// Descriptions by language tag and the MD5 of the English one.
    pub(crate) translations: Vec<(String, HashMap<String, Description>)>,
}

/// One archive, in one of its suites and components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Archive {
    pub(crate) origin: String,
    pub(crate) label: String,
    pub(crate) suite: String,
    pub(crate) codename: String,
    /// As `apt_preferences(5)` has it: 500, 100 or 1.
    pub(crate) priority: i32,
    /// When it was made.
    pub(crate) date: Option<Timestamp>,
    /// What file names in it are relative to.
    pub(crate) base_url: String,
}

impl Archive {
    /// That of a package that came from no archive.
    pub(crate) const NOWHERE: Self = Self {
        origin: String::new(),
        label: String::new(),
        suite: String::new(),
        codename: String::new(),
        priority: 0,
        date: None,
        base_url: String::new(),
    };

    /// Whether its purpose is to mend vulnerabilities.
    pub(crate) fn is_security(&self) -> bool {
        let names = [&self.label, &self.suite, &self.codename];
        names.iter().any(|name| {
            name.to_ascii_lowercase().ends_with("-security") || name.as_str() == "Debian-Security"
        })
    }

    /// What people call it.
    pub(crate) fn name(&self) -> &str {
        let names = [&self.label, &self.origin, &self.codename, &self.suite];
        names
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or("unnamed archive", String::as_str)
    }
}

/// A version of a package in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The place of its archive.
    pub(crate) archive: usize,
    pub(crate) package: Package,
}

impl Index {
    pub(crate) fn candidates(&self, name: &str) -> &[Candidate] {
        self.candidates.get(name).map_or(&[], Vec::as_slice)
    }

    /// The archives' packages of a name, a version and an architecture.
    pub(crate) fn find<'a>(
        &'a self,
        name: &str,
        version: &'a str,
        architecture: &'a str,
    ) -> impl Iterator<Item = &'a Candidate> {
        self.candidates(name)
            .iter()
            .filter(move |one| one.package.version == version && one.package.architecture == architecture)
    }
}
