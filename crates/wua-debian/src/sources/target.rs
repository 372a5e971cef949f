//! The files that `apt-get update` fetches for a source, and how it calls them.

use std::collections::{HashMap, HashSet};

use super::{Source, Uri};

/// A list of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What is in it.
    pub kind: TargetKind,
    /// Its name in the folder of lists, without a suffix for its compression.
    pub list: String,
    /// Where it comes from, without that suffix.
    pub address: String,
    /// The names of the Release file of its suite in the folder of lists, the preferred one first.
    pub releases: [String; 2],
    /// The base of the archive: what the field `Filename` of a package is relative to.
    pub archive: String,
    /// Which of the sources it belongs to: its place in the list of them.
    pub source: usize,
}

/// What is in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// Packages of a component.
    Packages {
        /// Empty for a flat repository.
        component: String,
        /// `all` for packages that are for every architecture: few archives list them apart, so that there is
        /// mostly no such file. Empty for a flat repository.
        architecture: String,
    },
    /// Descriptions of a component in a language.
    Translation {
        /// Empty for a flat repository.
        component: String,
        /// Its tag: `de`, `pt_BR`.
        language: String,
    },
}

/// All lists of some sources, in their order, each once. The native architecture is the first one; the languages are
/// those of the setting `Acquire::Languages`.
///
/// What `Architectures` of a Release file excludes is listed as well: apt keeps no file of it.
///
/// OBSERVED: where two sources have the same Release file, apt fetches everything from the address of the first one.
pub fn targets(sources: &[Source], architectures: &[String], languages: &[String]) -> Vec<Target> {
    let native = architectures.first().map_or("", String::as_str);
    let (mut seen, mut targets) = (HashSet::new(), Vec::new());
    let mut addresses: HashMap<String, Uri> = HashMap::new();
    for (place, source) in sources.iter().enumerate() {
        let uri = source.address(native);
        let release = uri.list(&source.folder(native));
        let uri = addresses.entry(release).or_insert(uri);
        let of_source = source.targets(place, uri, architectures, languages);
        targets.extend(
            of_source
                .into_iter()
                .filter(|target| seen.insert(target.list.clone())),
        );
    }
    targets
}

impl Source {
    fn targets(
        &self,
        place: usize,
        uri: &Uri,
        architectures: &[String],
        languages: &[String],
    ) -> Vec<Target> {
        let native = architectures.first().map_or("", String::as_str);
        let folder = self.folder(native);
        let releases = ["InRelease", "Release"].map(|name| uri.list(&format!("{folder}{name}")));
        let archive = uri.to_string();
        let target = |kind: TargetKind, path: &str| {
            let path = format!("{folder}{path}");
            Target {
                kind,
                list: uri.list(&path),
                address: format!("{archive}{path}"),
                releases: releases.clone(),
                archive: archive.clone(),
                source: place,
            }
        };
        let packages = |component: &str, architecture: &str, path: &str| {
            let (component, architecture) = (component.to_owned(), architecture.to_owned());
            target(
                TargetKind::Packages {
                    component,
                    architecture,
                },
                path,
            )
        };
        let translation = |component: &str, language: &str, path: &str| {
            let (component, language) = (component.to_owned(), language.to_owned());
            target(TargetKind::Translation { component, language }, path)
        };
        let (has_packages, languages) = self.wanted(languages);
        let mut targets = Vec::new();
        if self.is_flat() {
            targets.extend(has_packages.then(|| packages("", "", "Packages")));
            targets.extend(
                languages
                    .iter()
                    .map(|language| translation("", language, language)),
            );
            return targets;
        }
        let mut architectures = self.options.architectures.apply(architectures);
        let all = "all".to_owned();
        if !architectures.contains(&all) && !self.options.architectures.removed.contains(&all) {
            architectures.push(all);
        }
        for component in &self.components {
            for architecture in architectures.iter().filter(|_| has_packages) {
                let path = format!("{component}/binary-{architecture}/Packages");
                targets.push(packages(component, architecture, &path));
            }
            for language in &languages {
                let path = format!("{component}/i18n/Translation-{language}");
                targets.push(translation(component, language, &path));
            }
        }
        targets
    }

    /// That of the archive.
    fn address(&self, native: &str) -> Uri {
        Uri {
            path: with_architecture(&self.uri.path, native),
            ..self.uri.clone()
        }
    }

    /// Whether lists of packages are wanted, and in which languages descriptions are.
    fn wanted(&self, languages: &[String]) -> (bool, Vec<String>) {
        let kinds = ["Packages", "Translations"].map(str::to_owned);
        let kinds = self.options.targets.apply(&kinds);
        let has = |wanted: &str| kinds.iter().any(|kind| kind.eq_ignore_ascii_case(wanted));
        let mut languages = self.options.languages.apply(languages);
        languages.retain(|language| language != "none" && has("Translations"));
        (has("Packages"), languages)
    }

    /// That of the Release file, from the base of the archive.
    fn folder(&self, native: &str) -> String {
        match self.suite.as_str() {
            "/" => String::new(),
            flat if self.is_flat() => with_architecture(flat, native),
            suite => format!("dists/{suite}/"),
        }
    }
}

fn with_architecture(text: &str, native: &str) -> String {
    text.replace("$(ARCH)", native)
}
