//! References to objects, across the border: pointers become [`ObjectRef`]s, and those pointers.

use std::ffi::c_void;

use wua_com::{Error, Guid, HResult, ObjectRef, code};

use crate::com_object::ComObject;
use crate::com_pointer::ComPointer;
use crate::foreign::Foreign;

/// An object that the caller passed in: one of ours if it is, anybody's otherwise. NULL is no object.
///
/// # Safety
///
/// `raw` is NULL or a live interface pointer of this apartment.
pub(crate) unsafe fn accept(raw: *mut c_void) -> Result<Option<ObjectRef>, Error> {
    // SAFETY: the caller's promise is ours.
    let Some(pointer) = (unsafe { ComPointer::from_borrowed(raw) }) else {
        return Ok(None);
    };
    match ComObject::behind(&pointer) {
        Some(ours) => ours.map(Some),
        None => Foreign::arriving(pointer).map(Some),
    }
}

/// A pointer to the interface of an object, for this apartment.
pub(crate) fn hand_out(object: &ObjectRef, iid: Guid) -> Result<ComPointer, HResult> {
    match object {
        ObjectRef::Local(object) => ComObject::pointer(object, iid),
        ObjectRef::Foreign(object) => match object.as_any().downcast_ref::<Foreign>() {
            Some(foreign) => foreign.interface(iid).map_err(|error| error.hresult()),
            None => Err(code::E_NOINTERFACE),
        },
    }
}
