//! Bytes in text. [RFC 4648] 4
//!
//! [RFC 4648]: https://www.rfc-editor.org/rfc/rfc4648

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of some bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0_usize, |number, at| {
            number << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let letter = ALPHABET.get(number >> (18 - 6 * at) & 63);
            let letter = letter.filter(|_| at <= group.len()).unwrap_or(&b'=');
            text.push(char::from(*letter));
        }
    }
    text
}

/// The bytes of a text, with or without padding; white space is nothing.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut number, mut digits) = (0_u32, 0_u32);
    let mut letters = text
        .bytes()
        .filter(|letter| !letter.is_ascii_whitespace())
        .peekable();
    while let Some(letter) = letters.next_if(|letter| *letter != b'=') {
        number = number << 6 | value(letter)?;
        digits += 1;
        if digits == 4 {
            let [_, group @ ..] = number.to_be_bytes();
            bytes.extend(group);
            (number, digits) = (0, 0);
        }
    }
    let padding = letters.clone().count();
    if !letters.all(|letter| letter == b'=') || padding > 2 {
        return None;
    }
    let [_, first, second, _] = (number << (6 * (4 - digits))).to_be_bytes();
    match digits {
        0 if padding == 0 => {}
        2 => bytes.push(first),
        3 => bytes.extend([first, second]),
        _ => return None,
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in examples {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), bytes.as_bytes());
        }
        assert_eq!(decode("\r\n Zm9v\nYmE").unwrap(), b"fooba");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["Z", "Zm9v=", "Zg=====", "Zm=9", "Zm9v!", "=", "===="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_written_is_read(bytes: Vec<u8>) {
            proptest::prop_assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        }
    }
}
