//! `wua history`: what was done to this computer.

use clap::ValueEnum;
use wua::enums::OperationResultCode;

use crate::arguments::HistoryArguments;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::table::{Layout, Table};
use crate::output::text;
use crate::records::{HistoryRecord, articles, with_name};

pub(crate) fn run(context: &mut Context, arguments: &HistoryArguments) -> Result<Exit, Failure> {
    let session = context.session()?;
    let criteria = arguments.criteria.as_deref().unwrap_or_default();
    let count = if arguments.all {
        session.history_count()?
    } else {
        arguments.limit
    };
    let entries = session.history_of(criteria, 0, count)?;
    let records = entries
        .iter()
        .map(|entry| HistoryRecord::new(entry, session.locales()));
    let records: Vec<HistoryRecord> = records.collect();
    let output = &mut context.output;
    for record in &records {
        output.record("history", record);
    }
    if records.is_empty() {
        output.note("No history.");
    } else if !output.is_json() {
        table(&records, &arguments.columns).print(output);
    }
    context.conclude(Summary::of(records.len()), Exit::Done)
}

/// What can be shown of an entry in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Column {
    Date,
    Operation,
    Result,
    Kb,
    Title,
    Id,
    Revision,
    Client,
    Message,
}

/// What is shown unless somebody asks for something else.
const USUAL: [Column; 5] = [
    Column::Date,
    Column::Operation,
    Column::Result,
    Column::Kb,
    Column::Title,
];

/// Columns that are left out where there is no room, the first one first.
pub(crate) const DISPENSABLE: &[&str] = &["KB", "RESULT", "OPERATION"];

/// The columns that were chosen, or the usual ones.
pub(crate) fn shown(chosen: &[Column]) -> &[Column] {
    if chosen.is_empty() { &USUAL } else { chosen }
}

fn table(entries: &[HistoryRecord], columns: &[Column]) -> Table {
    let is_usual = columns.is_empty();
    let columns = shown(columns);
    let mut table = Table::new(columns.iter().map(|column| column.heading()));
    for entry in entries {
        table.row(columns.iter().map(|column| column.cell(entry)));
    }
    if is_usual {
        table = table.without_empty(&["KB"]).without_room(DISPENSABLE);
    }
    table
}

impl Column {
    pub(crate) fn heading(self) -> (&'static str, Layout) {
        match self {
            Self::Date => ("DATE", Layout::Left),
            Self::Operation => ("OPERATION", Layout::Left),
            Self::Result => ("RESULT", Layout::Left),
            Self::Kb => ("KB", Layout::Left),
            Self::Title => ("TITLE", Layout::Elastic),
            Self::Id => ("ID", Layout::Left),
            Self::Revision => ("REVISION", Layout::Right),
            Self::Client => ("CLIENT", Layout::Elastic),
            Self::Message => ("MESSAGE", Layout::Elastic),
        }
    }

    pub(crate) fn cell(self, entry: &HistoryRecord) -> String {
        match self {
            Self::Date => text::moment(entry.date),
            Self::Operation => entry.operation.clone(),
            Self::Result => result(entry),
            Self::Kb => articles(&entry.kb),
            Self::Title => entry.title.clone(),
            Self::Id => entry.update_id.clone(),
            Self::Revision => entry.revision.to_string(),
            Self::Client => entry.client_application_id.clone(),
            Self::Message => entry.message.clone(),
        }
    }
}

/// `Succeeded`, or `Failed 0x80240022 WU_E_ALL_UPDATES_FAILED`.
fn result(entry: &HistoryRecord) -> String {
    if entry.result == OperationResultCode::Succeeded.name() {
        return entry.result.clone();
    }
    let code = with_name(&entry.hresult, entry.name.as_deref());
    format!("{} {code}", entry.result)
}
