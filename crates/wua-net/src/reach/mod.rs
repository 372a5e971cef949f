//! Calling other computers: the client's side of remote calls.
//!
//! A [`Computer`] is one agent elsewhere, as one user. What is created there comes back as an [`ObjectRef`]
//! (`wua_com::ObjectRef`), so that whoever uses the object model need not know where the objects are. Calls wait on the
//! caller's thread; several threads call over several connections; and many calls can be made without waiting for each
//! ([`ObjectRef::invoke_all`](wua_com::ObjectRef::invoke_all)).
//!
//! INVARIANT: only the address that was dialled first is ever dialled. What a server says of other addresses is not
//! believed; of its own, the ports are.

mod broken;
mod computer;
mod dial;
mod exporter;
mod line;
mod object;
mod pinging;

use std::time::{Duration, Instant};

use wua_agent::ports::Abort;
use wua_com::Error;
use wua_rpc::auth::Handshake;
use wua_rpc::connection::Level;

pub use computer::Computer;

/// The port of the endpoint mapper.
pub const MAPPER: u16 = 135;

/// Who calls: begins a sign-in for every connection.
pub trait Identity: Send + Sync {
    /// A sign-in at a computer of this name: the number of the mechanism, and the client's half.
    fn sign_in(&self, host: &str) -> Result<(u8, Box<dyn Handshake>), Error>;
    /// The name of the one who calls, for messages.
    fn name(&self) -> String;
}

/// Where an agent is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// A name or an address.
    pub host: String,
    /// The port of the endpoint mapper.
    pub port: u16,
}

/// How calls are made.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How they are protected: integrity or privacy.
    pub level: Level,
    /// How long things may take.
    pub patience: Patience,
    /// How often the server is reminded of what is still wanted.
    pub ping: Duration,
    /// When everything has to have ended.
    pub until: Option<Instant>,
    /// Ends everything earlier.
    pub abort: Abort,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            level: Level::Privacy,
            patience: Patience::default(),
            ping: Duration::from_millis(wua_rpc::importer::PERIOD),
            until: None,
            abort: Abort::default(),
        }
    }
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until a connection is there.
    pub dial: Duration,
    /// Until somebody has signed in on it.
    pub sign_in: Duration,
    /// An ordinary call.
    pub answer: Duration,
    /// A call that may wait itself: a search above all.
    pub work: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            dial: Duration::from_secs(5),
            sign_in: Duration::from_secs(15),
            answer: Duration::from_mins(1),
            work: Duration::from_hours(1),
        }
    }
}
