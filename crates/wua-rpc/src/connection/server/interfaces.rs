//! What a server offers, and what it needs from outside.

use crate::auth::{Handshake, Outside};
use crate::connection::{Level, Limits};
use crate::pdu::Syntax;

/// An interface that clients can bind to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interface {
    /// Identifier and version. A client's minor version may be lower.
    pub syntax: Syntax,
    /// Calls below this level are refused.
    pub level: Level,
}

/// All interfaces of an endpoint.
#[derive(Clone, Debug, Default)]
pub struct Interfaces(Vec<Interface>);

impl Interfaces {
    /// Whoever is named twice counts once.
    pub fn new(interfaces: impl IntoIterator<Item = Interface>) -> Self {
        let mut all: Vec<_> = interfaces.into_iter().collect();
        all.sort_by_key(|interface| (interface.syntax.id, interface.syntax.major));
        all.dedup_by_key(|interface| (interface.syntax.id, interface.syntax.major));
        Self(all)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Interface> {
        self.0.iter()
    }

    /// The interface that serves a client of this version.
    pub fn find(&self, wanted: &Syntax) -> Option<&Interface> {
        let key = (wanted.id, wanted.major);
        let at = self
            .0
            .binary_search_by_key(&key, |interface| (interface.syntax.id, interface.syntax.major))
            .ok()?;
        self.0.get(at).filter(|found| found.syntax.minor >= wanted.minor)
    }
}

/// What all connections of an endpoint have in common.
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// What each of them may cost.
    pub limits: Limits,
    /// What can be called.
    pub interfaces: Interfaces,
    /// The port as text: the secondary address of the answer to a bind.
    pub address: String,
}

/// What connections have to ask for: they share it.
pub trait Host: Outside {
    /// The association group of a new connection. `wanted` is 0 for a new group; the answer never is. `None` if there is no
    /// such group, or if it belongs to another computer ([MS-RPCE] 3.3.1.5.7).
    fn join_group(&mut self, wanted: u32) -> Option<u32>;
    /// The server's half of a handshake. `mechanism` is an `auth_type`: 9 SPNEGO, 10 NTLM, 16 Kerberos.
    fn handshake(&mut self, mechanism: u8) -> Option<Box<dyn Handshake>>;
}
