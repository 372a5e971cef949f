//! The way to the terminal. Results go to standard output; notes, progress and errors to standard error.
//!
//! INVARIANT: nothing else in this program writes to either of them, and every text is cleaned here: what a service
//! wrote cannot control the terminal.
//!
//! A reader that went away (`wua search | head`) has seen enough: from then on nothing is written to it, and the
//! command goes on to its end, which for an installation is the safe thing.

pub(crate) mod bars;
pub(crate) mod error;
pub(crate) mod json;
pub(crate) mod progress;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod updates;

use std::borrow::Cow;
use std::io::{BufRead, IsTerminal, Write, stderr, stdin, stdout};

use serde::Serialize;
use wua::Error;

use crate::arguments::Global;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::records::ErrorRecord;
use json::Summary;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Heading,
    Alarm,
}

impl Style {
    /// [ECMA-48] Select Graphic Rendition.
    fn rendition(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Heading => Some("\u{1b}[1m"),
            Self::Alarm => Some("\u{1b}[1;31m"),
        }
    }
}

/// How much is told beside the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Talk {
    Errors,
    Notes,
    Details,
}

/// So much is written at a time, where results are many.
const TOGETHER: usize = 64 << 10;

/// Where everything is written: the terminal, or a sink.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Output {
    json: bool,
    talk: Talk,
    colours: bool,
    columns: Option<usize>,
    reader_is_gone: bool,
    /// Results that wait for others, to be written with them; nothing waits unless somebody wants it so.
    waiting: Option<Vec<u8>>,
    warnings: usize,
    is_concluded: bool,
    /// Who gets it instead of the terminal.
    sink: Option<Sink>,
}

/// What an answer consists of, for somebody who puts many of them together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// An object of this type, as JSON. Warnings, errors and the summary are objects, too.
    Object(Cow<'static, str>, String),
    /// Something worth knowing beside the result.
    Note(String),
    /// Something for those who want to know more.
    Detail(String),
}

/// Gets the lines of an answer, one after the other.
type Sink = Box<dyn FnMut(Line) + Send>;

impl Output {
    pub(crate) fn new(options: &Global) -> Self {
        let unwanted =
            options.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        Self {
            talk: match (options.quiet, options.verbose) {
                (true, _) => Talk::Errors,
                (_, true) => Talk::Details,
                _ => Talk::Notes,
            },
            colours: !unwanted && !is_dumb(),
            columns: columns.filter(|columns| *columns > 0),
            ..Self::plain(options.json)
        }
    }

    /// To a sink instead of the terminal. Nobody sits there who could be asked.
    #[cfg(unix)]
    pub(crate) fn to(options: &Global, sink: impl FnMut(Line) + Send + 'static) -> Self {
        Self {
            colours: false,
            json: true,
            sink: Some(Box::new(sink)),
            ..Self::new(options)
        }
    }

    /// As if no option had been given.
    pub(crate) fn plain(json: bool) -> Self {
        Self {
            json,
            talk: Talk::Notes,
            colours: false,
            columns: None,
            reader_is_gone: false,
            waiting: None,
            warnings: 0,
            is_concluded: false,
            sink: None,
        }
    }

    /// Whether the answer is JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether notes and progress are unwanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.talk < Talk::Notes
    }

    /// Whether [`Output::detail`] reaches anybody.
    pub(crate) fn tells_details(&self) -> bool {
        self.talk >= Talk::Details
    }

    /// How many columns the reader of the results sees; `None` if they are not looked at.
    pub(crate) fn width(&self) -> Option<usize> {
        self.columns.or_else(|| {
            let (width, _) = terminal_size::terminal_size_of(stdout())?;
            Some(usize::from(width.0)).filter(|width| *width > 0)
        })
    }

    /// How many columns and rows the reader of the progress sees.
    pub(crate) fn size_of_progress(&self) -> (usize, usize) {
        let (columns, rows) = terminal_size::terminal_size_of(stderr())
            .map_or((80, 24), |(width, height)| {
                (usize::from(width.0), usize::from(height.0))
            });
        // A terminal that does not know its size says nothing.
        let or = |size: usize, otherwise: usize| if size == 0 { otherwise } else { size };
        (self.columns.unwrap_or(or(columns, 80)), or(rows, 24))
    }

    /// A line of the result, for people.
    pub(crate) fn line(&mut self, text: &str) {
        self.styled_line(Style::Plain, text);
    }

    /// The same, standing out.
    pub(crate) fn styled_line(&mut self, style: Style, text: &str) {
        if !self.json {
            let coloured = self.colours && stdout().is_terminal();
            let mut line = rendered(style, text, coloured);
            line.push('\n');
            self.write_result(line.as_bytes());
        }
    }

    /// An object of the result, for programs.
    pub(crate) fn record(&mut self, kind: &'static str, body: &impl Serialize) {
        if self.json {
            self.object(Cow::Borrowed(kind), json::line(kind, body));
        }
    }

    /// An object that is JSON already.
    pub(crate) fn object(&mut self, kind: Cow<'static, str>, mut json: String) {
        if let Some(sink) = &mut self.sink {
            sink(Line::Object(kind, json));
            return;
        }
        json.push('\n');
        self.write_result(json.as_bytes());
    }

    /// The last object of an answer. There is one, and only one.
    pub(crate) fn summary(&mut self, summary: Summary) {
        if !std::mem::replace(&mut self.is_concluded, true) {
            let warnings = self.warnings;
            self.record("summary", &Summary { warnings, ..summary });
        }
    }

    /// The same of an answer of many hosts.
    #[cfg(unix)]
    pub(crate) fn summary_of_hosts(&mut self, summary: Summary, hosts: impl Serialize) {
        if !std::mem::replace(&mut self.is_concluded, true) {
            let warnings = self.warnings + summary.warnings;
            let summary = Summary { warnings, ..summary };
            self.record("summary", &json::OfHosts { summary, hosts });
        }
    }

    /// A text of this program, as it is: for another program.
    pub(crate) fn verbatim(&mut self, text: &[u8]) {
        if !self.json {
            self.write_result(text);
        }
    }

    /// Something worth knowing beside the result.
    pub(crate) fn note(&mut self, text: &str) {
        if self.talk < Talk::Notes {
            return;
        }
        if let Some(sink) = &mut self.sink {
            sink(Line::Note(text.to_owned()));
        } else if !self.json {
            self.error_line(Style::Plain, text);
        }
    }

    /// Something for those who want to know more, on any number of lines.
    pub(crate) fn detail(&mut self, text: &str) {
        if !self.tells_details() {
            return;
        }
        for line in text.lines() {
            match &mut self.sink {
                Some(sink) => sink(Line::Detail(line.to_owned())),
                None => self.error_line(Style::Plain, line),
            }
        }
    }

    /// A warning of a service, which does not spoil the result.
    pub(crate) fn warning(&mut self, warning: &Error) {
        self.warnings += 1;
        self.record("warning", &ErrorRecord::of(warning));
        if !self.json {
            self.error_line(Style::Plain, &format!("warning: {warning}"));
        }
    }

    /// Why the command failed; the exit code that goes with it.
    pub(crate) fn error(&mut self, failure: &Failure) -> Exit {
        if self.json {
            self.record("error", &error::record(failure));
        } else {
            for (style, line) in error::lines(failure) {
                self.error_line(style, &line);
            }
        }
        failure.exit
    }

    /// A line on standard error.
    pub(crate) fn error_line(&mut self, style: Style, text: &str) {
        let coloured = self.colours && stderr().is_terminal();
        let mut line = rendered(style, text, coloured);
        line.push('\n');
        // What was said before is read before.
        self.flush();
        // There is nobody left to tell that this failed.
        let _ = stderr().write_all(line.as_bytes());
    }

    /// Whether somebody sits there who can be asked.
    pub(crate) fn can_ask(&self) -> bool {
        !self.json && is_attended()
    }

    fn write_result(&mut self, text: &[u8]) {
        if let Some(waiting) = &mut self.waiting {
            waiting.extend_from_slice(text);
            if waiting.len() >= TOGETHER {
                self.flush();
            }
        } else {
            self.write_now(text);
        }
    }

    /// From now on results are written when there are many, or at [`Self::flush`].
    #[cfg(unix)]
    pub(crate) fn write_together(&mut self) {
        self.waiting.get_or_insert_default();
    }

    /// Writes what waits.
    pub(crate) fn flush(&mut self) {
        if let Some(waiting) = &mut self.waiting
            && !waiting.is_empty()
        {
            let text = std::mem::take(waiting);
            self.write_now(&text);
        }
    }

    fn write_now(&mut self, text: &[u8]) {
        if self.reader_is_gone {
            return;
        }
        let mut out = stdout().lock();
        let written = out.write_all(text).and_then(|()| out.flush());
        self.reader_is_gone = written.is_err();
    }
}

/// Whether somebody sits at the terminal.
pub(crate) fn is_attended() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Asks; the end of the input is a refusal.
pub(crate) fn ask(question: &str, default: bool) -> bool {
    let choice = if default { "[Y/n]" } else { "[y/N]" };
    let prompt = format!("{} {choice} ", text::clean(question));
    let mut answer = String::new();
    let asked = stderr()
        .write_all(prompt.as_bytes())
        .and_then(|()| stdin().lock().read_line(&mut answer));
    match (asked, answer.trim().to_lowercase().as_str()) {
        (Err(_) | Ok(0), _) => false,
        (Ok(_), "") => default,
        (Ok(_), answer) => matches!(answer, "y" | "yes"),
    }
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn rendered(style: Style, text: &str, coloured: bool) -> String {
    let text = text::clean(text);
    match style.rendition().filter(|_| coloured) {
        Some(rendition) => format!("{rendition}{text}\u{1b}[0m"),
        None => text.into_owned(),
    }
}
