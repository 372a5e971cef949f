//! `wua search`: what is there for this computer.

use crate::arguments::SearchArguments;
use crate::commands::find::{Wanted, find};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::{Summary, UpdateRecord};
use crate::output::{text, updates};

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
    let output = &mut context.output;
    for update in &found.updates {
        output.record("update", &UpdateRecord::new(&session, update));
    }
    if found.updates.is_empty() {
        output.note("No updates found.");
    } else {
        updates::print(output, &found.updates, &arguments.columns);
        let bytes = found
            .updates
            .iter()
            .map(|update| update.revision.max_download_size)
            .sum();
        let number = text::counted(found.updates.len(), "update");
        output.note(&format!("{number}, {}", text::size(bytes)));
    }
    let is_available = found.updates.iter().any(|update| !update.applicability.installed);
    let exit = if context.options.exit_code && is_available {
        Exit::UpdatesAvailable
    } else {
        Exit::Done
    };
    let summary = Summary {
        result: found.code.name(),
        ..Summary::of(found.updates.len())
    };
    context.conclude(summary, exit)
}
