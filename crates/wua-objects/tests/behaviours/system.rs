//! `ISystemInformation`, `IWindowsUpdateAgentInfo` and `IUpdateLockdown`.

use wua_com::{Bound, Caller, Dispatch, DispatchFlags, Permission, Permissions, Rights, Value, code};
use wua_defs::classes::{
    self, AUTOMATIC_UPDATES, CLASSES, SYSTEM_INFORMATION, UPDATE_DOWNLOADER, UPDATE_INSTALLER,
    UPDATE_SERVICE_MANAGER, WEB_PROXY, WINDOWS_UPDATE_AGENT_INFO,
};
use wua_defs::enums::OperationResultCode;
use wua_defs::interfaces::{IUPDATE_LOCKDOWN, IUPDATE_SESSION};
use wua_model::proxy::{
    IAutomaticUpdates, ISystemInformation, IUpdateDownloader, IUpdateInstaller, IUpdateLockdown,
    IUpdateServiceManager, IWebProxy, IWindowsUpdateAgentInfo,
};

use super::museum::{
    Museum, Scripted, administrator, assert_fails, collection_of, remote, seen_as, seen_by, somebody,
};

/// An administrator on another computer to whom the policy grants one thing.
pub(crate) fn remote_with(permission: Permission) -> Caller {
    Caller {
        permissions: Permissions::NONE.with(permission),
        ..remote()
    }
}

/// Calls for a web page.
pub(crate) fn for_a_web_page() -> Caller {
    Caller {
        locked_down: true,
        ..administrator()
    }
}

/// Hands an object to web pages.
pub(crate) fn lock_down(object: &Bound) {
    seen_as::<IUpdateLockdown>(object).lock_down(1).unwrap();
}

#[test]
fn b202_the_makers_support_is_a_link() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    assert_eq!(
        &*system.oem_hardware_support_link().unwrap(),
        "https://support.museum.example/curator"
    );
}

#[test]
fn b202_b203_users_may_ask_and_nobody_less() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    let user: ISystemInformation = seen_by(&system, &somebody(Rights::User));
    assert!(user.oem_hardware_support_link().is_ok());
    assert!(user.reboot_required().is_ok());
    let anyone: ISystemInformation = seen_by(&system, &somebody(Rights::Anyone));
    assert_fails(anyone.oem_hardware_support_link(), code::E_ACCESSDENIED);
    assert_fails(anyone.reboot_required(), code::E_ACCESSDENIED);
}

#[test]
fn b202_b203_other_computers_may_not_ask_unless_the_policy_grants_it() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    let afar: ISystemInformation = seen_by(&system, &remote());
    assert_fails(afar.oem_hardware_support_link(), code::E_ACCESSDENIED);
    assert_fails(afar.reboot_required(), code::E_ACCESSDENIED);
    let created = museum.create_for::<ISystemInformation>(&SYSTEM_INFORMATION, &remote());
    assert_fails(created, code::E_ACCESSDENIED);
    let granted = museum
        .create_for::<ISystemInformation>(&SYSTEM_INFORMATION, &remote_with(Permission::System))
        .unwrap();
    assert!(!granted.reboot_required().unwrap());
    assert!(granted.oem_hardware_support_link().is_ok());
}

#[test]
fn b203_b132_a_restart_is_required_until_it_has_happened() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    let installer: IUpdateInstaller = museum.create(&UPDATE_INSTALLER);
    assert!(!system.reboot_required().unwrap());
    install(&museum, "orrery-2026-05");
    assert!(system.reboot_required().unwrap());
    assert!(installer.reboot_required_before_installation().unwrap());
    museum.machine.restart().unwrap();
    assert!(!system.reboot_required().unwrap());
    assert!(!installer.reboot_required_before_installation().unwrap());
}

#[test]
fn b203_an_installation_may_do_without() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    install(&museum, "loom-connector");
    assert!(!system.reboot_required().unwrap());
}

/// A removal can require one as an installation can.
#[test]
fn b203_a_removal_may_require_a_restart() {
    let museum = Museum::open();
    let system: ISystemInformation = museum.create(&SYSTEM_INFORMATION);
    let installer = install(&museum, "orrery-2026-05");
    museum.machine.restart().unwrap();
    installer.uninstall().unwrap();
    assert!(system.reboot_required().unwrap());
}

/// Downloads and installs an exhibit.
fn install(museum: &Museum, exhibit: &str) -> IUpdateInstaller {
    let updates = collection_of(museum, &[&museum.update(exhibit)]);
    let downloader: IUpdateDownloader = museum.create(&UPDATE_DOWNLOADER);
    downloader.put_updates(Some(&updates.object)).unwrap();
    downloader.download().unwrap();
    let installer: IUpdateInstaller = museum.create(&UPDATE_INSTALLER);
    installer.put_updates(Some(&updates.object)).unwrap();
    let result = installer.install().unwrap();
    assert_eq!(result.result_code().unwrap(), OperationResultCode::Succeeded);
    installer
}

fn agent_info(museum: &Museum) -> IWindowsUpdateAgentInfo {
    museum.create(&WINDOWS_UPDATE_AGENT_INFO)
}

#[test]
fn b204_the_agent_tells_its_versions_by_name_in_any_case() {
    let museum = Museum::open();
    let info = agent_info(&museum);
    for (name, value) in [
        ("ApiMajorVersion", Value::I4(8)),
        ("ApiMinorVersion", Value::I4(0)),
        ("ProductVersionString", "museum".into()),
    ] {
        for spelling in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            assert_eq!(
                info.get_info(&spelling.as_str().into()).unwrap(),
                value,
                "{spelling}"
            );
        }
    }
    let afar: IWindowsUpdateAgentInfo = seen_by(&info, &remote());
    assert_eq!(afar.get_info(&"ApiMajorVersion".into()).unwrap(), Value::I4(8));
}

/// The documents name no code for it; `E_INVALIDARG` fits.
#[test]
fn b204_another_name_or_another_type_is_refused() {
    let museum = Museum::open();
    let info = agent_info(&museum);
    for identifier in [
        Value::from("ApiMediumVersion"),
        Value::from(""),
        Value::from(" ApiMajorVersion"),
        Value::I4(1),
        Value::Empty,
        Value::Null,
        Value::MISSING,
        Value::Object(None),
        Value::from(info.object.clone()),
    ] {
        assert_fails(info.get_info(&identifier), code::E_INVALIDARG);
    }
}

#[test]
fn b204_a_script_asks_for_versions_too() {
    let museum = Museum::open();
    let script = Scripted::new(&agent_info(&museum));
    let major = script.call("getinfo", &["apimajorversion".into()]).unwrap();
    assert_eq!(major, Value::I4(8));
}

#[test]
fn b205_five_classes_can_be_locked_down() {
    let museum = Museum::open();
    for class in CLASSES {
        let object: Bound = museum.create(class);
        let lockable = [
            &AUTOMATIC_UPDATES,
            &UPDATE_DOWNLOADER,
            &UPDATE_INSTALLER,
            &UPDATE_SERVICE_MANAGER,
            &WEB_PROXY,
        ];
        let expected = lockable.iter().any(|lockable| std::ptr::eq(*lockable, *class));
        assert_eq!(
            object.object.supports(&IUPDATE_LOCKDOWN),
            expected,
            "{}",
            class.name
        );
    }
}

#[test]
fn b205_scripts_do_not_see_the_lock() {
    let museum = Museum::open();
    for class in [
        &AUTOMATIC_UPDATES,
        &UPDATE_DOWNLOADER,
        &UPDATE_INSTALLER,
        &WEB_PROXY,
    ] {
        let object: Bound = museum.create(class);
        let dispatch = Dispatch::new(object.object.clone()).unwrap();
        assert_eq!(dispatch.id_of("LockDown"), None);
        let by_name = dispatch.call(
            &administrator(),
            "LockDown",
            DispatchFlags::METHOD,
            &[Value::I4(1)],
        );
        assert_eq!(by_name.unwrap_err().hresult(), code::DISP_E_UNKNOWNNAME);
        assert!(Dispatch::of_family(object.object.clone(), &IUPDATE_LOCKDOWN).is_none());
    }
}

#[test]
fn b205_only_the_known_option_locks() {
    let museum = Museum::open();
    let proxy: IWebProxy = museum.create(&WEB_PROXY);
    for flags in [0, 2, 3, -1, i32::MAX] {
        assert_fails(
            seen_as::<IUpdateLockdown>(&proxy).lock_down(flags),
            code::E_INVALIDARG,
        );
    }
    proxy.put_address("proxy.example:8080").unwrap();
    lock_down(&proxy);
    lock_down(&proxy);
    assert_fails(
        proxy.put_address("other.example:8080"),
        code::WU_E_INVALID_OPERATION,
    );
    assert_eq!(&*proxy.address().unwrap(), "proxy.example:8080");
}

#[test]
fn b205_another_computer_locks_nothing() {
    let museum = Museum::open();
    let everything = Permission::ALL
        .into_iter()
        .fold(Permissions::NONE, Permissions::with);
    let afar = Caller {
        permissions: everything,
        ..remote()
    };
    let manager: IUpdateServiceManager = museum.create(&UPDATE_SERVICE_MANAGER);
    assert_fails(
        seen_by::<IUpdateLockdown>(&manager, &afar).lock_down(1),
        code::E_ACCESSDENIED,
    );
}

/// One object is locked down, not its class, nor who made it.
#[test]
fn b205_the_lock_is_on_one_object() {
    let museum = Museum::open();
    let automatic_updates: IAutomaticUpdates = museum.create(&AUTOMATIC_UPDATES);
    lock_down(&automatic_updates);
    assert_fails(automatic_updates.pause(), code::WU_E_INVALID_OPERATION);
    let another: IAutomaticUpdates = museum.create(&AUTOMATIC_UPDATES);
    another.pause().unwrap();
}

/// Who calls for a web page is locked down on every object, whoever made it.
#[test]
fn b205_a_caller_for_a_web_page_finds_every_object_locked() {
    let museum = Museum::open();
    let page = for_a_web_page();
    let automatic_updates: IAutomaticUpdates = museum.create_for(&AUTOMATIC_UPDATES, &page).unwrap();
    assert_fails(automatic_updates.pause(), code::WU_E_INVALID_OPERATION);
    let proxy: IWebProxy = museum.create_for(&WEB_PROXY, &page).unwrap();
    assert_fails(proxy.put_auto_detect(true), code::WU_E_INVALID_OPERATION);
    let downloader: IUpdateDownloader = museum.create_for(&UPDATE_DOWNLOADER, &page).unwrap();
    assert_fails(downloader.put_is_forced(true), code::WU_E_INVALID_OPERATION);
    let orrery: wua_model::proxy::IUpdate = seen_by(&museum.update("star-atlas"), &page);
    assert_fails(orrery.accept_eula(), code::WU_E_INVALID_OPERATION);
    assert!(orrery.title().is_ok());
    let session: Bound = museum.create(&classes::UPDATE_SESSION);
    assert!(session.object.supports(&IUPDATE_SESSION));
}
