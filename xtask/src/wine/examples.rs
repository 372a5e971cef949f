//! The programs of `examples/`, run one after the other as people would, over the museum.
//!
//! A transcript of `examples/transcripts` is what a person sees: commands after `$ `, and below each what it prints.
//! There, a line `…` stands for any lines, `#` for any digit, and `[failed]` ends what a command prints that failed. All
//! commands of a transcript share a computer.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Prefix, Run, SHIPPED, compile, windows_path};
use crate::dll::{self, Profile};
use crate::workspace::{Outcome, files, read, root};

const PROGRAMS: &str = "examples";
const TRANSCRIPTS: &str = "examples/transcripts";
/// Where programs are compiled, and where the museum's computers are.
const WORKSHOP: &str = "target/wine/examples";
/// What nothing here can run, and why.
const NOT_RUN: [(&str, &str); 3] = [
    ("examples/csharp", "there is no .NET in the prefix"),
    ("examples/powershell", "there is no PowerShell in the prefix"),
    (
        "examples/vbscript/remote.vbs",
        "Wine makes no objects on other computers",
    ),
];
const ANY_LINES: &str = "…";
const FAILED: &str = "[failed]";
/// The last line of every program that came to its end.
const SENTINEL: &str = "done";

/// Runs all transcripts; each has a name and an outcome.
pub(crate) fn examples() -> Vec<(String, Outcome)> {
    for (what, why) in NOT_RUN {
        println!("not run: {what}: {why}");
    }
    match prepared() {
        Ok((prefix, transcripts)) => {
            let mut tests: Vec<(String, Outcome)> = transcripts
                .iter()
                .map(|transcript| (transcript.name.clone(), transcript.replay(&prefix)))
                .collect();
            tests.push((
                "every program has its transcript".to_owned(),
                complete(&transcripts),
            ));
            tests
        }
        Err(message) => vec![("the examples in a Wine prefix".to_owned(), Err(message))],
    }
}

fn prepared() -> Outcome<(Prefix, Vec<Transcript>)> {
    let prefix = dll::install_in(&root().join("target/wine/prefix"), Profile::Dev)?;
    dll::ship_to(&root().join(SHIPPED), Profile::Dev)?;
    fs::create_dir_all(root().join(WORKSHOP)).map_err(|error| format!("{WORKSHOP}: {error}"))?;
    for source in files(PROGRAMS, ".cpp")? {
        compile(&source, &compiled(&source), &["-O1", "-municode"])?;
    }
    let transcripts = files(TRANSCRIPTS, ".txt")?;
    let transcripts: Outcome<Vec<Transcript>> =
        transcripts.iter().map(|path| Transcript::read(path)).collect();
    Ok((prefix, transcripts?))
}

fn compiled(source: &Path) -> PathBuf {
    let name = source.file_name().unwrap_or_default();
    root().join(WORKSHOP).join(name).with_extension("exe")
}

/// What is run here but has no transcript.
fn complete(transcripts: &[Transcript]) -> Outcome {
    let shown: BTreeSet<&str> = transcripts
        .iter()
        .flat_map(|transcript| &transcript.steps)
        .filter_map(|step| step.program())
        .collect();
    let mut missing = Vec::new();
    for ending in [".vbs", ".js", ".cpp"] {
        for source in files(PROGRAMS, ending)? {
            let name = source
                .strip_prefix(root())
                .unwrap_or(&source)
                .display()
                .to_string();
            let command = name.trim_start_matches("examples/").replace(".cpp", ".exe");
            let is_known = NOT_RUN.iter().any(|(what, _)| name.starts_with(what));
            if !is_known && !shown.contains(command.as_str()) {
                missing.push(name);
            }
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("no transcript runs {}", missing.join(", ")))
    }
}

struct Transcript {
    name: String,
    steps: Vec<Step>,
}

/// A command, and what it prints.
struct Step {
    words: Vec<String>,
    expected: Vec<String>,
}

impl Transcript {
    fn read(path: &Path) -> Outcome<Self> {
        let mut steps: Vec<Step> = Vec::new();
        for line in read(path)?.lines() {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push(Step {
                    words: words(command),
                    expected: Vec::new(),
                }),
                (None, Some(step)) => step.expected.push(line.to_owned()),
                (None, None) => return Err(format!("{}: begins without a command", path.display())),
            }
        }
        let name = path.file_stem().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            steps,
        })
    }

    fn replay(&self, prefix: &Prefix) -> Outcome {
        let state = root().join(WORKSHOP).join("state").join(&self.name);
        let _ = fs::remove_dir_all(&state);
        fs::create_dir_all(&state).map_err(|error| format!("{}: {error}", state.display()))?;
        let state = windows_path(&state);
        let environment = [("WUA_MUSEUM", "1"), ("WUA_STATE", state.as_str())];
        for step in &self.steps {
            step.judge(&step.run(prefix, &environment)?)?;
        }
        Ok(())
    }
}

impl Step {
    /// The program that is run, below `examples`.
    fn program(&self) -> Option<&str> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["cscript", "//nologo", script, ..] => Some(script),
            [program, ..] => Some(program),
            [] => None,
        }
    }

    fn run(&self, prefix: &Prefix, environment: &[(&str, &str)]) -> Outcome<Run> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let file;
        match words.as_mut_slice() {
            [host, _, script, ..] if *host == "cscript" => {
                file = windows_path(&root().join(PROGRAMS).join(*script));
                *script = &file;
            }
            [program, ..] => {
                file = windows_path(&compiled(Path::new(&*program)));
                *program = &file;
            }
            [] => return Err("a command without words".to_owned()),
        }
        let (name, args) = words.split_first().ok_or("a command without words")?;
        prefix.run(name, args, environment)
    }

    fn judge(&self, run: &Run) -> Outcome {
        let mut printed: Vec<&str> = run.output.trim_end().lines().collect();
        let came_to_its_end = printed.last() == Some(&SENTINEL);
        if !run.succeeded {
            printed.push(FAILED);
        }
        let expected: Vec<&str> = self.expected.iter().map(String::as_str).collect();
        if run.succeeded == came_to_its_end && matches(&expected, &printed) {
            return Ok(());
        }
        Err(format!(
            "$ {}\nprinted:\n{}\nexpected:\n{}",
            self.words.join(" "),
            printed.join("\n"),
            expected.join("\n")
        ))
    }
}

/// The words of a command; what stands between quotes is one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(at, part)| {
            if at % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

/// Whether these lines are as expected.
fn matches(expected: &[&str], lines: &[&str]) -> bool {
    match (expected.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((&ANY_LINES, rest)), _) => {
            (0..=lines.len()).any(|skipped| matches(rest, lines.get(skipped..).unwrap_or_default()))
        }
        (Some((first, expected)), Some((line, lines))) => is_line(first, line) && matches(expected, lines),
        _ => false,
    }
}

fn is_line(expected: &str, line: &str) -> bool {
    let fits = |(expected, got): (char, char)| expected == got || (expected == '#' && got.is_ascii_digit());
    expected.chars().count() == line.chars().count() && expected.chars().zip(line.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_lines_may_be_left_open() {
        assert!(matches(
            &["####-##-##", "…", "done"],
            &["2026-11-21", "one", "two", "done"]
        ));
        assert!(matches(&["…", "done"], &["done"]));
        assert!(!matches(&["####-##-##"], &["2026-11-2x"]));
        assert!(!matches(&["one"], &["one", "two"]));
        assert!(!matches(&["one", "two"], &["one"]));
    }

    #[test]
    fn a_command_has_its_words_and_what_is_quoted_is_one() {
        assert_eq!(words("a.exe \"b c\" d"), ["a.exe", "b c", "d"]);
    }
}
