//! ASN.1 in its distinguished encoding, read as it comes. [X.690], as far as signatures use it.
//!
//! Nothing here calls itself: whoever reads a structure opens each of its levels by hand, so the input cannot choose a
//! depth.

/// It is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// The tag `[number]` around something.
pub(super) const fn context(number: u8) -> u8 {
    0xA0 | number
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) contents: &'a [u8],
    /// With tag and length.
    pub(super) whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// What it holds, to be read.
    pub(super) fn open(&self) -> Der<'a> {
        Der(self.contents)
    }
}

/// A row of elements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Der<'a>(pub(super) &'a [u8]);

impl<'a> Der<'a> {
    /// The next element, if there is one.
    pub(super) fn next(&mut self) -> Result<Option<Element<'a>>, Malformed> {
        let all = self.0;
        let [tag, length, rest @ ..] = all else {
            return if all.is_empty() { Ok(None) } else { Err(Malformed) };
        };
        if tag & 0x1F == 0x1F {
            return Err(Malformed);
        }
        let (length, rest) = match length {
            0..=0x7F => (usize::from(*length), rest),
            0x81..=0x84 => {
                let (bytes, rest) = rest
                    .split_at_checked(usize::from(length & 0x7F))
                    .ok_or(Malformed)?;
                let length = bytes
                    .iter()
                    .fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
                (length, rest)
            }
            _ => return Err(Malformed),
        };
        let (contents, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        let whole = all.get(..all.len() - rest.len()).ok_or(Malformed)?;
        Ok(Some(Element {
            tag: *tag,
            contents,
            whole,
        }))
    }

    /// The next element, which has to have this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Result<Element<'a>, Malformed> {
        self.next()?.filter(|element| element.tag == tag).ok_or(Malformed)
    }

    /// The next element if it has this tag.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, Malformed> {
        if self.0.first() == Some(&tag) {
            return self.next();
        }
        Ok(None)
    }

    /// The contents of the object identifier that comes next.
    pub(super) fn identifier(&mut self) -> Result<&'a [u8], Malformed> {
        Ok(self.expect(OBJECT_IDENTIFIER)?.contents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_one_after_the_other() {
        let mut der = Der(&[0x30, 3, 2, 1, 5, 4, 0x81, 1, 9]);
        let sequence = der.expect(SEQUENCE).unwrap();
        assert_eq!(sequence.open().expect(INTEGER).unwrap().contents, [5]);
        assert_eq!(sequence.whole.len(), 5);
        assert!(der.optional(SET).unwrap().is_none());
        assert_eq!(der.next().unwrap().unwrap().contents, [9]);
        assert!(der.next().unwrap().is_none());
    }

    #[test]
    fn what_is_cut_off_or_without_an_end_is_malformed() {
        for bytes in [
            &[0x30][..],
            &[0x30, 1],
            &[0x30, 0x80, 0, 0],
            &[0x30, 0x85, 0, 0, 0, 0, 1],
            &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x1F, 0],
        ] {
            assert!(Der(bytes).next().is_err(), "{bytes:x?}");
        }
    }
}
