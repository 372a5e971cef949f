//! Collections: `IStringCollection`, `IUpdateCollection`, and the six that are only read.

use wua_com::{Bound, Error, ObjectRef, Value, code};
use wua_defs::classes;
use wua_defs::interfaces::IUPDATE_COLLECTION;
use wua_model::proxy::{IStringCollection, IUpdateCollection, IWindowsDriverUpdate4};

use crate::museum::{
    Museum, Scripted, administrator, assert_fails, callback, collection_of, remote, seen_as, seen_by,
    strings, updates, walk_of,
};

fn words(museum: &Museum, words: &[&str]) -> IStringCollection {
    let collection: IStringCollection = museum.create(&classes::STRING_COLLECTION);
    for word in words {
        collection.add(word).unwrap();
    }
    collection
}

#[test]
fn b039_strings_are_read_and_replaced_by_their_place() {
    let museum = Museum::open();
    let collection = words(&museum, &["zero", "one"]);
    assert_eq!(&*collection.item(0).unwrap(), "zero");
    assert_eq!(&*collection.item(1).unwrap(), "one");
    collection.put_item(1, "two").unwrap();
    assert_eq!(strings(&collection), ["zero", "two"]);
    for outside in [-1, 2, i32::MAX, i32::MIN] {
        assert_fails(collection.item(outside), code::WU_E_INVALIDINDEX);
        assert_fails(collection.put_item(outside, "nowhere"), code::WU_E_INVALIDINDEX);
    }
}

#[test]
fn b040_a_string_is_added_at_the_end() {
    let museum = Museum::open();
    let collection = words(&museum, &[]);
    assert_eq!(collection.add("zero").unwrap(), 0);
    assert_eq!(collection.add("").unwrap(), 1);
    assert_eq!(strings(&collection), ["zero", ""]);
}

#[test]
fn b041_clear_removes_every_string() {
    let museum = Museum::open();
    let collection = words(&museum, &["zero", "one"]);
    collection.clear().unwrap();
    assert_eq!(collection.count().unwrap(), 0);
    assert_fails(collection.item(0), code::WU_E_INVALIDINDEX);
    collection.clear().unwrap();
}

#[test]
fn b042_a_string_is_inserted_before_another_or_at_the_end() {
    let museum = Museum::open();
    let collection = words(&museum, &["one"]);
    collection.insert(0, "zero").unwrap();
    collection.insert(2, "two").unwrap();
    assert_eq!(strings(&collection), ["zero", "one", "two"]);
    for outside in [-1, 4, i32::MIN] {
        assert_fails(collection.insert(outside, "nowhere"), code::WU_E_INVALIDINDEX);
    }
}

#[test]
fn b043_one_string_is_removed() {
    let museum = Museum::open();
    let collection = words(&museum, &["zero", "one", "two"]);
    collection.remove_at(1).unwrap();
    assert_eq!(strings(&collection), ["zero", "two"]);
    for outside in [-1, 2] {
        assert_fails(collection.remove_at(outside), code::WU_E_INVALIDINDEX);
    }
}

#[test]
fn b039_b040_b041_b042_b043_b044_strings_of_an_update_are_only_read() {
    let museum = Museum::open();
    let own = words(&museum, &[]);
    assert!(!own.read_only().unwrap(), "what a program creates can be changed");

    let articles = museum.update("orrery-2026-05").kb_article_ids().unwrap();
    assert!(articles.read_only().unwrap());
    assert_fails(articles.put_item(0, "4711"), code::WU_E_NOT_SUPPORTED);
    assert_fails(articles.add("4711"), code::WU_E_NOT_SUPPORTED);
    assert_fails(articles.clear(), code::WU_E_NOT_SUPPORTED);
    assert_fails(articles.insert(0, "4711"), code::WU_E_NOT_SUPPORTED);
    assert_fails(articles.remove_at(0), code::WU_E_NOT_SUPPORTED);
    assert_eq!(strings(&articles), ["5081905", "5081899"]);
    assert_fails(articles.item(2), code::WU_E_INVALIDINDEX);
}

#[test]
fn b044_b046_a_copy_of_strings_can_be_changed_and_changes_nothing_else() {
    let museum = Museum::open();
    let articles = museum.update("orrery-2026-05").kb_article_ids().unwrap();
    let copy = articles.copy().unwrap();
    assert!(!copy.read_only().unwrap());
    copy.add("4711").unwrap();
    copy.put_item(0, "0815").unwrap();
    assert_eq!(strings(&copy), ["0815", "5081899", "4711"]);
    assert_eq!(strings(&articles), ["5081905", "5081899"]);
}

#[test]
fn b039_b040_scripts_use_strings_by_default_member_and_for_each() {
    let museum = Museum::open();
    let collection = Scripted::new(&words(&museum, &["zero"]));
    assert_eq!(
        collection.call("ADD", &[890_830.into()]).unwrap(),
        Value::I4(1),
        "a number becomes text"
    );
    assert_eq!(collection.default(&[1.into()]).unwrap(), "890830".into());
    collection.put("item", &[0.into(), "null".into()]).unwrap();
    assert_eq!(collection.each(), ["null".into(), "890830".into()]);
    let error = collection.default(&[2.into()]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_EXCEPTION);
    assert_eq!(error.excep_info().unwrap().scode, code::WU_E_INVALIDINDEX);
}

#[test]
fn b033_updates_are_read_and_replaced_by_their_place() {
    let museum = Museum::open();
    let (orrery, engine) = (museum.update("orrery-2026-05"), museum.update("engine-upgrade"));
    let collection = collection_of(&museum, &[&orrery]);
    assert_eq!(collection.item(0).unwrap().object, orrery.object);
    collection.put_item(0, Some(&engine.object)).unwrap();
    assert_eq!(collection.item(0).unwrap().object, engine.object);
    for outside in [-1, 1, i32::MAX] {
        assert_fails(collection.item(outside), code::WU_E_INVALIDINDEX);
        assert_fails(
            collection.put_item(outside, Some(&orrery.object)),
            code::WU_E_INVALIDINDEX,
        );
    }
    assert_fails(collection.put_item(0, None), code::E_POINTER);
}

#[test]
fn b034_an_update_is_added_at_the_end() {
    let museum = Museum::open();
    let orrery = museum.update("orrery-2026-05");
    let collection = collection_of(&museum, &[]);
    assert_eq!(collection.add(Some(&orrery.object)).unwrap(), 0);
    assert_eq!(
        collection.add(Some(&orrery.object)).unwrap(),
        1,
        "more than once, if wanted"
    );
    assert_eq!(collection.count().unwrap(), 2);
    assert_fails(collection.add(None), code::E_POINTER);
    assert_eq!(collection.count().unwrap(), 2);
}

#[test]
fn b033_b034_b036_what_is_no_update_of_this_agent_cannot_be_collected() {
    let museum = Museum::open();
    let collection = collection_of(&museum, &[&museum.update("orrery-2026-05")]);
    let searcher = museum.searcher();
    for stranger in [&searcher.object, &callback(|_| ())] {
        assert_fails(collection.put_item(0, Some(stranger)), code::E_NOINTERFACE);
        assert_fails(collection.add(Some(stranger)), code::E_NOINTERFACE);
        assert_fails(collection.insert(0, Some(stranger)), code::E_NOINTERFACE);
    }
    let script = Scripted::new(&collection);
    let error = script.call("Add", &[searcher.object.clone().into()]).unwrap_err();
    assert_eq!(error.hresult(), code::DISP_E_TYPEMISMATCH);
    assert_eq!(collection.count().unwrap(), 1);
}

#[test]
fn b035_clear_removes_every_update() {
    let museum = Museum::open();
    let collection = collection_of(&museum, &[&museum.update("orrery-2026-05")]);
    collection.clear().unwrap();
    assert_eq!(collection.count().unwrap(), 0);
}

/// The documents contradict each other about the place behind the last; what strings allow is allowed here.
#[test]
fn b036_an_update_is_inserted_before_another_or_at_the_end() {
    let museum = Museum::open();
    let (orrery, engine) = (museum.update("orrery-2026-05"), museum.update("engine-upgrade"));
    let collection = collection_of(&museum, &[&orrery]);
    collection.insert(0, Some(&engine.object)).unwrap();
    collection.insert(2, Some(&engine.object)).unwrap();
    let objects: Vec<ObjectRef> = updates(&collection)
        .iter()
        .map(|update| update.object.clone())
        .collect();
    assert_eq!(
        objects,
        [&engine, &orrery, &engine].map(|update| update.object.clone())
    );
    for outside in [-1, 4] {
        assert_fails(
            collection.insert(outside, Some(&orrery.object)),
            code::WU_E_INVALIDINDEX,
        );
    }
    assert_fails(collection.insert(0, None), code::E_POINTER);
}

#[test]
fn b037_one_update_is_removed() {
    let museum = Museum::open();
    let (orrery, engine) = (museum.update("orrery-2026-05"), museum.update("engine-upgrade"));
    let collection = collection_of(&museum, &[&orrery, &engine]);
    collection.remove_at(0).unwrap();
    assert_eq!(collection.item(0).unwrap().object, engine.object);
    for outside in [-1, 1] {
        assert_fails(collection.remove_at(outside), code::WU_E_INVALIDINDEX);
    }
}

#[test]
fn b026_b033_b034_b035_b036_b037_b038_found_updates_are_only_read() {
    let museum = Museum::open();
    assert!(
        !collection_of(&museum, &[]).read_only().unwrap(),
        "what a program creates can be changed"
    );

    let found = museum.search("IsInstalled=0").updates().unwrap();
    let count = found.count().unwrap();
    let first = found.item(0).unwrap();
    assert!(found.read_only().unwrap());
    assert_fails(found.put_item(0, Some(&first.object)), code::WU_E_NOT_SUPPORTED);
    assert_fails(found.add(Some(&first.object)), code::WU_E_NOT_SUPPORTED);
    assert_fails(found.clear(), code::WU_E_NOT_SUPPORTED);
    assert_fails(found.insert(0, Some(&first.object)), code::WU_E_NOT_SUPPORTED);
    assert_fails(found.remove_at(0), code::WU_E_NOT_SUPPORTED);
    assert_eq!(found.count().unwrap(), count);
}

#[test]
fn b038_b045_a_copy_of_updates_can_be_changed_and_holds_the_same_updates() {
    let museum = Museum::open();
    let found = museum.search("IsInstalled=0").updates().unwrap();
    let copy = found.copy().unwrap();
    assert!(!copy.read_only().unwrap());
    assert!(copy.object.supports(&IUPDATE_COLLECTION));
    let same = |one: &IUpdateCollection, other: &IUpdateCollection| {
        let objects = |collection| {
            updates(collection)
                .into_iter()
                .map(|update| update.object.clone())
                .collect()
        };
        let (one, other): (Vec<ObjectRef>, Vec<ObjectRef>) = (objects(one), objects(other));
        one == other
    };
    assert!(same(&copy, &found));
    let count = found.count().unwrap();
    copy.remove_at(0).unwrap();
    assert_eq!(
        (copy.count().unwrap(), found.count().unwrap()),
        (count - 1, count)
    );
}

#[test]
fn b045_updates_are_not_copied_for_other_computers() {
    let museum = Museum::open();
    let found: IUpdateCollection = seen_by(&museum.search("").updates().unwrap(), &remote());
    assert_fails(found.copy(), code::E_ACCESSDENIED);
    assert!(found.count().unwrap() > 0);
}

/// A collection that is only read, as the six interfaces of that kind have it in common.
struct Listed<'a> {
    count: i32,
    item: &'a dyn Fn(i32) -> Result<Bound, Error>,
    new_enum: ObjectRef,
    of: &'a Bound,
}

/// Zero-based access, the same items in the same order by `_NewEnum`, and nothing beyond the ends.
fn assert_lists(expected: usize, listed: &Listed<'_>) {
    assert_eq!(usize::try_from(listed.count), Ok(expected));
    let items: Vec<Bound> = (0..listed.count)
        .map(|index| (listed.item)(index).unwrap())
        .collect();
    let by_index: Vec<Value> = items.into_iter().map(|item| Value::from(item.object)).collect();
    assert_eq!(
        walk_of(&Value::Unknown(Some(listed.new_enum.clone())), &administrator()),
        by_index
    );
    let script = Scripted::new(listed.of);
    assert_eq!(script.each(), by_index);
    assert_eq!(
        script.default(&[0.into()]).unwrap(),
        by_index.first().cloned().unwrap()
    );
    for outside in [-1, listed.count, i32::MAX] {
        assert_fails((listed.item)(outside), code::WU_E_INVALIDINDEX);
        let error = script.default(&[outside.into()]).unwrap_err();
        assert_eq!(error.excep_info().unwrap().scode, code::WU_E_INVALIDINDEX);
    }
}

/// Calls [`assert_lists`] with what it needs of a collection.
macro_rules! assert_lists {
    ($expected:expr, $collection:expr) => {{
        let collection = &$collection;
        assert_lists(
            $expected,
            &Listed {
                count: collection.count().unwrap(),
                item: &|index| collection.item(index).map(|item| Bound::clone(&item)),
                new_enum: collection.new_enum().unwrap(),
                of: collection,
            },
        );
    }};
}

#[test]
fn b047_b048_categories_are_listed() {
    let museum = Museum::open();
    assert_lists!(2, museum.update("orrery-2026-05").categories().unwrap());
}

#[test]
fn b049_b050_exceptions_are_listed() {
    let museum = Museum::open();
    let result = museum.searcher_of("cabinet-of-curiosities").search("").unwrap();
    assert_lists!(5, result.warnings().unwrap());
}

#[test]
fn b051_b052_history_entries_are_listed() {
    let museum = Museum::open();
    crate::history::visit(&museum);
    assert_lists!(3, museum.searcher().query_history(0, 3).unwrap());
}

#[test]
fn b053_b054_files_are_listed() {
    let museum = Museum::open();
    assert_lists!(2, museum.update("orrery-2026-05").download_contents().unwrap());
}

#[test]
fn b055_b056_services_are_listed() {
    let museum = Museum::open();
    let manager = museum.session().create_update_service_manager().unwrap();
    assert_lists!(3, manager.services().unwrap());
}

#[test]
fn b057_b058_devices_of_a_driver_are_listed() {
    let museum = Museum::open();
    let dials: IWindowsDriverUpdate4 = seen_as(&museum.update("clock-dials"));
    assert_lists!(3, dials.windows_driver_update_entries().unwrap());
}

#[test]
fn b033_b048_the_two_that_can_be_changed_are_walked_the_same_way() {
    let museum = Museum::open();
    let (orrery, engine) = (museum.update("orrery-2026-05"), museum.update("engine-upgrade"));
    assert_lists!(2, collection_of(&museum, &[&orrery, &engine]));
}

/// Later changes do not disturb a walk.
#[test]
fn b048_a_walk_goes_over_what_was_there_when_it_began() {
    let museum = Museum::open();
    let collection = words(&museum, &["zero", "one"]);
    let walk = Value::Unknown(Some(collection.new_enum().unwrap()));
    collection.clear().unwrap();
    assert_eq!(walk_of(&walk, &administrator()), ["zero".into(), "one".into()]);
}
