//! Who fetches files of an update: one job at a time, of any process.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

use wua_com::Error;

use crate::error::file_error;
use crate::ports::Abort;
use crate::sync::lock;
use crate::update::Identity;

/// The folders that one job holds. Its own threads share a lock; it ends with the last of them.
#[derive(Default)]
pub(super) struct FolderLocks(Mutex<HashMap<Identity, Weak<File>>>);

impl FolderLocks {
    /// Waits until no other job fetches files of the update.
    pub(super) fn acquire(
        &self,
        identity: Identity,
        folder: &Path,
        abort: &Abort,
    ) -> Result<Arc<File>, Error> {
        loop {
            abort.check()?;
            if let Some(file) = self.try_acquire(identity, folder)? {
                return Ok(file);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn try_acquire(&self, identity: Identity, folder: &Path) -> Result<Option<Arc<File>>, Error> {
        let mut held = lock(&self.0);
        if let Some(file) = held.get(&identity).and_then(Weak::upgrade) {
            return Ok(Some(file));
        }
        let file = lockable(folder).map_err(|error| file_error("open", folder, &error))?;
        match file.try_lock() {
            Ok(()) => {
                let file = Arc::new(file);
                held.insert(identity, Arc::downgrade(&file));
                Ok(Some(file))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(file_error("lock", folder, &error)),
        }
    }
}

/// The folder itself, where it can be locked.
#[cfg(unix)]
fn lockable(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

#[cfg(not(unix))]
fn lockable(folder: &Path) -> io::Result<File> {
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(".lock"))
}
