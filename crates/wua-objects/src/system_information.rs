//! `SystemInformation`.

use std::sync::Arc;

use wua_com::{Caller, Family, Object, Reply, Text, ok};
use wua_model::{families, traits};

use crate::host::Host;

/// `Microsoft.Update.SystemInfo`.
pub(crate) struct SystemInformation(Arc<Host>);

impl SystemInformation {
    pub(crate) fn new(host: &Arc<Host>) -> Self {
        Self(Arc::clone(host))
    }
}

impl Object for SystemInformation {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_system_information::<SystemInformation>()];
        &FAMILIES
    }
}

impl traits::ISystemInformation for SystemInformation {
    fn oem_hardware_support_link(&self, _: &Caller) -> Reply<Text> {
        ok(self.0.agent.system().oem_hardware_support_link.into())
    }

    fn reboot_required(&self, _: &Caller) -> Reply<bool> {
        ok(self.0.agent.system().reboot_required)
    }
}
