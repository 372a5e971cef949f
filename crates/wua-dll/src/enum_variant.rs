//! `IEnumVARIANT`: the one interface of the system's that objects of the agent have themselves.

use std::ffi::c_void;
use std::ptr::null_mut;

use windows_sys::Win32::System::Variant::VARIANT;
use wua_com::standard::IENUM_VARIANT;
use wua_com::{Error, HResult, Slot, Success, Value, code};

use crate::border::{failure, guard};
use crate::com_object::{Face, UNKNOWN};
use crate::host;
use crate::object_pointer::hand_out;
use crate::signature::{Method, extend, methods};
use crate::variant::{self, OwnedVariant};

pub(crate) static VTABLE: [Method; 7] = extend(
    &UNKNOWN,
    // SAFETY: the four members, in the order of the interface.
    unsafe { methods![next, skip, reset, duplicate] },
);

unsafe extern "system" fn next(this: *const Face, count: u32, items: *mut VARIANT, fetched: *mut u32) -> i32 {
    guard(|| {
        if items.is_null() || (fetched.is_null() && count != 1) {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours, room for `count` items, and NULL or room for their number.
        unsafe {
            if let Some(fetched) = fetched.as_mut() {
                *fetched = 0;
            }
            let outcome = invoke(&*this, 3, &[Value::U4(count)]).and_then(|success| {
                let Value::Array(values) = &success.value else {
                    return Err(Error::from(code::E_UNEXPECTED));
                };
                let owned: Vec<OwnedVariant> = values.iter().map(variant::write).collect::<Result<_, _>>()?;
                let number = u32::try_from(owned.len()).unwrap_or(count);
                for (index, item) in owned.into_iter().enumerate() {
                    items.add(index).write(item.into_raw());
                }
                if let Some(fetched) = fetched.as_mut() {
                    *fetched = number;
                }
                Ok(success)
            });
            hresult(outcome)
        }
    })
}

unsafe extern "system" fn skip(this: *const Face, count: u32) -> i32 {
    // SAFETY: the caller passes a face of ours.
    guard(|| hresult(unsafe { invoke(&*this, 4, &[Value::U4(count)]) }))
}

unsafe extern "system" fn reset(this: *const Face) -> i32 {
    // SAFETY: as above.
    guard(|| hresult(unsafe { invoke(&*this, 5, &[]) }))
}

unsafe extern "system" fn duplicate(this: *const Face, copy: *mut *mut c_void) -> i32 {
    guard(|| {
        if copy.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours and room for the result.
        unsafe {
            copy.write(null_mut());
            hresult(invoke(&*this, 6, &[]).and_then(|success| {
                let object = success
                    .value
                    .as_object()
                    .ok_or_else(|| Error::from(code::E_UNEXPECTED))?;
                copy.write(hand_out(object, IENUM_VARIANT.iid)?.into_raw());
                Ok(success)
            }))
        }
    })
}

fn invoke(this: &Face, slot: u16, args: &[Value]) -> Result<Success<Value>, Error> {
    // Letting items go may release what is called.
    let object = this.object()?.clone();
    object.invoke(host::caller(), &IENUM_VARIANT, Slot(slot), args)
}

fn hresult(outcome: Result<Success<Value>, Error>) -> HResult {
    outcome.map_or_else(|error| failure(&error), |success| success.hresult)
}
