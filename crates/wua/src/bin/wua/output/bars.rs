//! Bars on a terminal: one for each update that there is room for, and one for all of them.

use std::io::{Write, stderr};
use std::time::Duration;

use wua::enums::OperationResultCode;
use wua::{Progress, UpdateResult};

use crate::output::progress::{bytes, name};
use crate::output::text;

/// More updates than that are not looked at one by one.
const MOST: usize = 8;

/// What stands on the terminal.
#[derive(Default)]
pub(crate) struct Bars {
    lines: Vec<String>,
    /// How far each update had got when it was last heard of.
    reached: Vec<i32>,
}

/// What is shown beside the progress.
pub(crate) struct View<'a> {
    pub(crate) titles: &'a [String],
    pub(crate) elapsed: Duration,
    /// Columns and rows.
    pub(crate) size: (usize, usize),
}

impl Bars {
    /// Draws over what was there.
    pub(crate) fn draw(&mut self, progress: &Progress, view: &View<'_>) {
        let lines = self.picture(progress, view);
        self.redraw(lines, view.size.0);
    }

    /// Puts these lines in the place of the former ones.
    pub(crate) fn redraw(&mut self, lines: Vec<String>, columns: usize) {
        // A line that is as wide as the terminal would begin another one.
        let cut = |line: String| text::cut(&text::clean(&line), columns.saturating_sub(1)).into_owned();
        let lines: Vec<String> = lines.into_iter().map(cut).collect();
        if lines == self.lines {
            return;
        }
        let mut drawing = self.to_the_top();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                drawing.push_str("\r\n");
            }
            drawing.push_str("\x1b[K");
            drawing.push_str(line);
        }
        drawing.push_str("\x1b[J");
        // There is nobody left to tell that this failed.
        let _ = stderr().write_all(drawing.as_bytes());
        self.lines = lines;
    }

    /// Takes them away.
    pub(crate) fn clear(&mut self) {
        if !self.lines.is_empty() {
            let drawing = format!("{}\x1b[J", self.to_the_top());
            let _ = stderr().write_all(drawing.as_bytes());
            self.lines.clear();
        }
    }

    /// To the beginning of the first line.
    fn to_the_top(&self) -> String {
        match self.lines.len() {
            0 | 1 => "\r".to_owned(),
            lines => format!("\r\x1b[{}A", lines - 1),
        }
    }

    fn picture(&mut self, progress: &Progress, view: &View<'_>) -> Vec<String> {
        self.reached.resize(view.titles.len(), 0);
        if let Some(reached) = self.reached.get_mut(progress.current_index) {
            *reached = progress.current_percent;
        }
        let (columns, rows) = view.size;
        let cells = if columns < 60 { 8 } else { 20 };
        let mut lines: Vec<String> = match view.titles {
            [] | [_] => Vec::new(),
            titles => {
                let room = rows.saturating_sub(2).clamp(1, MOST).min(titles.len());
                let first = progress
                    .current_index
                    .saturating_sub(room / 2)
                    .min(titles.len() - room);
                (first..first + room)
                    .filter_map(|index| self.of_one(index, progress, titles.get(index)?, cells))
                    .collect()
            }
        };
        lines.push(total(progress, view, cells));
        lines
    }

    /// `[########            ]  40 %  downloading  Title`
    fn of_one(&self, index: usize, progress: &Progress, title: &str, cells: usize) -> Option<String> {
        let state = progress
            .results
            .get(index)
            .map_or("waiting", |result| state(result, progress));
        let percent = match state {
            "waiting" => 0,
            "done" => 100,
            _ => self.reached.get(index).copied()?,
        };
        Some(format!(
            "{} {percent:>3} %  {state:<12}  {title}",
            bar(percent, cells)
        ))
    }
}

/// `[########            ]  40 %  downloading, 2 of 5, 12.3 MB of 28.1 MB, 0:42`
fn total(progress: &Progress, view: &View<'_>, cells: usize) -> String {
    let mut parts = vec![name(progress.phase).to_owned()];
    if view.titles.len() > 1 {
        parts.push(format!("{} of {}", progress.current_index + 1, view.titles.len()));
    }
    parts.extend(bytes(progress));
    parts.push(text::clock(view.elapsed));
    if let [title] = view.titles {
        parts.push(title.clone());
    }
    let percent = progress.percent;
    format!("{} {percent:>3} %  {}", bar(percent, cells), parts.join(", "))
}

fn state(result: &UpdateResult, progress: &Progress) -> &'static str {
    match result.code {
        OperationResultCode::NotStarted => "waiting",
        OperationResultCode::InProgress => name(progress.phase),
        OperationResultCode::Succeeded => "done",
        OperationResultCode::SucceededWithErrors => "with errors",
        OperationResultCode::Failed => "failed",
        OperationResultCode::Aborted => "stopped",
    }
}

fn bar(percent: i32, cells: usize) -> String {
    let percent = usize::try_from(percent.clamp(0, 100)).unwrap_or(0);
    let full = percent * cells / 100;
    format!("[{}{}]", "#".repeat(full), "-".repeat(cells - full))
}

#[cfg(test)]
mod tests {
    use wua::{Guid, HResult, Identity, Phase};

    use super::*;

    fn progress(codes: &[OperationResultCode], current: usize) -> Progress {
        let result = |code: &OperationResultCode| UpdateResult {
            identity: Identity {
                id: Guid::NIL,
                revision: 1,
            },
            code: *code,
            hresult: HResult::default(),
            reboot_required: false,
            message: String::new(),
        };
        Progress {
            phase: Phase::Installing,
            percent: 50,
            current_index: current,
            current_percent: 50,
            results: codes.iter().map(result).collect(),
            ..Progress::default()
        }
    }

    fn picture(progress: &Progress, size: (usize, usize)) -> Vec<String> {
        let titles: Vec<String> = (1..=progress.results.len())
            .map(|number| format!("Title {number}"))
            .collect();
        let view = View {
            titles: &titles,
            elapsed: Duration::from_secs(62),
            size,
        };
        Bars::default().picture(progress, &view)
    }

    #[test]
    fn every_update_has_a_bar_and_so_have_all_together() {
        use OperationResultCode::{InProgress, NotStarted, Succeeded};
        assert_eq!(
            picture(&progress(&[Succeeded, InProgress, NotStarted], 1), (50, 24)),
            [
                "[########] 100 %  done          Title 1",
                "[####----]  50 %  installing    Title 2",
                "[--------]   0 %  waiting       Title 3",
                "[####----]  50 %  installing, 2 of 3, 1:02",
            ]
        );
    }

    #[test]
    fn a_single_update_needs_one_bar() {
        assert_eq!(
            picture(&progress(&[OperationResultCode::InProgress], 0), (80, 24)),
            ["[##########----------]  50 %  installing, 1:02, Title 1"]
        );
    }

    #[test]
    fn a_low_terminal_shows_what_is_worked_on() {
        let many = progress(&[OperationResultCode::InProgress; 30], 20);
        let lines = picture(&many, (80, 5));
        assert_eq!(lines.len(), 4, "{lines:#?}");
        assert!(lines.iter().any(|line| line.ends_with("Title 21")), "{lines:#?}");
        assert_eq!(picture(&many, (80, 100)).len(), MOST + 1);
    }
}
