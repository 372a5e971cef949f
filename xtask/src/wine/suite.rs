//! The tests in Wine: scripts and C++ programs that use the agent as foreign clients do.
//!
//! A script that fails prints nothing in Wine, and ends with success. So every test ends with a line of its own, and
//! one that did not print it has failed, whatever else it printed.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Prefix, Run, SHIPPED, command_line, compile, facts, installers, windows_path};
use crate::dll::{self, Profile};
use crate::docs::Witness;
use crate::install::WINDOWS;
use crate::workspace::{Outcome, capture, files, program, read, root};

/// Where the sources of the tests are.
const SOURCES: &str = "tests/wine";
/// Where they are built and run.
const WORKSHOP: &str = "target/wine";

/// Runs all tests; each has a name and an outcome.
pub(crate) fn suite() -> Vec<(String, Outcome)> {
    match prepared() {
        Ok((prefix, tests)) => {
            let mut outcomes: Vec<(String, Outcome)> = tests
                .iter()
                .map(|test| (test.name(), test.run(&prefix)))
                .collect();
            outcomes.push(("the `windows` crate".to_owned(), windows_crate(&prefix)));
            outcomes.extend(command_line::suite(&prefix));
            outcomes.push((
                "installers, called by a program for Windows".to_owned(),
                installers::run(&prefix),
            ));
            outcomes.extend(facts::suite(&prefix));
            outcomes
        }
        Err(message) => vec![("wuapi.dll in a Wine prefix".to_owned(), Err(message))],
    }
}

fn prepared() -> Outcome<(Prefix, Vec<Test>)> {
    let prefix = dll::install_in(&root().join(WORKSHOP).join("prefix"), Profile::Dev)?;
    dll::ship_to(&root().join(SHIPPED), Profile::Dev)?;
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

/// The tests of `wua-dll` that are written in Rust: our tables and objects against others' definitions.
fn windows_crate(prefix: &Prefix) -> Outcome {
    let executable = test_for_windows("wua-dll", "windows_crate")?;
    let state = fresh_state("windows_crate")?;
    let run = prefix.run(
        &windows_path(&executable),
        &["--test-threads", "1", "--nocapture"],
        &environment(
            &windows_path(&state),
            &windows_path(&Witness::Foreign.record()),
            &windows_path(&root().join(SHIPPED)),
        ),
    )?;
    // A test that does not start ends without a word.
    if run.succeeded && run.output.contains("test result: ok.") {
        Ok(())
    } else {
        Err(format!("the tests of wua-dll failed:\n{}", run.output))
    }
}

/// A test of a crate, built for Windows.
pub(super) fn test_for_windows(package: &str, name: &str) -> Outcome<PathBuf> {
    let built = capture(program(
        "cargo",
        &[
            "test",
            "--quiet",
            "--no-run",
            "--package",
            package,
            "--test",
            name,
            "--target",
            WINDOWS,
            "--message-format",
            "json",
        ],
    ))?;
    let executable = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    executable.ok_or_else(|| format!("cargo built no test of {package} for Windows"))
}

/// What the programs of the tests find in their environment.
fn environment<'a>(state: &'a str, record: &'a str, shipped: &'a str) -> [(&'static str, &'a str); 4] {
    [
        ("WUA_MUSEUM", "1"),
        ("WUA_STATE", state),
        ("WUA_MEMBER_RECORD", record),
        ("WUA_SHIPPED", shipped),
    ]
}

/// An empty folder for the store.
pub(super) fn fresh_state(name: &str) -> Outcome<PathBuf> {
    let folder = root().join(WORKSHOP).join("state").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
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
        let state = fresh_state(&self.name())?;
        let (state, record) = (windows_path(&state), windows_path(&Witness::Foreign.record()));
        let shipped = windows_path(&root().join(SHIPPED));
        let environment = environment(&state, &record, &shipped);
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
