//! Throw-away Debian: packages, archives, roots and a web server, for tests against the real dpkg, apt-get and nginx.
//!
//! * [`Package`] is a package: as `.deb`, as stanza of an index, as stanza of dpkg's status.
//! * [`Archive`] is a repository on disk, with [`Suite`]s; files of it can be spoiled.
//! * [`PaperRoot`] has only the files that apt reads: nothing can be installed there, but apt can be asked what it
//!   would do. Needs no rights.
//! * [`LiveRoot`] is entered with chroot(8): dpkg and apt-get install in it what tests give them. Needs root.
//! * [`WebServer`] is nginx over an archive, or a proxy that leads to one.
//!
//! Everything lies in temporary folders, is gone with the value, and nothing of the machine's own apt or dpkg is read.
//! What goes wrong here is the end of a test: everything panics, and says which file or program it was.

mod archive;
mod deb;
mod files;
mod live;
mod nginx;
mod package;
mod paper;
mod programs;
mod simulation;
mod skeleton;
mod suite;
mod transplant;

pub use archive::Archive;
pub use live::LiveRoot;
pub use nginx::{Request, Site, WebServer};
pub use package::{Package, Script};
pub use paper::PaperRoot;
pub use programs::{Finished, native_architecture, not_run, on_path};
pub use simulation::{Change, Simulation};
pub use suite::Suite;

/// When everything here was made: 2025-06-07. A date that is always over, because apt refuses a future one.
const LONG_AGO: u64 = 1_749_254_400;

/// The same, as archives write it.
const LONG_AGO_IN_WORDS: &str = "Sat, 07 Jun 2025 00:00:00 UTC";

/// Ends the test.
#[track_caller]
#[expect(clippy::panic, reason = "a test says so when it fails")]
fn fail(what: &str) -> ! {
    panic!("{what}")
}
