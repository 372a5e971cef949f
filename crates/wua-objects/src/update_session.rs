//! `UpdateSession`.

use std::sync::Arc;

use wua_com::{Caller, Error, Family, Lcid, Object, ObjectRef, Reply, Text, code, ok};
use wua_defs::interfaces::IWEB_PROXY;
use wua_model::{families, traits};

use crate::client::Client;
use crate::host::Host;
use crate::reader;
use crate::update_downloader::UpdateDownloader;
use crate::update_history_entry::UpdateHistoryEntry;
use crate::update_installer::UpdateInstaller;
use crate::update_searcher::UpdateSearcher;
use crate::update_service_manager::UpdateServiceManager;
use crate::web_proxy::WebProxy;

/// `Microsoft.Update.Session`. What it creates takes over its name and language as they are at that moment.
pub(crate) struct UpdateSession {
    client: Client,
}

impl UpdateSession {
    pub(crate) fn new(host: &Arc<Host>, caller: &Caller) -> Self {
        Self {
            client: Client::new(host, caller),
        }
    }
}

impl Object for UpdateSession {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [families::i_update_session3::<UpdateSession>(), reader::FAMILY];
        &FAMILIES
    }
}

impl traits::IUpdateSession for UpdateSession {
    fn client_application_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.client.application_id.get())
    }

    fn put_client_application_id(&self, _: &Caller, value: &str) -> Reply<()> {
        self.client.application_id.set(value.into())
    }

    fn read_only(&self, _: &Caller) -> Reply<bool> {
        ok(false)
    }

    fn web_proxy(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(self.client.web_proxy.get())
    }

    /// Null goes back to the settings of the user.
    fn put_web_proxy(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<()> {
        match value {
            None => self.client.web_proxy.set(ObjectRef::new(WebProxy::of_the_user())),
            Some(proxy) if proxy.downcast::<WebProxy>().is_some() => self.client.web_proxy.set(proxy.clone()),
            Some(proxy) if proxy.supports(&IWEB_PROXY) => Err(Error::new(
                code::E_INVALIDARG,
                "the proxy is not one of this agent's: use a Microsoft.Update.WebProxy",
            )),
            Some(_) => Err(Error::new(code::E_NOINTERFACE, "no IWebProxy was given")),
        }
    }

    fn create_update_searcher(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(UpdateSearcher::new(self.client.heir())))
    }

    fn create_update_downloader(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(UpdateDownloader::new(self.client.heir())))
    }

    fn create_update_installer(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(UpdateInstaller::new(self.client.heir())))
    }
}

impl traits::IUpdateSession2 for UpdateSession {
    fn user_locale(&self, _: &Caller) -> Reply<u32> {
        ok(self.client.locale.get().0)
    }

    fn put_user_locale(&self, _: &Caller, lcid: u32) -> Reply<()> {
        self.client.locale.set(Lcid(lcid))
    }
}

impl traits::IUpdateSession3 for UpdateSession {
    fn create_update_service_manager(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(UpdateServiceManager::new(self.client.heir())))
    }

    fn query_history(
        &self,
        caller: &Caller,
        criteria: &str,
        start_index: i32,
        count: i32,
    ) -> Reply<ObjectRef> {
        UpdateHistoryEntry::query(&self.client, caller, criteria, start_index, count)
    }
}
