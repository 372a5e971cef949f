//! Documents in UTF-16 are read as UTF-8, piece by piece.

use std::io::{self, BufRead, Read};

/// How two bytes are a unit.
type Unit = fn([u8; 2]) -> u16;

/// A document in UTF-8, whatever it was before. What is in UTF-8 already is handed through.
pub(super) struct Utf8<R> {
    inner: R,
    /// How units of UTF-16 are read; `None` for UTF-8.
    unit: Option<Unit>,
    /// The first byte of a unit whose second has not come yet.
    half: Option<u8>,
    /// The first unit of two that are one character.
    high: Option<u16>,
    ready: Vec<u8>,
    at: usize,
}

/// So many bytes are turned at once.
const PIECE: usize = 1 << 14;

impl<R: BufRead> Utf8<R> {
    pub(super) fn new(mut inner: R) -> io::Result<Self> {
        let mut start = Vec::new();
        // The buffer may hold a single byte at first.
        while start.len() < 3 {
            let mut byte = [0];
            if inner.read(&mut byte)? == 0 {
                break;
            }
            start.extend(byte);
        }
        let (unit, skipped): (Option<Unit>, usize) = match start.as_slice() {
            [0xEF, 0xBB, 0xBF] => (None, 3),
            [0xFF, 0xFE, ..] => (Some(u16::from_le_bytes), 2),
            [0xFE, 0xFF, ..] => (Some(u16::from_be_bytes), 2),
            [b'<', 0, ..] => (Some(u16::from_le_bytes), 0),
            [0, b'<', ..] => (Some(u16::from_be_bytes), 0),
            _ => (None, 0),
        };
        let mut document = Self {
            inner,
            unit,
            half: None,
            high: None,
            ready: Vec::new(),
            at: 0,
        };
        let rest = start.get(skipped..).unwrap_or_default();
        match unit {
            Some(unit) => document.turn(rest, unit)?,
            None => document.ready.extend(rest),
        }
        Ok(document)
    }

    fn turn(&mut self, bytes: &[u8], unit: Unit) -> io::Result<()> {
        let broken = || {
            io::Error::new(
                io::ErrorKind::InvalidData,
                "it begins as UTF-16 and does not go on so",
            )
        };
        let mut units = Vec::with_capacity(bytes.len() / 2 + 2);
        units.extend(self.high.take());
        for byte in bytes {
            match self.half.take() {
                Some(half) => units.push(unit([half, *byte])),
                None => self.half = Some(*byte),
            }
        }
        if let Some(last) = units.pop_if(|last| (0xD800..0xDC00).contains(last)) {
            self.high = Some(last);
        }
        let mut buffer = [0; 4];
        for character in char::decode_utf16(units) {
            let character = character.map_err(|_| broken())?;
            self.ready.extend(character.encode_utf8(&mut buffer).as_bytes());
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.ready.len() {
            self.ready.clear();
            self.at = 0;
            let Some(unit) = self.unit else {
                return self.inner.fill_buf();
            };
            // A piece may hold nothing whole.
            while self.ready.is_empty() {
                let mut piece = vec![0; PIECE];
                let count = self.inner.read(&mut piece)?;
                if count == 0 {
                    if self.half.is_some() || self.high.is_some() {
                        return Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            "it ends within a character",
                        ));
                    }
                    break;
                }
                self.turn(piece.get(..count).unwrap_or_default(), unit)?;
            }
        }
        Ok(self.ready.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.ready.len() {
            self.at += count;
        } else if self.unit.is_none() {
            self.inner.consume(count);
        }
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn read(bytes: &[u8], capacity: usize) -> io::Result<String> {
        let mut text = String::new();
        Utf8::new(BufReader::with_capacity(capacity, bytes))?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn both_kinds_of_utf16_become_utf8_however_they_arrive() {
        let text = "<a>ü 😀</a>".repeat(5000);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for capacity in [1, 3, 4096] {
            for bytes in [
                text.as_bytes().to_vec(),
                ["\u{FEFF}".as_bytes(), text.as_bytes()].concat(),
                little.clone(),
                big.clone(),
                [&[0xFF, 0xFE], &little[..]].concat(),
                [&[0xFE, 0xFF], &big[..]].concat(),
            ] {
                assert_eq!(read(&bytes, capacity).unwrap(), text);
            }
        }
        for short in ["", "a", "ab"] {
            assert_eq!(read(short.as_bytes(), 1).unwrap(), short);
        }
    }

    #[test]
    fn what_ends_within_a_character_is_an_error() {
        for bytes in [&b"<\0a"[..], b"<\0\x00\xD8", b"<\0\x00\xDC<\0"] {
            assert!(read(bytes, 16).is_err(), "{bytes:?}");
        }
    }
}
