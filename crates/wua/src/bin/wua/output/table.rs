//! Tables that fit the terminal.

use crate::output::text;
use crate::output::{Output, Style};

/// How a column is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// To the left.
    Left,
    /// To the right, as numbers are.
    Right,
    /// To the left, and cut when the table gets too wide.
    Elastic,
}

/// What is left of an elastic column, however narrow the terminal is.
const LEAST: usize = 12;

/// Between two columns.
const GAP: usize = 2;

/// Rows below headings.
pub(crate) struct Table {
    columns: Vec<(&'static str, Layout)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: impl IntoIterator<Item = (&'static str, Layout)>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// One cell for each column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().map(|cell| text::clean(&cell).into_owned());
        self.rows.push(cells.collect());
    }

    /// Writes it.
    pub(crate) fn print(&self, output: &mut Output) {
        let mut lines = self.render(output.width()).into_iter();
        if let Some(heading) = lines.next() {
            output.styled_line(Style::Heading, &heading);
        }
        lines.for_each(|line| output.line(&line));
    }

    fn render(&self, width: Option<usize>) -> Vec<String> {
        let widths = self.widths(width);
        let headings: Vec<String> = self
            .columns
            .iter()
            .map(|(heading, _)| (*heading).to_owned())
            .collect();
        std::iter::once(&headings)
            .chain(&self.rows)
            .map(|cells| self.line(cells, &widths))
            .collect()
    }

    /// As wide as the content; what is too much is taken from the elastic columns, the last one first.
    fn widths(&self, available: Option<usize>) -> Vec<usize> {
        let content = |index: usize, heading: &str| {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            cells
                .map(|cell| text::width(cell))
                .fold(heading.len(), usize::max)
        };
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, (heading, _))| content(index, heading))
            .collect();
        let gaps = GAP * widths.len().saturating_sub(1);
        let Some(available) = available else {
            return widths;
        };
        let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(available);
        for (width, (_, layout)) in widths.iter_mut().zip(&self.columns).rev() {
            if *layout == Layout::Elastic {
                let taken = excess.min(width.saturating_sub(LEAST));
                *width -= taken;
                excess -= taken;
            }
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, width), (_, layout)) in cells.iter().zip(widths).zip(&self.columns) {
            if !line.is_empty() {
                line.push_str(&" ".repeat(GAP));
            }
            let cell = text::cut(cell, *width);
            let padding = " ".repeat(width.saturating_sub(text::width(&cell)));
            match layout {
                Layout::Right => line.extend([&*padding, &*cell]),
                Layout::Left | Layout::Elastic => line.extend([&*cell, &*padding]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new([
            ("N", Layout::Right),
            ("TITLE", Layout::Elastic),
            ("X", Layout::Left),
        ]);
        table.row(["7", "A title that is long", "x"].map(str::to_owned));
        table.row(["10", "ein\u{1b}", ""].map(str::to_owned));
        table
    }

    #[test]
    fn without_a_terminal_nothing_is_cut() {
        assert_eq!(
            table().render(None),
            [
                " N  TITLE                 X",
                " 7  A title that is long  x",
                "10  ein�"
            ]
        );
    }

    #[test]
    fn the_elastic_column_gives_way() {
        assert_eq!(table().render(Some(20))[1], " 7  A title that…  x");
        assert_eq!(table().render(Some(1))[1], " 7  A title tha…  x");
    }
}
