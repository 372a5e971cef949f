//! What would be upgraded. apt is the judge; where the answer is plain, it need not be asked.

pub(crate) mod own;
pub(crate) mod relations;
pub(crate) mod simulation;

use serde::{Deserialize, Serialize};

/// What apt would do to bring everything up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// Upgrades, and what is installed because they need it.
    pub(crate) upgrades: Vec<Upgrade>,
    /// What goes because it is in the way.
    pub(crate) removals: Vec<Removal>,
}

/// A package that gets a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Upgrade {
    pub(crate) name: String,
    pub(crate) architecture: String,
    /// None when it is not installed yet.
    pub(crate) from: Option<String>,
    pub(crate) to: String,
}

/// A package that goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Removal {
    pub(crate) name: String,
    /// Empty when it is the native one.
    pub(crate) architecture: String,
    pub(crate) version: String,
}
