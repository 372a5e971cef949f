//! What an administrator of the server decided about a revision, as it is kept here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wua_agent::Revision;
use wua_defs::enums::{AutoDownloadMode, AutoSelectionMode, DeploymentAction, DownloadPriority};
use wua_wusp::messages::{Action, Deployment};

/// What an administrator decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Deployed {
    /// By its name in the schema; empty if the server said nothing.
    pub(super) action: String,
    pub(super) is_assigned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deadline: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changed: Option<Timestamp>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) priority: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) auto_select: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) auto_download: String,
    /// The devices of this computer that a driver is the best for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hardware_ids: Vec<String>,
}

impl From<Deployment> for Deployed {
    fn from(deployment: Deployment) -> Self {
        Self {
            action: deployment.action.name().to_owned(),
            is_assigned: deployment.is_assigned,
            deadline: deployment.deadline.and_then(|time| time.at()),
            changed: deployment.last_change_time.and_then(|time| time.at()),
            priority: deployment.download_priority.unwrap_or_default(),
            auto_select: deployment.auto_select.unwrap_or_default(),
            auto_download: deployment.auto_download.unwrap_or_default(),
            hardware_ids: deployment.hardware_ids,
        }
    }
}

impl Deployed {
    /// What the API calls it; none if it is not offered by itself.
    pub(super) fn offered_as(&self) -> Option<DeploymentAction> {
        match Action::named(&self.action) {
            Action::Install => Some(DeploymentAction::Installation),
            Action::OptionalInstall => Some(DeploymentAction::OptionalInstallation),
            Action::Uninstall => Some(DeploymentAction::Uninstallation),
            Action::PreDeploymentCheck => Some(DeploymentAction::Detection),
            Action::Block | Action::Evaluate | Action::Bundle | Action::Other(_) => None,
        }
    }

    /// Whether an administrator keeps it from being offered.
    pub(super) fn is_refused(&self) -> bool {
        !self.action.is_empty() && matches!(Action::named(&self.action), Action::Block | Action::Other(_))
    }

    /// Takes what was decided since. Servers say with a new driver what it is for, and not always when its deployment changes.
    pub(super) fn change(&mut self, deployment: Deployment) {
        let before = std::mem::replace(self, deployment.into());
        if self.hardware_ids.is_empty() {
            self.hardware_ids = before.hardware_ids;
        }
    }

    /// Writes it into a revision.
    pub(super) fn apply(&self, revision: &mut Revision) {
        let action = self.offered_as();
        revision.deployment_action = action.unwrap_or(DeploymentAction::None);
        revision.is_assigned = self.is_assigned;
        if let Some(driver) = &mut revision.driver {
            let is_meant = |id: &str| {
                self.hardware_ids
                    .iter()
                    .any(|meant| meant.eq_ignore_ascii_case(id))
            };
            // The first is the one that people see.
            driver.entries.sort_by_key(|entry| !is_meant(&entry.hardware_id));
        }
        revision.browse_only |= action == Some(DeploymentAction::OptionalInstallation);
        revision.deadline = self.deadline;
        revision.last_deployment_change = self.changed.unwrap_or(Timestamp::UNIX_EPOCH);
        revision.download_priority = match self.priority.to_ascii_lowercase().as_str() {
            "low" | "1" => DownloadPriority::Low,
            "high" | "3" => DownloadPriority::High,
            "extrahigh" | "4" => DownloadPriority::ExtraHigh,
            _ => DownloadPriority::Normal,
        };
        revision.auto_selection = self
            .auto_select
            .parse()
            .ok()
            .and_then(|number: i32| AutoSelectionMode::try_from(number).ok())
            .unwrap_or(AutoSelectionMode::LetWindowsUpdateDecide);
        revision.auto_download = self
            .auto_download
            .parse()
            .ok()
            .and_then(|number: i32| AutoDownloadMode::try_from(number).ok())
            .unwrap_or(AutoDownloadMode::LetWindowsUpdateDecide);
    }
}
