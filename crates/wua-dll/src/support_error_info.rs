//! `ISupportErrorInfo`: for all interfaces of an object, errors are described.

use windows_sys::core::GUID;
use wua_com::standard::IUNKNOWN;
use wua_com::{Interface, Member, code};

use crate::border::{guard, read_guid};
use crate::com_object::{Face, UNKNOWN};
use crate::signature::{Method, extend, methods};

pub(crate) static ISUPPORT_ERROR_INFO: Interface = Interface::new(
    "ISupportErrorInfo",
    "df0b3d60-548f-101b-8e65-08002b2bd119",
    &IUNKNOWN,
    &[Member::method("InterfaceSupportsErrorInfo", 0).vtable_only()],
);

pub(crate) static VTABLE: [Method; 4] = extend(
    &UNKNOWN,
    // SAFETY: the slot of the one member.
    unsafe { methods![supports] },
);

unsafe extern "system" fn supports(this: *const Face, iid: *const GUID) -> i32 {
    guard(|| {
        if iid.is_null() {
            return code::E_POINTER;
        }
        // SAFETY: the caller passes a face of ours and an identifier.
        let described = unsafe { (*this).owner().describes_errors_of(read_guid(iid)) };
        if described { code::S_OK } else { code::S_FALSE }
    })
}
