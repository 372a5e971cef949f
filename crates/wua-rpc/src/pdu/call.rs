//! Requests, responses and faults (C706 12.6.4.7, 12.6.4.9, 12.6.4.10).

use wua_com::Guid;

use super::bytes::short;
use super::{Error, Flags, HEADER, Header, Kind};
use crate::ndr::Reader;

/// Where the stub of a request or a response begins.
pub(crate) const CALL_HEADER: usize = HEADER + 8;
/// Where it begins behind an object identifier.
pub(crate) const OBJECT_CALL_HEADER: usize = CALL_HEADER + 16;

/// What a request says before its stub.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    /// The presentation context.
    pub context: u16,
    /// The operation.
    pub opnum: u16,
    /// The object; in DCOM the IPID.
    pub object: Option<Guid>,
    /// Where the stub begins.
    pub stub: usize,
}

/// What a response says before its stub.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Response {
    /// The presentation context.
    pub context: u16,
    /// Where the stub begins.
    pub stub: usize,
}

/// A call that failed before its results could be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The presentation context.
    pub context: u16,
    /// Why.
    pub status: u32,
}

impl Request {
    /// Reads a whole PDU.
    pub fn parse(pdu: &[u8], header: &Header) -> Result<Self, Error> {
        let [_, _, _, _, c0, c1, o0, o1] = call_header(pdu)?;
        let (object, stub) = if header.flags.has(Flags::OBJECT) {
            let object = pdu.get(CALL_HEADER..).ok_or(Error::Truncated)?;
            (Some(Reader::packed(object).guid()?), OBJECT_CALL_HEADER)
        } else {
            (None, CALL_HEADER)
        };
        Ok(Self {
            context: u16::from_le_bytes([c0, c1]),
            opnum: u16::from_le_bytes([o0, o1]),
            object,
            stub,
        })
    }
}

impl Response {
    /// Reads a whole PDU.
    pub fn parse(pdu: &[u8]) -> Result<Self, Error> {
        let [_, _, _, _, c0, c1, _, _] = call_header(pdu)?;
        Ok(Self {
            context: u16::from_le_bytes([c0, c1]),
            stub: CALL_HEADER,
        })
    }
}

impl Fault {
    /// Reads a whole PDU.
    pub fn parse(pdu: &[u8]) -> Result<Self, Error> {
        let Response { context, stub } = Response::parse(pdu)?;
        let status = *pdu
            .get(stub..)
            .and_then(<[u8]>::first_chunk)
            .ok_or(Error::Truncated)?;
        Ok(Self {
            context,
            status: u32::from_le_bytes(status),
        })
    }
}

/// Appends a fault. It carries no signature: impacket and Samba read the status where it stands, and their key streams
/// would run apart.
pub fn write_fault(out: &mut Vec<u8>, call_id: u32, fault: &Fault, executed: bool) {
    let header = Header {
        kind: Kind::Fault,
        flags: Flags::WHOLE.with_if(!executed, Flags::NOT_EXECUTED),
        fragment_length: short(FAULT),
        auth_length: 0,
        call_id,
    };
    out.extend_from_slice(&header.to_bytes());
    // The length of the whole PDU: so little is in it ([MS-RPCE] 2.2.2.8).
    out.extend_from_slice(&u32::from(header.fragment_length).to_le_bytes());
    out.extend_from_slice(&fault.context.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(&fault.status.to_le_bytes());
    out.extend_from_slice(&[0; 4]);
}

const FAULT: usize = CALL_HEADER + 8;

fn call_header(pdu: &[u8]) -> Result<[u8; 8], Error> {
    pdu.get(HEADER..)
        .and_then(<[u8]>::first_chunk)
        .copied()
        .ok_or(Error::Truncated)
}
