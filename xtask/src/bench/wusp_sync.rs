//! A first search with an update server that has 20,000 revisions, Xpress on, and a second one when nothing has changed; and the
//! same answers, decompressed, merely read as XML by `xmllint --stream`.
//!
//! What is measured is a whole search, as `wua search` makes it: protocol, HTTP, rules, store. Its answers were kept of a search
//! with a server that makes them, and come from a process that merely sends them: one that works between them, on the
//! same processor, makes what is measured slower by a fifth. The second search is measured as the difference between many and
//! one, for one takes less time than a process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::measure::{Cost, Figure, cost, median};
use crate::workspace::{Outcome, has, program, root, run, target};

const REVISIONS: &str = "20000";

const PAIRS: usize = 7;

/// So many searches more.
const AGAIN: u32 = 20;

pub(super) fn measure() -> Outcome<Vec<Figure>> {
    if !has("xmllint") {
        return Err("xmllint is not installed (package libxml2-utils)".to_owned());
    }
    run(program(
        "cargo",
        &[
            "build",
            "--quiet",
            "--release",
            "--package",
            "wua-wsus",
            "--example",
            "wusp_sync",
        ],
    ))?;
    let place = root().join("target/bench/wusp-sync");
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let figures = compare(&place);
    let _ = fs::remove_dir_all(&place);
    figures
}

fn compare(place: &Path) -> Outcome<Vec<Figure>> {
    let kept = place.join("kept");
    let server = Server::start(&["serve", REVISIONS])?;
    run(server.client("keep", &kept))?;
    drop(server);
    let server = Server::start(&["replay", &kept.to_string_lossy()])?;
    let peer = xmllint(&kept.join("answers"))?;
    let (mut ours, mut theirs, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..PAIRS {
        let folder = place.join(number.to_string());
        let search = |times: u32| {
            let mut command = server.client("search", &folder);
            command.arg(times.to_string());
            cost(&command)
        };
        ours.push(search(1)?);
        let (one, many) = (search(1)?, search(1 + AGAIN)?);
        again.push(Cost {
            processor: (many.processor - one.processor) / f64::from(AGAIN),
            memory: many.memory,
        });
        theirs.push(cost(&peer)?);
    }
    let first = median(&ours, |cost| cost.processor);
    Ok(vec![
        Figure {
            name: "wusp-sync",
            limit: 3.0,
            ours: first,
            peer: median(&theirs, |cost| cost.processor),
            unit: "s",
        },
        Figure {
            name: "wusp-sync-again",
            limit: 0.02,
            ours: median(&again, |cost| cost.processor),
            peer: first,
            unit: "s",
        },
        Figure {
            name: "wusp-sync-memory",
            limit: 1.0,
            ours: median(&ours, |cost| cost.memory) / 1024.0,
            peer: 150.0,
            unit: " MiB",
        },
    ])
}

/// All answers by one process: starting it is no part of the work.
fn xmllint(answers: &Path) -> Outcome<Command> {
    let failed = |error: std::io::Error| format!("{}: {error}", answers.display());
    let mut command = Command::new("xmllint");
    command.args(["--stream", "--noout", "--huge"]);
    for entry in fs::read_dir(answers).map_err(failed)? {
        command.arg(entry.map_err(failed)?.path());
    }
    Ok(command)
}

/// The server, until it is dropped.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Outcome<Self> {
        let failed = |error: std::io::Error| format!("the update server: {error}");
        let mut process = Command::new(target().join("release/examples/wusp_sync"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let output = process.stdout.take().ok_or("the update server has no output")?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url).map_err(failed)?;
        Ok(Self {
            process,
            url: url.trim().to_owned(),
        })
    }

    fn client(&self, what: &str, folder: &Path) -> Command {
        let mut command = Command::new(target().join("release/examples/wusp_sync"));
        command.args([what, &self.url]).arg(folder);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
