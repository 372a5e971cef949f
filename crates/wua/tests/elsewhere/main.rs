//! The agent of another computer, called by a session of this process: what it gives when all goes well, and what becomes
//! of a client whose server lies. The servers are in this process, on loopback.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod between;
mod breaking;
mod changing;
mod comparing;
mod ending;
mod forging;
mod living;
mod lying;
#[path = "../page/mod.rs"]
mod page;
mod reading;
mod replaying;
mod server;
mod signing;
mod working;
