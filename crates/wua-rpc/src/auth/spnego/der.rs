//! As much of DER as SPNEGO needs: tags of one byte, and lengths that fit into what there is.

use super::Malformed;

pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const ENUMERATED: u8 = 0x0a;
pub(super) const SEQUENCE: u8 = 0x30;
/// `[APPLICATION 0]`, in which a mechanism's first token stands.
pub(super) const APPLICATION: u8 = 0x60;

/// `[number]` around something else.
pub(super) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The elements that stand next to each other.
#[derive(Clone, Copy)]
pub(super) struct Elements<'a>(&'a [u8]);

impl<'a> Elements<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Elements<'a> {
        Elements(bytes)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The contents of the next one, which must have this tag.
    pub(super) fn next(&mut self, tag: u8) -> Result<&'a [u8], Malformed> {
        let (found, contents) = self.any()?;
        if found == tag {
            Ok(contents)
        } else {
            Err(Malformed("an element is missing"))
        }
    }

    /// The contents of the next one if it has this tag, otherwise it stays the next one.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.0.first() == Some(&tag) {
            self.next(tag).map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn any(&mut self) -> Result<(u8, &'a [u8]), Malformed> {
        let cut_off = Malformed("an element is cut off");
        let ([tag, length], rest) = self.0.split_first_chunk::<2>().ok_or(cut_off)?;
        if tag & 0x1f == 0x1f {
            return Err(Malformed("a tag is longer than a byte"));
        }
        let (length, rest) = match length {
            0..=0x7f => (usize::from(*length), rest),
            // A length of its own length; 0x80 would be one without end.
            0x81..=0x84 => {
                let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f)).ok_or(cut_off)?;
                (
                    bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
                    rest,
                )
            }
            _ => return Err(Malformed("a length is of no kind that DER knows")),
        };
        let (contents, rest) = rest.split_at_checked(length).ok_or(cut_off)?;
        self.0 = rest;
        Ok((*tag, contents))
    }
}

/// An element with these contents.
pub(super) fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let leading = length.iter().take_while(|byte| **byte == 0).count();
    let significant = length.get(leading..).unwrap_or_default();
    let mut bytes = Vec::with_capacity(contents.len() + 6);
    bytes.push(tag);
    match significant {
        [] => bytes.push(0),
        [short @ ..0x80] => bytes.push(*short),
        long => {
            bytes.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            bytes.extend_from_slice(long);
        }
    }
    bytes.extend_from_slice(contents);
    bytes
}
