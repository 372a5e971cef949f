//! Which packages are there only because others need them.
//!
//! Naming a package on apt's command line marks it as installed by hand. Those that were not are marked back, so that
//! apt goes on removing them when nobody needs them any more.

use wua_com::Error;

use super::Wanted;
use crate::computer::Computer;

/// The packages to be marked back.
pub(super) struct Marks {
    /// With their architecture, as apt calls them.
    qualified: Vec<String>,
    names: Vec<String>,
}

/// A system does not take longer ones.
const LONGEST_COMMAND: usize = 100_000;

impl Marks {
    pub(super) fn of(computer: &Computer, wanted: &[Wanted]) -> Self {
        let automatic = computer.automatically_installed();
        let is_kept = |one: &&Wanted| {
            one.version.is_some() && (one.package.is_new || automatic.contains(&one.package.name))
        };
        let kept = || wanted.iter().filter(is_kept).map(|one| &one.package);
        Self {
            qualified: kept().map(crate::package::Package::qualified).collect(),
            names: kept().map(|package| package.name.clone()).collect(),
        }
    }

    /// What apt-get is to run after dpkg, by a shell: so it is done even when this process has died by then.
    pub(super) fn command(&self) -> Option<String> {
        let is_plain = |name: &String| {
            let mut bytes = name.bytes();
            bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.:".contains(&byte))
        };
        if self.qualified.is_empty() || !self.qualified.iter().all(is_plain) {
            return None;
        }
        let command = format!("apt-mark -qq auto {} || true", self.qualified.join(" "));
        (command.len() <= LONGEST_COMMAND).then_some(command)
    }

    /// Sees to it that they are marked.
    pub(super) fn keep(&self, computer: &Computer) -> Result<(), Error> {
        let automatic = computer.automatically_installed();
        if self.names.iter().all(|name| automatic.contains(name)) {
            return Ok(());
        }
        let mut program = computer.apt().change("apt-mark")?;
        program.args(["-qq", "auto"]).args(&self.qualified);
        // What was installed is worth more than its mark: a failure is not one of the updates.
        program.output().map(drop)
    }
}
