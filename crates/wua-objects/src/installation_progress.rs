//! `IInstallationProgress`.

use wua_agent::Progress;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_model::{families, traits};

use crate::list::{at, whole};
use crate::update_installation_result::UpdateInstallationResult;

/// How far an installation had got when it was asked.
pub(crate) struct InstallationProgress(Progress);

impl InstallationProgress {
    pub(crate) fn of(progress: Progress) -> ObjectRef {
        ObjectRef::new(Self(progress))
    }
}

impl Object for InstallationProgress {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_installation_progress::<InstallationProgress>()];
        &FAMILIES
    }
}

impl traits::IInstallationProgress for InstallationProgress {
    fn current_update_index(&self, _: &Caller) -> Reply<i32> {
        ok(whole(self.0.current_index))
    }

    fn current_update_percent_complete(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.current_percent)
    }

    fn percent_complete(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.percent)
    }

    fn get_update_result(&self, _: &Caller, update_index: i32) -> Reply<ObjectRef> {
        ok(UpdateInstallationResult::of(at(&self.0.results, update_index)?))
    }
}
