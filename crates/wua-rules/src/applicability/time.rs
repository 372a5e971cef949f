//! Points in time: 100 nanoseconds since 1601, as XML schemas write them, and in words.

/// 100 nanoseconds in a second.
const SECOND: i64 = 10_000_000;

/// An `xs:dateTime`: 100 nanoseconds since 1601, as Windows counts them. Without a zone nobody knows when it was.
pub(super) fn instant(text: &str) -> Result<i64, &'static str> {
    const EXPECTED: &str = "a time like 2024-05-14T12:00:00Z is expected";
    let (date, time) = text.split_once('T').ok_or(EXPECTED)?;
    let days = day(date)?;
    let zone_begins = time
        .find(['Z', '+', '-'])
        .ok_or("a time without a zone can be any of 24")?;
    let (time, zone) = time.split_at_checked(zone_begins).ok_or(EXPECTED)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.split(':');
    let mut part = |most: i64| {
        let part = parts
            .next()
            .and_then(|part| digits(part, 2))
            .filter(|part| *part <= most);
        part.ok_or(EXPECTED)
    };
    let (hours, minutes, seconds) = (part(24)?, part(59)?, part(59)?);
    if parts.next().is_some() {
        return Err(EXPECTED);
    }
    let fraction = match fraction.get(..7) {
        _ if !fraction.bytes().all(|byte| byte.is_ascii_digit()) => return Err(EXPECTED),
        Some(seven) => digits(seven, 7).ok_or(EXPECTED)?,
        None => digits(&format!("{fraction:0<7}"), 7).ok_or(EXPECTED)?,
    };
    let seconds = days * 86_400 + hours * 3600 + minutes * 60 + seconds - zone_seconds(zone)?;
    Ok(seconds * SECOND + fraction)
}

/// An `xs:date`, perhaps with a time behind it: its first moment.
pub(super) fn date(text: &str) -> Result<i64, &'static str> {
    let date = text.split_once('T').map_or(text, |(date, _)| date);
    Ok(day(date)? * 86_400 * SECOND)
}

/// A point in time like `2024-05-14T12:00:00Z`.
pub(super) fn text(instant: i64) -> String {
    let seconds = instant.div_euclid(SECOND);
    let (days, seconds) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years of 400, 100, 4 and 1; the last day of a long one belongs to it.
    let (cycles, rest) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let centuries = (rest / 36_524).min(3);
    let rest = rest - centuries * 36_524;
    let (fours, rest) = (rest / 1461, rest % 1461);
    let ones = (rest / 365).min(3);
    let mut day = rest - ones * 365;
    let year = 1601 + cycles * 400 + centuries * 100 + fours * 4 + ones;
    let february = if ones == 3 && (fours != 24 || centuries == 3) {
        29
    } else {
        28
    };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!(
        "{year:04}-{month:02}-{:02}T{hours:02}:{minutes:02}:{seconds:02}Z",
        day + 1
    )
}

fn zone_seconds(zone: &str) -> Result<i64, &'static str> {
    const EXPECTED: &str = "a zone like Z or +01:00 is expected";
    if zone == "Z" {
        return Ok(0);
    }
    let (sign, zone) = match zone.split_at_checked(1) {
        Some(("+", zone)) => (1, zone),
        Some(("-", zone)) => (-1, zone),
        _ => return Err(EXPECTED),
    };
    let (hours, minutes) = zone.split_once(':').ok_or(EXPECTED)?;
    let hours = digits(hours, 2).filter(|hours| *hours <= 14).ok_or(EXPECTED)?;
    let minutes = digits(minutes, 2)
        .filter(|minutes| *minutes <= 59)
        .ok_or(EXPECTED)?;
    Ok(sign * (hours * 3600 + minutes * 60))
}

/// How many days are between 1601-01-01 and a date like `2024-05-14`.
fn day(text: &str) -> Result<i64, &'static str> {
    const EXPECTED: &str = "a date like 2024-05-14 is expected, between 1601 and 9999";
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let mut parts = text.splitn(3, '-');
    let mut part = |length| parts.next().and_then(|part| digits(part, length));
    let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return Err(EXPECTED);
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let before = usize::try_from(month - 1)
        .ok()
        .and_then(|month| BEFORE.get(month));
    let Some(before) = before.filter(|_| year >= 1601 && (1..=length).contains(&day)) else {
        return Err(EXPECTED);
    };
    let years = year - 1601;
    let leap_day = i64::from(is_leap && month > 2);
    Ok(years * 365 + years / 4 - years / 100 + years / 400 + before + leap_day + day - 1)
}

/// A number of exactly so many digits.
fn digits(text: &str, length: usize) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_counted_as_windows_does() {
        assert_eq!(instant("1601-01-01T00:00:00Z"), Ok(0));
        assert_eq!(instant("1970-01-01T00:00:00Z"), Ok(116_444_736_000_000_000));
        assert_eq!(instant("2000-03-01T00:00:00Z"), Ok(125_963_424_000_000_000));
        assert_eq!(
            instant("1970-01-01T01:00:00.1234567+01:00"),
            Ok(116_444_736_001_234_567)
        );
        assert_eq!(
            instant("1969-12-31T19:00:00.5-05:00"),
            Ok(116_444_736_005_000_000)
        );
        assert_eq!(date("1970-01-01"), Ok(116_444_736_000_000_000));
        assert_eq!(date("1970-01-01T08:00:00"), date("1970-01-01"));
    }

    #[test]
    fn what_is_read_is_written() {
        let mut when = "1601-01-01".to_owned();
        for day in 0..400 * 366 {
            let text = text(day * 86_400 * SECOND);
            assert_eq!(instant(&text), Ok(day * 86_400 * SECOND), "{text}");
            assert!(when < text, "{text}");
            when = text;
        }
        let moment = instant("2024-05-14T13:01:01.9Z").unwrap();
        assert_eq!(text(moment), "2024-05-14T13:01:01Z");
    }

    #[test]
    fn a_time_without_a_zone_is_refused() {
        assert!(instant("2024-05-14T12:00:00").unwrap_err().contains("zone"));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "T",
            "2024-05-14",
            "2024-13-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-05-14T25:00:00Z",
            "2024-05-14T12:00Z",
            "2024-05-14T12:00:00.xZ",
            "2024-05-14T12:00:00+99:00",
            "1600-05-14T12:00:00Z",
            "-2024-05-14T12:00:00Z",
            "2024-05-14T+2:00:00Z",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
    }
}
