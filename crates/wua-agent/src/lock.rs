//! One installation at a time on a state folder, across processes; whether the process of a job still lives; and whose
//! turn it is to change the notes of a service.
//!
//! All of them are advisory locks of the operating system on files: they are gone the moment their process is, however it
//! dies, so that nothing has to be cleaned up and no process number is ever trusted.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use wua_com::{Error, Guid, code};

use crate::error::file_error;
use crate::folder::create_private_folder;
use crate::ports::Abort;

/// `<state>/operation.lock`, and beside it `operation.holder`, which says who holds it.
pub(crate) struct OperationLock {
    path: PathBuf,
    holder: PathBuf,
}

/// The lock, until it is dropped.
pub(crate) struct OperationGuard {
    file: File,
    holder: PathBuf,
}

impl OperationLock {
    pub(crate) fn new(state: &Path) -> Self {
        Self {
            path: state.join("operation.lock"),
            holder: state.join("operation.holder"),
        }
    }

    /// Takes the lock, or says who has it.
    pub(crate) fn try_acquire(&self, doing: &str) -> Result<OperationGuard, Error> {
        // Somebody who only asks whether it is held holds it for a moment himself.
        for _ in 0..3 {
            if let Some(guard) = self.attempt(doing)? {
                return Ok(guard);
            }
            thread::sleep(Duration::from_millis(3));
        }
        Err(self.busy())
    }

    /// Waits for the lock, `wait` long at most, unless somebody asks to stop.
    pub(crate) fn acquire_within(
        &self,
        doing: &str,
        wait: Duration,
        abort: &Abort,
    ) -> Result<OperationGuard, Error> {
        let began = Instant::now();
        loop {
            abort.check()?;
            if let Some(guard) = self.attempt(doing)? {
                return Ok(guard);
            }
            if began.elapsed() >= wait {
                return Err(self.busy());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn attempt(&self, doing: &str) -> Result<Option<OperationGuard>, Error> {
        let Some(file) = try_exclusive(&self.path)? else {
            return Ok(None);
        };
        let guard = OperationGuard {
            file,
            holder: self.holder.clone(),
        };
        guard.describe(doing);
        Ok(Some(guard))
    }

    /// Whether somebody has it.
    pub(crate) fn is_held(&self) -> bool {
        let Ok(file) = open(&self.path) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }

    fn busy(&self) -> Error {
        let holder = fs::read_to_string(&self.holder).unwrap_or_default();
        let holder = match holder.trim() {
            "" => "another process",
            known => known,
        };
        Error::new(
            code::WU_E_OPERATIONINPROGRESS,
            format!(
                "operation in progress: {holder} is installing or removing updates; wait until it has ended"
            ),
        )
    }
}

impl OperationGuard {
    /// Tells others what is being done. It only serves their messages: that it cannot be written stops nobody.
    pub(crate) fn describe(&self, doing: &str) {
        let program = std::env::current_exe().ok();
        let program = program.as_deref().and_then(Path::file_name).map_or_else(
            || "a program".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let text = format!("{program} (process {}, {doing})\n", std::process::id());
        let _ = fs::write(&self.holder, text);
    }
}

impl Drop for OperationGuard {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.holder);
        let _ = self.file.unlock();
    }
}

/// Says that the process of a job lives: `<state>/jobs/<id>.lock`.
pub(crate) struct JobLock {
    file: File,
    path: PathBuf,
}

impl JobLock {
    /// For a job that is only just being written down.
    pub(crate) fn claim(state: &Path, job: i64) -> Result<Self, Error> {
        Self::try_acquire(state, job)?.ok_or_else(|| {
            Error::new(
                code::WU_E_OPERATIONINPROGRESS,
                format!("another process works on job {job} already; try again"),
            )
        })
    }

    /// `None` while another one has it.
    pub(crate) fn try_acquire(state: &Path, job: i64) -> Result<Option<Self>, Error> {
        let folder = state.join("jobs");
        create_private_folder(&folder)?;
        let path = folder.join(format!("{job}.lock"));
        // A process that dies while it starts a program leaves a copy of itself, which holds the lock until it has become
        // that program.
        for _ in 0..5 {
            if let Some(file) = try_exclusive(&path)? {
                return Ok(Some(Self { file, path }));
            }
            thread::sleep(Duration::from_millis(2));
        }
        Ok(None)
    }

    /// The job is over, and nobody will ask again.
    pub(crate) fn retire(self) {
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The right to change the notes of a service, until it is dropped: `<state>/services/<id>.lock`.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "the system lets go of the lock with the file")] Option<File>);

impl Turn {
    /// Where nobody else can see the notes.
    pub(crate) const UNSHARED: Self = Self(None);

    /// Waits until nobody else has it, unless somebody asks to stop.
    pub(crate) fn wait(state: &Path, service: Guid, abort: &Abort) -> Result<Self, Error> {
        let folder = state.join("services");
        create_private_folder(&folder)?;
        let path = folder.join(format!("{service}.lock"));
        loop {
            abort.check()?;
            if let Some(file) = try_exclusive(&path)? {
                return Ok(Self(Some(file)));
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn try_exclusive(path: &Path) -> Result<Option<File>, Error> {
    let file = open(path).map_err(|error| file_error("open", path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(file_error("lock", path, &error)),
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}
