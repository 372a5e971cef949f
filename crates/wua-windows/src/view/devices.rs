//! Devices and their drivers, and the ids of the computer's model, as plug and play writes them down.
//!
//! Devices that were there once stay in the registry; nothing there says which of them are there now, so that all of them
//! count.

use std::cell::OnceCell;
use std::collections::HashMap;

use wua_com::Guid;
use wua_rules::applicability::{Answer, Device, Driver};

use super::{Look, Machine, native, text};
use crate::names::fold;

const ENUM: &str = "System\\CurrentControlSet\\Enum";
const CLASSES: &str = "System\\CurrentControlSet\\Control\\Class";
const MODEL: &str = "System\\CurrentControlSet\\Control\\SystemInformation";
/// More devices are not looked at.
const MOST: usize = 100_000;

/// All devices, when the first one is asked for.
#[derive(Default)]
pub(super) struct Devices(OnceCell<Look<Known>>);

#[derive(Default)]
struct Known {
    devices: Vec<Device>,
    by_id: HashMap<String, Vec<usize>>,
}

impl Devices {
    /// The devices that have an id.
    pub(super) fn with(&self, machine: &impl Machine, id: &str) -> Look<Answer> {
        let known = self.0.get_or_init(|| Known::of(machine)).as_ref();
        let known = known.map_err(Clone::clone)?;
        let Some(places) = known.by_id.get(&fold(id)) else {
            return Ok(Answer::Absent);
        };
        let devices = places
            .iter()
            .filter_map(|place| known.devices.get(*place).cloned());
        Ok(Answer::Devices(devices.collect()))
    }
}

impl Known {
    fn of(machine: &impl Machine) -> Look<Self> {
        let subkeys = |key: &str| machine.subkeys(&native(key));
        let enumerators = subkeys(ENUM)?.ok_or("its registry knows no devices")?;
        let mut known = Self::default();
        for enumerator in enumerators {
            let enumerator = format!("{ENUM}\\{enumerator}");
            for device in subkeys(&enumerator)?.unwrap_or_default() {
                let device = format!("{enumerator}\\{device}");
                for instance in subkeys(&device)?.unwrap_or_default() {
                    known.add(device_at(machine, &format!("{device}\\{instance}"))?)?;
                }
            }
        }
        Ok(known)
    }

    fn add(&mut self, device: Device) -> Look<()> {
        if self.devices.len() == MOST {
            return Err(format!("its registry knows more than {MOST} devices"));
        }
        for id in &device.ids {
            let places = self.by_id.entry(fold(id)).or_default();
            if places.last() != Some(&self.devices.len()) {
                places.push(self.devices.len());
            }
        }
        self.devices.push(device);
        Ok(())
    }
}

fn device_at(machine: &impl Machine, key: &str) -> Look<Device> {
    let mut ids = Vec::new();
    for name in ["HardwareID", "CompatibleIDs"] {
        let value = machine.value(&native(key), name)?;
        ids.extend(value.map(|value| value.texts()).unwrap_or_default());
    }
    let driver = text(machine, key, "Driver")?;
    let driver = driver.map(|driver| driver_at(machine, &format!("{CLASSES}\\{driver}")));
    Ok(Device {
        ids,
        driver: driver.transpose()?,
    })
}

fn driver_at(machine: &impl Machine, key: &str) -> Look<Driver> {
    let date = machine.value(&native(key), "DriverDateData")?;
    let date = date.and_then(|date| <[u8; 8]>::try_from(date.data.as_slice()).ok());
    let version = text(machine, key, "DriverVersion")?;
    Ok(Driver {
        id: text(machine, key, "MatchingDeviceId")?,
        date: date.map(i64::from_le_bytes),
        version: version.and_then(|version| version.parse().ok()),
        feature_score: None,
        provider: text(machine, key, "ProviderName")?,
    })
}

/// The ids by which firmware names the model of the computer.
pub(super) fn computer_ids(machine: &impl Machine) -> Look<Answer> {
    let ids = machine.value(&native(MODEL), "ComputerHardwareIds")?;
    let ids = ids.ok_or("its registry does not tell the ids of its model")?;
    let ids = ids.texts();
    let ids = ids
        .iter()
        .filter_map(|id| Guid::parse(id))
        .map(|id| id.to_string());
    Ok(Answer::Names(ids.collect()))
}
