//! Drivers: updates of two families.

use std::fs;

use wua_com::{Dispatch, DispatchFlags, Value, code};
use wua_defs::enums::{AutoDownloadMode, AutoSelectionMode, UpdateType};
use wua_defs::interfaces::{
    IUPDATE_EX, IWINDOWS_DRIVER_UPDATE, IWINDOWS_DRIVER_UPDATE_ENTRY, IWINDOWS_DRIVER_UPDATE5,
};
use wua_model::proxy::IWindowsDriverUpdate5;

use super::updates::{KB, download, install, paths};
use crate::museum::{Museum, Scripted, administrator, assert_fails, date, seen_as, strings};

#[test]
fn b098_only_drivers_have_the_members_of_drivers() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    assert!(!orrery.object.supports(&IWINDOWS_DRIVER_UPDATE));
    assert_eq!(orrery.r#type().unwrap(), UpdateType::Software);
    let as_driver: IWindowsDriverUpdate5 = seen_as(&orrery);
    assert_fails(as_driver.driver_class(), code::E_NOINTERFACE);
    assert_fails(as_driver.windows_driver_update_entries(), code::E_NOINTERFACE);

    let dials = museum.update("clock-dials");
    assert!(dials.object.supports(&IWINDOWS_DRIVER_UPDATE5) && dials.object.supports(&IUPDATE_EX));
    assert_eq!(dials.r#type().unwrap(), UpdateType::Driver);
}

#[test]
fn b098_what_a_driver_has_besides() {
    let museum = Museum::open();
    let dials: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-dials"));
    assert_eq!(&*dials.driver_class().unwrap(), "Display");
    assert_eq!(
        &*dials.driver_hardware_id().unwrap(),
        r"ANTIKYTHERA\VEN_1901&DEV_0517&SUBSYS_00000001"
    );
    assert_eq!(&*dials.driver_manufacturer().unwrap(), "Workshop of Rhodes");
    assert_eq!(&*dials.driver_model().unwrap(), "Zodiac dial");
    assert_eq!(&*dials.driver_provider().unwrap(), "Museum of Updates");
    assert_eq!(dials.driver_ver_date().unwrap(), date("2026-05-17T00:00:00Z"));
    assert_eq!(dials.device_problem_number().unwrap(), 28);
    assert_eq!(dials.device_status().unwrap(), 25_174_016);
    assert!(!dials.reboot_required().unwrap());
    assert!(!dials.is_present().unwrap());
    assert_eq!(strings(&dials.cve_ids().unwrap()), ["CVE-1901-0517"]);
    assert!(dials.browse_only().unwrap());
    assert!(!dials.per_user().unwrap());
    assert_eq!(
        dials.auto_selection().unwrap(),
        AutoSelectionMode::AlwaysAutoSelect
    );
    assert_eq!(
        dials.auto_download().unwrap(),
        AutoDownloadMode::NeverAutoDownload
    );

    let handle: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-handle"));
    assert!(handle.per_user().unwrap());
    let gears: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-gears"));
    assert!(gears.is_present().unwrap());
}

#[test]
fn b090_b098_a_driver_that_was_put_on_waits_for_the_restart() {
    let museum = Museum::open();
    let dials = museum.update("clock-dials");
    dials.accept_eula().unwrap();
    download(&museum, &dials);
    assert!(install(&museum, &dials).reboot_required().unwrap());
    let dials: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-dials"));
    assert!(dials.reboot_required().unwrap() && dials.is_present().unwrap());
}

/// The members of drivers have slots and dispids that mean something else for software.
#[test]
fn b098_scripts_see_a_driver_as_a_driver() {
    let museum = Museum::open();
    let dials = museum.update("clock-dials");
    let script = Scripted::new(&dials);
    assert_eq!(script.get("DRIVERMODEL"), "Zodiac dial".into());
    assert_eq!(script.get("title"), dials.title().unwrap().into());
    assert_eq!(script.get("IsPresent"), Value::Bool(false));
    assert_eq!(
        script
            .object("WindowsDriverUpdateEntries", &[2.into()])
            .get("DriverModel"),
        "Games dial".into()
    );
    let orrery = Scripted::new(&museum.update("orrery-2026-05"));
    let error = orrery.call("DriverModel", &[]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_UNKNOWNNAME);

    let software = Dispatch::of_family(dials.object.clone(), &IUPDATE_EX).unwrap();
    let call = |name: &str| software.call(&administrator(), name, DispatchFlags::GET, &[]);
    assert_eq!(call("BrowseOnly").unwrap().value, Value::Bool(true));
    assert_eq!(
        call("DriverModel").unwrap_err().hresult(),
        code::DISP_E_UNKNOWNNAME
    );
}

#[test]
fn b099_files_of_a_driver_are_taken_into_the_cache() {
    let museum = Museum::open();
    let bell: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-bell"));
    let folder = museum.folder("import");
    let file = folder.join("bell.cab");
    fs::write(&file, wua_testkit::museum::content::bytes("bell.cab", 20 * KB)).unwrap();
    assert_fails(bell.copy_to_cache(None), code::E_POINTER);
    assert_fails(
        bell.copy_to_cache(Some(&paths(&museum, &[folder]).object)),
        code::E_INVALIDARG,
    );
    bell.copy_to_cache(Some(&paths(&museum, &[file]).object)).unwrap();
    assert!(bell.is_downloaded().unwrap());
}

#[test]
fn b100_a_driver_has_an_entry_for_each_device() {
    let museum = Museum::open();
    let dials: IWindowsDriverUpdate5 = seen_as(&museum.update("clock-dials"));
    let entries = dials.windows_driver_update_entries().unwrap();
    assert_eq!(entries.count().unwrap(), 3);
    let entry = entries.item(1).unwrap();
    assert!(entry.object.supports(&IWINDOWS_DRIVER_UPDATE_ENTRY));
    assert_eq!(&*entry.driver_class().unwrap(), "Display");
    assert_eq!(
        &*entry.driver_hardware_id().unwrap(),
        r"ANTIKYTHERA\VEN_1901&DEV_0517&SUBSYS_00000002"
    );
    assert_eq!(&*entry.driver_manufacturer().unwrap(), "Workshop of Rhodes");
    assert_eq!(&*entry.driver_model().unwrap(), "Eclipse dial");
    assert_eq!(&*entry.driver_provider().unwrap(), "Museum of Updates");
    assert_eq!(entry.driver_ver_date().unwrap(), date("2026-05-16T00:00:00Z"));
    assert_eq!(entry.device_problem_number().unwrap(), 10);
    assert_eq!(entry.device_status().unwrap(), 25_174_017);
    assert_eq!(
        &*entries.item(2).unwrap().driver_manufacturer().unwrap(),
        "Workshop of Syracuse"
    );
}
