//! The seam to the agent: where objects come from, and who calls them.

use std::sync::OnceLock;

use windows_sys::Win32::Globalization::GetUserDefaultUILanguage;
use windows_sys::Win32::Security::{
    CheckTokenMembership, CreateWellKnownSid, PSID, SECURITY_MAX_SID_SIZE, WELL_KNOWN_SID_TYPE,
    WinBuiltinAdministratorsSid, WinBuiltinPowerUsersSid,
};
use windows_sys::Win32::System::WindowsProgramming::GetUserNameW;
use wua_com::table::CoClass;
use wua_com::{Caller, Error, Lcid, ObjectRef, Rights};

/// A new object of a class.
pub(crate) fn create(class: &'static CoClass) -> Result<ObjectRef, Error> {
    wua::com::create(class, caller())
}

/// Who calls: the user of this process, on this computer, in the language of its desktop.
pub(crate) fn caller() -> &'static Caller {
    static CALLER: OnceLock<Caller> = OnceLock::new();
    CALLER.get_or_init(|| {
        // SAFETY: has no requirements.
        let language = unsafe { GetUserDefaultUILanguage() };
        Caller {
            user: user_name().into(),
            rights: rights(),
            locale: Lcid(language.into()),
            ..wua::com::caller()
        }
    })
}

fn rights() -> Rights {
    if is_member_of(WinBuiltinAdministratorsSid) {
        Rights::Administrator
    } else if is_member_of(WinBuiltinPowerUsersSid) {
        Rights::PowerUser
    } else {
        Rights::User
    }
}

/// Whether the group is enabled in the process's token. Without elevation, Administrators is not.
fn is_member_of(group: WELL_KNOWN_SID_TYPE) -> bool {
    let mut size = SECURITY_MAX_SID_SIZE;
    let mut sid = vec![0u8; usize::try_from(size).unwrap_or_default()];
    let mut is_member = 0;
    let sid: PSID = sid.as_mut_ptr().cast();
    // SAFETY: `sid` has `size` bytes, and the second call reads what the first has written.
    unsafe {
        CreateWellKnownSid(group, std::ptr::null_mut(), sid, &raw mut size) != 0
            && CheckTokenMembership(std::ptr::null_mut(), sid, &raw mut is_member) != 0
            && is_member != 0
    }
}

fn user_name() -> String {
    let mut name = [0; 257];
    let mut length = 257;
    // SAFETY: `name` has `length` units; the number written counts the final zero.
    let known = unsafe { GetUserNameW(name.as_mut_ptr(), &raw mut length) } != 0;
    let length = usize::try_from(length).unwrap_or_default().saturating_sub(1);
    match name.get(..length) {
        Some(units) if known => String::from_utf16_lossy(units),
        _ => String::new(),
    }
}
