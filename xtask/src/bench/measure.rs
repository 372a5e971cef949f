//! Runs that alternate, and what they come to.

use std::fmt;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::workspace::{Outcome, has, root};

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

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// Seconds on the wall.
    pub(super) elapsed: f64,
    /// Seconds of processors, its children included.
    pub(super) processor: f64,
    /// Kilobytes at the most.
    pub(super) memory: f64,
}

/// Runs a program to its end, silently. It has to succeed.
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
    let began = Instant::now();
    let output = timed.output().map_err(|error| format!("{command:?}: {error}"))?;
    let elapsed = began.elapsed().as_secs_f64();
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{command:?}: {}\n{words}", output.status));
    }
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
        elapsed,
        processor: user + system,
        memory: *memory,
    })
}

/// The median of a part of some costs.
pub(super) fn median(costs: &[Cost], part: impl Fn(&Cost) -> f64) -> f64 {
    let mut values: Vec<f64> = costs.iter().map(part).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
