//! A binary package as an update of its own: the member of a bundle, which is the source package.

use serde::{Deserialize, Serialize};
use wua_agent::Revision;

/// What the installer needs to know of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) architecture: String,
    /// The version that the update brings.
    pub(crate) version: String,
    /// The version before it, as long as it can still be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) earlier: Option<Earlier>,
    /// It is no upgrade: the update needs it, and it is not there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) is_new: bool,
    /// It came with the update, or would: to go back means to remove it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) was_absent: bool,
}

/// A version to go back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Earlier {
    pub(crate) version: String,
    /// No archive has it any more; but apt has kept this file of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
}

/// The installer that handles them.
pub(crate) const HANDLER: &str = "apt";

impl Package {
    /// Of a member; `None` for a bundle, and for what is not Debian's.
    pub(crate) fn of(revision: &Revision) -> Option<Self> {
        if revision.handler_id != HANDLER {
            return None;
        }
        serde_json::from_str(&revision.handler_data).ok()
    }

    /// How apt and dpkg call it.
    pub(crate) fn qualified(&self) -> String {
        format!("{}:{}", self.name, self.architecture)
    }

    /// What apt calls its archive file. The colon of an epoch would not be understood in a file name everywhere.
    pub(crate) fn archive_name(&self) -> String {
        archive_name(&self.name, &self.version, &self.architecture)
    }
}

/// What apt calls the archive file of a package.
pub(crate) fn archive_name(name: &str, version: &str, architecture: &str) -> String {
    format!("{name}_{}_{architecture}.deb", version.replace(':', "%3a"))
}
