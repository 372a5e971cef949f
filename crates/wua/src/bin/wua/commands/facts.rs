//! `wua facts`: what rules of updates ask of a Windows computer.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use wua::file_error;
use wua::rules::Answer;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::output::text;
use crate::task;

/// What was recorded.
#[derive(Serialize)]
struct FactsRecord {
    file: String,
    facts: usize,
    /// How many questions the computer cannot answer.
    unavailable: usize,
}

pub(crate) fn record(context: &mut Context, out: &Path) -> Result<Exit, Failure> {
    let session = context.session()?;
    let recording = task::think(
        context,
        "asking the computer",
        move || Ok(session.record_facts()?),
    )?;
    let answers = || recording.facts().map(|(_, answer)| answer);
    let is_unavailable = |answer: &&Answer| matches!(answer, Answer::Unavailable(_));
    let record = FactsRecord {
        file: out.display().to_string(),
        facts: answers().count(),
        unavailable: answers().filter(is_unavailable).count(),
    };
    if !context.options.dry_run {
        // What somebody recorded before is not lost by a slip.
        let file = File::create_new(out);
        let written = file.and_then(|mut file| file.write_all(recording.to_text().as_bytes()));
        written.map_err(|error| file_error("write", out, &error))?;
    }
    let output = &mut context.output;
    output.record("facts", &record);
    output.note(&format!(
        "{}, {} of them not available, {} {}",
        text::counted(record.facts, "fact"),
        record.unavailable,
        if context.options.dry_run {
            "would go to"
        } else {
            "are in"
        },
        record.file
    ));
    context.conclude(Summary::of(record.facts), Exit::Done)
}
