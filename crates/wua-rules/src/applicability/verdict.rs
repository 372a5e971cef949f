//! What the three rules of an update say together.

use serde::{Deserialize, Serialize};

/// What an update is to a computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// It is there.
    Installed,
    /// Something newer is there.
    Superseded,
    /// It can be put on.
    Installable,
    /// It does not concern this computer.
    NotApplicable,
    /// Nobody can say. It is never offered and never called installed.
    Unknown(Vec<Blocker>),
}

/// Something that has to be known first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocker {
    /// The operator that asks.
    pub operator: String,
    /// What it asks, in words; nothing where it is the operator itself that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// Why nobody can say.
    pub reason: String,
}
