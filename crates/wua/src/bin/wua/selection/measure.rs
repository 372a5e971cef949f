//! Ages and sizes, as they are written.

use std::time::Duration;

/// `7d`, `36h`, `2w`.
pub(crate) fn age(text: &str) -> Result<Duration, String> {
    const UNITS: [(&str, u64); 5] = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800)];
    let (number, unit) = parted(text);
    let seconds = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name));
    number
        .parse::<u64>()
        .ok()
        .zip(seconds)
        .and_then(|(number, (_, seconds))| number.checked_mul(*seconds))
        .map(Duration::from_secs)
        .ok_or_else(|| "a number and a unit are expected: s, m, h, d or w, as in `7d`".to_owned())
}

/// `100M`, `1.5GB`, `512KiB`; a bare number is bytes.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 5] = [
        ("", 1),
        ("k", 1_000),
        ("m", 1_000_000),
        ("g", 1_000_000_000),
        ("t", 1_000_000_000_000),
    ];
    let (number, unit) = parted(text);
    let unit = unit.trim().to_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let (unit, is_binary) = match unit.strip_suffix('i') {
        Some(unit) => (unit, true),
        None => (unit, false),
    };
    let power = UNITS.iter().position(|(name, _)| *name == unit);
    let bytes = power.and_then(|power| {
        let factor = if is_binary {
            1024_u64.checked_pow(u32::try_from(power).ok()?)?
        } else {
            UNITS.get(power)?.1
        };
        times(number, factor)
    });
    bytes.ok_or_else(|| "a number and a unit are expected: k, M, G or T, as in `100M` or `1.5GiB`".to_owned())
}

/// The number, and what stands behind it.
fn parted(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(text.len());
    text.split_at(end)
}

/// A number with up to three decimals, without the errors of floating point.
fn times(number: &str, factor: u64) -> Option<u64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if decimals.is_empty() || decimals.len() > 3 {
        return None;
    }
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let part = decimals.parse::<u64>().ok()?.checked_mul(factor)? / scale;
    whole.parse::<u64>().ok()?.checked_mul(factor)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_have_a_unit() {
        for (text, seconds) in [
            ("7d", 604_800),
            ("36h", 129_600),
            ("2W", 1_209_600),
            ("0s", 0),
            ("5m", 300),
        ] {
            assert_eq!(age(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "7", "d", "-1d", "1.5d", "7 d", "7y", "99999999999999999999d"] {
            assert!(age(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_decimal_unless_they_say_otherwise() {
        for (text, bytes) in [
            ("100M", 100_000_000),
            ("100MB", 100_000_000),
            ("1.5k", 1_500),
            ("1KiB", 1_024),
            ("1.5GiB", 1_610_612_736),
            ("512", 512),
            ("0", 0),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "M", "-1M", "1X", "1.M", "1.2.3M", "99999999T"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
