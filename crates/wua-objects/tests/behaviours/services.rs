//! `IUpdateServiceManager`, the services that it knows and their registrations.

use std::path::{Path, PathBuf};

use wua_com::{Caller, Permission, Rights, Value, code};
use wua_defs::classes::UPDATE_SERVICE_MANAGER;
use wua_defs::enums::{AddServiceFlag, ServerSelection, UpdateServiceRegistrationState as State};
use wua_model::proxy::{
    IUpdateSearcher, IUpdateService, IUpdateService2, IUpdateServiceCollection, IUpdateServiceManager2,
};

use super::museum::{
    Museum, Scripted, administrator, assert_fails, date, remote, seen_as, seen_by, somebody, strings, within,
};
use super::system::{for_a_web_page, lock_down, remote_with};

const WINDOWS_UPDATE: &str = "9482f4b4-e343-43b6-b170-9a65bc822c77";
const MICROSOFT_UPDATE: &str = "7971f918-a847-4430-9279-4a52d1efe18d";
const MUSEUM_SERVER: &str = "3da21691-e39d-4da6-8a4b-b43877bcb1b7";
const CURIOSITIES: &str = "00001901-00f0-4000-8000-000000000001";
const SUNDIAL: &str = "00001901-00f0-4000-8000-000000000002";
const BALLOON: &str = "00001901-00f0-4000-8000-000000000005";
const NIGHT_TRAM: &str = "00001901-00f0-4000-8000-000000000006";
const PLANETARIUM: &str = "00001901-00f0-4000-8000-000000000007";
const GAS_LAMPS: &str = "00001901-00f0-4000-8000-000000000008";
const DONATION: &str = "00001901-00f0-4000-8000-000000000009";
const LOCKED_ROOM: &str = "00001901-00f0-4000-8000-000000000010";
const GIFT_SHOP: &str = "00001901-00f0-4000-8000-000000000011";
const NOBODY: &str = "00001901-00f0-4000-8000-0000000000ff";

const PENDING: i32 = 1;
const ONLINE: i32 = 2;
const WITH_AU: i32 = 4;
/// `usoNonVolatileService`.
const KEEP: i32 = 1;

fn manager(museum: &Museum) -> IUpdateServiceManager2 {
    museum.create(&UPDATE_SERVICE_MANAGER)
}

fn manager_by(museum: &Museum, caller: &Caller) -> IUpdateServiceManager2 {
    seen_by(&manager(museum), caller)
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .with_file_name("wua-testkit")
        .join("testdata")
}

fn cabinet(name: &str) -> String {
    testdata().join("cabinets").join(name).display().to_string()
}

fn scan_package() -> String {
    testdata().join("scan-package.cab").display().to_string()
}

fn all(services: &IUpdateServiceCollection) -> Vec<IUpdateService2> {
    let count = services.count().unwrap();
    (0..count)
        .map(|index| seen_as(&services.item(index).unwrap()))
        .collect()
}

fn ids(manager: &IUpdateServiceManager2) -> Vec<String> {
    all(&manager.services().unwrap())
        .iter()
        .map(|service| service.service_id().unwrap().to_string())
        .collect()
}

fn service(manager: &IUpdateServiceManager2, id: &str) -> IUpdateService2 {
    let services = all(&manager.services().unwrap());
    services
        .into_iter()
        .find(|service| &*service.service_id().unwrap() == id)
        .unwrap_or_else(|| panic!("no service {id}"))
}

fn state(manager: &IUpdateServiceManager2, id: &str) -> State {
    manager
        .query_service_registration(id)
        .unwrap()
        .registration_state()
        .unwrap()
}

fn search_at(museum: &Museum, id: &str) -> Vec<String> {
    let searcher: IUpdateSearcher = seen_as(&museum.searcher());
    searcher.put_server_selection(ServerSelection::Others).unwrap();
    searcher.put_service_id(id).unwrap();
    let found = searcher
        .search("IsInstalled=0 or IsInstalled=1")
        .unwrap()
        .updates()
        .unwrap();
    (0..found.count().unwrap())
        .map(|index| found.item(index).unwrap().title().unwrap().to_string())
        .collect()
}

#[test]
fn b173_the_services_of_the_beginning() {
    let museum = Museum::open();
    assert_eq!(ids(&manager(&museum)), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]);
    assert_eq!(
        ids(&manager_by(&museum, &remote())),
        [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]
    );
    let services = manager(&museum).services().unwrap();
    assert_fails(services.item(3), code::WU_E_INVALIDINDEX);
    assert_fails(services.item(-1), code::WU_E_INVALIDINDEX);
    let walked = Scripted::new(&services).each();
    assert_eq!(walked.len(), 3);
}

/// A collection is what was registered when it was asked for.
#[test]
fn b173_services_come_and_go() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let before = manager.services().unwrap();
    manager
        .add_service(PLANETARIUM, &cabinet("planetarium.cab"))
        .unwrap();
    assert_eq!(before.count().unwrap(), 3);
    assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL, PLANETARIUM]);
    manager.remove_service(PLANETARIUM).unwrap();
    assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]);
}

#[test]
fn b174_a_cabinet_registers_its_service() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let added = manager
        .add_service(PLANETARIUM, &cabinet("planetarium.cab"))
        .unwrap();
    assert_eq!(&*added.name().unwrap(), "Planetarium");
    assert_eq!(&*added.service_id().unwrap(), PLANETARIUM);
    assert!(!added.is_registered_with_au().unwrap());
    assert_eq!(state(&manager, PLANETARIUM), State::Registered);
    assert_eq!(search_at(&museum, PLANETARIUM).len(), 3);
    // In braces it is the same identifier, and once more the same service.
    manager
        .add_service(
            &format!("{{{}}}", PLANETARIUM.to_uppercase()),
            &cabinet("planetarium.cab"),
        )
        .unwrap();
    assert_eq!(ids(&manager).len(), 4);
}

#[test]
fn b174_a_cabinet_that_is_no_good_registers_nothing() {
    let museum = Museum::open();
    let manager = manager(&museum);
    for (id, path, expected) in [
        (GAS_LAMPS, cabinet("expired.cab"), code::WU_E_DS_SERVICEEXPIRED),
        (
            LOCKED_ROOM,
            cabinet("forbidden.cab"),
            code::WU_E_DS_INVALIDOPERATION,
        ),
        (DONATION, cabinet("unsigned.cab"), code::TRUST_E_NOSIGNATURE),
        (PLANETARIUM, String::new(), code::E_INVALIDARG),
        (PLANETARIUM, cabinet("no-such.cab"), code::ERROR_FILE_NOT_FOUND),
        (PLANETARIUM, scan_package(), code::WU_E_INVALID_FILE),
        (SUNDIAL, cabinet("planetarium.cab"), code::E_INVALIDARG),
        ("", cabinet("planetarium.cab"), code::E_INVALIDARG),
        ("planetarium", cabinet("planetarium.cab"), code::E_INVALIDARG),
        (
            "00000000-0000-0000-0000-000000000000",
            cabinet("planetarium.cab"),
            code::E_INVALIDARG,
        ),
    ] {
        assert_fails(manager.add_service(id, &path), expected);
        assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL], "{path}");
    }
}

#[test]
fn b174_b175_b176_b177_b178_b179_b182_administrators_change_services() {
    let museum = Museum::open();
    for rights in [Rights::User, Rights::PowerUser] {
        let manager = manager_by(&museum, &somebody(rights));
        let denied = code::E_ACCESSDENIED;
        assert_fails(
            manager.add_service(PLANETARIUM, &cabinet("planetarium.cab")),
            denied,
        );
        assert_fails(manager.add_service2(MICROSOFT_UPDATE, ONLINE, ""), denied);
        assert_fails(manager.register_service_with_au(CURIOSITIES), denied);
        assert_fails(manager.unregister_service_with_au(WINDOWS_UPDATE), denied);
        assert_fails(manager.remove_service(SUNDIAL), denied);
        assert_fails(manager.add_scan_package_service("x", &scan_package(), 0), denied);
        assert_fails(manager.set_option("AllowWarningUI", &Value::Bool(false)), denied);
        assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]);
    }
}

/// Where the documents disagree about other computers, the remote-use page is followed.
#[test]
fn b174_b175_b176_b177_b178_other_computers_need_a_grant() {
    let museum = Museum::open();
    let afar = manager_by(&museum, &remote());
    let denied = code::E_ACCESSDENIED;
    assert_fails(afar.add_service(PLANETARIUM, &cabinet("planetarium.cab")), denied);
    assert_fails(afar.register_service_with_au(CURIOSITIES), denied);
    assert_fails(afar.unregister_service_with_au(WINDOWS_UPDATE), denied);
    assert_fails(afar.remove_service(SUNDIAL), denied);
    assert_fails(afar.add_scan_package_service("x", &scan_package(), 0), denied);
    let granted = manager_by(&museum, &within(&testdata(), remote_with(Permission::Services)));
    granted
        .add_service(PLANETARIUM, &cabinet("planetarium.cab"))
        .unwrap();
    granted.register_service_with_au(PLANETARIUM).unwrap();
    granted.unregister_service_with_au(PLANETARIUM).unwrap();
    granted.remove_service(PLANETARIUM).unwrap();
    granted
        .add_scan_package_service("x", &scan_package(), KEEP)
        .unwrap();
    granted.set_option("AllowWarningUI", &Value::Bool(false)).unwrap();
}

#[test]
fn b175_b190_a_service_comes_to_serve_automatic_updates() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let before = service(&manager, CURIOSITIES);
    assert!(!before.is_registered_with_au().unwrap());
    manager.register_service_with_au(CURIOSITIES).unwrap();
    assert!(service(&manager, CURIOSITIES).is_registered_with_au().unwrap());
    assert!(
        !before.is_registered_with_au().unwrap(),
        "an object is as of when it was asked for"
    );
    // Once more changes nothing.
    manager.register_service_with_au(CURIOSITIES).unwrap();
    assert!(service(&manager, WINDOWS_UPDATE).is_registered_with_au().unwrap());
}

/// That no service of Windows would stay cannot come of registering one more: it is met in unregistering.
#[test]
fn b175_not_every_service_can_serve_automatic_updates() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let package = manager
        .add_scan_package_service("Offline", &scan_package(), KEEP)
        .unwrap();
    let package = package.service_id().unwrap();
    manager
        .add_service(GIFT_SHOP, &cabinet("not-for-automatic-updates.cab"))
        .unwrap();
    for (id, expected) in [
        (NOBODY, code::WU_E_DS_UNKNOWNSERVICE),
        (PLANETARIUM, code::WU_E_DS_UNKNOWNSERVICE),
        (SUNDIAL, code::WU_E_INVALID_OPERATION),
        (GIFT_SHOP, code::WU_E_INVALID_OPERATION),
        (&*package, code::WU_E_INVALID_OPERATION),
        ("", code::E_INVALIDARG),
        ("sundial", code::E_INVALIDARG),
        ("00000000-0000-0000-0000-000000000000", code::E_INVALIDARG),
    ] {
        assert_fails(manager.register_service_with_au(id), expected);
    }
}

#[test]
fn b176_a_service_may_retire_from_automatic_updates() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager.register_service_with_au(CURIOSITIES).unwrap();
    manager.unregister_service_with_au(CURIOSITIES).unwrap();
    assert!(!service(&manager, CURIOSITIES).is_registered_with_au().unwrap());
    // Once more changes nothing.
    manager.unregister_service_with_au(CURIOSITIES).unwrap();
    assert_fails(
        manager.unregister_service_with_au(NOBODY),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
    assert_fails(manager.unregister_service_with_au(""), code::E_INVALIDARG);
}

/// A service of Windows has to stay; which one, is free. Nobody is asked, so nobody declines.
#[test]
fn b176_the_last_service_of_windows_stays_with_automatic_updates() {
    let museum = Museum::open();
    let manager = manager(&museum);
    assert_fails(
        manager.unregister_service_with_au(WINDOWS_UPDATE),
        code::WU_E_DS_NEEDWINDOWSSERVICE,
    );
    manager.register_service_with_au(CURIOSITIES).unwrap();
    assert_fails(
        manager.unregister_service_with_au(WINDOWS_UPDATE),
        code::WU_E_DS_NEEDWINDOWSSERVICE,
    );
    manager
        .add_service2(MICROSOFT_UPDATE, ONLINE + WITH_AU, "")
        .unwrap();
    manager.unregister_service_with_au(WINDOWS_UPDATE).unwrap();
    assert!(!service(&manager, WINDOWS_UPDATE).is_registered_with_au().unwrap());
}

#[test]
fn b176_b177_what_is_managed_stays() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager
        .add_service2(MUSEUM_SERVER, WITH_AU, &cabinet("museum-server.cab"))
        .unwrap();
    assert_fails(
        manager.unregister_service_with_au(MUSEUM_SERVER),
        code::WU_E_DS_INVALIDOPERATION,
    );
    assert_fails(
        manager.remove_service(MUSEUM_SERVER),
        code::WU_E_DS_INVALIDOPERATION,
    );
    assert!(service(&manager, MUSEUM_SERVER).is_registered_with_au().unwrap());
}

#[test]
fn b177_a_service_is_removed_with_what_it_offered() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager
        .add_service(PLANETARIUM, &cabinet("planetarium.cab"))
        .unwrap();
    manager.remove_service(PLANETARIUM).unwrap();
    assert_fails(manager.remove_service(PLANETARIUM), code::WU_E_DS_UNKNOWNSERVICE);
    assert_fails(
        manager.query_service_registration(PLANETARIUM),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
    manager.remove_service(SUNDIAL).unwrap();
    assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES]);
}

#[test]
fn b177_the_service_of_windows_stays() {
    let museum = Museum::open();
    let manager = manager(&museum);
    assert_fails(
        manager.remove_service(WINDOWS_UPDATE),
        code::WU_E_DS_NEEDWINDOWSSERVICE,
    );
    assert_fails(manager.remove_service(""), code::E_INVALIDARG);
    assert_fails(manager.remove_service("everything"), code::E_INVALIDARG);
    assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]);
}

#[test]
fn b176_b177_b178_b179_locked_down_services_stay_as_they_are() {
    let museum = Museum::open();
    let locked = manager(&museum);
    lock_down(&locked);
    for manager in [locked, manager_by(&museum, &for_a_web_page())] {
        let refused = code::WU_E_INVALID_OPERATION;
        assert_fails(manager.unregister_service_with_au(WINDOWS_UPDATE), refused);
        assert_fails(manager.remove_service(SUNDIAL), refused);
        assert_fails(manager.add_scan_package_service("x", &scan_package(), 0), refused);
        assert_fails(manager.set_option("AllowWarningUI", &Value::Bool(false)), refused);
        assert_eq!(ids(&manager), [WINDOWS_UPDATE, CURIOSITIES, SUNDIAL]);
    }
}

#[test]
fn b178_b193_a_scan_package_is_a_service_of_its_own() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let package = manager
        .add_scan_package_service("Offline", &scan_package(), KEEP)
        .unwrap();
    assert_eq!(&*package.name().unwrap(), "Offline");
    assert!(package.is_scan_package_service().unwrap());
    assert!(package.offers_windows_updates().unwrap());
    assert!(!package.can_register_with_au().unwrap());
    let id = package.service_id().unwrap();
    assert_eq!(search_at(&museum, &id).len(), 3);
    drop(package);
    assert!(ids(&manager).contains(&id.to_string()));
    manager.remove_service(&id).unwrap();
    assert!(!ids(&manager).contains(&id.to_string()));
}

#[test]
fn b178_without_the_flag_it_goes_with_its_object() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let package = manager
        .add_scan_package_service("Offline", &scan_package(), 0)
        .unwrap();
    let another = manager
        .add_scan_package_service("Offline", &scan_package(), 0)
        .unwrap();
    let id = package.service_id().unwrap();
    assert_ne!(id, another.service_id().unwrap());
    assert_eq!(ids(&manager).len(), 5);
    assert_eq!(search_at(&museum, &id).len(), 3);
    drop(package);
    assert_eq!(ids(&manager).len(), 4);
    assert!(!ids(&manager).contains(&id.to_string()));
}

/// Scripts may leave the flags out.
#[test]
fn b178_the_flags_are_optional() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let script = Scripted::new(&manager);
    let args = ["Offline".into(), scan_package().into()];
    let package = script.object("AddScanPackageService", &args);
    assert_eq!(package.get("IsScanPackageService"), Value::Bool(true));
}

#[test]
fn b178_what_is_no_scan_package_is_refused() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let not_a_package = museum.path("letter.cab");
    std::fs::write(&not_a_package, "Dear museum, please find enclosed").unwrap();
    for (name, path, flags, expected) in [
        ("", scan_package(), 0, code::E_INVALIDARG),
        ("Offline", String::new(), 0, code::E_INVALIDARG),
        ("Offline", scan_package(), 2, code::E_INVALIDARG),
        ("Offline", scan_package(), -1, code::E_INVALIDARG),
        (
            "Offline",
            not_a_package.display().to_string(),
            0,
            code::WU_E_OL_INVALID_SCANFILE,
        ),
        (
            "Offline",
            "/no/such/file.cab".to_owned(),
            0,
            code::ERROR_FILE_NOT_FOUND,
        ),
    ] {
        assert_fails(manager.add_scan_package_service(name, &path, flags), expected);
        assert_eq!(ids(&manager).len(), 3);
    }
}

#[test]
fn b179_b175_an_option_names_the_only_service_for_automatic_updates() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager
        .set_option("allowedserviceid", &CURIOSITIES.into())
        .unwrap();
    manager
        .add_service(PLANETARIUM, &cabinet("planetarium.cab"))
        .unwrap();
    assert_fails(
        manager.register_service_with_au(PLANETARIUM),
        code::WU_E_INVALID_OPERATION,
    );
    let with_au = AddServiceFlag::RegisterServiceWithAU.into();
    assert_fails(
        manager.add_service2(PLANETARIUM, with_au, &cabinet("planetarium.cab")),
        code::WU_E_INVALID_OPERATION,
    );
    manager.register_service_with_au(CURIOSITIES).unwrap();
    manager
        .set_option("AllowedServiceID", &PLANETARIUM.into())
        .unwrap();
    manager.register_service_with_au(PLANETARIUM).unwrap();
}

#[test]
fn b179_options_have_names_and_types() {
    let museum = Museum::open();
    let manager = manager(&museum);
    for show in [true, false] {
        manager.set_option("AllowWarningUI", &Value::Bool(show)).unwrap();
    }
    for (name, value) in [
        ("AllowWarningUI", Value::from("yes")),
        ("AllowWarningUI", Value::I4(1)),
        ("AllowedServiceID", Value::Bool(true)),
        ("AllowedServiceID", Value::from("curiosities")),
        ("AllowedServiceID", Value::Empty),
        ("", Value::Bool(true)),
        ("AllowEverything", Value::Bool(true)),
    ] {
        assert_fails(manager.set_option(name, &value), code::E_INVALIDARG);
    }
}

/// The one change of services that other computers may make without a grant is one of the caller's own object.
#[test]
fn b179_other_computers_set_options() {
    let museum = Museum::open();
    manager_by(&museum, &remote())
        .set_option("AllowWarningUI", &Value::Bool(false))
        .unwrap();
}

#[test]
fn b180_a_manager_knows_who_asks() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager.put_client_application_id("Museum of Updates").unwrap();
    assert_eq!(&*manager.client_application_id().unwrap(), "Museum of Updates");
    let session = museum.session();
    session.put_client_application_id("Session").unwrap();
    let created = session.create_update_service_manager().unwrap();
    assert_eq!(&*created.client_application_id().unwrap(), "Session");
    let afar = manager_by(&museum, &remote());
    afar.put_client_application_id("afar").unwrap();
    assert_eq!(&*afar.client_application_id().unwrap(), "afar");
}

/// The documents leave the code open; the service being unknown, `WU_E_DS_UNKNOWNSERVICE` fits.
#[test]
fn b181_without_a_registration_there_is_no_record_of_it() {
    let museum = Museum::open();
    let manager = manager(&museum);
    for id in [NOBODY, PLANETARIUM, BALLOON] {
        assert_fails(
            manager.query_service_registration(id),
            code::WU_E_DS_UNKNOWNSERVICE,
        );
    }
    for id in ["", "windows update"] {
        assert_fails(manager.query_service_registration(id), code::E_INVALIDARG);
    }
}

#[test]
fn b181_b183_b184_b185_a_registered_service_has_a_record() {
    let museum = Museum::open();
    for caller in [administrator(), somebody(Rights::User), remote()] {
        let registration = manager_by(&museum, &caller)
            .query_service_registration(WINDOWS_UPDATE)
            .unwrap();
        assert_eq!(registration.registration_state().unwrap(), State::Registered);
        assert_eq!(&*registration.service_id().unwrap(), WINDOWS_UPDATE);
        assert!(!registration.is_pending_registration_with_au().unwrap());
        let service = registration.service().unwrap().unwrap();
        assert_eq!(&*service.name().unwrap(), "Windows Update");
        assert!(service.is_default_au_service().unwrap());
    }
}

#[test]
fn b182_flags_that_ask_for_a_cabinet_take_one() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let registration = manager
        .add_service2(PLANETARIUM, 0, &cabinet("planetarium.cab"))
        .unwrap();
    assert_eq!(registration.registration_state().unwrap(), State::Registered);
    assert!(!service(&manager, PLANETARIUM).is_registered_with_au().unwrap());
    manager
        .add_service2(PLANETARIUM, WITH_AU, &cabinet("planetarium.cab"))
        .unwrap();
    assert!(service(&manager, PLANETARIUM).is_registered_with_au().unwrap());
    for (id, flags, path, expected) in [
        (PLANETARIUM, 0, String::new(), code::E_INVALIDARG),
        (PLANETARIUM, WITH_AU, String::new(), code::E_INVALIDARG),
        (GAS_LAMPS, 0, cabinet("expired.cab"), code::WU_E_DS_SERVICEEXPIRED),
        (
            LOCKED_ROOM,
            0,
            cabinet("forbidden.cab"),
            code::WU_E_DS_INVALIDOPERATION,
        ),
        (DONATION, 0, cabinet("unsigned.cab"), code::TRUST_E_NOSIGNATURE),
        (
            GIFT_SHOP,
            WITH_AU,
            cabinet("not-for-automatic-updates.cab"),
            code::WU_E_INVALID_OPERATION,
        ),
        ("", 0, cabinet("planetarium.cab"), code::E_INVALIDARG),
    ] {
        assert_fails(manager.add_service2(id, flags, &path), expected);
    }
}

#[test]
fn b182_online_is_now_or_never() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let registration = manager.add_service2(MICROSOFT_UPDATE, ONLINE, "").unwrap();
    assert_eq!(registration.registration_state().unwrap(), State::Registered);
    assert_fails(
        manager.add_service2(BALLOON, ONLINE, ""),
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
    );
    assert_fails(
        manager.query_service_registration(BALLOON),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
    assert_fails(
        manager.add_service2(PLANETARIUM, ONLINE, ""),
        code::WU_E_PT_REGISTRATION_NOT_SUPPORTED,
    );
}

#[test]
fn b182_b183_b184_b185_pending_is_later() {
    let museum = Museum::open();
    let manager = manager(&museum);
    for (id, flags, with_au) in [(NIGHT_TRAM, PENDING, false), (BALLOON, PENDING + WITH_AU, true)] {
        let registration = manager.add_service2(id, flags, "").unwrap();
        assert_eq!(
            registration.registration_state().unwrap(),
            State::RegistrationPending
        );
        assert_eq!(registration.is_pending_registration_with_au().unwrap(), with_au);
        assert_eq!(&*registration.service_id().unwrap(), id);
        // Our decision: there is no service yet.
        assert!(registration.service().unwrap().is_none());
        assert_eq!(state(&manager, id), State::RegistrationPending);
        assert!(!ids(&manager).contains(&id.to_owned()));
    }
    manager.remove_service(BALLOON).unwrap();
    assert_fails(
        manager.query_service_registration(BALLOON),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
}

/// The tram answers at the second try, which the next search makes.
#[test]
fn b182_b183_what_does_not_answer_now_is_tried_again() {
    let museum = Museum::open();
    let manager = manager(&museum);
    let registration = manager
        .add_service2(NIGHT_TRAM, ONLINE + PENDING + WITH_AU, "")
        .unwrap();
    assert_eq!(
        registration.registration_state().unwrap(),
        State::RegistrationPending
    );
    museum.search("IsInstalled=0");
    assert_eq!(state(&manager, NIGHT_TRAM), State::Registered);
    assert!(service(&manager, NIGHT_TRAM).is_registered_with_au().unwrap());
    // What was told before stays what it was.
    assert_eq!(
        registration.registration_state().unwrap(),
        State::RegistrationPending
    );
    // Both flags with a service that answers: at once.
    let registration = manager
        .add_service2(MICROSOFT_UPDATE, ONLINE + PENDING, "")
        .unwrap();
    assert_eq!(registration.registration_state().unwrap(), State::Registered);
    assert!(registration.service().unwrap().is_some());
}

#[test]
fn b182_online_and_a_cabinet_exclude_each_other() {
    let museum = Museum::open();
    let manager = manager(&museum);
    for flags in [
        ONLINE,
        PENDING,
        ONLINE + PENDING,
        ONLINE + WITH_AU,
        ONLINE + PENDING + WITH_AU,
    ] {
        let both = manager.add_service2(PLANETARIUM, flags, &cabinet("planetarium.cab"));
        assert_fails(both, code::E_INVALIDARG);
    }
    for flags in [8, -1, i32::MIN] {
        assert_fails(
            manager.add_service2(MICROSOFT_UPDATE, flags, ""),
            code::E_INVALIDARG,
        );
    }
}

#[test]
fn b182_other_computers_need_a_cabinet_or_a_grant() {
    let museum = Museum::open();
    let afar = manager_by(&museum, &within(&testdata(), remote()));
    for flags in [ONLINE, PENDING, ONLINE + PENDING] {
        assert_fails(
            afar.add_service2(MICROSOFT_UPDATE, flags, ""),
            code::E_ACCESSDENIED,
        );
    }
    afar.add_service2(PLANETARIUM, 0, &cabinet("planetarium.cab"))
        .unwrap();
    let granted = manager_by(&museum, &within(&testdata(), remote_with(Permission::Services)));
    granted.add_service2(MICROSOFT_UPDATE, ONLINE, "").unwrap();
}

#[test]
fn b182_b175_no_flag_of_other_computers_goes_around_the_refusal_of_register_service_with_au() {
    let museum = Museum::open();
    let afar = manager_by(&museum, &within(&testdata(), remote()));
    for (flags, path) in [
        (WITH_AU, cabinet("planetarium.cab")),
        (WITH_AU + ONLINE, String::default()),
    ] {
        let refused = afar.add_service2(PLANETARIUM, flags, &path);
        assert!(
            refused
                .as_ref()
                .unwrap_err()
                .message()
                .contains("Automatic Updates")
        );
        assert_fails(refused, code::E_ACCESSDENIED);
    }
    assert_fails(
        afar.query_service_registration(PLANETARIUM),
        code::WU_E_DS_UNKNOWNSERVICE,
    );
    let granted = manager_by(&museum, &within(&testdata(), remote_with(Permission::Services)));
    granted
        .add_service2(PLANETARIUM, WITH_AU, &cabinet("planetarium.cab"))
        .unwrap();
    assert!(service(&granted, PLANETARIUM).is_registered_with_au().unwrap());
}

/// The numbers themselves are part of the interface. Nothing that can be asked for is "not registered": the query
/// fails.
#[test]
fn b183_the_states_are_numbers() {
    assert_eq!(i32::from(State::NotRegistered), 1);
    assert_eq!(i32::from(State::RegistrationPending), 2);
    assert_eq!(i32::from(State::Registered), 3);
    let museum = Museum::open();
    let registration = manager(&museum)
        .query_service_registration(WINDOWS_UPDATE)
        .unwrap();
    // The default member.
    assert_eq!(Scripted::new(&registration).default(&[]).unwrap(), Value::I4(3));
}

#[test]
fn b186_b187_b188_b189_b190_b191_b192_b193_b194_b195_b196_b197_windows_update_in_all_detail() {
    let museum = Museum::open();
    for caller in [administrator(), somebody(Rights::User), remote()] {
        let service = service(&manager_by(&museum, &caller), WINDOWS_UPDATE);
        assert_eq!(&*service.name().unwrap(), "Windows Update");
        let hash = [
            0x19, 0x01, 0x05, 0x17, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07, 0x18, 0x29, 0x3a, 0x4b, 0x5c,
            0x6d, 0x7e, 0x8f, 0x90,
        ];
        assert_eq!(
            service.content_validation_cert().unwrap(),
            Value::Bytes(hash.into())
        );
        assert_eq!(service.expiration_date().unwrap(), date("2099-12-31T00:00:00Z"));
        assert_eq!(service.issue_date().unwrap(), date("2026-01-01T00:00:00Z"));
        assert!(!service.is_managed().unwrap());
        assert!(service.is_registered_with_au().unwrap());
        assert!(service.can_register_with_au().unwrap());
        assert!(service.offers_windows_updates().unwrap());
        assert!(!service.is_scan_package_service().unwrap());
        let redirects = strings(&service.redirect_urls().unwrap());
        assert_eq!(
            redirects,
            [
                "https://redirect-a.museum.example/",
                "https://redirect-b.museum.example/"
            ]
        );
        assert_eq!(
            &*service.service_url().unwrap(),
            "https://update.museum.example/v6/"
        );
        assert_eq!(&*service.setup_prefix().unwrap(), "wuident");
        assert!(service.is_default_au_service().unwrap());
    }
}

#[test]
fn b186_a_service_may_have_no_certificate() {
    let museum = Museum::open();
    let sundial = service(&manager(&museum), SUNDIAL);
    assert_eq!(
        sundial.content_validation_cert().unwrap(),
        Value::Bytes([].into())
    );
}

#[test]
fn b189_b197_a_managed_service() {
    let museum = Museum::open();
    let manager = manager(&museum);
    manager
        .add_service(MUSEUM_SERVER, &cabinet("museum-server.cab"))
        .unwrap();
    let server = service(&manager, MUSEUM_SERVER);
    assert!(server.is_managed().unwrap());
    assert!(!server.is_default_au_service().unwrap());
    assert!(!service(&manager, SUNDIAL).can_register_with_au().unwrap());
    assert!(!service(&manager, SUNDIAL).offers_windows_updates().unwrap());
}

#[test]
fn b194_the_redirectors_cannot_be_changed() {
    let museum = Museum::open();
    let service: IUpdateService = seen_as(&service(&manager(&museum), WINDOWS_UPDATE));
    let redirects = service.redirect_urls().unwrap();
    assert!(redirects.read_only().unwrap());
    assert_fails(
        redirects.add("https://elsewhere.example/"),
        code::WU_E_NOT_SUPPORTED,
    );
    assert_fails(redirects.clear(), code::WU_E_NOT_SUPPORTED);
}
