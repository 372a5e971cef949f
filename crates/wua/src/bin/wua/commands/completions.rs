//! `wua completions`: what a shell needs to complete the command line.

use clap::CommandFactory;
use clap_complete::{Shell, generate};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

#[derive(Serialize)]
struct Record {
    shell: String,
    text: String,
}

#[expect(clippy::unnecessary_wraps, reason = "verbs are called alike")]
pub(crate) fn run(context: &mut Context, shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Arguments::command(), "wua", &mut script);
    context.output.verbatim(&script);
    context.output.record(
        "completions",
        &Record {
            shell: shell.to_string(),
            text: String::from_utf8_lossy(&script).into_owned(),
        },
    );
    Ok(context.conclude_without_session(1))
}
