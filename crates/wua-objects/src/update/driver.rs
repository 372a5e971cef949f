//! The members that drivers have besides.
//!
//! From slot 52 on they stand where software has others, some of the same name: those answer the same.

use std::sync::Arc;

use wua_com::{Caller, Date, ObjectRef, Reply, Text};
use wua_defs::enums::{AutoDownloadMode, AutoSelectionMode};
use wua_model::traits::{
    IUpdate2, IUpdate3, IUpdate4, IUpdate5, IWindowsDriverUpdate, IWindowsDriverUpdate2,
    IWindowsDriverUpdate3, IWindowsDriverUpdate4, IWindowsDriverUpdate5, IWindowsDriverUpdateEntry,
};

use super::Update;
use crate::collection::Collection;
use crate::windows_driver_update_entry::WindowsDriverUpdateEntry;

impl Update {
    fn driver_entries(&self) -> &[wua_agent::DriverEntry] {
        let driver = self.revision().driver.as_ref();
        driver.map_or(&[], |driver| &driver.entries)
    }

    /// What the driver has for the first of its devices: the one that `IWindowsDriverUpdate` shows.
    fn first(&self) -> Result<Arc<WindowsDriverUpdateEntry>, wua_com::Error> {
        let made = self.objects.driver.get(|| {
            let first = self.driver_entries().first();
            Arc::new(first.map(WindowsDriverUpdateEntry::of).unwrap_or_default())
        })?;
        Ok(made.value)
    }
}

impl IWindowsDriverUpdate for Update {
    fn driver_class(&self, caller: &Caller) -> Reply<Text> {
        self.first()?.driver_class(caller)
    }

    fn driver_hardware_id(&self, caller: &Caller) -> Reply<Text> {
        self.first()?.driver_hardware_id(caller)
    }

    fn driver_manufacturer(&self, caller: &Caller) -> Reply<Text> {
        self.first()?.driver_manufacturer(caller)
    }

    fn driver_model(&self, caller: &Caller) -> Reply<Text> {
        self.first()?.driver_model(caller)
    }

    fn driver_provider(&self, caller: &Caller) -> Reply<Text> {
        self.first()?.driver_provider(caller)
    }

    fn driver_ver_date(&self, caller: &Caller) -> Reply<Date> {
        self.first()?.driver_ver_date(caller)
    }

    fn device_problem_number(&self, caller: &Caller) -> Reply<i32> {
        self.first()?.device_problem_number(caller)
    }

    fn device_status(&self, caller: &Caller) -> Reply<i32> {
        self.first()?.device_status(caller)
    }
}

impl IWindowsDriverUpdate2 for Update {
    fn reboot_required(&self, caller: &Caller) -> Reply<bool> {
        IUpdate2::reboot_required(self, caller)
    }

    fn is_present(&self, caller: &Caller) -> Reply<bool> {
        IUpdate2::is_present(self, caller)
    }

    fn cve_ids(&self, caller: &Caller) -> Reply<ObjectRef> {
        IUpdate2::cve_ids(self, caller)
    }

    fn copy_to_cache(&self, caller: &Caller, files: Option<&ObjectRef>) -> Reply<()> {
        IUpdate2::copy_to_cache(self, caller, files)
    }
}

impl IWindowsDriverUpdate3 for Update {
    fn browse_only(&self, caller: &Caller) -> Reply<bool> {
        IUpdate3::browse_only(self, caller)
    }
}

impl IWindowsDriverUpdate4 for Update {
    fn windows_driver_update_entries(&self, _: &Caller) -> Reply<ObjectRef> {
        self.objects.driver_entries.get(|| {
            let entries = self.driver_entries().iter().map(WindowsDriverUpdateEntry::of);
            Collection::of_driver_entries(entries.map(ObjectRef::new))
        })
    }

    fn per_user(&self, caller: &Caller) -> Reply<bool> {
        IUpdate4::per_user(self, caller)
    }
}

impl IWindowsDriverUpdate5 for Update {
    fn auto_selection(&self, caller: &Caller) -> Reply<AutoSelectionMode> {
        IUpdate5::auto_selection(self, caller)
    }

    fn auto_download(&self, caller: &Caller) -> Reply<AutoDownloadMode> {
        IUpdate5::auto_download(self, caller)
    }
}
