//! Points in time, as servers write them.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use serde::{Deserialize, Serialize};

/// A point in time, in the words of who wrote it: servers want theirs back as they were.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct DateTime {
    text: String,
    at: Option<Timestamp>,
}

impl DateTime {
    /// What stands there.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// When that is, if it can be understood: with a zone or without one, which is taken for UTC, or a day alone.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }
}

impl From<String> for DateTime {
    fn from(text: String) -> Self {
        let at = parse(text.trim());
        Self { text, at }
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        text.trim().to_owned().into()
    }
}

impl From<DateTime> for String {
    fn from(time: DateTime) -> Self {
        time.text
    }
}

/// With `Z`, and no more than milliseconds.
impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self {
            text: at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string(),
            at: Some(at),
        }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    // More is not written by anybody, and a parser need not see it.
    if text.len() > 40 {
        return None;
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil = text
        .parse::<civil::DateTime>()
        .or_else(|_| text.parse::<civil::Date>().map(civil::DateTime::from))
        .ok()?;
    jiff::tz::Offset::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_understood_with_and_without_zone_and_days_alone() {
        let at = |text: &str| DateTime::from(text).at().map(|at| at.to_string());
        assert_eq!(at("2026-03-01T10:00:00Z").unwrap(), "2026-03-01T10:00:00Z");
        assert_eq!(
            at("2026-03-01T10:00:00.1234567Z").unwrap(),
            "2026-03-01T10:00:00.1234567Z"
        );
        assert_eq!(at("2026-03-01T10:00:00+01:00").unwrap(), "2026-03-01T09:00:00Z");
        assert_eq!(
            at("2026-03-01T10:00:00.123456").unwrap(),
            "2026-03-01T10:00:00.123456Z"
        );
        assert_eq!(at("2026-03-01").unwrap(), "2026-03-01T00:00:00Z");
        for nonsense in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-03-01T25:00:00Z",
            "99999999999999",
        ] {
            assert_eq!(at(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_time_is_given_back_as_it_was_written() {
        let text = "2026-03-01T10:00:00.1234500+01:00";
        assert_eq!(DateTime::from(text).text(), text);
        let kept = serde_json::to_string(&DateTime::from(text)).unwrap();
        assert_eq!(
            serde_json::from_str::<DateTime>(&kept).unwrap(),
            DateTime::from(text)
        );
    }

    #[test]
    fn ours_are_written_in_utc() {
        let at: Timestamp = "2026-03-01T10:00:00.5+01:00".parse().unwrap();
        assert_eq!(DateTime::from(at).text(), "2026-03-01T09:00:00.500Z");
    }
}
