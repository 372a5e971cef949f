//! What would be upgraded. apt is the judge; where the answer is plain, it need not be asked.

pub(crate) mod own;
pub(crate) mod relations;
pub(crate) mod simulation;

/// What apt would do to bring everything up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Upgrades, and what is installed because they need it.
    pub upgrades: Vec<Upgrade>,
    /// What goes because it is in the way.
    pub removals: Vec<Removal>,
    /// Why apt was asked; none if the answer was plain.
    pub doubt: Option<String>,
}

/// A package that gets a version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upgrade {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub architecture: String,
    /// None when it is not installed yet.
    pub from: Option<String>,
    /// The version that it gets.
    pub to: String,
}

/// A package that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Its name.
    pub name: String,
    /// Empty when it is the native one.
    pub architecture: String,
    /// The version that goes.
    pub version: String,
}
