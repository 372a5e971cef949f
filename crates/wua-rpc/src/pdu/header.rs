//! The common header (C706 12.6.3.1).

use super::Error;
use super::bytes::short;

/// How long the common header is.
pub const HEADER: usize = 16;

/// Little-endian integers, ASCII, IEEE numbers.
pub(super) const DATA_REPRESENTATION: [u8; 4] = [0x10, 0, 0, 0];

/// `PTYPE`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A call, client to server.
    Request,
    /// Its results.
    Response,
    /// Its failure.
    Fault,
    /// The first PDU of a connection.
    Bind,
    /// Its answer.
    BindAck,
    /// Its refusal.
    BindNak,
    /// Further presentation and security contexts.
    AlterContext,
    /// Their answer.
    AlterContextResponse,
    /// The last leg of a handshake, without an answer.
    Auth3,
    /// The server asks the client to close the connection.
    Shutdown,
    /// The client wants a call to end soon.
    Cancel,
    /// The client is not interested in a call any more.
    Orphaned,
}

impl Kind {
    const ALL: [(Self, u8); 12] = [
        (Self::Request, 0),
        (Self::Response, 2),
        (Self::Fault, 3),
        (Self::Bind, 11),
        (Self::BindAck, 12),
        (Self::BindNak, 13),
        (Self::AlterContext, 14),
        (Self::AlterContextResponse, 15),
        (Self::Auth3, 16),
        (Self::Shutdown, 17),
        (Self::Cancel, 18),
        (Self::Orphaned, 19),
    ];

    /// The number on the wire.
    pub fn number(self) -> u8 {
        Self::ALL
            .iter()
            .find_map(|(kind, number)| (*kind == self).then_some(*number))
            .unwrap_or_default()
    }

    /// From the number on the wire.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .find_map(|(kind, known)| (*known == number).then_some(*kind))
    }
}

/// `pfc_flags`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags(pub u8);

impl Flags {
    /// The first fragment.
    pub const FIRST: Self = Self(0x01);
    /// The last fragment.
    pub const LAST: Self = Self(0x02);
    /// The only fragment.
    pub const WHOLE: Self = Self(0x03);
    /// In bind, `alter_context` and their answers: headers and trailers can be signed ([MS-RPCE] 2.2.2.3).
    pub const HEADER_SIGNING: Self = Self(0x04);
    /// Several calls at a time on one connection.
    pub const MULTIPLEXING: Self = Self(0x10);
    /// In a fault: the call has not been executed, and may be tried again.
    pub const NOT_EXECUTED: Self = Self(0x20);
    /// In a request: no answer is wanted.
    pub const MAYBE: Self = Self(0x40);
    /// In a request: an object identifier is there.
    pub const OBJECT: Self = Self(0x80);

    /// Whether all of them are set.
    pub const fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Together.
    #[must_use]
    pub const fn with(self, flags: Self) -> Self {
        Self(self.0 | flags.0)
    }

    /// Together, if `condition` holds.
    #[must_use]
    pub const fn with_if(self, condition: bool, flags: Self) -> Self {
        if condition { self.with(flags) } else { self }
    }
}

/// The common header, as far as it says anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// What kind of PDU it is.
    pub kind: Kind,
    /// Their meaning depends on the kind.
    pub flags: Flags,
    /// How long the PDU is, with header and token.
    pub fragment_length: u16,
    /// How long the token at the end is, without its trailer.
    pub auth_length: u16,
    /// Which call it belongs to.
    pub call_id: u32,
}

impl Header {
    /// Reads the header of a PDU. `None` if there are not 16 bytes yet.
    pub fn parse(bytes: &[u8]) -> Option<Result<Self, Error>> {
        let [
            major,
            minor,
            kind,
            flags,
            d0,
            d1,
            _,
            _,
            f0,
            f1,
            a0,
            a1,
            c0,
            c1,
            c2,
            c3,
        ] = *bytes.first_chunk()?;
        let fragment_length = u16::from_le_bytes([f0, f1]);
        let auth_length = u16::from_le_bytes([a0, a1]);
        let header = Self {
            kind: match Kind::from_number(kind) {
                Some(kind) => kind,
                None => return Some(Err(Error::Kind(kind))),
            },
            flags: Flags(flags),
            fragment_length,
            auth_length,
            call_id: u32::from_le_bytes([c0, c1, c2, c3]),
        };
        let token = if auth_length == 0 {
            0
        } else {
            usize::from(auth_length) + super::TRAILER
        };
        Some(if major != 5 || minor > 1 {
            Err(Error::Version { major, minor })
        } else if [d0, d1] != [0x10, 0] {
            Err(Error::DataRepresentation)
        } else if usize::from(fragment_length) < HEADER + token {
            Err(Error::Length)
        } else {
            Ok(header)
        })
    }

    /// Type and call of a PDU whose header was refused, for the answer.
    pub fn addressee(bytes: &[u8]) -> Option<(Option<Kind>, u32)> {
        let [_, _, kind, _, representation, _, _, _, _, _, _, _, call_id @ ..] =
            *bytes.first_chunk::<HEADER>()?;
        let call_id = match representation & 0xF0 {
            0 => u32::from_be_bytes(call_id),
            _ => u32::from_le_bytes(call_id),
        };
        Some((Kind::from_number(kind), call_id))
    }

    /// The 16 bytes.
    pub fn to_bytes(&self) -> [u8; HEADER] {
        let [d0, d1, d2, d3] = DATA_REPRESENTATION;
        let [f0, f1] = self.fragment_length.to_le_bytes();
        let [a0, a1] = self.auth_length.to_le_bytes();
        let [c0, c1, c2, c3] = self.call_id.to_le_bytes();
        [
            5,
            0,
            self.kind.number(),
            self.flags.0,
            d0,
            d1,
            d2,
            d3,
            f0,
            f1,
            a0,
            a1,
            c0,
            c1,
            c2,
            c3,
        ]
    }
}

/// Appends a PDU that is only a header: shutdown, cancel, orphaned.
pub fn write_bare(out: &mut Vec<u8>, kind: Kind, call_id: u32) {
    out.extend_from_slice(
        &Header {
            kind,
            flags: Flags::WHOLE,
            fragment_length: short(HEADER),
            auth_length: 0,
            call_id,
        }
        .to_bytes(),
    );
}

/// Writes the lengths into the header of the PDU that begins at `start` and ends where the buffer ends.
pub(super) fn set_lengths(out: &mut [u8], start: usize, auth_length: usize) {
    let fragment_length = short(out.len().saturating_sub(start)).to_le_bytes();
    let auth_length = short(auth_length).to_le_bytes();
    if let Some(place) = out.get_mut(start + 8..start + 12) {
        let [f0, f1] = fragment_length;
        let [a0, a1] = auth_length;
        place.copy_from_slice(&[f0, f1, a0, a1]);
    }
}
