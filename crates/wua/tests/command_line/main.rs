//! The real program over the museum, each test with a computer of its own.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod bad_input;
mod cache;
mod documentation;
mod exit_codes;
mod explanations;
#[cfg(unix)]
mod fleet;
mod golden;
mod harness;
mod interruption;
mod json;
mod options;
mod pages;
mod readers;
#[cfg(unix)]
mod remote;
mod round_trips;
mod selection;
#[cfg(unix)]
mod serve;
mod terminal;
mod two_processes;
