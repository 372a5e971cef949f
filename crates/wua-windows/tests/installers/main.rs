//! Real installers in a real Wine prefix: packages of Windows Installer, and programs that end in every way.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says so when it fails")]

mod ends;
mod packages;
mod patches;
mod programs;
mod refusals;
mod stage;
mod starts;
