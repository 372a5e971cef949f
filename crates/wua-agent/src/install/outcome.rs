//! What the steps of an update come to.

use wua_com::{HResult, code};
use wua_defs::enums::OperationResultCode;

use crate::store::{StepRow, StepState, UpdateEnd};

/// What becomes of the steps of an update that have not been begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remainder {
    /// They are still going to be done.
    Awaited,
    /// Somebody asked to stop: they will not.
    Cancelled,
    /// The agent ended before they were begun: they will not.
    Interrupted,
}

/// How an update ended, or that it has not.
///
/// A bundle of which some members succeeded has succeeded with errors. As long as an installer goes on by itself, the
/// update is in progress.
pub(crate) fn outcome(rows: &[StepRow], remainder: Remainder) -> Option<UpdateEnd> {
    let steps: Vec<&StepRow> = rows
        .iter()
        .filter(|row| row.state != StepState::Skipped)
        .collect();
    let is_open = |row: &&&StepRow| matches!(row.state, StepState::Planned | StepState::Started);
    let open = steps.iter().filter(is_open).count();
    if open > 0 && remainder == Remainder::Awaited {
        return None;
    }
    let reboot = steps.iter().any(|row| row.end.reboot);
    let ended = || steps.iter().copied().filter(|row| row.state == StepState::Done);
    let failures: Vec<&StepRow> = ended().filter(|row| !row.end.hresult.is_success()).collect();
    let message = message(steps.len(), &failures, open, remainder);
    if steps.iter().any(|row| row.state == StepState::Pending) {
        return Some(UpdateEnd {
            code: OperationResultCode::InProgress,
            hresult: code::WU_S_UH_INSTALLSTILLPENDING,
            unmapped: 0,
            reboot,
            message,
        });
    }
    let succeeded = ended().count() - failures.len();
    let is_cancelled = (open > 0 && remainder == Remainder::Cancelled)
        || failures
            .iter()
            .any(|row| row.end.hresult == code::WU_E_CALL_CANCELLED);
    let (code, hresult) = if failures.is_empty() && open == 0 {
        let only = steps.first().filter(|_| steps.len() == 1);
        (
            OperationResultCode::Succeeded,
            only.map_or_else(HResult::default, |row| row.end.hresult),
        )
    } else if is_cancelled {
        (OperationResultCode::Aborted, code::WU_E_CALL_CANCELLED)
    } else if succeeded > 0 {
        (OperationResultCode::SucceededWithErrors, code::WU_S_UPDATE_ERROR)
    } else {
        let first = failures.first().map(|row| row.end.hresult);
        (
            OperationResultCode::Failed,
            first.unwrap_or(code::WU_E_SERVICE_STOP),
        )
    };
    let telling = failures.first().or(steps.first());
    Some(UpdateEnd {
        code,
        hresult,
        unmapped: telling.map_or(0, |row| row.end.unmapped),
        reboot,
        message,
    })
}

/// Why it failed. Members of a bundle are named.
fn message(count: usize, failures: &[&StepRow], open: usize, remainder: Remainder) -> String {
    let mut notes: Vec<String> = failures
        .iter()
        .map(|row| {
            if count > 1 {
                format!("{}: {}", row.title, row.end.message)
            } else {
                row.end.message.clone()
            }
        })
        .collect();
    if open > 0 {
        let why = match remainder {
            Remainder::Interrupted => "the agent ended",
            Remainder::Awaited | Remainder::Cancelled => "somebody asked to stop",
        };
        notes.push(format!("{open} of {count} installers were not called: {why}"));
    }
    notes.join("; ")
}

#[cfg(test)]
mod tests {
    use OperationResultCode::{Aborted, Failed, InProgress, Succeeded, SucceededWithErrors};
    use wua_com::Guid;

    use super::*;
    use crate::store::StepEnd;
    use crate::update::Identity;

    fn row(state: StepState, hresult: HResult) -> StepRow {
        StepRow {
            step: 0,
            position: 0,
            identity: Identity {
                id: Guid::NIL,
                revision: 1,
            },
            title: "member".to_owned(),
            state,
            end: StepEnd {
                hresult,
                message: "why".to_owned(),
                ..StepEnd::default()
            },
        }
    }

    fn done(hresult: HResult) -> StepRow {
        row(StepState::Done, hresult)
    }

    fn planned() -> StepRow {
        row(StepState::Planned, HResult::default())
    }

    fn of(steps: &[StepRow], remainder: Remainder) -> (OperationResultCode, HResult) {
        let end = outcome(steps, remainder).unwrap();
        (end.code, end.hresult)
    }

    const BAD: HResult = code::WU_E_UH_INSTALLERFAILURE;

    #[test]
    fn an_update_with_open_steps_has_not_ended() {
        assert_eq!(outcome(&[done(code::S_OK), planned()], Remainder::Awaited), None);
    }

    #[test]
    fn a_single_step_speaks_for_its_update() {
        let ends = |hresult| of(&[done(hresult)], Remainder::Awaited);
        assert_eq!(
            ends(code::WU_S_REBOOT_REQUIRED),
            (Succeeded, code::WU_S_REBOOT_REQUIRED)
        );
        assert_eq!(ends(BAD), (Failed, BAD));
        assert_eq!(
            ends(code::WU_E_CALL_CANCELLED),
            (Aborted, code::WU_E_CALL_CANCELLED)
        );
        let pending = row(StepState::Pending, code::WU_S_UH_INSTALLSTILLPENDING);
        assert_eq!(
            of(&[pending], Remainder::Awaited),
            (InProgress, code::WU_S_UH_INSTALLSTILLPENDING)
        );
    }

    #[test]
    fn the_members_of_a_bundle_come_to_one_result() {
        let ends = |steps: &[StepRow]| of(steps, Remainder::Awaited);
        assert_eq!(
            ends(&[done(code::S_OK), done(code::S_OK)]),
            (Succeeded, code::S_OK)
        );
        assert_eq!(
            ends(&[done(code::S_OK), done(BAD)]),
            (SucceededWithErrors, code::WU_S_UPDATE_ERROR)
        );
        assert_eq!(ends(&[done(BAD), done(code::E_FAIL)]), (Failed, BAD));
        let end = outcome(&[done(code::S_OK), done(BAD)], Remainder::Awaited).unwrap();
        assert_eq!(end.message, "member: why");
    }

    #[test]
    fn what_was_not_needed_counts_for_nothing() {
        let skipped = row(StepState::Skipped, HResult::default());
        let steps = [skipped.clone(), done(BAD)];
        assert_eq!(of(&steps, Remainder::Awaited), (Failed, BAD));
        assert_eq!(outcome(&steps, Remainder::Awaited).unwrap().message, "why");
        assert_eq!(of(&[skipped], Remainder::Interrupted), (Succeeded, code::S_OK));
    }

    #[test]
    fn what_was_broken_off_says_so() {
        let half = [done(code::S_OK), planned()];
        assert_eq!(
            of(&half, Remainder::Cancelled),
            (Aborted, code::WU_E_CALL_CANCELLED)
        );
        assert_eq!(
            of(&half, Remainder::Interrupted),
            (SucceededWithErrors, code::WU_S_UPDATE_ERROR)
        );
        let end = outcome(&half, Remainder::Interrupted).unwrap();
        assert_eq!(end.message, "1 of 2 installers were not called: the agent ended");
        assert_eq!(
            of(&[planned()], Remainder::Interrupted),
            (Failed, code::WU_E_SERVICE_STOP)
        );
    }
}
