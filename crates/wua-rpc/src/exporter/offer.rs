//! What an exporter needs to know of its server.

use std::net::IpAddr;
use std::sync::Arc;

use wua_com::{Caller, Error, Guid, Interface, ObjectRef};

use crate::auth::Peer;
use crate::connection::{Call, Level};
use crate::orpc::Ipid;
use crate::pdu::Unverified;

/// What a server has to offer, and to whom.
pub trait Offer: Send + Sync {
    /// Who calls, or why nobody may call from there. [`Caller::user`] says whose objects are whose.
    fn caller(&self, origin: &Origin) -> Result<Caller, Error>;
    /// The interfaces that can be asked for.
    fn interfaces(&self) -> Vec<&'static Interface>;
    /// Whether the caller may have objects of a class.
    fn check_class(&self, class: Guid, caller: &Caller) -> Result<(), Error>;
    /// A new object of a class.
    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error>;
    /// Somebody was refused something. This belongs in the log; must not wait for anything.
    fn refused(&self, origin: &Origin, what: &str, why: &Error);
}

/// A call, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The interface.
    pub interface: Guid,
    /// The operation.
    pub opnum: u16,
    /// The interface of an object.
    pub object: Option<Ipid>,
    /// The parameters, without what may follow them.
    pub parameters: &'a [u8],
}

impl<'a> TryFrom<&'a Call> for Incoming<'a> {
    type Error = Unverified;

    fn try_from(call: &'a Call) -> Result<Self, Unverified> {
        Ok(Self {
            interface: call.interface.id,
            opnum: call.opnum,
            object: call.object,
            parameters: call.parameters()?,
        })
    }
}

/// Where a call comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The one who signed in; none where nobody did.
    pub peer: Option<Arc<Peer>>,
    /// How the call was protected.
    pub level: Level,
    /// The address of the other computer.
    pub from: IpAddr,
    /// The address that the other computer has dialled, to be found again among the bindings.
    pub dialled: IpAddr,
}

/// What becomes of a call.
pub enum Answer {
    /// The stub of the reply.
    Reply(Vec<u8>),
    /// A fault, and whether the call was executed.
    Fault {
        /// Why.
        status: u32,
        /// Otherwise the caller may try again.
        executed: bool,
    },
    /// It may take a while: to be run where waiting is allowed.
    Later(Box<dyn FnOnce() -> Answer + Send>),
}
