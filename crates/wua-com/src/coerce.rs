//! The conversions that late binding owes its callers: a script's value becomes the type that the member takes.
//!
//! The rules are those of `VariantChangeType` for the types that occur; a null is an empty string or no object.

use crate::dispatch::{DISPID_VALUE, Dispatch, DispatchFlags};
use crate::table::Type;
use crate::{Caller, Date, Decimal, HResult, ObjectRef, Text, Value, code};

/// Converts `value` to `ty`, or says with `DISP_E_TYPEMISMATCH` or `DISP_E_OVERFLOW` why not.
pub fn coerce(caller: &Caller, value: &Value, ty: Type) -> Result<Value, HResult> {
    // An object stands for its default property wherever no object is wanted.
    if let Some(object) = value.as_object()
        && !ty.is_object()
        && !matches!(ty, Type::Variant)
    {
        return coerce(caller, &default_value(caller, object)?, ty);
    }
    match ty {
        Type::Variant => Ok(value.clone()),
        Type::Bool => boolean(value).map(Value::Bool),
        Type::Long | Type::Enumeration(_) => integer(value).map(Value::I4),
        Type::Dword | Type::Lcid => integer(value).map(Value::U4),
        Type::Hwnd => integer(value).map(Value::U8),
        Type::Bstr => text(value).map(Value::Text),
        Type::Date => number(value).map(|days| Value::Date(Date(days))),
        Type::Decimal => match value {
            Value::Decimal(_) => Ok(value.clone()),
            _ => integer(value).map(|whole: i64| Value::Decimal(Decimal::from(whole))),
        },
        Type::Unknown => object(value).map(Value::Unknown),
        Type::Interface(interface) => match object(value)? {
            Some(object) if !object.supports(interface) => Err(code::DISP_E_TYPEMISMATCH),
            object => Ok(Value::Object(object)),
        },
    }
}

fn default_value(caller: &Caller, object: &ObjectRef) -> Result<Value, HResult> {
    let dispatch = Dispatch::new(object.clone()).ok_or(code::DISP_E_TYPEMISMATCH)?;
    match dispatch.invoke(caller, DISPID_VALUE, DispatchFlags::GET, &[], &[]) {
        // A default property that is an object again would not end.
        Ok(success) if success.value.as_object().is_none() => Ok(success.value),
        _ => Err(code::DISP_E_TYPEMISMATCH),
    }
}

fn object(value: &Value) -> Result<Option<ObjectRef>, HResult> {
    match value {
        Value::Object(object) | Value::Unknown(object) => Ok(object.clone()),
        Value::Null | Value::Empty => Ok(None),
        _ => Err(code::DISP_E_TYPEMISMATCH),
    }
}

fn boolean(value: &Value) -> Result<bool, HResult> {
    match value {
        Value::Bool(plain) => Ok(*plain),
        Value::Text(text) => {
            let word = text.trim_matches('#');
            if word.eq_ignore_ascii_case("true") {
                Ok(true)
            } else if word.eq_ignore_ascii_case("false") {
                Ok(false)
            } else {
                Ok(number(value)? != 0.0)
            }
        }
        _ => Ok(number(value)? != 0.0),
    }
}

fn text(value: &Value) -> Result<Text, HResult> {
    Ok(match value {
        Value::Text(text) => text.clone(),
        Value::Empty | Value::Null => Text::default(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::U8(whole) => whole.to_string().into(),
        Value::Decimal(decimal) => decimal.to_string().into(),
        Value::R4(_) | Value::R8(_) | Value::Currency(_) => number(value)?.to_string().into(),
        _ => integer::<i64>(value)?.to_string().into(),
    })
}

/// Whole numbers exactly, fractions rounded to the nearest, halves to the even one.
fn integer<T: TryFrom<i128>>(value: &Value) -> Result<T, HResult> {
    let whole = match value {
        Value::I1(whole) => i128::from(*whole),
        Value::U1(whole) => i128::from(*whole),
        Value::I2(whole) => i128::from(*whole),
        Value::U2(whole) => i128::from(*whole),
        Value::I4(whole) => i128::from(*whole),
        Value::U4(whole) => i128::from(*whole),
        Value::I8(whole) => i128::from(*whole),
        Value::U8(whole) => i128::from(*whole),
        Value::Bool(plain) => -i128::from(*plain),
        _ => {
            let rounded = number(value)?.round_ties_even();
            #[expect(
                clippy::as_conversions,
                clippy::cast_possible_truncation,
                reason = "saturates; checked below"
            )]
            let whole = rounded as i128;
            whole
        }
    };
    T::try_from(whole).map_err(|_| code::DISP_E_OVERFLOW)
}

fn number(value: &Value) -> Result<f64, HResult> {
    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "the nearest double is meant"
    )]
    let number = match value {
        Value::Empty => 0.0,
        Value::Bool(plain) => -f64::from(u8::from(*plain)),
        Value::R4(number) => f64::from(*number),
        Value::R8(number) => *number,
        Value::Currency(parts) => *parts as f64 / 10_000.0,
        Value::Date(Date(days)) => *days,
        Value::Decimal(decimal) => decimal.to_f64(),
        Value::Text(text) => {
            let number = text
                .trim()
                .parse::<f64>()
                .map_err(|_| code::DISP_E_TYPEMISMATCH)?;
            if number.is_finite() {
                number
            } else {
                return Err(code::DISP_E_TYPEMISMATCH);
            }
        }
        Value::I1(whole) => f64::from(*whole),
        Value::U1(whole) => f64::from(*whole),
        Value::I2(whole) => f64::from(*whole),
        Value::U2(whole) => f64::from(*whole),
        Value::I4(whole) => f64::from(*whole),
        Value::U4(whole) => f64::from(*whole),
        Value::I8(whole) => *whole as f64,
        Value::U8(whole) => *whole as f64,
        Value::Null
        | Value::Error(_)
        | Value::Object(_)
        | Value::Unknown(_)
        | Value::Bytes(_)
        | Value::Array(_) => return Err(code::DISP_E_TYPEMISMATCH),
    };
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rights;

    fn to(value: impl Into<Value>, ty: Type) -> Result<Value, HResult> {
        coerce(&Caller::local(Rights::Anyone), &value.into(), ty)
    }

    #[test]
    fn integers_and_words_become_booleans() {
        for (value, expected) in [
            (Value::I4(1), true),
            (Value::I2(0), false),
            ("TRUE".into(), true),
            ("0".into(), false),
        ] {
            assert_eq!(to(value, Type::Bool), Ok(Value::Bool(expected)));
        }
        assert_eq!(to("perhaps", Type::Bool), Err(code::DISP_E_TYPEMISMATCH));
        assert_eq!(to(Value::Null, Type::Bool), Err(code::DISP_E_TYPEMISMATCH));
    }

    #[test]
    fn fractions_round_to_even_and_what_does_not_fit_overflows() {
        assert_eq!(to(2.5, Type::Long), Ok(Value::I4(2)));
        assert_eq!(to("3.5", Type::Long), Ok(Value::I4(4)));
        assert_eq!(to(true, Type::Long), Ok(Value::I4(-1)));
        assert_eq!(to(3e10, Type::Long), Err(code::DISP_E_OVERFLOW));
        assert_eq!(to(u64::MAX, Type::Long), Err(code::DISP_E_OVERFLOW));
        assert_eq!(to(-1, Type::Lcid), Err(code::DISP_E_OVERFLOW));
        assert_eq!(to("1e400", Type::Long), Err(code::DISP_E_TYPEMISMATCH));
    }

    #[test]
    fn null_is_an_empty_string_or_no_object() {
        assert_eq!(to(Value::Null, Type::Bstr), Ok("".into()));
        assert_eq!(to(Value::Null, Type::Unknown), Ok(Value::Unknown(None)));
        assert_eq!(to(7, Type::Unknown), Err(code::DISP_E_TYPEMISMATCH));
    }

    #[test]
    fn numbers_become_text() {
        assert_eq!(to(890_830, Type::Bstr), Ok("890830".into()));
        assert_eq!(to(1.5, Type::Bstr), Ok("1.5".into()));
        assert_eq!(to(true, Type::Bstr), Ok("True".into()));
        assert_eq!(to(Value::MISSING, Type::Bstr), Err(code::DISP_E_TYPEMISMATCH));
    }
}
