//! One file, from wherever it is into the cache.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use wua_com::{Error, code};

use crate::agent::Agent;
use crate::cache::{Cache, sync_folder, verify};
use crate::error::{DISK_FULL, file_error, guarded};
use crate::folder::create_private_folder;
use crate::ports::{Conditions, Service, step};
use crate::store::DownloadState;
use crate::update::{Content, Identity, Revision};

/// What a file is fetched for.
pub(super) struct Fetch<'a> {
    pub(super) agent: &'a Agent,
    pub(super) service: &'a dyn Service,
    pub(super) revision: &'a Revision,
    pub(super) conditions: Conditions<'a>,
    /// From the start, whatever was fetched before.
    pub(super) forced: bool,
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
        let identity = self.revision.identity;
        let folder = self.agent.cache().folder(identity);
        create_private_folder(&folder)?;
        let _lock = self.lock(&folder)?;
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
        fs::rename(&part, &file).map_err(|error| file_error("write", &file, &error))?;
        sync_folder(&folder);
        self.agent.checkpoint(step::DOWNLOAD_FILE_VERIFIED);
        self.record(content, size, DownloadState::Done)?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_DONE);
        Ok(())
    }

    /// Another process may have fetched it while this one waited.
    fn is_there_by_now(&self, identity: Identity, content: &Content) -> Result<bool, Error> {
        let rows = self.agent.store().downloads()?;
        Ok(self.agent.cache().has(identity, content, &rows))
    }

    fn record(&self, content: &Content, size: u64, state: DownloadState) -> Result<(), Error> {
        let identity = self.revision.identity;
        let path = Cache::relative(identity, content);
        self.agent
            .store()
            .record_file(identity, content, &path, size, state, self.agent.now())
    }

    /// The whole file under its provisional name, verified; its size. A part from before that turns out to be of
    /// something else is thrown away, and the file fetched once more.
    fn fetch(&self, content: &Content, part: &Path, told: &mut dyn FnMut(Event)) -> Result<u64, Error> {
        let from = usable(part, content)?;
        match self.fetch_from(content, part, from, told) {
            Err(error) if error.hresult() == DISK_FULL => {
                // The room is needed to write down what happened, and by what is smaller.
                remove(part)?;
                Err(error)
            }
            Err(error) if from > 0 && error.hresult() == code::WU_E_DM_INCORRECTFILEHASH => {
                self.fetch_from(content, part, 0, told)
            }
            result => result,
        }
    }

    fn fetch_from(
        &self,
        content: &Content,
        part: &Path,
        from: u64,
        told: &mut dyn FnMut(Event),
    ) -> Result<u64, Error> {
        if content.size == 0 || from < content.size {
            let mut progress = |bytes| told(Event::Bytes(bytes));
            guarded("the service", || {
                self.service.fetch(
                    self.revision,
                    content,
                    part,
                    from,
                    &mut progress,
                    &self.conditions,
                )
            })?;
        }
        self.conditions.abort.check()?;
        self.agent.checkpoint(step::DOWNLOAD_FILE_FETCHED);
        told(Event::Verifying);
        let file = File::options()
            .write(true)
            .open(part)
            .map_err(|error| file_error("read", part, &error))?;
        file.sync_all()
            .map_err(|error| file_error("write", part, &error))?;
        let length = file
            .metadata()
            .map_err(|error| file_error("read", part, &error))?
            .len();
        if length < content.size {
            return Err(Error::new(
                code::WU_E_DOWNLOAD_FAILED,
                format!(
                    "only {length} of {} bytes arrived; download again to fetch the rest",
                    content.size
                ),
            ));
        }
        told(Event::Bytes(length));
        verify(part, content).inspect_err(|error| {
            if error.hresult() == code::WU_E_DM_INCORRECTFILEHASH {
                // What is wrong must not be continued.
                let _ = fs::remove_file(part);
            }
        })
    }

    /// One process at a time fetches files of an update; another one waits.
    fn lock(&self, folder: &Path) -> Result<File, Error> {
        let path = folder.join(".lock");
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| file_error("open", &path, &error))?;
        loop {
            self.conditions.abort.check()?;
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(error)) => return Err(file_error("lock", &path, &error)),
            }
        }
    }
}

/// How many bytes of a part from before can be used.
fn usable(part: &Path, content: &Content) -> Result<u64, Error> {
    let length = match fs::metadata(part) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(file_error("read", part, &error)),
    };
    // Without a size nobody knows whether it was all, and more than all is something else.
    if content.size == 0 || length > content.size {
        remove(part)?;
        return Ok(0);
    }
    Ok(length)
}

fn remove(part: &Path) -> Result<(), Error> {
    match fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(file_error("remove", part, &error)),
        _ => Ok(()),
    }
}
