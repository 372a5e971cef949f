//! `cargo xtask fuzz`: the program below `fuzz/`, optimized, with everything checked that can be.

use crate::workspace::{Outcome, program, run as run_program};

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let mut fuzzer = program(
        "cargo",
        &[
            "run",
            "--quiet",
            "--profile",
            "fuzz",
            "--package",
            "wua-fuzz",
            "--",
        ],
    );
    fuzzer.args(arguments);
    run_program(fuzzer)
}
