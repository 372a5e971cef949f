//! What a story is made of.

use super::SOURCES;
use crate::workspace::Outcome;

/// A command, and what has to come of it.
pub(super) struct Step {
    pub(super) command: String,
    pub(super) shows: Vec<String>,
    pub(super) hides: Vec<String>,
    pub(super) status: i32,
    /// Told only where updates come from this; from anything, if it is empty.
    pub(super) only: String,
}

impl Step {
    /// One that succeeds and shows this.
    pub(super) fn shows(command: &str, shows: &[&str]) -> Self {
        Self {
            command: command.to_owned(),
            shows: shows.iter().map(|&words| words.to_owned()).collect(),
            hides: Vec::new(),
            status: 0,
            only: String::new(),
        }
    }

    /// And hides this.
    pub(super) fn hiding(mut self, hides: &[&str]) -> Self {
        self.hides = hides.iter().map(|&words| words.to_owned()).collect();
        self
    }

    /// But ends with this.
    pub(super) fn ending(self, status: i32) -> Self {
        Self { status, ..self }
    }

    pub(super) fn read(story: &str) -> Outcome<Vec<Self>> {
        let mut steps: Vec<Self> = Vec::new();
        for (number, line) in story.lines().enumerate() {
            let fault = || format!("{SOURCES}/story.txt, line {}: `{line}`", number + 1);
            let Some((sign, rest)) = line.split_once(' ') else {
                if line.is_empty() || line == "#" {
                    continue;
                }
                return Err(fault());
            };
            let rest = rest.to_owned();
            match (sign, steps.last_mut()) {
                ("#", _) => {}
                ("$", _) => steps.push(Self {
                    command: rest,
                    shows: Vec::new(),
                    hides: Vec::new(),
                    status: 0,
                    only: String::new(),
                }),
                ("+", Some(step)) => step.shows.push(rest),
                ("-", Some(step)) => step.hides.push(rest),
                ("@", Some(step)) => step.only = rest,
                ("=", Some(step)) => step.status = rest.parse().map_err(|_| fault())?,
                _ => return Err(fault()),
            }
        }
        Ok(steps)
    }

    /// What the output should have shown, in order, and what it should not.
    pub(super) fn faults(&self, output: &str) -> Vec<String> {
        let mut rest = output;
        let mut faults = Vec::new();
        for words in &self.shows {
            match rest.find(words.as_str()) {
                Some(at) => rest = rest.get(at + words.len()..).unwrap_or_default(),
                None => faults.push(format!("it does not show (here) `{words}`")),
            }
        }
        let shown = self.hides.iter().filter(|words| output.contains(words.as_str()));
        faults.extend(shown.map(|words| format!("it shows `{words}`")));
        faults
    }
}
