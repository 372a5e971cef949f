//! The object exporter of a server: what its objects are called, who holds them, and how their calls are answered
//! (MS-DCOM 3.1.1 and 3.1.2). Also what stands on port 135: the resolver, activation and the endpoint mapper.
//!
//! It knows no connection: a [`Call`] comes in, an [`Answer`] goes out. Time is a number of milliseconds.

use std::sync::Arc;

use wua_com::table::Interface;
use wua_com::{Caller, Error, Guid, ObjectRef};

use crate::auth::Peer;

/// What a server has to offer, and to whom.
pub trait Offer: Send + Sync {
    /// Who the peer is here, or why it may do nothing here: only administrators may.
    fn caller(&self, peer: &Peer) -> Result<Caller, Error>;
    /// Whether there is such a class, before anything is made.
    fn has_class(&self, class: Guid) -> bool;
    /// A new object of a class; refused where the class cannot be had from another computer.
    fn create(&self, class: Guid, caller: &Caller) -> Result<ObjectRef, Error>;
    /// An interface of the tables.
    fn interface(&self, iid: Guid) -> Option<&'static Interface>;
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

/// Where a call comes from, as far as the exporter has to know.
#[derive(Clone)]
pub struct Origin {
    /// The one who signed in; none below integrity.
    pub peer: Option<Arc<Peer>>,
    /// The address that the other side has dialled, to be found again among the bindings.
    pub dialled: std::net::IpAddr,
}
