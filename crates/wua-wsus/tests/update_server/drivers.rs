//! Drivers, for devices of a recorded Windows.

use wua_agent::{Callbacks, DownloadRequest, Session};
use wua_com::Guid;
use wua_defs::enums::UpdateType;
use wua_testkit::update_server::xml::Node;
use wua_testkit::update_server::{Draft, Driver, Operation};

use crate::support::{World, found, guid};
use crate::windows::{Windows, device, driver, recorded};

const GRAPHICS: &str = "PCI\\VEN_10DE&DEV_1234";
const KEYBOARD: &str = "HID\\VID_1&PID_2";
const ANY_KEYBOARD: &str = "HID_DEVICE_SYSTEM_KEYBOARD";
/// 2024-01-01
const DAY: i64 = 19_723;

/// A driver of 2024-01-01, with version 1.2.3.4.
fn for_device(hardware_id: &str) -> Driver {
    Driver {
        hardware_id: hardware_id.to_owned(),
        date: "2024-01-01".to_owned(),
        version: 0x0001_0002_0003_0004,
        class: "Video".to_owned(),
        manufacturer: "Contoso Works".to_owned(),
        provider: "Contoso".to_owned(),
        ..Driver::default()
    }
}

fn draft(number: u128, title: &str, drivers: &[Driver]) -> Draft {
    Draft::driver(guid(number), title, drivers)
}

/// The calls that asked for drivers.
fn driver_passes(world: &World) -> Vec<Node> {
    let asked = world.server.asked().into_iter();
    let syncs = asked.filter(|asked| asked.operation == Some(Operation::SyncUpdates));
    syncs
        .map(|asked| asked.parameters().unwrap().child("parameters").unwrap().clone())
        .filter(|parameters| parameters.text_of("SkipSoftwareSync").as_deref() == Some("true"))
        .collect()
}

fn texts(node: Option<&Node>) -> Vec<String> {
    node.into_iter()
        .flat_map(Node::children)
        .map(Node::text)
        .collect()
}

#[test]
fn drivers_are_found_by_the_ids_of_devices() {
    let world = World::new();
    world.approve(&[
        world.program(1, "A clock"),
        draft(2, "By its hardware id", &[for_device(GRAPHICS)]),
        draft(3, "By a compatible id", &[for_device(ANY_KEYBOARD)]),
        draft(4, "For others", &[for_device("PCI\\VEN_FFFF")]),
    ]);
    let registry = [
        device(
            "PCI\\VEN_10DE&DEV_1234\\0",
            &["PCI\\VEN_10DE&DEV_1234&REV_A1", GRAPHICS],
            &[],
        ),
        device("HID\\VID_1&PID_2\\0", &[KEYBOARD], &["HID_DEVICE", ANY_KEYBOARD]),
    ];
    let session = recorded(&world, &Windows::with(&registry.concat()));
    assert_eq!(
        found(&session),
        ["A clock", "By a compatible id", "By its hardware id"]
    );
    let result = session.search("Type='Driver'").unwrap();
    assert_eq!(result.updates.len(), 2);
    assert!(
        result
            .updates
            .iter()
            .all(|update| update.revision.update_type == UpdateType::Driver),
        "{result:?}"
    );
}

#[test]
fn a_server_is_told_the_devices_once_and_apart_from_software() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let registry = [
        "[System\\\\CurrentControlSet\\\\Control\\\\SystemInformation] 1\n\
         \"ComputerHardwareIds\"=str(7):\"{11111111-2222-4333-8444-555555555555}\\0\"\n\n"
            .to_owned(),
        device("PCI\\GRAPHICS\\0", &[GRAPHICS], &["PCI\\VEN_10DE"]),
        driver(1, GRAPHICS, DAY - 1, "1.2.3.3"),
        device("PCI\\GRAPHICS\\1", &[GRAPHICS], &["PCI\\VEN_10DE"]),
        driver(2, GRAPHICS, DAY - 1, "1.2.3.3"),
        device("ROOT\\NOTHING\\0", &[], &[]),
    ];
    let session = recorded(&world, &Windows::with(&registry.concat()));
    found(&session);
    let passes = driver_passes(&world);
    let [pass] = passes.as_slice() else {
        panic!("one pass: {passes:?}")
    };
    assert!(pass.child("OtherCachedUpdateIDs").is_none(), "{pass:?}");
    assert_eq!(pass.text_of("FeatureScoreMatchingKey").unwrap(), "AMD64.10.0");
    let computer = texts(pass.at(&["ComputerSpec", "HardwareIDs"]));
    assert_eq!(computer, ["11111111-2222-4333-8444-555555555555"]);
    let devices: Vec<&Node> = pass.child("SystemSpec").unwrap().children().collect();
    let [device] = devices.as_slice() else {
        panic!("those that are alike are one: {devices:?}")
    };
    assert_eq!(texts(device.child("HardwareIDs")), [GRAPHICS]);
    assert_eq!(texts(device.child("CompatibleIDs")), ["PCI\\VEN_10DE"]);
    let installed = device.child("installedDriver").unwrap();
    assert_eq!(installed.text_of("MatchingID").unwrap(), GRAPHICS);
    assert!(
        installed
            .text_of("DriverVerDate")
            .unwrap()
            .starts_with("2023-12-31T")
    );
    assert_eq!(
        installed.text_of("DriverVerVersion").unwrap(),
        0x0001_0002_0003_0003_i64.to_string()
    );
    assert_eq!(installed.text_of("Provider").unwrap(), "Contoso");
}

#[test]
fn of_all_the_devices_a_computer_can_have_a_server_is_told_a_thousand() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device("PCI\\VEN_7")])]);
    let registry: String = (0..1200)
        .map(|number| {
            let id = format!("PCI\\VEN_{number}");
            device(&format!("{id}\\0"), &[&id], &[])
        })
        .collect();
    let session = recorded(&world, &Windows::with(&registry));
    assert_eq!(found(&session), ["A driver"]);
    let passes = driver_passes(&world);
    let devices = passes[0].child("SystemSpec").unwrap().children();
    assert_eq!(devices.count(), 1000);
}

#[test]
fn a_better_driver_is_offered_and_what_is_installed_is_not_offered_again() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let graphics = device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[]);
    let with =
        |day: i64, version: &str| Windows::with(&(graphics.clone() + &driver(1, GRAPHICS, day, version)));
    for (windows, expected) in [
        (with(DAY - 1, "9.0.0.0"), &["A driver"][..]),
        (with(DAY, "1.2.3.3"), &["A driver"]),
        (with(DAY, "1.2.3.4"), &[]),
        (with(DAY + 1, "1.0.0.0"), &[]),
    ] {
        let world = World::at(&world);
        let session = recorded(&world, &windows);
        assert_eq!(found(&session), expected);
        assert_eq!(found(&session), expected, "and once more");
    }
}

/// A server that is told only of the one with a driver has nothing for the other.
#[test]
fn of_two_devices_that_are_alike_the_one_without_a_driver_gets_one() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let registry = [
        device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[]),
        driver(1, GRAPHICS, DAY, "1.2.3.4"),
        device("PCI\\GRAPHICS\\1", &[GRAPHICS], &[]),
    ];
    let session = recorded(&world, &Windows::with(&registry.concat()));
    assert_eq!(found(&session), ["A driver"]);
}

#[test]
fn a_driver_that_was_installed_meanwhile_is_gone_and_an_unchanged_computer_is_not_sent_it_again() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let graphics = device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[]);
    let windows = Windows::with(&graphics);
    let session = world.open(windows.target());
    World::add_to(&session, &world.settings());
    assert_eq!(found(&session), ["A driver"]);
    world.server.forget_asked();
    assert_eq!(found(&session), ["A driver"]);
    assert_eq!(texts(driver_passes(&world)[0].child("CachedDriverIDs")).len(), 1);
    assert!(!world.server.calls().contains(&Operation::GetExtendedUpdateInfo));
    windows.becomes(&(graphics + &driver(1, GRAPHICS, DAY, "1.2.3.4")));
    assert!(found(&session).is_empty());
    assert!(found(&session).is_empty());
}

#[test]
fn a_driver_has_its_properties_those_of_the_device_that_is_here_first() {
    let world = World::new();
    let others = Driver {
        date: "2023-05-06".to_owned(),
        ..for_device("PCI\\VEN_FFFF")
    };
    world.approve(&[draft(2, "A driver", &[others, for_device(GRAPHICS)])]);
    let session = recorded(
        &world,
        &Windows::with(&device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[])),
    );
    let result = session.search("").unwrap();
    let entries = &result.updates[0].revision.driver.as_ref().unwrap().entries;
    assert_eq!(entries.len(), 2);
    let first = &entries[0];
    assert_eq!(first.hardware_id, GRAPHICS);
    assert_eq!(first.class, "Video");
    assert_eq!(first.manufacturer, "Contoso Works");
    assert_eq!(first.provider, "Contoso");
    assert_eq!(first.model, GRAPHICS);
    assert_eq!(first.ver_date, "2024-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(entries[1].hardware_id, "PCI\\VEN_FFFF");
}

#[test]
fn a_driver_for_a_model_of_computers_is_for_no_others() {
    let world = World::new();
    let model = Guid::from_u128(0xC1D);
    let meant = Driver {
        computers: vec![model],
        ..for_device(GRAPHICS)
    };
    world.approve(&[draft(2, "For a model", &[meant])]);
    let graphics = device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[]);
    let of_the_model = format!(
        "[System\\\\CurrentControlSet\\\\Control\\\\SystemInformation] 1\n\"ComputerHardwareIds\"=str(7):\"{{{model}}}\\0\"\n\n"
    );
    assert!(found(&recorded(&world, &Windows::with(&graphics))).is_empty());
    let world = World::at(&world);
    let session = recorded(&world, &Windows::with(&(of_the_model + &graphics)));
    assert_eq!(found(&session), ["For a model"]);
}

fn is_asked_for_drivers(world: &World, session: &Session) -> bool {
    world.server.forget_asked();
    found(session);
    !driver_passes(world).is_empty()
}

#[test]
fn drivers_are_not_asked_for_in_vain() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let with_devices = Windows::with(&device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[]));
    let session = recorded(&world, &with_devices);
    assert!(
        !is_asked_for_drivers(&world, &session),
        "the server says that it has none"
    );
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    assert!(is_asked_for_drivers(&world, &session));
    let world = World::at(&world);
    let session = recorded(&world, &Windows::with(""));
    assert!(
        !is_asked_for_drivers(&world, &session),
        "the computer knows of no devices"
    );
}

#[test]
fn the_last_driver_that_is_declined_is_gone() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let session = recorded(
        &world,
        &Windows::with(&device("PCI\\GRAPHICS\\0", &[GRAPHICS], &[])),
    );
    assert_eq!(found(&session), ["A driver"]);
    world
        .server
        .catalogue(|catalogue| catalogue.decline(guid(2)))
        .unwrap();
    assert!(found(&session).is_empty());
}

#[test]
fn downloads_of_drivers_are_reported_as_such() {
    let world = World::new();
    world.approve(&[draft(2, "A driver", &[for_device(GRAPHICS)])]);
    let registry = device("PCI\\VEN_10DE&DEV_1234\\0", &[GRAPHICS], &[]);
    let session = recorded(&world, &Windows::with(&registry));
    let updates = session.search("").unwrap().updates.clone();
    let download = session.prepare_download(DownloadRequest::new(updates)).unwrap();
    let result = download.run(Callbacks::default()).unwrap();
    assert!(result.hresult.is_success(), "{result:?}");
    found(&session);
    let events = world.server.events();
    let devices: Vec<(i32, &str)> = events
        .iter()
        .map(|event| (event.id, event.device.as_str()))
        .collect();
    assert!(devices.contains(&(162, "1")), "{devices:?}");
    assert!(devices.contains(&(147, "")), "{devices:?}");
}
