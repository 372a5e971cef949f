//! `AutomaticUpdates`.

use std::sync::Arc;

use wua_com::{Caller, Family, Object, ObjectRef, Reply, ok};
use wua_model::{families, traits};

use crate::automatic_updates_results::AutomaticUpdatesResults;
use crate::automatic_updates_settings::AutomaticUpdatesSettings;
use crate::host::Host;
use crate::lockdown::Lockdown;
use crate::not_implemented::not_implemented;
use crate::property::Property;

/// `Microsoft.Update.AutoUpdate`.
pub(crate) struct AutomaticUpdates {
    host: Arc<Host>,
    settings: Property<Option<ObjectRef>>,
    lockdown: Lockdown,
}

impl AutomaticUpdates {
    pub(crate) fn new(host: &Arc<Host>) -> Self {
        Self {
            host: Arc::clone(host),
            settings: Property::default(),
            lockdown: Lockdown::default(),
        }
    }
}

impl Object for AutomaticUpdates {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 2] = [
            families::i_automatic_updates2::<AutomaticUpdates>(),
            families::i_update_lockdown::<AutomaticUpdates>(),
        ];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IUpdateLockdown for AutomaticUpdates {
    fn lock_down(&self, _: &Caller, flags: i32) -> Reply<()> {
        self.lockdown.lock(flags)
    }
}

impl traits::IAutomaticUpdates for AutomaticUpdates {
    fn detect_now(&self, _: &Caller) -> Reply<()> {
        ok(self.host.agent.detect_now()?)
    }

    fn pause(&self, _: &Caller) -> Reply<()> {
        ok(self.host.agent.pause_automatic_updates()?)
    }

    fn resume(&self, _: &Caller) -> Reply<()> {
        ok(self.host.agent.resume_automatic_updates()?)
    }

    fn show_settings_dialog(&self, _: &Caller) -> Reply<()> {
        not_implemented("IAutomaticUpdates", "ShowSettingsDialog")
    }

    /// The same object every time, so that `Settings.NotificationLevel = 4` and `Settings.Save` meet. It is locked down
    /// when this one is.
    fn settings(&self, _: &Caller) -> Reply<ObjectRef> {
        if let Some(settings) = self.settings.get() {
            return ok(settings);
        }
        let settings = ObjectRef::new(AutomaticUpdatesSettings::new(&self.host, &self.lockdown)?);
        self.settings.set(Some(settings.clone()))?;
        ok(settings)
    }

    fn service_enabled(&self, _: &Caller) -> Reply<bool> {
        ok(self.host.agent.is_automatic_updates_enabled()?)
    }

    fn enable_service(&self, _: &Caller) -> Reply<()> {
        ok(self.host.agent.enable_automatic_updates()?)
    }
}

impl traits::IAutomaticUpdates2 for AutomaticUpdates {
    /// Another object each time, with the dates of that time.
    fn results(&self, _: &Caller) -> Reply<ObjectRef> {
        let results = self.host.agent.automatic_updates_results()?;
        ok(AutomaticUpdatesResults::of(results))
    }
}
