//! The six collections that are only read: `ICategoryCollection` and its like.

use wua_com::{Caller, Family, Object, ObjectRef, Reply};
use wua_model::{families, traits};

use crate::list::List;

/// Objects to read, under the interface of their kind.
pub(crate) struct Collection {
    items: List<ObjectRef>,
    families: &'static [Family],
}

impl Collection {
    fn of(items: impl IntoIterator<Item = ObjectRef>, families: &'static [Family]) -> ObjectRef {
        ObjectRef::new(Self {
            items: List::read_only(items.into_iter().collect()),
            families,
        })
    }
}

impl Object for Collection {
    fn families(&self) -> &'static [Family] {
        self.families
    }
}

/// The interfaces differ in name alone; which of them an object has, its constructor says.
macro_rules! collections {
    ($($constructor:ident: $interface:ident by $family:ident,)+) => {$(
        impl Collection {
            pub(crate) fn $constructor(items: impl IntoIterator<Item = ObjectRef>) -> ObjectRef {
                static FAMILIES: [Family; 1] = [families::$family::<Collection>()];
                Self::of(items, &FAMILIES)
            }
        }

        impl traits::$interface for Collection {
            fn item(&self, _: &Caller, index: i32) -> Reply<ObjectRef> {
                self.items.item(index)
            }

            fn new_enum(&self, _: &Caller) -> Reply<ObjectRef> {
                self.items.walk()
            }

            fn count(&self, _: &Caller) -> Reply<i32> {
                self.items.count()
            }
        }
    )+};
}

collections! {
    of_categories: ICategoryCollection by i_category_collection,
    of_contents: IUpdateDownloadContentCollection by i_update_download_content_collection,
    of_exceptions: IUpdateExceptionCollection by i_update_exception_collection,
    of_history: IUpdateHistoryEntryCollection by i_update_history_entry_collection,
    of_services: IUpdateServiceCollection by i_update_service_collection,
    of_driver_entries: IWindowsDriverUpdateEntryCollection by i_windows_driver_update_entry_collection,
}

#[cfg(test)]
mod tests {
    use wua_com::code;
    use wua_defs::interfaces::{ICATEGORY_COLLECTION, IUPDATE_SERVICE_COLLECTION};
    use wua_model::proxy::IUpdateServiceCollection;

    use super::*;
    use crate::testing::{code_of, seen};

    #[test]
    fn it_has_the_interface_of_its_kind_alone() {
        let services = Collection::of_services([]);
        assert!(services.supports(&IUPDATE_SERVICE_COLLECTION));
        assert!(!services.supports(&ICATEGORY_COLLECTION));
    }

    #[test]
    fn its_items_are_the_same_objects_every_time() {
        let item = Collection::of_services([]);
        let services: IUpdateServiceCollection = seen(Collection::of_services([item.clone()]));
        assert_eq!(services.count().unwrap(), 1);
        assert_eq!(services.item(0).unwrap().object, item);
        assert_eq!(code_of(services.item(1)), Some(code::WU_E_INVALIDINDEX));
    }
}
