//! What the tests need beyond a Rust toolchain. Root installs it; anybody else is told.

use crate::workspace::{Outcome, capture, has, program, run};

/// Whether this process may install packages.
pub(crate) fn is_root() -> bool {
    capture(program("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

/// Debian's packages, and a program of each by which it is known.
const PACKAGES: &[(&str, &str)] = &[
    ("gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc"),
    ("g++-mingw-w64-x86-64", "x86_64-w64-mingw32-g++"),
    ("wine", "wine"),
    ("wine64", "wine"),
];

/// The target that `wuapi.dll` is built for.
pub(crate) const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// The version that deny.toml was written for.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Servers and proxies that the tests of the network speak to.
const PEERS: &[(&str, &str)] = &[
    ("nginx-light", "nginx"),
    ("openssl", "openssl"),
    ("tinyproxy-bin", "tinyproxy"),
];

/// Wine, a compiler for Windows and Rust's library for it.
pub(crate) fn windows_tools() -> Outcome {
    packages(PACKAGES)?;
    run(program("rustup", &["--quiet", "target", "add", WINDOWS]))
}

/// What the tests of the network speak to. For those who may not install it, these tests say that they were not run.
pub(crate) fn peers() -> Outcome {
    if is_root() { packages(PEERS) } else { Ok(()) }
}

fn packages(wanted: &[(&str, &str)]) -> Outcome {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, known_by)| !has(known_by))
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root() {
        return Err(format!(
            "not installed: {} (root would install them)",
            missing.join(", ")
        ));
    }
    // The lists of a fresh machine are empty or old.
    run(program("apt-get", &["-qq", "update"]))?;
    let mut command = program("apt-get", &["-qq", "-y", "--no-install-recommends", "install"]);
    command.args(&missing).env("DEBIAN_FRONTEND", "noninteractive");
    run(command)
}

/// What judges licences and duplicates.
pub(crate) fn cargo_deny() -> Outcome {
    if has("cargo-deny") {
        return Ok(());
    }
    if !is_root() {
        return Err(format!("not installed: {CARGO_DENY} (root would install it)"));
    }
    // Unoptimised: it runs once, and builds in half the time.
    run(program(
        "cargo",
        &["install", "--quiet", "--locked", "--debug", CARGO_DENY],
    ))
}
