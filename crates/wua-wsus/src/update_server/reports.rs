//! What a server is told of what happens here.
//!
//! An event is written down before it is sent, and forgotten when the server has taken it; what jobs have done is in the store
//! anyway, and becomes events the next time that the server is asked something. So nothing is lost when a process dies.
//! Servers that cannot be told are told later, after a pause that grows and is never the same on two computers.
//!
//! INVARIANT: an event goes to the server whose update it is about, and to no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use wua_agent::ports::{Deed, Memory, Notes, random_guid};
use wua_agent::{Identity, JobKind, Revision};
use wua_com::{Error, Guid, HResult, code};
use wua_defs::enums::OperationResultCode;
use wua_wusp::Exchange;
use wua_wusp::events::{Event, Reporter, Status as Inventory, What};
use wua_wusp::messages::{ReportEventBatch, UpdateIdentity};
use wua_wusp::soap::Message;

use super::contact::Contact;
use super::offer::Status;
use super::stock::{Change, write};

const STATE: &str = "reports";
const EVENT: &str = "event/";

/// So many events go together.
const BATCH: usize = 100;

/// So many events are set aside at a time because the server refuses them, and given up if it takes others.
const MOST_REFUSED: usize = 3;

/// So many events wait for a server; the oldest are forgotten.
const MOST: usize = 5000;

/// The longest pause.
const LONGEST: i64 = 4 * 60 * 60;

/// Where the reports stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct State {
    /// The last job whose deeds have become events.
    job: i64,
    /// The number of the next event.
    next: u64,
    /// How often the server could not be told since it could.
    failures: u32,
    /// Until then it is not tried again.
    not_before: Option<Timestamp>,
    /// What was last said of all updates.
    said: Option<Inventoried>,
    /// What failed, and what was downloaded and not installed yet.
    failed: BTreeSet<Guid>,
    downloaded: BTreeSet<Guid>,
    /// What waits for a restart, and which start of the computer that was.
    restarting: BTreeSet<Guid>,
    boot: String,
}

/// All updates, by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Inventoried {
    needed: Vec<Guid>,
    installed: Vec<Guid>,
    restarting: Vec<Guid>,
    failed: Vec<Guid>,
    downloaded: Vec<Guid>,
}

/// An event, as it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    server: String,
    id: i16,
    instance: Guid,
    time: Timestamp,
    #[serde(default)]
    update: Option<Identity>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    result: i32,
    #[serde(default)]
    application: String,
    /// What was found, or fetched.
    #[serde(default)]
    number: u64,
    #[serde(default)]
    inventory: Option<Inventoried>,
    /// The device of a driver.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    device: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_bundle: bool,
}

/// What is reported about: the service's own server, and when.
pub(super) struct Reports<'a> {
    memory: &'a Memory<'a>,
    server: &'a str,
    now: Timestamp,
    state: State,
    before: State,
    events: Vec<Waiting>,
}

impl<'a> Reports<'a> {
    pub(super) fn open(memory: &'a Memory<'a>, server: &'a str, now: Timestamp) -> Result<Self, Error> {
        let note = memory.notes.read(STATE)?;
        let state: State = note
            .and_then(|note| serde_json::from_slice(&note).ok())
            .unwrap_or_default();
        Ok(Self {
            memory,
            server,
            now,
            before: state.clone(),
            state,
            events: Vec::new(),
        })
    }

    fn event(&mut self, what: &What, time: Timestamp, more: impl FnOnce(&mut Waiting)) {
        let number = match what {
            What::ScanSucceeded { found } => u64::try_from(*found).unwrap_or_default(),
            What::DownloadSucceeded { bytes } => *bytes,
            _ => 0,
        };
        let mut event = Waiting {
            server: self.server.to_owned(),
            id: what.id(),
            instance: random_guid(),
            time,
            update: None,
            title: String::new(),
            result: 0,
            application: String::new(),
            number,
            inventory: None,
            device: String::new(),
            is_bundle: false,
        };
        more(&mut event);
        self.events.push(event);
    }

    /// What was done since the last time.
    pub(super) fn deeds(&mut self, boot: &str) -> Result<(), Error> {
        if !self.state.restarting.is_empty() && self.state.boot != boot {
            self.state.restarting.clear();
            self.event(&What::RebootCompleted, self.now, |_| ());
        }
        boot.clone_into(&mut self.state.boot);
        loop {
            let deeds = self.memory.deeds(self.state.job)?;
            let Some(last) = deeds.last() else { return Ok(()) };
            let last = last.job;
            let offered = self.memory.revisions()?;
            for deed in &deeds {
                let revision = offered.iter().find(|revision| revision.identity == deed.identity);
                self.deed(deed, revision);
            }
            self.state.job = last;
        }
    }

    fn deed(&mut self, deed: &Deed, revision: Option<&Arc<Revision>>) {
        let id = deed.identity.id;
        let end = ending(deed, revision);
        let driver = revision.and_then(|revision| revision.driver.as_ref());
        let device = driver.map(|driver| match (deed.kind, driver.entries.first()) {
            (JobKind::Install | JobKind::Uninstall, Some(entry)) if !entry.hardware_id.is_empty() => {
                entry.hardware_id.clone()
            }
            _ => "1".to_owned(),
        });
        match (deed.kind, &end) {
            (JobKind::Download, Some(What::DownloadSucceeded { .. })) => {
                self.state.downloaded.insert(id);
            }
            (JobKind::Install, Some(What::InstallFailed)) => {
                self.state.failed.insert(id);
            }
            (JobKind::Install, Some(_)) => {
                self.state.failed.remove(&id);
                self.state.downloaded.remove(&id);
            }
            _ => {}
        }
        let mut all = Vec::new();
        match deed.kind {
            JobKind::Download => all.push((What::DownloadStarted, deed.started)),
            JobKind::Install => all.push((What::InstallStarted, deed.started)),
            JobKind::Uninstall => {}
        }
        all.extend(end.map(|end| (end, deed.ended)));
        if deed.reboot_required && deed.kind != JobKind::Download {
            self.state.restarting.insert(id);
            all.push((What::RebootPending, deed.ended));
        }
        for (what, time) in all {
            let is_start = matches!(what, What::DownloadStarted | What::InstallStarted);
            self.event(&what, time, |event| {
                event.update = Some(deed.identity);
                deed.title.clone_into(&mut event.title);
                deed.client.clone_into(&mut event.application);
                event.device = device.clone().unwrap_or_default();
                event.is_bundle = revision.is_some_and(|revision| !revision.bundled.is_empty());
                if what == What::RebootPending {
                    event.result = code::WU_S_REBOOT_REQUIRED.to_i32();
                } else if !is_start {
                    event.result = deed.hresult.to_i32();
                }
            });
        }
    }

    /// A search went well. `status` is what is known of all updates, if that is not as it was.
    pub(super) fn searched(&mut self, found: usize, status: Option<Status>) {
        self.event(&What::ScanSucceeded { found }, self.now, |_| ());
        let said = self.state.said.clone().unwrap_or_default();
        let status = status.unwrap_or(Status {
            needed: said.needed,
            installed: said.installed,
        });
        let is_needed = |id: &&Guid| status.needed.contains(id);
        let inventory = Inventoried {
            restarting: self.state.restarting.iter().copied().collect(),
            failed: self.state.failed.iter().filter(is_needed).copied().collect(),
            downloaded: self.state.downloaded.iter().filter(is_needed).copied().collect(),
            needed: status.needed,
            installed: status.installed,
        };
        if self.state.said.as_ref() == Some(&inventory) {
            return;
        }
        self.state.said = Some(inventory.clone());
        self.event(&What::Status(Inventory::default()), self.now, |event| {
            event.inventory = Some(inventory);
        });
    }

    /// A search failed.
    pub(super) fn failed(&mut self, error: &Error) {
        let result = error.hresult().to_i32();
        self.event(&What::ScanFailed, self.now, |event| event.result = result);
    }

    /// Writes down what has happened.
    pub(super) fn keep(&mut self) -> Result<(), Error> {
        let mut changes: Vec<Change> = Vec::new();
        for event in std::mem::take(&mut self.events) {
            let number = self.state.next;
            self.state.next += 1;
            changes.push((key(number), serde_json::to_vec(&event).ok()));
            if let Some(old) = number.checked_sub(u64::try_from(MOST).unwrap_or(u64::MAX)) {
                changes.push((key(old), None));
            }
        }
        if self.state != self.before {
            self.before = self.state.clone();
            changes.push((STATE.to_owned(), serde_json::to_vec(&self.state).ok()));
        }
        if changes.is_empty() {
            return Ok(());
        }
        write(self.memory.notes, &changes)
    }

    /// Sends what waits, if it is time.
    pub(super) fn send(&mut self, contact: &mut Contact<'_>, reporter: &Reporter) -> Result<(), Error> {
        if self.state.not_before.is_some_and(|time| {
            // A clock that was put back does not make it longer.
            self.now < time && time.duration_since(self.now).as_secs() <= LONGEST
        }) {
            return Ok(());
        }
        let (mut most, mut refused, mut has_told) = (BATCH, Vec::new(), false);
        loop {
            let batch = batch(self.memory.notes, &refused, most)?;
            if batch.is_empty() {
                break;
            }
            let events = self.events_of(&batch, contact);
            if !events.is_empty() {
                let told = contact.exchange(Exchange::new(ReportEventBatch {
                    cookie: <_>::default(),
                    client_time: self.now.into(),
                    reporter: reporter.clone(),
                    events,
                }));
                let is_refused = contact.refused == Some(ReportEventBatch::OPERATION.name);
                match (told, batch.as_slice()) {
                    (Ok(true), _) => has_told = true,
                    (Err(_), [(key, _)]) if is_refused && refused.len() < MOST_REFUSED => {
                        refused.push(key.clone());
                        most = BATCH;
                        continue;
                    }
                    // One of them keeps the others.
                    (Err(_), [_, _, ..]) if is_refused => {
                        most = batch.len() / 2;
                        continue;
                    }
                    _ => return self.pause(),
                }
            }
            forget(self.memory.notes, batch.into_iter().map(|(key, _)| key))?;
        }
        if !refused.is_empty() {
            if !has_told {
                // It is the server that is wrong, or nobody knows.
                return self.pause();
            }
            forget(self.memory.notes, refused)?;
        }
        if self.state.failures > 0 {
            self.state.failures = 0;
            self.state.not_before = None;
            self.keep()?;
        }
        Ok(())
    }

    fn events_of(&self, batch: &[(String, Option<Waiting>)], contact: &Contact<'_>) -> Vec<Event> {
        let allowed = contact
            .session
            .config()
            .and_then(|config| config.allowed_event_ids.clone());
        let is_allowed = |id: i16| {
            // An empty list is one that nobody has written.
            allowed
                .as_ref()
                .is_none_or(|ids| ids.is_empty() || ids.contains(&i32::from(id)))
        };
        let events = batch.iter().filter_map(|(_, waiting)| waiting.as_ref());
        let events = events.filter(|waiting| waiting.server == self.server && is_allowed(waiting.id));
        events.filter_map(Waiting::event).collect()
    }

    fn pause(&mut self) -> Result<(), Error> {
        let minutes = 1_i64 << self.state.failures.min(12);
        let seconds = (minutes * 60).min(LONGEST / 2);
        let pause = SignedDuration::from_secs(seconds + i64::from(random_guid().data2) * seconds / 0x1_0000);
        self.state.failures = self.state.failures.saturating_add(1);
        self.state.not_before = self.now.checked_add(pause).ok();
        self.keep()
    }
}

/// How it ended.
fn ending(deed: &Deed, revision: Option<&Arc<Revision>>) -> Option<What> {
    use OperationResultCode::{Aborted, Failed, InProgress, NotStarted, Succeeded, SucceededWithErrors};
    Some(match (deed.kind, deed.code) {
        (_, InProgress | NotStarted) => return None,
        (JobKind::Download, Succeeded | SucceededWithErrors) => What::DownloadSucceeded {
            bytes: revision.map_or(0, size),
        },
        (JobKind::Download, Aborted) => What::DownloadCanceled,
        (JobKind::Download, Failed) => What::DownloadFailed,
        (JobKind::Install, Succeeded) if deed.reboot_required => What::InstallSucceededRebootRequired,
        (JobKind::Install, Succeeded) => What::InstallSucceeded,
        (JobKind::Install, Aborted) => What::InstallCanceled,
        (JobKind::Install, Failed | SucceededWithErrors) => What::InstallFailed,
        (JobKind::Uninstall, Succeeded) if deed.reboot_required => What::UninstallSucceededRebootRequired,
        (JobKind::Uninstall, Succeeded) => What::UninstallSucceeded,
        (JobKind::Uninstall, Aborted) => What::UninstallCanceled,
        (JobKind::Uninstall, Failed | SucceededWithErrors) => What::UninstallFailed,
    })
}

/// The files that were fetched.
fn size(revision: &Arc<Revision>) -> u64 {
    let parts = revision.with_bundled();
    let contents = parts.iter().flat_map(|part| part.wanted_contents());
    contents.fold(0_u64, |size, content| size.saturating_add(content.size))
}

/// How many updates were needed when that was last looked at.
pub(super) fn needed(notes: &dyn Notes) -> Result<usize, Error> {
    let note = notes.read(STATE)?;
    let state: State = note
        .and_then(|note| serde_json::from_slice(&note).ok())
        .unwrap_or_default();
    Ok(state.said.map_or(0, |said| said.needed.len()))
}

fn key(number: u64) -> String {
    format!("{EVENT}{number:012}")
}

fn forget(notes: &dyn Notes, keys: impl IntoIterator<Item = String>) -> Result<(), Error> {
    let changes: Vec<Change> = keys.into_iter().map(|key| (key, None)).collect();
    write(notes, &changes)
}

/// The first that wait, without those that were set aside.
fn batch(notes: &dyn Notes, aside: &[String], most: usize) -> Result<Vec<(String, Option<Waiting>)>, Error> {
    let mut found = Vec::new();
    notes.each(EVENT, &mut |key, value| {
        if found.len() < most && !aside.iter().any(|other| other == key) {
            // One that nobody can read any more is taken away with the others.
            found.push((key.to_owned(), serde_json::from_slice(value).ok()));
        }
        Ok(())
    })?;
    Ok(found)
}

impl Waiting {
    fn event(&self) -> Option<Event> {
        let what = self.what()?;
        Some(Event {
            what,
            time: self.time.into(),
            instance_id: self.instance,
            update: self.update.map(|identity| UpdateIdentity {
                update_id: identity.id,
                revision_number: identity.revision,
            }),
            title: self.title.clone(),
            result: HResult::from_i32(self.result),
            application: if self.application.is_empty() {
                "wua".to_owned()
            } else {
                self.application.clone()
            },
            device_id: self.device.clone(),
            is_bundle: self.is_bundle,
        })
    }

    fn what(&self) -> Option<What> {
        Some(match self.id {
            147 => What::ScanSucceeded {
                found: usize::try_from(self.number).unwrap_or_default(),
            },
            148 => What::ScanFailed,
            156 => {
                let inventory = self.inventory.clone()?;
                What::Status(Inventory {
                    needed: inventory.needed,
                    installed: inventory.installed,
                    pending_reboot: inventory.restarting,
                    failed: inventory.failed,
                    downloaded: inventory.downloaded,
                })
            }
            162 => What::DownloadSucceeded { bytes: self.number },
            id => {
                let plain = [
                    What::DownloadFailed,
                    What::DownloadCanceled,
                    What::DownloadStarted,
                    What::InstallStarted,
                    What::InstallFailed,
                    What::InstallSucceeded,
                    What::InstallSucceededRebootRequired,
                    What::InstallCanceled,
                    What::RebootPending,
                    What::RebootCompleted,
                    What::UninstallFailed,
                    What::UninstallSucceeded,
                    What::UninstallCanceled,
                    What::UninstallSucceededRebootRequired,
                ];
                return plain.into_iter().find(|what| what.id() == id);
            }
        })
    }
}
