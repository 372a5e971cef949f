//! `wua man`: manual pages, made of what the command line understands.

use std::io;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_mangen::Man;
use serde::Serialize;
use wua::{Error, code};

use crate::arguments::{Arguments, ManArguments};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

#[derive(Serialize)]
struct Record {
    name: String,
    /// The page, unless it was written to a file.
    text: Option<String>,
    file: Option<String>,
}

pub(crate) fn run(context: &mut Context, arguments: &ManArguments) -> Result<Exit, Failure> {
    let count = match &arguments.dir {
        Some(folder) => write_all(context, folder)?,
        None => print(context, arguments.verb.as_deref())?,
    };
    Ok(context.conclude_without_session(count))
}

fn print(context: &mut Context, verb: Option<&str>) -> Result<usize, Failure> {
    let pages = pages();
    let name = verb.map_or_else(|| "wua".to_owned(), |verb| format!("wua-{verb}"));
    let page = pages.iter().find(|page| full_name(page) == name).ok_or_else(|| {
        Failure::usage(format!("there is no verb `{}`", verb.unwrap_or_default()))
            .hint("`wua --help` shows the verbs")
    })?;
    let text = render(page).map_err(|error| cannot_write(Path::new("the page"), &error))?;
    context.output.verbatim(&text);
    context.output.record(
        "man",
        &Record {
            name,
            text: Some(String::from_utf8_lossy(&text).into_owned()),
            file: None,
        },
    );
    Ok(1)
}

fn write_all(context: &mut Context, folder: &Path) -> Result<usize, Failure> {
    let pages = pages();
    for page in &pages {
        let name = full_name(page);
        let file = folder.join(format!("{name}.1"));
        if !context.options.dry_run {
            write(page, &file).map_err(|error| cannot_write(&file, &error))?;
        }
        context.output.line(&file.display().to_string());
        context.output.record(
            "man",
            &Record {
                name,
                text: None,
                file: Some(file.display().to_string()),
            },
        );
    }
    Ok(pages.len())
}

fn write(page: &clap::Command, file: &PathBuf) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, render(page)?)
}

fn render(page: &clap::Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    Man::new(page.clone()).render(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    // What stands below the options has its lines for a reason.
    let text = text.replace(".SH EXTRA\n", ".SH NOTES\n.nf\n");
    Ok(text
        .replace("\n.SH VERSION\n", "\n.fi\n.SH VERSION\n")
        .into_bytes())
}

/// The command and its verbs, each with its full name: `wua-services-list`.
fn pages() -> Vec<clap::Command> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut pages = vec![command];
    let mut at = 0;
    while let Some(page) = pages.get(at) {
        let verbs: Vec<clap::Command> = page.get_subcommands().cloned().collect();
        pages.extend(verbs);
        at += 1;
    }
    pages
}

/// With the verbs above it.
fn full_name(page: &clap::Command) -> String {
    page.get_display_name()
        .unwrap_or_else(|| page.get_name())
        .to_owned()
}

fn cannot_write(file: &Path, error: &io::Error) -> Failure {
    let hresult = match error.kind() {
        io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
        _ => code::E_FAIL,
    };
    Failure::from(Error::new(
        hresult,
        format!("{} cannot be written: {error}", file.display()),
    ))
}
