//! `IUpdateInstallationResult`.

use wua_agent::UpdateResult;
use wua_com::{Caller, Family, HResult, Object, ObjectRef, Reply, ok};
use wua_defs::enums::OperationResultCode;
use wua_model::{families, traits};

/// What became of one update in an installation or removal.
pub(crate) struct UpdateInstallationResult {
    hresult: HResult,
    code: OperationResultCode,
    reboot_required: bool,
}

impl UpdateInstallationResult {
    pub(crate) fn of(result: &UpdateResult) -> ObjectRef {
        ObjectRef::new(Self {
            hresult: result.hresult,
            code: result.code,
            reboot_required: result.reboot_required,
        })
    }
}

impl Object for UpdateInstallationResult {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_installation_result::<UpdateInstallationResult>()];
        &FAMILIES
    }
}

impl traits::IUpdateInstallationResult for UpdateInstallationResult {
    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.hresult.to_i32())
    }

    fn reboot_required(&self, _: &Caller) -> Reply<bool> {
        ok(self.reboot_required)
    }

    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.code)
    }
}
