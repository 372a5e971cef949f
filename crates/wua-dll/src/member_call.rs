//! A call through a vtable: arguments become values, the waist is asked, the result goes where the caller wants it.

use std::ffi::c_void;
use std::ptr::null_mut;

use windows_sys::Win32::System::Variant::VARIANT;
use windows_sys::core::BSTR;
use wua_com::standard::IUNKNOWN;
use wua_com::{Error, HResult, Member, Outcome, Slot, Type, Value, code};

use crate::border::{failure, guard};
use crate::com_object::Face;
use crate::object_pointer::hand_out;
use crate::signature::{Argument, Decimal};
use crate::{apartment, bstr, error_info, host, variant};

/// Calls a member without a result.
///
/// # Safety
///
/// `this` is a face of ours, and the arguments are valid as COM demands.
pub(crate) unsafe fn call(this: *const Face, slot: u16, args: &[&dyn Argument]) -> i32 {
    guard(|| {
        // SAFETY: the caller's promise is ours.
        let outcome = unsafe { invoke(&*this, Slot(slot), args) };
        report(outcome.map(|success| success.hresult))
    })
}

/// Calls a member whose result goes to `result`: written on success, null on failure.
///
/// # Safety
///
/// As [`call`], and `result` is NULL or has room for the type that the tables give the result.
pub(crate) unsafe fn call_for(
    this: *const Face,
    slot: u16,
    args: &[&dyn Argument],
    result: *mut c_void,
) -> i32 {
    guard(|| {
        if result.is_null() {
            return report(Err(Error::new(code::E_POINTER, "no place for the result")));
        }
        // SAFETY: the caller's promise is ours, and `ty` is what it says.
        unsafe {
            let this = &*this;
            let Ok(ty) = member(this, Slot(slot)).map(|member| member.returns.unwrap_or(Type::Long)) else {
                return code::E_UNEXPECTED;
            };
            clear(ty, result);
            report(invoke(this, Slot(slot), args).and_then(|success| {
                write(ty, &success.value, result)?;
                Ok(success.hresult)
            }))
        }
    })
}

/// # Safety
///
/// The arguments are valid as COM demands.
unsafe fn invoke(this: &Face, slot: Slot, args: &[&dyn Argument]) -> Outcome {
    let member = member(this, slot)?;
    let mut values = Vec::with_capacity(args.len());
    for (param, arg) in member.params.iter().zip(args) {
        // SAFETY: the caller's promise is ours.
        let value = unsafe { arg.value(param.ty) };
        values.push(value.map_err(|error| error.context(format!("`{}` of {}", param.name, member.name)))?);
    }
    let (object, interface) = (this.object(), this.interface());
    if member.blocking && apartment::is_single_threaded() {
        // Callbacks may have to come to this very thread meanwhile.
        return apartment::aside(move || object.invoke(host::caller(), interface, slot, &values))?;
    }
    object.invoke(host::caller(), interface, slot, &values)
}

fn member(this: &Face, slot: Slot) -> Result<&'static Member, Error> {
    // A vtable has no slot that its interface has not.
    this.interface()
        .member(slot)
        .ok_or_else(|| Error::from(code::E_UNEXPECTED))
}

fn report(outcome: Result<HResult, Error>) -> HResult {
    outcome.unwrap_or_else(|error| {
        error_info::set(&error);
        failure(&error)
    })
}

/// # Safety
///
/// `result` has room for a result of type `ty`.
unsafe fn clear(ty: Type, result: *mut c_void) {
    // SAFETY: the caller's promise is ours.
    unsafe {
        match ty {
            Type::Bool => result.cast::<i16>().write(0),
            Type::Long | Type::Dword | Type::Lcid | Type::Enumeration(_) => result.cast::<u32>().write(0),
            Type::Hwnd => result.cast::<usize>().write(0),
            Type::Bstr => result.cast::<BSTR>().write(null_mut()),
            Type::Date => result.cast::<f64>().write(0.0),
            Type::Decimal => result.cast::<Decimal>().write(Decimal::default()),
            Type::Variant => result.cast::<VARIANT>().write(VARIANT::default()),
            Type::Unknown | Type::Interface(_) => result.cast::<*mut c_void>().write(null_mut()),
        }
    }
}

/// # Safety
///
/// As [`clear`].
unsafe fn write(ty: Type, value: &Value, result: *mut c_void) -> Result<(), Error> {
    // SAFETY: the caller's promise is ours.
    unsafe {
        match (ty, value) {
            (Type::Bool, Value::Bool(plain)) => result.cast::<i16>().write(variant::variant_bool(*plain)),
            (Type::Long | Type::Enumeration(_), Value::I4(plain)) => result.cast::<i32>().write(*plain),
            (Type::Dword | Type::Lcid, Value::U4(plain)) => result.cast::<u32>().write(*plain),
            (Type::Hwnd, Value::U8(plain)) => {
                let plain = usize::try_from(*plain).map_err(|_| Error::from(code::E_UNEXPECTED))?;
                result.cast::<usize>().write(plain);
            }
            (Type::Bstr, Value::Text(text)) => result.cast::<BSTR>().write(bstr::allocate(text)?),
            (Type::Date, Value::Date(date)) => result.cast::<f64>().write(date.0),
            (Type::Decimal, Value::Decimal(plain)) => {
                result.cast::<Decimal>().write(variant::decimal(*plain));
            }
            (Type::Variant, value) => result.cast::<VARIANT>().write(variant::write(value)?.into_raw()),
            (Type::Unknown | Type::Interface(_), Value::Object(None) | Value::Unknown(None)) => {}
            (
                Type::Unknown | Type::Interface(_),
                Value::Object(Some(object)) | Value::Unknown(Some(object)),
            ) => {
                let iid = match ty {
                    Type::Interface(target) => target.iid,
                    _ => IUNKNOWN.iid,
                };
                result
                    .cast::<*mut c_void>()
                    .write(hand_out(object, iid)?.into_raw());
            }
            _ => {
                return Err(Error::new(
                    code::E_UNEXPECTED,
                    format!("the member yielded {} and not {}", value.kind(), ty.name()),
                ));
            }
        }
    }
    Ok(())
}
