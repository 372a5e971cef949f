//! Error objects: how callers of vtables learn the words behind an HRESULT ([MS-OAUT] 3.3).

use std::ffi::c_void;
use std::ptr::null_mut;

use windows_sys::Win32::System::Com::SetErrorInfo;
use windows_sys::Win32::System::Ole::CreateErrorInfo;
use wua_com::{Error, Guid, HResult, code};

use crate::border::check;
use crate::bstr;
use crate::com_pointer::ComPointer;

/// Who says so, as [`wua_com::ExcepInfo`] has it.
const SOURCE: &str = "wua";

const IERROR_INFO: Guid = Guid::literal("1cf2b120-547d-101b-8e65-08002b2bd119");

/// Leaves the description of an error for the caller. Without memory for it, the HRESULT has to do.
pub(crate) fn set(error: &Error) {
    let _ = try_set(&error.to_string());
}

fn try_set(description: &str) -> Result<(), HResult> {
    /// Slots of `ICreateErrorInfo`.
    const SET_SOURCE: usize = 4;
    const SET_DESCRIPTION: usize = 5;
    let mut raw = null_mut();
    // SAFETY: asks for a new object.
    let info = unsafe {
        check(CreateErrorInfo(&raw mut raw))?;
        ComPointer::from_owned(raw).ok_or(code::E_OUTOFMEMORY)?
    };
    set_text(&info, SET_SOURCE, SOURCE)?;
    set_text(&info, SET_DESCRIPTION, description)?;
    let readable = info.query(IERROR_INFO)?;
    // SAFETY: the object is alive, and the thread takes a reference of its own.
    check(unsafe { SetErrorInfo(0, readable.as_raw()) })
}

fn set_text(info: &ComPointer, slot: usize, text: &str) -> Result<(), HResult> {
    type TakesText = unsafe extern "system" fn(*mut c_void, *const u16) -> i32;

    let text = bstr::allocate(text)?;
    // SAFETY: both slots take one string, which they copy.
    unsafe {
        let set: TakesText = info.method(slot);
        let set = set(info.as_raw(), text);
        bstr::take(text);
        check(set)
    }
}
