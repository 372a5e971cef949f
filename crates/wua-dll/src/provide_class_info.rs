//! `IProvideClassInfo`: which class an object is of, for those that have one.

use std::ffi::c_void;
use std::ptr::null_mut;

use wua_com::standard::IUNKNOWN;
use wua_com::table::CoClass;
use wua_com::{Interface, Member, Object, code};
use wua_defs::classes::CLASSES;

use crate::border::{guard, hresult_of};
use crate::com_object::{Face, UNKNOWN};
use crate::signature::{Method, extend, methods};
use crate::type_library;

pub(crate) static IPROVIDE_CLASS_INFO: Interface = Interface::new(
    "IProvideClassInfo",
    "b196b283-bab4-101a-b69c-00aa00341d07",
    &IUNKNOWN,
    &[Member::method("GetClassInfo", 0).vtable_only()],
);

pub(crate) static VTABLE: [Method; 4] = extend(
    &UNKNOWN,
    // SAFETY: the slot of the one member.
    unsafe { methods![get_class_info] },
);

/// The class of an object, whether a program created it or another object did: the one whose default interface it
/// has. No two classes share one.
pub(crate) fn class_of(object: &dyn Object) -> Option<&'static CoClass> {
    let has = |interface| {
        let families = object.families().iter();
        families
            .map(|family| family.interface)
            .any(|family: &'static Interface| family.is_or_extends(interface))
    };
    CLASSES.iter().copied().find(|class| has(class.default_interface))
}

unsafe extern "system" fn get_class_info(this: *const Face, info: *mut *mut c_void) -> i32 {
    guard(|| {
        if info.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours and room for the pointer.
        unsafe {
            info.write(null_mut());
            let described = (*this).owner().class().ok_or(code::E_UNEXPECTED);
            let described = described.and_then(type_library::describe_class);
            hresult_of(described.map(|found| info.write(found.into_raw())))
        }
    })
}
