//! The real program over the museum, each test with a computer of its own.

mod bad_input;
mod exit_codes;
mod golden;
mod harness;
mod interruption;
mod json;
mod options;
mod readers;
mod round_trips;
mod two_processes;
