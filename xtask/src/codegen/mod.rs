//! The generated sources: the statically typed skin over the tables of `wua-defs`.
//!
//! Every file is a pure function of the tables. `--check` compares and names the command that mends.

mod code;
mod comparison;
mod descriptions;
mod dispatchers;
mod enums;
mod header;
mod idl;
mod manifest;
mod names;
mod proxies;
mod traits;
mod vtables;

use std::io::Write;
use std::process::{Command, Stdio};

use crate::workspace::{Outcome, read, write as write_file};

/// A generated file: where it lies, and what makes it.
struct Generated {
    path: &'static str,
    text: fn() -> String,
}

impl Generated {
    /// What has to stand in the file.
    fn formatted(&self) -> Outcome<String> {
        let text = (self.text)();
        let is_rust = std::path::Path::new(self.path).extension() == Some("rs".as_ref());
        if is_rust { formatted(&text) } else { Ok(text) }
    }
}

const FILES: &[Generated] = &[
    Generated {
        path: "crates/wua-com/src/code.rs",
        text: code::generate,
    },
    Generated {
        path: "crates/wua-defs/src/enums.rs",
        text: enums::generate,
    },
    Generated {
        path: "crates/wua-model/src/traits.rs",
        text: traits::generate,
    },
    Generated {
        path: "crates/wua-model/src/families.rs",
        text: dispatchers::generate,
    },
    Generated {
        path: "crates/wua-model/src/proxy.rs",
        text: proxies::generate,
    },
    Generated {
        path: "crates/wua-dll/src/vtables.rs",
        text: vtables::generate,
    },
    Generated {
        path: "crates/wua-dll/tests/windows_crate/interfaces.rs",
        text: comparison::generate,
    },
    Generated {
        path: "crates/wua-dll/idl/wuapi.idl",
        text: idl::generate,
    },
    Generated {
        path: "crates/wua-dll/wuapi.manifest",
        text: manifest::generate,
    },
    Generated {
        path: "tests/wine/descriptions.h",
        text: descriptions::generate,
    },
    Generated {
        path: "tests/wine/wuapi.h",
        text: header::generate,
    },
];

pub(crate) fn write() -> Outcome {
    for file in FILES {
        let text = file.formatted()?;
        if read(file.path).ok().as_deref() != Some(text.as_str()) {
            write_file(file.path, &text)?;
            println!("wrote {}", file.path);
        }
    }
    Ok(())
}

pub(crate) fn check() -> Outcome {
    let mut stale = Vec::new();
    for file in FILES {
        if read(file.path).ok() != Some(file.formatted()?) {
            stale.push(file.path);
        }
    }
    if stale.is_empty() {
        println!("{} generated files are up to date", FILES.len());
        return Ok(());
    }
    Err(format!(
        "stale: {}; run `cargo xtask codegen` and commit the result",
        stale.join(", ")
    ))
}

/// Generated text looks like written text.
fn formatted(text: &str) -> Outcome<String> {
    let fail = |error: std::io::Error| format!("rustfmt: {error}");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(crate::workspace::root().join("rustfmt.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    let mut stdin = rustfmt.stdin.take().ok_or("rustfmt has no input")?;
    // rustfmt reads everything before it writes, so one thread is enough.
    stdin.write_all(text.as_bytes()).map_err(fail)?;
    drop(stdin);
    let output = rustfmt.wait_with_output().map_err(fail)?;
    if !output.status.success() {
        return Err("rustfmt refused the generated text".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// The first lines of every generated file.
fn header(what: &str, source: &str) -> String {
    format!("//! {what} Written by `cargo xtask codegen` from {source}: edit that.\n\n")
}
