//! Why something is offered, or is not.

use serde::{Deserialize, Serialize};
use wua::{Explanation, Session};

use crate::records::UpdateRecord;

/// Why something is offered, or is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ExplanationRecord {
    pub(crate) subject: String,
    pub(crate) update: Option<UpdateRecord>,
    pub(crate) reasons: Vec<ReasonRecord>,
}

/// One reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReasonRecord {
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl ExplanationRecord {
    pub(crate) fn new(session: &Session, explanation: &Explanation) -> Self {
        let reasons = explanation.reasons.iter().map(|reason| ReasonRecord {
            kind: reason.kind.name().to_owned(),
            text: reason.text.clone(),
        });
        let update = explanation.update.as_ref();
        Self {
            subject: explanation.subject.clone(),
            update: update.map(|update| UpdateRecord::new(session, update)),
            reasons: reasons.collect(),
        }
    }
}
