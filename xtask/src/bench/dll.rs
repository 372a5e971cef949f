//! `dll-*` and `script-start`: what `wuapi.dll` costs the programs that use it, in Wine.

use std::fs;
use std::path::PathBuf;

use super::measure::{Figure, median};
use crate::dll::{self, Profile};
use crate::install;
use crate::wine::{Prefix, compile, windows_path};
use crate::workspace::{Outcome, root};

/// Rounds that alternate with those of the trivial object.
const ROUNDS: &str = "21";
const STARTS: usize = 21;
/// Milliseconds that a script may wait longer than with Wine's own agent.
const START_LIMIT: f64 = 50.0;
/// Megabytes.
const LARGEST: f64 = 12.0;

/// Thirty properties of a thousand updates, by vtable and from VBScript, against those of an object that does nothing.
/// The museum has fewer: they are read again and again.
pub(super) fn calls() -> Outcome<Vec<Figure>> {
    let setting = Setting::new()?;
    let output = setting.run(&["calls", ROUNDS], OURS)?;
    let figure = |name, limit, line| -> Outcome<Figure> {
        let rounds: Vec<Vec<f64>> = numbers(&output, line);
        let milliseconds = |column: usize| {
            median(&rounds, move |round| {
                round.get(column).copied().unwrap_or(f64::NAN) / 1000.0
            })
        };
        Ok(Figure {
            name,
            limit,
            ours: milliseconds(0),
            peer: milliseconds(1),
            unit: "ms",
        })
    };
    let figures = vec![
        figure("dll-calls", 3.0, "vtable ")?,
        figure("dll-calls-by-name", 1.5, "script ")?,
    ];
    if figures.iter().any(Figure::is_over) {
        // Which properties it is.
        print!("{}", setting.run(&["properties"], OURS)?);
    }
    Ok(figures)
}

/// From `CreateObject` to the first property, in a process of its own each time. The store is there, as it is after the
/// first of all starts.
pub(super) fn start() -> Outcome<Vec<Figure>> {
    let setting = Setting::new()?;
    setting.run(&["start"], OURS)?;
    let (mut ours, mut wines) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.extend(numbers(&setting.run(&["start"], OURS)?, "start "));
        wines.extend(numbers(&setting.run(&["start"], WINES)?, "start "));
    }
    let milliseconds =
        |runs: &[Vec<f64>]| median(runs, |run| run.first().copied().unwrap_or(f64::NAN) / 1000.0);
    Ok(vec![Figure {
        name: "script-start",
        limit: 1.0,
        ours: milliseconds(&ours) - milliseconds(&wines),
        peer: START_LIMIT,
        unit: "ms",
    }])
}

/// The file, as it is shipped.
pub(super) fn size() -> Outcome<Vec<Figure>> {
    let setting = Setting::new()?;
    let file = setting
        .prefix
        .folder()
        .join(r"drive_c/windows/system32/wuapi.dll");
    let length = fs::metadata(&file)
        .map_err(|error| format!("{}: {error}", file.display()))?
        .len();
    let kilobytes = u32::try_from(length / 1000).map_err(|error| error.to_string())?;
    Ok(vec![Figure {
        name: "dll-size",
        limit: 1.0,
        ours: f64::from(kilobytes) / 1000.0,
        peer: LARGEST,
        unit: "MB",
    }])
}

/// Whose agent a program gets, as Wine is told.
const OURS: &str = "mscoree,mshtml=;wuapi=n";
const WINES: &str = "mscoree,mshtml=;wuapi=b";

/// A prefix with the optimised DLL, and the program that takes the times.
struct Setting {
    prefix: Prefix,
    program: PathBuf,
    state: PathBuf,
}

impl Setting {
    fn new() -> Outcome<Self> {
        install::windows_tools()?;
        let prefix = dll::install_in(&root().join("target/wine/prefix"), Profile::Release)?;
        let folder = root().join("target/bench/dll");
        let _ = fs::remove_dir_all(&folder);
        let state = folder.join("state");
        fs::create_dir_all(&state).map_err(|error| format!("{}: {error}", state.display()))?;
        let program = folder.join("calls.exe");
        compile(&root().join("tests/bench/calls.cpp"), &program, &["-O2"])?;
        Ok(Self {
            prefix,
            program,
            state,
        })
    }

    fn run(&self, args: &[&str], agent: &str) -> Outcome<String> {
        let state = windows_path(&self.state);
        let environment = [
            ("WUA_MUSEUM", "1"),
            ("WUA_STATE", state.as_str()),
            ("WINEDLLOVERRIDES", agent),
        ];
        let run = self
            .prefix
            .run(&windows_path(&self.program), args, &environment)?;
        let arrived = run.output.trim_end().ends_with("end of calls");
        if arrived && !run.output.contains("not ok") {
            Ok(run.output)
        } else {
            Err(format!("calls.exe {}:\n{}", args.join(" "), run.output))
        }
    }
}

/// The numbers of the lines that begin so.
fn numbers(output: &str, start: &str) -> Vec<Vec<f64>> {
    let lines = output.lines().filter_map(|line| line.strip_prefix(start));
    lines
        .map(|line| {
            line.split(' ')
                .filter_map(|number| number.trim().parse().ok())
                .collect()
        })
        .collect()
}
