//! Asks whether to go on, and whether licences are accepted.

use wua::{Guid, Update};

use crate::commands::plan::{Plan, Task};
use crate::commands::steps::Steps;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::updates;

/// Whether there is a way to accept a licence: an option, or somebody to ask.
pub(crate) fn can_accept_licences(context: &Context) -> bool {
    context.options.accept_eula || context.output.can_ask()
}

/// Obtains consent to the plan and to the licences of its updates. Nothing is accepted before everything was asked.
pub(crate) fn obtain(context: &mut Context, plan: &Plan, steps: &Steps) -> Result<(), Failure> {
    if context.options.yes {
        steps.print_what_else(context, plan.task);
    } else {
        steps.print(context, plan)?;
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
    if !context.options.yes && !context.ask(&format!("{}?", plan.sentence(steps.bytes())), true) {
        return Err(Failure::cancelled());
    }
    for update in licensed {
        context.session()?.accept_eula(update)?;
    }
    Ok(())
}

/// Several updates may share a licence; it is shown once.
fn ask_for_licences(context: &mut Context, licensed: &[&Update]) -> Result<(), Failure> {
    if !licensed.is_empty() && !context.output.can_ask() {
        return Err(not_accepted(licensed));
    }
    let mut asked: Vec<Guid> = Vec::new();
    for update in licensed {
        for (id, text) in updates::licences(update) {
            if asked.contains(&id) {
                continue;
            }
            asked.push(id);
            let text = text.unwrap_or("The text of the licence is not available.");
            text.lines().for_each(|line| context.output.line(line));
            if !context.ask(&format!("Accept this licence of {}?", update.title()), false) {
                return Err(Failure::cancelled());
            }
        }
    }
    Ok(())
}

/// Names the updates: who decides has to know for which.
pub(crate) fn not_accepted(licensed: &[&Update]) -> Failure {
    let titles: Vec<String> = licensed
        .iter()
        .map(|update| format!("“{}”", update.title()))
        .collect();
    let licences = if titles.len() == 1 { "licence" } else { "licences" };
    let message = format!(
        "nothing was done: the {licences} of {} {} not accepted",
        titles.join(", "),
        if titles.len() == 1 { "was" } else { "were" }
    );
    Failure::usage(message)
        .hint("`--accept-eula` accepts the licences of the selected updates; `wua show` shows their texts")
}
