//! Registration of the classes, so that programs find them by name.
//!
//! Under Wine the DLL takes the place of Wine's own `wuapi.dll`, which can do nothing. On Windows the same class
//! identifiers belong to the system: there [`register`] and [`unregister`] refuse with
//! `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)` and touch nothing.

use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, ERROR_NOT_SUPPORTED, WIN32_ERROR};
use windows_sys::Win32::System::LibraryLoader::{GetModuleFileNameW, GetModuleHandleW, GetProcAddress};
use windows_sys::Win32::System::Registry::{
    HKEY, HKEY_CLASSES_ROOT, KEY_WRITE, REG_OPTION_NON_VOLATILE, REG_SZ, RegCloseKey, RegCreateKeyExW,
    RegDeleteTreeW, RegSetValueExW,
};
use windows_sys::{s, w};
use wua_com::HResult;
use wua_com::table::CoClass;
use wua_defs::classes::CLASSES;

use crate::exports;

/// Registers all classes for this file.
pub(crate) fn register() -> Result<(), HResult> {
    refuse_on_windows()?;
    let file = own_file()?;
    for class in CLASSES {
        for (key, name, value) in entries(class, &file) {
            set(&key, name, &value)?;
        }
    }
    Ok(())
}

/// Removes what [`register`] made.
pub(crate) fn unregister() -> Result<(), HResult> {
    refuse_on_windows()?;
    for class in CLASSES {
        delete(&clsid_key(class))?;
        delete(class.progid)?;
        delete(&versioned(class))?;
    }
    Ok(())
}

/// Keys below `HKEY_CLASSES_ROOT`, names and values.
fn entries(class: &CoClass, file: &str) -> Vec<(String, &'static str, String)> {
    let clsid = format!("{{{}}}", class.clsid);
    let class_key = clsid_key(class);
    let name = format!("{} Class", class.name);
    vec![
        (class_key.clone(), "", name.clone()),
        (format!(r"{class_key}\InprocServer32"), "", file.to_owned()),
        (
            format!(r"{class_key}\InprocServer32"),
            "ThreadingModel",
            "Both".to_owned(),
        ),
        (format!(r"{class_key}\ProgID"), "", versioned(class)),
        (
            format!(r"{class_key}\VersionIndependentProgID"),
            "",
            class.progid.to_owned(),
        ),
        (class.progid.to_owned(), "", name.clone()),
        (format!(r"{}\CLSID", class.progid), "", clsid.clone()),
        (format!(r"{}\CurVer", class.progid), "", versioned(class)),
        (versioned(class), "", name),
        (format!(r"{}\CLSID", versioned(class)), "", clsid),
    ]
}

fn clsid_key(class: &CoClass) -> String {
    format!(r"CLSID\{{{}}}", class.clsid)
}

fn versioned(class: &CoClass) -> String {
    format!("{}.1", class.progid)
}

fn refuse_on_windows() -> Result<(), HResult> {
    // SAFETY: both names are static and end with a zero; every process has ntdll.
    let is_wine =
        unsafe { GetProcAddress(GetModuleHandleW(w!("ntdll.dll")), s!("wine_get_version")) }.is_some();
    if is_wine {
        Ok(())
    } else {
        Err(of_system(ERROR_NOT_SUPPORTED))
    }
}

fn own_file() -> Result<String, HResult> {
    let mut path = [0; 1024];
    let room = u32::try_from(path.len()).unwrap_or_default();
    // SAFETY: `path` has `room` units.
    let length = unsafe { GetModuleFileNameW(exports::module(), path.as_mut_ptr(), room) };
    match path.get(..usize::try_from(length).unwrap_or_default()) {
        Some(units) if length > 0 && length < room => Ok(String::from_utf16_lossy(units)),
        _ => Err(of_system(ERROR_FILE_NOT_FOUND)),
    }
}

fn set(key: &str, name: &str, value: &str) -> Result<(), HResult> {
    let (key, name, value) = (wide(key), wide(name), wide(value));
    let bytes = u32::try_from(value.len() * size_of::<u16>()).unwrap_or_default();
    let mut handle: HKEY = null_mut();
    // SAFETY: all strings end with a zero, and `value` has `bytes` bytes.
    unsafe {
        check(RegCreateKeyExW(
            HKEY_CLASSES_ROOT,
            key.as_ptr(),
            0,
            null(),
            REG_OPTION_NON_VOLATILE,
            KEY_WRITE,
            null(),
            &raw mut handle,
            null_mut(),
        ))?;
        let written = RegSetValueExW(handle, name.as_ptr(), 0, REG_SZ, value.as_ptr().cast(), bytes);
        RegCloseKey(handle);
        check(written)
    }
}

fn delete(key: &str) -> Result<(), HResult> {
    // SAFETY: the key's name ends with a zero.
    match unsafe { RegDeleteTreeW(HKEY_CLASSES_ROOT, wide(key).as_ptr()) } {
        ERROR_FILE_NOT_FOUND => Ok(()),
        other => check(other),
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn check(error: WIN32_ERROR) -> Result<(), HResult> {
    if error == 0 { Ok(()) } else { Err(of_system(error)) }
}

/// `HRESULT_FROM_WIN32`.
fn of_system(error: WIN32_ERROR) -> HResult {
    HResult::from_u32(0x8007_0000 | error & 0xFFFF)
}
