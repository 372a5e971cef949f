//! Devices and their drivers.

use wua_rules::applicability::{Answer, Device, Driver, Query, Version};

use crate::{Home, reason};

const DEVICES: &str = r#"
[System\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0000] 1
"DriverDateData"=hex:00,80,3e,d5,de,b1,9d,01
"DriverVersion"="31.0.15.1"
"MatchingDeviceId"="pci\\ven_10de&dev_1234"
"ProviderName"="Acme"

[System\\CurrentControlSet\\Enum\\PCI\\VEN_10DE&DEV_1234\\0000] 1
"HardwareID"=str(7):"PCI\\VEN_10DE&DEV_1234&REV_A1\0PCI\\VEN_10DE&DEV_1234\0"
"CompatibleIDs"=str(7):"PCI\\VEN_10DE\0PCI\\VEN_10DE\0"
"Driver"="{4d36e968-e325-11ce-bfc1-08002be10318}\\0000"

[System\\CurrentControlSet\\Enum\\PCI\\VEN_10DE&DEV_9999\\0000] 1
"CompatibleIDs"=str(7):"PCI\\VEN_10DE\0"
"#;

#[test]
fn a_device_is_found_by_each_of_its_ids_with_its_driver() {
    let home = Home::with(DEVICES);
    let device = Device {
        ids: [
            "PCI\\VEN_10DE&DEV_1234&REV_A1",
            "PCI\\VEN_10DE&DEV_1234",
            "PCI\\VEN_10DE",
            "PCI\\VEN_10DE",
        ]
        .map(str::to_owned)
        .to_vec(),
        driver: Some(Driver {
            id: Some("pci\\ven_10de&dev_1234".into()),
            date: Some(0x019d_b1de_d53e_8000),
            version: Some(Version([31, 0, 15, 1])),
            feature_score: None,
            provider: Some("Acme".into()),
        }),
    };
    let ask = |id: &str| home.ask(&Query::Device(id.into()));
    assert_eq!(
        ask("pci\\ven_10de&dev_1234"),
        Answer::Devices(vec![device.clone()])
    );
    let without = Device {
        ids: vec!["PCI\\VEN_10DE".into()],
        driver: None,
    };
    assert_eq!(ask("PCI\\VEN_10DE"), Answer::Devices(vec![device, without]));
    assert_eq!(ask("PCI\\VEN_8086"), Answer::Absent);
}

#[test]
fn a_registry_without_devices_does_not_say_that_there_are_none() {
    let home = Home::with("");
    assert!(reason(home.ask(&Query::Device("PCI\\VEN_8086".into()))).contains("no devices"));
}

#[test]
fn the_ids_of_the_model_are_those_of_the_registry() {
    let model = r#"[System\\CurrentControlSet\\Control\\SystemInformation] 1
"ComputerHardwareIds"=str(7):"{11111111-2222-4333-8444-55555555555A}\0nonsense\0"
"#;
    let ids = Answer::Names(vec!["11111111-2222-4333-8444-55555555555a".into()]);
    assert_eq!(Home::with(model).ask(&Query::ComputerIds), ids);
    assert!(reason(Home::with("").ask(&Query::ComputerIds)).contains("model"));
}
