//! Remote calls, without input or output: bytes and events in, bytes and events out.
//!
//! * [`pdu`] is what goes over a connection, byte by byte;
//! * [`connection`] is what happens on it, for either side;
//! * [`auth`] is who calls, and how PDUs are signed and sealed;
//! * [`ndr`] reads and writes parameters: one interpreter over the interface tables, for every member;
//! * [`orpc`] is what COM puts around them: object references, bindings, activation, the endpoint mapper;
//! * [`exporter`] is what a server does with all of it: its objects, who holds them, and their calls;
//! * [`importer`] is what a client keeps of objects that it was handed.
//!
//! Specifications: C706, MS-RPCE, MS-DCOM, MS-OAUT.
//!
//! INVARIANT: no socket, file, environment, clock or randomness is touched, no input panics, and nothing is allocated
//! that the input does not pay for.

#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod auth;
pub mod connection;
pub mod exporter;
pub mod importer;
pub mod ndr;
pub mod orpc;
pub mod pdu;
