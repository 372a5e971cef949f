//! `wua-defs/src/enums.rs`: the enumerations as Rust types.

use std::fmt::Write;

use wua_defs::enumerations::ENUMERATIONS;

use super::names::variant;

pub(super) fn generate() -> String {
    let mut out = super::header("The enumerations as types.", "`enumerations.rs`");
    out.push_str("use wua_com::{FromValue, Value};\n");
    for enumeration in ENUMERATIONS {
        let name = enumeration.name;
        let mut variants = String::new();
        let mut from = String::new();
        let mut names = String::new();
        for (value_name, number) in enumeration.values {
            let variant = variant(enumeration, value_name);
            let _ = write!(variants, "/// `{value_name}`.\n{variant} = {number},\n");
            let _ = writeln!(from, "{number} => Ok(Self::{variant}),");
            let _ = writeln!(names, "Self::{variant} => \"{variant}\",");
        }
        let _ = write!(
            out,
            r#"
/// `{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "i32", try_from = "i32"))]
#[repr(i32)]
pub enum {name} {{
{variants}}}

impl {name} {{
    /// The name without the prefix of the specification.
    #[must_use]
    pub const fn name(self) -> &'static str {{
        match self {{
{names}        }}
    }}
}}

impl TryFrom<i32> for {name} {{
    type Error = i32;

    fn try_from(number: i32) -> Result<Self, i32> {{
        match number {{
{from}            _ => Err(number),
        }}
    }}
}}

impl From<{name}> for i32 {{
    #[expect(clippy::as_conversions, reason = "the discriminant is the number")]
    fn from(value: {name}) -> Self {{
        value as Self
    }}
}}

impl From<{name}> for Value {{
    fn from(value: {name}) -> Self {{
        Self::I4(value.into())
    }}
}}

impl<'a> FromValue<'a> for {name} {{
    fn from_value(value: &'a Value) -> Option<Self> {{
        i32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }}
}}
"#
        );
    }
    out
}
