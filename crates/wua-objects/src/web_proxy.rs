//! `WebProxy`.
//!
//! Windows 10 declares the interface unsupported. Here it does what was documented before.

use std::sync::Arc;

use wua_agent::ProxySettings;
use wua_com::{Caller, Family, Local, Object, ObjectRef, Reply, Text, ok};
use wua_model::{families, traits};

use crate::lockdown::Lockdown;
use crate::not_implemented::not_implemented;
use crate::property::Property;
use crate::string_collection::{StringCollection, strings_of};

/// `Microsoft.Update.WebProxy`.
#[derive(Default)]
pub struct WebProxy {
    auto_detect: Property<bool>,
    address: Property<Text>,
    bypass_list: Property<Arc<Local<StringCollection>>>,
    bypass_on_local: Property<bool>,
    user_name: Property<Text>,
    password: Property<Text>,
    lockdown: Lockdown,
}

impl WebProxy {
    /// What a session uses that was given no proxy. One that a program creates is direct until it has an address, so
    /// that setting the address is enough.
    pub(crate) fn of_the_user() -> Self {
        Self {
            auto_detect: Property::new(true),
            ..Self::default()
        }
    }

    /// The settings of an object that is a proxy of ours.
    pub fn of(object: &ObjectRef) -> Option<ProxySettings> {
        object.downcast::<Self>().map(|this| ProxySettings {
            auto_detect: this.auto_detect.get(),
            address: this.address.get().to_string(),
            bypass_list: this
                .bypass_list
                .get()
                .strings()
                .iter()
                .map(Text::to_string)
                .collect(),
            bypass_on_local: this.bypass_on_local.get(),
            user_name: this.user_name.get().to_string(),
            password: this.password.get().to_string(),
        })
    }
}

impl Object for WebProxy {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            families::i_web_proxy::<WebProxy>(),
            families::i_update_lockdown::<WebProxy>(),
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IUpdateLockdown for WebProxy {
    fn lock_down(&self, _: &Caller, flags: i32) -> Reply<()> {
        let locked = self.lockdown.lock(flags)?;
        self.bypass_list.get().freeze();
        Ok(locked)
    }
}

impl traits::IWebProxy for WebProxy {
    fn address(&self, _: &Caller) -> Reply<Text> {
        ok(self.address.get())
    }

    fn put_address(&self, _: &Caller, value: &str) -> Reply<()> {
        self.address.set(value.into())
    }

    /// The list itself: changing it changes the proxy.
    fn bypass_list(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::Local(self.bypass_list.get()))
    }

    /// The proxy takes over the strings, not the collection.
    fn put_bypass_list(&self, caller: &Caller, value: Option<&ObjectRef>) -> Reply<()> {
        let strings = StringCollection::of(strings_of(caller, value)?);
        self.bypass_list.set(Local::new(strings))
    }

    fn bypass_proxy_on_local(&self, _: &Caller) -> Reply<bool> {
        ok(self.bypass_on_local.get())
    }

    fn put_bypass_proxy_on_local(&self, _: &Caller, value: bool) -> Reply<()> {
        self.bypass_on_local.set(value)
    }

    fn read_only(&self, caller: &Caller) -> Reply<bool> {
        ok(self.is_locked_down() || caller.locked_down)
    }

    fn user_name(&self, _: &Caller) -> Reply<Text> {
        ok(self.user_name.get())
    }

    fn put_user_name(&self, _: &Caller, value: &str) -> Reply<()> {
        self.user_name.set(value.into())
    }

    fn set_password(&self, _: &Caller, value: &str) -> Reply<()> {
        self.password.set(value.into())
    }

    fn prompt_for_credentials(&self, _: &Caller, _: Option<&ObjectRef>, _: &str) -> Reply<()> {
        not_implemented("IWebProxy", "PromptForCredentials")
    }

    fn prompt_for_credentials_from_hwnd(&self, _: &Caller, _: u64, _: &str) -> Reply<()> {
        not_implemented("IWebProxy", "PromptForCredentialsFromHwnd")
    }

    fn auto_detect(&self, _: &Caller) -> Reply<bool> {
        ok(self.auto_detect.get())
    }

    fn put_auto_detect(&self, _: &Caller, value: bool) -> Reply<()> {
        self.auto_detect.set(value)
    }
}

#[cfg(test)]
mod tests {
    use wua_com::code;
    use wua_model::proxy::{IUpdateLockdown, IWebProxy};

    use super::*;
    use crate::not_implemented::NOT_IMPLEMENTED;
    use crate::testing::{code_of, new, seen};

    #[test]
    fn a_new_one_is_direct_and_that_of_a_session_is_the_users() {
        let direct: IWebProxy = new(WebProxy::default());
        assert!(!direct.auto_detect().unwrap());
        assert_eq!(&*direct.address().unwrap(), "");
        assert_eq!(direct.bypass_list().unwrap().count().unwrap(), 0);
        let users: IWebProxy = new(WebProxy::of_the_user());
        assert!(users.auto_detect().unwrap());
    }

    #[test]
    fn what_is_written_is_what_the_engine_is_to_use() {
        let proxy: IWebProxy = new(WebProxy::default());
        proxy.put_address("http://proxy:3128").unwrap();
        proxy.put_bypass_proxy_on_local(true).unwrap();
        proxy.put_user_name("curator").unwrap();
        proxy.set_password("secret").unwrap();
        let list = StringCollection::read_only(["a.example"]);
        proxy.put_bypass_list(Some(&list)).unwrap();
        proxy.bypass_list().unwrap().add("b.example").unwrap();
        let settings = WebProxy::of(&proxy.object).unwrap();
        assert_eq!(&*settings.address, "http://proxy:3128");
        assert_eq!((&*settings.user_name, &*settings.password), ("curator", "secret"));
        assert!(settings.bypass_on_local && !settings.auto_detect);
        assert_eq!(settings.bypass_list, ["a.example", "b.example"]);
        assert_eq!(code_of(proxy.put_bypass_list(None)), Some(code::E_POINTER));
    }

    #[test]
    fn locked_down_it_is_only_read() {
        let proxy: IWebProxy = new(WebProxy::default());
        let list = proxy.bypass_list().unwrap();
        let lockdown: IUpdateLockdown = seen(proxy.object.clone());
        assert_eq!(code_of(lockdown.lock_down(2)), Some(code::E_INVALIDARG));
        assert!(!proxy.read_only().unwrap());
        lockdown.lock_down(1).unwrap();
        assert!(proxy.read_only().unwrap());
        for refused in [
            code_of(proxy.put_address("x")),
            code_of(proxy.put_auto_detect(true)),
            code_of(proxy.put_bypass_list(None)),
            code_of(proxy.set_password("x")),
        ] {
            assert_eq!(refused, Some(code::WU_E_INVALID_OPERATION));
        }
        assert_eq!(code_of(list.add("x")), Some(code::WU_E_NOT_SUPPORTED));
        assert_eq!(&*proxy.address().unwrap(), "");
    }

    #[test]
    fn nobody_is_prompted() {
        let proxy: IWebProxy = new(WebProxy::default());
        let answers = [
            proxy.prompt_for_credentials(None, ""),
            proxy.prompt_for_credentials_from_hwnd(0, ""),
        ];
        let listed = NOT_IMPLEMENTED
            .iter()
            .filter(|(name, _)| name.starts_with("IWebProxy."));
        assert_eq!(listed.count(), answers.len());
        for answer in answers {
            let error = answer.unwrap_err();
            assert_eq!(error.hresult(), code::E_NOTIMPL);
            assert!(error.message().contains("opens no windows"), "{error}");
        }
    }
}
