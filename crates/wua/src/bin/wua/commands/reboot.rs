//! `wua reboot`: whether the computer has to be restarted.

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::json::Summary;
use crate::records::RebootRecord;

pub(crate) fn status(context: &mut Context) -> Result<Exit, Failure> {
    let system = context.session()?.system()?;
    let record = RebootRecord {
        required: system.reboot_required,
        pending: system.pending.map(|behavior| behavior.name().to_owned()),
    };
    context.output.record("reboot", &record);
    context.output.line(if record.required {
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
