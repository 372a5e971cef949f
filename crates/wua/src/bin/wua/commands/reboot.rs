//! `wua reboot`: whether the computer has to be restarted.

use serde::Serialize;
use wua::enums::InstallationRebootBehavior;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;

#[derive(Serialize)]
struct Record {
    required: bool,
    /// `InstallationRebootBehavior` of what waits for it, if that is known.
    pending: Option<&'static str>,
}

pub(crate) fn status(context: &mut Context) -> Result<Exit, Failure> {
    let system = context.session()?.system()?;
    let record = Record {
        required: system.reboot_required,
        pending: system.pending.map(InstallationRebootBehavior::name),
    };
    context.output.record("reboot", &record);
    context.output.line(if system.reboot_required {
        "A restart of the computer is required."
    } else {
        "No restart is required."
    });
    let exit = if context.options.exit_code && system.reboot_required {
        Exit::RebootRequired
    } else {
        Exit::Done
    };
    context.conclude(Summary::of(1), exit)
}
