//! The types that arguments and results have in memory, and the values that they are.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{DECIMAL, VARIANT_BOOL, VARIANT_FALSE, VARIANT_TRUE};
use windows_sys::Win32::System::Variant::VARIANT;
use windows_sys::core::BSTR;
use wua_com::standard::IUNKNOWN;
use wua_com::{Date, Error, Type, Value, code};

use crate::object_pointer::{accept, hand_out};
use crate::{bstr, variant};

/// A type that arguments have.
pub(crate) trait Argument {
    /// What the caller passed for a parameter of type `ty`.
    ///
    /// # Safety
    ///
    /// The argument is valid as COM demands of its type.
    unsafe fn value(&self, ty: Type) -> Result<Value, Error>;
}

/// A type that results have.
pub(crate) trait Output: Sized {
    /// What a failure leaves behind.
    fn null() -> Self;

    /// The result of type `ty` for the caller, who has to free what it holds.
    fn of(value: &Value, ty: Type) -> Result<Self, Error>;
}

/// `VARIANT_BOOL`.
#[repr(transparent)]
pub(crate) struct Bool(VARIANT_BOOL);

/// `LONG`, and enumerations.
pub(crate) type Long = i32;

/// `DWORD`, `LCID`.
pub(crate) type Dword = u32;

/// `HWND`.
pub(crate) type Handle = usize;

/// `BSTR`.
pub(crate) type Bstr = BSTR;

/// `DECIMAL`.
pub(crate) type Decimal = DECIMAL;

/// `VARIANT` by value. It is larger than a register, so callers pass the address of a copy; Rust knows that.
pub(crate) type Variant = VARIANT;

/// A pointer to an interface.
pub(crate) type Object = *mut c_void;

impl Argument for Bool {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Value::from_variant_bool(self.0)
            .ok_or_else(|| Error::new(code::E_INVALIDARG, format!("{} is no VARIANT_BOOL", self.0)))
    }
}

impl Output for Bool {
    fn null() -> Self {
        Self(VARIANT_FALSE)
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::Bool(true) => Ok(Self(VARIANT_TRUE)),
            Value::Bool(false) => Ok(Self(VARIANT_FALSE)),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Argument for Long {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Ok(Value::I4(*self))
    }
}

impl Output for Long {
    fn null() -> Self {
        0
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::I4(plain) => Ok(*plain),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Argument for Dword {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        Ok(Value::U4(*self))
    }
}

impl Output for Dword {
    fn null() -> Self {
        0
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::U4(plain) => Ok(*plain),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Argument for Handle {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        u64::try_from(*self)
            .map(Value::U8)
            .map_err(|_| Error::from(code::E_INVALIDARG))
    }
}

impl Output for Handle {
    fn null() -> Self {
        0
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::U8(plain) => Self::try_from(*plain).map_err(|_| Error::from(code::E_UNEXPECTED)),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Output for f64 {
    fn null() -> Self {
        0.0
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::Date(Date(days)) => Ok(*days),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Argument for Bstr {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        Ok(Value::Text(unsafe { bstr::read(*self) }))
    }
}

impl Output for Bstr {
    fn null() -> Self {
        null()
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::Text(text) => Ok(bstr::allocate(text)?),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Output for Decimal {
    fn null() -> Self {
        Self::default()
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match value {
            Value::Decimal(plain) => Ok(variant::decimal(*plain)),
            other => Err(mismatch(other, ty)),
        }
    }
}

impl Argument for Variant {
    unsafe fn value(&self, _: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        unsafe { variant::read(self) }
    }
}

impl Output for Variant {
    fn null() -> Self {
        Self::default()
    }

    fn of(value: &Value, _: Type) -> Result<Self, Error> {
        Ok(variant::write(value)?.into_raw())
    }
}

impl Argument for Object {
    unsafe fn value(&self, ty: Type) -> Result<Value, Error> {
        // SAFETY: the caller's promise is ours.
        let object = unsafe { accept(*self) }?;
        Ok(match ty {
            Type::Unknown => Value::Unknown(object),
            _ => Value::Object(object),
        })
    }
}

impl Output for Object {
    fn null() -> Self {
        null_mut()
    }

    fn of(value: &Value, ty: Type) -> Result<Self, Error> {
        match (value, ty) {
            (Value::Object(None) | Value::Unknown(None), _) => Ok(null_mut()),
            (Value::Object(Some(object)), Type::Interface(target)) => {
                Ok(hand_out(object, target.iid)?.into_raw())
            }
            (Value::Object(Some(object)) | Value::Unknown(Some(object)), _) => {
                Ok(hand_out(object, IUNKNOWN.iid)?.into_raw())
            }
            (other, _) => Err(mismatch(other, ty)),
        }
    }
}

#[cold]
fn mismatch(value: &Value, ty: Type) -> Error {
    let message = format!("the member yielded {} and no {}", value.kind(), ty.name());
    Error::new(code::E_UNEXPECTED, message)
}
