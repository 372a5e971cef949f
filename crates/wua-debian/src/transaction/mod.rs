//! Installing and taking back: one transaction of apt for all updates of a request.

pub(crate) mod archives;
mod changes;
mod install;
pub(crate) mod lock;
mod marks;
mod refusal;
mod run;
mod status_descriptor;

use std::collections::HashMap;

use wua_agent::ports::{Abort, Applied, ApplyOptions, Change, Event, Part, Transaction};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;

use crate::apt::complaint;
use crate::computer::{ARCHIVES, Computer, Packages};
use crate::judge::is_free_of_consequences;
use crate::package::Package;
use crate::settings::ConffilePolicy;
use crate::status::{InstalledPackage, State};
use crate::verdict::simulation;
use install::Attempts;
use lock::RunFile;
use marks::Marks;

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

    /// Whether the package is as it is wanted.
    fn is_done(&self, packages: &Packages) -> bool {
        let here = packages.find(&self.package.name, &self.package.architecture);
        match (here, &self.version) {
            (Some(here), Some(version)) => here.version == *version && !here.is_unfinished(),
            (here, version) => here.is_none() && version.is_none(),
        }
    }

    /// Whether it is this package that is meant. One for all architectures can take the place of one for a single one,
    /// and the other way round.
    fn is(&self, name: &str, architecture: &str, native: &str) -> bool {
        let of = |architecture: &str| {
            if architecture == "all" {
                native.to_owned()
            } else {
                architecture.to_owned()
            }
        };
        self.package.name == name && of(&self.package.architecture) == of(architecture)
    }
}

impl Transaction for Computer {
    fn consequences(&self, parts: &[Part<'_>], operation: UpdateOperation) -> Result<Vec<Change>, Error> {
        let wanted: Vec<Wanted> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| Wanted::of(place, part, operation))
            .collect::<Result<_, _>>()?;
        if operation == UpdateOperation::Installation && self.is_plain(&wanted) {
            return Ok(Vec::new());
        }
        let mut program = self.apt().question("apt-get")?;
        program.args(["-s", "-q", "-y", "-o", "Debug::NoLocking=1", "--allow-downgrades"]);
        program.args(self.architecture_option());
        let packages = self.installed()?;
        let wanted: Vec<&Wanted> = wanted.iter().collect();
        program.args(["install"]).args(arguments(&wanted, &packages));
        let output = program.output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            return Err(refusal::explained(&complaint(&output.stderr), &text));
        }
        let verdict = simulation::parse(&text).map_err(|words| Error::new(code::E_UNEXPECTED, words))?;
        Ok(changes::besides(&verdict, &wanted, packages.native()))
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
        self.mend(abort)?;
        if operation == UpdateOperation::Installation {
            for part in parts {
                archives::offer(self, part)?;
            }
        }
        let before = self.installed()?;
        let marks = Marks::of(self, &wanted);
        let attempted = Attempts::new(self, &marks, *options, abort).all(&wanted, told);
        self.has_changed();
        let attempts = attempted?;
        marks.keep(self)?;
        self.report(&wanted, &before, &attempts, told)
    }
}

/// What apt-get is told to install. What was broken off while its files were unpacked cannot be configured, and apt
/// would rather remove it: it is unpacked again, whoever wanted it.
fn arguments(wanted: &[&Wanted], packages: &Packages) -> Vec<String> {
    let is_broken = |package: &&InstalledPackage| {
        !package.version.is_empty() && (package.needs_reinstallation || package.state == State::HalfInstalled)
    };
    let broken = || packages.status.packages.iter().filter(is_broken);
    let is_wanted = |package: &&InstalledPackage| {
        let mut wanted = wanted.iter();
        wanted.any(|one| one.is(&package.name, &package.architecture, packages.native()))
    };
    let mut arguments = Vec::new();
    if broken().next().is_some() {
        arguments.push("--reinstall".to_owned());
    }
    arguments.extend(wanted.iter().map(|one| one.argument()));
    let others = broken().filter(|package| !is_wanted(package));
    arguments.extend(others.map(|package| {
        let InstalledPackage {
            name,
            architecture,
            version,
            ..
        } = package;
        format!("{name}:{architecture}={version}")
    }));
    arguments
}

impl Computer {
    /// Whether it can be told without apt that to install these is nothing else than that: from what was read for a
    /// search, as long as that still holds.
    pub fn is_plain_installation(&self, parts: &[Part<'_>]) -> bool {
        let wanted = parts
            .iter()
            .enumerate()
            .map(|(place, part)| Wanted::of(place, part, UpdateOperation::Installation));
        let wanted: Result<Vec<Wanted>, Error> = wanted.collect();
        wanted.is_ok_and(|wanted| self.is_plain(&wanted))
    }

    fn is_plain(&self, wanted: &[Wanted]) -> bool {
        let Some(facts) = self.facts() else { return false };
        let versions: HashMap<&str, &str> = wanted
            .iter()
            .filter_map(|one| Some((one.package.name.as_str(), one.version.as_deref()?)))
            .collect();
        versions.len() == wanted.len() && is_free_of_consequences(self, &facts, &versions)
    }

    /// See [`Facts::architecture_option`](crate::gather::Facts::architecture_option).
    fn architecture_option(&self) -> impl Iterator<Item = String> {
        let option = self.facts().and_then(|facts| facts.architecture_option());
        option.into_iter().flatten()
    }

    /// Ends what an earlier run of dpkg left half done. dpkg keeps the same notes while it works: then it is waited for.
    fn mend(&self, abort: &Abort) -> Result<(), Error> {
        self.wait_for_others(abort)?;
        self.has_changed();
        if !self.installed()?.status.is_interrupted {
            return Ok(());
        }
        let mut program = self.apt().watched("dpkg")?;
        program.args(self.settings().conffiles.arguments());
        program.args(["--configure", "-a"]);
        let file = RunFile::create(self.root());
        let run = run::run(program, file.as_ref(), &mut |_, _| {}, None);
        self.has_changed();
        let run = run?;
        // A package that still cannot be configured is its own affair: the others go on.
        if self.installed()?.status.is_interrupted {
            return Err(Error::new(
                code::WU_E_UH_INSTALLERFAILURE,
                format!(
                    "an earlier run of dpkg was broken off and cannot be finished: {}; run dpkg --configure -a to see \
                     more",
                    complaint(run.output.as_bytes())
                ),
            ));
        }
        Ok(())
    }

    /// What became of each part is what dpkg's status says now.
    fn report(
        &self,
        wanted: &[Wanted],
        before: &Packages,
        attempts: &Attempts<'_>,
        told: &mut dyn FnMut(Event),
    ) -> Result<(), Error> {
        let after = self.installed()?;
        let restart = self.restart();
        let is_anonymous = restart.is_anonymous_since(before.restart());
        for one in wanted {
            let failure = attempts.failure(one);
            if one.is_done(&after) && failure.is_none() {
                let is_waiting = is_anonymous || restart.concerns(&one.package.name);
                told(Event::Ended(one.place, Ok(success(is_waiting))));
            } else if let Some(failure) = failure {
                told(Event::Ended(one.place, Ok(failure)));
            }
            // What is neither done nor failed was not come to: somebody asked to stop.
        }
        for change in changes::differences(before, &after, wanted) {
            told(Event::Also(change));
        }
        Ok(())
    }
}

fn success(is_waiting: bool) -> Applied {
    Applied {
        hresult: if is_waiting {
            code::WU_S_REBOOT_REQUIRED
        } else {
            code::S_OK
        },
        reboot_required: is_waiting,
        ..Applied::default()
    }
}

impl ConffilePolicy {
    /// As dpkg is told. What dpkg would do by itself with a file that both have changed is to keep it.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::KeepMine => &["--force-confdef", "--force-confold"],
            Self::TakeTheirs => &["--force-confnew"],
        }
    }
}
