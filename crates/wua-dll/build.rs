//! Builds the type library and puts it among the resources of the DLL.
//!
//! The IDL is checked in, the library is not: a binary that nobody can read would have to be compared with the tables
//! by hand. So a build for Windows needs `widl` beside the linker, and says so.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=idl");
    println!("cargo::rerun-if-changed=build.rs");
    if variable("CARGO_CFG_TARGET_OS") != "windows" {
        return ExitCode::SUCCESS;
    }
    match embed_type_library() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn embed_type_library() -> Result<(), String> {
    let out = PathBuf::from(variable("OUT_DIR"));
    compile(&out, "stdole2")?;
    compile(&out, "wuapi")?;
    let script = out.join("wuapi.rc");
    fs::write(&script, "1 TYPELIB \"wuapi.tlb\"\n").map_err(|error| in_file(&script, &error))?;
    let resources = out.join("resources.o");
    let mut windres = Command::new(tool("windres"));
    // Where the script is, there is the library.
    windres
        .current_dir(&out)
        .args(["--output-format=coff", "wuapi.rc"]);
    run(windres.arg(&resources), "binutils-mingw-w64-x86-64")?;
    println!("cargo::rustc-link-arg-cdylib={}", resources.display());
    Ok(())
}

/// Compiles an IDL file.
fn compile(out: &Path, name: &str) -> Result<(), String> {
    let library = out.join(name).with_extension("tlb");
    let mut widl = Command::new(tool("widl"));
    widl.args(["--nostdinc", "-m64", "-I", "idl", "-t", "-L"])
        .arg(out)
        .arg("-o")
        .arg(&library)
        .arg(Path::new("idl").join(name).with_extension("idl"));
    run(&mut widl, "mingw-w64-tools")?;
    let mut bytes = fs::read(&library).map_err(|error| in_file(&library, &error))?;
    forget_time(&mut bytes);
    fs::write(&library, bytes).map_err(|error| in_file(&library, &error))
}

/// widl notes when it ran, once in words and once in seconds. Equal sources make equal libraries.
fn forget_time(library: &mut [u8]) {
    const NOTE: &[u8] = b"Created by WIDL version ";
    const WORDS: usize = "Thu Jan  1 00:00:00 1970".len();
    /// `VT_UI4`, before the number.
    const NUMBER: [u8; 2] = [0x13, 0];
    let Some(note) = library.windows(NOTE.len()).position(|bytes| bytes == NOTE) else {
        return;
    };
    let Some((_, noted)) = library.split_at_mut_checked(note) else {
        return;
    };
    let Some(end) = noted.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let Some((words, rest)) = noted.split_at_mut_checked(end) else {
        return;
    };
    if let Some(start) = words.len().checked_sub(WORDS)
        && let Some(words) = words.get_mut(start..)
    {
        words.fill(b'-');
    }
    // Entries are filled up to whole words with this letter.
    let filling = rest.iter().skip(1).take_while(|byte| **byte == b'W').count();
    if let Some([kind @ .., a, b, c, d]) = rest.get_mut(1 + filling..filling + 7)
        && *kind == NUMBER
    {
        [*a, *b, *c, *d] = [0; 4];
    }
}

/// A program of the compiler's family. On Windows it has no prefix.
fn tool(name: &str) -> String {
    if variable("HOST").contains("windows") {
        name.to_owned()
    } else {
        format!("x86_64-w64-mingw32-{name}")
    }
}

fn run(command: &mut Command, package: &str) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
            Err(format!("{program} failed ({}): {words}", output.status))
        }
        Err(error) => Err(format!(
            "{program}, which the type library of wuapi.dll is made with, does not run: {error}. Debian has it in \
             the package {package}, which `cargo xtask dll` installs as root."
        )),
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn in_file(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
