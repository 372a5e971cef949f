//! `IWindowsDriverUpdateEntry`.

use jiff::Timestamp;
use wua_agent::DriverEntry;
use wua_com::{Caller, Date, Family, Object, Reply, Text, ok};
use wua_model::{families, traits};

use crate::date::date;

/// What a driver update has for one device.
#[derive(Default)]
pub(crate) struct WindowsDriverUpdateEntry {
    class: Text,
    hardware_id: Text,
    manufacturer: Text,
    model: Text,
    provider: Text,
    ver_date: Timestamp,
    problem_number: i32,
    status: i32,
}

impl WindowsDriverUpdateEntry {
    pub(crate) fn of(entry: &DriverEntry) -> Self {
        Self {
            class: entry.class.as_str().into(),
            hardware_id: entry.hardware_id.as_str().into(),
            manufacturer: entry.manufacturer.as_str().into(),
            model: entry.model.as_str().into(),
            provider: entry.provider.as_str().into(),
            ver_date: entry.ver_date,
            problem_number: entry.problem_number,
            status: entry.status,
        }
    }
}

impl Object for WindowsDriverUpdateEntry {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] =
            [families::i_windows_driver_update_entry::<WindowsDriverUpdateEntry>()];
        &FAMILIES
    }
}

impl traits::IWindowsDriverUpdateEntry for WindowsDriverUpdateEntry {
    fn driver_class(&self, _: &Caller) -> Reply<Text> {
        ok(self.class.clone())
    }

    fn driver_hardware_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.hardware_id.clone())
    }

    fn driver_manufacturer(&self, _: &Caller) -> Reply<Text> {
        ok(self.manufacturer.clone())
    }

    fn driver_model(&self, _: &Caller) -> Reply<Text> {
        ok(self.model.clone())
    }

    fn driver_provider(&self, _: &Caller) -> Reply<Text> {
        ok(self.provider.clone())
    }

    fn driver_ver_date(&self, _: &Caller) -> Reply<Date> {
        ok(date(self.ver_date))
    }

    fn device_problem_number(&self, _: &Caller) -> Reply<i32> {
        ok(self.problem_number)
    }

    fn device_status(&self, _: &Caller) -> Reply<i32> {
        ok(self.status)
    }
}
