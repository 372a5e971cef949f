//! Whether a file is what its publisher described.

use std::fs::File;
use std::path::Path;

use wua_com::{Error, code};

use super::hashing::Hashing;
use crate::agent::Agent;
use crate::error::file_error;
use crate::update::{Content, Identity};

/// Checks size and hashes, as far as the publisher gave them.
pub fn verify(path: &Path, content: &Content) -> Result<u64, Error> {
    verify_with(path, content, Hashing::new(content))
}

/// The same, where the file was hashed while it arrived: what is not hashed yet, or not all of it, is read now.
pub(crate) fn verify_with(path: &Path, content: &Content, mut hashing: Hashing<'_>) -> Result<u64, Error> {
    let failed = |error| file_error("read", path, &error);
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if content.size != 0 && size != content.size {
        return Err(wrong(
            path,
            &format!("it has {size} bytes instead of {}", content.size),
        ));
    }
    if hashing.is_none() {
        return Ok(size);
    }
    if hashing.bytes() != size {
        hashing.read(path, u64::MAX).map_err(failed)?;
    }
    match hashing.difference() {
        Some(difference) => Err(wrong(path, &difference)),
        None => Ok(size),
    }
}

impl Agent {
    /// What lies in the cache may have been changed since it came. A file that is wrong is forgotten, so that it can be
    /// fetched again.
    pub(crate) fn verify_cached(&self, identity: Identity, content: &Content) -> Result<(), Error> {
        let file = self.cache().file(identity, content);
        let Err(error) = verify(&file, content) else {
            return Ok(());
        };
        // One that cannot be read now may be read later.
        if error.hresult() == code::WU_E_DM_INCORRECTFILEHASH || matches!(file.try_exists(), Ok(false)) {
            self.store().forget_file(identity, &content.file_name)?;
            self.refresh_marks()?;
        }
        Err(error)
    }
}

fn wrong(path: &Path, what: &str) -> Error {
    Error::new(
        code::WU_E_DM_INCORRECTFILEHASH,
        format!(
            "{} is not the file that its publisher described: {what}; download it again",
            path.display()
        ),
    )
}

/// Makes a renaming last through a loss of power. Where folders cannot be synced there is nothing to do.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"abc";
    const SHA256: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const SHA1: &str = "a9993e364706816aba3e25717850c26c9cd0d89d";

    fn verdict(sha256: &str, sha1: &str) -> Result<u64, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, BODY).unwrap();
        let content = Content {
            sha256: sha256.to_owned(),
            sha1: sha1.to_owned(),
            ..Content::default()
        };
        verify(&path, &content).map_err(|error| error.message())
    }

    #[test]
    fn every_hash_that_is_given_has_to_be_right() {
        assert_eq!(verdict(SHA256, SHA1), Ok(3));
        assert_eq!(verdict("", &SHA1.to_uppercase()), Ok(3));
        let wrong = SHA1.replace('a', "b");
        for (sha256, sha1, name) in [(SHA256, wrong.as_str(), "SHA-1"), ("00", SHA1, "SHA-256")] {
            let message = verdict(sha256, sha1).unwrap_err();
            assert!(message.contains(&format!("its {name} is ")), "{message}");
        }
    }

    #[test]
    fn a_file_without_a_hash_is_known_by_its_size_alone() {
        assert_eq!(verdict("", ""), Ok(3));
    }
}
