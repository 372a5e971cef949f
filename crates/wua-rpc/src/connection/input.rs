//! Bytes that have arrived, cut into PDUs.

use crate::pdu::{Error, HEADER, Header, Kind};

/// More room than this is given back when it is empty: most connections are idle most of the time.
const KEPT: usize = 1024;

/// What has arrived and is not yet a PDU.
#[derive(Default)]
pub(super) struct Input {
    bytes: Vec<u8>,
    /// Since when the rest of a PDU is waited for.
    pub(super) since: Option<u64>,
}

/// What stands at the beginning of some bytes.
pub(super) enum Next {
    /// Not yet a PDU.
    Wait,
    /// A PDU of this length.
    Pdu(Header, usize),
    /// Nothing that could become one.
    Refused(Error),
    /// A fragment that is longer than was agreed.
    TooLong(Header),
}

impl Input {
    /// All there is. What is not used has to be given back.
    pub(super) fn take(&mut self, more: &[u8]) -> Vec<u8> {
        self.bytes.extend_from_slice(more);
        core::mem::take(&mut self.bytes)
    }

    /// Gives back what follows the first `used` bytes.
    pub(super) fn give_back(&mut self, mut bytes: Vec<u8>, used: usize, now: u64) {
        bytes.drain(..used.min(bytes.len()));
        if bytes.is_empty() {
            bytes.shrink_to(KEPT);
            self.since = None;
        } else if used > 0 || self.since.is_none() {
            self.since = Some(now);
        }
        self.bytes = bytes;
    }
}

/// Looks for a PDU at the beginning. Only those that carry tokens may be longer than `longest`.
pub(super) fn next(bytes: &[u8], longest: u16) -> Next {
    // What is wrong with the version or the byte order is said before more is waited for.
    let header = match Header::parse(bytes) {
        None => return Next::Wait,
        Some(Err(error)) => return Next::Refused(error),
        Some(Ok(header)) => header,
    };
    let length = usize::from(header.fragment_length);
    if header.fragment_length > longest && !carries_token(header.kind) {
        Next::TooLong(header)
    } else if bytes.len() < length {
        Next::Wait
    } else {
        Next::Pdu(header, length.max(HEADER))
    }
}

/// Tickets of Kerberos can be longer than any fragment.
fn carries_token(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bind | Kind::BindAck | Kind::AlterContext | Kind::AlterContextResponse | Kind::Auth3
    )
}
