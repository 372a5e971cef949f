//! `wua cache`: files of updates that nobody needs any more.

use wua::{CleaningPlan, KeepPolicy};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;
use crate::records::{CleanedRecord, UnneededRecord};
use crate::task;

/// Takes them away; with `--dry-run`, says which. `all`: whatever the configuration keeps.
pub(crate) fn clean(context: &mut Context, all: bool) -> Result<Exit, Failure> {
    let policy = if all {
        KeepPolicy::default()
    } else {
        context.builder().keep_policy()?
    };
    let session = context.session()?;
    let planning = session.clone();
    let plan = task::think(context, "planning", move || Ok(planning.plan_cleaning(&policy)?))?;
    for file in &plan.files {
        let record = UnneededRecord::from(file);
        context.output.record("unneeded", &record);
        if context.options.dry_run {
            let size = text::size(record.bytes);
            context
                .output
                .line(&format!("{} ({size}): {}", record.name, record.reason));
        }
    }
    if context.options.dry_run {
        context.output.line(&format!(
            "Would remove {}, {}; {} would stay.",
            text::counted(plan.files.len(), "file"),
            text::size(bytes(&plan)),
            text::size(plan.kept)
        ));
        return context.conclude(Summary::of(0), Exit::Done);
    }
    let cleaning = plan.clone();
    let cleaned = task::think(context, "cleaning", move || Ok(session.clean_cache(&cleaning)?))?;
    let record = CleanedRecord {
        files: cleaned.files,
        bytes: cleaned.bytes,
        in_use: cleaned.in_use,
        kept: plan.kept,
    };
    context.output.record("cleaned", &record);
    context.output.line(&format!(
        "Removed {}, {}; {} stay.",
        text::counted(record.files, "file"),
        text::size(record.bytes),
        text::size(record.kept)
    ));
    if record.in_use > 0 {
        let files = text::counted(record.in_use, "file");
        context.output.note(&format!("{files} in use were left alone."));
    }
    context.conclude(Summary::of(record.files), Exit::Done)
}

fn bytes(plan: &CleaningPlan) -> u64 {
    plan.files.iter().map(|file| file.bytes).sum()
}
