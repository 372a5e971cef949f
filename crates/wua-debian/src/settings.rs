//! What an administrator may decide about installing.

use std::time::Duration;

/// How packages are installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What becomes of configuration files that were changed here and by the package.
    pub conffiles: ConffilePolicy,
    /// How long to wait for another program that changes packages.
    pub lock_timeout: Duration,
    /// How old the lists of the archives may be before a search that is online renews them.
    pub list_age: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            conffiles: ConffilePolicy::KeepMine,
            lock_timeout: Duration::from_mins(1),
            list_age: Duration::from_hours(24),
        }
    }
}

/// What becomes of a configuration file that was changed here, when a package brings a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConffilePolicy {
    /// It stays; the new one lies beside it as `.dpkg-dist`.
    #[default]
    KeepMine,
    /// It gives way, and lies beside the new one as `.dpkg-old`.
    TakeTheirs,
}
