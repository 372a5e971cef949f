//! The museum, and what tests need besides.
//!
//! * [`museum`] is a scripted update service and a scripted computer in which every property of every object of the
//!   Windows Update Agent has a value of its own at least once. `wua --museum` runs over it; so do the tests.
//! * [`VirtualClock`] is the time, as a field.
//! * [`HoldAt`] stops a process at a step of the engine, for tests that kill it there.
//! * [`MemberRecord`] writes down which members of the object model were called; [`caller`] attaches it.
//!
//! The environment is read in few places, all of them here: `WUA_MUSEUM_HOLD_AT` and `WUA_MUSEUM_RESTART` by
//! [`museum::parts`], `WUA_MEMBER_RECORD` by [`MemberRecord::of_environment`].

mod clock;
mod hold;
mod member_record;
pub mod museum;
mod script;

use std::io::ErrorKind;
use std::path::Path;

use wua_com::table::Rights;
use wua_com::{Caller, Error, HResult, code};

pub use clock::VirtualClock;
pub use hold::HoldAt;
pub use member_record::MemberRecord;

/// A caller on this computer, watched if `WUA_MEMBER_RECORD` says so.
pub fn caller(rights: Rights) -> Caller {
    Caller { observer: MemberRecord::of_environment(), ..Caller::local(rights) }
}

/// `ERROR_DISK_FULL` as an HRESULT.
const DISK_FULL: HResult = HResult::from_u32(0x8007_0070);

/// What the operating system says of a file, with its name.
fn file_error(path: &Path, error: &std::io::Error) -> Error {
    let hresult = match error.kind() {
        ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
        ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
        ErrorKind::StorageFull => DISK_FULL,
        _ => code::E_FAIL,
    };
    Error::new(hresult, format!("{}: {error}", path.display()))
}
