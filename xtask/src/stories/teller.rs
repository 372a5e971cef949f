//! Who tells a story: `wua` from outside of a Wine prefix, or `wua.exe` inside of one.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::step::Step;
use crate::dll::{self, Profile};
use crate::install::WINDOWS;
use crate::wine::{Prefix, windows_path};
use crate::workspace::{Outcome, program, run as run_program, target};

/// Runs the commands of a story.
pub(super) struct Teller {
    pub(super) wua: Wua,
    pub(super) prefix: Prefix,
    pub(super) workshop: PathBuf,
}

/// Which `wua`.
pub(super) enum Wua {
    /// That of this computer; the prefix is its target.
    Outside(PathBuf),
    /// That for Windows, in the prefix.
    Inside(PathBuf),
}

impl Teller {
    /// By the build for this computer, from outside of the prefix.
    pub(super) fn outside(workshop: &Path) -> Outcome<Self> {
        let prefix = Prefix::at(&workshop.join("prefix"))?;
        prefix.settle()?;
        run_program(program("cargo", &["build", "--package", "wua", "--bin", "wua"]))?;
        Ok(Self {
            wua: Wua::Outside(target().join("debug/wua")),
            prefix,
            workshop: workshop.to_owned(),
        })
    }

    /// By the build for Windows, on the computer that it runs on.
    pub(super) fn inside(workshop: &Path) -> Outcome<Self> {
        let prefix = dll::install_in(&workshop.join("prefix"), Profile::Dev)?;
        run_program(program(
            "cargo",
            &["build", "--package", "wua", "--bin", "wua", "--target", WINDOWS],
        ))?;
        Ok(Self {
            wua: Wua::Inside(dll::built(Profile::Dev).join("wua.exe")),
            prefix,
            workshop: workshop.to_owned(),
        })
    }

    /// `names` are what stands in the step for an address or a path.
    pub(super) fn tell(&self, step: &Step, names: &[(&str, Word<'_>)]) -> Outcome {
        let (code, text) = self.run(&step.command, names)?;
        let mut faults = step.faults(&text);
        if code != Some(step.status) {
            faults.push(format!("it ended with {code:?}, not {}", step.status));
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(format!("{}\n{text}", faults.join("\n")))
    }

    /// Runs a command of `wua`.
    fn run(&self, command: &str, names: &[(&str, Word<'_>)]) -> Outcome<(Option<i32>, String)> {
        let words = self.words(command, names);
        match &self.wua {
            Wua::Outside(wua) => {
                let output = Command::new(wua).args(words).output();
                let output = output.map_err(|error| error.to_string())?;
                let text = [output.stdout, output.stderr].concat();
                Ok((output.status.code(), String::from_utf8_lossy(&text).into_owned()))
            }
            Wua::Inside(wua) => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let run = self.prefix.run(&windows_path(wua), &words, &[])?;
                Ok((run.code, run.output))
            }
        }
    }

    /// Starts a command of `wua`, which says nothing.
    pub(super) fn start(&self, command: &str) -> Outcome<Child> {
        let words = self.words(command, &[]);
        match &self.wua {
            Wua::Outside(wua) => {
                let mut command = Command::new(wua);
                command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
                command.spawn().map_err(|error| error.to_string())
            }
            Wua::Inside(wua) => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                self.prefix.start(&windows_path(wua), &words)
            }
        }
    }

    /// The words of a command, with paths as this `wua` spells them.
    fn words(&self, command: &str, names: &[(&str, Word<'_>)]) -> Vec<String> {
        let path = |path: &Path| match self.wua {
            Wua::Outside(_) => path.display().to_string(),
            Wua::Inside(_) => windows_path(path),
        };
        let mut words = vec!["--state".to_owned(), path(&self.workshop.join("state"))];
        if let Wua::Outside(_) = self.wua {
            words.extend(["--target".to_owned(), path(self.prefix.folder())]);
        }
        let recording = self.workshop.join("recording");
        let names = [names, &[("RECORDING", Word::Path(&recording))]].concat();
        words.extend(command.split(' ').map(|word| {
            let found = names.iter().find(|(name, _)| *name == word);
            match found.map(|(_, meant)| meant) {
                Some(Word::Path(meant)) => path(meant),
                Some(Word::Text(meant)) => (*meant).to_owned(),
                None => word.to_owned(),
            }
        }));
        words
    }
}

/// A word of a command.
#[derive(Clone, Copy)]
pub(super) enum Word<'a> {
    Text(&'a str),
    /// Which Windows spells otherwise.
    Path(&'a Path),
}
