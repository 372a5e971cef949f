//! Strings: BSTR ([MS-OAUT] 2.2.23) and conformant varying wide strings (C706 14.3.4).
//!
//! Ours are Unicode scalar values: half a surrogate pair is read as U+FFFD. A NULL BSTR and an empty one are the same.

use wua_com::Text;

use super::{Error, Reader, Writer};

/// How a NULL BSTR says so in its count of bytes.
const NULL: u32 = u32::MAX;

/// A BSTR with its pointer.
pub fn read_bstr(reader: &mut Reader<'_>) -> Result<Text, Error> {
    if reader.pointer()? {
        read_bstr_body(reader)
    } else {
        Ok(Text::default())
    }
}

/// What the pointer of a BSTR points to.
pub fn read_bstr_body(reader: &mut Reader<'_>) -> Result<Text, Error> {
    let units = reader.count("characters of a BSTR", 2)?;
    let bytes = reader.u32()?;
    reader.conformance("characters of a BSTR", units)?;
    let data = reader.bytes(units * 2)?;
    if bytes == NULL && units == 0 {
        return Ok(Text::default());
    }
    // A BSTR may have an odd number of bytes; the last one is no character.
    match usize::try_from(bytes).ok().and_then(|bytes| data.get(..bytes)) {
        Some(data) => Ok(from_utf16(data).into()),
        None => Err(reader.unexpected("the byte count of a BSTR", bytes)),
    }
}

/// A BSTR with its pointer.
pub fn write_bstr(writer: &mut Writer, text: &str) {
    writer.user_pointer();
    write_bstr_body(writer, text);
}

/// What the pointer of a BSTR points to.
pub fn write_bstr_body(writer: &mut Writer, text: &str) {
    writer.align(4);
    let counts = writer.position();
    writer.bytes(&[0; 12]);
    let units = writer.utf16(text);
    writer.patch(counts, units);
    writer.patch(counts + 4, units.saturating_mul(2));
    writer.patch(counts + 8, units);
}

/// A NULL BSTR, in the form that the specification asks for: a pointer to a blob that says so.
pub fn write_null_bstr(writer: &mut Writer) {
    writer.user_pointer();
    write_null_bstr_body(writer);
}

/// What the pointer of a NULL BSTR points to.
pub fn write_null_bstr_body(writer: &mut Writer) {
    writer.count(0);
    writer.u32(NULL);
    writer.count(0);
}

/// A wide string behind its pointer, up to its terminator.
pub fn read_string(reader: &mut Reader<'_>) -> Result<String, Error> {
    let maximum = reader.u32()?;
    let offset = reader.u32()?;
    if offset != 0 {
        return Err(reader.unexpected("the offset of a string", offset));
    }
    let actual = reader.u32()?;
    if actual > maximum {
        return Err(reader.unexpected("the length of a string", actual));
    }
    let units = reader.bounded(actual, "characters of a string", 2)?;
    let text = from_utf16(reader.bytes(units * 2)?);
    Ok(match text.split_once('\0') {
        Some((text, _)) => text.to_owned(),
        None => text,
    })
}

/// A wide string behind its pointer, with a terminator.
pub fn write_string(writer: &mut Writer, text: &str) {
    writer.align(4);
    let counts = writer.position();
    writer.bytes(&[0; 12]);
    let units = writer.utf16(text) + 1;
    writer.u16(0);
    writer.patch(counts, units);
    writer.patch(counts + 8, units);
}

/// Text from little-endian characters; an odd byte at the end is left out.
pub(crate) fn from_utf16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
