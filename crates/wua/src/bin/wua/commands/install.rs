//! `wua install` and `wua uninstall`.

use wua::Update;

use crate::arguments::{InstallArguments, UninstallArguments};
use crate::commands::download::{AVAILABLE, download, selected};
use crate::commands::find::{Wanted, find};
use crate::commands::outcome::{self, Outcome};
use crate::commands::plan::{Manner, Plan, Selected, Task};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::task;

pub(crate) fn install(context: &mut Context, arguments: &InstallArguments) -> Result<Exit, Failure> {
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
        close_apps: arguments.close_apps,
    };
    let mut plan = Plan::new(context, Task::Install, found, selected(selection), manner);
    let mut outcome = Outcome::default();
    if plan.begin(context, &mut outcome)? {
        download(context, &plan, &mut outcome)?;
        let is_ready = |update: &&Update| update.marks.is_downloaded();
        let ready: Vec<Update> = plan.updates.iter().filter(is_ready).cloned().collect();
        apply(context, &plan, &ready, &mut outcome)?;
    }
    outcome.conclude(context)
}

pub(crate) fn uninstall(context: &mut Context, arguments: &UninstallArguments) -> Result<Exit, Failure> {
    let selection = &arguments.selection;
    if selection.is_empty() {
        return Err(Failure::usage("nothing is selected to take off")
            .hint("`wua search --criteria IsInstalled=1` shows what is installed"));
    }
    context.require_consent()?;
    let wanted = Wanted {
        selection,
        source: &arguments.source,
        usual: "IsInstalled=1",
        replaced: true,
    };
    let found = find(context, wanted)?.all_known()?;
    let mut plan = Plan::new(
        context,
        Task::Uninstall,
        found,
        Selected::OneByOne,
        Manner::default(),
    );
    let mut outcome = Outcome::default();
    if plan.begin(context, &mut outcome)? {
        apply(context, &plan, &plan.updates, &mut outcome)?;
    }
    outcome.conclude(context)
}

fn apply(
    context: &mut Context,
    plan: &Plan,
    updates: &[Update],
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    if updates.is_empty() || !outcome.goes_on() {
        return Ok(());
    }
    let ended = task::run(context, updates, |session| plan.apply(session, updates))?;
    let results = &ended.result.updates;
    outcome.stopped(ended.stopped.filter(|_| outcome::is_cut_short(results)));
    outcome.requires_reboot(ended.result.reboot_required);
    outcome.tell(&mut context.output, plan.task.verb(), updates, results, false);
    Ok(())
}
