//! Xpress: how answers are compressed where `Content-Encoding: xpress` says so. [MS-WUSP] 2.1.1
//!
//! A body is a row of blocks: the length of what is in it, the length of what follows, and that, in plain LZ77 (MS-XCA 2.3).
//! OBSERVED: where both lengths are the same, a block is stored as it is.

mod decode;
mod encode;

use std::fmt;

pub use decode::{Decoder, decode};
pub use encode::{encode, encode_in_blocks};

/// The largest block, on both sides.
const LARGEST_BLOCK: usize = 65_535;

/// How far back a repetition may begin.
const WINDOW: usize = 8192;

/// The shortest repetition.
const SHORTEST: usize = 3;

/// Why bytes are not what Xpress makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// They end within a block.
    Truncated,
    /// A block has a length that none can have.
    Length {
        /// Which block.
        block: usize,
    },
    /// A block does not say what its lengths promise.
    Damaged {
        /// Which block.
        block: usize,
    },
    /// There is more in it than is allowed.
    TooLong {
        /// How much is allowed.
        most: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the compressed answer ends too early"),
            Self::Length { block } => {
                write!(
                    f,
                    "block {block} of the compressed answer has a length that is not possible"
                )
            }
            Self::Damaged { block } => write!(f, "block {block} of the compressed answer is damaged"),
            Self::TooLong { most } => write!(f, "the answer has more than {most} bytes when decompressed"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for wua_com::Error {
    fn from(error: Error) -> Self {
        Self::new(wua_com::code::WU_E_PT_SOAPCLIENT_READ, error.to_string())
    }
}
