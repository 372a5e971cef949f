//! What the answer depends on, in one short text: as long as it stays the same, so does the answer.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::links::followed;

/// Counts up whenever another answer would be given to the same inputs.
const FORMAT: u32 = 1;

/// Files and folders below the root that decide what apt would do.
const FILES: &[&str] = &[
    "var/lib/dpkg/status",
    "var/lib/dpkg/arch",
    "var/lib/apt/extended_states",
    "etc/apt/apt.conf",
    "etc/apt/preferences",
    "etc/apt/sources.list",
    "etc/machine-id",
    "etc/os-release",
    "usr/lib/os-release",
    "usr/bin/apt-get",
];

const FOLDERS: &[&str] = &[
    "var/lib/dpkg/updates",
    "etc/apt/apt.conf.d",
    "etc/apt/preferences.d",
    "etc/apt/sources.list.d",
];

/// The identity of the inputs: their names, sizes and times.
pub(crate) fn stamp(root: &Path, lists: &[PathBuf]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    add(&format!("{FORMAT} {}", env!("CARGO_PKG_VERSION")));
    // It may name other files and folders.
    if let Some(configuration) = std::env::var_os("APT_CONFIG") {
        let path = PathBuf::from(configuration);
        add(&path.to_string_lossy());
        add(&identity(&path));
    }
    for name in FILES {
        add(&identity(&root.join(name)));
    }
    let folders = FOLDERS.iter().map(|name| root.join(name));
    for folder in folders.chain(lists.iter().cloned()) {
        for (name, identity) in entries(root, &folder) {
            add(&name);
            add(&identity);
        }
        add("");
    }
    let digest = hash.finalize();
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The files of a folder, in the order of their names. Locks and what is only half there count for nothing.
fn entries(root: &Path, folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = entry.file_type().is_ok_and(|kind| !kind.is_dir());
            (is_file && name != "lock").then(|| (name, identity(&followed(root, &entry.path()))))
        })
        .collect();
    found.sort();
    found
}

fn identity(path: &Path) -> String {
    fs::metadata(path).map_or_else(
        |_| String::new(),
        |file| {
            format!(
                "{} {} {}.{}",
                file.ino(),
                file.len(),
                file.mtime(),
                file.mtime_nsec()
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_decides_changes_the_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in FOLDERS {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        let lists = root.join("var/lib/apt/lists");
        fs::create_dir_all(lists.join("partial")).unwrap();
        let now = || stamp(root, std::slice::from_ref(&lists));
        let mut seen = vec![now()];
        let mut changes = |name: &str| {
            fs::write(root.join(name), name).unwrap();
            let after = now();
            assert!(!seen.contains(&after), "{name}");
            seen.push(after);
        };
        changes("var/lib/dpkg/status");
        changes("var/lib/dpkg/updates/0001");
        changes("etc/apt/preferences.d/pin");
        changes("etc/apt/sources.list.d/a.sources");
        changes("var/lib/apt/lists/a_Packages");
        changes("etc/machine-id");
        let before = now();
        fs::write(lists.join("lock"), "x").unwrap();
        fs::write(lists.join("partial/half"), "x").unwrap();
        assert_eq!(now(), before, "apt at work has changed nothing yet");
    }
}
