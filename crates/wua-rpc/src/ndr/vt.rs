//! The types of VARIANT ([MS-OAUT] 2.2.7).

use wua_com::{Type, Value};

pub(crate) const EMPTY: u16 = 0x00;
pub(crate) const NULL: u16 = 0x01;
pub(crate) const I2: u16 = 0x02;
pub(crate) const I4: u16 = 0x03;
pub(crate) const R4: u16 = 0x04;
pub(crate) const R8: u16 = 0x05;
pub(crate) const CY: u16 = 0x06;
pub(crate) const DATE: u16 = 0x07;
pub(crate) const BSTR: u16 = 0x08;
pub(crate) const DISPATCH: u16 = 0x09;
pub(crate) const ERROR: u16 = 0x0A;
pub(crate) const BOOL: u16 = 0x0B;
pub(crate) const VARIANT: u16 = 0x0C;
pub(crate) const UNKNOWN: u16 = 0x0D;
pub(crate) const DECIMAL: u16 = 0x0E;
pub(crate) const I1: u16 = 0x10;
pub(crate) const UI1: u16 = 0x11;
pub(crate) const UI2: u16 = 0x12;
pub(crate) const UI4: u16 = 0x13;
pub(crate) const I8: u16 = 0x14;
pub(crate) const UI8: u16 = 0x15;
pub(crate) const INT: u16 = 0x16;
pub(crate) const UINT: u16 = 0x17;
pub(crate) const VOID: u16 = 0x18;
pub(crate) const POINTER: u16 = 0x1A;
pub(crate) const USER_DEFINED: u16 = 0x1D;
pub(crate) const INT_PTR: u16 = 0x25;
pub(crate) const ARRAY: u16 = 0x2000;
pub(crate) const BYREF: u16 = 0x4000;

/// The type that a value travels as.
pub(crate) fn of(value: &Value) -> u16 {
    match value {
        Value::Empty => EMPTY,
        Value::Null => NULL,
        Value::Bool(_) => BOOL,
        Value::I1(_) => I1,
        Value::U1(_) => UI1,
        Value::I2(_) => I2,
        Value::U2(_) => UI2,
        Value::I4(_) => I4,
        Value::U4(_) => UI4,
        Value::I8(_) => I8,
        Value::U8(_) => UI8,
        Value::R4(_) => R4,
        Value::R8(_) => R8,
        Value::Currency(_) => CY,
        Value::Date(_) => DATE,
        Value::Decimal(_) => DECIMAL,
        Value::Text(_) => BSTR,
        Value::Error(_) => ERROR,
        Value::Object(_) => DISPATCH,
        Value::Unknown(_) => UNKNOWN,
        Value::Bytes(_) => ARRAY | UI1,
        Value::Array(_) => ARRAY | VARIANT,
    }
}

/// The type by which type information tells a type of the tables.
pub(crate) fn of_type(ty: Type) -> u16 {
    match ty {
        Type::Bool => BOOL,
        Type::Long | Type::Enumeration(_) => I4,
        Type::Dword | Type::Lcid => UI4,
        Type::Hwnd => INT_PTR,
        Type::Bstr => BSTR,
        Type::Date => DATE,
        Type::Decimal => DECIMAL,
        Type::Variant => VARIANT,
        Type::Unknown => UNKNOWN,
        Type::Interface(_) => POINTER,
    }
}
