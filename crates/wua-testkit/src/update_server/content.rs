//! Files that updates consist of, by their SHA-1.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha1::{Digest as _, Sha1};
use sha2::Sha256;

/// Files, in memory or on disk.
#[derive(Debug, Default)]
pub struct ContentStore {
    files: HashMap<String, Held>,
}

/// A file that the store has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it is called by.
    pub sha1: Vec<u8>,
    /// What it is checked by.
    pub sha256: Vec<u8>,
    /// In bytes.
    pub size: u64,
    /// Below the server's address, such as `/Content/5D/…5D.exe`.
    pub path: String,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Bytes(Arc<[u8]>),
    File(PathBuf),
    /// It is told of, and not there.
    Lost,
}

impl ContentStore {
    /// A file of these bytes; its name gives the extension.
    pub fn add(&mut self, name: &str, bytes: impl Into<Arc<[u8]>>) -> Stored {
        let bytes = bytes.into();
        let sha1 = Sha1::digest(&bytes).to_vec();
        let stored = Stored {
            path: path(&sha1, name),
            sha256: Sha256::digest(&bytes).to_vec(),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha1,
        };
        self.files.insert(digits(&stored.sha1), Held::Bytes(bytes));
        stored
    }

    /// A file on disk, which is read now for its hashes and later for its bytes.
    pub fn add_file(&mut self, file: &Path) -> io::Result<Stored> {
        let (mut sha1, mut sha256, mut size) = (Sha1::new(), Sha256::new(), 0_u64);
        let mut open = fs::File::open(file)?;
        let mut chunk = vec![0; 1 << 16];
        loop {
            let read = open.read(&mut chunk)?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            sha1.update(bytes);
            sha256.update(bytes);
            size += u64::try_from(read).unwrap_or_default();
        }
        let sha1 = sha1.finalize().to_vec();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let stored = Stored {
            path: path(&sha1, &name),
            sha256: sha256.finalize().to_vec(),
            size,
            sha1,
        };
        self.files
            .insert(digits(&stored.sha1), Held::File(file.to_owned()));
        Ok(stored)
    }

    /// Other bytes under the same name: content that is not what it says.
    pub fn replace(&mut self, sha1: &[u8], bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(digits(sha1), Held::Bytes(bytes.into()));
    }

    /// The file is told of, and no longer there.
    pub fn lose(&mut self, sha1: &[u8]) {
        self.files.insert(digits(sha1), Held::Lost);
    }

    /// The file of a path below the server's address.
    pub(super) fn at(&self, path: &str) -> Option<(String, Held)> {
        let path = path.to_ascii_uppercase();
        let (folder, name) = path.strip_prefix("/CONTENT/")?.split_once('/')?;
        let hash = name.split('.').next()?;
        let held = self.files.get(hash).filter(|_| hash.ends_with(folder))?;
        Some((hash.to_owned(), held.clone()))
    }
}

/// Where a file is served. OBSERVED: the last two digits of its name are its folder.
pub(super) fn path(sha1: &[u8], name: &str) -> String {
    let hash = digits(sha1);
    let folder = hash.get(hash.len().saturating_sub(2)..).unwrap_or_default();
    let extension = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    let dot = if extension.is_empty() { "" } else { "." };
    format!("/Content/{folder}/{hash}{dot}{extension}")
}

fn digits(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(digits, "{byte:02X}");
    }
    digits
}
