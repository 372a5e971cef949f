//! The devices of a computer, as plug and play has written them down in its registry.

use jiff::{SignedDuration, Timestamp};
use wua_com::Guid;
use wua_rules::applicability::{Answer, Driver, Facts, Hive, Query, RegistryData, RegistryKey};
use wua_wusp::messages::{Device, InstalledDriver};
use wua_wusp::sync::Drivers;

use super::computer::feature_score_matching_key;

const ENUM: &str = "SYSTEM\\CurrentControlSet\\Enum";

/// More devices are not told to a server.
const MOST: usize = 1000;

/// What a driver is asked for with; none if the computer knows nothing of devices.
pub(super) fn drivers(facts: &dyn Facts) -> Option<Drivers> {
    let mut devices = Vec::new();
    let mut seen = Vec::new();
    for instance in instances(facts) {
        let hardware_ids = texts(facts, &instance, "HardwareID");
        if hardware_ids.is_empty() || seen.contains(&hardware_ids) {
            continue;
        }
        let compatible_ids = texts(facts, &instance, "CompatibleIDs");
        devices.extend(
            installed(facts, &hardware_ids)
                .into_iter()
                .map(|installed_driver| Device {
                    installed_driver,
                    hardware_ids: hardware_ids.clone(),
                    compatible_ids: compatible_ids.clone(),
                    ..Device::default()
                }),
        );
        seen.push(hardware_ids);
        if devices.len() >= MOST {
            break;
        }
    }
    devices.truncate(MOST);
    if devices.is_empty() {
        return None;
    }
    let computer = match facts.answer(&Query::ComputerIds) {
        Answer::Names(names) => names.iter().filter_map(|name| Guid::parse(name)).collect(),
        _ => Vec::new(),
    };
    Some(Drivers {
        devices,
        computer,
        feature_score_matching_key: feature_score_matching_key(facts),
    })
}

/// Where the registry describes a device: enumerator, device, instance.
fn instances(facts: &dyn Facts) -> impl Iterator<Item = String> {
    let below = move |key: String| {
        let names = subkeys(facts, &key).into_iter();
        names.map(move |name| format!("{key}\\{name}"))
    };
    below(ENUM.to_owned()).flat_map(below).flat_map(below)
}

/// The drivers of the devices that have these ids, each once: of two that are alike, one may have none.
fn installed(facts: &dyn Facts, hardware_ids: &[String]) -> Vec<Option<InstalledDriver>> {
    let mut found = Vec::new();
    let first = hardware_ids.first().cloned().unwrap_or_default();
    if let Answer::Devices(devices) = facts.answer(&Query::Device(first)) {
        for device in devices.into_iter().take(MOST) {
            let driver = device.driver.and_then(describe);
            // Others may have the id among their compatible ones.
            if device.ids.starts_with(hardware_ids) && !found.contains(&driver) {
                found.push(driver);
            }
        }
    }
    if found.is_empty() {
        found.push(None);
    }
    found
}

fn describe(driver: Driver) -> Option<InstalledDriver> {
    let parts = driver.version?.0;
    let version = parts
        .iter()
        .fold(0_i64, |version, part| version << 16 | i64::from(*part));
    Some(InstalledDriver {
        matching_id: driver.id,
        driver_ver_date: date(driver.date?)?.into(),
        driver_ver_version: version,
        provider: driver.provider,
        driver_rank: -1,
        ..InstalledDriver::default()
    })
}

/// From 100 nanoseconds since 1601.
fn date(filetime: i64) -> Option<Timestamp> {
    const UNTIL_1970: i64 = 11_644_473_600;
    Timestamp::UNIX_EPOCH
        .checked_add(SignedDuration::from_secs(filetime / 10_000_000 - UNTIL_1970))
        .ok()
}

fn key(subkey: &str) -> RegistryKey {
    RegistryKey {
        hive: Hive::LocalMachine,
        subkey: subkey.to_owned(),
        view32: false,
    }
}

fn subkeys(facts: &dyn Facts, subkey: &str) -> Vec<String> {
    match facts.answer(&Query::RegistrySubkeys(key(subkey))) {
        Answer::Names(names) => names,
        _ => Vec::new(),
    }
}

fn texts(facts: &dyn Facts, subkey: &str, value: &str) -> Vec<String> {
    let query = Query::RegistryValue {
        key: key(subkey),
        value: value.to_owned(),
    };
    match facts.answer(&query) {
        Answer::Registry(RegistryData::Texts(texts)) => texts,
        Answer::Registry(RegistryData::Text(text)) => vec![text],
        _ => Vec::new(),
    }
}
