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

#[cfg(test)]
mod tests {
    use wua_com::standard::IENUM_VARIANT;
    use wua_com::{Dispatch, DispatchFlags, Rights, Value};

    use super::*;
    use crate::testing::{code_of, new, seen};

    fn collection() -> proxy::IStringCollection {
        new(StringCollection::of(["a", "b"]))
    }

    #[test]
    fn it_starts_empty_and_grows() {
        let strings: proxy::IStringCollection = new(StringCollection::default());
        assert_eq!(strings.count().unwrap(), 0);
        assert!(!strings.read_only().unwrap());
        assert_eq!(strings.add("x").unwrap(), 0);
        assert_eq!(strings.add("y").unwrap(), 1);
        strings.put_item(0, "z").unwrap();
        strings.remove_at(1).unwrap();
        assert_eq!(&*strings.item(0).unwrap(), "z");
        strings.clear().unwrap();
        assert_eq!(strings.count().unwrap(), 0);
    }

    #[test]
    fn a_copy_of_a_read_only_one_can_be_changed_and_leaves_it_alone() {
        let strings: proxy::IStringCollection = seen(StringCollection::read_only(["a"]));
        assert!(strings.read_only().unwrap());
        let copy = strings.copy().unwrap();
        assert!(!copy.read_only().unwrap());
        copy.put_item(0, "b").unwrap();
        assert_eq!(&*strings.item(0).unwrap(), "a");
    }

    #[test]
    fn a_walk_sees_the_items_of_its_beginning() {
        let strings = collection();
        let walk = strings.new_enum().unwrap();
        strings.add("c").unwrap();
        let next = walk.invoke(
            &strings.caller,
            &IENUM_VARIANT,
            IENUM_VARIANT.first_slot(),
            &[Value::U4(9)],
        );
        assert_eq!(
            next.unwrap().value,
            Value::Array(["a", "b"].map(Value::from).into())
        );
    }

    #[test]
    fn scripts_read_and_write_items_as_the_default_member() {
        let caller = Caller::local(Rights::User);
        let dispatch = Dispatch::new(collection().object.clone()).unwrap();
        let item = dispatch.invoke(
            &caller,
            wua_com::DISPID_VALUE,
            DispatchFlags::METHOD_OR_GET,
            &["1".into()],
            &[],
        );
        assert_eq!(item.unwrap().value, "b".into());
        let put = dispatch.invoke(
            &caller,
            wua_com::DISPID_VALUE,
            DispatchFlags::PUT,
            &[0.into(), 7.into()],
            &[],
        );
        put.unwrap();
        let item = dispatch.call(&caller, "item", DispatchFlags::METHOD_OR_GET, &[0.into()]);
        assert_eq!(item.unwrap().value, "7".into());
    }

    #[test]
    fn strings_are_taken_from_collections_alone() {
        let caller = Caller::local(Rights::User);
        assert_eq!(
            strings_of(&caller, Some(&collection().object)).unwrap(),
            ["a", "b"]
        );
        assert_eq!(code_of(strings_of(&caller, None)), Some(code::E_POINTER));
        let walk = collection().new_enum().unwrap();
        assert_eq!(
            code_of(strings_of(&caller, Some(&walk))),
            Some(code::E_NOINTERFACE)
        );
    }
}
