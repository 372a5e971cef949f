//! `wua download`: brings files into the cache.

use crate::arguments::DownloadArguments;
use crate::commands::find::{Wanted, find};
use crate::commands::outcome::{self, Outcome};
use crate::commands::plan::{Manner, Plan, Selected, Task};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::selection::Selection;
use crate::task;

/// What a download or installation takes when nothing is said.
pub(crate) const AVAILABLE: &str = "IsInstalled=0 and IsHidden=0";

pub(crate) fn run(context: &mut Context, arguments: &DownloadArguments) -> Result<Exit, Failure> {
    context.require_consent()?;
    let selection = &arguments.selection;
    let wanted = Wanted {
        selection,
        source: &arguments.source,
        usual: AVAILABLE,
        replaced: false,
    };
    let found = find(context, wanted)?.all_known()?;
    let manner = Manner {
        force: arguments.force,
        ..Manner::default()
    };
    let mut plan = Plan::new(context, Task::Download, found, selected(selection), manner);
    let mut outcome = Outcome::default();
    if plan.begin(context, &mut outcome)? {
        download(context, &plan, &mut outcome)?;
    }
    outcome.conclude(context)
}

/// Downloads what the plan misses, and tells what became of it.
pub(crate) fn download(context: &mut Context, plan: &Plan, outcome: &mut Outcome) -> Result<(), Failure> {
    let updates = plan.to_download();
    if updates.is_empty() {
        return Ok(());
    }
    let ended = task::run(context, &updates, |session| plan.download(session, &updates))?;
    let results = &ended.result.updates;
    let is_preparation = plan.task != Task::Download;
    let is_cut_short = is_preparation || outcome::is_cut_short(results);
    outcome.stopped(ended.stopped.filter(|_| is_cut_short));
    outcome.tell(&mut context.output, "download", &updates, results, is_preparation);
    Ok(())
}

/// Numbers mean single updates; anything else means whatever there is.
pub(crate) fn selected(selection: &Selection) -> Selected {
    if selection.is_one_by_one() {
        Selected::OneByOne
    } else if selection.is_empty() {
        Selected::Everything
    } else {
        Selected::ByDescription
    }
}
