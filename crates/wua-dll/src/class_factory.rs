//! Class factories: `CreateObject` for each of the 12 classes.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::OnceLock;

use windows_sys::core::GUID;
use wua_com::standard::IUNKNOWN;
use wua_com::table::CoClass;
use wua_com::{Guid, HResult, code};
use wua_defs::classes::{CLASSES, by_either_clsid};

use crate::border::{failure, guard, hresult_of, read_guid};
use crate::error_info;
use crate::host;
use crate::object_pointer::hand_out;
use crate::signature::{Method, methods};

const ICLASS_FACTORY: Guid = Guid::literal("00000001-0000-0000-c000-000000000046");

/// The factory of a class. It lives as long as the DLL, so nobody counts references to it.
#[repr(C)]
struct ClassFactory {
    vtable: *const Method,
    class: &'static CoClass,
}

// SAFETY: neither field ever changes.
unsafe impl Send for ClassFactory {}
// SAFETY: as above.
unsafe impl Sync for ClassFactory {}

/// An interface of the factory of a class.
pub(crate) fn factory_of(clsid: Guid, iid: Guid) -> Result<*mut c_void, HResult> {
    static FACTORIES: OnceLock<Box<[ClassFactory]>> = OnceLock::new();
    let factories = FACTORIES.get_or_init(|| {
        let factory = |class: &&'static CoClass| ClassFactory {
            vtable: VTABLE.as_ptr(),
            class,
        };
        CLASSES.iter().map(factory).collect()
    });
    let class = by_either_clsid(clsid).ok_or(code::CLASS_E_CLASSNOTAVAILABLE)?;
    let factory = factories
        .iter()
        .find(|factory| std::ptr::eq(factory.class, class));
    factory.ok_or(code::CLASS_E_CLASSNOTAVAILABLE)?.query(iid)
}

impl ClassFactory {
    fn query(&self, iid: Guid) -> Result<*mut c_void, HResult> {
        if iid == IUNKNOWN.iid || iid == ICLASS_FACTORY {
            Ok(std::ptr::from_ref(self).cast_mut().cast())
        } else {
            Err(code::E_NOINTERFACE)
        }
    }
}

// SAFETY: IClassFactory's functions, in its order.
static VTABLE: [Method; 5] = unsafe {
    methods![
        query_interface,
        count_nothing,
        count_nothing,
        create_instance,
        lock_server
    ]
};

unsafe extern "system" fn query_interface(
    this: *const ClassFactory,
    iid: *const GUID,
    out: *mut *mut c_void,
) -> i32 {
    guard(|| {
        if iid.is_null() || out.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a factory of ours, an identifier, and room for the result.
        unsafe {
            out.write(null_mut());
            hresult_of((*this).query(read_guid(iid)).map(|found| out.write(found)))
        }
    })
}

extern "system" fn count_nothing(_: *const ClassFactory) -> u32 {
    1
}

unsafe extern "system" fn create_instance(
    this: *const ClassFactory,
    outer: *mut c_void,
    iid: *const GUID,
    out: *mut *mut c_void,
) -> i32 {
    guard(|| {
        if iid.is_null() || out.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a factory of ours, an identifier, and room for the result.
        unsafe {
            out.write(null_mut());
            if !outer.is_null() {
                return code::CLASS_E_NOAGGREGATION;
            }
            let object = match host::create((*this).class) {
                Ok(object) => object,
                Err(error) => {
                    error_info::set(&error);
                    return failure(&error);
                }
            };
            let pointer = hand_out(&object, read_guid(iid));
            hresult_of(pointer.map(|pointer| out.write(pointer.into_raw())))
        }
    })
}

/// The DLL is never unloaded once it works, so there is nothing to lock.
extern "system" fn lock_server(_: *const ClassFactory, _: i32) -> i32 {
    crate::exports::stay_loaded();
    code::S_OK.to_i32()
}
