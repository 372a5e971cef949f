//! `IWebProxy`. Windows 10 declares it unsupported; here it does what was documented before.

use wua_com::{Dispatch, ObjectRef, Permission, Value, code};
use wua_defs::classes::{STRING_COLLECTION, WEB_PROXY};
use wua_defs::interfaces::IWEB_PROXY;
use wua_model::proxy::{IStringCollection, IUpdateSession, IWebProxy};
use wua_objects::WebProxy;

use super::museum::{Museum, Scripted, assert_fails, remote, seen_as, seen_by, strings};
use super::system::{for_a_web_page, lock_down, remote_with};

fn proxy(museum: &Museum) -> IWebProxy {
    museum.create(&WEB_PROXY)
}

fn list_of(museum: &Museum, items: &[&str]) -> IStringCollection {
    let list: IStringCollection = museum.create(&STRING_COLLECTION);
    for item in items {
        list.add(item).unwrap();
    }
    list
}

/// Without an address servers are reached directly.
#[test]
fn b198_a_new_proxy_is_none() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    assert!(!proxy.auto_detect().unwrap());
    assert_eq!(&*proxy.address().unwrap(), "");
    assert!(strings(&proxy.bypass_list().unwrap()).is_empty());
    assert!(!proxy.bypass_proxy_on_local().unwrap());
    assert_eq!(&*proxy.user_name().unwrap(), "");
    assert!(!proxy.read_only().unwrap());
}

#[test]
fn b198_a_proxy_keeps_what_it_is_told() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    proxy.put_address("proxy.example:8080").unwrap();
    let list = list_of(&museum, &["*.museum.example", "localhost"]);
    proxy.put_bypass_list(Some(&list.object)).unwrap();
    proxy.put_bypass_proxy_on_local(true).unwrap();
    proxy.put_user_name("curator").unwrap();
    proxy.put_auto_detect(true).unwrap();
    assert_eq!(&*proxy.address().unwrap(), "proxy.example:8080");
    assert_eq!(
        strings(&proxy.bypass_list().unwrap()),
        ["*.museum.example", "localhost"]
    );
    assert!(proxy.bypass_proxy_on_local().unwrap());
    assert_eq!(&*proxy.user_name().unwrap(), "curator");
    assert!(proxy.auto_detect().unwrap());
    // Null is no address.
    Scripted::new(&proxy).put("Address", &[Value::Null]).unwrap();
    assert_eq!(&*proxy.address().unwrap(), "");
}

/// The proxy takes the strings over; what happens to the collection afterwards does not matter to it.
#[test]
fn b198_the_bypass_list_is_the_proxys_own() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    let list = list_of(&museum, &["a"]);
    proxy.put_bypass_list(Some(&list.object)).unwrap();
    list.add("b").unwrap();
    assert_eq!(strings(&proxy.bypass_list().unwrap()), ["a"]);
    proxy.bypass_list().unwrap().add("c").unwrap();
    assert_eq!(strings(&proxy.bypass_list().unwrap()), ["a", "c"]);
    assert_fails(proxy.put_bypass_list(None), code::E_POINTER);
    assert_fails(proxy.put_bypass_list(Some(&proxy.object)), code::E_NOINTERFACE);
    assert_eq!(strings(&proxy.bypass_list().unwrap()), ["a", "c"]);
}

/// `AutoDetect` overrides the rest without forgetting it.
#[test]
fn b198_what_is_detected_comes_before_what_is_set() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    proxy.put_address("proxy.example:8080").unwrap();
    proxy.put_auto_detect(true).unwrap();
    let settings = WebProxy::of(&proxy.object).unwrap();
    assert!(settings.auto_detect);
    proxy.put_auto_detect(false).unwrap();
    let settings = WebProxy::of(&proxy.object).unwrap();
    assert!(!settings.auto_detect);
    assert_eq!(&*settings.address, "proxy.example:8080");
}

#[test]
fn b198_a_session_begins_with_the_settings_of_the_computer() {
    let museum = Museum::open();
    let session: IUpdateSession = seen_as(&museum.session());
    assert!(session.web_proxy().unwrap().auto_detect().unwrap());
    let own = proxy(&museum);
    session.put_web_proxy(Some(&own.object)).unwrap();
    assert_eq!(session.web_proxy().unwrap().object, own.object);
    session.put_web_proxy(None).unwrap();
    assert!(session.web_proxy().unwrap().auto_detect().unwrap());
    assert_fails(session.put_web_proxy(Some(&session.object)), code::E_NOINTERFACE);
}

#[test]
fn b198_b199_a_proxy_that_is_locked_down_cannot_be_changed() {
    let museum = Museum::open();
    let locked = proxy(&museum);
    locked.put_address("proxy.example:8080").unwrap();
    lock_down(&locked);
    let handed_to_a_page: IWebProxy = seen_by(&proxy(&museum), &for_a_web_page());
    let list = list_of(&museum, &["a"]);
    for proxy in [&locked, &handed_to_a_page] {
        let refused = code::WU_E_INVALID_OPERATION;
        assert_fails(proxy.put_address("x"), refused);
        assert_fails(proxy.put_bypass_list(Some(&list.object)), refused);
        assert_fails(proxy.put_bypass_proxy_on_local(true), refused);
        assert_fails(proxy.put_user_name("x"), refused);
        assert_fails(proxy.put_auto_detect(true), refused);
        assert_fails(proxy.set_password("x"), refused);
        assert!(proxy.read_only().unwrap());
    }
    assert_eq!(&*locked.address().unwrap(), "proxy.example:8080");
    assert_fails(locked.bypass_list().unwrap().add("b"), code::WU_E_NOT_SUPPORTED);
}

/// A list that was handed out before the lock is no way around it.
#[test]
fn b198_the_bypass_list_is_locked_with_its_proxy() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    let list = proxy.bypass_list().unwrap();
    list.add("a").unwrap();
    lock_down(&proxy);
    assert!(list.read_only().unwrap());
    assert_fails(list.add("b"), code::WU_E_NOT_SUPPORTED);
    assert_fails(list.clear(), code::WU_E_NOT_SUPPORTED);
    assert_eq!(strings(&proxy.bypass_list().unwrap()), ["a"]);
}

#[test]
fn b198_b199_other_computers_need_a_grant() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    let afar: IWebProxy = seen_by(&proxy, &remote());
    let refused = code::E_ACCESSDENIED;
    assert_fails(museum.create_for::<IWebProxy>(&WEB_PROXY, &remote()), refused);
    assert_fails(afar.address(), refused);
    assert_fails(afar.put_address("x"), refused);
    assert_fails(afar.bypass_list(), refused);
    assert_fails(afar.bypass_proxy_on_local(), refused);
    assert_fails(afar.put_bypass_proxy_on_local(true), refused);
    assert_fails(afar.read_only(), refused);
    assert_fails(afar.user_name(), refused);
    assert_fails(afar.put_user_name("x"), refused);
    assert_fails(afar.set_password("x"), refused);
    assert_fails(afar.auto_detect(), refused);
    assert_fails(afar.put_auto_detect(true), refused);
    let granted: IWebProxy = museum
        .create_for(&WEB_PROXY, &remote_with(Permission::Proxy))
        .unwrap();
    granted.put_address("proxy.example:8080").unwrap();
    granted.set_password("secret").unwrap();
    assert_eq!(&*granted.address().unwrap(), "proxy.example:8080");
}

#[test]
fn b199_the_password_goes_in_and_not_out() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    proxy.set_password("open sesame").unwrap();
    assert_eq!(&*WebProxy::of(&proxy.object).unwrap().password, "open sesame");
    let dispatch = Dispatch::new(proxy.object.clone()).unwrap();
    assert_eq!(dispatch.id_of("Password"), None);
    for (slot, member) in IWEB_PROXY
        .all_members()
        .filter(|(_, member)| member.params.is_empty())
    {
        if let Ok(answer) = proxy.object.invoke(&proxy.caller, &IWEB_PROXY, slot, &[]) {
            assert_ne!(answer.value, Value::from("open sesame"), "{}", member.name);
        }
    }
}

/// The agent opens no windows: it says so, whatever stands for the parent.
#[test]
fn b200_nobody_is_asked_for_credentials() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    assert_fails(
        proxy.prompt_for_credentials(None, "Who are you?"),
        code::E_NOTIMPL,
    );
    assert_fails(
        proxy.prompt_for_credentials(Some(&proxy.object), ""),
        code::E_NOTIMPL,
    );
    let granted: IWebProxy = seen_by(&proxy, &remote_with(Permission::Proxy));
    assert_fails(granted.prompt_for_credentials(None, ""), code::E_ACCESSDENIED);
}

/// The type library restricts it, so scripts do not find it, although one page says otherwise.
#[test]
fn b201_the_dialog_by_window_handle_is_for_this_computer_and_not_for_scripts() {
    let museum = Museum::open();
    let proxy = proxy(&museum);
    assert_fails(
        proxy.prompt_for_credentials_from_hwnd(0, "Who are you?"),
        code::E_NOTIMPL,
    );
    let granted: IWebProxy = seen_by(&proxy, &remote_with(Permission::Proxy));
    assert_fails(
        granted.prompt_for_credentials_from_hwnd(0, ""),
        code::E_ACCESSDENIED,
    );
    let dispatch = Dispatch::new(ObjectRef::clone(&proxy.object)).unwrap();
    assert_eq!(dispatch.id_of("PromptForCredentialsFromHwnd"), None);
    assert!(dispatch.id_of("PromptForCredentials").is_some());
}
