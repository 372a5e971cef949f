//! `IDownloadResult`.

use std::sync::Arc;

use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_defs::enums::OperationResultCode;
use wua_model::{families, traits};

use crate::list::at;
use crate::update_download_result::UpdateDownloadResult;

/// What a download led to.
pub(crate) struct DownloadResult(Arc<wua_agent::DownloadResult>);

impl DownloadResult {
    pub(crate) fn of(result: Arc<wua_agent::DownloadResult>) -> ObjectRef {
        ObjectRef::new(Self(result))
    }
}

impl Object for DownloadResult {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_download_result::<DownloadResult>()];
        &FAMILIES
    }
}

impl traits::IDownloadResult for DownloadResult {
    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.hresult.to_i32())
    }

    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.0.code)
    }

    fn get_update_result(&self, _: &Caller, update_index: i32) -> Reply<ObjectRef> {
        ok(UpdateDownloadResult::of(at(&self.0.updates, update_index)?))
    }
}
