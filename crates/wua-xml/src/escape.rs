//! References to characters: `&amp;`, `&#38;`, `&#x26;`.

use std::borrow::Cow;

/// The character that a reference stands for; its name is without `&` and `;`.
pub(super) fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let (digits, radix) = digits
                .strip_prefix('x')
                .map_or((digits, 10), |digits| (digits, 16));
            // `from_str_radix` would take a sign.
            if !digits.chars().all(|digit| digit.is_digit(radix)) {
                return None;
            }
            let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
            (character >= ' ' || matches!(character, '\t' | '\n' | '\r')).then_some(character)
        }
    }
}

/// The value of an attribute: references are characters, and line ends are spaces.
pub(super) fn value(raw: &str) -> Result<Cow<'_, str>, String> {
    let bytes = raw.as_bytes();
    let is_plain =
        memchr::memchr3(b'&', b'\t', b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_none();
    if is_plain {
        return Ok(Cow::Borrowed(raw));
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(end) = rest.find(['&', '\t', '\n', '\r']) {
        let (before, from) = rest.split_at(end);
        value.push_str(before);
        if let Some(from) = from.strip_prefix('&') {
            let (name, after) = from
                .split_once(';')
                .ok_or("a `&` is followed by no `;`: it is written `&amp;`")?;
            value.push(reference(name).ok_or_else(|| unknown(name))?);
            rest = after;
        } else {
            value.push(' ');
            rest = from
                .strip_prefix("\r\n")
                .or_else(|| from.get(1..))
                .unwrap_or_default();
        }
    }
    value.push_str(rest);
    Ok(Cow::Owned(value))
}

/// Text: references are characters, and all kinds of line ends are one. What is wrong is said with its place.
pub(super) fn text(raw: &str) -> Result<Cow<'_, str>, (usize, String)> {
    let bytes = raw.as_bytes();
    let mut marks = memchr::memchr2_iter(b'&', b'\r', bytes).peekable();
    if marks.peek().is_none() {
        return Ok(Cow::Borrowed(raw));
    }
    let mut text = Vec::with_capacity(raw.len());
    let mut begin = 0;
    for at in marks {
        piece(
            &mut text,
            bytes.get(begin..).unwrap_or_default(),
            at.saturating_sub(begin),
        );
        // A document within a document is full of these.
        let (character, length) = match bytes.get(at..).unwrap_or_default() {
            [b'&', b'l', b't', b';', ..] => (b'<', 4),
            [b'&', b'g', b't', b';', ..] => (b'>', 4),
            [b'&', b'q', b'u', b'o', b't', b';', ..] => (b'"', 6),
            _ => {
                let (character, length) =
                    other(raw.get(at..).unwrap_or_default()).map_err(|what| (at, what))?;
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                begin = at + length;
                continue;
            }
        };
        text.push(character);
        begin = at + length;
    }
    text.extend_from_slice(bytes.get(begin..).unwrap_or_default());
    // It was parted at ASCII characters alone, and so is text.
    Ok(Cow::Owned(String::from_utf8(text).unwrap_or_default()))
}

/// Takes the first bytes of `from`. Most pieces are short; what has always the same length is copied at once, and cut.
fn piece(text: &mut Vec<u8>, from: &[u8], length: usize) {
    match from.first_chunk::<32>() {
        Some(chunk) if length <= chunk.len() => {
            let end = text.len() + length;
            text.extend_from_slice(chunk);
            text.truncate(end);
        }
        _ => text.extend_from_slice(from.get(..length).unwrap_or_default()),
    }
}

/// The character that a text begins with a reference to, or its line end; and how long that is.
fn other(from: &str) -> Result<(char, usize), String> {
    let Some(from) = from.strip_prefix('&') else {
        return Ok(('\n', if from.starts_with("\r\n") { 2 } else { 1 }));
    };
    let (name, _) = from
        .split_once(';')
        .ok_or("a `&` is followed by no `;`: it is written `&amp;`")?;
    let character = reference(name).ok_or_else(|| unknown(name))?;
    Ok((character, name.len() + 2))
}

/// What is said of a reference that nobody knows.
pub(super) fn unknown(name: &str) -> String {
    let name: String = name.chars().take(40).collect();
    format!("`&{name};` is not known: entities of one's own are not read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_names_and_all_numbers_are_characters() {
        assert_eq!(
            value("&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;").unwrap(),
            "<>&\"'A\u{1F600}"
        );
    }

    #[test]
    fn everything_else_is_not() {
        for raw in [
            "&nbsp;",
            "&",
            "&#0;",
            "&#xD800;",
            "&#+65;",
            "&#;",
            "&#x;",
            "&#99999999999;",
            "&amp",
        ] {
            assert!(value(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn line_ends_in_values_are_spaces() {
        assert_eq!(value("a\r\nb\tc\nd\re").unwrap(), "a b c d e");
        assert!(matches!(value("plain"), Ok(Cow::Borrowed("plain"))));
    }
}
