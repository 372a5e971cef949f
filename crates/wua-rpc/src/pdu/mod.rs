//! The PDUs of connection-oriented RPC (C706 12.6 with [MS-RPCE] 2.2.2), read and written.
//!
//! Only little-endian integers, ASCII and IEEE numbers are read: no peer of ours sends anything else.

mod bind;
mod bytes;
mod call;
mod error;
mod header;
mod security;
mod syntax;
#[cfg(test)]
mod tests;
mod verification;

pub use bind::{Bind, BindAck, BindNak, ContextOffer, Nak, Verdict};
pub use call::{Fault, Request, Response, write_fault};
pub use error::Error;
pub use header::{Flags, HEADER, Header, Kind, write_bare};
pub use security::{SecurityTrailer, TRAILER};
pub use syntax::{Features, NDR20, Syntax};
pub use verification::{Unverified, Verification};

pub(crate) use bind::write_auth3;
pub(crate) use bytes::{put_guid, short};
pub(crate) use call::{CALL_HEADER, OBJECT_CALL_HEADER};

/// Status codes of fault PDUs (C706 N, [MS-ERREF] 2.2).
pub mod status {
    /// `ERROR_ACCESS_DENIED`: the level is too low, or the caller did not show who it is.
    pub const ACCESS_DENIED: u32 = 5;
    /// `RPC_S_SERVER_TOO_BUSY`: the call was not executed, and may be tried again.
    pub const TOO_BUSY: u32 = 0x06BB;
    /// `RPC_S_PROTOCOL_ERROR`: more security contexts than a connection may have ([MS-RPCE] 3.3.1.5.4).
    pub const TOO_MANY_SECURITY_CONTEXTS: u32 = 0x06C0;
    /// `RPC_S_UNKNOWN_AUTHN_SERVICE`.
    pub const UNKNOWN_AUTHENTICATION: u32 = 0x06D3;
    /// `RPC_S_SEC_PKG_ERROR`: a signature is wrong.
    pub const SECURITY_PACKAGE: u32 = 0x0721;
    /// `nca_s_op_rng_error`: the interface has no such operation.
    pub const OPERATION_RANGE: u32 = 0x1C01_0002;
    /// `nca_s_unk_if`: no such presentation context.
    pub const UNKNOWN_INTERFACE: u32 = 0x1C01_0003;
    /// `nca_s_proto_error`.
    pub const PROTOCOL_ERROR: u32 = 0x1C01_000B;
    /// `nca_s_server_too_busy`: too many calls are in flight.
    pub const SERVER_TOO_BUSY: u32 = 0x1C01_0014;
    /// `nca_s_fault_cancel`: the caller wanted so.
    pub const CANCELLED: u32 = 0x1C00_000D;
}
