//! `[download]`: amounts as people write them.

use std::num::NonZeroU64;
use std::time::Duration;

use serde::Deserialize;
use wua_agent::KeepPolicy;

/// How files are fetched, and how long they stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Download {
    pub(crate) limit: Option<Rate>,
    pub(crate) keep: Option<Age>,
    pub(crate) keep_size: Option<Size>,
}

impl Download {
    /// How long files stay that nobody needs.
    pub(crate) fn keep_policy(&self) -> KeepPolicy {
        KeepPolicy {
            age: self.keep.map(|Age(age)| age),
            size: self.keep_size.map(|Size(size)| size),
        }
    }

    /// Bytes a second.
    pub(crate) fn bandwidth(&self) -> Option<NonZeroU64> {
        self.limit.map(|Rate(rate)| rate)
    }
}

/// `10 MB/s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Rate(NonZeroU64);

/// `2 GB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Size(u64);

/// `30 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Age(Duration);

const SIZES: &[(&str, u64)] = &[
    ("b", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
];

const AGES: &[(&str, u64)] = &[
    ("hour", 3600),
    ("hours", 3600),
    ("day", 86_400),
    ("days", 86_400),
    ("week", 604_800),
    ("weeks", 604_800),
];

impl TryFrom<String> for Rate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let amount = text.trim().strip_suffix("/s");
        let rate = amount
            .and_then(|amount| read(amount, SIZES))
            .and_then(NonZeroU64::new);
        rate.map(Self).ok_or_else(|| {
            format!("{text:?} is no number of bytes a second; it should read like \"10 MB/s\"")
        })
    }
}

impl TryFrom<String> for Size {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let size = read(&text, SIZES);
        size.map(Self)
            .ok_or_else(|| format!("{text:?} is no number of bytes; it should read like \"2 GB\""))
    }
}

impl TryFrom<String> for Age {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let seconds = read(&text, AGES);
        seconds
            .map(|seconds| Self(Duration::from_secs(seconds)))
            .ok_or_else(|| format!("{text:?} is no time; it should read like \"30 days\""))
    }
}

/// A whole number and its unit.
fn read(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(end)?;
    let unit = unit.trim().to_ascii_lowercase();
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> Option<u64> {
        Rate::try_from(text.to_owned()).ok().map(|Rate(rate)| rate.get())
    }

    #[test]
    fn amounts_are_whole_numbers_with_units() {
        assert_eq!(rate("10 MB/s"), Some(10_000_000));
        assert_eq!(rate("512KiB/s"), Some(524_288));
        for wrong in [
            "",
            "10",
            "10 MB",
            "MB/s",
            "0 MB/s",
            "-1 MB/s",
            "1.5 MB/s",
            "10 Mbit/s",
            "99999999999999 GB/s",
        ] {
            assert_eq!(rate(wrong), None, "{wrong:?}");
        }
        assert_eq!(Size::try_from("2 GB".to_owned()), Ok(Size(2_000_000_000)));
        let days = Age::try_from("30 days".to_owned());
        assert_eq!(days, Ok(Age(Duration::from_hours(30 * 24))));
        assert!(Age::try_from("30".to_owned()).unwrap_err().contains("30 days"));
    }

    #[test]
    fn what_is_not_said_keeps_nothing_and_limits_nothing() {
        let nothing = Download::default();
        assert_eq!(nothing.keep_policy(), KeepPolicy::default());
        assert_eq!(nothing.bandwidth(), None);
    }
}
