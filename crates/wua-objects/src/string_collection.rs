//! `StringCollection`.

use wua_com::{Bound, Caller, Error, Family, Object, ObjectRef, Reply, Text, code, ok};
use wua_model::{families, proxy, traits};

use crate::list::List;

/// `Microsoft.Update.StringColl`.
#[derive(Default)]
pub(crate) struct StringCollection(List<Text>);

impl StringCollection {
    /// One that can be changed.
    pub(crate) fn of<T: Into<Text>>(strings: impl IntoIterator<Item = T>) -> Self {
        Self(List::new(strings.into_iter().map(Into::into).collect()))
    }

    /// A property of another object.
    pub(crate) fn read_only<T: Into<Text>>(strings: impl IntoIterator<Item = T>) -> ObjectRef {
        let strings = Self::of(strings);
        strings.freeze();
        ObjectRef::new(strings)
    }

    /// Allows no changes from now on.
    pub(crate) fn freeze(&self) {
        self.0.freeze();
    }

    pub(crate) fn strings(&self) -> Vec<Text> {
        self.0.items()
    }
}

/// The strings of a collection that was handed in, whoever made it.
pub(crate) fn strings_of(caller: &Caller, collection: Option<&ObjectRef>) -> Result<Vec<String>, Error> {
    let Some(object) = collection else {
        return Err(Error::new(code::E_POINTER, "no collection of strings was given"));
    };
    let collection = proxy::IStringCollection::from(Bound {
        object: object.clone(),
        caller: caller.clone(),
    });
    (0..collection.count()?)
        .map(|index| collection.item(index).map(|text| text.to_string()))
        .collect()
}

impl Object for StringCollection {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_string_collection::<StringCollection>()];
        &FAMILIES
    }
}

impl traits::IStringCollection for StringCollection {
    fn item(&self, _: &Caller, index: i32) -> Reply<Text> {
        self.0.item(index)
    }

    fn put_item(&self, _: &Caller, index: i32, value: &str) -> Reply<()> {
        self.0.put(index, value.into())
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

    fn add(&self, _: &Caller, value: &str) -> Reply<i32> {
        self.0.add(value.into())
    }

    fn clear(&self, _: &Caller) -> Reply<()> {
        self.0.clear()
    }

    fn copy(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(Self::of(self.strings())))
    }

    fn insert(&self, _: &Caller, index: i32, value: &str) -> Reply<()> {
        self.0.insert(index, value.into())
    }

    fn remove_at(&self, _: &Caller, index: i32) -> Reply<()> {
        self.0.remove_at(index)
    }
}
