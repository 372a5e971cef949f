//! What would be done, and what would not.

use serde::{Deserialize, Serialize};
use wua::{PlannedFile, Session, Update};

use super::{ErrorRecord, IdentityRecord, PackageRecord, UpdateRecord};

/// What would be done to an update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PlanRecord {
    pub(crate) operation: String,
    pub(crate) files: Vec<FileRecord>,
    pub(crate) steps: Vec<IdentityRecord>,
    pub(crate) refused: Option<ErrorRecord>,
    #[serde(flatten)]
    pub(crate) update: UpdateRecord,
}

/// A file to fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FileRecord {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

impl From<&PlannedFile> for FileRecord {
    fn from(file: &PlannedFile) -> Self {
        Self {
            name: file.content.file_name.clone(),
            bytes: file.bytes(),
        }
    }
}

/// What else happens to the computer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AlsoRecord {
    pub(crate) action: String,
    #[serde(flatten)]
    pub(crate) package: PackageRecord,
}

impl AlsoRecord {
    /// `also upgrades libssl3:amd64 3.0.16 -> 3.0.17`
    pub(crate) fn line(&self) -> String {
        let package = &self.package;
        let architecture = match package.architecture.as_str() {
            "" => String::new(),
            architecture => format!(":{architecture}"),
        };
        let versions = match (&package.from, &package.to) {
            (Some(from), Some(to)) => format!("{from} -> {to}"),
            (Some(version), None) | (None, Some(version)) => version.clone(),
            (None, None) => String::new(),
        };
        format!("also {} {}{architecture} {versions}", self.action, package.name)
            .trim_end()
            .to_owned()
    }
}

/// An update that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SkippedRecord {
    pub(crate) reason: Reason,
    #[serde(flatten)]
    pub(crate) update: UpdateRecord,
}

impl SkippedRecord {
    pub(crate) fn new(session: &Session, update: &Update, reason: Reason) -> Self {
        Self {
            reason,
            update: UpdateRecord::new(session, update),
        }
    }

    /// `Title: is installed already`
    pub(crate) fn line(&self) -> String {
        format!("{}: {}", self.update.title, self.reason.text())
    }
}

/// Why an update is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    AlreadyInstalled,
    NotInstalled,
    AlreadyDownloaded,
    LicenceNotAccepted,
    InstallsAlone,
    /// One that a newer agent on another computer knows.
    #[serde(other)]
    Another,
}

impl Reason {
    fn text(self) -> &'static str {
        match self {
            Self::AlreadyInstalled => "is installed already",
            Self::NotInstalled => "is not installed",
            Self::AlreadyDownloaded => "is downloaded already",
            Self::LicenceNotAccepted => "has a licence that was not accepted (--accept-eula)",
            Self::InstallsAlone => "has to be installed alone: name it",
            Self::Another => "is left out",
        }
    }
}
