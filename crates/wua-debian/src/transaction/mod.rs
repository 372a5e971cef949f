//! Installing and taking back: one transaction of apt for all updates of a request.

pub(crate) mod archives;
mod run;
mod status_descriptor;

use std::collections::{HashMap, HashSet};

use wua_agent::ports::{Abort, Applied, ApplyOptions, Change, Event, Part, Transaction};
use wua_com::{Error, HResult, code};
use wua_defs::enums::UpdateOperation;

use crate::apt::complaint;
use crate::computer::{ARCHIVES, Computer};
use crate::package::Package;
use crate::settings::ConffilePolicy;
use crate::verdict::{Verdict, simulation};
use run::Run;

/// What is wanted of one package.
struct Wanted {
    /// The place of the part.
    place: usize,
    package: Package,
    /// The version that it is to have; none if it is to go.
    version: Option<String>,
    /// The file to take, where no archive has that version.
    file: Option<String>,
}

impl Wanted {
    fn of(place: usize, part: &Part<'_>, operation: UpdateOperation) -> Result<Self, Error> {
        let package = Package::of(&part.update.revision).ok_or_else(|| {
            Error::new(
                code::WU_E_UH_INVALIDMETADATA,
                "this is no package of Debian, or was described by another version of wua: search again",
            )
        })?;
        let (version, file) = match operation {
            UpdateOperation::Installation => (Some(package.version.clone()), None),
            UpdateOperation::Uninstallation if package.was_absent => (None, None),
            UpdateOperation::Uninstallation => {
                let earlier = package.earlier.clone().ok_or_else(|| {
                    Error::new(
                        code::WU_E_UH_DOESNOTSUPPORTACTION,
                        format!("no earlier version of {} can be had any more", package.name),
                    )
                })?;
                (Some(earlier.version), earlier.file)
            }
        };
        Ok(Self {
            place,
            package,
            version,
            file,
        })
    }

    /// As apt-get is told.
    fn argument(&self) -> String {
        match (&self.version, &self.file) {
            (Some(_), Some(file)) => format!("/{ARCHIVES}/{file}"),
            (Some(version), None) => format!("{}={version}", self.package.qualified()),
            (None, _) => format!("{}-", self.package.qualified()),
        }
    }
}

impl Transaction for Computer {
    fn consequences(&self, parts: &[Part<'_>], operation: UpdateOperation) -> Result<Vec<Change>, Error> {
        let wanted: Vec<Wanted> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| Wanted::of(place, part, operation))
            .collect::<Result<_, _>>()?;
        let mut program = self.apt().question("apt-get")?;
        program.args(["-s", "-q", "-y", "-o", "Debug::NoLocking=1", "--allow-downgrades"]);
        program
            .args(["install"])
            .args(wanted.iter().map(Wanted::argument));
        let output = program.output()?;
        if !output.status.success() {
            return Err(refusal(
                &complaint(&output.stderr),
                &String::from_utf8_lossy(&output.stdout),
            ));
        }
        let verdict = simulation::parse(&String::from_utf8_lossy(&output.stdout))
            .map_err(|words| Error::new(code::E_UNEXPECTED, words))?;
        Ok(besides(&verdict, &wanted))
    }

    fn apply_all(
        &self,
        parts: &[Part<'_>],
        operation: UpdateOperation,
        options: &ApplyOptions,
        told: &mut dyn FnMut(Event),
        abort: &Abort,
    ) -> Result<(), Error> {
        let mut wanted = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            match Wanted::of(place, part, operation) {
                Ok(one) => wanted.push(one),
                Err(error) => told(Event::Ended(place, Err(error))),
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        self.mend()?;
        if operation == UpdateOperation::Installation {
            for part in parts {
                archives::offer(self, part)?;
            }
        }
        let before = self.versions()?;
        let automatic = self.automatically_installed();
        let run = self.install(&wanted, *options, told, abort);
        self.has_changed();
        let run = run?;
        self.keep_marks(&wanted, &automatic)?;
        self.report(&wanted, &before, &run, told)
    }
}

impl Computer {
    /// Ends what an earlier run of dpkg left half done.
    fn mend(&self) -> Result<(), Error> {
        self.has_changed();
        if !self.installed()?.status.is_interrupted {
            return Ok(());
        }
        let mut program = self.apt().change("dpkg")?;
        program.args(self.settings().conffiles.arguments());
        program.args(["--configure", "-a"]);
        let output = program.output();
        self.has_changed();
        let output = output?;
        // A package that still cannot be configured is its own affair: the others go on.
        if self.installed()?.status.is_interrupted {
            return Err(Error::new(
                code::WU_E_UH_INSTALLERFAILURE,
                format!(
                    "an earlier run of dpkg was broken off and cannot be finished: {}",
                    complaint(&output.stderr)
                ),
            ));
        }
        Ok(())
    }

    fn install(
        &self,
        wanted: &[Wanted],
        options: ApplyOptions,
        told: &mut dyn FnMut(Event),
        abort: &Abort,
    ) -> Result<Run, Error> {
        let mut program = self.apt().change("apt-get")?;
        program.args(["-y", "-q", "--allow-downgrades"]);
        program.args(["-o", "Dpkg::Use-Pty=0"]);
        program.args([
            "-o".to_owned(),
            format!("DPkg::Lock::Timeout={}", self.settings().lock_timeout.as_secs()),
        ]);
        for option in self.settings().conffiles.arguments() {
            program.args(["-o".to_owned(), format!("Dpkg::Options::={option}")]);
        }
        let removes = wanted.iter().any(|one| one.version.is_none());
        if !options.may_remove && !removes {
            program.args(["--no-remove"]);
        }
        if options.forced {
            program.args(["--reinstall"]);
        }
        program
            .args(["install"])
            .args(wanted.iter().map(Wanted::argument));
        let places: HashMap<&str, usize> = wanted
            .iter()
            .map(|one| (one.package.name.as_str(), one.place))
            .collect();
        let mut tell = |package: &str, percent: i32| {
            if let Some(place) = places.get(package) {
                told(Event::Progress(*place, percent.min(99)));
            }
        };
        run::run(program, &mut tell, abort)
    }

    /// Naming a package on apt's command line marks it as installed by hand: those that were not are marked back, so
    /// that apt goes on removing them when nobody needs them any more.
    fn keep_marks(&self, wanted: &[Wanted], automatic: &HashSet<String>) -> Result<(), Error> {
        let is_kept = |one: &&Wanted| {
            one.package.is_new && one.version.is_some() || automatic.contains(&one.package.name)
        };
        let names: Vec<String> = wanted
            .iter()
            .filter(is_kept)
            .map(|one| one.package.qualified())
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        let mut program = self.apt().change("apt-mark")?;
        program.args(["-qq", "auto"]).args(names);
        // What was installed is worth more than its mark: a failure is not one of the updates.
        program.output().map(drop)
    }

    /// What became of each part is what dpkg's status says now.
    fn report(
        &self,
        wanted: &[Wanted],
        before: &HashMap<(String, String), String>,
        run: &Run,
        told: &mut dyn FnMut(Event),
    ) -> Result<(), Error> {
        let after = self.versions()?;
        let restart = self.restart();
        for one in wanted {
            let key = (one.package.name.clone(), one.package.architecture.clone());
            let is_done = after.get(&key) == one.version.as_ref();
            if !is_done && run.is_stopped {
                continue;
            }
            let applied = if is_done && !run.failures.contains_key(&one.package.name) {
                let is_waiting = restart.concerns(&one.package.name);
                Applied {
                    hresult: if is_waiting {
                        code::WU_S_REBOOT_REQUIRED
                    } else {
                        code::S_OK
                    },
                    reboot_required: is_waiting,
                    ..Applied::default()
                }
            } else {
                failure(one, run)
            };
            told(Event::Ended(one.place, Ok(applied)));
        }
        for change in differences(before, &after, wanted) {
            told(Event::Also(change));
        }
        Ok(())
    }
}

fn failure(one: &Wanted, run: &Run) -> Applied {
    let words = run.failure(&one.package.name);
    let refused = refusal(&complaint(run.output.as_bytes()), &run.output);
    let (hresult, message) = match words {
        Some(words) => (code::WU_E_UH_INSTALLERFAILURE, words),
        None => (refused.hresult(), refused.message()),
    };
    Applied {
        hresult,
        unmapped: run.status.code().unwrap_or(-1),
        reboot_required: false,
        message,
    }
}

/// What apt-get refuses, with what to do.
fn refusal(words: &str, output: &str) -> Error {
    let has = |text: &str| words.contains(text) || output.contains(text);
    let (hresult, advice): (HResult, &str) = if has("Could not get lock") || has("Unable to acquire the dpkg")
    {
        (
            code::WU_E_OPERATIONINPROGRESS,
            "another program changes the packages right now; wait for it to end and repeat this",
        )
    } else if has("remove is disabled") {
        (
            code::WU_E_UH_INSTALLERFAILURE,
            "other packages would have to be removed for it; allow that, or leave it",
        )
    } else if has("No space left on device") || has("enough free space") {
        (
            wua_agent::ports::DISK_FULL,
            "make room on the disk and repeat this",
        )
    } else if has("Failed to fetch") || has("Unable to fetch some archives") {
        (
            code::WU_E_DOWNLOAD_FAILED,
            "an archive that it needs could not be fetched; refresh the lists and repeat this",
        )
    } else if has("was not found") || has("Unable to locate package") {
        (
            code::WU_E_NOT_APPLICABLE,
            "the archives do not have this version any more; search again",
        )
    } else {
        return Error::new(code::WU_E_UH_INSTALLERFAILURE, words);
    };
    Error::new(hresult, format!("{words}; {advice}"))
}

/// What a simulation does beyond what is wanted.
fn besides(verdict: &Verdict, wanted: &[Wanted]) -> Vec<Change> {
    let is_wanted = |name: &str, architecture: &str| {
        wanted.iter().any(|one| {
            one.package.name == name && (architecture.is_empty() || one.package.architecture == architecture)
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

/// What else is different after a run.
fn differences(
    before: &HashMap<(String, String), String>,
    after: &HashMap<(String, String), String>,
    wanted: &[Wanted],
) -> Vec<Change> {
    let is_wanted = |key: &(String, String)| {
        wanted
            .iter()
            .any(|one| one.package.name == key.0 && one.package.architecture == key.1)
    };
    let mut keys: Vec<&(String, String)> = before
        .keys()
        .chain(after.keys())
        .filter(|key| before.get(*key) != after.get(*key) && !is_wanted(key))
        .collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .map(|key| Change {
            name: key.0.clone(),
            architecture: key.1.clone(),
            from: before.get(key).cloned(),
            to: after.get(key).cloned(),
        })
        .collect()
}

impl ConffilePolicy {
    /// As dpkg is told.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::KeepMine => &["--force-confdef", "--force-confold"],
            Self::TakeTheirs => &["--force-confdef", "--force-confnew"],
        }
    }
}
