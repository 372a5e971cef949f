//! Why something is offered, or is not.

use serde::{Deserialize, Serialize};
use wua::rules::{self, Truth};
use wua::{ExplainedRule, Explanation, Session};

use crate::records::UpdateRecord;

/// Why something is offered, or is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ExplanationRecord {
    pub(crate) subject: String,
    pub(crate) update: Option<UpdateRecord>,
    /// Which update it is, also where no search finds it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) id: String,
    pub(crate) reasons: Vec<ReasonRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rules: Vec<RuleRecord>,
}

/// One of the rules of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RuleRecord {
    /// What the member of a bundle is called that it belongs to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) member: String,
    /// What it decides.
    pub(crate) section: String,
    #[serde(flatten)]
    pub(crate) tree: TreeRecord,
}

/// What a rule asked, and what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TreeRecord {
    pub(crate) operator: String,
    /// `true`, `false` or `unknown`.
    pub(crate) truth: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) asks: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wants: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) seen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<TreeRecord>,
    /// How many parts are not told.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// One reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReasonRecord {
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl ExplanationRecord {
    /// With so many levels of its rules.
    pub(crate) fn new(session: &Session, explanation: &Explanation, levels: usize) -> Self {
        let reasons = explanation.reasons.iter().map(|reason| ReasonRecord {
            kind: reason.kind.name().to_owned(),
            text: reason.text.clone(),
        });
        let update = explanation.update.as_ref();
        Self {
            subject: explanation.subject.clone(),
            update: update.map(|update| UpdateRecord::new(session, update)),
            id: explanation
                .identity
                .map(|identity| identity.to_string())
                .unwrap_or_default(),
            reasons: reasons.collect(),
            rules: explanation
                .rules
                .iter()
                .map(|rule| RuleRecord::new(rule, levels))
                .collect(),
        }
    }
}

impl RuleRecord {
    fn new(rule: &ExplainedRule, levels: usize) -> Self {
        Self {
            member: rule.member.clone().unwrap_or_default(),
            section: rule.section.to_owned(),
            tree: TreeRecord::new(&rule.tree, levels),
        }
    }
}

impl TreeRecord {
    fn new(tree: &rules::Explanation, levels: usize) -> Self {
        let parts = match levels.checked_sub(1) {
            Some(levels) => tree.parts.iter().map(|part| Self::new(part, levels)).collect(),
            None => Vec::new(),
        };
        let truth = match tree.truth {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        };
        Self {
            operator: tree.operator.clone(),
            truth: truth.to_owned(),
            asks: tree.asks.clone(),
            wants: tree.wants.clone(),
            seen: tree.seen.clone(),
            reason: tree.reason.clone(),
            left_out: tree.left_out + tree.parts.len() - parts.len(),
            parts,
        }
    }
}
