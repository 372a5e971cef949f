//! `IInstallationBehavior`.

use wua_agent::Behavior;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior};
use wua_model::{families, traits};

/// How an update behaves while it is installed or taken off.
pub(crate) struct InstallationBehavior(Behavior);

impl InstallationBehavior {
    pub(crate) fn of(behavior: Behavior) -> ObjectRef {
        ObjectRef::new(Self(behavior))
    }
}

impl Object for InstallationBehavior {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_installation_behavior::<InstallationBehavior>()];
        &FAMILIES
    }
}

impl traits::IInstallationBehavior for InstallationBehavior {
    fn can_request_user_input(&self, _: &Caller) -> Reply<bool> {
        ok(self.0.can_request_user_input)
    }

    fn impact(&self, _: &Caller) -> Reply<InstallationImpact> {
        ok(self.0.impact)
    }

    fn reboot_behavior(&self, _: &Caller) -> Reply<InstallationRebootBehavior> {
        ok(self.0.reboot)
    }

    fn requires_network_connectivity(&self, _: &Caller) -> Reply<bool> {
        ok(self.0.requires_network_connectivity)
    }
}
