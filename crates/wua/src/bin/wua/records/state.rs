//! The state of a computer and its agent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::AutomaticUpdatesSettings;

/// The state of the agent and the computer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StatusRecord {
    pub(crate) version: String,
    pub(crate) computer: String,
    /// Where things are kept; null for a computer elsewhere that does not say it.
    pub(crate) store: Option<String>,
    pub(crate) cache: Option<String>,
    /// An installation or removal runs; null where that is not told.
    pub(crate) busy: Option<bool>,
    pub(crate) reboot_required: bool,
    /// `InstallationRebootBehavior` of what waits for a restart, if that is known.
    pub(crate) pending: Option<String>,
    pub(crate) services: usize,
    /// As of the last search.
    pub(crate) updates_available: usize,
    pub(crate) updates_downloaded: usize,
    pub(crate) history: Option<usize>,
    pub(crate) last_automatic_search: Option<Timestamp>,
    pub(crate) last_automatic_installation: Option<Timestamp>,
}

/// Whether the computer has to be restarted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RebootRecord {
    pub(crate) required: bool,
    /// `InstallationRebootBehavior` of what waits for it, if that is known.
    pub(crate) pending: Option<String>,
}

/// What the services know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RefreshRecord {
    /// The services that were asked.
    pub(crate) services: Vec<RefreshedService>,
    /// How many updates they know.
    pub(crate) known: usize,
    /// How many of them are missing here, and not hidden.
    pub(crate) available: usize,
}

/// A service that was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RefreshedService {
    id: String,
    name: String,
}

impl RefreshedService {
    pub(crate) fn new(id: wua::Guid, name: &str) -> Self {
        Self {
            id: id.to_string(),
            name: name.to_owned(),
        }
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        match self.name.as_str() {
            "" => &self.id,
            name => name,
        }
    }
}

/// The settings of Automatic Updates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent properties")]
pub(crate) struct SettingsRecord {
    pub(crate) notification_level: String,
    pub(crate) scheduled_day: String,
    pub(crate) scheduled_hour: i32,
    pub(crate) include_recommended: bool,
    pub(crate) non_administrators_elevated: bool,
    pub(crate) featured_updates: bool,
    pub(crate) required: bool,
    pub(crate) read_only: bool,
}

impl From<&AutomaticUpdatesSettings> for SettingsRecord {
    fn from(settings: &AutomaticUpdatesSettings) -> Self {
        Self {
            notification_level: settings.notification_level.name().to_owned(),
            scheduled_day: settings.scheduled_day.name().to_owned(),
            scheduled_hour: settings.scheduled_hour,
            include_recommended: settings.include_recommended,
            non_administrators_elevated: settings.non_administrators_elevated,
            featured_updates: settings.featured_updates,
            required: settings.required,
            read_only: settings.read_only,
        }
    }
}

/// One setting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SettingRecord {
    pub(crate) key: String,
    pub(crate) value: String,
}
