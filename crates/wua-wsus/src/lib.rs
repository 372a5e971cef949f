//! Services of Windows updates. Today: catalogues of software distribution packages (SDP), as publishers of programs and drivers
//! write them for System Center and WSUS.
//!
//! [`Catalogues`] makes a service of a folder, a document or a cabinet. Each package becomes a revision with rules, prerequisites
//! and what its installer needs; what is broken is left out, with its name and the reason.
//!
//! INVARIANT: one package is in memory at a time, beside what the others have become; nothing of a catalogue is written
//! anywhere, and its names of files are never used as paths.

mod cabinet;
mod catalogue;
mod copy;
mod fragments;
mod identity;
mod sdp;
mod service;
mod signature;
mod update_server;

#[doc(hidden)]
pub mod fuzzing;

pub use cabinet::{Cabinet, CabinetError};
pub use catalogue::TRUST_E_BAD_DIGEST;
pub use service::{Catalogues, load};
pub use signature::{Signature, SignedBy, payload_signature};
pub use update_server::{Patience, UpdateServers};
