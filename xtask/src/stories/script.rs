//! The script that every administrator has: it installs a package and a program, and then finds nothing.

use std::fs;
use std::path::Path;

use super::step::Step;
use super::teller::{Teller, Word};
use crate::wine::windows_path;
use crate::workspace::{Outcome, root};

/// What administrators have copied.
const SCRIPT: &str = "examples/vbscript/install.vbs";

/// What the script says at its first run, and at its second.
const SAYS: [&[&str]; 2] = [
    &[
        "found: 2, to be installed: 2",
        "succeeded: Pocket Clock 2.0",
        "succeeded: Key that turns",
        "altogether: succeeded",
        "done",
    ],
    &["found: 0, to be installed: 0", "done"],
];

/// What the test is called.
pub(super) fn name() -> String {
    format!("{SCRIPT} through wuapi.dll, twice")
}

/// Of all packages, a package and a program that can be installed without more ado.
pub(super) fn few(published: &Path, few: &Path) -> Outcome {
    fs::create_dir_all(few).map_err(|error| format!("{}: {error}", few.display()))?;
    for name in ["clock-2.sdp", "clock-2.msi", "key-turned.sdp", "key.exe"] {
        let copied = fs::copy(published.join(name), few.join(name));
        copied.map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// Runs it in a prefix of its own, once `opening` has said where updates come from.
pub(super) fn twice(workshop: &Path, opening: &Step, names: &[(&str, Word<'_>)]) -> Outcome {
    let teller = Teller::inside(workshop)?;
    teller.tell(opening, names)?;
    let state = windows_path(&workshop.join("state"));
    let script = windows_path(&root().join(SCRIPT));
    for expected in SAYS {
        let environment = [("WUA_STATE", state.as_str())];
        let run = teller
            .prefix
            .run("cscript", &["//nologo", &script], &environment)?;
        let missing: Vec<_> = expected
            .iter()
            .filter(|words| !run.output.contains(**words))
            .collect();
        if !missing.is_empty() {
            return Err(format!("missing: {missing:?}\n{}", run.output));
        }
    }
    Ok(())
}
