//! `wua hide` and `wua unhide`.

use wua::enums::OperationResultCode;
use wua::{Error, Session, Update, UpdateResult, code};

use crate::arguments::HideArguments;
use crate::commands::find::{Wanted, find_named};
use crate::commands::outcome::Outcome;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

pub(crate) fn hide(context: &mut Context, arguments: &HideArguments) -> Result<Exit, Failure> {
    mark(
        context,
        arguments,
        "hide",
        "IsInstalled=0 and IsHidden=0",
        Session::hide,
    )
}

pub(crate) fn unhide(context: &mut Context, arguments: &HideArguments) -> Result<Exit, Failure> {
    mark(context, arguments, "unhide", "IsHidden=1", Session::unhide)
}

fn mark(
    context: &mut Context,
    arguments: &HideArguments,
    verb: &'static str,
    usual: &'static str,
    change: fn(&Session, &Update) -> Result<(), Error>,
) -> Result<Exit, Failure> {
    if arguments.selection.is_empty() {
        return Err(Failure::usage(format!("nothing is selected to {verb}"))
            .hint("name updates by package, KB number, GUID or words of the title"));
    }
    let wanted = Wanted {
        selection: &arguments.selection,
        source: &arguments.source,
        usual,
        replaced: false,
    };
    let updates = find_named(context, wanted)?;
    context.check_stopped()?;
    let session = context.session()?;
    let mut results = Vec::new();
    for update in &updates {
        let outcome = if context.options.dry_run {
            Ok(())
        } else {
            change(&session, update)
        };
        results.push(result(update, outcome));
    }
    let mut outcome = Outcome::default();
    outcome.tell(&mut context.output, verb, &updates, &results, false);
    outcome.conclude(context)
}

fn result(update: &Update, outcome: Result<(), Error>) -> UpdateResult {
    let (code, hresult, message) = match outcome {
        Ok(()) => (OperationResultCode::Succeeded, code::S_OK, String::new()),
        Err(error) => (OperationResultCode::Failed, error.hresult(), error.message()),
    };
    UpdateResult {
        identity: update.identity(),
        code,
        hresult,
        reboot_required: false,
        message,
    }
}
