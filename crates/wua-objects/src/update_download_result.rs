//! `IUpdateDownloadResult`.

use wua_agent::UpdateResult;
use wua_com::{Caller, Family, HResult, Object, ObjectRef, Reply, ok};
use wua_defs::enums::OperationResultCode;
use wua_model::{families, traits};

/// What became of one update in a download.
pub(crate) struct UpdateDownloadResult {
    hresult: HResult,
    code: OperationResultCode,
}

impl UpdateDownloadResult {
    pub(crate) fn of(result: &UpdateResult) -> ObjectRef {
        ObjectRef::new(Self {
            hresult: result.hresult,
            code: result.code,
        })
    }
}

impl Object for UpdateDownloadResult {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_download_result::<UpdateDownloadResult>()];
        &FAMILIES
    }
}

impl traits::IUpdateDownloadResult for UpdateDownloadResult {
    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.hresult.to_i32())
    }

    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.code)
    }
}
