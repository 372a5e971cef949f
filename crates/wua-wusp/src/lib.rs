//! What an update server and an agent say to each other, without input or output: bytes in, bytes out.
//!
//! * [`messages`] are the operations, one module each: a request that can be written, an answer that can be read;
//! * [`fault`] is what a server says instead of an answer, and what is to be done then;
//! * [`session`] is what is held of a server: its configuration, our cookie, our registration; it says which call is
//!   the next one, and recovers;
//! * [`sync`] is the loop that makes what is known here the same as what the server offers;
//! * [`exchange`] is every other operation within a session;
//! * [`events`] are what servers want to be told;
//! * [`xpress`] is how answers are compressed;
//! * [`soap`] is the envelope around all of them.
//!
//! An update's metadata is opaque here: text, handed over as it came.
//!
//! Specification: [MS-WUSP]. Where real peers differ from it, they are followed, and `OBSERVED:` says so.
//!
//! INVARIANT: no socket, file, environment, clock or randomness is touched; `now` is an argument. No input panics, and
//! nothing is allocated that the input does not pay for.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

mod base64;
mod error;
pub mod events;
pub mod exchange;
pub mod fault;
pub mod messages;
pub mod session;
pub mod soap;
pub mod sync;
mod time;
pub mod xpress;

pub use error::Error;
pub use exchange::Exchange;
pub use fault::{Fault, FaultCode, Reaction};
pub use session::{Session, Settings, State};
pub use soap::{Call, Service};
pub use sync::Sync;
pub use time::DateTime;
