//! Codes that only remote calls know ([MS-ERREF]).

use wua_com::HResult;

/// The versions of the protocol do not agree.
pub const RPC_E_VERSION_MISMATCH: HResult = HResult::from_u32(0x8001_0110);
/// The header of the call is not readable.
pub const RPC_E_INVALID_HEADER: HResult = HResult::from_u32(0x8001_0111);
/// No interface has this identifier.
pub const RPC_E_INVALID_IPID: HResult = HResult::from_u32(0x8001_0113);
/// No object has this identifier.
pub const RPC_E_INVALID_OBJECT: HResult = HResult::from_u32(0x8001_0114);
/// The object reference is not readable.
pub const RPC_E_INVALID_OBJREF: HResult = HResult::from_u32(0x8001_011D);
/// The object is not registered.
pub const CO_E_OBJNOTREG: HResult = HResult::from_u32(0x8004_01FB);

/// No object exporter has this identifier.
pub const OR_INVALID_OXID: u32 = 1910;
/// No object has this identifier.
pub const OR_INVALID_OID: u32 = 1911;
/// No set of objects has this identifier.
pub const OR_INVALID_SET: u32 = 1912;
/// The endpoint mapper knows no such entry.
pub const EPT_S_NOT_REGISTERED: u32 = 0x16C9_A0D6;
