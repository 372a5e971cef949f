//! `UpdateCollection`.

use std::sync::Arc;

use wua_com::{Caller, Error, Family, Local, Object, ObjectRef, Reply, code, ok};
use wua_defs::interfaces::{IUPDATE, IUPDATE_COLLECTION};
use wua_model::{families, traits};

use crate::list::List;
use crate::update::Update;

/// `Microsoft.Update.UpdateColl`.
///
/// INVARIANT: every item is an [`Update`] of ours. Nobody else's could be downloaded or installed.
#[derive(Default)]
pub(crate) struct UpdateCollection(List<ObjectRef>);

impl UpdateCollection {
    /// A property of another object.
    pub(crate) fn read_only(updates: Vec<ObjectRef>) -> ObjectRef {
        ObjectRef::new(Self(List::read_only(updates)))
    }

    /// What a downloader or installer shows that was given nothing.
    pub(crate) fn nothing() -> Arc<Local<Self>> {
        Local::new(Self(List::read_only(Vec::new())))
    }

    /// What a downloader or installer keeps of the collection that it is given: a view, which shows later changes of
    /// the collection and cannot be changed itself.
    pub(crate) fn view_of(collection: Option<&ObjectRef>) -> Result<Arc<Local<Self>>, Error> {
        let Some(object) = collection else {
            return Err(Error::new(code::E_POINTER, "no collection of updates was given"));
        };
        match object.downcast::<Self>() {
            Some(collection) => Ok(Local::new(Self(collection.0.view()))),
            None if object.supports(&IUPDATE_COLLECTION) => Err(Error::new(
                code::E_INVALIDARG,
                "the collection is not one of this agent's: use a Microsoft.Update.UpdateColl",
            )),
            None => Err(Error::new(code::E_NOINTERFACE, "no IUpdateCollection was given")),
        }
    }

    /// A collection that stays as this one is now.
    pub(crate) fn snapshot(&self) -> ObjectRef {
        Self::read_only(self.0.items())
    }

    /// What the engine knows of the updates.
    pub(crate) fn updates(&self) -> Vec<wua_agent::Update> {
        let items = self.0.items();
        items.iter().filter_map(Update::of).cloned().collect()
    }
}

fn update(value: Option<&ObjectRef>) -> Result<ObjectRef, Error> {
    let Some(object) = value else {
        return Err(Error::new(code::E_POINTER, "no update was given"));
    };
    match Update::of(object) {
        Some(_) => Ok(object.clone()),
        None if object.supports(&IUPDATE) => Err(Error::new(
            code::E_INVALIDARG,
            "the update is not one of this agent's, and could not be installed by it",
        )),
        None => Err(Error::new(code::E_NOINTERFACE, "no IUpdate was given")),
    }
}

impl Object for UpdateCollection {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_update_collection::<UpdateCollection>()];
        &FAMILIES
    }
}

impl traits::IUpdateCollection for UpdateCollection {
    fn item(&self, _: &Caller, index: i32) -> Reply<ObjectRef> {
        self.0.item(index)
    }

    fn put_item(&self, _: &Caller, index: i32, value: Option<&ObjectRef>) -> Reply<()> {
        self.0.put(index, update(value)?)
    }

    fn new_enum(&self, _: &Caller) -> Reply<ObjectRef> {
        self.0.walk()
    }

    fn count(&self, _: &Caller) -> Reply<i32> {
        self.0.count()
    }

    fn read_only(&self, _: &Caller) -> Reply<bool> {
        ok(self.0.is_read_only())
    }

    fn add(&self, _: &Caller, value: Option<&ObjectRef>) -> Reply<i32> {
        self.0.add(update(value)?)
    }

    fn clear(&self, _: &Caller) -> Reply<()> {
        self.0.clear()
    }

    /// The copy holds the same updates.
    fn copy(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(Self(List::new(self.0.items()))))
    }

    fn insert(&self, _: &Caller, index: i32, value: Option<&ObjectRef>) -> Reply<()> {
        self.0.insert(index, update(value)?)
    }

    fn remove_at(&self, _: &Caller, index: i32) -> Reply<()> {
        self.0.remove_at(index)
    }
}

#[cfg(test)]
mod tests {
    use wua_model::proxy::IUpdateCollection;

    use super::*;
    use crate::string_collection::StringCollection;
    use crate::testing::{code_of, new, seen};

    #[test]
    fn only_updates_come_in() {
        let updates: IUpdateCollection = new(UpdateCollection::default());
        let strings = ObjectRef::new(StringCollection::default());
        assert_eq!(code_of(updates.add(None)), Some(code::E_POINTER));
        assert_eq!(code_of(updates.insert(0, None)), Some(code::E_POINTER));
        assert_eq!(code_of(updates.put_item(0, None)), Some(code::E_POINTER));
        assert_eq!(code_of(updates.add(Some(&strings))), Some(code::E_NOINTERFACE));
        assert_eq!(updates.count().unwrap(), 0);
    }

    #[test]
    fn a_copy_of_a_read_only_one_can_be_changed() {
        let updates: IUpdateCollection = seen(UpdateCollection::read_only(Vec::new()));
        assert!(updates.read_only().unwrap());
        assert_eq!(code_of(updates.clear()), Some(code::WU_E_NOT_SUPPORTED));
        let copy = updates.copy().unwrap();
        assert!(!copy.read_only().unwrap());
        copy.clear().unwrap();
    }

    #[test]
    fn only_collections_of_updates_are_downloaded_and_installed() {
        let strings = ObjectRef::new(StringCollection::default());
        assert_eq!(code_of(UpdateCollection::view_of(None)), Some(code::E_POINTER));
        assert_eq!(
            code_of(UpdateCollection::view_of(Some(&strings))),
            Some(code::E_NOINTERFACE)
        );
        let updates = ObjectRef::new(UpdateCollection::default());
        let view: IUpdateCollection = seen(ObjectRef::Local(
            UpdateCollection::view_of(Some(&updates)).unwrap(),
        ));
        assert!(view.read_only().unwrap());
    }
}
