//! `cargo xtask bench`: one line a figure, `bench NAME ratio=… limit=… ours=… peer=…`, or a count of instructions.
//!
//! Times are ratios against a peer in the same run, because machines differ and are shared; instructions are counted by
//! valgrind, because they do not. Runs of both alternate, and the medians are compared. Where a limit is an absolute
//! number, the ratio is the measured value divided by it.

mod catalogue_load;
mod dispatch_cost;
mod dll;
mod download;
mod install_overhead;
mod machine;
mod measure;
mod pe_version;
mod remote;
mod remote_fleet;
mod remote_read;
mod scan;
mod search;
mod start;
mod wusp_sync;

use crate::workspace::{Outcome, program, run as run_program};
use measure::Figure;

/// What is measured together.
struct Bench {
    /// The names of its lines.
    names: &'static [&'static str],
    measure: fn() -> Outcome<Vec<Figure>>,
}

const BENCHES: &[Bench] = &[
    Bench {
        names: &["dispatch-cost"],
        measure: || dispatch_cost::measure().map(|()| Vec::new()),
    },
    Bench {
        names: &["start", "size"],
        measure: start::measure,
    },
    Bench {
        names: &["search-cold", "search-cold-list", "search-cold-memory"],
        measure: search::cold,
    },
    Bench {
        names: &["search-asked"],
        measure: search::asked,
    },
    Bench {
        names: &["search-warm"],
        measure: search::warm,
    },
    Bench {
        names: &["search-scale"],
        measure: search::scale,
    },
    Bench {
        names: &["scan", "scan-growth", "scan-again", "scan-memory"],
        measure: scan::measure,
    },
    Bench {
        names: &["catalogue-load", "catalogue-load-folder"],
        measure: catalogue_load::measure,
    },
    Bench {
        names: &["download", "download-memory", "download-small"],
        measure: download::measure,
    },
    Bench {
        names: &["wusp-sync", "wusp-sync-again", "wusp-sync-memory"],
        measure: wusp_sync::measure,
    },
    Bench {
        names: &["install-overhead"],
        measure: install_overhead::measure,
    },
    Bench {
        names: &["remote-calls", "remote-calls-in-flight"],
        measure: remote::calls,
    },
    Bench {
        names: &["remote-connections", "remote-activations", "remote-objects-left"],
        measure: remote::connections,
    },
    Bench {
        names: &["remote-starved"],
        measure: remote::starved,
    },
    Bench {
        names: &["remote-read", "remote-read-pipelined", "remote-read-whole"],
        measure: remote_read::measure,
    },
    Bench {
        names: &["remote-fleet", "remote-fleet-memory"],
        measure: remote_fleet::measure,
    },
    Bench {
        names: &["dll-calls", "dll-calls-by-name"],
        measure: dll::calls,
    },
    Bench {
        names: &["script-start"],
        measure: dll::start,
    },
    Bench {
        names: &["dll-size"],
        measure: dll::size,
    },
    Bench {
        names: &["pe-version"],
        measure: pe_version::measure,
    },
];

/// Measures what is named, or everything. A figure over its limit is a failure.
pub(crate) fn run(names: &[&str]) -> Outcome {
    let known: Vec<&str> = BENCHES.iter().flat_map(|bench| bench.names).copied().collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        return Err(format!(
            "no figure is called {unknown}; there are {}",
            known.join(", ")
        ));
    }
    if cfg!(debug_assertions) {
        // Of what goes over a network one half is measured in this process.
        let mut optimized = program(
            "cargo",
            &["run", "--quiet", "--release", "--package", "xtask", "--", "bench"],
        );
        optimized.args(names);
        return run_program(optimized);
    }
    let is_chosen = |bench: &&Bench| names.is_empty() || bench.names.iter().any(|name| names.contains(name));
    run_program(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua",
            "--bin",
            "wua",
        ],
    ))?;
    let mut over = Vec::new();
    for bench in BENCHES.iter().filter(is_chosen) {
        for figure in (bench.measure)()? {
            println!("{figure}");
            if figure.is_over() {
                over.push(figure.name);
            }
        }
    }
    if over.is_empty() {
        Ok(())
    } else {
        Err(format!("over the limit: {}", over.join(", ")))
    }
}
