//! Real installations: dpkg and apt-get at work in roots that are thrown away.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so when it fails")]

mod aborts;
mod archives;
mod configuration_files;
mod disk;
mod downloads;
mod kills;
mod locks;
mod names;
mod removals;
mod restarts;
mod round_trips;
mod scripts;
mod stage;
mod visitor;
