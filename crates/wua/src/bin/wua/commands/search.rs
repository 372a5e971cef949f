//! `wua search`: what is there for this computer.

use crate::arguments::SearchArguments;
use crate::commands::find::{Wanted, find};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::{text, updates};
use crate::records::UpdateRecord;

pub(crate) fn run(context: &mut Context, arguments: &SearchArguments) -> Result<Exit, Failure> {
    // No criteria at all: what is neither installed nor hidden.
    let wanted = Wanted {
        selection: &arguments.selection,
        source: &arguments.source,
        usual: "",
        replaced: arguments.include_superseded,
    };
    let found = find(context, wanted)?;
    if !found.unknown.is_empty() {
        let names: Vec<String> = found.unknown.iter().map(|name| format!("`{name}`")).collect();
        context
            .output
            .note(&format!("Nothing is known as {}.", names.join(", ")));
    }
    let session = context.session()?;
    let records = found
        .updates
        .iter()
        .map(|update| UpdateRecord::new(&session, update));
    let records: Vec<UpdateRecord> = records.collect();
    let output = &mut context.output;
    for record in &records {
        output.record("update", record);
    }
    if records.is_empty() {
        output.note("No updates found.");
    } else {
        updates::print(output, &records, &arguments.columns);
        let bytes = records.iter().map(|update| update.max_size).sum();
        let number = text::counted(records.len(), "update");
        output.note(&format!("{number}, {}", text::size(bytes)));
    }
    let is_available = records.iter().any(|update| !update.installed);
    let exit = if context.options.exit_code && is_available {
        Exit::UpdatesAvailable
    } else {
        Exit::Done
    };
    let summary = Summary {
        result: found.code.name().to_owned(),
        ..Summary::of(records.len())
    };
    context.conclude(summary, exit)
}
