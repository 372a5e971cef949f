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

#[cfg(test)]
mod tests {
    use wua_model::proxy::IWindowsDriverUpdateEntry;

    use super::*;
    use crate::testing::new;

    #[test]
    fn it_shows_what_the_driver_has_for_a_device() {
        let entry: IWindowsDriverUpdateEntry = new(WindowsDriverUpdateEntry::of(&DriverEntry {
            class: "Image".into(),
            hardware_id: r"USB\VID_1234&PID_5678".into(),
            manufacturer: "Contoso".into(),
            model: "Lantern".into(),
            provider: "Fabrikam".into(),
            ver_date: "2026-01-02T12:00:00Z".parse().unwrap(),
            problem_number: 28,
            status: 0x0180_200B,
        }));
        assert_eq!(&*entry.driver_class().unwrap(), "Image");
        assert_eq!(&*entry.driver_hardware_id().unwrap(), r"USB\VID_1234&PID_5678");
        assert_eq!(&*entry.driver_manufacturer().unwrap(), "Contoso");
        assert_eq!(&*entry.driver_model().unwrap(), "Lantern");
        assert_eq!(&*entry.driver_provider().unwrap(), "Fabrikam");
        assert_eq!(entry.driver_ver_date().unwrap(), Date(46_024.5));
        assert_eq!(entry.device_problem_number().unwrap(), 28);
        assert_eq!(entry.device_status().unwrap(), 0x0180_200B);
    }
}
