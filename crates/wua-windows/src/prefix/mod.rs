//! A Wine prefix, read from outside: no program of Wine runs.
//!
//! Wine's server writes the registry when the last program ends, and now and then before. What a program changed a moment
//! ago may not be seen yet: wait for the server (`wineserver -w`), or see [`Prefix::is_running`].

mod registry_lines;
mod registry_text;

use std::cell::OnceCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use wua_com::{Error, code};
use wua_rules::applicability::{Facts, RegistryKey};

use crate::drives::Drives;
use crate::names::begins_with;
use crate::source::Source;
use crate::view::{FilePath, FoundFile, Look, Machine, RawValue, View, sorted, text};
pub use registry_text::{Architecture, Damaged, KeyId, NoRegistry, RegistryText};

/// The folder of a Wine prefix.
#[derive(Clone, Debug)]
pub struct Prefix {
    root: PathBuf,
}

/// A registry with more bytes is not read.
const LONGEST: u64 = 512 << 20;

impl Prefix {
    /// The prefix in this folder.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Whether a folder is a Wine prefix: it has a registry and a drive.
    pub fn is_there(root: &Path) -> bool {
        root.join("system.reg").is_file()
            && (root.join("drive_c").is_dir() || root.join("dosdevices").is_dir())
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether programs may run in it now, so that its registry may not be written yet.
    #[cfg(unix)]
    pub fn is_running(&self) -> bool {
        self.holder().is_some()
    }

    /// Wine's server, if it runs, and if it can be named from here: those of other containers cannot.
    #[cfg(unix)]
    pub(crate) fn server(&self) -> Option<rustix::process::Pid> {
        self.holder()?.pid
    }

    /// Wine's server holds a lock as long as it runs; the folder of the lock is named after the numbers of the prefix's own
    /// folder.
    #[cfg(unix)]
    fn holder(&self) -> Option<rustix::process::Flock> {
        use std::os::unix::fs::MetadataExt;

        use rustix::fs::{Mode, OFlags};
        use rustix::process::{Flock, FlockType, fcntl_getlk, getuid};

        let folder = fs::metadata(&self.root).ok()?;
        let (device, inode) = (folder.dev(), folder.ino());
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let own = format!(".wine-{}", getuid().as_raw());
        let folders = [Some(own), self.server_folder()];
        folders.into_iter().flatten().find_map(|folder| {
            let lock = format!("/tmp/{folder}/server-{device:x}-{inode:x}/lock");
            let lock = rustix::fs::open(lock, flags, Mode::empty()).ok()?;
            fcntl_getlk(lock, &Flock::from(FlockType::WriteLock)).ok()?
        })
    }

    /// OBSERVED: Debian's Wine draws a name below `/tmp`, and leaves it in the prefix.
    #[cfg(unix)]
    fn server_folder(&self) -> Option<String> {
        let mut name = String::new();
        let file = open_plainly(&self.root.join("wineserver")).ok()?;
        file.take(64).read_to_string(&mut name).ok()?;
        let drawn = name.strip_prefix("wine-")?;
        drawn
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric())
            .then_some(name)
    }

    fn error(&self, reason: &str) -> Error {
        Error::new(
            code::WU_E_INVALID_FILE,
            format!(
                "{} is no Wine prefix that can be read: {reason}",
                self.root.display()
            ),
        )
    }
}

impl Source for Prefix {
    fn open(&self) -> Result<Box<dyn Facts + '_>, Error> {
        let registry = registry(&self.root, "system.reg").map_err(|reason| self.error(&reason))?;
        let drives = drives(&self.root).map_err(|error| self.error(&error.to_string()))?;
        Ok(Box::new(View::new(Seen {
            root: &self.root,
            registry,
            account: OnceCell::new(),
            drives,
        })))
    }

    fn name(&self) -> String {
        format!("the Wine prefix {}", self.root.display())
    }
}

/// A file of the registry.
fn registry(root: &Path, name: &str) -> Look<RegistryText> {
    let fault = |error: io::Error| format!("{name}: {error}");
    // Not blocking: a pipe would wait for somebody who writes.
    let file = open_plainly(&root.join(name)).map_err(fault)?;
    let metadata = file.metadata().map_err(fault)?;
    if !metadata.is_file() {
        return Err(format!("{name} is no file"));
    }
    let mut text = Vec::with_capacity(usize::try_from(metadata.len().min(LONGEST)).unwrap_or_default());
    let length = file.take(LONGEST + 1).read_to_end(&mut text).map_err(fault)?;
    if u64::try_from(length).is_ok_and(|length| length > LONGEST) {
        return Err(format!("{name} has more than {} MiB", LONGEST >> 20));
    }
    RegistryText::read(text).map_err(|error| format!("{name}: {error}"))
}

#[cfg(unix)]
fn open_plainly(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};

    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_plainly(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// The drives that `dosdevices` names, or `drive_c` alone.
fn drives(root: &Path) -> io::Result<Drives> {
    let mut drives = Drives::below(root)?;
    match fs::read_dir(root.join("dosdevices")) {
        Ok(entries) => {
            for entry in entries {
                let name = entry?.file_name();
                let mut letters = name.to_str().unwrap_or_default().chars();
                // `c::` is the device below the drive.
                if let (Some(letter @ 'a'..='z'), Some(':'), None) =
                    (letters.next(), letters.next(), letters.next())
                {
                    drives.add(letter, &Path::new("dosdevices").join(&name));
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => drives.add('c', Path::new("drive_c")),
        Err(error) => return Err(error),
    }
    Ok(drives)
}

/// A prefix, looked at once.
struct Seen<'a> {
    root: &'a Path,
    registry: RegistryText,
    /// `user.reg`, when somebody asks for what it holds.
    account: OnceCell<Look<RegistryText>>,
    drives: Drives,
}

/// Keys that are made when Wine starts, and are never written.
const VOLATILE: [&str; 1] = ["Hardware"];

impl Seen<'_> {
    fn find(&self, key: &RegistryKey) -> Look<Option<KeyId>> {
        let found = self.registry.find(&key.subkey, key.view32);
        if found.is_some() {
            return Ok(found);
        }
        let is_below = |volatile: &&str| {
            begins_with(&key.subkey, volatile)
                && matches!(
                    key.subkey.get(volatile.len()..).map(str::as_bytes),
                    Some([] | [b'\\', ..])
                )
        };
        if VOLATILE.iter().any(is_below) {
            return Err(format!("HKLM\\{} is there only while Wine runs", key.subkey));
        }
        match self.registry.damage() {
            Some(line) => Err(format!(
                "system.reg is damaged at line {line}: what is missing may have been there"
            )),
            None => Ok(None),
        }
    }

    fn account(&self) -> Look<&RegistryText> {
        let account = self.account.get_or_init(|| registry(self.root, "user.reg"));
        account.as_ref().map_err(Clone::clone)
    }
}

fn damaged(at: &Damaged) -> String {
    format!("system.reg is damaged at line {}", at.line)
}

impl Machine for Seen<'_> {
    fn has_key(&self, key: &RegistryKey) -> Look<bool> {
        self.find(key).map(|key| key.is_some())
    }

    fn subkeys(&self, key: &RegistryKey) -> Look<Option<Vec<String>>> {
        let found = self.find(key)?;
        Ok(found.map(|key| sorted(self.registry.subkeys(key).map(str::to_owned).collect())))
    }

    fn value(&self, key: &RegistryKey, name: &str) -> Look<Option<RawValue>> {
        match self.find(key)? {
            Some(key) => self.registry.value(key, name).map_err(|at| damaged(&at)),
            None => Ok(None),
        }
    }

    fn file(&self, path: &FilePath) -> Look<Option<FoundFile>> {
        self.drives.file(path)
    }

    fn account_folder(&self, name: &str) -> Look<Option<String>> {
        let account = self.account()?;
        let folders = account.find(
            "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Shell Folders",
            false,
        );
        let folder = folders.map(|key| account.value(key, name)).transpose();
        let folder = folder
            .map_err(|at| format!("user.reg is damaged at line {}", at.line))?
            .flatten();
        Ok(folder.filter(RawValue::is_text).map(|folder| folder.text()))
    }

    fn account_profile(&self) -> Look<Option<String>> {
        let account = self.account()?.root().rsplit('\\').next().unwrap_or_default();
        let profiles = "Software\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList";
        text(self, &format!("{profiles}\\{account}"), "ProfileImagePath")
    }

    fn is_64_bit(&self) -> Look<bool> {
        match self.registry.architecture() {
            Some(architecture) => Ok(architecture == Architecture::Win64),
            None => Err("system.reg does not say whether the prefix has 32 or 64 bits".to_owned()),
        }
    }

    fn what(&self) -> &'static str {
        "a Wine prefix that is read from outside"
    }
}
