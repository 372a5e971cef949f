//! `cargo xtask test`: everything that has to hold, and a count at the end.
//!
//! As root, a suite that could not run is a failure. Anybody else is told what did not run.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::docs::{self, Witness};
use crate::workspace::{Outcome, program, root, run as run_program};
use crate::{check, codegen, install, remote, tour, wine};

/// Cannot be built without GSSAPI, and so is a suite of its own.
const KERBEROS: &str = "wua-kerberos";

/// How much is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What a change needs while it is made.
    Quick,
    /// What a submission needs.
    Everything,
}

/// One suite, while something is made that it tests.
pub(crate) fn run_one(name: &str) -> Outcome {
    let Some(suite) = SUITES.iter().find(|suite| suite.name == name) else {
        let names: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        return Err(format!(
            "no suite is called {name}; there are: {}",
            names.join(", ")
        ));
    };
    (suite.prepare)()?;
    let count = (suite.run)();
    println!("\n{} passed, {} failed", count.passed, count.failed);
    if count.failed == 0 {
        Ok(())
    } else {
        Err("not everything holds".to_owned())
    }
}

/// What a suite found.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

impl Count {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Ok(()) => Self { passed: 1, failed: 0 },
            Err(message) => {
                println!("{message}");
                Self { passed: 0, failed: 1 }
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Some tests that belong together.
struct Suite {
    name: &'static str,
    extent: Extent,
    /// Sees to it that the suite can run.
    prepare: fn() -> Outcome,
    run: fn() -> Count,
}

const SUITES: &[Suite] = &[
    Suite {
        name: "format",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: format,
    },
    Suite {
        name: "generated sources",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: generated,
    },
    Suite {
        name: "dependencies",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: || Count::of(&check::deps::check()),
    },
    Suite {
        name: "api",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: || Count::of(&check::api::check(None)),
    },
    Suite {
        name: "documents",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: || Count::of(&check::docs::check()),
    },
    Suite {
        name: "lints",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: lints,
    },
    Suite {
        name: "library alone",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: library_alone,
    },
    Suite {
        name: "cargo test",
        extent: Extent::Quick,
        prepare: install::peers,
        run: cargo_test,
    },
    Suite {
        name: "first command",
        extent: Extent::Quick,
        prepare: || Ok(()),
        run: first_command,
    },
    Suite {
        name: "tour",
        extent: Extent::Quick,
        prepare: tour::may_be_given,
        run: || Count::of(&tour::run(tour::Build::Tests)),
    },
    Suite {
        name: "licences",
        extent: Extent::Everything,
        prepare: install::cargo_deny,
        run: licences,
    },
    Suite {
        name: "lints for Windows",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: windows_lints,
    },
    Suite {
        name: "Wine",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: in_wine,
    },
    Suite {
        name: "examples",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: examples,
    },
    Suite {
        name: "from another computer",
        extent: Extent::Everything,
        prepare: install::remote_peers,
        run: from_another_computer,
    },
    Suite {
        name: "kerberos",
        extent: Extent::Everything,
        prepare: install::realm,
        run: kerberos,
    },
    Suite {
        name: "members called",
        extent: Extent::Everything,
        prepare: records_of_both_kinds,
        run: members_called,
    },
];

pub(crate) fn run(extent: Extent) -> Outcome {
    let as_root = install::is_root();
    let (mut total, mut not_run) = (Count::default(), Vec::new());
    for witness in [Witness::Own, Witness::Foreign] {
        let record = witness.record();
        if let Some(folder) = record.parent() {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        let _ = std::fs::remove_file(record);
    }
    for suite in SUITES {
        if extent == Extent::Quick && suite.extent == Extent::Everything {
            continue;
        }
        println!("\n=== {}", suite.name);
        let began = Instant::now();
        let count = match (suite.prepare)() {
            Ok(()) => (suite.run)(),
            Err(reason) if as_root => Count::of(&Err(reason)),
            Err(reason) => {
                not_run.push(format!("{}: {reason}", suite.name));
                continue;
            }
        };
        println!(
            "--- {}: {} passed, {} failed, {:.1} s",
            suite.name,
            count.passed,
            count.failed,
            began.elapsed().as_secs_f64()
        );
        total.add(&count);
    }
    for suite in &not_run {
        println!("not run: {suite}");
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        Ok(())
    } else {
        Err("not everything holds".to_owned())
    }
}

fn format() -> Count {
    Count::of(&run_program(program("cargo", &["fmt", "--all", "--check"])))
}

fn generated() -> Count {
    Count::of(&codegen::check())
}

fn lints() -> Count {
    let args = [
        "clippy",
        "--quiet",
        "--workspace",
        "--exclude",
        KERBEROS,
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ];
    Count::of(&run_program(program("cargo", &args)))
}

/// What the README says first, as it stands there, but for the time that optimizing takes.
fn first_command() -> Count {
    Count::of(&run_program(program(
        "cargo",
        &["run", "--quiet", "--", "--museum", "--quiet", "search"],
    )))
}

fn library_alone() -> Count {
    let args = [
        "check",
        "--quiet",
        "--package",
        "wua",
        "--lib",
        "--no-default-features",
    ];
    Count::of(&run_program(program("cargo", &args)))
}

fn windows_lints() -> Count {
    let args = [
        "clippy",
        "--quiet",
        "--package",
        "wua-dll",
        "--package",
        "wua",
        "--all-targets",
        "--target",
        install::WINDOWS,
        "--",
        "--deny",
        "warnings",
    ];
    Count::of(&run_program(program("cargo", &args)))
}

fn licences() -> Count {
    Count::of(&run_program(program(
        "cargo",
        &["deny", "check", "licenses", "bans", "sources"],
    )))
}

fn in_wine() -> Count {
    count_named(wine::suite())
}

fn examples() -> Count {
    count_named(wine::examples())
}

fn count_named(tests: Vec<(String, Outcome)>) -> Count {
    let mut count = Count::default();
    for (name, outcome) in tests {
        println!("{name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        count.add(&Count::of(&outcome));
    }
    count
}

fn from_another_computer() -> Count {
    let mut count = Count::default();
    remote::suite(|name, outcome| {
        println!("{name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        count.add(&Count::of(&outcome));
    });
    count
}

/// What is left out elsewhere: the crate, and the program with it.
fn kerberos() -> Count {
    let with_it: [&[&str]; 2] = [&["-p", KERBEROS], &["-p", "wua", "--features", "kerberos"]];
    let mut count = Count::default();
    for what in with_it {
        let mut lints = program("cargo", &["clippy", "--quiet", "--all-targets"]);
        lints.args(what).args(["--", "--deny", "warnings"]);
        count.add(&Count::of(&run_program(lints)));
    }
    for (what, tests) in with_it
        .into_iter()
        .zip([&[][..], &["--test", "kerberos", "--lib"]])
    {
        let mut command = program("cargo", &["test", "--no-fail-fast"]);
        command.args(what).args(tests);
        count.add(&sum_of_tests(command).unwrap_or_else(|message| Count::of(&Err(message))));
    }
    remote::kerberos(|name, outcome| {
        println!("{name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        count.add(&Count::of(&outcome));
    });
    count
}

fn records_of_both_kinds() -> Outcome {
    let is_missing = |witness: &Witness| !witness.record().exists();
    match [Witness::Own, Witness::Foreign]
        .iter()
        .find(|witness| is_missing(witness))
    {
        Some(witness) => Err(format!("no test left {}", witness.record().display())),
        None => Ok(()),
    }
}

fn members_called() -> Count {
    let wrong = docs::unwarranted_claims();
    Count::of(&wrong.and_then(|wrong| {
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.join("\n"))
        }
    }))
}

/// All tests of all crates; their summaries are added up.
fn cargo_test() -> Count {
    let mut command = program(
        "cargo",
        &["test", "--workspace", "--exclude", KERBEROS, "--no-fail-fast"],
    );
    command.env("WUA_MEMBER_RECORD", Witness::Own.record());
    match sum_of_tests(command) {
        Ok(count) => count,
        Err(message) => Count::of(&Err(message)),
    }
}

fn sum_of_tests(mut command: Command) -> Outcome<Count> {
    let mut child = command
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cargo test: {error}"))?;
    let stdout = child.stdout.take().ok_or("cargo test has no output")?;
    let mut count = Count::default();
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|error| error.to_string())?;
        println!("{line}");
        if let Some(summary) = line.strip_prefix("test result: ") {
            count.passed += number_before(summary, " passed");
            count.failed += number_before(summary, " failed");
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    // A crate that does not compile has no summary.
    if !status.success() && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}

fn number_before(summary: &str, word: &str) -> usize {
    let before = summary.split(word).next().unwrap_or_default();
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_the_summary_of_the_runner() {
        let summary = "FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(
            (
                number_before(summary, " passed"),
                number_before(summary, " failed")
            ),
            (12, 3)
        );
    }
}
