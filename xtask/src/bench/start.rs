//! How soon the program is there, and how large it is.

use std::fs;
use std::process::Command;

use super::measure::{Figure, elapsed, median};
use crate::workspace::{Outcome, target};

const RUNS: usize = 31;

/// Megabytes.
const LARGEST: f64 = 15.0;

/// `wua --version` against `apt --version`, and the file.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let program = target().join("release/wua");
    let version = |name: &std::path::Path| {
        let mut command = Command::new(name);
        command.arg("--version");
        command
    };
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(elapsed(&mut version(&program))?);
        peer.push(elapsed(&mut version("apt".as_ref()))?);
    }
    let length = fs::metadata(&program)
        .map_err(|error| format!("{}: {error}", program.display()))?
        .len();
    let kilobytes = u32::try_from(length / 1000).map_err(|error| error.to_string())?;
    Ok(vec![
        Figure {
            name: "start",
            limit: 1.0,
            ours: median(&ours, |seconds| *seconds),
            peer: median(&peer, |seconds| *seconds),
            unit: "s",
        },
        Figure {
            name: "size",
            limit: 1.0,
            ours: f64::from(kilobytes) / 1000.0,
            peer: LARGEST,
            unit: "MB",
        },
    ])
}
