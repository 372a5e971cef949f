//! What an administrator has decided about a revision, for a group of computers.

use jiff::Timestamp;

use super::xml::leaf;

/// The group that every computer is in.
pub const ALL_COMPUTERS: &str = "All Computers";

/// `DeploymentAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// To be installed.
    Install,
    /// To be shown, and never installed by itself.
    OptionalInstall,
    /// To be taken off.
    Uninstall,
    /// Only whether it would be needed.
    PreDeploymentCheck,
    /// Not even that: it is there for others.
    Evaluate,
    /// A member of something that is deployed.
    Bundle,
    /// Not for this group, whatever is decided for all. Clients are told `PreDeploymentCheck`.
    Block,
}

impl Action {
    /// As clients are told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Install => "Install",
            Self::OptionalInstall => "OptionalInstall",
            Self::Uninstall => "Uninstall",
            // OBSERVED: real servers do not send Block.
            Self::PreDeploymentCheck | Self::Block => "PreDeploymentCheck",
            Self::Evaluate => "Evaluate",
            Self::Bundle => "Bundle",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Install,
            Self::OptionalInstall,
            Self::Uninstall,
            Self::PreDeploymentCheck,
            Self::Evaluate,
            Self::Bundle,
        ];
        if name == "Block" {
            return Some(Self::Block);
        }
        all.into_iter().find(|action| action.name() == name)
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Approval {
    /// What is to be done.
    pub action: Action,
    /// By when.
    pub deadline: Option<Timestamp>,
    /// Whether it may be done without asking anybody.
    pub is_assigned: bool,
    /// `DownloadPriority`, such as `High`.
    pub download_priority: Option<String>,
    /// Of drivers: which of their devices.
    pub hardware_ids: Vec<String>,
}

impl Approval {
    /// An action, assigned, without anything else.
    pub fn to(action: Action) -> Self {
        Self {
            action,
            deadline: None,
            is_assigned: true,
            download_priority: None,
            hardware_ids: Vec::new(),
        }
    }

    /// To be installed.
    pub fn install() -> Self {
        Self::to(Action::Install)
    }

    /// By then.
    pub fn until(mut self, deadline: Timestamp) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Not without asking.
    pub fn unassigned(mut self) -> Self {
        self.is_assigned = false;
        self
    }

    /// How urgent its download is, such as `High`.
    pub fn downloaded_with(mut self, priority: &str) -> Self {
        self.download_priority = Some(priority.to_owned());
        self
    }
}

/// A decision as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// By which the server calls it.
    pub id: i32,
    /// What was decided.
    pub approval: Approval,
    /// When.
    pub changed: Timestamp,
}

impl Deployment {
    /// The element, for a client of a protocol version.
    pub(super) fn write(&self, version: (u32, u32), hardware_ids: &[String], out: &mut String) {
        let approval = &self.approval;
        out.push_str("<Deployment>");
        leaf(out, "ID", self.id);
        leaf(out, "Action", approval.action.name());
        if let Some(deadline) = approval.deadline {
            leaf(out, "Deadline", deadline);
        }
        leaf(out, "IsAssigned", approval.is_assigned);
        // OBSERVED: a bare date, as the specification has it.
        leaf(out, "LastChangeTime", self.changed.strftime("%Y-%m-%d"));
        if let Some(priority) = &approval.download_priority {
            leaf(out, "DownloadPriority", priority);
        }
        let hardware_ids = if hardware_ids.is_empty() {
            &approval.hardware_ids
        } else {
            hardware_ids
        };
        if !hardware_ids.is_empty() && version >= (1, 6) {
            out.push_str("<HardwareIds>");
            for id in hardware_ids {
                leaf(out, "string", id);
            }
            out.push_str("</HardwareIds>");
        }
        if version >= (1, 8) {
            for name in [
                "AutoSelect",
                "AutoDownload",
                "SupersedenceBehavior",
                "FlagBitmask",
            ] {
                leaf(out, name, 0);
            }
        }
        out.push_str("</Deployment>");
    }
}
