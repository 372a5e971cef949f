//! The lines of a registry in text: names, values, and their escapes.

use std::ops::Range;

use crate::view::RawValue;

/// The lines of a text, with their ends.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let mut ends = memchr::memchr_iter(b'\n', text)
        .map(|end| end + 1)
        .chain([text.len()]);
    std::iter::from_fn(move || {
        let end = ends.next()?;
        let line = start..end;
        start = end;
        (!line.is_empty()).then_some(line)
    })
}

/// A line, and the lines that go on with it.
pub(super) fn statement(text: &[u8]) -> &[u8] {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let line = rest.get(..length).unwrap_or_default();
        end += length;
        if line.is_empty() || !line.trim_ascii_end().ends_with(b"\\") {
            return text.get(..end).unwrap_or_default();
        }
    }
}

/// Writes the path that stands in brackets; whether there is one.
pub(super) fn key_path(line: &[u8], path: &mut String) -> bool {
    path.clear();
    let Some((units, _)) = line.get(1..).and_then(|rest| quoted(rest, b']')) else {
        return false;
    };
    path.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
    !path.is_empty() && path.split('\\').all(|name| !name.is_empty())
}

/// A line with a value.
pub(super) struct ValueLine<'a> {
    pub(super) name: String,
    /// What stands behind the equals sign.
    pub(super) data: &'a [u8],
    /// Where the line begins.
    pub(super) at: usize,
}

pub(super) fn value_line(line: &[u8], at: usize) -> Option<ValueLine<'_>> {
    let (name, rest) = match line.split_first()? {
        (b'@', rest) => (String::new(), rest),
        (_, rest) => {
            let (name, rest) = quoted(rest, b'"')?;
            (String::from_utf16_lossy(&name), rest)
        }
    };
    let data = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    Some(ValueLine { name, data, at })
}

/// What stands behind the equals sign.
pub(super) fn data(text: &[u8]) -> Option<RawValue> {
    if let Some(rest) = text.strip_prefix(b"\"") {
        return string(1, rest);
    }
    let colon = memchr::memchr(b':', text.get(..24).unwrap_or(text))?;
    let (kind, rest) = (text.get(..colon)?, text.get(colon + 1..)?);
    let (word, number) = match memchr::memchr(b'(', kind) {
        Some(at) => {
            let number = std::str::from_utf8(kind.get(at + 1..)?.strip_suffix(b")")?).ok()?;
            (kind.get(..at)?, Some(u32::from_str_radix(number, 16).ok()?))
        }
        None => (kind, None),
    };
    match word {
        b"str" => string(number.unwrap_or(1), rest.strip_prefix(b"\"")?),
        b"hex" => Some(RawValue {
            kind: number.unwrap_or(3),
            data: bytes(rest)?,
        }),
        b"dword" if number.is_none() => {
            let digits = std::str::from_utf8(rest.trim_ascii()).ok()?;
            let number = u32::from_str_radix(digits, 16).ok()?;
            Some(RawValue {
                kind: 4,
                data: number.to_le_bytes().to_vec(),
            })
        }
        _ => None,
    }
}

/// A string up to its quotation mark, as Windows holds it: with its end.
fn string(kind: u32, text: &[u8]) -> Option<RawValue> {
    let (mut units, _) = quoted(text, b'"')?;
    units.push(0);
    let data = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    Some(RawValue { kind, data })
}

/// Bytes in hexadecimal digits, with commas between them, over several lines.
fn bytes(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3);
    for part in text.split(|byte| *byte == b',') {
        let digits = part.trim_ascii();
        let digits = digits.strip_prefix(b"\\").map_or(digits, <[u8]>::trim_ascii);
        match digits {
            [] => {}
            [_] | [_, _] => {
                let digits = std::str::from_utf8(digits).ok()?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
            }
            _ => return None,
        }
    }
    Some(bytes)
}

/// A text up to the letter that ends it, its escapes resolved, and what is behind it.
fn quoted(text: &[u8], end: u8) -> Option<(Vec<u16>, &[u8])> {
    let mut units = Vec::new();
    let mut rest = text;
    loop {
        let plain = rest
            .iter()
            .position(|byte| matches!(byte, b'\\' | b'\n') || *byte == end)?;
        let (before, stop) = rest.split_at_checked(plain)?;
        units.extend(String::from_utf8_lossy(before).encode_utf16());
        let (stop, behind) = stop.split_first()?;
        match stop {
            b'\n' => return None,
            b'\\' => rest = escape(behind, &mut units)?,
            _ => return Some((units, behind)),
        }
    }
}

/// What is behind a backslash: a number, or a letter.
fn escape<'a>(text: &'a [u8], units: &mut Vec<u16>) -> Option<&'a [u8]> {
    let (letter, rest) = text.split_first()?;
    let (unit, rest) = match letter {
        b'a' => (7, rest),
        b'b' => (8, rest),
        b't' => (9, rest),
        b'n' => (10, rest),
        b'v' => (11, rest),
        b'f' => (12, rest),
        b'r' => (13, rest),
        b'e' => (27, rest),
        b'x' => number(rest, 16, 4).unwrap_or((u16::from(b'x'), rest)),
        b'0'..=b'7' => number(text, 8, 3)?,
        b'\n' => return None,
        // The first byte of a longer letter: that one comes next.
        128.. => return Some(text),
        other => (u16::from(*other), rest),
    };
    units.push(unit);
    Some(rest)
}

/// Up to so many digits.
fn number(text: &[u8], radix: u32, most: usize) -> Option<(u16, &[u8])> {
    let digits = text
        .iter()
        .take(most)
        .take_while(|byte| char::from(**byte).is_digit(radix))
        .count();
    let (digits, rest) = text.split_at_checked(digits)?;
    let number = u16::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
    Some((number, rest))
}
