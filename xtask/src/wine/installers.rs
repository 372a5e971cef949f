//! Installers of Windows, called by a program for Windows: the tests of `wua-windows` that run in the prefix.

use super::suite::{fresh_state, test_for_windows};
use super::{Prefix, windows_path};
use crate::workspace::{Outcome, program, root, run as run_program};

/// What the tests know the patch by.
const PATCH: &str = "{A7A3B6D2-5B9C-4C5E-8E0D-2F1E2D3C4B5B}";

/// Builds a program, a package and its patch, and has them installed.
pub(super) fn run(prefix: &Prefix) -> Outcome {
    let folder = fresh_state("installers")?;
    let (executable, package) = (folder.join("program.exe"), folder.join("product.msi"));
    let mut compiler = program("x86_64-w64-mingw32-gcc", &["-O1", "-s", "-o"]);
    let source = root().join("crates/wua-windows/tests/installers/program.c");
    compiler.arg(&executable).arg(source);
    run_program(compiler)?;
    let mut wixl = program("wixl", &["--output"]);
    wixl.arg(&package).arg("product.wxs");
    wixl.current_dir(root().join("tests/wine"));
    run_program(wixl)?;

    let maker = folder.join("patch.exe");
    let mut compiler = program("x86_64-w64-mingw32-gcc", &["-O1", "-s", "-o"]);
    let source = root().join("crates/wua-windows/tests/installers/patch.c");
    compiler
        .arg(&maker)
        .arg(source)
        .args(["-lmsi", "-lole32", "-luuid"]);
    run_program(compiler)?;
    let patch = folder.join("product.msp");
    let what = [&package, &patch].map(|path| windows_path(path));
    let words = [&what[0], &what[1], PATCH, "1.2.4", "patched"];
    let made = prefix.run(&windows_path(&maker), &words, &[])?;
    if !made.succeeded {
        return Err(format!("no patch was made:\n{}", made.output));
    }

    let test = test_for_windows("wua-windows", "inside")?;
    let environment = [
        ("WUA_PROGRAM", windows_path(&executable)),
        ("WUA_PACKAGE", windows_path(&package)),
        ("WUA_PATCH", windows_path(&patch)),
    ];
    let environment = environment
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let run = prefix.run(&windows_path(&test), &["--test-threads", "1"], &environment)?;
    if run.succeeded && run.output.contains("test result: ok.") {
        Ok(())
    } else {
        Err(format!("the tests of wua-windows failed:\n{}", run.output))
    }
}
