//! The type library, which the build puts among the resources of this file: what browsers and compilers read, what
//! `IDispatch` and `IProvideClassInfo` describe objects with, and what the system makes proxies from.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::OnceLock;

use windows_sys::Win32::System::Ole::{LoadTypeLibEx, REGKIND_NONE};
use windows_sys::core::GUID;
use wua_com::table::CoClass;
use wua_com::{HResult, Interface, code};

use crate::border::{check, to_system};
use crate::com_pointer::ComPointer;
use crate::exports;

/// The `ITypeInfo` of an interface of the agent. That of a dual one is its dispinterface.
pub(crate) fn describe_interface(interface: &'static Interface) -> Result<ComPointer, HResult> {
    type_info(to_system(interface.iid))
}

/// The `ITypeInfo` of a class.
pub(crate) fn describe_class(class: &CoClass) -> Result<ComPointer, HResult> {
    type_info(to_system(class.clsid))
}

fn type_info(id: GUID) -> Result<ComPointer, HResult> {
    type OfGuid = unsafe extern "system" fn(*mut c_void, *const GUID, *mut *mut c_void) -> i32;
    /// A slot of `ITypeLib`.
    const GET_TYPE_INFO_OF_GUID: usize = 6;

    let library = library()?;
    let mut info = null_mut();
    // SAFETY: the slot and its type are those of ITypeLib; what it hands out, it counted.
    unsafe {
        let of_guid: OfGuid = library.method(GET_TYPE_INFO_OF_GUID);
        check(of_guid(library.as_raw(), &raw const id, &raw mut info))?;
        ComPointer::from_owned(info).ok_or(code::E_UNEXPECTED)
    }
}

/// An `ITypeLib`, which stays loaded as the DLL does.
struct Library(ComPointer);

// SAFETY: type libraries belong to no apartment, and the system guards what they read later.
unsafe impl Send for Library {}
// SAFETY: as above.
unsafe impl Sync for Library {}

fn library() -> Result<&'static ComPointer, HResult> {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    if let Some(library) = LIBRARY.get() {
        return Ok(&library.0);
    }
    let file: Vec<u16> = exports::file()?.into_iter().chain([0]).collect();
    let mut library = null_mut();
    // SAFETY: the name ends with a zero; the library that comes is ours to release.
    let library = unsafe {
        check(LoadTypeLibEx(file.as_ptr(), REGKIND_NONE, &raw mut library))?;
        ComPointer::from_owned(library).ok_or(code::E_UNEXPECTED)?
    };
    Ok(&LIBRARY.get_or_init(|| Library(library)).0)
}
