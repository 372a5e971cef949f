//! `cargo xtask dll --prefix P`: builds `wuapi.dll` and puts it in the place of Wine's own.

use std::path::{Path, PathBuf};

use crate::install::{self, WINDOWS};
use crate::wine::Prefix;
use crate::workspace::{Outcome, program, root, run as run_program, target};

/// How well the DLL is optimised.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// For tests: built fast.
    Dev,
    /// For use.
    Release,
}

/// Runs the task with its arguments.
pub(crate) fn run(args: &[&str]) -> Outcome {
    let (folder, profile) = match args {
        ["--prefix", folder] => (folder, Profile::Release),
        ["--prefix", folder, "--dev"] | ["--dev", "--prefix", folder] => (folder, Profile::Dev),
        _ => return Err("usage: cargo xtask dll --prefix P [--dev]".to_owned()),
    };
    install::windows_tools()?;
    let prefix = install_in(Path::new(folder), profile)?;
    println!(
        "\nUse it:\n  export {}\n  WUA_MUSEUM=1 wine cscript //nologo 'Z:\\path\\to\\script.vbs'",
        prefix.environment_shown()
    );
    Ok(())
}

/// Builds the DLL and makes a prefix in which programs find it.
pub(crate) fn install_in(folder: &Path, profile: Profile) -> Outcome<Prefix> {
    let dll = build(profile)?;
    println!("built       {}", dll.display());
    let is_new = !folder.exists();
    let prefix = Prefix::at(folder)?;
    println!(
        "prefix      {} ({})",
        prefix.folder().display(),
        if is_new { "made" } else { "was there" }
    );
    prefix.place(&random_numbers()?, "bcryptprimitives.dll")?;
    prefix.place(&dll, "wuapi.dll")?;
    let registered = prefix.run("regsvr32", &["/s", "wuapi.dll"], &[])?;
    prefix.settle()?;
    if registered.succeeded {
        println!("registered  {} classes", wua_defs::classes::CLASSES.len());
        Ok(prefix)
    } else {
        Err(format!(
            "wuapi.dll does not register itself in Wine: {}",
            registered.output
        ))
    }
}

fn build(profile: Profile) -> Outcome<PathBuf> {
    let mut command = program("cargo", &["build", "--package", "wua-dll", "--target", WINDOWS]);
    if matches!(profile, Profile::Release) {
        command.arg("--release");
    }
    run_program(command)?;
    Ok(built(profile).join("wuapi.dll"))
}

/// Puts what a program needs that uses the DLL without a registration into a folder of its own.
pub(crate) fn ship_to(folder: &Path, profile: Profile) -> Outcome {
    let dll = built(profile).join("wuapi.dll");
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for file in [dll, root().join("crates/wua-dll/wuapi.manifest")] {
        let destination = folder.join(file.file_name().unwrap_or_default());
        // Not over the old file: a process may have it mapped.
        let _ = std::fs::remove_file(&destination);
        std::fs::copy(&file, &destination).map_err(|error| format!("{}: {error}", destination.display()))?;
    }
    Ok(())
}

/// The folder of what is built for Windows.
pub(crate) fn built(profile: Profile) -> PathBuf {
    target().join(WINDOWS).join(match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    })
}

/// What Wine 8 lacks and Rust needs: see the source.
fn random_numbers() -> Outcome<PathBuf> {
    let dll = root().join("target/wine/bcryptprimitives.dll");
    let source = root().join("tests/wine/bcryptprimitives.c");
    let mut command = program("x86_64-w64-mingw32-gcc", &["-shared", "-O2", "-o"]);
    command.arg(&dll).arg(source).arg("-ladvapi32");
    let folder = dll.parent().unwrap_or(&dll);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run_program(command)?;
    Ok(dll)
}
