//! Little things that every PDU is written with.

use wua_com::Guid;

/// Appends a GUID as it stands on the wire.
pub(crate) fn put_guid(out: &mut Vec<u8>, guid: &Guid) {
    out.extend_from_slice(&guid.data1.to_le_bytes());
    out.extend_from_slice(&guid.data2.to_le_bytes());
    out.extend_from_slice(&guid.data3.to_le_bytes());
    out.extend_from_slice(&guid.data4);
}

/// Appends zeros until what was written since `start` is a multiple of `to`.
pub(super) fn align(out: &mut Vec<u8>, start: usize, to: usize) {
    let length = out.len().saturating_sub(start).next_multiple_of(to);
    out.resize(start + length, 0);
}

/// A length that is a number of 16 bits by construction; what is longer cannot be sent as one PDU.
pub(crate) fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
