//! `IUpdateIdentity`.

use wua_agent::Identity;
use wua_com::{Caller, Family, Object, ObjectRef, Reply, Text, ok};
use wua_model::{families, traits};

/// Which update, which revision.
pub(crate) struct UpdateIdentity {
    id: Text,
    revision: i32,
}

impl UpdateIdentity {
    pub(crate) fn of(identity: Identity) -> ObjectRef {
        ObjectRef::new(Self {
            id: identity.id.to_string().into(),
            revision: identity.revision,
        })
    }
}

impl Object for UpdateIdentity {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_identity::<UpdateIdentity>()];
        &FAMILIES
    }
}

impl traits::IUpdateIdentity for UpdateIdentity {
    fn revision_number(&self, _: &Caller) -> Reply<i32> {
        ok(self.revision)
    }

    fn update_id(&self, _: &Caller) -> Reply<Text> {
        ok(self.id.clone())
    }
}
