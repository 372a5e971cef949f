//! `Value`: what travels through the waist, the VARIANT of every face.

use std::sync::Arc;

use crate::{Date, Decimal, HResult, ObjectRef};

/// Text as members hand it out: cheap to clone. A NULL BSTR and an empty one are the same text.
pub type Text = Arc<str>;

/// One argument or result ([MS-OAUT] 2.2.29). By-reference arguments are resolved by the face.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `VT_EMPTY`: nothing was set.
    #[default]
    Empty,
    /// `VT_NULL`: a script's null.
    Null,
    /// `VT_BOOL`.
    Bool(bool),
    /// `VT_I1`.
    I1(i8),
    /// `VT_UI1`.
    U1(u8),
    /// `VT_I2`.
    I2(i16),
    /// `VT_UI2`.
    U2(u16),
    /// `VT_I4` and `VT_INT`; enumerations travel as this.
    I4(i32),
    /// `VT_UI4` and `VT_UINT`.
    U4(u32),
    /// `VT_I8`.
    I8(i64),
    /// `VT_UI8`.
    U8(u64),
    /// `VT_R4`.
    R4(f32),
    /// `VT_R8`.
    R8(f64),
    /// `VT_CY`: ten-thousandths.
    Currency(i64),
    /// `VT_DATE`.
    Date(Date),
    /// `VT_DECIMAL`.
    Decimal(Decimal),
    /// `VT_BSTR`.
    Text(Text),
    /// `VT_ERROR`.
    Error(HResult),
    /// `VT_DISPATCH`: an object that can be called by name, or nothing.
    Object(Option<ObjectRef>),
    /// `VT_UNKNOWN`: an object of which only the identity is known, or nothing.
    Unknown(Option<ObjectRef>),
    /// `VT_ARRAY | VT_UI1`.
    Bytes(Arc<[u8]>),
    /// `VT_ARRAY | VT_VARIANT`.
    Array(Arc<[Value]>),
}

impl Value {
    /// How an omitted optional argument travels: `VT_ERROR` with `DISP_E_PARAMNOTFOUND`.
    pub const MISSING: Self = Self::Error(crate::code::DISP_E_PARAMNOTFOUND);

    /// Reads a `VARIANT_BOOL` as it stands in memory: -1 is true, 0 is false, nothing else is either.
    #[must_use]
    pub fn from_variant_bool(raw: i16) -> Option<Self> {
        match raw {
            -1 => Some(Self::Bool(true)),
            0 => Some(Self::Bool(false)),
            _ => None,
        }
    }

    /// Whether the argument was left out.
    pub fn is_missing(&self) -> bool {
        *self == Self::MISSING
    }

    /// The object inside, if this is one.
    pub fn as_object(&self) -> Option<&ObjectRef> {
        match self {
            Self::Object(object) | Self::Unknown(object) => object.as_ref(),
            _ => None,
        }
    }

    /// What the value is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::I1(_)
            | Self::U1(_)
            | Self::I2(_)
            | Self::U2(_)
            | Self::I4(_)
            | Self::U4(_)
            | Self::I8(_)
            | Self::U8(_) => "an integer",
            Self::R4(_) | Self::R8(_) => "a floating-point number",
            Self::Currency(_) => "a currency amount",
            Self::Date(_) => "a date",
            Self::Decimal(_) => "a decimal",
            Self::Text(_) => "a string",
            Self::Error(_) if self.is_missing() => "left out",
            Self::Error(_) => "an error code",
            Self::Object(None) | Self::Unknown(None) => "no object",
            Self::Object(Some(_)) | Self::Unknown(Some(_)) => "an object",
            Self::Bytes(_) | Self::Array(_) => "an array",
        }
    }
}

impl From<()> for Value {
    fn from((): ()) -> Self {
        Self::Empty
    }
}

/// One `From` per plain type, so that the generated dispatchers wrap results without knowing them.
macro_rules! value_from {
    ($($plain:ty => $variant:ident),+ $(,)?) => {
        $(impl From<$plain> for Value {
            fn from(plain: $plain) -> Self {
                Self::$variant(plain)
            }
        })+
    };
}

value_from! {
    bool => Bool, i16 => I2, i32 => I4, u32 => U4, i64 => I8, u64 => U8, f64 => R8,
    Date => Date, Decimal => Decimal, Text => Text, HResult => Error, Option<ObjectRef> => Object,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Text::from(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Text::from(text))
    }
}

impl From<ObjectRef> for Value {
    fn from(object: ObjectRef) -> Self {
        Self::Object(Some(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_minus_one_and_zero_are_variant_bools() {
        assert_eq!(Value::from_variant_bool(-1), Some(Value::Bool(true)));
        assert_eq!(Value::from_variant_bool(0), Some(Value::Bool(false)));
        for raw in [1, 2, -2, i16::MAX, i16::MIN] {
            assert_eq!(Value::from_variant_bool(raw), None);
        }
    }
}
