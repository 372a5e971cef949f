//! What was asked of another computer and what it said: saved, made harmless, and played again in tests.
//!
//! A transcript is JSON, one object a line. The first line says what it is; then come the objects that were created, the
//! interfaces that were asked for, and the calls, in their order. Objects are numbered as they appear.
//!
//! Whoever saves one may give it away: names of computers, users and addresses are replaced, the same by the same
//! ([`scrub`]). Passwords are not in calls.

mod record;
mod replay;
mod scrub;
mod value;

pub(crate) use record::Recorder;
pub(crate) use replay::Replay;

use serde::{Deserialize, Serialize};
use value::Written;

/// The version of the form.
const FORMAT: u32 = 1;

/// A line of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first one.
    Transcript {
        /// [`FORMAT`].
        format: u32,
    },
    /// An object of a class.
    Create {
        /// Its name.
        class: String,
        /// What came of it.
        answer: Answer,
    },
    /// A question for an interface.
    Supports {
        object: u64,
        interface: String,
        answer: bool,
    },
    /// A call.
    Call {
        object: u64,
        interface: String,
        slot: u16,
        /// For those who read it.
        member: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        args: Vec<Written>,
        answer: Answer,
    },
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Answer {
    Value {
        value: Written,
        /// A success that says more than `S_OK`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hresult: Option<u32>,
    },
    Failure {
        hresult: u32,
        message: String,
    },
}
