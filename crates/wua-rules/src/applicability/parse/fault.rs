//! Why something could not be read.

use crate::xml;

/// A fault of the document, which nothing can be done about, or of one rule.
pub(super) enum Fault {
    Document(xml::Error),
    Rule(String),
}

impl Fault {
    pub(super) fn rule(reason: impl Into<String>) -> Self {
        Self::Rule(reason.into())
    }
}

impl From<xml::Error> for Fault {
    fn from(error: xml::Error) -> Self {
        Self::Document(error)
    }
}
