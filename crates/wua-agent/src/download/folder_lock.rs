//! Who fetches files of an update: one job at a time, of any process.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Error, code};

use crate::error::file_error;
use crate::folder::create_private_folder;
use crate::ports::Abort;
use crate::sync::lock;
use crate::update::Identity;

/// Between two attempts.
const GLANCE: Duration = Duration::from_millis(20);

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
            thread::sleep(GLANCE);
        }
    }

    fn try_acquire(&self, identity: Identity, folder: &Path) -> Result<Option<Arc<File>>, Error> {
        let mut held = lock(&self.0);
        if let Some(file) = held.get(&identity).and_then(Weak::upgrade) {
            return Ok(Some(file));
        }
        create_private_folder(folder)?;
        let Some(file) = try_lock_folder(folder)? else {
            return Ok(None);
        };
        let file = Arc::new(file);
        held.insert(identity, Arc::downgrade(&file));
        Ok(Some(file))
    }
}

/// The same for one folder, and for somebody who does not wait longer than so.
pub(super) fn lock_folder_within(folder: &Path, patience: Duration) -> Result<File, Error> {
    let began = Instant::now();
    loop {
        create_private_folder(folder)?;
        if let Some(file) = try_lock_folder(folder)? {
            return Ok(file);
        }
        if began.elapsed() >= patience {
            return Err(Error::new(
                code::WU_E_OPERATIONINPROGRESS,
                format!(
                    "files of it are being brought to {} right now: try again when that has ended",
                    folder.display()
                ),
            ));
        }
        thread::sleep(GLANCE);
    }
}

/// Keeps everybody else from changing a folder that is there, until what comes back is dropped; `None`: somebody does.
pub(crate) fn try_lock_folder(folder: &Path) -> Result<Option<File>, Error> {
    let file = lockable(folder).map_err(|error| file_error("open", folder, &error))?;
    match file.try_lock() {
        // Somebody may have removed it a moment ago.
        Ok(()) => Ok(is_still_there(&file, folder).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(file_error("lock", folder, &error)),
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (locked, there) = (file.metadata(), folder.metadata());
    matches!((locked, there), (Ok(locked), Ok(there)) if locked.ino() == there.ino() && locked.dev() == there.dev())
}

/// What is open is not removed.
#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_wait_longer_is_told_that_somebody_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock_folder_within(folder.path(), Duration::ZERO).unwrap();
        let error = lock_folder_within(folder.path(), Duration::from_millis(30)).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);
        drop(held);
        lock_folder_within(folder.path(), Duration::ZERO).unwrap();
    }
}
