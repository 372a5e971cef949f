//! The three messages, [MS-NLMP] 2.2.1, and what is in them.

mod authenticate;
mod av_pairs;
mod challenge;
mod layout;
mod negotiate;

use core::fmt;

pub(crate) use authenticate::{Authenticate, MIC_AT};
pub(crate) use av_pairs::{AvPairs, MIC_PRESENT, id};
pub(crate) use challenge::Challenge;
pub(crate) use negotiate::Negotiate;

/// How every message begins.
pub(crate) const SIGNATURE: [u8; 8] = *b"NTLMSSP\0";

/// No message of this kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Malformed(pub(crate) &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "malformed NTLM message: {}", self.0)
    }
}
