//! A property read through the waist, in instructions: by slot as virtual method tables do, and by name as scripts do.

use super::measure::instructions;
use crate::workspace::{Outcome, program, run as run_program};

/// A line for each way to call.
pub(super) fn measure() -> Outcome {
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
        let (few, many) = (counted(way, FEW)?, counted(way, MANY)?);
        println!(
            "bench dispatch-cost way={way} instructions={}",
            many.saturating_sub(few) / (MANY - FEW)
        );
    }
    Ok(())
}

fn counted(way: &str, calls: u64) -> Outcome<u64> {
    instructions("dispatch_cost", &[way, &calls.to_string()])
}
