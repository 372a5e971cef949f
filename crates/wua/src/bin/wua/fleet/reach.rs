//! A session on another computer.

use std::sync::Arc;
use std::time::Instant;

use wua::{Credentials, Error, Host, Lcid, Session, code};

use crate::arguments::{Command, Global};
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::credentials::Keyring;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::output::json::Summary;

/// How the session is to be.
pub(crate) struct Wanted {
    /// The language of texts.
    pub(crate) locale: Lcid,
    /// By when the session has to be there, if it matters.
    pub(crate) deadline: Option<Instant>,
}

/// The session of a computer whose agent answers remote calls.
pub(crate) fn reach(host: &Host, credentials: &Credentials, wanted: &Wanted) -> Result<Session, Error> {
    let _ = (credentials, wanted.locale, wanted.deadline);
    Err(Error::new(
        code::E_NOTIMPL,
        format!("this build cannot make remote calls to {host}: it has no client for them"),
    ))
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
pub(crate) fn run(errand: &Errand, host: &Host, name: String, mut output: Output) {
    let started = Instant::now();
    let command = errand.command.name();
    let wanted = Wanted {
        locale: errand.locale,
        deadline: errand
            .options
            .timeout
            .and_then(|allowed| started.checked_add(allowed)),
    };
    let session = errand.keyring.of(host).and_then(|credentials| {
        let session = reach(host, credentials, &wanted);
        session.map_err(Failure::from)
    });
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
        context.fail(&failure);
    }
}
