//! Runs that alternate, and what they come to.

use std::fmt;
use std::fs;
use std::io;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::workspace::{Outcome, capture, has, program, root, target};

/// A line of the result.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) limit: f64,
    pub(super) ours: f64,
    pub(super) peer: f64,
    pub(super) unit: &'static str,
}

impl Figure {
    fn ratio(&self) -> f64 {
        self.ours / self.peer
    }

    pub(super) fn is_over(&self) -> bool {
        // Whatever cannot be compared is over.
        self.ratio().is_nan() || self.ratio() > self.limit
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            limit,
            ours,
            peer,
            unit,
        } = self;
        write!(
            f,
            "bench {name} ratio={:.3} limit={limit} ours={ours:.4}{unit} peer={peer:.4}{unit}",
            self.ratio()
        )?;
        if self.is_over() {
            write!(f, " OVER")?;
        }
        Ok(())
    }
}

fn succeeded(command: &Command, output: io::Result<Output>) -> Outcome {
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}: {}\n{words}", output.status))
}

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// Seconds of processors, its children included.
    pub(super) processor: f64,
    /// Kilobytes at the most.
    pub(super) memory: f64,
}

/// Runs a program to its end, silently; seconds on the wall. It has to succeed.
pub(super) fn elapsed(command: &mut Command) -> Outcome<f64> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let began = Instant::now();
    let output = command.output();
    let elapsed = began.elapsed().as_secs_f64();
    succeeded(command, output)?;
    Ok(elapsed)
}

/// The same, with what it took of processors and memory, by GNU time: for the wall, that is one program more.
pub(super) fn cost(command: &Command) -> Outcome<Cost> {
    if !has("time") {
        return Err("GNU time is not installed (package time)".to_owned());
    }
    let report = root().join("target/bench-time");
    let mut timed = Command::new("time");
    timed
        .args(["--format", "%U %S %M", "--output"])
        .arg(&report)
        .arg(command.get_program())
        .args(command.get_args())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    let output = timed.output();
    succeeded(command, output)?;
    let text = fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let numbers: Vec<f64> = text
        .lines()
        .last()
        .unwrap_or_default()
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let [user, system, memory] = numbers.as_slice() else {
        return Err(format!("time wrote {text:?}"));
    };
    Ok(Cost {
        processor: user + system,
        memory: *memory,
    })
}

/// How many instructions an example takes, counted by valgrind: the same on every machine.
pub(super) fn instructions(example: &str, arguments: &[&str]) -> Outcome<u64> {
    if !has("valgrind") {
        return Err("valgrind is not installed".to_owned());
    }
    let name = format!("target/callgrind.{example}.{}", arguments.join("."));
    let out = root().join(name);
    let mut command = program("valgrind", &["--quiet", "--tool=callgrind"]);
    command
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(target().join("release/examples").join(example))
        .args(arguments);
    capture(command)?;
    let text = fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let total = text
        .lines()
        .find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    total
        .and_then(|total| total.trim().parse().ok())
        .ok_or_else(|| format!("{}: no total", out.display()))
}

/// The median of a part of some costs.
pub(super) fn median<T>(runs: &[T], part: impl Fn(&T) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(part).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
