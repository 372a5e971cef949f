//! `wua download`: brings files into the cache.

use wua::Update;

use crate::arguments::DownloadArguments;
use crate::commands::find::find;
use crate::commands::outcome::Outcome;
use crate::commands::plan::{Plan, Selected, Task};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::selection::Selection;
use crate::task;

/// What a download or installation takes when nothing is said.
pub(crate) const AVAILABLE: &str = "IsInstalled=0 and IsHidden=0";

pub(crate) fn run(context: &mut Context, arguments: &DownloadArguments) -> Result<Exit, Failure> {
    context.require_consent()?;
    let found = find(context, &arguments.selection, &arguments.source, AVAILABLE, false)?.all_known()?;
    let selected = selected(&arguments.selection);
    let plan = Plan::new(context, Task::Download, found, selected, arguments.force);
    let mut outcome = Outcome::default();
    if plan.begin(context)? {
        download(context, &plan.updates, arguments.force, false, &mut outcome)?;
    }
    outcome.conclude(context, "download")
}

/// Downloads and tells what became of it.
pub(crate) fn download(
    context: &mut Context,
    updates: &[Update],
    force: bool,
    is_preparation: bool,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    if updates.is_empty() {
        return Ok(());
    }
    let ended = task::run(context, updates, |session| {
        session.download(updates).with(|request| request.forced = force)
    })?;
    outcome.stopped(ended.stopped);
    outcome.tell(
        &mut context.output,
        "download",
        updates,
        &ended.result.updates,
        is_preparation,
    );
    Ok(())
}

/// Numbers mean single updates; anything else means whatever there is.
pub(crate) fn selected(selection: &Selection) -> Selected {
    if selection.is_one_by_one() {
        Selected::OneByOne
    } else {
        Selected::Everything
    }
}
