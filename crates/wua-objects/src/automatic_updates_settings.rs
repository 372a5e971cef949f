//! `IAutomaticUpdatesSettings`.
//!
//! From Windows 8 on more and more of these properties do nothing. Here all of them do what was documented before: the
//! schedule is kept, `Save` saves, `ReadOnly` and `CheckPermission` tell the truth.

use std::sync::Arc;

use wua_com::{Caller, Error, Family, Object, Reply, Rights, code, ok};
use wua_defs::enums::{
    AutomaticUpdatesNotificationLevel, AutomaticUpdatesPermissionType,
    AutomaticUpdatesScheduledInstallationDay, AutomaticUpdatesUserType,
};
use wua_model::{families, traits};

use crate::host::Host;
use crate::lockdown::Lockdown;
use crate::property::Property;

/// A copy of the settings, to be changed and saved.
pub(crate) struct AutomaticUpdatesSettings {
    host: Arc<Host>,
    settings: Property<wua_agent::AutomaticUpdatesSettings>,
    lockdown: Lockdown,
}

impl AutomaticUpdatesSettings {
    pub(crate) fn new(host: &Arc<Host>, lockdown: &Lockdown) -> Result<Self, Error> {
        Ok(Self {
            host: Arc::clone(host),
            settings: Property::new(host.agent.settings()?),
            lockdown: lockdown.clone(),
        })
    }

    fn change(&self, change: impl FnOnce(&mut wua_agent::AutomaticUpdatesSettings)) -> Reply<()> {
        self.check_policy()?;
        self.settings.change(change)
    }

    /// One page has `IncludeRecommendedUpdates` settable only while `ReadOnly` is true; all others, and sense, say the
    /// opposite.
    fn check_policy(&self) -> Result<(), Error> {
        if self.settings.get().read_only {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "a policy of this computer keeps the settings of Automatic Updates as they are",
            ));
        }
        Ok(())
    }
}

impl Object for AutomaticUpdatesSettings {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] =
            [families::i_automatic_updates_settings3::<AutomaticUpdatesSettings>()];
        &FAMILIES
    }

    fn is_locked_down(&self) -> bool {
        self.lockdown.is_locked()
    }
}

impl traits::IAutomaticUpdatesSettings for AutomaticUpdatesSettings {
    fn notification_level(&self, _: &Caller) -> Reply<AutomaticUpdatesNotificationLevel> {
        ok(self.settings.get().notification_level)
    }

    fn put_notification_level(&self, _: &Caller, value: AutomaticUpdatesNotificationLevel) -> Reply<()> {
        if value == AutomaticUpdatesNotificationLevel::Disabled && self.settings.get().required {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "a policy of this computer requires Automatic Updates",
            ));
        }
        self.change(|settings| settings.notification_level = value)
    }

    fn read_only(&self, caller: &Caller) -> Reply<bool> {
        ok(self.settings.get().read_only || caller.rights < Rights::Administrator)
    }

    fn required(&self, _: &Caller) -> Reply<bool> {
        ok(self.settings.get().required)
    }

    fn scheduled_installation_day(&self, _: &Caller) -> Reply<AutomaticUpdatesScheduledInstallationDay> {
        ok(self.settings.get().scheduled_day)
    }

    fn put_scheduled_installation_day(
        &self,
        _: &Caller,
        value: AutomaticUpdatesScheduledInstallationDay,
    ) -> Reply<()> {
        self.change(|settings| settings.scheduled_day = value)
    }

    fn scheduled_installation_time(&self, _: &Caller) -> Reply<i32> {
        ok(self.settings.get().scheduled_hour)
    }

    fn put_scheduled_installation_time(&self, _: &Caller, value: i32) -> Reply<()> {
        if !(0..24).contains(&value) {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!("{value} is no hour of the day, 0 to 23"),
            ));
        }
        self.change(|settings| settings.scheduled_hour = value)
    }

    fn refresh(&self, _: &Caller) -> Reply<()> {
        self.settings.set(self.host.agent.settings()?)
    }

    fn save(&self, _: &Caller) -> Reply<()> {
        self.check_policy()?;
        ok(self.host.agent.save_settings(&self.settings.get())?)
    }
}

impl traits::IAutomaticUpdatesSettings2 for AutomaticUpdatesSettings {
    fn include_recommended_updates(&self, _: &Caller) -> Reply<bool> {
        ok(self.settings.get().include_recommended)
    }

    fn put_include_recommended_updates(&self, _: &Caller, value: bool) -> Reply<()> {
        self.change(|settings| settings.include_recommended = value)
    }

    fn check_permission(
        &self,
        caller: &Caller,
        user_type: AutomaticUpdatesUserType,
        permission_type: AutomaticUpdatesPermissionType,
    ) -> Reply<bool> {
        let agent = &self.host.agent;
        let by_rights = match user_type {
            AutomaticUpdatesUserType::CurrentUser => caller.rights >= Rights::Administrator,
            AutomaticUpdatesUserType::LocalAdministrator => true,
        };
        let by_policy = agent.check_permission(user_type, permission_type);
        let is_possible = permission_type != AutomaticUpdatesPermissionType::SetFeaturedUpdatesEnabled
            || agent.can_feature_updates()?;
        ok(by_rights && by_policy && is_possible)
    }
}

impl traits::IAutomaticUpdatesSettings3 for AutomaticUpdatesSettings {
    fn non_administrators_elevated(&self, _: &Caller) -> Reply<bool> {
        ok(self.settings.get().non_administrators_elevated)
    }

    fn put_non_administrators_elevated(&self, _: &Caller, value: bool) -> Reply<()> {
        self.change(|settings| settings.non_administrators_elevated = value)
    }

    fn featured_updates_enabled(&self, _: &Caller) -> Reply<bool> {
        ok(self.settings.get().featured_updates)
    }

    fn put_featured_updates_enabled(&self, _: &Caller, value: bool) -> Reply<()> {
        if !self.host.agent.can_feature_updates()? {
            return Err(Error::new(
                code::WU_E_NOT_SUPPORTED,
                "featured updates need a service beyond that of Windows, registered with Automatic Updates",
            ));
        }
        self.change(|settings| settings.featured_updates = value)
    }
}
