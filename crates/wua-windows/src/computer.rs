//! A Windows computer as the engine's target.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::ports::{Abort, Applied, ApplyOptions, SystemState, Target};
use wua_agent::{Applicability, Revision, Update};
use wua_com::{Error, code};
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::{Answer, Facts, Hive, Query, RegistryData, RegistryKey};

use crate::Source;
use crate::installers::{self, Limits, Log, Runner, Work};

/// A Windows computer: where its facts come from, and what runs installers on it.
pub struct Computer {
    source: Arc<dyn Source>,
    runner: Option<Arc<dyn Runner>>,
    limits: Limits,
    logs: PathBuf,
    signatures: Option<Arc<SignatureCheck>>,
}

/// Says who signed a file that is about to be run, and refuses one whose signature is wrong.
pub type SignatureCheck = dyn Fn(&Path) -> Result<String, Error> + Send + Sync;

impl Computer {
    /// A computer that is only looked at: nothing can be installed on it.
    pub fn new(source: Arc<dyn Source>) -> Self {
        Self {
            source,
            runner: None,
            limits: Limits::default(),
            logs: PathBuf::new(),
            signatures: None,
        }
    }

    /// Installs by `runner`, and keeps in the folder `logs` what installers write.
    #[must_use]
    pub fn with_runner(mut self, runner: Arc<dyn Runner>, logs: &Path) -> Self {
        self.runner = Some(runner);
        logs.clone_into(&mut self.logs);
        self
    }

    /// Has the signatures of files checked before they are run, beside their hashes.
    #[must_use]
    pub fn with_signatures(mut self, check: Arc<SignatureCheck>) -> Self {
        self.signatures = Some(check);
        self
    }

    /// Allows installers other times than the usual.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    fn runner(&self) -> Result<&dyn Runner, Error> {
        self.runner.as_deref().ok_or_else(|| {
            Error::new(
                code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
                format!(
                    "{} can be looked at, and nothing can be installed on it",
                    self.source.name()
                ),
            )
        })
    }
}

impl Target for Computer {
    /// Only rules say what an update is here, and the engine asks them.
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability::default()
    }

    fn facts(&self) -> Result<Option<Box<dyn Facts + '_>>, Error> {
        self.source.open().map(Some)
    }

    fn check_installer(&self, revision: &Revision, operation: UpdateOperation) -> Result<(), Error> {
        installers::check(revision, operation, self.runner()?.platform())
    }

    fn apply(
        &self,
        update: &Update,
        operation: UpdateOperation,
        files: &Path,
        _: &ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error> {
        let runner = self.runner()?;
        let facts = self.source.open()?;
        let mut work = Work {
            runner,
            limits: &self.limits,
            revision: &update.revision,
            files,
            signatures: self.signatures.as_deref(),
            facts: facts.as_ref(),
            progress,
            abort,
            log: Log::begin(&self.logs, &update.revision, operation)?,
        };
        installers::apply(&mut work, operation)
    }

    fn check_rights(&self) -> Result<(), Error> {
        self.runner()?.check_rights()
    }

    fn is_busy(&self) -> bool {
        self.runner.as_ref().is_some_and(|runner| runner.is_busy())
            || self
                .source
                .open()
                .is_ok_and(|facts| is_installing(facts.as_ref()))
    }

    fn is_settled(&self) -> bool {
        self.runner.as_ref().is_none_or(|runner| runner.is_settled())
    }

    fn system(&self) -> SystemState {
        let Ok(facts) = self.source.open() else {
            return SystemState::default();
        };
        let (must, may) = restarts(facts.as_ref());
        SystemState {
            reboot_required: must || may,
            can_install_before_reboot: may && !must,
            ..SystemState::default()
        }
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }

    fn boot_id(&self) -> String {
        self.runner
            .as_ref()
            .map_or_else(String::new, |runner| runner.boot_id())
    }
}

/// What is there while a restart is awaited. Nothing is to be installed before it.
const AWAITED: [&str; 3] = [
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\PackagesPending",
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired",
];

/// What Windows renames when it starts next. Any program asks for that, mostly to get rid of old files.
const RENAMED: (&str, &str) = (
    r"SYSTEM\CurrentControlSet\Control\Session Manager",
    "PendingFileRenameOperations",
);

/// What is there while Windows Installer is at work.
const INSTALLING: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\InProgress";

/// Whether the computer has to be restarted, and whether something waits for a restart that hinders nothing.
fn restarts(facts: &dyn Facts) -> (bool, bool) {
    let is_awaited = AWAITED
        .iter()
        .any(|path| facts.answer(&Query::RegistryKey(key(path))) == Answer::Present);
    let renamed = facts.answer(&Query::RegistryValue {
        key: key(RENAMED.0),
        value: RENAMED.1.to_owned(),
    });
    let is_any_renamed = match renamed {
        Answer::Registry(RegistryData::Texts(names)) => names.iter().any(|name| !name.is_empty()),
        Answer::Registry(RegistryData::Other { bytes, .. }) => bytes > 0,
        _ => false,
    };
    (is_awaited, is_any_renamed)
}

fn is_installing(facts: &dyn Facts) -> bool {
    facts.answer(&Query::RegistryKey(key(INSTALLING))) == Answer::Present
}

fn key(subkey: &str) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: subkey.to_owned(),
        view32: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Has these keys, and these files to rename.
    struct Known(&'static [&'static str], &'static [&'static str]);

    impl Facts for Known {
        fn answer(&self, query: &Query) -> Answer {
            match query {
                Query::RegistryKey(key) if self.0.contains(&key.subkey.as_str()) => Answer::Present,
                Query::RegistryValue { value, .. } if value == RENAMED.1 && !self.1.is_empty() => {
                    let names = self.1.iter().map(|name| (*name).to_owned());
                    Answer::Registry(RegistryData::Texts(names.collect()))
                }
                _ => Answer::Absent,
            }
        }
    }

    impl Source for Known {
        fn open(&self) -> Result<Box<dyn Facts + '_>, Error> {
            Ok(Box::new(Known(self.0, self.1)))
        }

        fn name(&self) -> String {
            "the recording of a test".to_owned()
        }
    }

    fn state(keys: &'static [&'static str], renamed: &'static [&'static str]) -> (bool, bool) {
        let system = Computer::new(Arc::new(Known(keys, renamed))).system();
        (system.reboot_required, system.blocks_installation())
    }

    #[test]
    fn a_restart_is_awaited_where_windows_says_so() {
        assert_eq!(state(&[], &[]), (false, false));
        for place in 0..AWAITED.len() {
            assert_eq!(state(&AWAITED[place..=place], &[]), (true, true));
        }
    }

    #[test]
    fn files_that_are_renamed_at_the_next_start_hinder_nothing() {
        assert_eq!(state(&[], &[r"\??\C:\old.dll", ""]), (true, false));
        assert_eq!(state(&[], &["", ""]), (false, false));
        assert_eq!(state(&AWAITED, &[r"\??\C:\old.dll"]), (true, true));
    }

    #[test]
    fn on_a_recording_nothing_can_be_installed_and_that_is_said_early() {
        let computer = Computer::new(Arc::new(Known(&[INSTALLING], &[])));
        let revision = Revision::default();
        let error = computer
            .check_installer(&revision, UpdateOperation::Installation)
            .unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT);
        assert!(error.message().contains("the recording of a test"), "{error}");
        assert!(computer.check_rights().is_err());
        assert!(computer.is_busy());
    }
}
