//! The museum, and what tests need besides.
//!
//! * [`museum`] is a scripted update service and a scripted computer in which every property of every object of the
//!   Windows Update Agent has a value of its own at least once. `wua --museum` runs over it; so do the tests.
//! * [`VirtualClock`] is the time, as a field.
//! * [`HoldAt`] stops a process at a step of the engine, for tests that kill it there.
//! * [`PanicAt`] panics at a step of the engine, for tests of those who have to survive that.
//! * `debian`, with the feature of that name, makes throw-away roots, archives and packages of Debian.
//! * `update_server`, with the feature `update-server`, is a server of Windows updates (MS-WUSP) on this machine's own address.
//! * [`MemberRecord`] writes down which members of the object model were called; [`caller`] attaches it.
//!
//! The environment is read in few places, all of them here: `WUA_MUSEUM_HOLD_AT`, `WUA_MUSEUM_PANIC_AT` and
//! `WUA_MUSEUM_RESTART` by [`museum::parts`], `WUA_MEMBER_RECORD` by [`MemberRecord::of_environment`].

mod clock;
#[cfg(all(unix, feature = "debian"))]
pub mod debian;
mod hold;
mod member_record;
pub mod museum;
mod panic_at;
mod script;
#[cfg(feature = "update-server")]
pub mod update_server;

use wua_com::Caller;
use wua_com::table::Rights;

pub use clock::VirtualClock;
pub use hold::HoldAt;
pub use member_record::MemberRecord;
pub use panic_at::PanicAt;

/// A caller on this computer, watched if `WUA_MEMBER_RECORD` says so.
pub fn caller(rights: Rights) -> Caller {
    Caller {
        observer: MemberRecord::of_environment(),
        ..Caller::local(rights)
    }
}
