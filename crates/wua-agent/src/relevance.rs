//! How it is found out whether an update concerns a computer, where its publisher says so by rules.

use serde::{Deserialize, Serialize};
use wua_com::Guid;
use wua_rules::applicability::ApplicabilityRules;

/// What decides whether an update concerns a computer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relevance {
    /// Whether it is there, and whether it can be put on.
    pub rules: ApplicabilityRules,
    /// What has to be there first: something of each of them.
    pub prerequisites: Vec<Prerequisite>,
    /// What it is for.
    pub role: Role,
    /// Whether it may be installed at all.
    pub publication: Publication,
}

/// One of these updates has to be there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prerequisite {
    /// Which.
    pub any_of: Vec<Guid>,
    /// They are categories rather than updates.
    pub is_category: bool,
}

/// What a revision is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// It is installed.
    #[default]
    Update,
    /// It detects something that others need; it is never shown.
    Detectoid,
    /// It is a product or a classification; it is never shown among updates.
    Category,
}

/// What has become of a revision since it was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Publication {
    /// It may be installed.
    #[default]
    Published,
    /// Its publisher took it back: what has it keeps it.
    Expired,
    /// An administrator does not want it.
    Declined,
}
