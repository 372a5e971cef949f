//! What both sides agree on, [MS-NLMP] 2.2.2.5. Only what is spoken here has a name.

/// Text is UTF-16.
pub(super) const UNICODE: u32 = 0x0000_0001;
pub(super) const REQUEST_TARGET: u32 = 0x0000_0004;
pub(super) const SIGN: u32 = 0x0000_0010;
pub(super) const SEAL: u32 = 0x0000_0020;
/// NTLM as such, of whatever version.
pub(super) const NTLM: u32 = 0x0000_0200;
pub(super) const ANONYMOUS: u32 = 0x0000_0800;
pub(super) const ALWAYS_SIGN: u32 = 0x0000_8000;
pub(super) const TARGET_TYPE_SERVER: u32 = 0x0002_0000;
pub(super) const EXTENDED_SESSION_SECURITY: u32 = 0x0008_0000;
pub(super) const TARGET_INFO: u32 = 0x0080_0000;
pub(super) const VERSION: u32 = 0x0200_0000;
pub(super) const KEY_128: u32 = 0x2000_0000;
pub(super) const KEY_EXCHANGE: u32 = 0x4000_0000;
pub(super) const KEY_56: u32 = 0x8000_0000;

/// Nobody is spoken with who does not speak these. Sealing is not among them: who only signs need not ask for it.
pub(super) const REQUIRED: u32 = UNICODE | SIGN | NTLM | EXTENDED_SESSION_SECURITY | KEY_128 | KEY_EXCHANGE;

/// What a client of ours asks for.
pub(super) const OFFERED: u32 =
    REQUIRED | REQUEST_TARGET | SEAL | ALWAYS_SIGN | TARGET_INFO | VERSION | KEY_56;

/// Taken from the client where it asks for it.
pub(super) const OPTIONAL: u32 = SEAL | VERSION | KEY_56;

/// The first thing that is missing, in words for a log.
pub(super) fn missing(flags: u32) -> Option<&'static str> {
    [
        (UNICODE, "names in UTF-16"),
        (NTLM, "NTLM"),
        (EXTENDED_SESSION_SECURITY, "extended session security"),
        (KEY_128, "keys of 128 bit"),
        (KEY_EXCHANGE, "an exchanged session key"),
        (SIGN, "signatures"),
    ]
    .into_iter()
    .find_map(|(flag, name)| (flags & flag == 0).then_some(name))
}
