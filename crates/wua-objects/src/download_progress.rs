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
