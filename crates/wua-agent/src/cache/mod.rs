//! The cache: files of updates on their way to the installer.
//!
//! ```text
//! <cache>/<update id>.<revision>/<file name>         a file that was verified; of the same file of another update,
//!                                                    it is a hard link where the file system has such
//! <cache>/<update id>.<revision>/<file name>.part    as much of it as was fetched
//! <cache>/<update id>.<revision>/.lock               held by the process that fetches; on Unix, the folder itself
//! ```
//!
//! INVARIANT: a file under its final name had the right size and hash when it got the name. That it is there is also
//! in the store; it counts only if both agree.

mod cabinet;
mod clean;
mod copy;
mod disk;
mod hashing;
mod space;
mod tend;
mod verify;

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use wua_com::{Error, code};

use crate::store::{DownloadRows, DownloadState};
use crate::update::{Content, Identity, Revision};

pub use cabinet::unpack as unpack_cabinet;
pub use clean::{Cleaned, CleaningPlan, KeepPolicy, Unneeded, UnneededFile};
pub(crate) use hashing::Hashing;
pub(crate) use space::Room;
pub(crate) use tend::tend;
pub(crate) use verify::sync_folder;
pub use verify::verify as verify_file;
pub(crate) use verify::{verify, verify_with};

/// The folder of downloaded files.
pub(crate) struct Cache {
    root: PathBuf,
    room: OnceLock<Room>,
    policy: Mutex<KeepPolicy>,
}

impl Cache {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self {
            root,
            room: OnceLock::new(),
            policy: Mutex::default(),
        }
    }

    /// How to find out what [`Cache::free`] says. What was said first stands.
    pub(crate) fn measure_room_by(&self, room: Room) {
        let _ = self.room.set(room);
    }

    /// Where the files of a revision are.
    pub(crate) fn folder(&self, identity: Identity) -> PathBuf {
        self.root.join(folder_name(identity))
    }

    /// Where a file is, or will be.
    pub(crate) fn file(&self, identity: Identity, content: &Content) -> PathBuf {
        self.folder(identity).join(&content.file_name)
    }

    /// Where as much of a file is as was fetched.
    pub(crate) fn part(&self, identity: Identity, content: &Content) -> PathBuf {
        self.folder(identity).join(part_name(&content.file_name))
    }

    /// Where a file is, by its path as the store has it.
    pub(crate) fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Bytes that are free where the files are, where the system says so.
    pub(crate) fn free(&self) -> Option<u64> {
        space::free(*self.room.get_or_init(|| space::room), &self.root)
    }

    /// What stays when the cache is cleaned by itself.
    pub(crate) fn policy(&self) -> &Mutex<KeepPolicy> {
        &self.policy
    }

    /// The path of a file as the store has it.
    pub(crate) fn relative(identity: Identity, content: &Content) -> String {
        format!("{}/{}", folder_name(identity), content.file_name)
    }

    /// Whether a file is there, and is the one that is wanted.
    pub(crate) fn has(&self, identity: Identity, content: &Content, rows: &DownloadRows) -> bool {
        let row = rows
            .get(&identity)
            .and_then(|files| files.get(&content.file_name));
        row.is_some_and(|row| {
            row.state == DownloadState::Done
                && (content.size == 0 || row.size == content.size)
                && row.hash.eq_ignore_ascii_case(content.hash())
                && fs::metadata(self.file(identity, content)).is_ok_and(|file| file.len() == row.size)
        })
    }

    /// Whether all files of a revision are there; true as well when it has none.
    pub(crate) fn has_all(&self, revision: &Revision, rows: &DownloadRows) -> bool {
        revision
            .wanted_contents()
            .all(|content| self.has(revision.identity, content, rows))
    }

    /// How much of a file was fetched before, and can be continued: what no hash will judge might become half of one
    /// file and half of another, and without a size nobody knows whether it was all.
    pub(crate) fn fetched(&self, identity: Identity, content: &Content) -> u64 {
        if !content.is_unmistakable() {
            return 0;
        }
        fs::metadata(self.part(identity, content)).map_or(0, |file| file.len())
    }
}

fn folder_name(identity: Identity) -> String {
    format!("{}.{}", identity.id, identity.revision)
}

/// What as much of a file is called as was fetched.
fn part_name(file_name: &str) -> String {
    format!("{file_name}.part")
}

/// Refuses a description whose files could not be kept apart, or would lie elsewhere: file names come from outside.
pub(crate) fn check_names(revision: &Revision) -> Result<(), Error> {
    let refuse = |what: String| {
        Err(Error::new(
            code::WU_E_INVALID_UPDATE,
            format!("{what}; report it to the publisher of the update"),
        ))
    };
    for (index, content) in revision.contents.iter().enumerate() {
        let name = content.file_name.as_str();
        let is_plain = !name.is_empty()
            && !name.contains(['/', '\\', ':', '\0'])
            && !matches!(name, "." | ".." | ".lock")
            && !name.chars().any(char::is_control);
        if !is_plain {
            return refuse(format!("{name:?} is no name for a file of an update"));
        }
        let mut before = revision.contents.iter().take(index);
        if before.any(|other| other.file_name.eq_ignore_ascii_case(name)) {
            return refuse(format!("two files of the update are called {name:?}"));
        }
        let part = part_name(name);
        let mut all = revision.contents.iter();
        if all.any(|other| other.file_name.eq_ignore_ascii_case(&part)) {
            return refuse(format!(
                "a file of the update is called {part:?}, which is where {name:?} is kept while it is fetched"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str]) -> Result<(), Error> {
        let content = |name: &&str| Content {
            file_name: (*name).to_owned(),
            ..Content::default()
        };
        check_names(&Revision {
            contents: names.iter().map(content).collect(),
            ..Revision::default()
        })
    }

    #[test]
    fn file_names_from_outside_stay_in_their_folder() {
        check(&["a.cab", "b_1%3a2.deb", "with blank.msi", ".hidden"]).unwrap();
        for name in [
            "",
            ".",
            "..",
            "../a",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "c:evil",
            "a\0",
            ".lock",
            "a\n",
        ] {
            let error = check(&[name]).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_INVALID_UPDATE, "{name:?}");
        }
        assert!(
            check(&["a.cab", "A.CAB"]).is_err(),
            "one would overwrite the other"
        );
        check(&["a.part", "b"]).unwrap();
        for names in [["a", "a.part"], ["A.PART", "a"]] {
            let error = check(&names).unwrap_err();
            assert_eq!(error.hresult(), code::WU_E_INVALID_UPDATE, "{names:?}");
            assert!(error.message().contains(".part"), "{error}");
        }
    }
}
