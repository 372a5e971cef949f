//! `wua history`: what was done to this computer.

use clap::ValueEnum;
use wua::HistoryEntry;
use wua::enums::OperationResultCode;

use crate::arguments::HistoryArguments;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::{HistoryRecord, Summary, hexadecimal};
use crate::output::table::{Layout, Table};
use crate::output::text;

pub(crate) fn run(context: &mut Context, arguments: &HistoryArguments) -> Result<Exit, Failure> {
    let session = context.session()?;
    let criteria = arguments.criteria.as_deref().unwrap_or_default();
    let count = if arguments.all {
        session.history_count()?
    } else {
        arguments.limit
    };
    let entries = session.history_of(criteria, 0, count)?;
    let output = &mut context.output;
    for entry in &entries {
        output.record("history", &HistoryRecord::new(entry, session.locales()));
    }
    if entries.is_empty() {
        output.note("No history.");
    } else if !output.is_json() {
        table(&entries, session.locales(), &arguments.columns).print(output);
    }
    context.conclude(Summary::of(entries.len()), Exit::Done)
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

fn table(entries: &[HistoryEntry], locales: &[wua::Lcid], columns: &[Column]) -> Table {
    let is_usual = columns.is_empty();
    let columns = if is_usual { &USUAL[..] } else { columns };
    let mut table = Table::new(columns.iter().map(|column| column.heading()));
    for entry in entries {
        table.row(columns.iter().map(|column| column.cell(entry, locales)));
    }
    if is_usual {
        table = table
            .without_empty(&["KB"])
            .without_room(&["KB", "RESULT", "OPERATION"]);
    }
    table
}

impl Column {
    fn heading(self) -> (&'static str, Layout) {
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

    fn cell(self, entry: &HistoryEntry, locales: &[wua::Lcid]) -> String {
        let revision = &entry.revision;
        match self {
            Self::Date => text::moment(entry.date),
            Self::Operation => entry.operation.name().to_owned(),
            Self::Result => result(entry),
            Self::Kb => {
                let articles = revision.kb_article_ids.iter();
                let articles = articles.map(|article| format!("KB{article}"));
                articles.collect::<Vec<_>>().join(",")
            }
            Self::Title => revision
                .texts(locales)
                .map(|texts| texts.title.clone())
                .unwrap_or_default(),
            Self::Id => revision.identity.id.to_string(),
            Self::Revision => revision.identity.revision.to_string(),
            Self::Client => entry.client_application_id.clone(),
            Self::Message => entry.message.clone(),
        }
    }
}

/// `Succeeded`, or `Failed 0x80240022 WU_E_ALL_UPDATES_FAILED`.
fn result(entry: &HistoryEntry) -> String {
    let code = entry.code.name();
    match entry.code {
        OperationResultCode::Succeeded => code.to_owned(),
        _ => match entry.hresult.name() {
            Some(name) => format!("{code} {} {name}", hexadecimal(entry.hresult)),
            None => format!("{code} {}", hexadecimal(entry.hresult)),
        },
    }
}
