//! How far a job has got: a bar for those who watch, lines for a log, objects for a program.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use serde::Serialize;
use wua::enums::DownloadPhase;
use wua::{Phase, Progress, Update};

use crate::output::json::IdentityRecord;
use crate::output::{Output, Style, text};

/// Nobody has to wonder longer whether anything happens.
const SILENCE: Duration = Duration::from_secs(30);

/// How long a search may take before anything is shown of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// By how many percent a log counts.
const STEP: i32 = 10;

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Bar,
    Lines,
    Objects,
    Nothing,
}

/// Shows the progress of one job.
pub(crate) struct Reporter {
    form: Form,
    titles: Vec<String>,
    begun: Instant,
    last: Option<Shown>,
    bar_stands: bool,
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
        let form = match output {
            output if output.is_json() => Form::Objects,
            output if output.is_quiet() => Form::Nothing,
            _ if stderr().is_terminal() && !super::is_dumb() => Form::Bar,
            _ => Form::Lines,
        };
        Self {
            form,
            titles: updates.iter().map(|update| update.title().to_owned()).collect(),
            begun: Instant::now(),
            last: None,
            bar_stands: false,
        }
    }

    /// There is news, or just time has passed.
    pub(crate) fn show(&mut self, output: &mut Output, progress: &Progress) {
        if matches!(progress.phase, Phase::Waiting | Phase::Finished) || !self.is_due(progress) {
            return;
        }
        match self.form {
            Form::Bar => self.draw(output, progress),
            Form::Lines => output.error_line(Style::Plain, &self.line(progress)),
            Form::Objects => output.record("progress", &Record::new(progress)),
            Form::Nothing => {}
        }
        self.last = Some(Shown {
            phase: progress.phase,
            percent: progress.percent,
            index: progress.current_index,
            at: Instant::now(),
        });
    }

    /// Takes the bar away.
    pub(crate) fn finish(&mut self) {
        if std::mem::take(&mut self.bar_stands) {
            let _ = stderr().write_all(b"\r\x1b[K");
        }
    }

    fn is_due(&self, progress: &Progress) -> bool {
        let Some(last) = &self.last else {
            return progress.phase != Phase::Searching || self.begun.elapsed() >= PATIENCE;
        };
        let moved = match self.form {
            Form::Bar => return true,
            Form::Lines => {
                last.percent / STEP != progress.percent / STEP || stage(last.phase) != stage(progress.phase)
            }
            Form::Objects | Form::Nothing => {
                (last.percent, last.index) != (progress.percent, progress.current_index)
                    || name(last.phase) != name(progress.phase)
            }
        };
        moved || last.at.elapsed() >= SILENCE
    }

    /// `downloading: 40 %, 2 of 5, 12.3 MB of 28.1 MB, Title`
    fn line(&self, progress: &Progress) -> String {
        let mut parts = vec![format!("{}: {} %", name(progress.phase), progress.percent)];
        if self.titles.len() > 1 {
            parts.push(format!("{} of {}", progress.current_index + 1, self.titles.len()));
        }
        if progress.bytes_total > 0 && is_download(progress.phase) {
            let (done, all) = (text::size(progress.bytes), text::size(progress.bytes_total));
            parts.push(format!("{done} of {all}"));
        }
        parts.extend(self.titles.get(progress.current_index).cloned());
        parts.join(", ")
    }

    fn draw(&mut self, output: &Output, progress: &Progress) {
        const CELLS: usize = 20;
        let percent = usize::try_from(progress.percent.clamp(0, 100)).unwrap_or(0);
        let full = percent * CELLS / 100;
        let bar = format!("[{}{}] ", "#".repeat(full), "-".repeat(CELLS - full));
        let text = format!("{bar}{}", self.line(progress));
        let text = text::clean(&text);
        let columns = output.width().unwrap_or(80).saturating_sub(1);
        let drawn = format!("\r\x1b[K{}", text::cut(&text, columns));
        let _ = stderr().write_all(drawn.as_bytes());
        self.bar_stands = true;
    }
}

fn is_download(phase: Phase) -> bool {
    matches!(phase, Phase::Download(_))
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
fn name(phase: Phase) -> &'static str {
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
struct Record {
    phase: &'static str,
    percent: i32,
    bytes: u64,
    bytes_total: u64,
    current_index: usize,
    current_percent: i32,
    #[serde(flatten)]
    current: Option<IdentityRecord>,
}

impl Record {
    fn new(progress: &Progress) -> Self {
        let current = progress.results.get(progress.current_index);
        Self {
            phase: name(progress.phase),
            percent: progress.percent,
            bytes: progress.bytes,
            bytes_total: progress.bytes_total,
            current_index: progress.current_index,
            current_percent: progress.current_percent,
            current: current.map(|result| result.identity.into()),
        }
    }
}
