//! An exhibit: an update as its service describes it, and what happens when somebody touches it.

use std::sync::Arc;

use wua_agent::{Identity, Revision};
use wua_defs::enums::UpdateType;

use super::performance::{AtFirst, Delivery, Performance};

/// An update, and what happens when somebody touches it.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// What the scripts call it.
    pub name: String,
    /// The script in which it stands.
    pub hall: String,
    /// What its service says of it.
    pub revision: Arc<Revision>,
    /// It is a member of a bundle, and not offered by itself.
    pub is_part: bool,
    /// What it is on the computer before anything has been done to it.
    pub at_first: AtFirst,
    /// How its files arrive.
    pub delivery: Delivery,
    /// How it is put on.
    pub installation: Performance,
    /// How it is taken off.
    pub removal: Performance,
}

impl Exhibit {
    /// Which update, which revision.
    pub fn identity(&self) -> Identity {
        self.revision.identity
    }

    /// One without properties, to be filled in. `None` if the museum does not collect such things.
    pub(super) fn empty(kind: &str, name: &str, hall: &str) -> Option<Self> {
        let (update_type, is_part) = match kind {
            "update" => (UpdateType::Software, false),
            "part" => (UpdateType::Software, true),
            "driver" => (UpdateType::Driver, false),
            "driver-part" => (UpdateType::Driver, true),
            _ => return None,
        };
        Some(Self {
            name: name.to_owned(),
            hall: hall.to_owned(),
            revision: Arc::new(Revision {
                update_type,
                ..Revision::default()
            }),
            is_part,
            at_first: AtFirst::default(),
            delivery: Delivery::default(),
            installation: Performance::default(),
            removal: Performance::default(),
        })
    }
}
