//! One connection of connection-oriented RPC, for either side (C706 9 to 13 with [MS-RPCE] 3.3).
//!
//! Bytes go in with [`ServerConnection::receive`], what came of them is told by [`ServerConnection::next_event`], and what
//! has to be sent stands in [`ServerConnection::output`]. Time is a number of milliseconds that never goes back; when
//! [`ServerConnection::next_deadline`] has come, [`ServerConnection::expire`] is to be called. The other side is a
//! [`ClientConnection`], with the same four calls.
//!
//! A connection that is closed takes nothing and says nothing any more. What stands in the output then, a last fault, is
//! to be sent before the socket is closed.

mod client;
mod input;
mod level;
mod limits;
mod output;
mod security;
mod server;
#[cfg(test)]
mod tests;

pub use client::{Client, ClientCall, ClientConnection, ClientEvent, NotCalled, Outcome, Proposal, SignIn};
pub use level::Level;
pub use limits::Limits;
pub use server::{Call, CallId, Event, Host, Interface, Interfaces, Server, ServerConnection};

use core::fmt;

use crate::pdu;

/// Why a connection was closed by this side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Closed {
    /// A PDU cannot be read.
    Malformed(pdu::Error),
    /// A PDU came when it must not come.
    Unexpected(&'static str),
    /// A signature is wrong.
    BadSignature,
    /// Something could not be signed, and so was not sent.
    NotProtected,
    /// The other side takes too long.
    TimedOut(Slow),
    /// The other side does not read what it is sent.
    NotRead,
    /// The bind was refused.
    BindRefused(pdu::Nak),
    /// The sign-in failed.
    SignInFailed,
    /// It sends more than it may.
    TooLarge,
    /// Whoever owns the connection wanted so.
    Wanted,
}

/// What took too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slow {
    /// The sign-in.
    Handshake,
    /// The rest of a PDU or of a call.
    Fragment,
    /// Nothing happened at all.
    Idle,
}

impl fmt::Display for Closed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => error.fmt(out),
            Self::Unexpected(what) => write!(out, "{what} is not expected here"),
            Self::BadSignature => {
                out.write_str("a signature is wrong: a PDU was changed on its way, or repeated")
            }
            Self::NotProtected => {
                out.write_str("a PDU could not be signed: the security context is of no use any more")
            }
            Self::TimedOut(Slow::Handshake) => out.write_str("the sign-in takes too long"),
            Self::TimedOut(Slow::Fragment) => out.write_str("the rest of a call takes too long"),
            Self::TimedOut(Slow::Idle) => out.write_str("nothing was said for too long"),
            Self::NotRead => out.write_str("the other side does not read its answers"),
            Self::BindRefused(reason) => write!(out, "the bind was refused, reason {}", reason.0),
            Self::SignInFailed => out.write_str("the sign-in failed"),
            Self::TooLarge => out.write_str("a fragment or a call is longer than it may be"),
            Self::Wanted => out.write_str("closed"),
        }
    }
}
