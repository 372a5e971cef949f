//! SPNEGO, RFC 4178 and [MS-SPNG]: two sides agree on a mechanism, and on nothing worse than both can do.
//!
//! A [`Mechanism`] is known by its names alone: a [`Server`] or a [`Client`] is given those that there are, the best
//! first. At the end both sides sign the list that they chose from, wherever the choice was not the client's favourite.

mod client;
mod der;
mod server;
#[cfg(test)]
mod tests;
mod token;

use core::fmt;
use std::sync::Arc;

use super::{Handshake, Refusal};

pub use client::Client;
pub use server::Server;

/// The contents of an OBJECT IDENTIFIER in DER.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Oid(pub &'static [u8]);

/// 1.3.6.1.5.5.2.
const SPNEGO: Oid = Oid(&[0x2b, 0x06, 0x01, 0x05, 0x05, 0x02]);

/// One that can be agreed on, of the server's side or of the client's.
pub trait Mechanism: Send + Sync {
    /// What it is called, all of it: Kerberos has a name that is wrong, and must be answered with that one too. A
    /// client offers all of them.
    fn names(&self) -> &[Oid];
    /// For one connection.
    fn handshake(&self) -> Box<dyn Handshake>;
    /// Whether a first token is of this mechanism without SPNEGO around it. Windows sends NTLM so when it has nothing
    /// else to offer ([MS-SPNG] appendix A, 8).
    fn is_raw(&self, token: &[u8]) -> bool {
        let _ = token;
        false
    }
}

/// Those that there are, the best first.
pub type Mechanisms = Arc<[Arc<dyn Mechanism>]>;

/// No token of this kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Malformed(&'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "malformed SPNEGO token: {}", self.0)
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Refusal {
        refuse(malformed.to_string())
    }
}

fn refuse(reason: impl Into<String>) -> Refusal {
    Refusal {
        peer: None,
        reason: reason.into(),
    }
}
