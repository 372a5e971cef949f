//! `remote-fleet`: one command and two thousand hosts, some of which are dead and some of which hang.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::measure::Figure;
use crate::remote::server::{ADMINISTRATORS, MUSEUM, Server, Wanted};
use crate::workspace::{Outcome, program, root};

const HOSTS: usize = 2_000;
const DEAD: usize = HOSTS / 20;
const HANGING: usize = 10;
/// How long a host may take, which those that hang do.
const PATIENCE: Duration = Duration::from_secs(10);
/// A port for the endpoint mapper that needs no rights; one where nobody is; and one where nobody answers.
const MAPPER: u16 = 10_135;
const NOBODY: u16 = 10_136;
const SILENT: u16 = 10_137;
/// Mebibytes.
const MEMORY: f64 = 100.0;

/// All of them are this computer, under addresses of their own.
pub(super) fn measure() -> Outcome<Vec<Figure>> {
    let text = |error: std::io::Error| error.to_string();
    let server = Server::start(&Wanted {
        program: &root().join("target/release/wua"),
        over: MUSEUM,
        address: "0.0.0.0",
        port: MAPPER,
        configuration: "[remote]\nconnections = 4000\n",
        environment: &[],
    })?;
    let silent = TcpListener::bind((Ipv4Addr::UNSPECIFIED, SILENT)).map_err(text)?;
    thread::spawn(move || {
        // Whoever comes in is kept, and hears nothing.
        let kept: Vec<_> = silent.incoming().take(HANGING * 4).collect();
        drop(kept);
    });
    let list = hosts(&server)?;
    let before = server.processor()?;
    let began = Instant::now();
    let ran = run(&server, &list)?;
    let seconds = began.elapsed().as_secs_f64();
    let cost = server.processor()? - before;
    server.stop()?;
    for (exit, count) in [(0, HOSTS - DEAD - HANGING), (8, DEAD), (6, HANGING)] {
        let found = ran.outcomes.iter().filter(|found| **found == exit).count();
        if found != count || ran.outcomes.len() != HOSTS {
            return Err(format!(
                "{found} of {} hosts ended with {exit}, and {count} of {HOSTS} should",
                ran.outcomes.len()
            ));
        }
    }
    Ok(vec![
        Figure {
            name: "remote-fleet",
            limit: 1.5,
            ours: (seconds - PATIENCE.as_secs_f64()).max(0.0),
            peer: cost,
            unit: "s",
        },
        Figure {
            name: "remote-fleet-memory",
            limit: MEMORY,
            ours: ran.memory,
            peer: 1.0,
            unit: "MiB",
        },
    ])
}

/// A file with all of them, those that hang and those that are dead in between.
fn hosts(server: &Server) -> Outcome<PathBuf> {
    let path = server.folder().join("hosts");
    let mut file = fs::File::create(&path).map_err(|error| error.to_string())?;
    for number in 0..HOSTS {
        let port = match number {
            _ if number % (HOSTS / HANGING) == 7 => SILENT,
            _ if number % (HOSTS / DEAD) == 3 => NOBODY,
            _ => MAPPER,
        };
        let written = writeln!(file, "127.2.{}.{}:{port}", number / 250, number % 250 + 1);
        written.map_err(|error| error.to_string())?;
    }
    Ok(path)
}

struct Ran {
    /// What the program would have exited with, for each host that has an outcome.
    outcomes: Vec<u64>,
    /// Mebibytes, at most.
    memory: f64,
}

/// What it takes at most, GNU time knows.
fn run(server: &Server, hosts: &Path) -> Outcome<Ran> {
    let report = server.folder().join("time");
    let mut command = program("time", &["--format", "%M", "--output"]);
    command
        .arg(&report)
        .arg(root().join("target/release/wua"))
        .args(["search", "--json", "--parallel", "64", "--hosts-file"])
        .arg(hosts)
        .args(["--user", ADMINISTRATORS[0], "--password-file"])
        .arg(server.password_file())
        .args(["--timeout", &PATIENCE.as_secs().to_string()])
        .stdin(Stdio::null());
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let text = fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let peak = text.lines().last().and_then(|line| line.parse::<f64>().ok());
    let lines = String::from_utf8_lossy(&output.stdout);
    let outcome = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        (line["type"] == "host")
            .then(|| line["exit_code"].as_u64())
            .flatten()
    };
    Ok(Ran {
        outcomes: lines.lines().filter_map(outcome).collect(),
        memory: peak.ok_or_else(|| format!("time wrote {text:?}"))? / 1024.0,
    })
}
