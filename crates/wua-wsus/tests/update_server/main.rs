//! The whole engine and an update server, over sockets.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod copying;
mod drivers;
mod explaining;
mod policy;
mod recorded;
mod reporting;
mod services;
mod specified;
mod support;
mod synchronizing;
mod trouble;
mod trusting;
mod updates;
mod windows;
