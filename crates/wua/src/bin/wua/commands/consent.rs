//! Asks whether to go on, and whether licences are accepted.

use wua::{Guid, Update};

use crate::commands::plan::{Plan, Task};
use crate::commands::steps::Steps;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{self, updates};

/// Whether there is a way to accept a licence: an option, or somebody to ask.
pub(crate) fn can_accept_licences(context: &Context) -> bool {
    context.options.accept_eula || context.output.can_ask()
}

/// Obtains consent to the plan and to the licences of its updates. Nothing is accepted before everything was asked.
pub(crate) fn obtain(context: &mut Context, plan: &Plan, steps: &Steps) -> Result<(), Failure> {
    if !context.options.yes {
        steps.print(context, plan);
    }
    let licensed: Vec<&Update> = match plan.task {
        Task::Uninstall => Vec::new(),
        Task::Download | Task::Install => plan
            .updates
            .iter()
            .filter(|update| updates::needs_licence(update))
            .collect(),
    };
    if !context.options.accept_eula {
        ask_for_licences(context, &licensed)?;
    }
    if !context.options.yes && !output::ask(&format!("{}?", plan.sentence(steps.bytes())), true) {
        return Err(Failure::cancelled());
    }
    for update in licensed {
        context.session()?.accept_eula(update)?;
    }
    Ok(())
}

/// Several updates may share a licence; it is shown once.
fn ask_for_licences(context: &mut Context, licensed: &[&Update]) -> Result<(), Failure> {
    let mut asked: Vec<Guid> = Vec::new();
    for update in licensed {
        if !context.output.can_ask() {
            let message = format!("the licence of “{}” was not accepted", update.title());
            let hint =
                "`--accept-eula` accepts the licences of the selected updates; `wua show` shows their texts";
            return Err(Failure::usage(message).hint(hint));
        }
        for (id, text) in updates::licences(update) {
            if asked.contains(&id) {
                continue;
            }
            asked.push(id);
            let text = text.unwrap_or("The text of the licence is not available.");
            text.lines().for_each(|line| context.output.line(line));
            if !output::ask(&format!("Accept this licence of {}?", update.title()), false) {
                return Err(Failure::cancelled());
            }
        }
    }
    Ok(())
}
