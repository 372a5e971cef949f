//! Folders for one run of an installer, and what becomes of those whose agent died.
//!
//! Beside each lies a file that the agent has locked: the system drops the lock with the process, however that ends. A
//! folder that nobody has locked goes with the next run, once no installer that was left behind is at work.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use wua_agent::ports::{create_private_folder, file_error};
use wua_com::Error;

use super::unique;

/// A new folder that nobody else uses. It goes with this value.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Locked, where it could be.
    lock: File,
}

/// What the names of the folders begin with.
const NAME: &str = "wua";
/// The file that is locked.
const LOCK: &str = "lock";
/// The file that says which process works in the folder, where that has to be known.
pub(super) const PROCESS: &str = "process";

impl Folder {
    /// Makes one in `parent`. Those that were left there go, unless `is_any_at_work`.
    pub(super) fn new(parent: &Path, is_any_at_work: impl Fn() -> bool) -> Result<Self, Error> {
        create_private_folder(parent)?;
        sweep(parent, is_any_at_work);
        loop {
            let path = parent.join(unique(NAME));
            let Some(lock) = claim(&path.with_extension(LOCK))? else {
                continue;
            };
            create_private_folder(&path)?;
            return Ok(Self { path, lock });
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What an installer has left running may hold a file: then a later run removes it.
        let _ = self.lock.unlock();
        remove(&self.path);
    }
}

/// Locks a new file. None when somebody who removes what was left took it for such.
fn claim(path: &Path) -> Result<Option<File>, Error> {
    let failed = |error: io::Error| file_error("create", path, &error);
    let file = File::options().write(true).create_new(true).open(path);
    let file = file.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(path.exists().then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn sweep(parent: &Path, is_any_at_work: impl Fn() -> bool) {
    let left: Vec<(PathBuf, File)> = beside(parent, LOCK).filter_map(|lock| unlocked(&lock)).collect();
    if left.is_empty() || is_any_at_work() {
        return;
    }
    for (folder, lock) in left {
        let _ = lock.unlock();
        remove(&folder);
    }
}

/// The folder of a lock that nobody holds, and the lock, which is held now.
fn unlocked(lock: &Path) -> Option<(PathBuf, File)> {
    let file = File::options().write(true).open(lock).ok()?;
    file.try_lock().ok()?;
    Some((lock.with_extension(""), file))
}

/// The lock goes last: as long as it is there, the rest is found again.
fn remove(folder: &Path) {
    let is_gone = match fs::remove_dir_all(folder) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if is_gone {
        let _ = fs::remove_file(folder.with_extension(PROCESS));
        let _ = fs::remove_file(folder.with_extension(LOCK));
    }
}

/// The files that lie beside folders of runs, and end so.
pub(super) fn beside(parent: &Path, extension: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten();
    entries.filter_map(move |entry| {
        let entry = entry.ok()?;
        let name = entry.file_name();
        let digits = name.to_str()?.strip_prefix(NAME)?.strip_prefix('-')?;
        let digits = digits.strip_suffix(extension)?.strip_suffix('.')?;
        let is_ours = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_ours && entry.file_type().ok()?.is_file()).then(|| entry.path())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the names in a folder end with.
    fn endings(parent: &Path) -> Vec<String> {
        let ending = |name: &str| name.split_once('.').map_or("", |(_, ending)| ending).to_owned();
        let entries = fs::read_dir(parent).unwrap();
        let mut found: Vec<String> = entries
            .map(|entry| ending(&entry.unwrap().file_name().to_string_lossy()))
            .collect();
        found.sort();
        found
    }

    /// As it is when the process died: the lock is gone, all else is there.
    fn left_in(parent: &Path) -> PathBuf {
        let folder = Folder::new(parent, || false).unwrap();
        fs::write(folder.path().join("setup.exe"), "program").unwrap();
        folder.lock.unlock().unwrap();
        let path = folder.path().to_owned();
        std::mem::forget(folder);
        path
    }

    #[test]
    fn it_goes_with_its_value() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::new(parent.path(), || false).unwrap();
        fs::write(folder.path().join("setup.exe"), "program").unwrap();
        fs::write(folder.path().with_extension(PROCESS), "1 2").unwrap();
        assert_eq!(endings(parent.path()), ["", "lock", "process"]);
        drop(folder);
        assert_eq!(endings(parent.path()), [""; 0]);
    }

    #[test]
    fn what_a_dead_agent_left_goes_with_the_next_run() {
        let parent = tempfile::tempdir().unwrap();
        let left = left_in(parent.path());
        let next = Folder::new(parent.path(), || false).unwrap();
        assert!(!left.exists() && next.path().exists());
        assert_eq!(endings(parent.path()), ["", "lock"]);
    }

    #[test]
    fn what_is_in_use_stays() {
        let parent = tempfile::tempdir().unwrap();
        let first = Folder::new(parent.path(), || false).unwrap();
        let second = Folder::new(parent.path(), || false).unwrap();
        assert!(first.path().exists(), "its agent lives");
        drop((first, second));
        let left = left_in(parent.path());
        let _next = Folder::new(parent.path(), || true).unwrap();
        assert!(left.exists(), "an installer may work in it");
    }

    #[test]
    fn what_others_called_alike_stays() {
        let parent = tempfile::tempdir().unwrap();
        for name in [
            "wua-1.lock",
            "wua-0123456789abcdeg.lock",
            "setup-0123456789abcdef.lock",
        ] {
            fs::write(parent.path().join(name), "").unwrap();
            fs::create_dir(parent.path().join(name).with_extension("")).unwrap();
        }
        fs::create_dir(parent.path().join("wua-0123456789abcdef.lock")).unwrap();
        drop(Folder::new(parent.path(), || false).unwrap());
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 7);
    }
}
