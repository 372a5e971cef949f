//! What an administrator decided about a revision. [MS-WUSP] 2.2.2.2.4

use wua_com::Guid;
use wua_xml::{Element, Error};

use crate::DateTime;
use crate::soap::Incoming;

/// What an administrator decided about a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// The server's number of it.
    pub id: i32,
    /// What is to be done.
    pub action: Action,
    /// By when it is to be installed.
    pub deadline: Option<DateTime>,
    /// Whether it may be installed without being asked for.
    pub is_assigned: bool,
    /// When it was last changed. OBSERVED: real servers send a day alone.
    pub last_change_time: Option<DateTime>,
    /// How urgent the download is: `Low`, `Normal`, `High`.
    pub download_priority: Option<String>,
    /// The devices for which a driver is the best one.
    pub hardware_ids: Vec<String>,
    /// A number in text, for protocol 1.8 and later: `0`.
    pub auto_select: Option<String>,
    /// The same.
    pub auto_download: Option<String>,
    /// The same.
    pub supersedence_behavior: Option<String>,
    /// The same.
    pub flag_bitmask: Option<String>,
    /// The group of computers, where the server names it.
    pub target_group: Option<Guid>,
}

/// What is to be done with a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Offer it.
    Install,
    /// Offer it, and never install it without being asked.
    OptionalInstall,
    /// Take it away.
    Uninstall,
    /// Find out whether it would be needed, and report it.
    PreDeploymentCheck,
    /// Do not offer it.
    Block,
    /// Find out what it says, because others depend on it; it is not offered.
    #[default]
    Evaluate,
    /// It is part of a bundle that is deployed; it is not offered by itself.
    Bundle,
    /// None of those.
    Other(String),
}

impl Action {
    /// By its name in the schema.
    pub fn named(name: &str) -> Self {
        match name {
            "Install" => Self::Install,
            "OptionalInstall" => Self::OptionalInstall,
            "Uninstall" => Self::Uninstall,
            "PreDeploymentCheck" => Self::PreDeploymentCheck,
            "Block" => Self::Block,
            "Evaluate" => Self::Evaluate,
            "Bundle" => Self::Bundle,
            other => Self::Other(crate::error::shortened(other)),
        }
    }

    /// Its name in the schema.
    pub fn name(&self) -> &str {
        match self {
            Self::Install => "Install",
            Self::OptionalInstall => "OptionalInstall",
            Self::Uninstall => "Uninstall",
            Self::PreDeploymentCheck => "PreDeploymentCheck",
            Self::Block => "Block",
            Self::Evaluate => "Evaluate",
            Self::Bundle => "Bundle",
            Self::Other(name) => name,
        }
    }
}

impl Deployment {
    pub(crate) fn read<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let mut deployment = Self::default();
        let mut action = None;
        while let Some(child) = from.child(element)? {
            match child.name {
                "ID" => deployment.id = from.number(&child)?,
                "Action" => action = from.word(&child)?,
                "Deadline" => deployment.deadline = time(from, &child)?,
                "IsAssigned" => deployment.is_assigned = from.flag(&child)?,
                "LastChangeTime" => deployment.last_change_time = time(from, &child)?,
                "DownloadPriority" => deployment.download_priority = from.word(&child)?,
                "HardwareIds" => deployment.hardware_ids = from.texts(&child)?,
                "AutoSelect" => deployment.auto_select = from.word(&child)?,
                "AutoDownload" => deployment.auto_download = from.word(&child)?,
                "SupersedenceBehavior" => deployment.supersedence_behavior = from.word(&child)?,
                "FlagBitmask" => deployment.flag_bitmask = from.word(&child)?,
                "TargetGroupId" => {
                    deployment.target_group = from.word(&child)?.as_deref().and_then(Guid::parse);
                }
                _ => {}
            }
        }
        let Some(action) = action else {
            return Err(element.error("it has no <Action>"));
        };
        deployment.action = Action::named(&action);
        Ok(deployment)
    }
}

/// An empty one is none.
fn time<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Option<DateTime>, Error> {
    Ok(from.word(element)?.map(DateTime::from))
}
