//! A property read through the waist, in instructions: by slot as virtual method tables do, and by name as scripts do.

use std::fs;

use crate::workspace::{Outcome, capture, has, program, root, run as run_program, target};

/// A line for each way to call.
pub(super) fn measure() -> Outcome {
    if !has("valgrind") {
        return Err("valgrind is not installed".to_owned());
    }
    run_program(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua-objects",
            "--example",
            "dispatch_cost",
        ],
    ))?;
    for way in ["slot", "dispid", "name"] {
        // The start-up costs the same in both runs: the difference is the calls alone.
        const FEW: u64 = 1_000;
        const MANY: u64 = 11_000;
        let (few, many) = (instructions(way, FEW)?, instructions(way, MANY)?);
        println!(
            "bench dispatch-cost way={way} instructions={}",
            many.saturating_sub(few) / (MANY - FEW)
        );
    }
    Ok(())
}

fn instructions(way: &str, calls: u64) -> Outcome<u64> {
    let out = root().join(format!("target/callgrind.{way}.{calls}"));
    let mut command = program("valgrind", &["--quiet", "--tool=callgrind"]);
    command
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(target().join("release/examples/dispatch_cost"))
        .args([way, &calls.to_string()]);
    capture(command)?;
    let text = fs::read_to_string(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let total = text
        .lines()
        .find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    total
        .and_then(|total| total.trim().parse().ok())
        .ok_or_else(|| format!("{}: no total", out.display()))
}
