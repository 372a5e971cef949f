//! One file, from wherever it is into the cache.

use std::fs::{self, File};
use std::path::Path;

use wua_com::{Error, code};
use wua_defs::enums::DownloadPriority;

use super::folder_lock::FolderLocks;
use super::incoming::Incoming;
use crate::agent::Agent;
use crate::cache::{Cache, Hashing, verify_with};
use crate::error::{DISK_FULL, file_error, guarded};
use crate::http::copy_file;
use crate::ports::{Conditions, Notes, Service, Wanted, step};
use crate::store::DownloadState;
use crate::update::{Content, Identity, Revision};

/// What a file is fetched for.
pub(super) struct Fetch<'a> {
    pub(super) agent: &'a Agent,
    pub(super) service: &'a dyn Service,
    /// What the service has written down.
    pub(super) notes: &'a dyn Notes,
    pub(super) revision: &'a Revision,
    pub(super) conditions: Conditions<'a>,
    pub(super) priority: DownloadPriority,
    /// From the start, whatever was fetched before.
    pub(super) forced: bool,
    /// A file that is the same, and there.
    pub(super) twin: Option<&'a Path>,
    pub(super) locks: &'a FolderLocks,
}

/// What is told while a file is fetched.
pub(super) enum Event {
    /// So many of its bytes are there.
    Bytes(u64),
    /// It is being verified.
    Verifying,
}

impl Fetch<'_> {
    /// Brings the file into the cache. It is written down before and after; a part that is there already is used.
    pub(super) fn file(&self, content: &Content, told: &mut dyn FnMut(Event)) -> Result<(), Error> {
        let abort = self.conditions.abort;
        self.agent.traffic().wait_for_turn(self.priority, abort)?;
        let identity = self.revision.identity;
        let folder = self.agent.cache().folder(identity);
        let _lock = self.locks.acquire(identity, &folder, self.conditions.abort)?;
        if !self.forced && self.is_there_by_now(identity, content)? {
            return Ok(());
        }
        self.record(content, content.size, DownloadState::Fetching)?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_STARTED);

        let part = self.agent.cache().part(identity, content);
        if self.forced {
            remove(&part)?;
        }
        let size = self.fetch(content, &part, told)?;
        let file = self.agent.cache().file(identity, content);
        give_name(&part, &file)?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_VERIFIED);
        guarded("the service", || {
            self.service.fetched(self.revision, content, &file)
        })?;
        self.record(content, size, DownloadState::Done)?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_DONE);
        Ok(())
    }

    /// Another process may have fetched it while this one waited.
    fn is_there_by_now(&self, identity: Identity, content: &Content) -> Result<bool, Error> {
        let rows = self.agent.store().downloads_of(identity)?;
        Ok(self.agent.cache().has(identity, content, &rows))
    }

    fn record(&self, content: &Content, size: u64, state: DownloadState) -> Result<(), Error> {
        let identity = self.revision.identity;
        let path = Cache::relative(identity, content);
        self.agent
            .store()
            .record_file(identity, content, &path, size, state, self.agent.now())
    }

    /// The whole file under its provisional name, verified; its size. One that turns out to be something else is thrown
    /// away and fetched once more, from the start.
    fn fetch(&self, content: &Content, part: &Path, told: &mut dyn FnMut(Event)) -> Result<u64, Error> {
        let (from, twin) = match self.twin {
            Some(twin) => (0, Some(twin)),
            None => (self.usable(part, content)?, None),
        };
        let fetched = match self.fetch_from(content, part, (from, twin), 0, told) {
            Err(Failure::Wrong(_)) => {
                remove(part)?;
                self.fetch_from(content, part, (0, None), 1, told)
            }
            fetched => fetched,
        };
        match fetched {
            Ok(size) => Ok(size),
            Err(Failure::Wrong(error)) => {
                // What is wrong must not be continued.
                remove(part)?;
                Err(error.context("fetched twice"))
            }
            Err(Failure::Other(error)) => {
                if error.hresult() == DISK_FULL {
                    // The room is needed to write down what happened, and by what is smaller.
                    remove(part)?;
                }
                Err(error)
            }
        }
    }

    /// How many bytes of a part from before can be used. More than all is something else.
    fn usable(&self, part: &Path, content: &Content) -> Result<u64, Error> {
        let length = self.agent.cache().fetched(self.revision.identity, content);
        if length == 0 || length > content.size {
            remove(part)?;
            return Ok(0);
        }
        Ok(length)
    }

    fn fetch_from(
        &self,
        content: &Content,
        part: &Path,
        (from, twin): (u64, Option<&Path>),
        disappointments: usize,
        told: &mut dyn FnMut(Event),
    ) -> Result<u64, Failure> {
        let mut hashing = Hashing::new(content);
        if content.size == 0 || from < content.size {
            let mut incoming = Incoming {
                size: content.size,
                part,
                hashing: &mut hashing,
                disappointments,
                told,
                last: None,
                traffic: self.agent.traffic(),
                abort: self.conditions.abort,
            };
            self.bring(content, part, (from, twin), &mut incoming)?;
        }
        self.conditions.abort.check()?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_FETCHED);
        told(Event::Verifying);
        let length = settle(part, content)?;
        if length < content.size {
            return Err(Failure::Wrong(Error::new(
                code::WU_E_DOWNLOAD_FAILED,
                format!(
                    "only {length} of {} bytes arrived; try again later, or search again",
                    content.size
                ),
            )));
        }
        told(Event::Bytes(length));
        Ok(verify_with(part, content, hashing)?)
    }

    /// From the service, or from a file of this download that is the same.
    fn bring(
        &self,
        content: &Content,
        part: &Path,
        (from, twin): (u64, Option<&Path>),
        incoming: &mut Incoming<'_, '_>,
    ) -> Result<(), Error> {
        // One that is gone by now is fetched.
        if let Some(twin) = twin {
            remove(part)?;
            // INVARIANT: a part that is a link is whole, so that nobody ever writes into the file of another update.
            let is_there = fs::hard_link(twin, part).is_ok()
                || copy_file(twin, part, incoming, self.conditions.abort).is_ok();
            if is_there {
                return Ok(());
            }
            remove(part)?;
        }
        guarded("the service", || {
            let wanted = Wanted {
                update: self.revision,
                content,
                destination: part,
                from,
                notes: self.notes,
            };
            self.service.fetch(&wanted, incoming, &self.conditions)
        })
    }
}

/// Why a file is not there.
enum Failure {
    /// What arrived is not what was described.
    Wrong(Error),
    Other(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        if error.hresult() == code::WU_E_DM_INCORRECTFILEHASH {
            Self::Wrong(error)
        } else {
            Self::Other(error)
        }
    }
}

/// How much has arrived. What a loss of power spoils is found by its hash before it is used, and fetched again; what
/// has none is made to last now.
pub(super) fn settle(part: &Path, content: &Content) -> Result<u64, Error> {
    let file = File::options()
        .write(true)
        .open(part)
        .map_err(|error| file_error("read", part, &error))?;
    if content.hash().is_empty() {
        file.sync_all()
            .map_err(|error| file_error("write", part, &error))?;
    }
    let found = file
        .metadata()
        .map_err(|error| file_error("read", part, &error))?;
    Ok(found.len())
}

/// A file that was verified gets its name.
pub(super) fn give_name(part: &Path, file: &Path) -> Result<(), Error> {
    fs::rename(part, file).map_err(|error| file_error("write", file, &error))?;
    // Two names of one file, renamed one to the other, stay two.
    remove(part)
}

pub(super) fn remove(part: &Path) -> Result<(), Error> {
    match fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(file_error("remove", part, &error)),
        _ => Ok(()),
    }
}
