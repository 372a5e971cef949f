//! The order of versions ([Debian Policy] 5.6.12).
//!
//! Text that is no valid version has a place in the order as well, so that comparing needs no error: an epoch that is
//! no number belongs to the version itself.
//!
//! [Debian Policy]: https://www.debian.org/doc/debian-policy/ch-controlfields.html#version

use std::cmp::Ordering;

/// Compares two versions. `1.0` and `1.00` are equal, though they are different texts.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (Parts::of(one), Parts::of(other));
    number(one.epoch, other.epoch)
        .then_with(|| part(one.upstream, other.upstream))
        .then_with(|| part(one.revision, other.revision))
}

struct Parts<'a> {
    epoch: &'a [u8],
    upstream: &'a [u8],
    revision: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(version: &'a str) -> Self {
        let version = version.trim();
        let (epoch, rest) = match version.split_once(':') {
            Some((epoch, rest)) if !epoch.is_empty() && epoch.bytes().all(|byte| byte.is_ascii_digit()) => {
                (epoch, rest)
            }
            _ => ("", version),
        };
        // No revision is the revision 0, and an empty text compares as one.
        let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, ""));
        Self {
            epoch: epoch.as_bytes(),
            upstream: upstream.as_bytes(),
            revision: revision.as_bytes(),
        }
    }
}

/// By turns what is no number, and a number, until they differ.
fn part(mut one: &[u8], mut other: &[u8]) -> Ordering {
    while !one.is_empty() || !other.is_empty() {
        let (text, rest) = split(one, |byte| !byte.is_ascii_digit());
        let (other_text, other_rest) = split(other, |byte| !byte.is_ascii_digit());
        let (digits, rest) = split(rest, u8::is_ascii_digit);
        let (other_digits, other_rest) = split(other_rest, u8::is_ascii_digit);
        let ordering = letters(text, other_text).then_with(|| number(digits, other_digits));
        if ordering.is_ne() {
            return ordering;
        }
        (one, other) = (rest, other_rest);
    }
    Ordering::Equal
}

fn split(text: &[u8], belongs: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !belongs(byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, b""))
}

/// A tilde before the end, the end before letters, letters before all else.
fn letters(one: &[u8], other: &[u8]) -> Ordering {
    fn weight(byte: Option<&u8>) -> u16 {
        match byte {
            Some(b'~') => 0,
            None => 1,
            Some(letter) if letter.is_ascii_alphabetic() => u16::from(*letter),
            Some(sign) => 256 + u16::from(*sign),
        }
    }
    (0..one.len().max(other.len()))
        .map(|at| weight(one.get(at)).cmp(&weight(other.get(at))))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Of whatever length: numbers made of dates do not fit into 32 bits, and those of attackers into none.
fn number(one: &[u8], other: &[u8]) -> Ordering {
    let (_, one) = split(one, |byte| *byte == b'0');
    let (_, other) = split(other, |byte| *byte == b'0');
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_in_the_order_of_the_policy() {
        let ascending = [
            "~~",
            "~~a",
            "~",
            "0",
            "1.0~~",
            "1.0~rc1",
            "1.0~rc1-1",
            "1.0",
            "1.0-0.1",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1+deb12u1",
            "1.0-2",
            "1.0a",
            "1.0+x",
            "1.0.1",
            "1.2",
            "1.10",
            "a",
            "a+",
            "1:0.1",
            "2:0",
            "10:0",
        ];
        for (place, earlier) in ascending.iter().enumerate() {
            for later in &ascending[place + 1..] {
                assert_eq!(compare(earlier, later), Ordering::Less, "{earlier} {later}");
                assert_eq!(compare(later, earlier), Ordering::Greater, "{later} {earlier}");
            }
        }
    }

    #[test]
    fn different_texts_can_be_the_same_version() {
        for (one, other) in [
            ("1.0", "1.00"),
            ("0:1", "1"),
            ("1-0", "1"),
            ("1.0-00", "1.0"),
            ("1", " 1 "),
        ] {
            assert_eq!(compare(one, other), Ordering::Equal, "{one} {other}");
        }
    }

    #[test]
    fn numbers_may_have_any_length() {
        let long = "9".repeat(5000);
        assert_eq!(compare(&long, &format!("1{long}")), Ordering::Less);
        assert_eq!(compare(&format!("{long}:1"), "1:1"), Ordering::Greater);
    }
}
