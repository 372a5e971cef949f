//! The real program over the museum, each test with a computer of its own.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod bad_input;
mod exit_codes;
mod golden;
mod harness;
mod interruption;
mod json;
mod options;
mod readers;
mod round_trips;
mod terminal;
mod two_processes;
