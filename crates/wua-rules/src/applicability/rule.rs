//! Rules, as they are written.

use serde::{Deserialize, Serialize};

use super::{Condition, Query, RegistryKey};

/// What an update means that does not say when it is installable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing can be put on that does not say where: for what has an installer of its own.
    Item,
    /// There is nothing in the way: for packages, bundles and categories, whose parts say more.
    Package,
}

impl ApplicabilityRules {
    /// When it is there; what says nothing never is.
    pub fn installed(&self) -> &Rule {
        self.is_installed.as_ref().unwrap_or(&Rule::False)
    }

    /// When something newer is there; what says nothing is never replaced.
    pub fn superseded(&self) -> &Rule {
        self.is_superseded.as_ref().unwrap_or(&Rule::False)
    }

    /// When it can be put on. What is not said at all is read as `absent` says; what is said and empty is never true.
    pub fn installable(&self, absent: Reading) -> &Rule {
        self.is_installable.as_ref().unwrap_or(match absent {
            Reading::Item => &Rule::False,
            Reading::Package => &Rule::True,
        })
    }
}

/// What decides about an update: three rules, each of which may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ApplicabilityRules {
    /// It is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_installed: Option<Rule>,
    /// Something newer is there that its publisher did not know yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_superseded: Option<Rule>,
    /// It can be put on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_installable: Option<Rule>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// Holds always.
    True,
    /// Holds never.
    False,
    /// Holds if all hold.
    And(Vec<Rule>),
    /// Holds if one holds.
    Or(Vec<Rule>),
    /// Holds if it does not.
    Not(Box<Rule>),
    /// Asks of each key below another one.
    Loop(Box<Loop>),
    /// One question.
    Test(Box<Test>),
    /// Nobody can say: an operator that is not known, or one that is written wrongly. Its name, and why.
    Unknown {
        /// The operator.
        operator: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// One question, and what has to come back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Test {
    /// What its publisher called it: `RegDword`, `MsiProductInstalled`.
    pub operator: String,
    /// The question.
    pub query: Query,
    /// What has to come back.
    pub condition: Condition,
}

/// `RegKeyLoop`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Loop {
    /// Below which key.
    pub key: RegistryKey,
    /// How often it has to hold.
    pub true_if: LoopLogic,
    /// What is asked of each; its keys below [`Hive::LoopTarget`](super::Hive::LoopTarget).
    pub rule: Rule,
}

/// How often the rule of a loop has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LoopLogic {
    /// Once at least.
    Any,
    /// Each time.
    All,
    /// Not once.
    None,
}

impl Rule {
    /// How many rules it consists of.
    pub fn size(&self) -> usize {
        1 + match self {
            Self::And(rules) | Self::Or(rules) => rules.iter().map(Self::size).sum(),
            Self::Not(rule) => rule.size(),
            Self::Loop(inner) => inner.rule.size(),
            _ => 0,
        }
    }
}
