//! Why a command did not do what was asked, and what to do about it.

use std::time::Duration;

use wua::{Error, HResult, code};

use crate::exit::Exit;
use crate::output::json::Summary;
use crate::output::{Output, Style, error};

/// An error with everything that the user should know of it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What happened.
    pub(crate) error: Error,
    /// How the program ends.
    pub(crate) exit: Exit,
    /// The mistake in context, on several lines.
    pub(crate) excerpt: Option<String>,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Failure {
    /// The command line makes no sense.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::BadArguments,
            ..Self::from(Error::new(code::E_INVALIDARG, message))
        }
    }

    /// A verb that this system lacks.
    #[cfg(not(unix))]
    pub(crate) fn elsewhere(verb: &str) -> Self {
        let message =
            format!("`wua {verb}` is not there on Windows: wua serves other computers from Unix alone");
        Self {
            exit: Exit::BadArguments,
            ..Self::from(Error::new(code::E_NOTIMPL, message))
        }
        .hint("run it on Debian or its like; Windows serves other computers with an agent of its own")
    }

    /// Something that was named does not exist.
    pub(crate) fn not_found(hresult: HResult, message: impl Into<String>) -> Self {
        Self {
            exit: Exit::NotFound,
            ..Self::from(Error::new(hresult, message))
        }
    }

    /// It took too long.
    pub(crate) fn timed_out(allowed: Duration) -> Self {
        let message = format!("not done after {} seconds", allowed.as_secs_f64());
        Self {
            exit: Exit::TimedOut,
            ..Self::from(Error::new(code::WU_E_CALL_CANCELLED, message))
        }
    }

    /// The user wanted it to stop.
    pub(crate) fn cancelled() -> Self {
        Self::from(Error::new(code::WU_E_CALL_CANCELLED, "cancelled"))
    }

    /// Says what to do.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let hresult = error.hresult();
        Self {
            error,
            exit: Exit::of(hresult),
            excerpt: None,
            hint: hint(hresult).map(str::to_owned),
        }
    }
}

/// What usually helps.
fn hint(hresult: HResult) -> Option<&'static str> {
    match hresult {
        code::WU_E_NO_SERVICE => Some("`wua --museum search` shows the agent at work on a scripted computer"),
        code::E_ACCESSDENIED if cfg!(windows) => {
            Some("run it as administrator, or keep everything in a folder of yours with `--state DIR`")
        }
        code::E_ACCESSDENIED => {
            Some("run it as root, or keep everything in a folder of yours with `--state DIR`")
        }
        code::WU_E_OPERATIONINPROGRESS => Some("`--wait SECONDS` waits for it to end"),
        code::WU_E_EXCLUSIVE_INSTALL_CONFLICT => {
            Some("an update that demands to be alone is installed with a command of its own")
        }
        code::WU_E_EULAS_DECLINED | code::WU_E_EULA_UNAVAILABLE => {
            Some("`--accept-eula` accepts the licences of the selected updates")
        }
        code::WU_E_INSTALL_NOT_ALLOWED => {
            Some("restart the computer first, if one is pending: see `wua status`")
        }
        _ => None,
    }
}

/// Tells of a failure before there is a context to tell it.
pub(crate) fn report_without_context(failure: &Failure, json: bool) -> Exit {
    let mut output = Output::plain(json);
    let exit = output.error(failure);
    output.summary(Summary::of_failure(exit));
    exit
}

/// Tells what is wrong with the command line.
pub(crate) fn report_bad_arguments(error: &clap::Error, json: bool) -> Exit {
    if json {
        let text = error.to_string();
        return report_without_context(&Failure::usage(error::first_paragraph(&text)), true);
    }
    let mut output = Output::plain(false);
    for line in error.to_string().lines() {
        output.error_line(Style::Plain, line);
    }
    Exit::BadArguments
}
