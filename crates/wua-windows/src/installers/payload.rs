//! The files of an update where its installer runs: copies that were checked after they had been made.
//!
//! On Windows they are held open besides, so that nobody else can write to them while the installer runs. What remains:
//! on other systems, programs of the same user can change them between the check and the run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use wua_agent::Revision;
use wua_agent::ports::{Abort, file_error, unpack_cabinet, verify_file};
use wua_com::{Error, code};

use super::folder::Folder;
use super::runner::Runner;

/// The files of an update, in a folder of their own that goes with this value.
pub(super) struct Payload {
    /// Nobody writes to what these are of, where the system knows such a thing. They are closed before the folder goes.
    held: Vec<File>,
    folder: Folder,
}

impl Payload {
    /// Copies all files of an update, which lie in `files`.
    pub(super) fn copy(
        runner: &dyn Runner,
        revision: &Revision,
        files: &Path,
        abort: &Abort,
    ) -> Result<Self, Error> {
        let mut payload = Self::empty(runner)?;
        for content in revision.wanted_contents() {
            abort.check()?;
            let from = files.join(&content.file_name);
            let to = payload.folder().join(&content.file_name);
            fs::copy(&from, &to).map_err(|error| file_error("copy", &from, &error))?;
            payload.hold(&to)?;
            verify_file(&to, content)?;
        }
        Ok(payload)
    }

    /// A folder without files.
    pub(super) fn empty(runner: &dyn Runner) -> Result<Self, Error> {
        Ok(Self {
            folder: runner.new_folder()?,
            held: Vec::new(),
        })
    }

    /// Where the installer works.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of that name below the folder, whatever the case; also from within cabinets, which are unpacked when it
    /// is nowhere else.
    pub(super) fn find(&mut self, name: &str) -> Result<PathBuf, Error> {
        let parts = parts_of(name)?;
        if let Some(found) = self.at(&parts) {
            return Ok(found);
        }
        self.unpack()?;
        self.at(&parts).ok_or_else(|| {
            Error::new(
                code::WU_E_UH_INCONSISTENT_FILE_NAMES,
                format!("there is no {name:?} among its files; report it to the publisher of the update"),
            )
        })
    }

    /// All files whose names end so, in the folder itself and from within cabinets, in the order of their names.
    pub(super) fn all_with_extension(&mut self, extension: &str) -> Result<Vec<PathBuf>, Error> {
        let mut found = self.with_extension(extension);
        if found.is_empty() {
            self.unpack()?;
            found = self.with_extension(extension);
        }
        if found.is_empty() {
            return Err(Error::new(
                code::WU_E_UH_INCONSISTENT_FILE_NAMES,
                format!("none of its files is a .{extension}; report it to the publisher of the update"),
            ));
        }
        Ok(found)
    }

    fn with_extension(&self, extension: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder()).into_iter().flatten();
        let mut found: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| has_extension(path, extension) && path.is_file())
            .collect();
        found.sort();
        found
    }

    fn unpack(&mut self) -> Result<(), Error> {
        for cabinet in self.with_extension("cab") {
            unpack_cabinet(&cabinet, self.folder())?;
        }
        Ok(())
    }

    /// INVARIANT: what is found lies below the folder, also after links have been followed.
    fn at(&self, parts: &[&str]) -> Option<PathBuf> {
        let mut path = self.folder().to_owned();
        for part in parts {
            path = member(&path, part)?;
        }
        let root = self.folder().canonicalize().ok()?;
        let real = path.canonicalize().ok()?;
        (real.starts_with(&root) && real.is_file()).then_some(path)
    }

    #[cfg(windows)]
    fn hold(&mut self, path: &Path) -> Result<(), Error> {
        use std::os::windows::fs::OpenOptionsExt as _;
        const FILE_SHARE_READ: u32 = 1;
        let file = File::options().read(true).share_mode(FILE_SHARE_READ).open(path);
        self.held
            .push(file.map_err(|error| file_error("open", path, &error))?);
        Ok(())
    }

    /// A file that others cannot write to is one that they cannot open for it: there is no other way on Unix.
    #[cfg(unix)]
    fn hold(&mut self, path: &Path) -> Result<(), Error> {
        use std::os::unix::fs::PermissionsExt as _;
        let protect = || {
            // Wine takes it for a program only if it may be run.
            fs::set_permissions(path, fs::Permissions::from_mode(0o500))?;
            File::open(path)
        };
        self.held
            .push(protect().map_err(|error| file_error("protect", path, &error))?);
        Ok(())
    }
}

/// The parts of a name from outside. Nothing may name a drive, the root, or the folder above, and nothing may end the
/// quotes that names are put in.
pub(super) fn parts_of(name: &str) -> Result<Vec<&str>, Error> {
    let parts: Vec<&str> = name.split(['\\', '/']).collect();
    let is_plain = |part: &&str| {
        !part.is_empty()
            && !part.chars().all(|letter| letter == '.' || letter == ' ')
            && !part.contains(|letter: char| letter.is_control() || r#":"<>|?*"#.contains(letter))
    };
    if parts.iter().all(is_plain) {
        return Ok(parts);
    }
    Err(Error::new(
        code::WU_E_UH_INVALIDMETADATA,
        format!("{name:?} is no file below the folder of the update; report it to its publisher"),
    ))
}

pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Windows does not tell apart the cases of names.
fn member(folder: &Path, name: &str) -> Option<PathBuf> {
    let exact = folder.join(name);
    if exact.exists() {
        return Some(exact);
    }
    let wanted = name.to_lowercase();
    let is_it = |path: &PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().to_lowercase() == wanted)
    };
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused() {
        for name in ["setup.exe", r"x64\Setup File.exe", "a/b.msi", ".hidden"] {
            parts_of(name).unwrap();
        }
        for name in [
            "",
            "..",
            r"..\..\evil.exe",
            r"a\..\..\evil.exe",
            r"\evil.exe",
            r"C:\evil.exe",
            "C:evil.exe",
            r"\\server\share\evil.exe",
            r"a\. .\evil.exe",
            "evil\".exe",
            "a\nb",
        ] {
            let error = parts_of(name).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_UH_INVALIDMETADATA, "{name:?}");
        }
    }
}
