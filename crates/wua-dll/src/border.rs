//! What every entry into the DLL has in common.

use std::panic::{AssertUnwindSafe, catch_unwind};

use windows_sys::core::GUID;
use wua_com::{Error, Guid, HResult, code};

use crate::error_info;

/// Runs an entry. A panic is a bug of ours: the caller gets an error, and its process lives.
pub(crate) fn guard(entry: impl FnOnce() -> HResult) -> i32 {
    let outcome = catch_unwind(AssertUnwindSafe(entry)).unwrap_or_else(|_| {
        // Whoever had no memory to go on may have none for the words.
        let _ = catch_unwind(|| error_info::set(&panicked()));
        code::E_UNEXPECTED
    });
    outcome.to_i32()
}

/// What is said of a panic. What it was about stands on the standard error.
#[cold]
pub(crate) fn panicked() -> Error {
    Error::new(
        code::E_UNEXPECTED,
        "the call ended in a panic, which is a bug of the agent",
    )
}

/// What an entry returns that has nothing else to say.
pub(crate) fn hresult_of(result: Result<(), HResult>) -> HResult {
    result.err().unwrap_or(code::S_OK)
}

/// The failure that an error stands for. An error with a success code would be taken for success.
pub(crate) fn failure(error: &Error) -> HResult {
    match error.hresult() {
        success if success.is_success() => code::E_UNEXPECTED,
        failure => failure,
    }
}

/// Whether a call of the system went well.
pub(crate) fn check(hresult: i32) -> Result<(), HResult> {
    if hresult >= 0 {
        Ok(())
    } else {
        Err(HResult::from_i32(hresult))
    }
}

pub(crate) const fn to_system(guid: Guid) -> GUID {
    GUID {
        data1: guid.data1,
        data2: guid.data2,
        data3: guid.data3,
        data4: guid.data4,
    }
}

/// An identifier that a caller passed.
///
/// OBSERVED: Wine's marshaler passes the address of one in the middle of a packet, at no multiple of four.
///
/// # Safety
///
/// There is an identifier at `guid`, wherever that is.
pub(crate) unsafe fn read_guid(guid: *const GUID) -> Guid {
    // SAFETY: the caller's promise is ours.
    from_system(unsafe { guid.read_unaligned() })
}

const fn from_system(guid: GUID) -> Guid {
    Guid {
        data1: guid.data1,
        data2: guid.data2,
        data3: guid.data3,
        data4: guid.data4,
    }
}
