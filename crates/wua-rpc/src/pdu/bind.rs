//! What a connection begins with: bind and `alter_context`, and what they are answered with (C706 12.6.4).

use super::bytes::{align, short};
use super::header::set_lengths;
use super::syntax::Syntax;
use super::{Error, Features, Flags, HEADER, Header, Kind, NDR20, SecurityTrailer};
use crate::ndr::Reader;

/// A bind or an `alter_context`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bind {
    /// The longest fragment that the client sends.
    pub max_transmit: u16,
    /// The longest fragment that it reads.
    pub max_receive: u16,
    /// The association group; 0 for a new one.
    pub group: u32,
    /// The presentation contexts that are proposed.
    pub contexts: Vec<ContextOffer>,
}

/// One interface, and how its parameters can be transferred.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContextOffer {
    /// What requests call it.
    pub id: u16,
    /// The interface.
    pub interface: Syntax,
    /// One of these.
    pub transfers: Vec<Syntax>,
}

/// A `bind_ack` or an `alter_context_resp`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BindAck {
    /// The longest fragment that the server sends.
    pub max_transmit: u16,
    /// The longest fragment that it reads.
    pub max_receive: u16,
    /// The association group.
    pub group: u32,
    /// The port, in the answer to a bind; empty otherwise.
    pub address: String,
    /// In the order of the proposals.
    pub verdicts: Vec<Verdict>,
}

/// What became of a presentation context ([MS-RPCE] 2.2.2.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It can be used with this transfer syntax.
    Accepted(Syntax),
    /// `provider_rejection`: nobody knows this interface, or not in this version.
    UnknownInterface,
    /// `provider_rejection`: none of the transfer syntaxes is known.
    UnknownTransfer,
    /// `provider_rejection`: the connection has too many.
    LimitExceeded,
    /// `negotiate_ack`: it was none; this is what both sides can do.
    Features(Features),
    /// Another refusal, for a reason of its own.
    Refused {
        /// `user_rejection` or `provider_rejection`.
        result: u16,
        /// Why.
        reason: u16,
    },
}

/// A `bind_nak`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BindNak {
    /// Why.
    pub reason: Nak,
}

/// `provider_reject_reason` ([MS-RPCE] 2.2.2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nak(pub u16);

impl Nak {
    /// None of the others.
    pub const NOT_SPECIFIED: Self = Self(0);
    /// The server has no room.
    pub const LOCAL_LIMIT: Self = Self(2);
    /// Another version, or not readable at all.
    pub const PROTOCOL: Self = Self(4);
    /// The server does not know this authentication.
    pub const UNKNOWN_AUTHENTICATION: Self = Self(8);
    /// The authentication failed at once.
    pub const INVALID_CHECKSUM: Self = Self(9);
}

impl Bind {
    /// Reads what stands between the common header and the security trailer.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::packed(body);
        let mut bind = Self {
            max_transmit: reader.u16()?,
            max_receive: reader.u16()?,
            group: reader.u32()?,
            contexts: Vec::new(),
        };
        let count = reader.u8()?;
        reader.bytes(3)?;
        for _ in 0..count {
            let id = reader.u16()?;
            let transfers = reader.u8()?;
            reader.bytes(1)?;
            let interface = Syntax::read(&mut reader)?;
            bind.contexts.push(ContextOffer {
                id,
                interface,
                transfers: (0..transfers)
                    .map(|_| Syntax::read(&mut reader))
                    .collect::<Result<_, _>>()?,
            });
        }
        Ok(bind)
    }

    /// Appends it as a PDU.
    pub fn write(
        &self,
        out: &mut Vec<u8>,
        kind: Kind,
        flags: Flags,
        call_id: u32,
        token: Option<(SecurityTrailer, &[u8])>,
    ) -> Result<(), Error> {
        let start = begin(out, kind, flags, call_id);
        out.extend_from_slice(&self.max_transmit.to_le_bytes());
        out.extend_from_slice(&self.max_receive.to_le_bytes());
        out.extend_from_slice(&self.group.to_le_bytes());
        out.extend_from_slice(&[count(self.contexts.len())?, 0, 0, 0]);
        for context in &self.contexts {
            out.extend_from_slice(&context.id.to_le_bytes());
            out.extend_from_slice(&[count(context.transfers.len())?, 0]);
            context.interface.write(out);
            context.transfers.iter().for_each(|transfer| transfer.write(out));
        }
        end(out, start, token)
    }
}

impl BindAck {
    /// Reads what stands between the common header and the security trailer.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader::packed(body);
        let mut ack = Self {
            max_transmit: reader.u16()?,
            max_receive: reader.u16()?,
            group: reader.u32()?,
            ..Self::default()
        };
        let length = reader.u16()?;
        let address = reader.bytes(usize::from(length))?;
        let address = address.strip_suffix(&[0]).unwrap_or(address);
        ack.address = String::from_utf8_lossy(address).into_owned();
        // Counted from the beginning of the PDU, whose header is a multiple of 4.
        let padding = reader.position().next_multiple_of(4) - reader.position();
        reader.bytes(padding)?;
        let count = reader.u8()?;
        reader.bytes(3)?;
        for _ in 0..count {
            let result = reader.u16()?;
            let reason = reader.u16()?;
            ack.verdicts
                .push(Verdict::from_parts(result, reason, Syntax::read(&mut reader)?));
        }
        Ok(ack)
    }

    /// Appends it as a PDU.
    pub fn write(
        &self,
        out: &mut Vec<u8>,
        kind: Kind,
        flags: Flags,
        call_id: u32,
        token: Option<(SecurityTrailer, &[u8])>,
    ) -> Result<(), Error> {
        let start = begin(out, kind, flags, call_id);
        out.extend_from_slice(&self.max_transmit.to_le_bytes());
        out.extend_from_slice(&self.max_receive.to_le_bytes());
        out.extend_from_slice(&self.group.to_le_bytes());
        if self.address.is_empty() {
            out.extend_from_slice(&[0, 0]);
        } else {
            out.extend_from_slice(&short(self.address.len() + 1).to_le_bytes());
            out.extend_from_slice(self.address.as_bytes());
            out.push(0);
        }
        align(out, start, 4);
        out.extend_from_slice(&[count(self.verdicts.len())?, 0, 0, 0]);
        for verdict in &self.verdicts {
            let (result, reason, transfer) = verdict.parts();
            out.extend_from_slice(&result.to_le_bytes());
            out.extend_from_slice(&reason.to_le_bytes());
            transfer.write(out);
        }
        end(out, start, token)
    }
}

impl Verdict {
    fn from_parts(result: u16, reason: u16, transfer: Syntax) -> Self {
        match (result, reason) {
            (0, _) => Self::Accepted(transfer),
            (2, 1) => Self::UnknownInterface,
            (2, 2) => Self::UnknownTransfer,
            (2, 3) => Self::LimitExceeded,
            (3, features) => Self::Features(Features(features)),
            (result, reason) => Self::Refused { result, reason },
        }
    }

    fn parts(self) -> (u16, u16, Syntax) {
        let nothing = Syntax::default();
        match self {
            Self::Accepted(transfer) => (0, 0, transfer),
            Self::UnknownInterface => (2, 1, nothing),
            Self::UnknownTransfer => (2, 2, nothing),
            Self::LimitExceeded => (2, 3, nothing),
            Self::Features(Features(features)) => (3, features, nothing),
            Self::Refused { result, reason } => (result, reason, nothing),
        }
    }
}

impl BindNak {
    /// Reads what follows the common header.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let reason = Nak(Reader::packed(body).u16()?);
        Ok(Self { reason })
    }

    /// Appends it as a PDU; it names 5.0 as the version that is spoken.
    pub fn write(&self, out: &mut Vec<u8>, call_id: u32) {
        let start = begin(out, Kind::BindNak, Flags::WHOLE, call_id);
        out.extend_from_slice(&self.reason.0.to_le_bytes());
        out.extend_from_slice(&[1, 5, 0]);
        align(out, start, 4);
        set_lengths(out, start, 0);
    }
}

impl ContextOffer {
    /// An interface, with the transfer syntax that everybody speaks.
    pub fn new(id: u16, interface: Syntax) -> Self {
        Self {
            id,
            interface,
            transfers: vec![NDR20],
        }
    }
}

fn begin(out: &mut Vec<u8>, kind: Kind, flags: Flags, call_id: u32) -> usize {
    let start = out.len();
    let header = Header {
        kind,
        flags,
        fragment_length: 0,
        auth_length: 0,
        call_id,
    };
    out.extend_from_slice(&header.to_bytes());
    start
}

/// Trailer and token; the lengths. Nothing is left of a PDU that is too long.
fn end(out: &mut Vec<u8>, start: usize, token: Option<(SecurityTrailer, &[u8])>) -> Result<(), Error> {
    let mut auth_length = 0;
    if let Some((trailer, token)) = token {
        let length = out.len() - start;
        // 4 is what all peers do here, whatever [MS-RPCE] 2.2.2.11 says of 16.
        align(out, start, 4);
        let padding = u8::try_from(out.len() - start - length).unwrap_or_default();
        out.extend_from_slice(&SecurityTrailer { padding, ..trailer }.to_bytes());
        out.extend_from_slice(token);
        auth_length = token.len();
    }
    if out.len() - start > usize::from(u16::MAX) {
        out.truncate(start);
        return Err(Error::Length);
    }
    set_lengths(out, start, auth_length);
    Ok(())
}

/// Appends the last leg of a handshake ([MS-RPCE] 2.2.2.10).
pub(crate) fn write_auth3(
    out: &mut Vec<u8>,
    flags: Flags,
    call_id: u32,
    trailer: SecurityTrailer,
    token: &[u8],
) -> Result<(), Error> {
    let start = begin(out, Kind::Auth3, flags, call_id);
    out.resize(start + HEADER + 4, 0);
    end(out, start, Some((trailer, token)))
}

fn count(length: usize) -> Result<u8, Error> {
    u8::try_from(length).map_err(|_| Error::Value("the number of presentation contexts"))
}
