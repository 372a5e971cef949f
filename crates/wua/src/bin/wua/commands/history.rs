//! `wua history`: what was done to this computer.

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
        session.agent().history_count()?
    } else {
        arguments.limit
    };
    let entries = session.engine().history(criteria, 0, count)?;
    let output = &mut context.output;
    for entry in &entries {
        output.record("history", &HistoryRecord::new(entry, session.locales()));
    }
    if entries.is_empty() {
        output.note("No history.");
    } else if !output.is_json() {
        table(&entries, session.locales()).print(output);
    }
    context.conclude(Summary::of("history", entries.len()), Exit::Done)
}

fn table(entries: &[HistoryEntry], locales: &[wua::Lcid]) -> Table {
    let mut table = Table::new([
        ("DATE", Layout::Left),
        ("OPERATION", Layout::Left),
        ("RESULT", Layout::Left),
        ("KB", Layout::Left),
        ("TITLE", Layout::Elastic),
    ]);
    for entry in entries {
        let articles = entry
            .revision
            .kb_article_ids
            .iter()
            .map(|article| format!("KB{article}"));
        let title = entry.revision.texts(locales).map(|texts| texts.title.clone());
        table.row([
            text::moment(entry.date),
            entry.operation.name().to_owned(),
            result(entry),
            articles.collect::<Vec<_>>().join(","),
            title.unwrap_or_default(),
        ]);
    }
    table
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
