//! Bytes become text.

use std::borrow::Cow;

use super::Error;

/// The text of a document in UTF-8 or UTF-16, as its first bytes say. Nothing is copied if it is in UTF-8.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        Error::at(
            valid,
            valid.len(),
            "this is neither UTF-8 nor UTF-16: save the document as UTF-8",
        )
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, Error> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Option<String> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(Result::ok)
        .collect();
    match text {
        Some(text) if rest.is_empty() => Ok(Cow::Owned(text)),
        _ => Err(Error::at("", 0, "this begins as UTF-16 and does not go on so")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_and_both_kinds_of_utf16_are_read() {
        let little: Vec<u8> = "<ü/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "<ü/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in ["<ü/>".as_bytes(), "\u{FEFF}<ü/>".as_bytes(), &little, &big] {
            assert_eq!(decode(bytes).unwrap(), "<ü/>");
        }
        assert_eq!(decode(&[&[0xFF, 0xFE], &little[..]].concat()).unwrap(), "<ü/>");
        assert_eq!(decode(&[&[0xFE, 0xFF], &big[..]].concat()).unwrap(), "<ü/>");
    }

    #[test]
    fn other_encodings_are_refused_where_they_begin() {
        let error = decode(b"<a>\n\xFC</a>").unwrap_err();
        assert_eq!((error.line, error.offset), (2, 4));
        assert!(decode(b"\xFF\xFE<").is_err());
        assert!(decode(b"<\0\x00\xD8").is_err());
    }
}
