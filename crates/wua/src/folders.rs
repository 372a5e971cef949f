//! Where an agent keeps what it has to remember.

use std::path::{Path, PathBuf};

use wua_com::{Error, code};

/// The folders of an agent. They are made when they are first needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The store: what is known of updates, what was done, what is going on. Losing it loses the history.
    pub store: PathBuf,
    /// Downloaded files. Losing them costs another download.
    pub cache: PathBuf,
    /// `wua.toml` and `wua.d`, which only administrators write.
    pub configuration: PathBuf,
    /// `remote-users.toml`: who may sign in from other computers. Its owner's, and nobody else's.
    pub accounts: PathBuf,
}

impl Folders {
    /// Everything below one folder: a trial, a test, an agent that is carried around.
    pub fn below(folder: &Path) -> Self {
        Self {
            store: folder.join("store"),
            cache: folder.join("cache"),
            configuration: folder.to_owned(),
            accounts: folder.to_owned(),
        }
    }

    /// Where the system wants them: `/var/lib/wua` and `/var/cache/wua` for the superuser, the XDG folders of anybody
    /// else, `%ProgramData%\wua` on Windows.
    pub fn of_the_system() -> Result<Self, Error> {
        system_folders()
    }

    /// Beside these, for another computer than this one.
    pub(crate) fn join(&self, name: &str) -> Self {
        Self {
            store: self.store.join(name),
            cache: self.cache.join(name),
            configuration: self.configuration.clone(),
            accounts: self.accounts.clone(),
        }
    }
}

#[cfg(unix)]
fn system_folders() -> Result<Folders, Error> {
    if rustix::process::geteuid().is_root() {
        return Ok(Folders {
            store: PathBuf::from("/var/lib/wua"),
            cache: PathBuf::from("/var/cache/wua"),
            configuration: PathBuf::from("/etc/wua"),
            accounts: PathBuf::from("/etc/wua"),
        });
    }
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    Ok(Folders {
        store: xdg(variable("XDG_STATE_HOME"), variable("HOME"), ".local/state")?,
        cache: xdg(variable("XDG_CACHE_HOME"), variable("HOME"), ".cache")?,
        configuration: PathBuf::from("/etc/wua"),
        accounts: xdg(variable("XDG_CONFIG_HOME"), variable("HOME"), ".config")?,
    })
}

/// [XDG Base Directory] a relative path is as good as none.
#[cfg(unix)]
fn xdg(folder: Option<PathBuf>, home: Option<PathBuf>, below_home: &str) -> Result<PathBuf, Error> {
    folder
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(home.filter(|home| home.is_absolute())?.join(below_home)))
        .map(|folder| folder.join("wua"))
        .ok_or_else(|| {
            Error::new(
                code::COR_E_DIRECTORYNOTFOUND,
                "there is no home folder to keep the store in: set HOME, or name a folder",
            )
        })
}

#[cfg(windows)]
fn system_folders() -> Result<Folders, Error> {
    let data = std::env::var_os("ProgramData").ok_or_else(|| {
        Error::new(
            code::COR_E_DIRECTORYNOTFOUND,
            "there is no folder to keep the store in: ProgramData is not set",
        )
    })?;
    let data = PathBuf::from(data).join("wua");
    Ok(Folders::below(&data))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn folders_of_a_user_follow_xdg_then_home() {
        let folder = |folder: Option<&str>, home: Option<&str>| {
            xdg(folder.map(PathBuf::from), home.map(PathBuf::from), ".local/state").ok()
        };
        assert_eq!(
            folder(Some("/x"), Some("/home/me")),
            Some(PathBuf::from("/x/wua"))
        );
        assert_eq!(
            folder(Some("relative"), Some("/home/me")),
            Some(PathBuf::from("/home/me/.local/state/wua"))
        );
        assert_eq!(folder(None, None), None);
    }
}
