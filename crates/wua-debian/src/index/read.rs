//! Reading the lists of the archives.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use wua_com::Error;

use super::{Archive, Candidate, Index};
use crate::compression::Decompressed;
use crate::deb822::{ReadError, Stanza};
use crate::error::joined;
use crate::links::followed;
use crate::lists::{self, Package, Release};
use crate::sources::{self, Source, Target, TargetKind};

/// The lists of a computer's sources.
pub(crate) struct Lists<'a> {
    root: &'a Path,
    /// Where they are.
    folder: &'a Path,
    native: &'a str,
    targets: Vec<Target>,
}

/// What was found in one list.
#[derive(Default)]
struct Found {
    packages: Vec<Package>,
    /// Of packages without which no computer should be, and which are not among the wanted ones.
    indispensable: Vec<String>,
}

impl<'a> Lists<'a> {
    /// The native architecture is the first one.
    pub(crate) fn new(
        root: &'a Path,
        folder: &'a Path,
        sources: &[Source],
        architectures: &'a [String],
    ) -> Self {
        Self {
            root,
            folder,
            native: architectures.first().map_or("", String::as_str),
            targets: sources::targets(sources, architectures, &languages(folder)),
        }
    }

    /// What the archives have of some packages.
    pub(crate) fn read(&self, names: &HashSet<&str>) -> Result<Index, Error> {
        let mut index = Index::default();
        let mut releases: HashMap<&str, Archive> = HashMap::new();
        for (target, found) in self.packages(names)? {
            index.missing.extend(found.indispensable);
            let known = releases.get(target.releases[0].as_str()).cloned();
            let archive = match known {
                Some(archive) => archive,
                None => self.release(target)?,
            };
            releases.insert(&target.releases[0], archive.clone());
            let place = index.archives.len();
            index.archives.push(Archive {
                base_url: seen_from_here(&without_user(&target.archive), self.root),
                ..archive
            });
            add(&mut index, place, found.packages);
        }
        self.translate(&mut index)?;
        Ok(index)
    }

    /// Adds what the archives have of further packages to what was read before.
    pub(crate) fn read_more(&self, index: &mut Index, names: &HashSet<&str>) -> Result<(), Error> {
        for (place, (_, found)) in self.packages(names)?.into_iter().enumerate() {
            add(index, place, found.packages);
        }
        self.translate(index)
    }

    /// List by list, in the order of the sources.
    fn packages(&self, names: &HashSet<&str>) -> Result<Vec<(&Target, Found)>, Error> {
        let lists: Vec<(&Target, PathBuf)> = self
            .targets
            .iter()
            .filter(|target| matches!(target.kind, TargetKind::Packages { .. }))
            .filter_map(|target| Some((target, lists::find(self.root, self.folder, &target.list)?)))
            .collect();
        let found = in_parallel(&lists, |(target, path)| {
            let is_native = is_for(target, self.native);
            let mut found = Found::default();
            let is_wanted = |name: &str, stanza: Stanza<'_>| {
                let is_wanted = names.contains(name);
                if !is_wanted && is_native && is_indispensable(stanza) {
                    found.indispensable.push(name.to_owned());
                }
                is_wanted
            };
            let packages = &mut found.packages;
            read(path, |source| {
                lists::packages(source, is_wanted, |package| packages.push(package))
            })?;
            Ok(found)
        })?;
        let targets = lists.into_iter().map(|(target, _)| target);
        Ok(targets.zip(found).collect())
    }

    /// Descriptions in all languages that there are lists of: the caller's language is not known yet.
    fn translate(&self, index: &mut Index) -> Result<(), Error> {
        let wanted: HashSet<String> = index
            .candidates
            .values()
            .flatten()
            .map(|candidate| candidate.package.description_md5.clone())
            .collect();
        let files: Vec<(&str, PathBuf)> = self
            .targets
            .iter()
            .filter_map(|target| match &target.kind {
                TargetKind::Translation { language, .. } => Some((
                    language.as_str(),
                    lists::find(self.root, self.folder, &target.list)?,
                )),
                TargetKind::Packages { .. } => None,
            })
            .collect();
        let found = in_parallel(&files, |(_, path)| {
            read(path, |source| {
                lists::translations(source, |md5| wanted.contains(md5))
            })
        })?;
        for ((language, _), more) in files.into_iter().zip(found) {
            match index.translations.iter_mut().find(|(known, _)| known == language) {
                Some((_, descriptions)) => descriptions.extend(more),
                None => index.translations.push((language.to_owned(), more)),
            }
        }
        Ok(())
    }

    /// What the Release file of a list says of its archive. Without one it is an archive like any other.
    fn release(&self, target: &Target) -> Result<Archive, Error> {
        let found = target
            .releases
            .iter()
            .map(|name| followed(self.root, &self.folder.join(name)))
            .find(|path| path.is_file());
        let Some(path) = found else {
            return Ok(Archive {
                priority: ORDINARY,
                ..Archive::NOWHERE
            });
        };
        let text = fs::read(&path).map_err(|error| ReadError::Io(error).of_file(&path))?;
        let release = Release::parse(&text).map_err(|error| error.of_file(&path))?;
        Ok(Archive {
            priority: priority(&release),
            origin: release.origin,
            label: release.label,
            suite: release.suite,
            codename: release.codename,
            date: release.date,
            base_url: String::new(),
        })
    }
}

fn add(index: &mut Index, archive: usize, packages: Vec<Package>) {
    for package in packages {
        let of_name = index.candidates.entry(package.name.clone()).or_default();
        of_name.push(Candidate { archive, package });
    }
}

fn is_for(target: &Target, native: &str) -> bool {
    match &target.kind {
        TargetKind::Packages { architecture, .. } => ["", "all", native].contains(&architecture.as_str()),
        TargetKind::Translation { .. } => false,
    }
}

/// `Essential: yes`. This is asked of every package of an archive: what all of those have is looked for first.
///
/// OBSERVED: apt installs what is essential and missing, but not what is only protected.
fn is_indispensable(stanza: Stanza<'_>) -> bool {
    memchr::memmem::find(stanza.text(), b"\nEssential: ").is_some() && stanza.get("Essential") == Some("yes")
}

/// What is offered is shown to everybody: a password has no place in it.
fn without_user(address: &str) -> String {
    match address.split_once("://") {
        Some((method, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            format!("{method}://{host}{path}")
        }
        None => address.to_owned(),
    }
}

/// An archive on another computer's disk lies below its root.
fn seen_from_here(address: &str, root: &Path) -> String {
    let is_here = root.parent().is_none();
    for method in ["file:", "copy:"] {
        if let Some(path) = address.strip_prefix(method).filter(|_| !is_here) {
            return format!("{method}{}{}", root.display(), path.trim_start_matches("//"));
        }
    }
    address.to_owned()
}

/// The languages of the descriptions that are there.
fn languages(folder: &Path) -> Vec<String> {
    const MARK: &str = "i18n_Translation-";
    let mut languages: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            let (_, rest) = name.to_str()?.rsplit_once(MARK)?;
            Some(rest.split('.').next()?.replace("%5f", "_"))
        })
        .collect();
    languages.sort();
    languages.dedup();
    languages
}

const ORDINARY: i32 = 500;

/// `apt_preferences(5)`, without any preference.
fn priority(release: &Release) -> i32 {
    match (release.not_automatic, release.but_automatic_upgrades) {
        (false, _) => ORDINARY,
        (true, true) => 100,
        (true, false) => 1,
    }
}

fn read<R>(path: &Path, parse: impl FnOnce(Decompressed<File>) -> Result<R, ReadError>) -> Result<R, Error> {
    let opened = Decompressed::open(path).map_err(ReadError::Io);
    opened.and_then(parse).map_err(|error| {
        error
            .of_file(path)
            .context("a list of an archive is damaged: `wua refresh` fetches it again")
    })
}

/// Does something with each of some things, two at a time. The results are in their order.
fn in_parallel<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<R, Error>)>> = Mutex::default();
    let run = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(place) else { return };
            let result = work(thing);
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((place, result));
        }
    };
    thread::scope(|scope| {
        let helper = (things.len() > 1).then(|| scope.spawn(run));
        run();
        helper.map_or(Ok(()), |helper| joined(helper.join()))
    })?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
