//! `cargo xtask test`: everything that has to hold, and a count at the end.
//!
//! As root, a suite that could not run is a failure. Anybody else is told what did not run.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::docs::{self, Witness};
use crate::workspace::{Outcome, program, root, run as run_program, target};
use crate::{check, codegen, foreign_update_client, install, remote, stories, tour, wine};

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
    verdict(&(suite.run)().within(suite.name))
}

/// The last lines, which are what is looked at first: what failed again, and the sum.
fn verdict(count: &Count) -> Outcome {
    for text in &count.failures {
        println!("\nfailed: {text}");
    }
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
    /// What was said of those that failed.
    failures: Vec<String>,
}

impl Count {
    /// One thing that holds or does not; a command has said on the screen what is wrong.
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Ok(()) => Self {
                passed: 1,
                ..Self::default()
            },
            Err(message) => {
                println!("{message}");
                Self {
                    failed: 1,
                    failures: vec![message.clone()],
                    ..Self::default()
                }
            }
        }
    }

    /// A test of a suite that has several, told as `cargo test` tells its own.
    fn of_test(name: &str, outcome: &Outcome) -> Self {
        println!("{name} ... {}", if outcome.is_ok() { "ok" } else { "FAILED" });
        Self::of(outcome).within(name)
    }

    /// Says of what failed where that was.
    fn within(mut self, name: &str) -> Self {
        for failure in &mut self.failures {
            failure.insert_str(0, &format!("{name}: "));
        }
        self
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
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
        name: "installers",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: installers,
    },
    Suite {
        name: "catalogue",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: a_catalogue,
    },
    Suite {
        name: "WSUS",
        extent: Extent::Everything,
        prepare: install::windows_tools,
        run: updates_from_a_server,
    },
    Suite {
        name: "update server",
        extent: Extent::Everything,
        prepare: install::update_client,
        run: an_update_server,
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
        total.add(count.within(suite.name));
    }
    for suite in &not_run {
        println!("not run: {suite}");
    }
    verdict(&total)
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

/// What the README says first, as it stands there, but for the time that optimizing takes, and where nothing was kept
/// before: what this computer remembers is nobody's test.
fn first_command() -> Count {
    let state = target().join("first-command");
    let _ = std::fs::remove_dir_all(&state);
    let mut command = program(
        "cargo",
        &["run", "--quiet", "--", "--museum", "--quiet", "search"],
    );
    command.env("WUA_STATE", &state);
    Count::of(&run_program(command))
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
        "--package",
        "wua-windows",
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

/// In a Wine prefix of their own, which takes long to make: `cargo test` leaves them out.
fn installers() -> Count {
    let tests = ["test", "--package", "wua-windows", "--test", "installers"];
    sum_of_tests(program("cargo", &tests)).unwrap_or_else(|message| Count::of(&Err(message)))
}

fn a_catalogue() -> Count {
    count_named(stories::catalogue())
}

fn updates_from_a_server() -> Count {
    count_named(stories::update_server())
}

fn an_update_server() -> Count {
    count_named(foreign_update_client::suite())
}

fn count_named(tests: Vec<(String, Outcome)>) -> Count {
    let mut count = Count::default();
    for (name, outcome) in tests {
        count.add(Count::of_test(&name, &outcome));
    }
    count
}

fn from_another_computer() -> Count {
    let mut count = Count::default();
    remote::suite(|name, outcome| {
        count.add(Count::of_test(name, &outcome));
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
        count.add(Count::of(&run_program(lints)));
    }
    for (what, tests) in with_it
        .into_iter()
        .zip([&[][..], &["--test", "kerberos", "--lib"]])
    {
        let mut command = program("cargo", &["test", "--no-fail-fast"]);
        command.args(what).args(tests);
        count.add(sum_of_tests(command).unwrap_or_else(|message| Count::of(&Err(message))));
    }
    remote::kerberos(|name, outcome| {
        count.add(Count::of_test(name, &outcome));
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
    // What the failed tests of one program printed, which comes before its summary.
    let mut failures: Option<String> = None;
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|error| error.to_string())?;
        println!("{line}");
        if let Some(summary) = line.strip_prefix("test result: ") {
            count.passed += number_before(summary, " passed");
            count.failed += number_before(summary, " failed");
            count.failures.extend(failures.take());
        } else if let Some(text) = &mut failures {
            text.push('\n');
            text.push_str(&line);
        } else if line == "failures:" {
            failures = Some(String::new());
        }
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    // A crate that does not compile has no summary, nor has a program that was ended by a signal.
    if !status.success() && count.failed == 0 {
        count.failed = 1;
        count.failures.push(format!("cargo test: {status}, see above"));
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
