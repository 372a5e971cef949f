//! `DATE`: days since 30 December 1899, the time of day in the fraction.

/// An OLE date ([MS-OAUT] 2.2.25). WUA's dates are in UTC.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Date(pub f64);

const SECONDS_PER_DAY: f64 = 86_400.0;
/// 1 January 1970 as a DATE.
const UNIX_EPOCH: f64 = 25_569.0;
/// The same in seconds.
const UNIX_EPOCH_SECONDS: i64 = 25_569 * 86_400;

impl Date {
    /// From seconds since 1970 (UTC).
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Self {
        let since_day_zero = seconds.saturating_add(UNIX_EPOCH_SECONDS);
        // Rounded once: the nearest date there is, which clients compare their own with.
        #[expect(
            clippy::as_conversions,
            clippy::cast_precision_loss,
            reason = "exact below 2^53 seconds"
        )]
        let days = since_day_zero as f64 / SECONDS_PER_DAY;
        // Before the epoch the fraction still counts forward from midnight while the sign goes with the day.
        if days < 0.0 && days.fract() != 0.0 {
            let day = days.floor();
            return Self(day - (days - day));
        }
        Self(days)
    }

    /// Seconds since 1970 (UTC), rounded; `None` for what is no date.
    #[must_use]
    pub fn to_unix_seconds(self) -> Option<i64> {
        // The range of the type: year 100 to year 9999.
        if !(-657_435.0..2_958_466.0).contains(&self.0) {
            return None;
        }
        let days = self.0.trunc() + self.0.fract().abs();
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            reason = "range checked above"
        )]
        Some(((days - UNIX_EPOCH) * SECONDS_PER_DAY).round() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_trip_on_both_sides_of_both_epochs() {
        for seconds in [
            0,
            1,
            -1,
            1_700_000_000,
            -2_209_161_600,
            -2_209_161_601,
            -2_300_000_123,
            253_402_300_799,
        ] {
            assert_eq!(
                Date::from_unix_seconds(seconds).to_unix_seconds(),
                Some(seconds),
                "{seconds}"
            );
        }
    }

    #[test]
    fn known_dates() {
        assert_eq!(Date::from_unix_seconds(0), Date(25_569.0));
        // 10 October 2025, 07:00.
        assert_eq!(
            Date::from_unix_seconds(1_760_079_600),
            Date(45_940.0 + 7.0 / 24.0),
            "the nearest number there is"
        );
        // 29 December 1899, 06:00 is minus one day and a quarter.
        assert_eq!(
            Date(-1.25).to_unix_seconds(),
            Some(-2_209_161_600 - 86_400 + 21_600)
        );
        assert_eq!(Date(f64::NAN).to_unix_seconds(), None);
        assert_eq!(Date(3e9).to_unix_seconds(), None);
    }
}
