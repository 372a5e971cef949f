//! Which computer is updated.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use wua_com::{Error, HResult};
use wua_defs::enums::{InstallationRebootBehavior, UpdateOperation};
use wua_rules::applicability::Facts;

use super::Abort;
use crate::history::HistoryEntry;
use crate::update::{Applicability, Revision, Update};

/// Which computer is updated.
pub trait Target: Send + Sync {
    /// What the revision is here. Cheap: called for every revision of every search.
    fn evaluate(&self, revision: &Revision) -> Applicability;

    /// The computer as rules see it, freshly looked at. Without it, the default, a revision that comes with rules
    /// concerns nobody here.
    fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        Ok(None)
    }

    /// Refuses an update, or a member of a bundle, whose installer cannot work here, before anything is fetched for it.
    fn check_installer(&self, revision: &Revision, operation: UpdateOperation) -> Result<(), Error> {
        let _ = (revision, operation);
        Ok(())
    }

    /// An installer that outlives [`Target::apply`] reports its end under this cookie
    /// ([`crate::Agent::record_installation_result`]). Told before every `apply`.
    fn expect_report(&self, update: &Update, cookie: &str) {
        let _ = (update, cookie);
    }

    /// Installs or takes off one update, its files being in `files`. Called with nothing else running on this
    /// target. The outcome says what happened; an error is for what kept it from beginning.
    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        files: &Path,
        options: &ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error>;

    /// What can apply several updates at once. Without it, the default, they are applied one after the other.
    fn transaction(&self) -> Option<&dyn Transaction> {
        None
    }

    /// Refuses somebody who may not change the computer, before anything is begun.
    fn check_rights(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Somebody else changes the computer right now; among them may be what an agent left behind that died.
    fn is_busy(&self) -> bool {
        false
    }

    /// What was done to the computer so far can be seen. Not so where a system writes down later what programs did.
    fn is_settled(&self) -> bool {
        true
    }

    /// What an update changes here, as far as that has names and versions.
    fn changes(&self, revision: &Revision) -> Vec<Change> {
        let _ = revision;
        Vec::new()
    }

    /// The state of the computer.
    fn system(&self) -> SystemState;

    /// What was done to the computer before there was a store, oldest first. Asked once, when the store is new.
    fn earlier_history(&self) -> Vec<HistoryEntry> {
        Vec::new()
    }

    /// Finishes what waits for the moment before a restart.
    fn commit(&self) -> Result<(), Error>;

    /// Changes with every start of the computer. With it, the engine remembers by itself that a restart is needed
    /// until it has happened; without it, the default, only [`Target::system`] knows.
    fn boot_id(&self) -> String {
        String::new()
    }
}

/// Applies several updates as one: all that can be done is done together, and each has its own result.
pub trait Transaction: Send + Sync {
    /// What else would happen to the computer.
    fn consequences(&self, parts: &[Part<'_>], operation: UpdateOperation) -> Result<Vec<Change>, Error>;

    /// Like [`Target::apply`] for all of `parts`. Whatever happens is told by the place of the part. An error is for
    /// what kept the rest from being done; it is the result of every part that had none.
    fn apply_all(
        &self,
        parts: &[Part<'_>],
        operation: UpdateOperation,
        options: &ApplyOptions,
        told: &mut dyn FnMut(Event),
        abort: &Abort,
    ) -> Result<(), Error>;
}

/// An update to be applied together with others.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Which.
    pub update: &'a Update,
    /// Where its files are.
    pub files: PathBuf,
}

/// What happens while several updates are applied.
#[derive(Clone, Debug)]
pub enum Event {
    /// A part has got so far, in percent.
    Progress(usize, i32),
    /// A part is done with.
    Ended(usize, Result<Applied, Error>),
    /// Something else happened to the computer.
    Also(Change),
}

/// A change of something that has a name and a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is changed.
    pub name: String,
    /// For which processors, or nothing.
    pub architecture: String,
    /// The version before; none when it was not there.
    pub from: Option<String>,
    /// The version afterwards; none when it is gone.
    pub to: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (&self.from, &self.to) {
            (None, Some(to)) => write!(f, "{name} {to} is installed"),
            (Some(from), None) => write!(f, "{name} {from} is removed"),
            (Some(from), Some(to)) => write!(f, "{name} {from} becomes {to}"),
            (None, None) => f.write_str(name),
        }
    }
}

/// How an update is to be applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent options of the specification"
)]
pub struct ApplyOptions {
    /// Even if it is installed already, or not.
    pub forced: bool,
    /// Nobody may be asked.
    pub quiet: bool,
    /// A person may be asked for media.
    pub allow_source_prompts: bool,
    /// Programs in the way may be closed.
    pub close_apps: bool,
    /// Something else may be removed for it.
    pub may_remove: bool,
}

/// What applying an update led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Success, or the mapped failure.
    pub hresult: HResult,
    /// The installer's own number, if it is not an HRESULT.
    pub unmapped: i32,
    /// A restart is needed to finish.
    pub reboot_required: bool,
    /// What the installer said of a failure, or nothing.
    pub message: String,
    /// Where it is kept what the installer wrote.
    pub log: Option<PathBuf>,
}

/// The state of a computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemState {
    /// A restart is pending.
    pub reboot_required: bool,
    /// Installing more does not have to wait for it.
    pub can_install_before_reboot: bool,
    /// Where its maker helps.
    pub oem_hardware_support_link: String,
    /// `InstallationRebootBehavior` of what is pending, if known.
    pub pending: Option<InstallationRebootBehavior>,
}

impl SystemState {
    /// Whether it has to be restarted before anything else is installed.
    pub fn blocks_installation(&self) -> bool {
        self.reboot_required && !self.can_install_before_reboot
    }
}
