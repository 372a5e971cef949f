//! What apt-get refuses to do, and what to do about it.

use wua_com::{Error, HResult, code};

/// Its words, with advice. `output` is all that it has said.
pub(super) fn explained(words: &str, output: &str) -> Error {
    let Some(kind) = Kind::of(words, output) else {
        return Error::new(code::WU_E_UH_INSTALLERFAILURE, words);
    };
    let (hresult, advice) = kind.advice();
    let mut words = words.trim_end_matches('.').to_owned();
    let removed = to_be_removed(output);
    if kind == Kind::Removal && !removed.is_empty() {
        words = format!("{words}: {}", removed.join(", "));
    }
    Error::new(hresult, format!("{words}; {advice}"))
}

/// What dpkg says of a package that failed.
pub(super) fn of_dpkg(words: &str) -> Error {
    if words.contains(NO_SPACE) {
        let (hresult, advice) = Kind::DiskFull.advice();
        return Error::new(hresult, format!("{words}; {advice}"));
    }
    Error::new(code::WU_E_UH_INSTALLERFAILURE, words)
}

/// In the words of the system.
const NO_SPACE: &str = "No space left on device";

/// Whether it may be the matter of some packages only, so that the others can do without.
pub(super) fn is_of_some(words: &str, output: &str) -> bool {
    !matches!(Kind::of(words, output), Some(Kind::Locked | Kind::DiskFull))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Locked,
    Removal,
    DiskFull,
    Fetching,
    Unknown,
    Dependencies,
}

impl Kind {
    fn of(words: &str, output: &str) -> Option<Self> {
        let says = |text: &str| words.contains(text);
        // dpkg's own errors are not apt's, but end its run.
        if says("Could not get lock") || says("Unable to acquire the dpkg") || says("Unable to lock") {
            Some(Self::Locked)
        } else if says("remove is disabled") {
            Some(Self::Removal)
        } else if says("enough free space") || output.contains(NO_SPACE) {
            Some(Self::DiskFull)
        } else if says("Failed to fetch") || says("Unable to fetch some archives") {
            Some(Self::Fetching)
        } else if says("was not found") || says("Unable to locate package") {
            Some(Self::Unknown)
        } else if says("unmet dependencies") || says("Unable to correct problems") {
            Some(Self::Dependencies)
        } else {
            None
        }
    }

    fn advice(self) -> (HResult, &'static str) {
        match self {
            Self::Locked => (
                code::WU_E_OPERATIONINPROGRESS,
                "another program changes the packages right now; wait for it to end and repeat this",
            ),
            Self::Removal => (
                code::WU_E_UH_INSTALLERFAILURE,
                "other packages would have to be removed for it; allow that, or leave it",
            ),
            Self::DiskFull => (
                wua_agent::ports::DISK_FULL,
                "make room on the disk and repeat this",
            ),
            Self::Fetching => (
                code::WU_E_DOWNLOAD_FAILED,
                "an archive that it needs could not be fetched; refresh the lists and repeat this",
            ),
            Self::Unknown => (
                code::WU_E_NOT_APPLICABLE,
                "the archives do not have this version any more; search again",
            ),
            Self::Dependencies => (
                code::WU_E_UH_INSTALLERFAILURE,
                "something that it needs cannot be had; refresh the lists, or install it together with the others",
            ),
        }
    }
}

/// The packages of the list that apt-get prints of what it would remove.
fn to_be_removed(output: &str) -> Vec<&str> {
    let lines = output
        .lines()
        .skip_while(|line| !line.starts_with("The following packages will be REMOVED"));
    lines
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .flat_map(str::split_whitespace)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_removed_is_named() {
        let output = "Reading package lists...\nThe following packages will be REMOVED:\n  star sun\n  tide\n\
                      The following packages will be upgraded:\n  moon\n";
        let error = explained("Packages need to be removed but remove is disabled.", output);
        assert_eq!(
            error.message(),
            "Packages need to be removed but remove is disabled: star, sun, tide; other packages would have to be \
             removed for it; allow that, or leave it"
        );
    }

    #[test]
    fn a_lock_that_was_waited_for_is_no_reason() {
        let output = "Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend.\nE: Sub-process failed\n";
        let error = explained("Sub-process failed", output);
        assert_eq!(error.hresult(), code::WU_E_UH_INSTALLERFAILURE);
    }
}
