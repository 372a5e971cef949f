//! HRESULTs: the numbers that every member answers with.

use std::fmt;

use crate::hresults::known;

/// A COM result code. Negative is failure; several codes mean success.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HResult(i32);

impl HResult {
    /// From the signed form that scripts see in `Err.Number`.
    #[must_use]
    pub const fn from_i32(value: i32) -> Self {
        Self(value)
    }

    /// From the unsigned form that documents print.
    #[must_use]
    pub const fn from_u32(value: u32) -> Self {
        Self(value.cast_signed())
    }

    /// The signed form.
    #[must_use]
    pub const fn to_i32(self) -> i32 {
        self.0
    }

    /// The unsigned form.
    #[must_use]
    pub const fn to_u32(self) -> u32 {
        self.0.cast_unsigned()
    }

    /// Whether the call did what was asked, perhaps with a remark.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 >= 0
    }

    /// The symbol, such as `WU_E_NO_UPDATE`, if the code is known.
    pub fn name(self) -> Option<&'static str> {
        known(self).map(|row| row.name)
    }

    /// One sentence for people, if the code is known.
    pub fn text(self) -> Option<&'static str> {
        known(self).map(|row| row.text)
    }
}

impl fmt::Display for HResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{:08X}", self.to_u32())?;
        match self.name() {
            Some(name) => write!(f, " {name}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for HResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A row of the table of known codes.
#[derive(Debug)]
pub struct KnownCode {
    /// The code.
    pub hresult: HResult,
    /// Its symbol.
    pub name: &'static str,
    /// What it means, for people.
    pub text: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code;

    #[test]
    fn a_code_is_shown_with_its_name() {
        assert_eq!(
            code::WU_E_INVALID_CRITERIA.to_string(),
            "0x80240032 WU_E_INVALID_CRITERIA"
        );
        assert_eq!(HResult::from_u32(0x8024_DEAD).to_string(), "0x8024DEAD");
    }

    #[test]
    fn success_codes_are_not_errors() {
        assert!(code::S_FALSE.is_success() && code::WU_S_ALREADY_DOWNLOADED.is_success());
        assert!(!code::E_ACCESSDENIED.is_success());
    }
}
