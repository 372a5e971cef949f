//! What the DLL exports.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, Ordering};

use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, HMODULE};
use windows_sys::Win32::System::LibraryLoader::{
    GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN,
    GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, GetModuleFileNameW, GetModuleHandleExW,
};
use windows_sys::core::GUID;
use wua_com::{HResult, code};

use crate::border::{guard, hresult_of, read_guid};
use crate::{class_factory, registration};

/// Whether the DLL has begun to work. The engine's threads outlive the objects that started them, so there is no
/// later moment at which it is known to be idle.
static WORKING: AtomicBool = AtomicBool::new(false);

/// From now on the DLL is not unloaded. The answer of [`DllCanUnloadNow`] does not see to that alone: a program may
/// call `FreeLibrary`, and the last `CoUninitialize` does not ask.
pub(crate) fn stay_loaded() {
    if !WORKING.load(Ordering::Relaxed) && !WORKING.swap(true, Ordering::Relaxed) {
        this_module(GET_MODULE_HANDLE_EX_FLAG_PIN);
    }
}

/// This DLL.
pub(crate) fn module() -> HMODULE {
    this_module(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT)
}

fn this_module(flag: u32) -> HMODULE {
    let mut module = null_mut();
    // SAFETY: asks which module a static of ours lies in.
    unsafe {
        GetModuleHandleExW(
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | flag,
            (&raw const WORKING).cast(),
            &raw mut module,
        );
    }
    module
}

/// The name of this file, as the system has it.
pub(crate) fn file() -> Result<Vec<u16>, HResult> {
    let mut path = vec![0; 1024];
    let room = u32::try_from(path.len()).unwrap_or_default();
    // SAFETY: `path` has `room` units.
    let length = unsafe { GetModuleFileNameW(module(), path.as_mut_ptr(), room) };
    if length == 0 || length >= room {
        return Err(HResult::from_u32(0x8007_0000 | ERROR_FILE_NOT_FOUND));
    }
    path.truncate(usize::try_from(length).unwrap_or_default());
    Ok(path)
}

/// Hands out the factory of a class.
///
/// # Safety
///
/// The pointers are NULL or valid, as COM demands.
#[unsafe(no_mangle)]
unsafe extern "system" fn DllGetClassObject(
    clsid: *const GUID,
    iid: *const GUID,
    out: *mut *mut c_void,
) -> i32 {
    guard(|| {
        if clsid.is_null() || iid.is_null() || out.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: COM passes identifiers and room for the result.
        unsafe {
            out.write(null_mut());
            let factory = class_factory::factory_of(read_guid(clsid), read_guid(iid));
            hresult_of(factory.map(|factory| {
                // A factory is a reference, too.
                stay_loaded();
                out.write(factory);
            }))
        }
    })
}

/// Whether nothing would miss the DLL.
#[unsafe(no_mangle)]
extern "system" fn DllCanUnloadNow() -> i32 {
    if WORKING.load(Ordering::Relaxed) {
        code::S_FALSE.to_i32()
    } else {
        code::S_OK.to_i32()
    }
}

/// `regsvr32 wuapi.dll`.
#[unsafe(no_mangle)]
extern "system" fn DllRegisterServer() -> i32 {
    guard(|| hresult_of(registration::register()))
}

/// `regsvr32 /u wuapi.dll`.
#[unsafe(no_mangle)]
extern "system" fn DllUnregisterServer() -> i32 {
    guard(|| hresult_of(registration::unregister()))
}

/// `regsvr32 /n /i:takeover wuapi.dll` and the like: registers in one way, or takes that back.
///
/// # Safety
///
/// The words are NULL or end with a zero.
#[unsafe(no_mangle)]
unsafe extern "system" fn DllInstall(install: i32, words: *const u16) -> i32 {
    guard(|| {
        // SAFETY: the caller's promise is ours.
        let way = unsafe { text(words) };
        let way = way.trim().to_ascii_lowercase();
        hresult_of(if install == 0 {
            registration::uninstall(&way)
        } else {
            registration::install(&way)
        })
    })
}

/// # Safety
///
/// The words are NULL or end with a zero.
unsafe fn text(words: *const u16) -> String {
    /// Nobody has more to say.
    const LONGEST: usize = 64;
    if words.is_null() {
        return String::new();
    }
    let mut units = Vec::new();
    while units.len() < LONGEST {
        // SAFETY: up to the zero all units are there.
        match unsafe { words.add(units.len()).read() } {
            0 => break,
            unit => units.push(unit),
        }
    }
    String::from_utf16_lossy(&units)
}
