//! `IDownloadProgress`.

use wua_agent::{Phase, Progress};
use wua_com::{Caller, Decimal, Family, Object, ObjectRef, Reply, ok};
use wua_defs::enums::DownloadPhase;
use wua_model::{families, traits};

use crate::list::{at, whole};
use crate::update_download_result::UpdateDownloadResult;

/// How far a download had got when it was asked.
pub(crate) struct DownloadProgress(Progress);

impl DownloadProgress {
    pub(crate) fn of(progress: Progress) -> ObjectRef {
        ObjectRef::new(Self(progress))
    }
}

impl Object for DownloadProgress {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_download_progress::<DownloadProgress>()];
        &FAMILIES
    }
}

impl traits::IDownloadProgress for DownloadProgress {
    fn current_update_bytes_downloaded(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.0.current_bytes.into())
    }

    fn current_update_bytes_to_download(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.0.current_bytes_total.into())
    }

    fn current_update_index(&self, _: &Caller) -> Reply<i32> {
        ok(whole(self.0.current_index))
    }

    fn percent_complete(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.percent)
    }

    fn total_bytes_downloaded(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.0.bytes.into())
    }

    fn total_bytes_to_download(&self, _: &Caller) -> Reply<Decimal> {
        ok(self.0.bytes_total.into())
    }

    fn get_update_result(&self, _: &Caller, update_index: i32) -> Reply<ObjectRef> {
        ok(UpdateDownloadResult::of(at(&self.0.results, update_index)?))
    }

    fn current_update_download_phase(&self, _: &Caller) -> Reply<DownloadPhase> {
        ok(match self.0.phase {
            Phase::Download(phase) => phase,
            Phase::Finished => DownloadPhase::Verifying,
            Phase::Waiting | Phase::Searching | Phase::Installing | Phase::Uninstalling => {
                DownloadPhase::Initializing
            }
        })
    }

    fn current_update_percent_complete(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.current_percent)
    }
}

#[cfg(test)]
mod tests {
    use wua_agent::{Identity, UpdateResult};
    use wua_com::{Guid, code};
    use wua_defs::enums::OperationResultCode;
    use wua_model::proxy::IDownloadProgress;

    use super::*;
    use crate::testing::{code_of, seen};

    #[test]
    fn it_is_a_snapshot_with_a_result_for_each_update() {
        let result = UpdateResult {
            identity: Identity {
                id: Guid::NIL,
                revision: 1,
            },
            code: OperationResultCode::Succeeded,
            hresult: code::WU_S_ALREADY_DOWNLOADED,
            reboot_required: false,
            message: String::new(),
        };
        let progress: IDownloadProgress = seen(DownloadProgress::of(Progress {
            phase: Phase::Download(DownloadPhase::Downloading),
            percent: 40,
            current_index: 1,
            current_percent: 20,
            current_bytes: 5_000_000_000,
            current_bytes_total: 6_000_000_000,
            bytes: 7_000_000_000,
            bytes_total: 8_000_000_000,
            results: vec![result],
        }));
        assert_eq!(progress.percent_complete().unwrap(), 40);
        assert_eq!(progress.current_update_index().unwrap(), 1);
        assert_eq!(progress.current_update_percent_complete().unwrap(), 20);
        assert_eq!(
            progress.current_update_bytes_downloaded().unwrap(),
            Decimal::from(5_000_000_000_u64)
        );
        assert_eq!(
            progress.total_bytes_to_download().unwrap(),
            Decimal::from(8_000_000_000_u64)
        );
        assert_eq!(
            progress.current_update_download_phase().unwrap(),
            DownloadPhase::Downloading
        );
        let first = progress.get_update_result(0).unwrap();
        assert_eq!(first.result_code().unwrap(), OperationResultCode::Succeeded);
        assert_eq!(first.hresult().unwrap(), code::WU_S_ALREADY_DOWNLOADED.to_i32());
        for index in [-1, 1] {
            assert_eq!(
                code_of(progress.get_update_result(index)),
                Some(code::WU_E_INVALIDINDEX)
            );
        }
    }
}
