//! NTLM version 2, [MS-NLMP]: for accounts of one computer, without a third party.
//!
//! * [`Server`] asks for proofs and compares them with its [`Accounts`];
//! * [`Client`] gives them.
//!
//! INVARIANT: nobody is let in without `NTProofStr`, which is compared in constant time, nor with a MIC that was
//! announced and does not fit. LM, NTLM version 1, anonymous callers and keys below 128 bits are refused.

mod client;
mod flags;
mod hash;
mod keys;
mod message;
mod rc4;
mod security;
mod server;
#[cfg(test)]
pub(crate) mod tests;

use message::Malformed;

use super::spnego::Oid;
use super::{Peer, Refusal};

pub use client::{Client, Credentials};
pub use hash::{NotAnNtHash, NtHash};
pub use server::{Accounts, Names, Server};

/// 1.3.6.1.4.1.311.2.2.10, by which SPNEGO knows it.
pub const NAME: Oid = Oid(&[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a]);

fn refuse(peer: Option<Peer>, reason: impl Into<String>) -> Refusal {
    Refusal {
        peer,
        reason: reason.into(),
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Refusal {
        refuse(None, malformed.to_string())
    }
}
