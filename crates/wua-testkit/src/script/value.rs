//! Reading the values of fields.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use wua_com::table::Enumeration;
use wua_com::{Guid, HRESULTS, HResult, Lcid};

use super::{Field, ScriptError};

/// The languages that the museum speaks.
const LANGUAGES: [(&str, Lcid); 5] = [
    ("en", Lcid::ENGLISH),
    ("es", Lcid(0x0C0A)),
    ("fr", Lcid(0x040C)),
    ("de", Lcid(0x0407)),
    ("ja", Lcid(0x0411)),
];

pub(super) fn language(tag: &str) -> Option<Lcid> {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == tag)
        .map(|(_, locale)| *locale)
}

impl Field {
    /// The parts between commas.
    pub(crate) fn list(&self) -> impl Iterator<Item = &str> {
        self.value
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// The same as texts of their own.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.list().map(str::to_owned).collect()
    }

    /// A number.
    pub(crate) fn number<T: FromStr>(&self) -> Result<T, ScriptError> {
        self.value.parse().map_err(|_| self.expected("a number"))
    }

    /// A GUID.
    pub(crate) fn guid(&self) -> Result<Guid, ScriptError> {
        Guid::parse(&self.value).ok_or_else(|| self.expected("a GUID"))
    }

    /// A day, which begins at midnight UTC, or a moment such as `2026-05-12T08:30:00Z`.
    pub(crate) fn moment(&self) -> Result<Timestamp, ScriptError> {
        moment(&self.value)
            .ok_or_else(|| self.expected("a day or moment such as 2026-05-12 or 2026-05-12T08:30:00Z"))
    }

    /// A value of an enumeration, by its name without the prefix: `ExtraHigh`.
    pub(crate) fn named<T: TryFrom<i32>>(&self, table: &Enumeration) -> Result<T, ScriptError> {
        table
            .values
            .iter()
            .find(|(name, _)| {
                name.trim_start_matches(|letter: char| letter.is_ascii_lowercase()) == self.value
            })
            .and_then(|(_, number)| T::try_from(*number).ok())
            .ok_or_else(|| self.expected(&format!("a value of {}", table.name)))
    }

    /// A code by name or number.
    pub(crate) fn hresult(&self) -> Result<HResult, ScriptError> {
        hresult(&self.value).ok_or_else(|| self.expected("an HRESULT by name or number"))
    }

    /// Bytes in hexadecimal.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, ScriptError> {
        (0..self.value.len())
            .step_by(2)
            .map(|at| {
                self.value
                    .get(at..at + 2)
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect::<Option<_>>()
            .ok_or_else(|| self.expected("bytes in hexadecimal"))
    }

    /// The complaint that the value is something else.
    pub(crate) fn expected(&self, what: &str) -> ScriptError {
        self.place.error(format!("`{}` is not {what}", self.value))
    }
}

/// A day or moment.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(day) = text.parse::<Date>()
        && !text.contains('T')
    {
        return day
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|midnight| midnight.timestamp());
    }
    text.parse().ok()
}

/// A code by name, or as `0x80240016`.
pub(crate) fn hresult(text: &str) -> Option<HResult> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok().map(HResult::from_u32),
        None => HRESULTS
            .iter()
            .find(|row| row.name == text)
            .map(|row| row.hresult),
    }
}

/// A size such as `900 KB`.
pub(crate) fn size(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once(' ')?;
    let unit: u64 = match unit {
        "bytes" => 1,
        "KB" => 1024,
        "MB" => 1024 * 1024,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Script;
    use wua_com::code;
    use wua_defs::enumerations::DOWNLOAD_PRIORITY;
    use wua_defs::enums::DownloadPriority;

    fn field(value: &str) -> Field {
        let mut script = Script::parse("hall", &format!("update a\n  key: {value}")).unwrap();
        script.blocks.remove(0).fields.remove(0)
    }

    #[test]
    fn values_are_read() {
        assert_eq!(field("a, b,").texts(), ["a", "b"]);
        assert_eq!(
            field("2026-05-12").moment(),
            field("2026-05-12T00:00:00Z").moment()
        );
        assert_eq!(
            field("ExtraHigh").named(&DOWNLOAD_PRIORITY),
            Ok(DownloadPriority::ExtraHigh)
        );
        assert_eq!(field("WU_E_NO_UPDATE").hresult(), Ok(code::WU_E_NO_UPDATE));
        assert_eq!(field("0x80240024").hresult(), Ok(code::WU_E_NO_UPDATE));
        assert_eq!(field("00ff").bytes(), Ok(vec![0, 255]));
        assert_eq!(size("3 KB"), Some(3072));
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        let said = |complaint: Result<(), ScriptError>| complaint.unwrap_err().to_string();
        assert_eq!(
            said(field("x").number::<i32>().map(drop)),
            "hall:2: `x` is not a number"
        );
        assert_eq!(
            said(
                field("Urgent")
                    .named::<DownloadPriority>(&DOWNLOAD_PRIORITY)
                    .map(drop)
            ),
            "hall:2: `Urgent` is not a value of DownloadPriority"
        );
        assert!(field("0fz").bytes().is_err() && field("WU_E_COFFEE").hresult().is_err());
        assert!(field("yesterday").moment().is_err() && field("{}").guid().is_err());
        assert_eq!((size("3"), size("3 GB")), (None, None));
    }
}
