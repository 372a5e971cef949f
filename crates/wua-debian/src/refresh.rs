//! Renewing the lists of the archives. apt does it: it knows the keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use wua_agent::ports::{create_private_folder, file_error};
use wua_com::{Error, code};

use crate::apt::{Apt, complaint};

/// Where the lists are that are used.
#[derive(Clone, Debug)]
pub(crate) struct Lists {
    /// apt's own, below the root.
    pub(crate) system: PathBuf,
    /// Renewed by those who may not change apt's own.
    pub(crate) private: PathBuf,
}

/// How fresh a folder of lists is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// There is none.
    Missing,
    /// It was renewed so long ago.
    Known(Duration),
}

impl Age {
    pub(crate) fn is_within(self, limit: Duration) -> bool {
        matches!(self, Self::Known(age) if age <= limit)
    }
}

impl Lists {
    /// The folder to read: the fresher one.
    pub(crate) fn folder(&self) -> &Path {
        match (age(&self.private), age(&self.system)) {
            (Age::Known(private), Age::Known(system)) if private < system => &self.private,
            (Age::Known(_), Age::Missing) => &self.private,
            _ => &self.system,
        }
    }

    pub(crate) fn age(&self) -> Age {
        age(self.folder())
    }

    /// Renews the lists: apt's own as root, one's own otherwise.
    pub(crate) fn renew(&self, apt: &Apt, lock_timeout: Duration) -> Result<(), Error> {
        let before = times(self.folder());
        let renewed = self.update(apt, lock_timeout);
        if renewed.is_err() {
            // apt was at work, and has renewed nothing: the lists are as old as they were.
            restore(&before);
        }
        renewed
    }

    fn update(&self, apt: &Apt, lock_timeout: Duration) -> Result<(), Error> {
        let is_root = rustix::process::geteuid().is_root();
        let mut program = apt.question("apt-get")?;
        program.args(["update", "-q"]);
        program.args([
            "-o".to_owned(),
            format!("DPkg::Lock::Timeout={}", lock_timeout.as_secs()),
        ]);
        if !is_root {
            create_private_folder(&self.private.join("partial"))?;
            let folder = |name: &str, path: &Path| ["-o".to_owned(), format!("{name}={}/", path.display())];
            program.args(folder("Dir::State::lists", &self.private));
            program.args(folder("Dir::Cache", &self.private.join("cache")));
        }
        let output = program.output()?;
        if !output.status.success() {
            return Err(unreachable(apt, &complaint(&output.stderr)));
        }
        // apt says so on standard error and succeeds all the same.
        let warnings = String::from_utf8_lossy(&output.stderr);
        if let Some(failed) = warnings.lines().find(|line| {
            line.starts_with("W: Failed to fetch") || line.starts_with("W: Some index files failed")
        }) {
            return Err(unreachable(apt, failed.trim_start_matches("W: ")));
        }
        mark_renewed(if is_root { &self.system } else { &self.private })
    }
}

fn unreachable(apt: &Apt, words: &str) -> Error {
    Error::new(
        code::WU_E_PT_HTTP_STATUS_NOT_FOUND,
        format!(
            "the lists of the archives of {} could not be renewed: {words}",
            apt.described()
        ),
    )
}

/// apt gives lists the time at which their archive was made, and leaves those alone that are still right: only the
/// folder for what is on its way tells when it was at work.
fn mark_renewed(folder: &Path) -> Result<(), Error> {
    let partial = folder.join("partial");
    let touched = fs::File::open(&partial).and_then(|folder| folder.set_modified(SystemTime::now()));
    touched.map_err(|error| file_error("mark", &partial, &error))
}

fn age(folder: &Path) -> Age {
    let has_lists = fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                name.to_string_lossy().contains("_Packages")
            })
        })
    });
    if !has_lists {
        return Age::Missing;
    }
    let newest = times(folder).into_iter().map(|(_, time)| time).max();
    // A clock that was set back makes nothing older.
    let age = newest.and_then(|newest| SystemTime::now().duration_since(newest).ok());
    Age::Known(age.unwrap_or_default())
}

/// When apt was last at work in a folder of lists.
fn times(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    [folder.to_owned(), folder.join("partial")]
        .into_iter()
        .filter_map(|path| {
            let time = fs::metadata(&path).and_then(|file| file.modified()).ok()?;
            Some((path, time))
        })
        .collect()
}

fn restore(times: &[(PathBuf, SystemTime)]) {
    for (path, time) in times {
        // Who may not do that has not changed it either.
        let _ = fs::File::open(path).and_then(|folder| folder.set_modified(*time));
    }
}
