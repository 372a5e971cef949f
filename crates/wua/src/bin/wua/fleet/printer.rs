//! Shows what many hosts answer: rows of a table with the host before them, or objects with the host in them.

use std::collections::BTreeSet;
use std::io::{IsTerminal, stderr};
use std::time::Instant;

use crate::arguments::Command;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fleet::outcome::{HostRecord, Tally};
use crate::fleet::view::View;
use crate::output::bars::Bars;
use crate::output::error::FailureRecord;
use crate::output::table::Stream;
use crate::output::{Line, Output, Style, json, text};
use crate::records::{SkippedRecord, with_name};

/// How wide texts are where nobody looks.
const WIDTH: usize = 100;

/// A host with a longer name makes the column wider than the others need.
const LONGEST_HOST: usize = 40;

/// More hosts without an outcome are counted and not named.
const MOST_NAMED: usize = 20;

/// What is on the screen, and how it came there.
pub(crate) struct Printer {
    pub(crate) output: Output,
    view: View,
    stream: Stream,
    noun: Option<&'static str>,
    letters: BTreeSet<char>,
    begun: Instant,
    bars: Option<Bars>,
    /// Why a host failed was said already, and what to do about it.
    hints: BTreeSet<String>,
}

/// What a host has said and is not shown yet.
#[derive(Default)]
pub(crate) struct Said {
    rows: Vec<Vec<String>>,
    notes: Vec<(Style, String)>,
}

impl Drop for Printer {
    fn drop(&mut self) {
        self.output.flush();
    }
}

impl Printer {
    /// For hosts with these names.
    pub(crate) fn new<'a>(output: Output, command: &Command, hosts: impl Iterator<Item = &'a str>) -> Self {
        let longest = hosts
            .map(text::width)
            .filter(|width| *width <= LONGEST_HOST)
            .max();
        let longest = longest.unwrap_or_default();
        let width = output
            .width()
            .unwrap_or(WIDTH + longest)
            .saturating_sub(longest + 2);
        let view = View::of(command, width);
        let is_watched = stderr().is_terminal() && !output.is_json() && !output.is_quiet();
        Self {
            stream: Stream::new(view.table(), [longest]),
            noun: view.noun(command),
            letters: BTreeSet::new(),
            begun: Instant::now(),
            bars: is_watched.then(Bars::default),
            hints: BTreeSet::new(),
            output,
            view,
        }
    }

    /// A host has said something. Rows wait until it has said everything.
    pub(crate) fn hear(&mut self, host: &str, said: &mut Said, line: Line) -> Result<(), String> {
        match line {
            Line::Object(kind, json) if self.output.is_json() => {
                let json = json::with_host(&json, &kind, host);
                self.output.object(kind, json);
            }
            Line::Object(kind, json) => self.keep(said, &kind, &json)?,
            Line::Note(note) if self.output.tells_details() => said.notes.push((Style::Plain, note)),
            Line::Detail(detail) => said.notes.push((Style::Plain, detail)),
            Line::Note(_) => {}
        }
        Ok(())
    }

    fn keep(&mut self, said: &mut Said, kind: &str, json: &str) -> Result<(), String> {
        let wrong = |error: serde_json::Error| format!("an object of type {kind}: {error}");
        match kind {
            "warning" => {
                let warning: FailureRecord = serde_json::from_str(json).map_err(wrong)?;
                let code = with_name(&warning.error.hresult, warning.error.name.as_deref());
                let line = format!("warning: {} ({code})", warning.error.message);
                said.notes.push((Style::Plain, line));
            }
            "skipped" => {
                let skipped: SkippedRecord = serde_json::from_str(json).map_err(wrong)?;
                said.notes.push((Style::Plain, skipped.line()));
            }
            kind => {
                let mut rows = self.view.rows(kind, json).map_err(wrong)?;
                if let Some(at) = self.view.letters() {
                    let letters = rows.iter().filter_map(|row| row.get(at));
                    self.letters.extend(letters.flat_map(|letters| letters.chars()));
                }
                said.rows.append(&mut rows);
            }
        }
        Ok(())
    }

    /// A host has ended: its rows, and what became of it.
    pub(crate) fn end(&mut self, said: Said, host: &HostRecord) {
        self.clear();
        self.output.record("host", host);
        if self.output.is_json() {
            return;
        }
        let name = &host.host;
        if !said.rows.is_empty() {
            let with_host = |row: Vec<String>| [vec![name.clone()], row].concat();
            let rows = said.rows.into_iter().map(with_host).collect();
            self.stream.print(&mut self.output, rows);
        }
        for (style, note) in said.notes {
            if !self.output.is_quiet() {
                self.output.error_line(style, &format!("{name}: {note}"));
            }
        }
        let words = host.words(self.noun);
        if host.is_done() {
            self.output.note(&format!("{name}: {words}"));
            return;
        }
        self.output.error_line(Style::Alarm, &format!("{name}: {words}"));
        // What helps one helps many: it is said once.
        if let Some(hint) = host
            .hint
            .as_ref()
            .filter(|hint| self.hints.insert((*hint).clone()))
        {
            self.output.note(&format!("hint: {hint}"));
        }
    }

    /// Time has passed.
    pub(crate) fn beat(&mut self, ended: usize, running: usize, all: usize) {
        let Some(bars) = &mut self.bars else {
            return;
        };
        let clock = text::clock(self.begun.elapsed());
        let line = format!(
            "{ended} of {} have ended, {running} are asked, {clock}",
            text::counted(all, "host")
        );
        let (columns, _) = self.output.size_of_progress();
        bars.redraw(vec![line], columns);
    }

    fn clear(&mut self) {
        if let Some(bars) = &mut self.bars {
            bars.clear();
        }
    }

    /// What concerns no single host.
    pub(crate) fn warn(&mut self, failure: &Failure) {
        self.clear();
        self.output.warning(&failure.error);
    }

    /// The end of the answer.
    pub(crate) fn conclude(&mut self, command: &str, tally: &Tally, unfinished: &[String], exit: Exit) {
        self.clear();
        let letters: String = self.letters.iter().collect();
        if let Some(meanings) = self.view.meanings(&letters) {
            self.output.note(&meanings);
        }
        if !self.output.is_json() {
            if let Some(names) = named(unfinished) {
                self.output
                    .error_line(Style::Alarm, &format!("without an outcome: {names}"));
            }
            self.output.note(&tally.sentence());
        }
        self.output
            .summary_of_hosts(tally.summary(command, exit), tally.hosts());
    }
}

fn named(hosts: &[String]) -> Option<String> {
    let shown = hosts.get(..MOST_NAMED.min(hosts.len()))?.join(", ");
    match hosts.len() {
        0 => None,
        number if number > MOST_NAMED => Some(format!("{shown}, and {} more", number - MOST_NAMED)),
        _ => Some(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_hosts_the_first_ones_are_named() {
        let hosts: Vec<String> = (1..=22).map(|number| format!("pc{number}")).collect();
        assert_eq!(named(&[]), None);
        assert_eq!(named(hosts.get(..2).unwrap()).unwrap(), "pc1, pc2");
        assert!(named(&hosts).unwrap().ends_with("pc20, and 2 more"));
    }
}
