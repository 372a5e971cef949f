//! Gathers what decides: what is installed, what the archives have of it, how apt is configured.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use wua_com::{Error, code};

use crate::architectures;
use crate::compression::Decompressed;
use crate::computer::{Computer, Packages};
use crate::configuration::Configuration;
use crate::deb822::ReadError;
use crate::index::{Archive, Candidate, Index};
use crate::links::followed;
use crate::lists::{self, Package, Release};
use crate::sources::{self, Source, Target, TargetKind};

/// What decides.
pub(crate) struct Facts {
    pub(crate) packages: Arc<Packages>,
    pub(crate) index: Index,
    pub(crate) configuration: Configuration,
    /// The native architecture first.
    pub(crate) architectures: Vec<String>,
    /// Of all sources.
    pub(crate) hosts: HashSet<String>,
}

/// Gathers it all. `folder` has the lists of the archives.
pub(crate) fn gather(computer: &Computer, folder: &Path) -> Result<Facts, Error> {
    let architectures = architectures::of(computer.root());
    thread::scope(|scope| {
        // apt-config is another program: meanwhile there is much to read.
        let asked = scope.spawn(|| {
            let mut program = computer.apt().question("apt-config")?;
            Configuration::ask(&mut program.command, computer.root())
        });
        let packages = computer.installed()?;
        let sources = sources::of_root(computer.root())?;
        let index = index(computer.root(), &sources, folder, &packages, &architectures)?;
        let configuration = joined(asked.join())??;
        Ok(Facts {
            packages,
            index,
            configuration,
            architectures: architectures.clone(),
            hosts: sources.into_iter().map(|source| source.uri.host).collect(),
        })
    })
}

fn joined<T>(result: thread::Result<T>) -> Result<T, Error> {
    result.map_err(|_| {
        Error::new(
            code::E_UNEXPECTED,
            "a thread that reads the lists of the archives panicked",
        )
    })
}

fn index(
    root: &Path,
    sources: &[Source],
    folder: &Path,
    packages: &Packages,
    architectures: &[String],
) -> Result<Index, Error> {
    let targets = sources::targets(sources, architectures, &languages(folder));
    let names: HashSet<&str> = packages
        .status
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();

    let of_packages: Vec<(&Target, PathBuf)> = targets
        .iter()
        .filter(|target| matches!(target.kind, TargetKind::Packages { .. }))
        .filter_map(|target| Some((target, lists::find(root, folder, &target.list)?)))
        .collect();
    let found = in_parallel(&of_packages, |(_, path)| {
        let mut found = Vec::new();
        read(path, |source| {
            lists::packages(
                source,
                |name, _| names.contains(name),
                |package| found.push(package),
            )
        })?;
        Ok(found)
    })?;

    let mut index = Index::default();
    let mut releases: HashMap<&str, Archive> = HashMap::new();
    for ((target, _), found) in of_packages.iter().zip(found) {
        let known = releases.get(target.releases[0].as_str()).cloned();
        let archive = match known {
            Some(archive) => archive,
            None => release(root, folder, target)?,
        };
        releases.insert(&target.releases[0], archive.clone());
        let place = index.archives.len();
        index.archives.push(Archive {
            base_url: seen_from_here(&target.archive, root),
            ..archive
        });
        for package in found {
            add(&mut index, place, package);
        }
    }
    translate(&mut index, &targets, root, folder)?;
    Ok(index)
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

fn add(index: &mut Index, archive: usize, package: Package) {
    let of_name = index.candidates.entry(package.name.clone()).or_default();
    of_name.push(Candidate { archive, package });
}

/// Descriptions in all languages that there are lists of: the caller's language is not known yet.
fn translate(index: &mut Index, targets: &[Target], root: &Path, folder: &Path) -> Result<(), Error> {
    let wanted: HashSet<String> = index
        .candidates
        .values()
        .flatten()
        .map(|candidate| candidate.package.description_md5.clone())
        .collect();
    let files: Vec<(&str, PathBuf)> = targets
        .iter()
        .filter_map(|target| match &target.kind {
            TargetKind::Translation { language, .. } => {
                Some((language.as_str(), lists::find(root, folder, &target.list)?))
            }
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

/// What the Release file of a list says of its archive. Without one it is an archive like any other.
fn release(root: &Path, folder: &Path, target: &Target) -> Result<Archive, Error> {
    let found = target
        .releases
        .iter()
        .map(|name| followed(root, &folder.join(name)))
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
