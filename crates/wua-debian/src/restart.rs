//! Whether the computer has to be started again.
//!
//! Packages that need it say so in `/run/reboot-required` and put their names into `/run/reboot-required.pkgs`. Debian
//! itself writes neither for kernels: there, a kernel that is installed and newer than the one that runs tells it.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::version::compare;

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Restart {
    pub(crate) is_required: bool,
    packages: HashSet<String>,
    /// A kernel package whose kernel does not run yet.
    kernel: Option<String>,
}

impl Restart {
    /// `running` is the release of the kernel that runs, if it is that computer's at all.
    pub(crate) fn of(root: &Path, running: Option<&str>) -> Self {
        let is_asked_for = root.join("run/reboot-required").exists();
        let packages = fs::read_to_string(root.join("run/reboot-required.pkgs")).unwrap_or_default();
        let kernel = running.and_then(|running| newer_kernel(root, running));
        Self {
            is_required: is_asked_for || kernel.is_some(),
            packages: packages.lines().map(|line| line.trim().to_owned()).collect(),
            kernel: kernel.map(|release| format!("linux-image-{release}")),
        }
    }

    /// Since then somebody has asked for it without saying who.
    pub(crate) fn is_anonymous_since(&self, before: &Self) -> bool {
        let is_new = self.is_required && !before.is_required;
        is_new && self.kernel.is_none() && self.packages.is_empty()
    }

    /// Whether it is this package that waits for it.
    pub(crate) fn concerns(&self, package: &str) -> bool {
        self.packages.contains(package) || self.kernel.as_deref() == Some(package)
    }
}

/// The newest kernel of the same flavour as the running one, if it is newer.
fn newer_kernel(root: &Path, running: &str) -> Option<String> {
    let (running_version, flavour) = split(running)?;
    let entries = fs::read_dir(root.join("boot")).ok()?;
    let releases = entries.filter_map(|entry| {
        let name = entry.ok()?.file_name();
        Some(name.to_str()?.strip_prefix("vmlinuz-")?.to_owned())
    });
    let same: Vec<String> = releases
        .filter(|release| split(release).is_some_and(|(_, of)| of == flavour))
        .collect();
    // A kernel that was not installed by a package says nothing about those that were.
    if !same.iter().any(|release| release == running) {
        return None;
    }
    let version = |release: &String| split(release).map(|(version, _)| version.to_owned());
    let newest = same
        .into_iter()
        .max_by(|a, b| compare(&version(a).unwrap_or_default(), &version(b).unwrap_or_default()))?;
    let newest_version = version(&newest)?;
    compare(&newest_version, running_version)
        .is_gt()
        .then_some(newest)
}

/// `6.1.0-40-amd64` is version `6.1.0-40` of flavour `amd64`.
fn split(release: &str) -> Option<(&str, &str)> {
    let at = release.match_indices('-').map(|(at, _)| at).find(|at| {
        release
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphabetic()))
    })?;
    Some((release.get(..at)?, release.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn packages_ask_for_a_restart() {
        let root = root(&[
            ("run/reboot-required", "*** restart\n"),
            ("run/reboot-required.pkgs", "libc6\ndbus\n"),
        ]);
        let restart = Restart::of(root.path(), None);
        assert!(restart.is_required && restart.concerns("libc6") && !restart.concerns("bash"));
        assert_eq!(Restart::of(Path::new("/nowhere"), None), Restart::default());
    }

    #[test]
    fn a_newer_kernel_of_the_same_flavour_waits_for_a_restart() {
        let root = root(&[
            ("boot/vmlinuz-6.1.0-9-amd64", ""),
            ("boot/vmlinuz-6.1.0-40-amd64", ""),
            ("boot/vmlinuz-6.2.0-1-rt-amd64", ""),
        ]);
        let restart = Restart::of(root.path(), Some("6.1.0-9-amd64"));
        assert!(restart.is_required && restart.concerns("linux-image-6.1.0-40-amd64"));
        assert!(!Restart::of(root.path(), Some("6.1.0-40-amd64")).is_required);
        let of_another = Restart::of(root.path(), Some("6.0.0-1-amd64"));
        assert!(!of_another.is_required, "that kernel is not of this computer");
        assert!(!Restart::of(root.path(), Some("custom")).is_required);
    }
}
