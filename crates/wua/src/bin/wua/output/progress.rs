//! How far a job has got: bars for those who watch, lines for a log, objects for a program.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use serde::Serialize;
use wua::enums::DownloadPhase;
use wua::{Phase, Progress, Update};

use crate::output::bars::{Bars, View};
use crate::output::{Output, Style, text};
use crate::records::IdentityRecord;

/// Nobody has to wonder longer whether anything happens.
const SILENCE: Duration = Duration::from_secs(30);

/// How long a search may take before anything is shown of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// By how many percent a log counts.
const STEP: i32 = 10;

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Bars,
    Lines,
    Objects,
    Nothing,
}

impl Form {
    fn of(output: &Output) -> Self {
        match output {
            output if output.is_json() => Self::Objects,
            output if output.is_quiet() => Self::Nothing,
            _ if stderr().is_terminal() && !super::is_dumb() => Self::Bars,
            _ => Self::Lines,
        }
    }
}

/// Shows the progress of one job.
pub(crate) struct Reporter {
    form: Form,
    titles: Vec<String>,
    begun: Instant,
    last: Option<Shown>,
    bars: Bars,
}

/// What was shown last, and when.
struct Shown {
    phase: Phase,
    percent: i32,
    index: usize,
    at: Instant,
}

impl Reporter {
    /// For a job over these updates.
    pub(crate) fn new(output: &Output, updates: &[Update]) -> Self {
        Self::with(
            Form::of(output),
            updates.iter().map(|update| update.title().to_owned()).collect(),
        )
    }

    fn with(form: Form, titles: Vec<String>) -> Self {
        Self {
            form,
            titles,
            begun: Instant::now(),
            last: None,
            bars: Bars::default(),
        }
    }

    /// There is news, or just time has passed.
    pub(crate) fn show(&mut self, output: &mut Output, progress: &Progress) {
        let now = Instant::now();
        if !self.is_due(progress, now) {
            return;
        }
        match self.form {
            Form::Bars => {
                let view = View {
                    titles: &self.titles,
                    elapsed: self.begun.elapsed(),
                    size: output.size_of_progress(),
                };
                self.bars.draw(progress, &view);
            }
            Form::Lines => output.error_line(Style::Plain, &self.line(progress)),
            Form::Objects => output.record("progress", &self.record(progress)),
            Form::Nothing => {}
        }
        self.last = Some(Shown {
            phase: progress.phase,
            percent: progress.percent,
            index: progress.current_index,
            at: now,
        });
    }

    /// Takes the bars away.
    pub(crate) fn finish(&mut self) {
        self.bars.clear();
    }

    fn is_due(&self, progress: &Progress, now: Instant) -> bool {
        let Some(last) = &self.last else {
            let waited = now.saturating_duration_since(self.begun);
            return match progress.phase {
                Phase::Finished => false,
                Phase::Waiting | Phase::Searching if self.form == Form::Lines => waited >= SILENCE,
                Phase::Waiting | Phase::Searching => waited >= PATIENCE,
                _ => true,
            };
        };
        if matches!(progress.phase, Phase::Waiting | Phase::Finished) && progress.phase != last.phase {
            return false;
        }
        let moved = match self.form {
            Form::Bars => return true,
            Form::Lines => {
                last.percent / STEP != progress.percent / STEP || stage(last.phase) != stage(progress.phase)
            }
            Form::Objects | Form::Nothing => {
                (last.percent, last.index) != (progress.percent, progress.current_index)
                    || name(last.phase) != name(progress.phase)
            }
        };
        moved || now.saturating_duration_since(last.at) >= SILENCE
    }

    /// `downloading: 40 %, 2 of 5, 12.3 MB of 28.1 MB, Title`
    fn line(&self, progress: &Progress) -> String {
        let mut parts = vec![format!("{}: {} %", name(progress.phase), progress.percent)];
        if self.titles.len() > 1 {
            parts.push(format!("{} of {}", progress.current_index + 1, self.titles.len()));
        }
        parts.extend(bytes(progress));
        parts.extend(self.titles.get(progress.current_index).cloned());
        parts.join(", ")
    }

    fn record<'a>(&'a self, progress: &Progress) -> Record<'a> {
        let current = progress.results.get(progress.current_index);
        Record {
            phase: name(progress.phase),
            percent: progress.percent,
            bytes: progress.bytes,
            bytes_total: progress.bytes_total,
            current_index: progress.current_index,
            current_percent: progress.current_percent,
            current: current.map(|result| result.identity.into()),
            title: self.titles.get(progress.current_index).map(String::as_str),
        }
    }
}

/// `12.3 MB of 28.1 MB`, while files are fetched.
pub(super) fn bytes(progress: &Progress) -> Option<String> {
    let is_download = matches!(progress.phase, Phase::Download(_)) && progress.bytes_total > 0;
    let (done, all) = (text::size(progress.bytes), text::size(progress.bytes_total));
    is_download.then(|| format!("{done} of {all}"))
}

/// The phases of a download come and go with every file; a log has lines for the whole.
fn stage(phase: Phase) -> u8 {
    match phase {
        Phase::Waiting => 0,
        Phase::Searching => 1,
        Phase::Download(_) => 2,
        Phase::Installing => 3,
        Phase::Uninstalling => 4,
        Phase::Finished => 5,
    }
}

/// What people call the phase.
pub(super) fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Waiting => "waiting",
        Phase::Searching => "searching",
        Phase::Download(DownloadPhase::Initializing) => "preparing",
        Phase::Download(DownloadPhase::Downloading) => "downloading",
        Phase::Download(DownloadPhase::Verifying) => "verifying",
        Phase::Installing => "installing",
        Phase::Uninstalling => "uninstalling",
        Phase::Finished => "finished",
    }
}

/// Progress for programs.
#[derive(Serialize)]
struct Record<'a> {
    phase: &'static str,
    percent: i32,
    bytes: u64,
    bytes_total: u64,
    current_index: usize,
    current_percent: i32,
    #[serde(flatten)]
    current: Option<IdentityRecord>,
    title: Option<&'a str>,
}

/// Shows that something goes on which has no progress: a plan is made, or somebody else is waited for.
pub(crate) struct Heartbeat {
    form: Form,
    doing: &'static str,
    begun: Instant,
    last: Option<Instant>,
    bars: Bars,
}

impl Heartbeat {
    pub(crate) fn new(output: &Output, doing: &'static str) -> Self {
        Self {
            form: Form::of(output),
            doing,
            begun: Instant::now(),
            last: None,
            bars: Bars::default(),
        }
    }

    /// Time has passed.
    pub(crate) fn show(&mut self, output: &mut Output) {
        let now = Instant::now();
        let pause = if self.form == Form::Bars {
            PATIENCE
        } else {
            SILENCE
        };
        if now.saturating_duration_since(self.last.unwrap_or(self.begun)) < pause {
            return;
        }
        self.last = Some(now);
        let text = format!("{}, {}", self.doing, text::clock(self.begun.elapsed()));
        match self.form {
            Form::Bars => {
                let (columns, _) = output.size_of_progress();
                self.bars.redraw(vec![text], columns);
            }
            Form::Lines => output.error_line(Style::Plain, &text),
            Form::Objects => output.record("progress", &Beat { phase: self.doing }),
            Form::Nothing => {}
        }
    }

    /// Takes the line away.
    pub(crate) fn finish(&mut self) {
        self.bars.clear();
    }
}

#[derive(Serialize)]
struct Beat {
    phase: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(phase: Phase, percent: i32) -> Progress {
        Progress {
            phase,
            percent,
            ..Progress::default()
        }
    }

    #[test]
    fn a_log_has_a_line_for_ten_percent_or_half_a_minute() {
        let mut reporter = Reporter::with(Form::Lines, vec!["Title".to_owned()]);
        let begun = reporter.begun;
        assert!(reporter.is_due(&at(Phase::Installing, 0), begun));
        reporter.last = Some(Shown {
            phase: Phase::Installing,
            percent: 0,
            index: 0,
            at: begun,
        });
        let after = |seconds| begun + Duration::from_secs(seconds);
        assert!(!reporter.is_due(&at(Phase::Installing, 9), after(29)));
        assert!(reporter.is_due(&at(Phase::Installing, 10), after(1)));
        assert!(reporter.is_due(&at(Phase::Installing, 0), after(30)));
        assert!(!reporter.is_due(&at(Phase::Finished, 100), after(30)));
    }

    #[test]
    fn nobody_waits_in_silence_for_more_than_half_a_minute() {
        for form in [Form::Bars, Form::Lines, Form::Objects] {
            let reporter = Reporter::with(form, Vec::new());
            for phase in [Phase::Waiting, Phase::Searching] {
                assert!(!reporter.is_due(&at(phase, 0), reporter.begun), "{form:?}");
                assert!(
                    reporter.is_due(&at(phase, 0), reporter.begun + SILENCE),
                    "{form:?}"
                );
            }
        }
    }
}
