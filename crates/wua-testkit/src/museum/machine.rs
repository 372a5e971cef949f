//! The museum's computer: a target on which everything can happen that happens to computers.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wua_agent::ports::{
    Abort, Applied, ApplyOptions, Checkpoints, Clock, SystemState, Target, create_private_folder,
};
use wua_agent::{Applicability, HistoryEntry, Identity, Revision, Update};
use wua_com::{Error, code};
use wua_defs::enums::{InstallationRebootBehavior, UpdateOperation};

use super::collection::Collection;
use super::event::{Event, What};
use super::exhibit::Exhibit;
use super::journal::Journal;
use super::performance::AtFirst;

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
    /// What the engine said before it applied an update.
    cookies: Mutex<HashMap<Identity, String>>,
}

impl Machine {
    /// Reads the disk below `state`, or makes one with what the computer came with.
    pub fn open(
        state: &Path,
        collection: Arc<Collection>,
        clock: Arc<dyn Clock>,
        checkpoints: Arc<dyn Checkpoints>,
    ) -> Result<Self, Error> {
        create_private_folder(state)?;
        let journal = Journal::open(state.join(DISK), || came_with(&collection, &*clock))?;
        Ok(Self {
            collection,
            clock,
            checkpoints,
            journal: Mutex::new(journal),
            cookies: Mutex::default(),
        })
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

    /// Under which cookie an installer reports that goes on by itself.
    pub(super) fn cookie(&self, update: Identity) -> Option<String> {
        lock(&self.cookies).get(&update).cloned()
    }

    pub(super) fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.journal)
    }

    pub(super) fn event(&self, what: What, update: Option<Identity>) -> Event {
        Event::new(self.clock.now(), what, update)
    }

    pub(super) fn happened(&self, events: &[Event]) -> Result<(), Error> {
        self.checkpoints.reached("machine-changing");
        self.journal().append(events)?;
        self.checkpoints.reached("machine-changed");
        Ok(())
    }

    fn applicability(&self, exhibit: &Exhibit, journal: &Journal) -> Applicability {
        let is_of_use = exhibit.at_first != AtFirst::NotApplicable;
        let members = self
            .members(exhibit)
            .map(|member| self.applicability(member, journal));
        let members: Vec<Applicability> = members.collect();
        if members.is_empty() {
            let own = journal.piece(exhibit.identity());
            return Applicability {
                applicable: is_of_use && (own.present || !self.is_replaced(exhibit, journal)),
                installed: own.installed,
                present: own.present,
                reboot_required: own.restart,
            };
        }
        Applicability {
            applicable: is_of_use,
            installed: members.iter().all(|member| member.installed),
            present: members.iter().any(|member| member.present),
            reboot_required: members.iter().any(|member| member.reboot_required),
        }
    }

    /// Whether what replaces it is installed.
    fn is_replaced(&self, exhibit: &Exhibit, journal: &Journal) -> bool {
        let id = exhibit.identity().id;
        let exhibits = self.collection.exhibits().iter();
        let mut replacing = exhibits.filter(|other| other.revision.superseded_update_ids.contains(&id));
        replacing.any(|other| journal.piece(other.identity()).installed)
    }

    /// The members of a bundle.
    fn members<'a>(&'a self, exhibit: &'a Exhibit) -> impl Iterator<Item = &'a Exhibit> {
        exhibit
            .revision
            .bundled
            .iter()
            .filter_map(|member| self.collection.exhibit_of(member.identity))
    }
}

impl Target for Machine {
    fn earlier_history(&self) -> Vec<HistoryEntry> {
        self.collection.history().iter().rev().cloned().collect()
    }

    fn evaluate(&self, revision: &Revision) -> Applicability {
        let mut journal = self.journal();
        // A disk that cannot be read any more keeps its last known state; whoever changes it is told.
        let _ = journal.refresh();
        let exhibit = self.collection.exhibit_of(revision.identity);
        exhibit
            .map(|exhibit| self.applicability(exhibit, &journal))
            .unwrap_or_default()
    }

    fn expect_report(&self, update: &Update, cookie: &str) {
        lock(&self.cookies).insert(update.identity(), cookie.to_owned());
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
            Error::new(
                code::WU_E_NOT_APPLICABLE,
                format!("{} is not in the museum", update.identity()),
            )
        })?;
        if operation == UpdateOperation::Installation {
            find_files(&exhibit.revision, files)?;
        }
        self.perform(exhibit, operation, *options, progress, abort)
    }

    fn system(&self) -> SystemState {
        let mut journal = self.journal();
        let _ = journal.refresh();
        let waiting: Vec<Identity> = journal
            .pieces()
            .filter(|(_, piece)| piece.restart)
            .map(|(update, _)| update)
            .collect();
        let behaviors = waiting.iter().filter_map(|update| {
            let exhibit = self.collection.exhibit_of(*update)?;
            exhibit
                .revision
                .installation_behavior
                .map(|behavior| behavior.reboot)
        });
        let strictest = behaviors.max_by_key(|reboot| match reboot {
            InstallationRebootBehavior::NeverReboots => 0,
            InstallationRebootBehavior::CanRequestReboot => 1,
            InstallationRebootBehavior::AlwaysRequiresReboot => 2,
        });
        SystemState {
            can_install_before_reboot: false,
            reboot_required: !waiting.is_empty(),
            oem_hardware_support_link: SUPPORT.to_owned(),
            pending: strictest,
        }
    }

    fn commit(&self) -> Result<(), Error> {
        let staged: Vec<Identity> = {
            let mut journal = self.journal();
            journal.refresh()?;
            journal
                .pieces()
                .filter(|(_, piece)| piece.staged)
                .map(|(update, _)| update)
                .collect()
        };
        let mut events = vec![self.event(What::Committed, None)];
        for update in staged {
            events.push(Event {
                restart: true,
                ..self.event(What::Installed, Some(update))
            });
        }
        self.happened(&events)
    }

    fn boot_id(&self) -> String {
        let mut journal = self.journal();
        let _ = journal.refresh();
        let restarts = journal
            .events()
            .iter()
            .filter(|event| event.what == What::Restarted)
            .count();
        format!("boot {}", restarts + 1)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the computer came with.
fn came_with(collection: &Collection, clock: &dyn Clock) -> Vec<Event> {
    let at = clock.now();
    let event = |exhibit: &Exhibit| {
        let what = match exhibit.at_first {
            AtFirst::Installed => What::Had,
            AtFirst::PartlyInstalled => What::HadPart,
            AtFirst::Missing | AtFirst::NotApplicable => return None,
        };
        Some(Event::new(at, what, Some(exhibit.identity())))
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
