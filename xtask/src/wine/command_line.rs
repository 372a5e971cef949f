//! `wua.exe`: the same command line, on the museum's computer and on one that it knows nothing of.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::suite::fresh_state;
use super::{Prefix, Run, windows_path};
use crate::dll::{self, Profile};
use crate::install::WINDOWS;
use crate::workspace::{Outcome, program, run as run_program};

/// A test and its name.
type Test = (&'static str, fn(&Computer) -> Outcome);

/// What the command line does on Windows, each with a name and an outcome.
pub(super) fn suite(prefix: &Prefix) -> Vec<(String, Outcome)> {
    let tests: [Test; 6] = [
        ("wua.exe says its version", version),
        ("wua.exe searches", search),
        ("wua.exe installs, takes off and remembers", install_and_history),
        ("wua.exe writes JSON", json),
        ("wua.exe says what Windows lacks", what_is_not_there),
        (
            "wua.exe keeps its things where Windows wants them",
            folder_of_the_system,
        ),
    ];
    let wua = match built() {
        Ok(wua) => wua,
        Err(message) => return vec![("wua.exe".to_owned(), Err(message))],
    };
    tests
        .iter()
        .map(|(name, test)| {
            let computer = fresh_state("wua.exe").map(|state| Computer {
                prefix,
                wua: windows_path(&wua),
                state: windows_path(&state),
            });
            let outcome = computer.and_then(|computer| test(&computer));
            ((*name).to_owned(), outcome)
        })
        .collect()
}

fn built() -> Outcome<PathBuf> {
    run_program(program(
        "cargo",
        &["build", "--package", "wua", "--bin", "wua", "--target", WINDOWS],
    ))?;
    Ok(dll::built(Profile::Dev).join("wua.exe"))
}

/// A prefix, and a museum in it.
struct Computer<'a> {
    prefix: &'a Prefix,
    wua: String,
    state: String,
}

impl Computer<'_> {
    /// Runs the command line over the museum.
    fn museum(&self, words: &[&str]) -> Outcome<Run> {
        let mut all = vec!["--museum", "--state", &self.state];
        all.extend(words);
        self.run(&all)
    }

    fn run(&self, words: &[&str]) -> Outcome<Run> {
        self.prefix.run(&self.wua, words, &[])
    }
}

/// Whether a command ended as it should, having said all this.
fn expect(run: &Run, succeeds: bool, said: &[&str]) -> Outcome {
    let missing: Vec<&&str> = said
        .iter()
        .filter(|words| !run.output.contains(**words))
        .collect();
    if run.succeeded == succeeds && missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "it {}; missing: {missing:?}; it said:\n{}",
        if run.succeeded { "succeeded" } else { "failed" },
        run.output
    ))
}

fn version(computer: &Computer) -> Outcome {
    let run = computer.run(&["--version"])?;
    expect(&run, true, &[&format!("wua {}", env!("CARGO_PKG_VERSION"))])
}

fn search(computer: &Computer) -> Outcome {
    let run = computer.museum(&["search", "--type", "driver", "--not-title", "sound"])?;
    expect(
        &run,
        true,
        &["KB5081926", "Museum of Updates - System - 37.0.0.0", "2 updates"],
    )?;
    // Letters that a code page of Windows does not have.
    let run = computer.museum(&["search", "KB5081924"])?;
    expect(&run, true, &["そろばんの手引き"])?;
    let run = computer.museum(&["search", "--criteria", "nonsense"])?;
    expect(&run, false, &["WU_E_INVALID_CRITERIA"])
}

fn install_and_history(computer: &Computer) -> Outcome {
    let run = computer.museum(&["install", "--yes", "KB5081942"])?;
    expect(&run, true, &["install succeeded: KB5081942"])?;
    let run = computer.museum(&["search", "KB5081942", "--criteria", "IsInstalled=1"])?;
    expect(&run, true, &["Slow varnish"])?;
    let run = computer.museum(&["install", "--yes", "KB5081940"])?;
    expect(&run, false, &["Stubborn spring", "WU_E_UH_INSTALLERFAILURE"])?;
    let run = computer.museum(&["uninstall", "--yes", "KB5081942"])?;
    expect(&run, true, &["uninstall succeeded: KB5081942"])?;
    let run = computer.museum(&["history", "-n", "3", "--columns", "operation,result,kb"])?;
    expect(
        &run,
        true,
        &[
            "Uninstallation  Succeeded",
            "Installation    Failed",
            "Installation    Succeeded",
        ],
    )
}

fn json(computer: &Computer) -> Outcome {
    for (words, kind) in [
        (&["search", "--json"][..], "update"),
        (&["install", "--yes", "KB5081942", "--json"], "result"),
        (&["history", "--json"], "history"),
    ] {
        let run = computer.museum(words)?;
        let objects: Result<Vec<Value>, _> = run
            .output
            .lines()
            .filter(|line| line.starts_with('{'))
            .map(serde_json::from_str)
            .collect();
        let objects = objects.map_err(|error| format!("{words:?}: {error}\n{}", run.output))?;
        let count = |kind: &str| objects.iter().filter(|object| object["type"] == kind).count();
        if !run.succeeded || count(kind) == 0 || count("summary") != 1 {
            return Err(format!("{words:?} wrote\n{}", run.output));
        }
    }
    Ok(())
}

fn what_is_not_there(computer: &Computer) -> Outcome {
    for words in [&["serve", "--listen", "127.0.0.1"][..], &["user", "add", "anna"]] {
        let run = computer.run(words)?;
        expect(&run, false, &["Windows", "hint: "])?;
    }
    let run = computer.run(&["--json", "user", "list"])?;
    expect(&run, false, &["\"type\":\"error\"", "Windows"])?;
    // There is neither apt nor another source of updates for the computer itself, and that is said.
    let run = computer.run(&["--state", &computer.state, "search"])?;
    expect(&run, false, &["WU_E_NO_SERVICE", "hint: "])
}

fn folder_of_the_system(computer: &Computer) -> Outcome {
    let home = computer.prefix.folder().join("drive_c/ProgramData/wua");
    let _ = fs::remove_dir_all(&home);
    let run = computer.run(&["--museum", "search", "KB5081942"])?;
    expect(&run, true, &["Slow varnish"])?;
    let store = home.join("store/museum/wua.db");
    if store.is_file() {
        Ok(())
    } else {
        Err(format!("there is no {}", store.display()))
    }
}
