//! `BSTR`: text with its length before it.

use windows_sys::Win32::Foundation::{SysAllocStringLen, SysFreeString, SysStringLen};
use windows_sys::core::BSTR;
use wua_com::{HResult, Text, code};

/// A new string, the receiver's to free. Empty text is an empty string, never NULL.
pub(crate) fn allocate(text: &str) -> Result<BSTR, HResult> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).map_err(|_| code::E_OUTOFMEMORY)?;
    // SAFETY: `units` has `length` units; they are copied.
    let bstr = unsafe { SysAllocStringLen(units.as_ptr(), length) };
    if bstr.is_null() {
        return Err(code::E_OUTOFMEMORY);
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
