//! The settings of Automatic Updates, and who may change them.

use wua_com::{Error, code};
use wua_defs::enums::{
    AutomaticUpdatesNotificationLevel, AutomaticUpdatesPermissionType, AutomaticUpdatesUserType,
};

use super::{AutomaticUpdatesPolicy, AutomaticUpdatesSettings};
use crate::agent::Agent;
use crate::ports::step;
use crate::services::WINDOWS_UPDATE;

const SETTINGS: &str = "automatic-updates";

impl Agent {
    /// What a policy says; until then it says nothing.
    pub fn set_automatic_updates_policy(&self, policy: AutomaticUpdatesPolicy) {
        *crate::sync::lock(self.policy_cell()) = policy;
    }

    /// What a policy says.
    pub fn automatic_updates_policy(&self) -> AutomaticUpdatesPolicy {
        *crate::sync::lock(self.policy_cell())
    }

    /// The settings of Automatic Updates. What a policy says of them comes with them.
    pub fn settings(&self) -> Result<AutomaticUpdatesSettings, Error> {
        let stored: AutomaticUpdatesSettings = self.store().setting(SETTINGS)?;
        let policy = self.automatic_updates_policy();
        Ok(AutomaticUpdatesSettings {
            required: policy.required,
            read_only: policy.read_only,
            featured_updates: stored.featured_updates && self.can_feature_updates()?,
            ..stored
        })
    }

    /// Keeps them, except for `required` and `read_only`, which are the policy's.
    pub fn save_settings(&self, settings: &AutomaticUpdatesSettings) -> Result<(), Error> {
        let policy = self.automatic_updates_policy();
        if policy.read_only {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "a policy keeps the settings of Automatic Updates as they are; change the policy",
            ));
        }
        if !(0..24).contains(&settings.scheduled_hour) {
            return Err(Error::new(
                code::E_INVALIDARG,
                format!(
                    "{} is no hour: installations begin between 0 and 23 o'clock",
                    settings.scheduled_hour
                ),
            ));
        }
        if policy.required && settings.notification_level == AutomaticUpdatesNotificationLevel::Disabled {
            return Err(Error::new(
                code::E_ACCESSDENIED,
                "a policy requires Automatic Updates: it cannot be turned off; change the policy",
            ));
        }
        if settings.featured_updates && !self.can_feature_updates()? {
            return Err(Error::new(
                code::WU_E_INVALID_OPERATION,
                "featured updates need a service beyond that of Windows: register one with Automatic Updates first",
            ));
        }
        self.store().set_setting(SETTINGS, settings)?;
        self.checkpoint(step::SETTINGS_WRITTEN);
        Ok(())
    }

    /// Whether featured updates can be asked for: only a service beyond that of Windows has them.
    pub fn can_feature_updates(&self) -> Result<bool, Error> {
        let services = self.services()?;
        Ok(services
            .iter()
            .any(|record| record.is_registered_with_au && !record.is_managed && record.id != WINDOWS_UPDATE))
    }

    /// Whether users of a kind may change a setting. A policy may keep everyone from it; whether the caller is an
    /// administrator is for the caller's side to know.
    pub fn check_permission(
        &self,
        user: AutomaticUpdatesUserType,
        permission: AutomaticUpdatesPermissionType,
    ) -> bool {
        let policy = self.automatic_updates_policy();
        let is_turning_off = permission == AutomaticUpdatesPermissionType::DisableAutomaticUpdates;
        match user {
            AutomaticUpdatesUserType::CurrentUser | AutomaticUpdatesUserType::LocalAdministrator => {
                !(policy.read_only || policy.required && is_turning_off)
            }
        }
    }
}
