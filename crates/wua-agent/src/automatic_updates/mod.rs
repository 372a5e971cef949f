//! Automatic Updates: what is set, what was last done.

mod control;
mod detect;
mod settings;

pub(crate) use detect::Success;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua_defs::enums::{AutomaticUpdatesNotificationLevel, AutomaticUpdatesScheduledInstallationDay};

/// The settings of Automatic Updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of the specification"
)]
pub struct AutomaticUpdatesSettings {
    /// What happens without a person.
    pub notification_level: AutomaticUpdatesNotificationLevel,
    /// A policy requires Automatic Updates.
    pub required: bool,
    /// The day of scheduled installations.
    pub scheduled_day: AutomaticUpdatesScheduledInstallationDay,
    /// The hour of scheduled installations, 0 to 23.
    pub scheduled_hour: i32,
    /// Recommended updates are treated like important ones.
    pub include_recommended: bool,
    /// Users who are no administrators may install.
    pub non_administrators_elevated: bool,
    /// Featured updates are offered; needs a service beyond that of Windows.
    pub featured_updates: bool,
    /// A policy keeps everyone from changing them.
    pub read_only: bool,
}

impl Default for AutomaticUpdatesSettings {
    fn default() -> Self {
        Self {
            notification_level: AutomaticUpdatesNotificationLevel::NotConfigured,
            required: false,
            scheduled_day: AutomaticUpdatesScheduledInstallationDay::EveryDay,
            scheduled_hour: 3,
            include_recommended: false,
            non_administrators_elevated: false,
            featured_updates: false,
            read_only: false,
        }
    }
}

/// What a policy says of Automatic Updates. It comes from the configuration, each time the agent starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AutomaticUpdatesPolicy {
    /// Nobody may change the settings.
    pub read_only: bool,
    /// Automatic Updates is required: nobody may turn it off.
    pub required: bool,
}

/// When Automatic Updates last succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AutomaticUpdatesResults {
    /// Its last search of its own.
    pub last_search: Option<Timestamp>,
    /// Its last installation of its own.
    pub last_installation: Option<Timestamp>,
}
