//! `wua install` and `wua uninstall`.

use wua::{InstallRequest, Operation, Session, Update};

use crate::arguments::{InstallArguments, UninstallArguments};
use crate::commands::download::{AVAILABLE, download, selected};
use crate::commands::find::find;
use crate::commands::outcome::Outcome;
use crate::commands::plan::{Plan, Selected, Task};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::task;

pub(crate) fn install(context: &mut Context, arguments: &InstallArguments) -> Result<Exit, Failure> {
    context.require_consent()?;
    let found = find(context, &arguments.selection, &arguments.source, AVAILABLE, false)?.all_known()?;
    let selected = selected(&arguments.selection);
    let plan = Plan::new(context, Task::Install, found, selected, arguments.force);
    let quiet = context.is_alone();
    let mut outcome = Outcome::default();
    if plan.begin(context)? {
        download(context, &plan.to_download(), false, true, &mut outcome)?;
        let ready: Vec<Update> = plan
            .updates
            .iter()
            .filter(|update| update.marks.is_downloaded())
            .cloned()
            .collect();
        apply(context, &ready, &mut outcome, "install", |session| {
            session.install(&ready).with(|request| {
                request.options.quiet = quiet;
                request.options.allow_source_prompts = !quiet;
                request.options.forced = arguments.force;
                request.options.close_apps = arguments.close_apps;
            })
        })?;
    }
    outcome.conclude(context, "install")
}

pub(crate) fn uninstall(context: &mut Context, arguments: &UninstallArguments) -> Result<Exit, Failure> {
    if arguments.selection.is_empty() {
        return Err(Failure::usage("nothing is selected to take off")
            .hint("`wua search --criteria IsInstalled=1` shows what is installed"));
    }
    context.require_consent()?;
    let found = find(
        context,
        &arguments.selection,
        &arguments.source,
        "IsInstalled=1",
        false,
    )?
    .all_known()?;
    let plan = Plan::new(context, Task::Uninstall, found, Selected::OneByOne, false);
    let quiet = context.is_alone();
    let mut outcome = Outcome::default();
    if plan.begin(context)? {
        apply(context, &plan.updates, &mut outcome, "uninstall", |session| {
            session
                .uninstall(&plan.updates)
                .with(|request| request.options.quiet = true)
        })?;
    }
    outcome.conclude(context, "uninstall")
}

fn apply(
    context: &mut Context,
    updates: &[Update],
    outcome: &mut Outcome,
    verb: &'static str,
    operation: impl Fn(&Session) -> Operation<InstallRequest>,
) -> Result<(), Failure> {
    if updates.is_empty() || !outcome.goes_on() {
        return Ok(());
    }
    let ended = task::run(context, updates, operation)?;
    outcome.stopped(ended.stopped);
    outcome.requires_reboot(ended.result.reboot_required);
    outcome.tell(&mut context.output, verb, updates, &ended.result.updates, false);
    Ok(())
}
