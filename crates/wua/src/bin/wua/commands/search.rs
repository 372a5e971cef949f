//! `wua search`: what is there for this computer.

use wua::Tally;

use crate::arguments::SearchArguments;
use crate::commands::find::{Wanted, find};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::{text, updates};
use crate::records::{TallyRecord, UpdateRecord};

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
        if let Some(line) = reasons(&found.tally) {
            output.note(&line);
        }
    } else {
        updates::print(output, &records, &arguments.columns);
        let bytes = records.iter().map(|update| update.max_size).sum();
        let number = text::counted(records.len(), "update");
        output.note(&format!("{number}, {}", text::size(bytes)));
    }
    if found.unclear > 0 {
        let number = text::counted(found.unclear, "update");
        output.note(&format!(
            "{number} more may concern this computer: `wua explain` says what is not known."
        ));
    }
    let is_available = records.iter().any(|update| !update.installed);
    let exit = if context.options.exit_code && is_available {
        Exit::UpdatesAvailable
    } else {
        Exit::Done
    };
    let summary = Summary {
        result: found.code.name().to_owned(),
        tally: records.is_empty().then(|| TallyRecord::from(&found.tally)),
        ..Summary::of(records.len())
    };
    context.conclude(summary, exit)
}

/// Why nothing is offered of all that is known.
fn reasons(tally: &Tally) -> Option<String> {
    let reasons: Vec<String> = tally
        .reasons()
        .map(|(count, why)| format!("{count} {why}"))
        .collect();
    (!reasons.is_empty()).then(|| {
        format!(
            "Of {} known: {}.",
            text::counted(tally.known, "update"),
            reasons.join(", ")
        )
    })
}
