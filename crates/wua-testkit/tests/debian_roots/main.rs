//! Throw-away Debian, shown with the real dpkg, apt-get and nginx.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test says so when it fails")]

mod live;
mod packages;
mod paper;
mod speed;
mod web;

use std::process::Command;

use wua_testkit::debian::{not_run, on_path};

/// Whether this is a Debian, where these programs are always there.
pub(crate) fn has(test: &str, program: &str) -> bool {
    let is_here = on_path(program).is_some();
    if !is_here {
        not_run(test, &format!("{program} is not here"));
    }
    is_here
}

pub(crate) fn output(command: &mut Command) -> String {
    let output = command.env("LC_ALL", "C").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}
