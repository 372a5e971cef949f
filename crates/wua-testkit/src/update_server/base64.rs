//! Base 64 (RFC 4648), as `base64Binary` has it: white space between the digits is allowed.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The digits of some bytes.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut group = [0_u8; 4];
        for (place, byte) in group.iter_mut().skip(1).zip(chunk) {
            *place = *byte;
        }
        let group = u32::from_be_bytes(group);
        for digit in 0..4 {
            let value = (group >> (18 - 6 * digit)) & 63;
            let value = usize::try_from(value).unwrap_or_default();
            let is_padding = digit > u32::try_from(chunk.len()).unwrap_or_default();
            let byte = DIGITS.get(value).copied().unwrap_or(b'=');
            text.push(char::from(if is_padding { b'=' } else { byte }));
        }
    }
    text
}

/// The bytes of some digits; nothing if they are none.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut group, mut digits, mut padding) = (0_u32, 0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'=' => {
                padding += 1;
                0
            }
            _ if padding > 0 => return None,
            _ => u32::try_from(DIGITS.iter().position(|digit| *digit == byte)?).ok()?,
        };
        group = (group << 6) | value;
        digits += 1;
        if digits == 4 {
            let [_, decoded @ ..] = group.to_be_bytes();
            bytes.extend(decoded);
            (group, digits) = (0, 0);
            if padding > 2 {
                return None;
            }
        }
    }
    if digits != 0 || padding > 2 {
        return None;
    }
    bytes.truncate(bytes.len().checked_sub(usize::try_from(padding).ok()?)?);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), bytes.as_bytes());
        }
    }

    #[test]
    fn what_is_no_base_64_is_refused() {
        for text in ["Zg=", "Z", "Zg==Zg==", "Z*==", "===="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
