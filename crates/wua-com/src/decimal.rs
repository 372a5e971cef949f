//! `DECIMAL`: 96 bits, a power of ten and a sign.

use std::fmt;

/// An OLE decimal ([MS-OAUT] 2.2.26). WUA counts bytes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Decimal {
    /// In two parts, so that a `Value` is no larger than what it holds otherwise.
    low: u64,
    high: u32,
    scale: u8,
    negative: bool,
}

impl Decimal {
    /// From its parts; `None` if the mantissa exceeds 96 bits or the scale 28.
    #[must_use]
    pub fn from_parts(mantissa: u128, scale: u8, negative: bool) -> Option<Self> {
        let low = u64::try_from(mantissa & u128::from(u64::MAX)).ok()?;
        let high = u32::try_from(mantissa >> 64).ok()?;
        (scale <= 28).then_some(Self {
            low,
            high,
            scale,
            negative,
        })
    }

    /// The 96-bit number without sign and scale.
    #[must_use]
    pub fn mantissa(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// The power of ten that the mantissa is divided by.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.negative
    }

    /// The nearest double.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        #[expect(
            clippy::as_conversions,
            clippy::cast_precision_loss,
            reason = "the nearest is asked for"
        )]
        let magnitude = self.mantissa() as f64 / 10f64.powi(i32::from(self.scale));
        if self.negative { -magnitude } else { magnitude }
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self {
            low: number,
            ..Self::default()
        }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self {
            low: number.unsigned_abs(),
            negative: number < 0,
            ..Self::default()
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.mantissa(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if self.negative && self.mantissa() != 0 {
            "-"
        } else {
            ""
        };
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            fraction => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_double() {
        let price = Decimal::from_parts(12_340, 3, true).unwrap();
        assert_eq!(price.to_string(), "-12.34");
        assert!((price.to_f64() + 12.34).abs() < 1e-12);
        assert_eq!(Decimal::from(u64::MAX).to_string(), u64::MAX.to_string());
        assert_eq!(Decimal::from_parts(5, 2, false).unwrap().to_string(), "0.05");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Decimal::from_parts(1 << 96, 0, false), None);
        assert_eq!(Decimal::from_parts(1, 29, false), None);
    }
}
