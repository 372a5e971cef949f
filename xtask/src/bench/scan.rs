//! Which of 100,000 updates concern a computer: a million leaves of rules over 50,000 facts.
//!
//! Instructions are counted: those of a step are the difference to the step before. Making the rules up is not counted; putting
//! them in the shared form is told, without a limit; evaluating them has one.

use std::process::Command;

use super::measure::{Figure, cost, instructions};
use crate::workspace::{Outcome, program, run as run_program, target};

const MANY: u32 = 100_000;
const FEW: u32 = 10_000;
const LEAVES: f64 = 10.0;

/// How often a fact changes in the last step.
const CHANGES: f64 = 1_000.0;

/// Four figures, and a line for what has no limit.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    run_program(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua-rules",
            "--example",
            "scan",
        ],
    ))?;
    let [rules, book, first, again] = steps(MANY)?;
    let [_, few_book, few_first, _] = steps(FEW)?;
    let leaves = f64::from(MANY) * LEAVES;
    let evaluated = first - book;
    println!(
        "bench scan-compile instructions={:.0} a leaf",
        (book - rules) / leaves
    );
    let mut scan = Command::new(target().join("release/examples/scan"));
    scan.args(["first", &MANY.to_string()]);
    let memory = cost(&scan)?.memory;
    let figure = |name, limit, ours, peer, unit| Figure {
        name,
        limit,
        ours,
        peer,
        unit,
    };
    Ok(vec![
        figure("scan", 1.0, evaluated / leaves, 400.0, " instructions a leaf"),
        figure(
            "scan-growth",
            1.1,
            evaluated / f64::from(MANY),
            (few_first - few_book) / f64::from(FEW),
            " an update",
        ),
        figure(
            "scan-again",
            0.02,
            (again - first) / CHANGES,
            evaluated,
            " instructions",
        ),
        figure("scan-memory", 1.0, memory / 1024.0, 250.0, " MiB"),
    ])
}

/// What each step takes, those before it included.
fn steps(updates: u32) -> Outcome<[f64; 4]> {
    let mut counts = [0.0; 4];
    for (place, step) in counts.iter_mut().zip(["rules", "book", "first", "again"]) {
        let counted = instructions("scan", &[step, &updates.to_string()])?;
        // Thousands are fine enough, and a number of them is a number exactly.
        *place = f64::from(u32::try_from(counted / 1000).map_err(|_| "too many instructions")?) * 1000.0;
    }
    Ok(counts)
}
