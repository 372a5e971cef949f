//! Hashes of a file, computed while it arrives.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::update::Content;

/// What is between two looks at whoever waits.
const PIECE: usize = 1 << 16;

/// The hashes that a publisher gave of a file, and those of the bytes that have come so far, from the first one on and
/// without a gap.
pub(crate) struct Hashing<'a> {
    sha256: Option<Expected<'a, Sha256>>,
    sha1: Option<Expected<'a, Sha1>>,
    bytes: u64,
}

impl<'a> Hashing<'a> {
    pub(crate) fn new(content: &'a Content) -> Self {
        Self {
            sha256: Expected::new("SHA-256", &content.sha256),
            sha1: Expected::new("SHA-1", &content.sha1),
            bytes: 0,
        }
    }

    /// There is no hash to compare with.
    pub(crate) fn is_none(&self) -> bool {
        self.sha256.is_none() && self.sha1.is_none()
    }

    /// How many bytes went in.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What was hashed is of no use: from the first byte once more.
    pub(crate) fn start_over(&mut self) {
        if let Some(sha256) = &mut self.sha256 {
            sha256.digest = Sha256::new();
        }
        if let Some(sha1) = &mut self.sha1 {
            sha1.digest = Sha1::new();
        }
        self.bytes = 0;
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        if let Some(sha256) = &mut self.sha256 {
            sha256.digest.update(piece);
        }
        if let Some(sha1) = &mut self.sha1 {
            sha1.digest.update(piece);
        }
        self.bytes += u64::try_from(piece.len()).unwrap_or_default();
    }

    /// The first `length` bytes of a file, or fewer, if it ends before.
    pub(crate) fn read(&mut self, path: &Path, length: u64) -> io::Result<()> {
        self.start_over();
        let mut file = File::open(path)?.take(length);
        let mut buffer = vec![0; PIECE];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => self.update(buffer.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// How what went in differs from what the publisher described.
    pub(crate) fn difference(self) -> Option<String> {
        let sha256 = self.sha256.and_then(Expected::difference);
        sha256.or_else(|| self.sha1.and_then(Expected::difference))
    }
}

/// A hash that a file must have.
struct Expected<'a, D> {
    name: &'static str,
    digest: D,
    hash: &'a str,
}

impl<'a, D: Digest> Expected<'a, D> {
    fn new(name: &'static str, hash: &'a str) -> Option<Self> {
        (!hash.is_empty()).then(|| Self {
            name,
            digest: D::new(),
            hash,
        })
    }

    fn difference(self) -> Option<String> {
        let found = self
            .digest
            .finalize()
            .iter()
            .fold(String::new(), |mut text, byte| {
                // Writing to a string cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            });
        let is_same = found.eq_ignore_ascii_case(self.hash);
        (!is_same).then(|| format!("its {} is {found} instead of {}", self.name, self.hash))
    }
}
