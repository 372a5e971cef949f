//! Which revision of which update, on any server.

use std::fmt;

use serde::{Deserialize, Serialize};
use wua_com::Guid;
use wua_xml::{Element, Error};

use crate::soap::{Incoming, Outgoing};

/// Which revision of which update, on any server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct UpdateIdentity {
    /// The update.
    pub update_id: Guid,
    /// Its revision.
    pub revision_number: i32,
}

impl UpdateIdentity {
    pub(crate) fn write(self, name: &str, to: &mut Outgoing) {
        to.element(name, |inner| {
            inner.guid("UpdateID", self.update_id);
            inner.number("RevisionNumber", self.revision_number);
        });
    }

    pub(crate) fn read<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let (mut id, mut revision) = (None, None);
        while let Some(child) = from.child(element)? {
            match child.name {
                "UpdateID" => id = Some(from.guid(&child)?),
                "RevisionNumber" => revision = Some(from.number(&child)?),
                _ => {}
            }
        }
        match (id, revision) {
            (Some(update_id), Some(revision_number)) => Ok(Self {
                update_id,
                revision_number,
            }),
            _ => Err(element.error("<UpdateID> and <RevisionNumber> were expected in it")),
        }
    }
}

impl fmt::Display for UpdateIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} revision {}", self.update_id, self.revision_number)
    }
}
