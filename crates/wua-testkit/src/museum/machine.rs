//! The museum's computer: a target on which everything can happen that happens to computers.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wua_agent::ports::{Abort, Applied, ApplyOptions, Checkpoints, Clock, SystemState, Target};
use wua_agent::{Applicability, Identity, Revision, Update};
use wua_com::{Error, HResult, code};
use wua_defs::enums::{InstallationRebootBehavior, UpdateOperation};

use super::collection::Collection;
use super::exhibit::Exhibit;
use super::journal::{Event, Journal, What};
use super::pace::{self, STEPS};
use super::performance::{Ending, Failure, Obstacle};
use crate::file_error;

/// The computer's disk, in the folder of the store.
pub const DISK: &str = "museum-machine.txt";

/// Where its maker helps.
const SUPPORT: &str = "https://support.museum.example/curator";

/// The museum's computer.
pub struct Machine {
    collection: Arc<Collection>,
    clock: Arc<dyn Clock>,
    checkpoints: Arc<dyn Checkpoints>,
    journal: Mutex<Journal>,
}

impl Machine {
    /// Reads the disk below `state`, or makes one with what the computer came with.
    pub fn open(
        state: &Path,
        collection: Arc<Collection>,
        clock: Arc<dyn Clock>,
        checkpoints: Arc<dyn Checkpoints>,
    ) -> Result<Self, Error> {
        std::fs::create_dir_all(state).map_err(|error| file_error(state, &error))?;
        let journal = Journal::open(state.join(DISK), || came_with(&collection, &*clock))?;
        Ok(Self { collection, clock, checkpoints, journal: Mutex::new(journal) })
    }

    /// Everything that happened to it, oldest first.
    pub fn events(&self) -> Result<Vec<Event>, Error> {
        let mut journal = self.journal();
        journal.refresh()?;
        Ok(journal.events().to_vec())
    }

    /// Restarts it.
    pub fn restart(&self) -> Result<(), Error> {
        self.happened(&[self.event(What::Restarted, None)])
    }

    /// Lets the installer that went on by itself come to its end.
    pub fn finish(&self, update: Identity, succeeds: bool) -> Result<(), Error> {
        let what = if succeeds { What::Installed } else { What::Failed };
        self.happened(&[self.event(what, Some(update))])
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn event(&self, what: What, update: Option<Identity>) -> Event {
        Event { at: self.clock.now(), what, update, restart: false }
    }

    fn happened(&self, events: &[Event]) -> Result<(), Error> {
        self.checkpoints.reached("machine: about to change");
        self.journal().append(events)?;
        self.checkpoints.reached("machine: changed");
        Ok(())
    }

    fn applicability(&self, exhibit: &Exhibit, journal: &Journal) -> Applicability {
        let own = journal.piece(exhibit.identity());
        let is_replaced = || {
            let id = exhibit.identity().id;
            let mut others = self.collection.exhibits().iter();
            others.any(|other| {
                other.revision.superseded_update_ids.contains(&id) && journal.piece(other.identity()).installed
            })
        };
        let members: Vec<Applicability> = self
            .members(exhibit)
            .map(|member| self.applicability(member, journal))
            .collect();
        if members.is_empty() {
            return Applicability {
                applicable: exhibit.at_first.applicable && (own.present || !is_replaced()),
                installed: own.installed,
                present: own.present,
                reboot_required: own.restart,
            };
        }
        Applicability {
            applicable: exhibit.at_first.applicable,
            installed: members.iter().all(|member| member.installed),
            present: members.iter().any(|member| member.present),
            reboot_required: members.iter().any(|member| member.reboot_required),
        }
    }

    /// The members of a bundle.
    fn members<'a>(&'a self, exhibit: &'a Exhibit) -> impl Iterator<Item = &'a Exhibit> {
        exhibit.revision.bundled.iter().filter_map(|member| self.collection.exhibit_of(member.identity))
    }

    /// Plays the performance of one update, its members before it.
    fn perform(
        &self,
        exhibit: &Exhibit,
        operation: UpdateOperation,
        options: ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Applied, Error> {
        let wanted = operation == UpdateOperation::Installation;
        let mut over_all = applied(code::S_OK);
        for member in self.members(exhibit) {
            let is_there = self.applicability(member, &self.journal()).installed;
            if is_there == wanted && !options.forced {
                continue;
            }
            let one = self.perform(member, operation, options, &mut |_| (), abort)?;
            over_all.reboot_required |= one.reboot_required;
            if over_all.hresult.is_success() && one.hresult != code::S_OK {
                (over_all.hresult, over_all.unmapped) = (one.hresult, one.unmapped);
            }
        }
        if !exhibit.revision.bundled.is_empty() {
            progress(100);
            return Ok(over_all);
        }
        let ending = match self.obstruct(exhibit, operation, options, progress, abort) {
            Ok(ending) => ending,
            Err(hresult) => Ending::Fails(Failure { hresult, unmapped: 0 }),
        };
        self.end(exhibit, operation, ending)
    }

    /// Everything up to the ending: what forbids it, what is in the way, the time that it takes.
    fn obstruct(
        &self,
        exhibit: &Exhibit,
        operation: UpdateOperation,
        options: ApplyOptions,
        progress: &mut dyn FnMut(i32),
        abort: &Abort,
    ) -> Result<Ending, HResult> {
        let revision = &exhibit.revision;
        let (performance, behavior) = match operation {
            UpdateOperation::Installation => (exhibit.installation, revision.installation_behavior),
            UpdateOperation::Uninstallation if !revision.is_uninstallable => {
                return Err(code::WU_E_UNINSTALL_NOT_ALLOWED);
            }
            UpdateOperation::Uninstallation => (exhibit.removal, revision.uninstallation_behavior),
        };
        if options.quiet && behavior.is_some_and(|behavior| behavior.can_request_user_input) {
            return Err(code::WU_E_UH_DOESNOTSUPPORTACTION);
        }
        let mut ending = performance.ending;
        match performance.obstacle {
            Some(Obstacle::Media) if options.quiet || !options.allow_source_prompts => {
                return Err(code::WU_E_SOURCE_ABSENT);
            }
            Some(Obstacle::OpenPrograms) if !options.close_apps => ending = Ending::NeedsRestart,
            _ => {}
        }
        for percent in if performance.slowly { steps(STEPS) } else { steps(4) } {
            if abort.is_requested() {
                return Err(code::WU_E_CALL_CANCELLED);
            }
            progress(percent);
            if performance.slowly {
                pace::rest();
            }
        }
        Ok(match ending {
            Ending::FailsAtFirst(_) if self.journal().piece(exhibit.identity()).failures > 0 => Ending::Succeeds,
            Ending::FailsAtFirst(failure) => Ending::Fails(failure),
            other => other,
        })
    }

    fn end(&self, exhibit: &Exhibit, operation: UpdateOperation, ending: Ending) -> Result<Applied, Error> {
        let done = match operation {
            UpdateOperation::Installation => What::Installed,
            UpdateOperation::Uninstallation => What::Removed,
        };
        let restart = matches!(ending, Ending::NeedsRestart | Ending::AwaitsCommit);
        let (what, hresult, unmapped) = match ending {
            Ending::Succeeds | Ending::NeedsRestart => (done, code::S_OK, 0),
            Ending::AwaitsCommit => (What::Staged, code::S_OK, 0),
            Ending::StaysPending => (What::Launched, code::WU_S_UH_INSTALLSTILLPENDING, 0),
            Ending::Fails(failure) | Ending::FailsAtFirst(failure) => {
                (What::Failed, failure.hresult, failure.unmapped)
            }
        };
        self.happened(&[Event { restart, ..self.event(what, Some(exhibit.identity())) }])?;
        Ok(Applied { unmapped, reboot_required: restart, ..applied(hresult) })
    }
}

impl Target for Machine {
    fn evaluate(&self, revision: &Revision) -> Applicability {
        let mut journal = self.journal();
        // A disk that cannot be read any more keeps its last known state; whoever changes it is told.
        let _ = journal.refresh();
        let exhibit = self.collection.exhibit_of(revision.identity);
        exhibit.map(|exhibit| self.applicability(exhibit, &journal)).unwrap_or_default()
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
        self.journal().refresh()?;
        let exhibit = self.collection.exhibit_of(update.identity()).ok_or_else(|| {
            Error::new(code::WU_E_NOT_APPLICABLE, format!("{} is not in the museum", update.identity()))
        })?;
        if operation == UpdateOperation::Installation {
            find_files(&exhibit.revision, files)?;
        }
        self.perform(exhibit, operation, *options, progress, abort)
    }

    fn system(&self) -> SystemState {
        let mut journal = self.journal();
        let _ = journal.refresh();
        let waiting: Vec<Identity> =
            journal.pieces().filter(|(_, piece)| piece.restart).map(|(update, _)| update).collect();
        let behaviors = waiting.iter().filter_map(|update| {
            let exhibit = self.collection.exhibit_of(*update)?;
            exhibit.revision.installation_behavior.map(|behavior| behavior.reboot)
        });
        let strictest = behaviors.max_by_key(|reboot| match reboot {
            InstallationRebootBehavior::NeverReboots => 0,
            InstallationRebootBehavior::CanRequestReboot => 1,
            InstallationRebootBehavior::AlwaysRequiresReboot => 2,
        });
        SystemState {
            reboot_required: !waiting.is_empty(),
            oem_hardware_support_link: SUPPORT.to_owned(),
            pending: strictest,
        }
    }

    fn commit(&self) -> Result<(), Error> {
        let staged: Vec<Identity> = {
            let mut journal = self.journal();
            journal.refresh()?;
            journal.pieces().filter(|(_, piece)| piece.staged).map(|(update, _)| update).collect()
        };
        let mut events = vec![self.event(What::Committed, None)];
        for update in staged {
            events.push(Event { restart: true, ..self.event(What::Installed, Some(update)) });
        }
        self.happened(&events)
    }
}

fn applied(hresult: HResult) -> Applied {
    Applied { hresult, unmapped: 0, reboot_required: false }
}

/// Evenly from above 0 to 100.
fn steps(count: usize) -> impl Iterator<Item = i32> {
    (1..=count).filter_map(move |step| i32::try_from(step * 100 / count).ok())
}

/// What the computer came with.
fn came_with(collection: &Collection, clock: &dyn Clock) -> Vec<Event> {
    let at = clock.now();
    let event = |exhibit: &Exhibit| {
        let Applicability { installed, present, reboot_required, .. } = exhibit.at_first;
        let what = if installed { What::Had } else { What::HadPart };
        present.then(|| Event { at, what, update: Some(exhibit.identity()), restart: reboot_required })
    };
    collection.exhibits().iter().filter_map(event).collect()
}

/// Whole files have to be there; which deltas are needed, only their service knows.
fn find_files(revision: &Revision, folder: &Path) -> Result<(), Error> {
    let missing = revision
        .contents
        .iter()
        .filter(|content| !content.is_delta)
        .find(|content| !folder.join(&content.file_name).is_file());
    match missing {
        None => Ok(()),
        Some(content) => Err(Error::new(
            code::WU_E_DM_NOTDOWNLOADED,
            format!("{} is missing", folder.join(&content.file_name).display()),
        )),
    }
}
