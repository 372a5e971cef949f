//! What is wrong with a document.

use std::fmt;

/// Why a document cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The line, counted from 1.
    pub line: usize,
    /// How many bytes are before it.
    pub offset: usize,
    /// What is wrong there.
    pub what: String,
}

impl Error {
    pub(super) fn at(document: &str, offset: usize, what: impl Into<String>) -> Self {
        let before = document.as_bytes().get(..offset).unwrap_or(document.as_bytes());
        Self {
            line: 1 + memchr::memchr_iter(b'\n', before).count(),
            offset,
            what: what.into(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} (byte {}): {}", self.line, self.offset, self.what)
    }
}

impl std::error::Error for Error {}
