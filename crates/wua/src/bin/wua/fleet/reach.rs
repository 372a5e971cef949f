//! A session on another computer.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use wua::computer::{Abort, Terms};
use wua::{Credentials, Error, Host, Lcid, Session, code};

use crate::arguments::{Command, Global};
use crate::context::{CLIENT, Context};
use crate::failure::Failure;
use crate::fleet::credentials::Keyring;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::output::json::Summary;

/// What to do where the other computer refuses something.
const REFUSED: &str = "the other computer decides that: administrators may do there what `[remote] allow` in its wua.toml \
                       says; `--host ssh:USER@HOST` runs the command there";

/// How the session is to be.
pub(crate) struct Wanted {
    /// The language of texts.
    pub(crate) locale: Lcid,
    /// When everything has to have ended, if it matters.
    pub(crate) until: Option<Instant>,
    /// Ends everything earlier.
    pub(crate) abort: Abort,
    /// Where the transcript goes, if there is to be one.
    pub(crate) record: Option<PathBuf>,
}

/// The session of a computer whose agent answers remote calls. It is called when something is asked.
pub(crate) fn reach(host: &Host, credentials: &Credentials, wanted: Wanted) -> Result<Session, Error> {
    let terms = Terms {
        until: wanted.until,
        abort: wanted.abort,
        ..Terms::default()
    };
    let builder = Session::builder()
        .client_application_id(CLIENT)
        .locale(wanted.locale);
    match wanted.record {
        Some(path) => builder.connect_and_record(host, credentials, terms, &path),
        None => Ok(builder.connect(host, credentials, terms)),
    }
}

/// What a worker needs to run a command on one of them.
#[derive(Clone)]
pub(crate) struct Errand {
    pub(crate) command: Arc<Command>,
    pub(crate) options: Global,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) interrupt: Interrupt,
    pub(crate) locale: Lcid,
}

/// Runs the command there. Whatever happens stands in the output, with a summary at its end.
pub(crate) fn run(errand: &Errand, host: &Host, name: String, abort: Abort, mut output: Output) {
    let started = Instant::now();
    let command = errand.command.name();
    let timeout = errand.options.timeout;
    let wanted = Wanted {
        locale: errand.locale,
        until: timeout.and_then(|allowed| started.checked_add(allowed)),
        abort,
        record: errand.options.elsewhere.record.clone(),
    };
    let session = errand.keyring.of(host);
    let session = session.and_then(|credentials| Ok(reach(host, credentials, wanted)?));
    let session = match session {
        Ok(session) => session,
        Err(failure) => {
            let exit = output.error(&failure);
            output.summary(Summary {
                command: Some(command.to_owned()),
                ..Summary::of_failure(exit)
            });
            return;
        }
    };
    let options = errand.options.clone();
    let interrupt = errand.interrupt.clone();
    let mut context = Context::elsewhere(name, session, options, output, interrupt, (command, started));
    if let Err(failure) = crate::run(&mut context, &errand.command) {
        let failure = match timeout {
            // Whatever the last call says of it: what comes after the time is up is up to that.
            Some(allowed) if started.elapsed() >= allowed => Failure::timed_out(allowed),
            _ if failure.error.hresult() == code::E_ACCESSDENIED => failure.hint(REFUSED),
            _ => failure,
        };
        context.fail(&failure);
    }
}
