//! Kerberos for remote calls ([MS-RPCE] with [MS-KILE], RFC 4121), both sides, by the system's GSSAPI.
//!
//! * [`Server`] lets in whoever has a ticket for one of the keys in the keytab;
//! * [`Client`] has such a ticket: from a cache, for a key in a keytab, or for a password.
//!
//! Both give handshakes of three legs (`GSS_C_DCE_STYLE`), alone (`auth_type` 16) or within
//! [SPNEGO](wua_rpc::auth::spnego), of which they are mechanisms.
//!
//! GSSAPI learns from the environment of the process where keytabs and caches lie, and from nowhere else without `unsafe`:
//! see [`Files`].
//!
//! INVARIANT: nobody is let in without mutual authentication and a sequence that is checked, and nothing is said in a
//! context that cannot sign it, or seal it where that is wanted.

#![cfg(unix)]

mod client;
mod failure;
mod files;
mod framing;
mod principal;
mod security;
mod server;

use libgssapi::context::CtxFlags;
use wua_rpc::auth::spnego::Oid;

pub use client::Client;
pub use failure::Failure;
pub use files::Files;
pub use principal::{is_member, local_user};
pub use server::Server;

/// `auth_type` of Kerberos without SPNEGO ([MS-RPCE] 2.2.1.1.7).
pub const AUTH_TYPE: u8 = 16;

/// What SPNEGO calls it: 1.2.840.48018.1.2.2, which Windows once shortened by mistake and still puts first, and
/// 1.2.840.113554.1.2.2, which is right ([MS-SPNG] 3.1.5.2).
pub const NAMES: [Oid; 2] = [
    Oid(&[0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02]),
    Oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02]),
];

/// `GSS_C_DCE_STYLE`: three legs, and tokens that lie apart from what they protect.
const DCE_STYLE: CtxFlags = CtxFlags::from_bits_retain(0x1000);

/// Without these nothing is said.
///
/// OBSERVED: Samba 4.17 does not ask for sealing where it only signs, so those alone need it who seal.
const REQUIRED: CtxFlags = CtxFlags::GSS_C_MUTUAL_FLAG
    .union(CtxFlags::GSS_C_REPLAY_FLAG)
    .union(CtxFlags::GSS_C_SEQUENCE_FLAG)
    .union(CtxFlags::GSS_C_INTEG_FLAG)
    .union(DCE_STYLE);
