//! Who is calling, and how what is said is protected.
//!
//! A [`Handshake`] exchanges tokens until both sides know each other; what comes out of it is a [`Security`] that signs
//! and seals PDUs. A connection knows these two traits and no mechanism: NTLM and SPNEGO stand here, Kerberos in a crate of
//! its own.

pub mod ntlm;
pub mod spnego;

use core::fmt;

/// What a mechanism takes from outside: nothing in this crate reads a clock or draws random numbers.
pub trait Outside {
    /// 100 nanoseconds since 1601, UTC.
    fn file_time(&self) -> u64;
    /// Fills `bytes` with what nobody can guess.
    fn random(&mut self, bytes: &mut [u8]);
}

/// Tokens back and forth, of either side.
pub trait Handshake: Send {
    /// Takes the other side's token; the first call of a client gets an empty one.
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal>;
}

/// What came of a token.
pub enum Progress {
    /// For the other side, whose answer is waited for.
    Continue(Vec<u8>),
    /// Both sides know each other. The token, if not empty, is still for the other side.
    Done {
        /// For the other side, unless it is empty.
        token: Vec<u8>,
        /// What protects the PDUs from now on.
        security: Box<dyn Security>,
    },
}

/// Signs and seals the PDUs of one security context, both ways, in the order of sending and receiving.
pub trait Security: Send {
    /// How long the token behind every PDU is.
    fn token_length(&self, protection: Protection) -> usize;
    /// Seals the body in place where that is asked for, and gives the token, which is [`Security::token_length`] long.
    /// Without one nothing may be sent: the body may still be readable.
    fn protect(&mut self, pdu: Pdu<'_>, protection: Protection) -> Result<Vec<u8>, NotProtected>;
    /// Unseals the body in place, and compares the token.
    fn verify(&mut self, pdu: Pdu<'_>, token: &[u8], protection: Protection) -> Result<(), BadSignature>;
    /// The other side.
    fn peer(&self) -> &Peer;

    /// A token over the mechanisms that SPNEGO chose from, so that nobody takes the best of them away. `None` if this
    /// mechanism cannot give one. Comes before the first PDU.
    fn sign_mechanisms(&mut self, list: &[u8]) -> Option<Vec<u8>> {
        let _ = list;
        None
    }

    /// Compares the other side's.
    fn verify_mechanisms(&mut self, list: &[u8], token: &[u8]) -> Result<(), BadSignature> {
        let _ = (list, token);
        Err(BadSignature)
    }
}

/// The parts of a PDU as they are signed.
pub struct Pdu<'a> {
    /// Common header and the header of its kind.
    pub header: &'a [u8],
    /// Stub and padding.
    pub body: &'a mut [u8],
    /// The security trailer without the token.
    pub trailer: &'a [u8],
    /// Whether both sides agreed to sign header and trailer. NTLM does so anyway.
    pub header_signing: bool,
}

/// What is done to each PDU.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Protection {
    /// Signed.
    Integrity,
    /// Signed, and the body sealed.
    Privacy,
}

/// Who somebody showed to be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Peer {
    /// As sent, without the domain. Of a realm all of the principal: `anna@EXAMPLE.ORG`.
    pub user: String,
    /// As sent, and so often empty.
    pub domain: String,
    /// What it calls itself; nothing vouches for it.
    pub workstation: String,
    /// Who says so.
    pub voucher: Voucher,
}

/// Who vouches for a name. The same name of two vouchers means two users.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Voucher {
    /// The server itself, which has an account of that name.
    #[default]
    Account,
    /// A Kerberos realm.
    Realm,
}

/// A handshake that ended badly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Who somebody wanted to be, as far as it was said.
    pub peer: Option<Peer>,
    /// Why, for the log of this side alone.
    pub reason: String,
}

/// A PDU could not be signed or sealed: the security context is of no use any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotProtected;

/// The token does not belong to this PDU, or not here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BadSignature;

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.reason)
    }
}

impl core::error::Error for Refusal {}

impl fmt::Display for NotProtected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the PDU could not be signed")
    }
}

impl core::error::Error for NotProtected {}

impl fmt::Display for BadSignature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the signature does not belong to this PDU")
    }
}

impl core::error::Error for BadSignature {}
