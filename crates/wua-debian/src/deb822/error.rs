//! Why a file of apt or dpkg cannot be read.

use std::fmt;
use std::io;
use std::path::Path;

use wua_agent::ports::file_error;
use wua_com::{Error, code};

/// What is wrong with a file. Which file it is adds [`ReadError::of_file`].
#[derive(Debug)]
pub enum ReadError {
    /// It cannot be read, or is damaged below its text: its compression is, or it is far too large.
    Io(io::Error),
    /// A stanza has no end.
    TooLong {
        /// Its number, from 1.
        stanza: u64,
    },
    /// The text breaks off in the middle of a line.
    Truncated {
        /// The number of the last stanza, from 1.
        stanza: u64,
    },
    /// The text has another size than it should.
    Size {
        /// What it should have.
        expected: u64,
        /// What it has.
        found: u64,
    },
    /// Something in it is not understood.
    Malformed {
        /// What it is about: a package, or a place in the file.
        place: String,
        /// What is wrong there.
        problem: String,
    },
}

impl ReadError {
    pub(crate) fn malformed(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Malformed {
            place: place.into(),
            problem: problem.into(),
        }
    }

    /// The error for people: which file is unreadable, and why.
    pub fn of_file(self, path: &Path) -> Error {
        match self {
            Self::Io(error) if !is_damage(&error) => file_error("read", path, &error),
            damage => Error::new(
                code::ERROR_INVALID_DATA,
                format!("{} is damaged: {damage}", path.display()),
            ),
        }
    }
}

/// Whether the bytes are to blame, and not the disk or the rights.
fn is_damage(error: &io::Error) -> bool {
    // Decoders answer `Other` with an error of their own; the system has a number.
    error.raw_os_error().is_none()
        && matches!(
            error.kind(),
            io::ErrorKind::InvalidData
                | io::ErrorKind::UnexpectedEof
                | io::ErrorKind::Other
                | io::ErrorKind::Unsupported
                | io::ErrorKind::InvalidInput
        )
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::TooLong { stanza } => write!(f, "stanza {stanza} does not end within 4 MiB"),
            Self::Truncated { stanza } => write!(f, "it breaks off in the middle of stanza {stanza}"),
            Self::Size { expected, found } => {
                write!(f, "it should have {expected} bytes and has {found}")
            }
            // What a hostile file says must not steer the terminal.
            Self::Malformed { place, problem } => {
                write!(f, "{}: {}", place.escape_debug(), problem.escape_debug())
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_and_missing_files_are_told_apart() {
        let path = Path::new("/lists/x_Packages.lz4");
        let damaged =
            ReadError::Io(io::Error::new(io::ErrorKind::InvalidData, "wrong checksum")).of_file(path);
        assert_eq!(damaged.hresult(), code::ERROR_INVALID_DATA);
        assert_eq!(
            damaged.message(),
            "/lists/x_Packages.lz4 is damaged: wrong checksum"
        );
        let missing = ReadError::Io(io::Error::from_raw_os_error(2)).of_file(path);
        assert_eq!(missing.hresult(), code::ERROR_FILE_NOT_FOUND);
    }

    #[test]
    fn control_characters_of_a_file_are_shown_escaped() {
        let error = ReadError::malformed("package \u{1b}[2J", "no field: \u{7}");
        assert_eq!(error.to_string(), "package \\u{1b}[2J: no field: \\u{7}");
    }
}
