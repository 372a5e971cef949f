//! `BSTR`: text with its length before it.

use std::mem::MaybeUninit;
use std::ptr::null;
use std::slice;

use windows_sys::Win32::Foundation::{SysAllocStringLen, SysFreeString, SysStringLen};
use windows_sys::core::BSTR;
use wua_com::{HResult, Text, code};

/// A new string, the receiver's to free. Empty text is an empty string, never NULL.
pub(crate) fn allocate(text: &str) -> Result<BSTR, HResult> {
    if text.is_ascii() {
        fill(text.len(), text.bytes().map(u16::from))
    } else {
        fill(text.encode_utf16().count(), text.encode_utf16())
    }
}

/// A new string of `length` units, written where it stays.
fn fill(length: usize, units: impl Iterator<Item = u16>) -> Result<BSTR, HResult> {
    let room = u32::try_from(length).map_err(|_| code::E_OUTOFMEMORY)?;
    // SAFETY: asks for a string that nothing is copied to; NULL, which says "no memory", is checked.
    let bstr = unsafe { SysAllocStringLen(null(), room) };
    if bstr.is_null() {
        return Err(code::E_OUTOFMEMORY);
    }
    // SAFETY: the string was made for `length` units, and is ours. The zero behind them stands there.
    let places = unsafe { slice::from_raw_parts_mut(bstr.cast_mut().cast::<MaybeUninit<u16>>(), length) };
    for (place, unit) in places.iter_mut().zip(units) {
        place.write(unit);
    }
    Ok(bstr)
}

/// The text of a string; NULL is empty. Halves of surrogate pairs become U+FFFD.
///
/// # Safety
///
/// `bstr` is NULL or a live BSTR.
pub(crate) unsafe fn read(bstr: BSTR) -> Text {
    if bstr.is_null() {
        return Text::default();
    }
    // SAFETY: the caller vouches for the string, and the string for its length.
    let units = unsafe { std::slice::from_raw_parts(bstr, length(bstr)) };
    String::from_utf16_lossy(units).into()
}

/// The same, and frees the string.
///
/// # Safety
///
/// As [`read`], and nobody else frees it.
pub(crate) unsafe fn take(bstr: BSTR) -> Text {
    // SAFETY: the caller's promise is ours.
    unsafe {
        let text = read(bstr);
        SysFreeString(bstr);
        text
    }
}

/// # Safety
///
/// `bstr` is a live BSTR.
unsafe fn length(bstr: BSTR) -> usize {
    // SAFETY: the caller's promise is ours.
    let length = unsafe { SysStringLen(bstr) };
    usize::try_from(length).unwrap_or_default()
}
