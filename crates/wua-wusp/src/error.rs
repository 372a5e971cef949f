//! Why a conversation with a server cannot go on.

use std::fmt;

use wua_com::{HResult, code};

use crate::fault::{Fault, FaultCode, Reaction};

/// Why a conversation with a server cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// An answer is not what the operation answers with.
    Unreadable {
        /// The operation.
        operation: &'static str,
        /// What is wrong, and where.
        what: String,
    },
    /// The server refused, and nothing that the specification advises against it is left to be tried.
    Fault {
        /// The operation.
        operation: &'static str,
        /// What it said.
        fault: Box<Fault>,
        /// What it advises was done before, and did not help.
        recovered: bool,
    },
    /// The numbers of revisions belong to another server now. A synchronization renews them.
    RefreshRequired {
        /// The operation that would have used them.
        operation: &'static str,
    },
    /// The server's configuration misses something, or makes no sense.
    Configuration {
        /// The property.
        name: &'static str,
        /// What it says; nothing if it is missing.
        value: Option<String>,
    },
    /// The server contradicts itself.
    Contradiction(String),
    /// The server sends more than anybody has.
    TooMuch(String),
    /// The caller does things in an order in which they cannot be done.
    Misused(&'static str),
}

impl Error {
    /// The same may go well later: the server is busy, or out of order.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Fault { fault, .. } if fault.code.reaction() == Reaction::Later)
    }

    /// The operation that was refused, if asking the same again would not help.
    pub fn refused(&self) -> Option<&'static str> {
        match self {
            Self::Fault { operation, fault, .. } if fault.code.reaction() == Reaction::Never => {
                Some(operation)
            }
            _ => None,
        }
    }

    /// Its code.
    pub fn hresult(&self) -> HResult {
        match self {
            Self::Unreadable { .. } => code::WU_E_PT_SOAPCLIENT_PARSE,
            Self::Fault { fault, .. } if fault.code == FaultCode::FileLocationChanged => {
                code::WU_E_PT_FILE_LOCATIONS_CHANGED
            }
            Self::Fault { .. } => code::WU_E_PT_SOAPCLIENT_SOAPFAULT,
            Self::RefreshRequired { .. } => code::WU_E_PT_REFRESH_CACHE_REQUIRED,
            Self::Configuration { value: None, .. } => code::WU_E_PT_CONFIG_PROP_MISSING,
            Self::Configuration { .. } => code::WU_E_PT_INVALID_CONFIG_PROP,
            Self::Contradiction(_) => code::WU_E_PT_SOAP_SERVER,
            Self::TooMuch(_) => code::WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS,
            Self::Misused(_) => code::E_UNEXPECTED,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { operation, what } => {
                write!(
                    f,
                    "{operation}: the answer of the update server cannot be read: {what}"
                )
            }
            Self::Fault {
                operation,
                fault,
                recovered,
            } => {
                write!(f, "{operation}: the update server answered with a fault: {fault}")?;
                let advice = match (fault.code.reaction(), recovered) {
                    (Reaction::Later, _) => "; try again later",
                    (Reaction::Never, _) => "; asking the same again would not help",
                    (Reaction::Locate, _) => "; ask for the locations of the files again",
                    (_, true) => "; what it wants was done, and it says the same again",
                    (_, false) => "",
                };
                f.write_str(advice)
            }
            Self::RefreshRequired { operation } => write!(
                f,
                "{operation}: the update server is another one than before, and numbers revisions in its own way; \
                 search again"
            ),
            Self::Configuration { name, value: None } => {
                write!(
                    f,
                    "GetConfig: the configuration of the update server has no {name}"
                )
            }
            Self::Configuration {
                name,
                value: Some(value),
            } => write!(
                f,
                "GetConfig: the configuration of the update server says {name} = `{}`, which makes no sense",
                shortened(value)
            ),
            Self::Contradiction(what) => write!(f, "the update server contradicts itself: {what}"),
            Self::TooMuch(what) => write!(f, "the update server sends without end: {what}"),
            Self::Misused(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for wua_com::Error {
    fn from(error: Error) -> Self {
        Self::new(error.hresult(), error.to_string())
    }
}

/// What a server says may be long.
pub(crate) fn shortened(text: &str) -> String {
    text.chars()
        .take(200)
        .filter(|letter| !letter.is_control())
        .collect()
}
