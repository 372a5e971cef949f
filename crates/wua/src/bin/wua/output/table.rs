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
    /// Headings of columns that are left out, one after the other, where there is no room.
    dispensable: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: impl IntoIterator<Item = (&'static str, Layout)>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            dispensable: &[],
            rows: Vec::new(),
        }
    }

    /// Where there is no room these columns are left out, the first one first.
    #[must_use]
    pub(crate) fn without_room(self, dispensable: &'static [&'static str]) -> Self {
        Self { dispensable, ..self }
    }

    /// These columns are left out where nothing stands in them.
    #[must_use]
    pub(crate) fn without_empty(mut self, columns: &[&str]) -> Self {
        let mut at = 0;
        while let Some((heading, _)) = self.columns.get(at) {
            let is_empty = self
                .rows
                .iter()
                .all(|row| row.get(at).is_none_or(String::is_empty));
            if columns.contains(heading) && is_empty {
                self.columns.remove(at);
                self.rows.iter_mut().for_each(|row| drop(row.drain(at..=at)));
            } else {
                at += 1;
            }
        }
        self
    }

    /// One cell for each column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().map(|cell| text::escaped(&cell).into_owned());
        self.rows.push(cells.collect());
    }

    /// Writes it; the headings that there was room for.
    pub(crate) fn print(&self, output: &mut Output) -> Vec<&'static str> {
        let (headings, lines) = self.render(output.width());
        let mut lines = lines.into_iter();
        if let Some(heading) = lines.next() {
            output.styled_line(Style::Heading, &heading);
        }
        lines.for_each(|line| output.line(&line));
        headings
    }

    fn render(&self, available: Option<usize>) -> (Vec<&'static str>, Vec<String>) {
        let mut columns: Vec<Column<'_>> = self.columns().collect();
        if let Some(available) = available {
            for heading in self.dispensable {
                if least(&columns) <= available {
                    break;
                }
                columns.retain(|column| column.heading != *heading);
            }
            fit(&mut columns, available);
        }
        let headings = columns.iter().map(|column| column.heading).collect();
        let lines = (0..=self.rows.len()).map(|row| line(&columns, row)).collect();
        (headings, lines)
    }

    fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.columns.iter().enumerate().map(|(index, (heading, layout))| {
            let cells = self.rows.iter().filter_map(move |row| row.get(index));
            let cells: Vec<&str> = std::iter::once(*heading)
                .chain(cells.map(String::as_str))
                .collect();
            Column {
                heading,
                layout: *layout,
                width: cells.iter().map(|cell| text::width(cell)).max().unwrap_or(0),
                cells,
            }
        })
    }
}

/// A table that comes in pieces. Columns only grow, and only as far as they have to: the rows of a piece stand below
/// those of the former ones.
#[cfg(unix)]
pub(crate) struct Stream {
    table: Table,
    /// How wide each column has been so far.
    widths: Vec<usize>,
    /// Headings of columns that there was no room for at first.
    left_out: Vec<&'static str>,
    has_begun: bool,
}

#[cfg(unix)]
impl Stream {
    /// Of a table without rows, whose columns are at least so wide.
    pub(crate) fn new(table: Table, widths: impl IntoIterator<Item = usize>) -> Self {
        Self {
            table,
            widths: widths.into_iter().collect(),
            left_out: Vec::new(),
            has_begun: false,
        }
    }

    /// Writes some rows; the headings before the first ones.
    pub(crate) fn print(&mut self, output: &mut Output, rows: Vec<Vec<String>>) {
        let (heading, lines) = self.render(output.width(), rows);
        if let Some(heading) = heading {
            output.styled_line(Style::Heading, &heading);
        }
        for line in &lines {
            output.line(line);
        }
    }

    fn render(&mut self, available: Option<usize>, rows: Vec<Vec<String>>) -> (Option<String>, Vec<String>) {
        for row in rows {
            self.table.row(row);
        }
        let mut columns: Vec<Column<'_>> = self.table.columns().collect();
        self.widths.resize(columns.len(), 0);
        for (column, width) in columns.iter_mut().zip(&mut self.widths) {
            // What can be cut is not made room for.
            if column.layout != Layout::Elastic || available.is_none() {
                *width = column.width.max(*width);
                column.width = *width;
            }
        }
        columns.retain(|column| !self.left_out.contains(&column.heading));
        if let Some(available) = available {
            // Later rows have no other columns than the first ones.
            let mut dispensable = self.table.dispensable.iter();
            while !self.has_begun && least(&columns) > available {
                let Some(heading) = dispensable.next() else {
                    break;
                };
                self.left_out.push(heading);
                columns.retain(|column| column.heading != *heading);
            }
            fit(&mut columns, available);
        }
        let mut lines = (0..=self.table.rows.len()).map(|row| line(&columns, row));
        let heading = lines.next().filter(|_| !self.has_begun);
        let lines = lines.collect();
        self.has_begun = true;
        self.table.rows.clear();
        (heading, lines)
    }
}

/// A column as it is shown; its heading is the first cell.
struct Column<'a> {
    heading: &'static str,
    layout: Layout,
    width: usize,
    cells: Vec<&'a str>,
}

fn gaps(columns: &[Column<'_>]) -> usize {
    GAP * columns.len().saturating_sub(1)
}

/// How narrow the columns can be with nothing but elastic ones cut.
fn least(columns: &[Column<'_>]) -> usize {
    let widths = columns.iter().map(|column| match column.layout {
        Layout::Elastic => column.width.min(LEAST),
        Layout::Left | Layout::Right => column.width,
    });
    widths.sum::<usize>() + gaps(columns)
}

/// What is too much is taken from the elastic columns, the last one first; then from whichever is widest.
fn fit(columns: &mut [Column<'_>], available: usize) {
    let wanted: usize = columns.iter().map(|column| column.width).sum();
    let mut excess = (wanted + gaps(columns)).saturating_sub(available);
    for column in columns.iter_mut().rev() {
        if column.layout == Layout::Elastic {
            let taken = excess.min(column.width.saturating_sub(LEAST));
            column.width -= taken;
            excess -= taken;
        }
    }
    while excess > 0 {
        let Some(widest) = columns.iter_mut().max_by_key(|column| column.width) else {
            return;
        };
        if widest.width <= 1 {
            return;
        }
        widest.width -= 1;
        excess -= 1;
    }
}

fn line(columns: &[Column<'_>], row: usize) -> String {
    let mut line = String::new();
    for (number, column) in columns.iter().enumerate() {
        if number > 0 {
            line.push_str(&" ".repeat(GAP));
        }
        let cell = column.cells.get(row).copied().unwrap_or_default();
        let cell = text::cut(cell, column.width);
        let padding = " ".repeat(column.width.saturating_sub(text::width(&cell)));
        match column.layout {
            Layout::Right => line.extend([&*padding, &*cell]),
            Layout::Left | Layout::Elastic => line.extend([&*cell, &*padding]),
        }
    }
    line.truncate(line.trim_end().len());
    line
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
            table().render(None).1,
            [
                " N  TITLE                 X",
                " 7  A title that is long  x",
                "10  ein\\x1b"
            ]
        );
    }

    #[test]
    fn the_elastic_column_gives_way() {
        assert_eq!(table().render(Some(20)).1[1], " 7  A title that…  x");
    }

    #[test]
    fn a_table_is_never_wider_than_its_reader() {
        for width in 9..30 {
            let (_, lines) = table().render(Some(width));
            assert!(lines.iter().all(|line| text::width(line) <= width), "{lines:#?}");
        }
    }

    #[test]
    fn columns_without_content_can_be_left_out() {
        let mut table = Table::new([("A", Layout::Left), ("B", Layout::Left), ("C", Layout::Left)]);
        table.row(["1", "", ""].map(str::to_owned));
        let table = table.without_empty(&["A", "B"]);
        assert_eq!(table.render(None).1, ["A  C", "1"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_table_in_pieces_keeps_its_columns() {
        let columns = [
            ("HOST", Layout::Left),
            ("N", Layout::Right),
            ("TITLE", Layout::Elastic),
        ];
        let row = |cells: [&str; 3]| vec![cells.map(str::to_owned).to_vec()];
        let mut stream = Stream::new(Table::new(columns), [5]);
        assert_eq!(
            stream.render(None, row(["pc1", "10", "x"])),
            (
                Some("HOST    N  TITLE".to_owned()),
                vec!["pc1    10  x".to_owned()]
            )
        );
        assert_eq!(
            stream.render(None, row(["pc22", "7", "longer"])).1,
            ["pc22    7  longer"]
        );
        assert_eq!(
            stream.render(None, row(["pc333", "1000", "x"])).1,
            ["pc333  1000  x"]
        );
        assert_eq!(
            stream.render(None, row(["pc1", "7", "x"])),
            (None, vec!["pc1       7  x".to_owned()])
        );

        let mut stream = Stream::new(Table::new(columns).without_room(&["N"]), [5]);
        let (heading, lines) = stream.render(Some(19), row(["pc1", "10", "A title that is long"]));
        assert_eq!(heading.unwrap(), "HOST   TITLE");
        assert_eq!(lines, ["pc1    A title tha…"]);
        assert_eq!(stream.render(Some(19), row(["pc2", "7", "y"])).1, ["pc2    y"]);
    }

    #[test]
    fn what_can_be_spared_goes_first() {
        let table = table().without_room(&["X", "N"]);
        assert_eq!(table.render(Some(19)).0, ["N", "TITLE", "X"]);
        assert_eq!(table.render(Some(17)).0, ["N", "TITLE"]);
        assert_eq!(table.render(Some(13)).0, ["TITLE"]);
        assert_eq!(table.render(None).0, ["N", "TITLE", "X"]);
    }
}
