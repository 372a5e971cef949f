//! One call of one installer.

use wua_com::{Error, HResult, code};
use wua_defs::enums::UpdateOperation;

use super::InstallRequest;
use super::effect::confirmed;
use crate::agent::Agent;
use crate::error::guarded;
use crate::job::Worker;
use crate::ports::Applied;
use crate::store::{StepEnd, StepState};
use crate::update::Update;

/// Calls the installer of `update`; how that ended.
pub(super) fn apply(
    agent: &Agent,
    update: &Update,
    request: &InstallRequest,
    cookie: &str,
    progress: &mut dyn FnMut(i32),
    worker: &Worker<'_>,
) -> (StepState, StepEnd) {
    let files = agent.cache().folder(update.identity());
    let applied = prepare(agent, update, request, cookie).and_then(|()| {
        let applied = guarded("the target", || {
            agent.target().apply(
                update,
                request.operation,
                &files,
                &request.options,
                progress,
                worker.abort(),
            )
        })?;
        confirmed(agent, update, request.operation, applied)
    });
    end_of(applied, cookie)
}

/// What comes before every installer.
pub(super) fn prepare(
    agent: &Agent,
    update: &Update,
    request: &InstallRequest,
    cookie: &str,
) -> Result<(), Error> {
    guarded("the target", || {
        if request.operation == UpdateOperation::Installation {
            for content in update.revision.wanted_contents() {
                agent.verify_cached(update.identity(), content)?;
            }
        }
        agent.target().expect_report(update, cookie);
        Ok(())
    })
}

/// How a step stands after its installer came back.
pub(super) fn end_of(applied: Result<Applied, Error>, cookie: &str) -> (StepState, StepEnd) {
    match applied {
        Ok(applied) => (state_after(&applied), success_or_failure(applied, cookie)),
        Err(error) => (
            StepState::Done,
            StepEnd {
                hresult: error.hresult(),
                message: error.message(),
                ..StepEnd::default()
            },
        ),
    }
}

fn state_after(applied: &Applied) -> StepState {
    if applied.hresult == code::WU_S_UH_INSTALLSTILLPENDING {
        StepState::Pending
    } else {
        StepState::Done
    }
}

fn success_or_failure(applied: Applied, cookie: &str) -> StepEnd {
    let message = if applied.hresult == code::WU_S_UH_INSTALLSTILLPENDING {
        format!("its installer goes on by itself and will report as {cookie}")
    } else if applied.hresult.is_success() {
        String::new()
    } else {
        let why = if applied.message.is_empty() {
            failure(applied.hresult, applied.unmapped)
        } else {
            applied.message
        };
        match &applied.log {
            Some(log) => format!("{why}; its log is {}", log.display()),
            None => why,
        }
    };
    let log = applied
        .log
        .map_or_else(String::new, |log| log.display().to_string());
    StepEnd {
        hresult: applied.hresult,
        unmapped: applied.unmapped,
        reboot: applied.reboot_required,
        message,
        log,
    }
}

fn failure(hresult: HResult, unmapped: i32) -> String {
    let text = hresult.text().unwrap_or("Its installer failed.");
    match unmapped {
        0 => text.to_owned(),
        number => format!("{text} The installer's own code is {number}."),
    }
}
