//! Installers of Windows: one handler for each kind, and what runs their programs.
//!
//! Whatever is run was verified, and is told what its publisher wrote, as one text: nothing here is a shell. What a handler
//! answers is what the installer said. Whether the update is installed, the rules decide afterwards.

mod command_line;
mod folder;
#[cfg(windows)]
mod live;
mod msi;
mod msi_codes;
mod msi_log;
mod output;
mod payload;
mod runner;
mod servicing;
#[cfg(unix)]
mod wine;
mod work;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::iter;
use std::path::Path;
use std::time::Duration;

use wua_agent::ports::Applied;
use wua_agent::{Installer, Revision};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;

pub use folder::Folder;
#[cfg(windows)]
pub use live::LiveRunner;
pub use output::Output;
pub use runner::{End, Ended, Platform, Program, Runner, WhenInTheWay};
#[cfg(unix)]
pub use wine::WineRunner;
pub(crate) use work::{Log, Work};

/// How long installers may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One call of a program. Then it is ended with all that it started, but for the servicing of Windows, which must not
    /// be broken off.
    pub patience: Duration,
    /// Until Windows Installer is tried again, the first time that another installation is at work. Each pause is twice
    /// the one before.
    pub first_pause: Duration,
    /// How often it is tried again.
    pub retries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            patience: Duration::from_hours(2),
            first_pause: Duration::from_secs(5),
            retries: 7,
        }
    }
}

impl Limits {
    fn pauses(&self) -> impl Iterator<Item = Duration> {
        let retries = usize::try_from(self.retries).unwrap_or(usize::MAX);
        iter::successors(Some(self.first_pause), |pause| pause.checked_mul(2)).take(retries)
    }
}

/// Refuses what cannot be put on or taken off there, before anything is done for it.
pub(crate) fn check(
    revision: &Revision,
    operation: UpdateOperation,
    platform: Platform,
) -> Result<(), Error> {
    let Some(installer) = &revision.installer else {
        return Err(Error::new(
            code::WU_E_UH_UNKNOWNHANDLER,
            "its publisher named no installer of Windows",
        ));
    };
    match operation {
        UpdateOperation::Installation => check_installation(installer, platform),
        UpdateOperation::Uninstallation => check_uninstallation(installer, platform),
    }
}

fn check_installation(installer: &Installer, platform: Platform) -> Result<(), Error> {
    match installer {
        Installer::CommandLine(command) => check_program(&command.program),
        Installer::Msi(package) => check_file(&package.file),
        Installer::Msp(patch) => check_file(&patch.file),
        Installer::Cbs(_) => needs_windows(platform, "component-based servicing"),
        Installer::Driver => needs_windows(platform, "drivers"),
        Installer::Other(name) => Err(unknown(name)),
    }
}

fn check_uninstallation(installer: &Installer, platform: Platform) -> Result<(), Error> {
    let no_way = |why: &str| {
        Err(Error::new(
            code::WU_E_UH_DOESNOTSUPPORTACTION,
            format!("it cannot be taken off: {why}"),
        ))
    };
    match installer {
        Installer::CommandLine(_) => {
            no_way("its publisher names a program that installs, and none that removes")
        }
        Installer::Msi(package) if package.uninstall_command_line.is_none() => {
            no_way("its publisher gave no way to do so")
        }
        Installer::Msp(patch) if patch.uninstall_command_line.is_none() => {
            no_way("its publisher gave no way to do so")
        }
        Installer::Msp(patch) if patch.patch.is_none() && patch.full_file_patch.is_none() => {
            no_way("its publisher did not say which patch it is")
        }
        // OBSERVED (Wine 8): `msiexec /uninstall PATCH /package PRODUCT` takes the whole product off, and the property
        // MSIPATCHREMOVE is not looked at.
        Installer::Msp(_) if platform == Platform::Wine => {
            no_way("Windows Installer takes single patches off, which Wine's cannot; take the product off")
        }
        Installer::Msi(_) | Installer::Msp(_) => Ok(()),
        Installer::Cbs(package) => {
            needs_windows(platform, "component-based servicing")?;
            servicing::check_identity(&package.identity).map(drop)
        }
        Installer::Driver => no_way("the name that Windows gave the driver is not known"),
        Installer::Other(name) => Err(unknown(name)),
    }
}

/// A batch file is no program: a shell would read it, and what it is told.
fn check_program(name: &str) -> Result<(), Error> {
    payload::parts_of(name)?;
    let path = Path::new(name);
    if payload::has_extension(path, "bat") || payload::has_extension(path, "cmd") {
        return Err(Error::new(
            code::WU_E_UH_INVALIDMETADATA,
            format!("{name:?} is a batch file and no program; report it to the publisher of the update"),
        ));
    }
    Ok(())
}

/// A file that is not named is looked for.
fn check_file(name: &str) -> Result<(), Error> {
    if name.is_empty() {
        return Ok(());
    }
    payload::parts_of(name).map(drop)
}

fn needs_windows(platform: Platform, what: &str) -> Result<(), Error> {
    match platform {
        Platform::Windows => Ok(()),
        Platform::Wine => Err(Error::new(
            code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
            format!("it needs {what}, which Windows has and Wine has not"),
        )),
    }
}

fn unknown(name: &str) -> Error {
    Error::new(
        code::WU_E_UH_UNKNOWNHANDLER,
        format!("it needs the installer {name}, which is not known here"),
    )
}

/// Calls the installer of an update.
pub(crate) fn apply(work: &mut Work<'_>, operation: UpdateOperation) -> Result<Applied, Error> {
    check(work.revision, operation, work.runner.platform())?;
    let revision = work.revision;
    let applied = match (&revision.installer, operation) {
        (Some(Installer::CommandLine(command)), _) => command_line::install(work, command),
        (Some(Installer::Msi(package)), UpdateOperation::Installation) => msi::install(work, package),
        (Some(Installer::Msi(package)), UpdateOperation::Uninstallation) => msi::uninstall(work, package),
        (Some(Installer::Msp(patch)), UpdateOperation::Installation) => msi::patch(work, patch),
        (Some(Installer::Msp(patch)), UpdateOperation::Uninstallation) => msi::unpatch(work, patch),
        (Some(Installer::Cbs(_)), UpdateOperation::Installation) => servicing::install(work),
        (Some(Installer::Cbs(package)), UpdateOperation::Uninstallation) => {
            servicing::uninstall(work, package)
        }
        (Some(Installer::Driver), _) => servicing::install_driver(work),
        (Some(Installer::Other(name)), _) => Err(unknown(name)),
        (None, _) => Err(unknown("")),
    };
    work.runner.settle();
    Ok(Applied {
        log: Some(work.log.path().to_owned()),
        ..applied?
    })
}

/// What becomes of an update whose program has no code.
fn without_code(end: End, patience: Duration) -> Applied {
    let (hresult, message) = match end {
        End::Aborted => (
            code::WU_E_CALL_CANCELLED,
            "its installer was ended on request; it may be installed in part".to_owned(),
        ),
        End::TimedOut => (
            code::WU_E_UH_INSTALLERHUNG,
            format!(
                "its installer was not done after {} s and was ended; it may be installed in part",
                patience.as_secs()
            ),
        ),
        End::Lost | End::Code(_) => (
            code::WU_E_UH_INSTALLERFAILURE,
            "its installer was ended by somebody else, and left no code".to_owned(),
        ),
    };
    Applied {
        hresult,
        message,
        ..Applied::default()
    }
}

/// A name that nobody else has. The standard library keys every hasher from the system's randomness.
fn unique(name: &str) -> String {
    format!("{name}-{:016x}", RandomState::new().build_hasher().finish())
}
