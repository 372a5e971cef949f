//! What happened on a connection, as its owner has to know it.

use std::sync::Arc;

use wua_com::Guid;

use crate::auth::Peer;
use crate::connection::{Closed, Level};
use crate::pdu::{Syntax, Unverified, Verification};

/// A call of one connection, as it is answered. Unlike the number on the wire it never comes twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CallId(pub(super) u64);

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// Has to be answered with `reply` or `fault`.
    Call(Call),
    /// The client wants this call to end soon: with its results, or as cancelled.
    Cancelled(CallId),
    /// Nobody waits for this call any more. It need not be answered.
    Orphaned(CallId),
    /// Somebody showed who it is.
    SignedIn {
        /// Who.
        peer: Arc<Peer>,
        /// How what follows is protected.
        level: Level,
        /// The security context.
        security: u32,
    },
    /// Somebody did not.
    Refused {
        /// Who it wanted to be, as far as it said so.
        peer: Option<Peer>,
        /// Why, for the log.
        reason: String,
    },
    /// The connection was closed by this side. Nothing follows.
    Closed(Closed),
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// For the answer.
    pub id: CallId,
    /// The interface.
    pub interface: Syntax,
    /// The operation. Whether there is one is the owner's business.
    pub opnum: u16,
    /// The object; in DCOM the IPID.
    pub object: Option<Guid>,
    /// The parameters, and what may follow them.
    pub stub: Vec<u8>,
    /// Who calls, unless nobody signed in.
    pub caller: Option<Arc<Peer>>,
    /// How the call was protected.
    pub level: Level,
    /// The security context.
    pub security: Option<u32>,
    pub(super) verification: Verification,
}

impl Call {
    /// The parameters without the verification trailer, which is checked. What cannot be verified is answered with the
    /// fault `ACCESS_DENIED`.
    pub fn parameters(&self) -> Result<&[u8], Unverified> {
        self.verification.check(&self.stub)
    }
}
