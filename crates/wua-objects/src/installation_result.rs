//! `IInstallationResult`.

use std::sync::Arc;

use wua_agent::InstallResult;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_defs::enums::OperationResultCode;
use wua_model::{families, traits};

use crate::list::at;
use crate::update_installation_result::UpdateInstallationResult;

/// What an installation or removal led to.
pub(crate) struct InstallationResult(Arc<InstallResult>);

impl InstallationResult {
    pub(crate) fn of(result: Arc<InstallResult>) -> ObjectRef {
        ObjectRef::new(Self(result))
    }
}

impl Object for InstallationResult {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_installation_result::<InstallationResult>()];
        &FAMILIES
    }
}

impl traits::IInstallationResult for InstallationResult {
    fn hresult(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.hresult.to_i32())
    }

    fn reboot_required(&self, _: &Caller) -> Reply<bool> {
        ok(self.0.reboot_required)
    }

    fn result_code(&self, _: &Caller) -> Reply<OperationResultCode> {
        ok(self.0.code)
    }

    fn get_update_result(&self, _: &Caller, update_index: i32) -> Reply<ObjectRef> {
        ok(UpdateInstallationResult::of(at(&self.0.updates, update_index)?))
    }
}
