//! Values as a transcript has them.

use serde::{Deserialize, Serialize};
use wua_com::{Date, Decimal, HResult, ObjectRef, Value};

/// A value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Written {
    Empty,
    Null,
    Bool(bool),
    Short(i16),
    Long(i32),
    Dword(u32),
    Double(f64),
    /// Days since 30 December 1899.
    Date(f64),
    /// Mantissa, scale and sign.
    Decimal(String, u8, bool),
    Text(String),
    Error(u32),
    Bytes(Vec<u8>),
    Array(Vec<Written>),
    /// The number of an object; nothing is no object.
    Object(Option<u64>),
    Unknown(Option<u64>),
    /// What the agent's interfaces do not have.
    Other(String),
}

impl Written {
    /// Writes a value; `number` knows the objects.
    pub(super) fn of(value: &Value, number: &mut dyn FnMut(&ObjectRef) -> u64) -> Self {
        match value {
            Value::Empty => Self::Empty,
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::I2(number) => Self::Short(*number),
            Value::I4(number) => Self::Long(*number),
            Value::U4(number) => Self::Dword(*number),
            Value::R8(number) => Self::Double(*number),
            Value::Date(date) => Self::Date(date.0),
            Value::Decimal(decimal) => Self::Decimal(
                decimal.mantissa().to_string(),
                decimal.scale(),
                decimal.is_negative(),
            ),
            Value::Text(text) => Self::Text(text.to_string()),
            Value::Error(hresult) => Self::Error(hresult.to_u32()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
            Value::Array(values) => Self::Array(values.iter().map(|value| Self::of(value, number)).collect()),
            Value::Object(object) => Self::Object(object.as_ref().map(number)),
            Value::Unknown(object) => Self::Unknown(object.as_ref().map(number)),
            other => Self::Other(other.kind().to_owned()),
        }
    }

    /// The value again; `object` finds the objects.
    pub(super) fn value(&self, object: &dyn Fn(u64) -> ObjectRef) -> Value {
        match self {
            Self::Empty | Self::Other(_) => Value::Empty,
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Short(number) => Value::I2(*number),
            Self::Long(number) => Value::I4(*number),
            Self::Dword(number) => Value::U4(*number),
            Self::Double(number) => Value::R8(*number),
            Self::Date(days) => Value::Date(Date(*days)),
            Self::Decimal(mantissa, scale, negative) => {
                let mantissa = mantissa.parse().unwrap_or_default();
                let decimal = Decimal::from_parts(mantissa, *scale, *negative);
                Value::Decimal(decimal.unwrap_or_default())
            }
            Self::Text(text) => Value::from(&**text),
            Self::Error(hresult) => Value::Error(HResult::from_u32(*hresult)),
            Self::Bytes(bytes) => Value::Bytes(bytes.as_slice().into()),
            Self::Array(values) => Value::Array(values.iter().map(|value| value.value(object)).collect()),
            Self::Object(number) => Value::Object(number.map(object)),
            Self::Unknown(number) => Value::Unknown(number.map(object)),
        }
    }

    /// Changes all texts.
    pub(super) fn map_texts(&mut self, change: &mut dyn FnMut(&str) -> String) {
        match self {
            Self::Text(text) => *text = change(text),
            Self::Array(values) => values.iter_mut().for_each(|value| value.map_texts(change)),
            _ => {}
        }
    }
}
