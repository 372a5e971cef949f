//! Why a PDU could not be read.

use core::fmt;

use crate::ndr;

/// What is wrong with a PDU.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    /// It ends before what has to be in it.
    Truncated,
    /// Another version of the protocol.
    Version {
        /// 5 is expected.
        major: u8,
        /// 0 is expected; 1 says nothing that matters here.
        minor: u8,
    },
    /// Integers, characters or numbers are not in the format of this side.
    DataRepresentation,
    /// No PDU has this type.
    Kind(u8),
    /// The length of the fragment, of its token or of its padding cannot be right.
    Length,
    /// A count or a field has a value that is not allowed.
    Value(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => out.write_str("the PDU ends too early"),
            Self::Version { major, minor } => {
                write!(out, "version {major}.{minor} of the protocol, 5.0 is expected")
            }
            Self::DataRepresentation => {
                out.write_str("the data representation is not little-endian, ASCII and IEEE")
            }
            Self::Kind(kind) => write!(out, "no PDU has the type {kind}"),
            Self::Length => out.write_str("the lengths in the PDU contradict each other"),
            Self::Value(what) => write!(out, "{what} is not allowed"),
        }
    }
}

impl core::error::Error for Error {}

/// Headers have no counts that `ndr` could complain about: they only can end too early.
impl From<ndr::Error> for Error {
    fn from(_: ndr::Error) -> Self {
        Self::Truncated
    }
}
