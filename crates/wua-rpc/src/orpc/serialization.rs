//! Type serialization, version 1 ([MS-RPCE] 2.2.6): a structure with headers of its own before it.

use crate::ndr::{Error, Reader, Writer};

/// Version 1, little endian, and the length of the header.
const COMMON_HEADER: [u8; 8] = [1, 0x10, 8, 0, 0xCC, 0xCC, 0xCC, 0xCC];

/// Both headers together.
pub(crate) const HEADERS: usize = 16;

/// The structure with its headers, padded to eight bytes.
pub(crate) fn serialize(write: impl FnOnce(&mut Writer)) -> Result<Vec<u8>, Error> {
    let mut body = Writer::new();
    write(&mut body);
    body.align(8);
    let body = body.finish()?;
    let mut writer = Writer::new();
    writer.bytes(&COMMON_HEADER);
    writer.count(body.len());
    writer.u32(0);
    writer.bytes(&body);
    writer.finish()
}

/// At the beginning of the structure behind its headers.
pub(crate) fn deserialize(bytes: &[u8]) -> Result<Reader<'_>, Error> {
    let mut reader = Reader::new(bytes);
    let (version, order) = (reader.u8()?, reader.u8()?);
    let header = reader.u16()?;
    if (version, order, header) != (1, 0x10, 8) {
        return Err(reader.unexpected("the header of a serialized structure", header));
    }
    let _filler = reader.u32()?;
    let length = reader.count("bytes of a serialized structure", 1)?;
    let _filler = reader.u32()?;
    Ok(Reader::new(reader.bytes(length.min(reader.rest().len()))?))
}
