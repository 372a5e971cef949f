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

#[cfg(test)]
mod tests {
    use wua_agent::{Identity, UpdateResult};
    use wua_com::{Guid, code};
    use wua_model::proxy::IInstallationResult;

    use super::*;
    use crate::testing::{code_of, seen};

    #[test]
    fn it_has_a_result_for_each_update() {
        let failed = UpdateResult {
            identity: Identity {
                id: Guid::NIL,
                revision: 1,
            },
            code: OperationResultCode::Failed,
            hresult: code::WU_E_UH_DOESNOTSUPPORTACTION,
            reboot_required: true,
            message: "it asks questions".into(),
        };
        let result: IInstallationResult = seen(InstallationResult::of(Arc::new(InstallResult {
            code: OperationResultCode::SucceededWithErrors,
            hresult: code::S_OK,
            reboot_required: true,
            updates: vec![failed],
        })));
        assert_eq!(
            result.result_code().unwrap(),
            OperationResultCode::SucceededWithErrors
        );
        assert!(result.reboot_required().unwrap());
        assert_eq!(result.hresult().unwrap(), 0);
        let first = result.get_update_result(0).unwrap();
        assert!(first.reboot_required().unwrap());
        assert_eq!(
            first.hresult().unwrap(),
            code::WU_E_UH_DOESNOTSUPPORTACTION.to_i32()
        );
        assert_eq!(
            code_of(result.get_update_result(1)),
            Some(code::WU_E_INVALIDINDEX)
        );
    }
}
