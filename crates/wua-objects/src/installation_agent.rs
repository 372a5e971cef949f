//! `InstallationAgent`.

use std::sync::Arc;

use wua_com::{Caller, Error, Family, HResult, Object, ObjectRef, Reply, code, ok};
use wua_model::{families, traits};

use crate::host::Host;
use crate::string_collection::strings_of;

/// `Microsoft.Update.InstallationAgent`: installers that run outside the agent report to it.
pub(crate) struct InstallationAgent(Arc<Host>);

impl InstallationAgent {
    pub(crate) fn new(host: &Arc<Host>) -> Self {
        Self(Arc::clone(host))
    }
}

impl Object for InstallationAgent {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_installation_agent::<InstallationAgent>()];
        &FAMILIES
    }
}

impl traits::IInstallationAgent for InstallationAgent {
    /// Null data is no data.
    fn record_installation_result(
        &self,
        caller: &Caller,
        installation_result_cookie: &str,
        hresult: i32,
        extended_reporting_data: Option<&ObjectRef>,
    ) -> Reply<()> {
        if installation_result_cookie.is_empty() {
            return Err(Error::new(code::E_INVALIDARG, "the cookie is empty"));
        }
        let data = match extended_reporting_data {
            Some(_) => strings_of(caller, extended_reporting_data)?,
            None => Vec::new(),
        };
        let hresult = HResult::from_i32(hresult);
        ok(self
            .0
            .agent
            .record_installation_result(installation_result_cookie, hresult, &data)?)
    }
}
