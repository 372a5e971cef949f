//! What the results of single updates come to.

use wua_com::{HResult, code};
use wua_defs::enums::OperationResultCode;

use super::UpdateResult;

/// The result over all updates.
///
/// Partial success is a success with a remark, `WU_S_UPDATE_ERROR`: each update tells what became of it. An installer
/// that is still at work counts as a success until it reports otherwise.
pub(crate) fn overall(results: &[UpdateResult]) -> (OperationResultCode, HResult) {
    use OperationResultCode::{Aborted, Failed, InProgress, NotStarted, Succeeded, SucceededWithErrors};
    let count = |codes: &[OperationResultCode]| {
        let is_one = |result: &&UpdateResult| codes.contains(&result.code);
        results.iter().filter(is_one).count()
    };
    if count(&[Aborted, NotStarted]) > 0 {
        return (Aborted, code::WU_E_CALL_CANCELLED);
    }
    if count(&[Succeeded, InProgress]) == results.len() {
        return (Succeeded, HResult::default());
    }
    if count(&[Failed]) == results.len() {
        return (Failed, code::WU_E_ALL_UPDATES_FAILED);
    }
    (SucceededWithErrors, code::WU_S_UPDATE_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::update::tests::update;
    use OperationResultCode::{Aborted, Failed, InProgress, NotStarted, Succeeded, SucceededWithErrors};

    fn over(codes: &[OperationResultCode]) -> (OperationResultCode, HResult) {
        let result = |code: &OperationResultCode| UpdateResult {
            code: *code,
            ..UpdateResult::not_started(&update("", |_| ()))
        };
        overall(&codes.iter().map(result).collect::<Vec<_>>())
    }

    #[test]
    fn partial_success_is_success_with_a_remark() {
        assert_eq!(over(&[Succeeded, InProgress]), (Succeeded, HResult::default()));
        assert_eq!(
            over(&[Succeeded, Failed]),
            (SucceededWithErrors, code::WU_S_UPDATE_ERROR)
        );
        assert_eq!(
            over(&[SucceededWithErrors]),
            (SucceededWithErrors, code::WU_S_UPDATE_ERROR)
        );
        assert_eq!(over(&[Failed, Failed]), (Failed, code::WU_E_ALL_UPDATES_FAILED));
    }

    #[test]
    fn what_was_not_begun_or_stopped_makes_it_aborted() {
        for codes in [[Succeeded, NotStarted], [Failed, Aborted]] {
            assert_eq!(over(&codes), (Aborted, code::WU_E_CALL_CANCELLED));
        }
    }
}
