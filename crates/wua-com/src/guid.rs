//! Globally unique identifiers.

use std::fmt;
use std::str::FromStr;

/// A GUID in the field order of the specifications ([MS-DTYP] 2.3.4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Guid {
    /// The first 8 hexadecimal digits.
    pub data1: u32,
    /// The second group.
    pub data2: u16,
    /// The third group.
    pub data3: u16,
    /// The last two groups, byte by byte.
    pub data4: [u8; 8],
}

impl Guid {
    /// The GUID of all zeros.
    pub const NIL: Self = Self {
        data1: 0,
        data2: 0,
        data3: 0,
        data4: [0; 8],
    };

    /// Reads a literal in a constant; a malformed one does not compile there.
    ///
    /// # Panics
    ///
    /// On a malformed literal, outside a constant.
    #[must_use]
    pub const fn literal(text: &str) -> Self {
        match parse(text.as_bytes()) {
            Some(guid) => guid,
            #[expect(clippy::panic, reason = "only reached while compiling: the literal is wrong")]
            None => panic!("not a GUID"),
        }
    }

    /// Reads `01234567-89ab-cdef-0123-456789abcdef`, in any case, with or without braces.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
            .unwrap_or(text);
        parse(bare.as_bytes())
    }

    /// From a 128-bit number whose hexadecimal digits are those of the text form.
    #[must_use]
    pub const fn from_u128(number: u128) -> Self {
        let b = number.to_be_bytes();
        Self {
            data1: u32::from_be_bytes([b[0], b[1], b[2], b[3]]),
            data2: u16::from_be_bytes([b[4], b[5]]),
            data3: u16::from_be_bytes([b[6], b[7]]),
            data4: [b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]],
        }
    }
}

/// Positions of the hyphens in the text form.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

const fn parse(text: &[u8]) -> Option<Guid> {
    if text.len() != 36 {
        return None;
    }
    let mut number: u128 = 0;
    let mut at = 0;
    while at < text.len() {
        let is_hyphen = at == HYPHENS[0] || at == HYPHENS[1] || at == HYPHENS[2] || at == HYPHENS[3];
        #[expect(clippy::indexing_slicing, reason = "`at` is below the length just checked")]
        let byte = text[at];
        if is_hyphen {
            if byte != b'-' {
                return None;
            }
        } else {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                _ => return None,
            };
            #[expect(clippy::as_conversions, reason = "widening, in a const fn")]
            {
                number = number << 4 | digit as u128;
            }
        }
        at += 1;
    }
    Some(Guid::from_u128(number))
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = u64::from_be_bytes(self.data4);
        let (group, node) = (tail >> 48, tail & 0xFFFF_FFFF_FFFF);
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{group:04x}-{node:012x}",
            self.data1, self.data2, self.data3
        )
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text was not a GUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAGuid;

impl fmt::Display for NotAGuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a GUID: 8-4-4-4-12 hexadecimal digits are expected")
    }
}

impl std::error::Error for NotAGuid {}

impl FromStr for Guid {
    type Err = NotAGuid;

    fn from_str(text: &str) -> Result<Self, NotAGuid> {
        Self::parse(text).ok_or(NotAGuid)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Guid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Guid {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "4cb43d7f-7eee-4906-8698-60da1c38f2fe";

    #[test]
    fn text_form_round_trips_in_lower_case() {
        let guid = Guid::parse(&SESSION.to_uppercase()).unwrap();
        assert_eq!(guid.to_string(), SESSION);
        assert_eq!(
            (guid.data1, guid.data2, guid.data3),
            (0x4cb4_3d7f, 0x7eee, 0x4906)
        );
        assert_eq!(guid, Guid::literal(SESSION));
        assert_eq!(guid, format!("{{{SESSION}}}").parse().unwrap());
    }

    #[test]
    fn anything_else_is_refused() {
        let long = format!("{SESSION}0");
        for text in [
            "",
            "{}",
            &SESSION[1..],
            &long,
            &SESSION.replace('-', "_"),
            &SESSION.replace('4', "g"),
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
