//! The tests in Wine: scripts and C++ programs that use the agent as foreign clients do.
//!
//! A script that fails prints nothing in Wine, and ends with success. So every test ends with a line of its own, and
//! one that did not print it has failed, whatever else it printed.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Prefix, Run, compile, windows_path};
use crate::dll::{self, Profile};
use crate::docs::Witness;
use crate::workspace::{Outcome, files, read, root};

/// Where the sources of the tests are.
const SOURCES: &str = "tests/wine";
/// Where they are built and run.
const WORKSHOP: &str = "target/wine";

/// Runs all tests; each has a name and an outcome.
pub(crate) fn suite() -> Vec<(String, Outcome)> {
    match prepared() {
        Ok((prefix, tests)) => tests
            .iter()
            .map(|test| (test.name(), test.run(&prefix)))
            .collect(),
        Err(message) => vec![("wuapi.dll in a Wine prefix".to_owned(), Err(message))],
    }
}

fn prepared() -> Outcome<(Prefix, Vec<Test>)> {
    let prefix = dll::install_in(&root().join(WORKSHOP).join("prefix"), Profile::Dev)?;
    let mut tests = Vec::new();
    for (ending, language) in [
        (".vbs", Language::Script("vbs")),
        (".js", Language::Script("js")),
        (".cpp", Language::Cpp),
    ] {
        let sources = files(SOURCES, ending)?.into_iter();
        let is_test = |source: &PathBuf| source.file_stem() != Some("check".as_ref());
        tests.extend(sources.filter(is_test).map(|source| Test { source, language }));
    }
    Ok((prefix, tests))
}

#[derive(Clone, Copy)]
enum Language {
    /// The host finds the engine by the ending of the file.
    Script(&'static str),
    Cpp,
}

/// A source whose last line says that it came that far.
struct Test {
    source: PathBuf,
    language: Language,
}

impl Test {
    fn name(&self) -> String {
        let name = self.source.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn run(&self, prefix: &Prefix) -> Outcome {
        let state = self.fresh_state()?;
        let (state, record) = (windows_path(&state), windows_path(&Witness::Foreign.record()));
        let environment = [
            ("WUA_MUSEUM", "1"),
            ("WUA_STATE", state.as_str()),
            ("WUA_MEMBER_RECORD", record.as_str()),
        ];
        let run = match self.language {
            Language::Script(ending) => {
                let script = windows_path(&self.with_check(ending)?);
                prefix.run("cscript", &["//nologo", &script], &environment)?
            }
            Language::Cpp => prefix.run(&windows_path(&self.compiled()?), &[], &environment)?,
        };
        self.judged(&run)
    }

    fn judged(&self, run: &Run) -> Outcome {
        let last = run.output.lines().rfind(|line| !line.trim().is_empty());
        let stem = self.source.file_stem().unwrap_or_default().to_string_lossy();
        let arrived = last.is_some_and(|line| line.trim() == format!("end of {stem}"));
        if arrived && !run.output.lines().any(|line| line.starts_with("not ok")) {
            return Ok(());
        }
        let reason = if arrived {
            "checks failed"
        } else {
            "did not come to its end"
        };
        // A crash is followed by a list of everything that runs.
        let told: Vec<&str> = run.output.lines().take(40).collect();
        Err(format!("{} {reason}:\n{}", self.name(), told.join("\n")))
    }

    /// An empty folder for the store.
    fn fresh_state(&self) -> Outcome<PathBuf> {
        let folder = root().join(WORKSHOP).join("state").join(self.name());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    /// Scripts include nothing, so what all of them need is put before each.
    fn with_check(&self, ending: &str) -> Outcome<PathBuf> {
        let script = read(Path::new(SOURCES).join(format!("check.{ending}")))? + "\n" + &read(&self.source)?;
        let path = root().join(WORKSHOP).join(self.name());
        fs::write(&path, script).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }

    fn compiled(&self) -> Outcome<PathBuf> {
        let program_file = root().join(WORKSHOP).join(self.name()).with_extension("exe");
        compile(&self.source, &program_file, &["-O1"])?;
        Ok(program_file)
    }
}
