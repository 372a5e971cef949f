//! Why bytes could not be read, or values not be written.

use std::fmt;

use wua_com::{HResult, code};

/// `RPC_X_BAD_STUB_DATA`: the fault for parameters that cannot be read.
pub const BAD_STUB_DATA: u32 = 0x0000_06F7;

/// What went wrong, and where: offsets count from the first byte of the stub or of the structure.
#[derive(Clone, Debug)]
pub enum Error {
    /// The data end before what has to follow.
    Truncated {
        /// Where.
        at: usize,
        /// How many bytes should have followed.
        wanted: usize,
    },
    /// A count says more than the data hold, or two counts contradict each other.
    Count {
        /// Behind which byte.
        at: usize,
        /// What is counted.
        what: &'static str,
        /// The count.
        count: usize,
    },
    /// A value that must not stand there.
    Unexpected {
        /// Behind which byte.
        at: usize,
        /// What it is.
        what: &'static str,
        /// What was found.
        found: u32,
    },
    /// Values are nested in values too often.
    TooDeep,
    /// The value may stand there, but not as an argument: the call fails, the connection does not.
    Argument {
        /// The HRESULT of the call.
        hresult: HResult,
        /// In words.
        message: &'static str,
    },
    /// The value to be written is not of the type that the tables give.
    Value {
        /// The type of the tables.
        wanted: &'static str,
        /// The kind of the value.
        given: &'static str,
    },
    /// More elements than the field that counts them can say.
    TooLarge,
    /// The slot is none of the wire's: `IUnknown`'s, or behind the last one.
    NoSuchMember {
        /// The slot.
        slot: u16,
    },
    /// Whoever keeps the objects refused.
    Object(wua_com::Error),
}

/// How a server answers a call whose parameters it could not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// With a fault of this status.
    Fault(u32),
    /// With a response: the results are null, and this is the HRESULT.
    Failure(HResult),
}

/// `nca_s_op_rng_error`: the interface has no such operation.
const OPERATION_RANGE: u32 = 0x1C01_0002;

impl Error {
    /// How a server answers.
    pub fn answer(&self) -> Answer {
        match self {
            Self::Argument { hresult, .. } => Answer::Failure(*hresult),
            Self::Object(error) => Answer::Failure(error.hresult()),
            Self::NoSuchMember { .. } => Answer::Fault(OPERATION_RANGE),
            // Our own mistake, not that of the caller.
            Self::Value { .. } | Self::TooLarge => Answer::Failure(code::E_UNEXPECTED),
            Self::Truncated { .. } | Self::Count { .. } | Self::Unexpected { .. } | Self::TooDeep => {
                Answer::Fault(BAD_STUB_DATA)
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { at, wanted } => {
                write!(f, "the data end at byte {at}, where {wanted} more have to follow")
            }
            Self::Count { at, what, count } => {
                write!(f, "{count} {what} are announced before byte {at}, but not there")
            }
            Self::Unexpected { at, what, found } => write!(f, "{what} is {found:#x} before byte {at}"),
            Self::TooDeep => write!(f, "values are nested more than {} deep", super::DEPTH),
            Self::Argument { hresult, message } => write!(f, "{message} ({hresult})"),
            Self::Value { wanted, given } => write!(f, "{given} cannot be sent as {wanted}"),
            Self::TooLarge => f.write_str("there are more elements than can be counted on the wire"),
            Self::NoSuchMember { slot } => write!(f, "the interface has no operation {slot}"),
            Self::Object(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Object(error) => Some(error),
            _ => None,
        }
    }
}

impl From<wua_com::Error> for Error {
    fn from(error: wua_com::Error) -> Self {
        Self::Object(error)
    }
}

impl From<Error> for wua_com::Error {
    fn from(error: Error) -> Self {
        if let Error::Object(error) = error {
            return error;
        }
        let hresult = match error.answer() {
            Answer::Failure(hresult) => hresult,
            // HRESULT_FROM_WIN32, as far as it is a code of Windows.
            Answer::Fault(status) if status <= 0xFFFF => HResult::from_u32(0x8007_0000 | status),
            Answer::Fault(status) => HResult::from_u32(status),
        };
        Self::new(hresult, error.to_string())
    }
}
