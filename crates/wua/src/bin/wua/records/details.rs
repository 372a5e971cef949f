//! All that is known of an update.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua::enums::InstallationImpact;
use wua::{Behavior, Content, DriverEntry, Session, Texts, Update};

use crate::records::UpdateRecord;

/// All that is known of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DetailsRecord {
    #[serde(flatten)]
    pub(crate) update: UpdateRecord,
    pub(crate) description: String,
    pub(crate) release_notes: String,
    pub(crate) uninstallation_notes: String,
    pub(crate) uninstallation_steps: Vec<String>,
    /// The text of its licence.
    pub(crate) eula: Option<String>,
    /// Which licence.
    pub(crate) eula_id: Option<String>,
    pub(crate) handler: String,
    pub(crate) deployment_action: String,
    pub(crate) installation_behavior: Option<BehaviorRecord>,
    pub(crate) uninstallation_behavior: Option<BehaviorRecord>,
    /// In MHz; 0 if nothing is recommended.
    pub(crate) recommended_cpu_speed: i32,
    /// In MB.
    pub(crate) recommended_memory: i32,
    /// In MB.
    pub(crate) recommended_disk_space: i32,
    pub(crate) can_require_source: bool,
    pub(crate) languages: Vec<String>,
    pub(crate) more_info_urls: Vec<String>,
    pub(crate) support_url: String,
    pub(crate) security_bulletins: Vec<String>,
    pub(crate) cve: Vec<String>,
    pub(crate) superseded: Vec<String>,
    pub(crate) bundled: Vec<UpdateRecord>,
    pub(crate) files: Vec<ContentRecord>,
    pub(crate) devices: Vec<DeviceRecord>,
}

/// A file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ContentRecord {
    name: String,
    url: String,
    size: u64,
    sha256: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    sha1: String,
}

/// A device that a driver drives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DeviceRecord {
    pub(crate) class: String,
    pub(crate) hardware_id: String,
    pub(crate) manufacturer: String,
    pub(crate) model: String,
    pub(crate) provider: String,
    pub(crate) date: Timestamp,
}

/// What an installation or removal does to others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct BehaviorRecord {
    /// `InstallationRebootBehavior`.
    pub(crate) reboot: String,
    /// `InstallationImpact`.
    pub(crate) impact: String,
    pub(crate) can_request_user_input: bool,
    pub(crate) requires_network_connectivity: bool,
}

impl BehaviorRecord {
    pub(crate) fn has_minor_impact(&self) -> bool {
        self.impact == InstallationImpact::Minor.name()
    }

    pub(crate) fn is_exclusive(&self) -> bool {
        self.impact == InstallationImpact::RequiresExclusiveHandling.name()
    }
}

impl From<Behavior> for BehaviorRecord {
    fn from(behavior: Behavior) -> Self {
        Self {
            reboot: behavior.reboot.name().to_owned(),
            impact: behavior.impact.name().to_owned(),
            can_request_user_input: behavior.can_request_user_input,
            requires_network_connectivity: behavior.requires_network_connectivity,
        }
    }
}

impl From<&Content> for ContentRecord {
    fn from(content: &Content) -> Self {
        Self {
            name: content.file_name.clone(),
            url: content.url.clone(),
            size: content.size,
            sha256: content.sha256.clone(),
            sha1: content.sha1.clone(),
        }
    }
}

impl From<&DriverEntry> for DeviceRecord {
    fn from(entry: &DriverEntry) -> Self {
        Self {
            class: entry.class.clone(),
            hardware_id: entry.hardware_id.clone(),
            manufacturer: entry.manufacturer.clone(),
            model: entry.model.clone(),
            provider: entry.provider.clone(),
            date: entry.ver_date,
        }
    }
}

impl DetailsRecord {
    pub(crate) fn new(session: &Session, update: &Update) -> Self {
        let revision = &*update.revision;
        let texts = update.texts();
        let text = |of: fn(&Texts) -> &String| texts.map(of).cloned().unwrap_or_default();
        let licence = revision.eula.as_ref();
        let licence_text = licence.and_then(|licence| licence.text(&update.locales));
        let superseded = revision.superseded_update_ids.iter();
        let members = update.bundled.iter();
        let devices = revision.driver.iter().flat_map(|driver| &driver.entries);
        Self {
            update: UpdateRecord::new(session, update),
            description: text(|texts| &texts.description),
            release_notes: text(|texts| &texts.release_notes),
            uninstallation_notes: text(|texts| &texts.uninstallation_notes),
            uninstallation_steps: texts
                .map(|texts| texts.uninstallation_steps.clone())
                .unwrap_or_default(),
            eula: licence_text.map(str::to_owned),
            eula_id: licence.map(|licence| licence.id.to_string()),
            handler: revision.handler_id.clone(),
            deployment_action: revision.deployment_action.name().to_owned(),
            installation_behavior: revision.installation_behavior.map(Into::into),
            uninstallation_behavior: revision.uninstallation_behavior.map(Into::into),
            recommended_cpu_speed: revision.recommended_cpu_speed,
            recommended_memory: revision.recommended_memory,
            recommended_disk_space: revision.recommended_hard_disk_space,
            can_require_source: revision.can_require_source,
            languages: revision.languages.clone(),
            more_info_urls: revision.more_info_urls(&update.locales).to_vec(),
            support_url: revision.support_url(&update.locales).to_owned(),
            security_bulletins: revision.security_bulletin_ids.clone(),
            cve: revision.cve_ids.clone(),
            superseded: superseded.map(ToString::to_string).collect(),
            bundled: members.map(|member| UpdateRecord::new(session, member)).collect(),
            files: revision.contents.iter().map(ContentRecord::from).collect(),
            devices: devices.map(DeviceRecord::from).collect(),
        }
    }
}
