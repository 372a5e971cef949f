//! A computer that runs Debian, or what descends from it: this one, or that below another root folder.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use wua_agent::ports::{
    Abort, Applied, ApplyOptions, Change, Event, Part, SystemState, Target, Transaction, file_error,
};
use wua_agent::{Applicability, Revision, Update};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;

use crate::apt::Apt;
use crate::gather::Facts;
use crate::package::Package;
use crate::restart::Restart;
use crate::settings::Settings;
use crate::status::{InstalledPackage, Status};

/// A computer.
pub struct Computer {
    apt: Apt,
    settings: Settings,
    status: Mutex<Option<Known>>,
    facts: Mutex<Option<Arc<Facts>>>,
}

/// What is installed, to be looked up by name and architecture.
pub(crate) struct Packages {
    pub(crate) status: Status,
    /// As it was when dpkg had written that: whatever asks for a restart does so while it is installed.
    restart: Restart,
    /// By name: a package can be there for several architectures.
    places: HashMap<String, Vec<usize>>,
}

/// What was read last.
struct Known {
    identity: Identity,
    packages: Arc<Packages>,
    /// When the file was last seen to be the same.
    checked: Instant,
}

/// A search judges thousands of packages: it does not look at the file for each of them.
const TRUSTED_FOR: Duration = Duration::from_millis(100);

/// Of the file that dpkg keeps, and of its journal.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Identity {
    length: u64,
    modified: Option<SystemTime>,
    journal: Option<SystemTime>,
}

impl Computer {
    /// The computer below `root`.
    pub fn new(root: &Path, settings: Settings) -> Self {
        Self {
            apt: Apt::new(root),
            settings,
            status: Mutex::default(),
            facts: Mutex::default(),
        }
    }

    /// Whether there is one: dpkg's list of packages.
    pub fn is_there(root: &Path) -> bool {
        root.join(STATUS).is_file()
    }

    pub(crate) fn apt(&self) -> &Apt {
        &self.apt
    }

    pub(crate) fn root(&self) -> &Path {
        self.apt.root()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where apt keeps archives.
    pub(crate) fn archives(&self) -> PathBuf {
        self.root().join(ARCHIVES)
    }

    /// The names of the files that it has kept.
    pub(crate) fn kept_archives(&self) -> HashSet<String> {
        let entries = fs::read_dir(self.archives()).into_iter().flatten();
        entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect()
    }

    /// What dpkg says is installed. Read again when the file has changed.
    pub(crate) fn installed(&self) -> Result<Arc<Packages>, Error> {
        let mut known = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_ref()
            && known.checked.elapsed() < TRUSTED_FOR
        {
            return Ok(Arc::clone(&known.packages));
        }
        let path = self.root().join(STATUS);
        let file = fs::metadata(&path).map_err(|error| file_error("read", &path, &error))?;
        let identity = Identity {
            length: file.len(),
            modified: file.modified().ok(),
            journal: fs::metadata(self.root().join(JOURNAL))
                .and_then(|folder| folder.modified())
                .ok(),
        };
        if let Some(known) = known.as_mut()
            && known.identity == identity
        {
            known.checked = Instant::now();
            return Ok(Arc::clone(&known.packages));
        }
        let packages = Arc::new(Packages::new(Status::of_root(self.root())?, self.restart()));
        *known = Some(Known {
            identity,
            packages: Arc::clone(&packages),
            checked: Instant::now(),
        });
        Ok(packages)
    }

    /// The packages were just changed from here.
    pub(crate) fn has_changed(&self) {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Keeps what was gathered for a search: a plan that follows need not ask again.
    pub(crate) fn learn(&self, facts: &Arc<Facts>) {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(facts));
    }

    /// What was gathered last, if it still holds.
    pub(crate) fn facts(&self) -> Option<Arc<Facts>> {
        let facts = self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        facts.filter(|facts| facts.hold(self.root()))
    }

    /// The names of packages that are there because others need them.
    pub(crate) fn automatically_installed(&self) -> HashSet<String> {
        let text = fs::read_to_string(self.root().join("var/lib/apt/extended_states")).unwrap_or_default();
        text.split("\n\n")
            .filter(|stanza| stanza.lines().any(|line| line.trim() == "Auto-Installed: 1"))
            .filter_map(|stanza| stanza.lines().find_map(|line| line.strip_prefix("Package:")))
            .map(|name| name.trim().to_owned())
            .collect()
    }

    /// Whether it has to be started again.
    pub(crate) fn restart(&self) -> Restart {
        // The kernel that runs is that of this computer, not that of another root.
        let running = self.apt.is_here().then(running_kernel).flatten();
        Restart::of(self.root(), running.as_deref())
    }
}

/// Where apt keeps archives, below the root.
pub(crate) const ARCHIVES: &str = "var/cache/apt/archives";

/// What dpkg keeps its list of packages in.
const STATUS: &str = "var/lib/dpkg/status";

/// What it has not put there yet.
const JOURNAL: &str = "var/lib/dpkg/updates";

fn running_kernel() -> Option<String> {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
    Some(release.trim().to_owned())
}

impl Packages {
    fn new(status: Status, restart: Restart) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::with_capacity(status.packages.len());
        for (place, package) in status.packages.iter().enumerate() {
            places.entry(package.name.clone()).or_default().push(place);
        }
        Self {
            status,
            restart,
            places,
        }
    }

    /// The package of a name, for an architecture. One for all architectures can take the place of one for a single
    /// one, and the other way round.
    pub(crate) fn find(&self, name: &str, architecture: &str) -> Option<&InstalledPackage> {
        let places = self.places.get(name)?;
        let of = |architecture: &str| {
            let mut packages = places.iter().filter_map(|place| self.status.packages.get(*place));
            packages.find(|package| package.architecture == architecture)
        };
        let other = || {
            let native = self.native();
            if architecture == "all" {
                of(native)
            } else if architecture == native {
                of("all")
            } else {
                None
            }
        };
        of(architecture).or_else(other)
    }

    /// Whether a restart was waited for.
    pub(crate) fn restart(&self) -> &Restart {
        &self.restart
    }

    /// The names of all packages.
    pub(crate) fn names(&self) -> HashSet<&str> {
        let packages = self.status.packages.iter();
        packages.map(|package| package.name.as_str()).collect()
    }

    /// The architecture of dpkg itself.
    pub(crate) fn native(&self) -> &str {
        let packages = &self.status.packages;
        let dpkg = packages.iter().find(|package| package.name == "dpkg");
        let any = || packages.iter().find(|package| package.architecture != "all");
        dpkg.or_else(any)
            .map_or("", |package| package.architecture.as_str())
    }

    /// dpkg was broken off, or has left something half done.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.status.is_interrupted || self.status.packages.iter().any(InstalledPackage::is_unfinished)
    }

    fn evaluate(&self, revision: &Revision) -> Applicability {
        if let Some(package) = Package::of(revision) {
            return self.evaluate_package(&package);
        }
        let members = revision.bundled.iter().map(|member| self.evaluate(member));
        let concerned: Vec<Applicability> = members.filter(|member| member.applicable).collect();
        let is_any = !concerned.is_empty();
        Applicability {
            applicable: is_any,
            installed: is_any && concerned.iter().all(|member| member.installed),
            present: concerned.iter().any(|member| member.installed),
            reboot_required: concerned.iter().any(|member| member.reboot_required),
        }
    }

    fn evaluate_package(&self, package: &Package) -> Applicability {
        let applicable = |installed| Applicability {
            applicable: true,
            installed,
            present: installed,
            reboot_required: false,
        };
        match self.find(&package.name, &package.architecture) {
            Some(here) if here.version == package.version => applicable(!here.is_unfinished()),
            Some(here) if crate::version::compare(&here.version, &package.version).is_lt() => {
                applicable(false)
            }
            None if package.is_new => applicable(false),
            // A newer version is there, or none any more: this one is of no concern.
            Some(_) | None => Applicability::default(),
        }
    }
}

impl Target for Computer {
    fn evaluate(&self, revision: &Revision) -> Applicability {
        let Ok(packages) = self.installed() else {
            return Applicability::default();
        };
        let mut now = packages.evaluate(revision);
        if now.installed && packages.restart.is_required {
            let waits = |member: &Arc<Revision>| {
                Package::of(member).is_some_and(|package| packages.restart.concerns(&package.name))
            };
            now.reboot_required = revision.bundled.iter().any(waits);
        }
        now
    }

    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        files: &Path,
        options: &ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error> {
        let part = Part {
            update,
            files: files.to_owned(),
        };
        let mut result = None;
        let mut told = |event| match event {
            Event::Progress(_, percent) => progress(percent),
            Event::Ended(_, applied) => result = Some(applied),
            Event::Also(_) => {}
        };
        self.apply_all(&[part], operation, options, &mut told, abort)?;
        result.unwrap_or_else(|| {
            abort.check()?;
            Err(Error::new(code::E_UNEXPECTED, "apt-get did not come to it"))
        })
    }

    fn transaction(&self) -> Option<&dyn Transaction> {
        Some(self)
    }

    fn check_rights(&self) -> Result<(), Error> {
        self.apt.change("apt-get").map(drop)
    }

    fn is_busy(&self) -> bool {
        crate::transaction::lock::holder(self.root()).is_some()
    }

    fn changes(&self, revision: &Revision) -> Vec<Change> {
        let Ok(packages) = self.installed() else {
            return Vec::new();
        };
        let members = std::iter::once(revision).chain(revision.bundled.iter().map(AsRef::as_ref));
        members
            .filter_map(Package::of)
            .map(|package| Change {
                from: packages
                    .find(&package.name, &package.architecture)
                    .map(|here| here.version.clone()),
                name: package.name,
                architecture: package.architecture,
                to: Some(package.version),
            })
            .collect()
    }

    fn system(&self) -> SystemState {
        SystemState {
            reboot_required: self.restart().is_required,
            can_install_before_reboot: true,
            ..SystemState::default()
        }
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }

    fn boot_id(&self) -> String {
        // Another root is not what runs: it does not remember its starts.
        if !self.apt.is_here() {
            return String::new();
        }
        let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        id.trim().to_owned()
    }
}
