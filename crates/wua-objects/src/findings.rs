//! What one search found, as objects: an update or category that is reached on two ways is one object.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use wua_agent::{CategoryTree, Identity};
use wua_com::{Guid, Lcid, Local, Object, ObjectRef};

use crate::category::Category;
use crate::collection::Collection;
use crate::host::Host;
use crate::update::Update;
use crate::update_collection::UpdateCollection;

/// The updates and categories of a search.
///
/// INVARIANT: references among objects do not go round in circles. Updates hold their categories and bundled updates,
/// categories the ones below them; what points the other way is looked up here when it is asked for.
pub(crate) struct Findings {
    pub(crate) host: Arc<Host>,
    /// The languages of texts, the wanted one first.
    pub(crate) locales: Arc<[Lcid]>,
    pub(crate) tree: Arc<CategoryTree>,
    updates: Held<(Guid, Identity), Update>,
    categories: Held<Guid, Category>,
}

impl Findings {
    pub(crate) fn new(host: &Arc<Host>, locales: Arc<[Lcid]>, tree: Arc<CategoryTree>) -> Arc<Self> {
        Arc::new(Self {
            host: Arc::clone(host),
            locales,
            tree,
            updates: Held::default(),
            categories: Held::default(),
        })
    }

    pub(crate) fn update(self: &Arc<Self>, update: &wua_agent::Update) -> ObjectRef {
        self.updates.get((update.service, update.identity()), || {
            Update::new(Arc::clone(self), update.clone())
        })
    }

    pub(crate) fn updates(self: &Arc<Self>, updates: &[wua_agent::Update]) -> ObjectRef {
        UpdateCollection::read_only(updates.iter().map(|update| self.update(update)).collect())
    }

    pub(crate) fn category(self: &Arc<Self>, category: &Arc<wua_agent::Category>) -> ObjectRef {
        self.categories.get(category.id, || {
            Category::new(Arc::clone(self), Arc::clone(category))
        })
    }

    pub(crate) fn categories(self: &Arc<Self>, categories: &[Arc<wua_agent::Category>]) -> ObjectRef {
        Collection::of_categories(categories.iter().map(|category| self.category(category)))
    }
}

/// The objects of one type that somebody still holds.
struct Held<K, T>(Mutex<HashMap<K, Weak<Local<T>>>>);

impl<K, T> Default for Held<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T: Object> Held<K, T> {
    fn get(&self, key: K, make: impl FnOnce() -> T) -> ObjectRef {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(object) = held.get(&key).and_then(Weak::upgrade) {
            return ObjectRef::Local(object);
        }
        let object = Local::new(make());
        held.insert(key, Arc::downgrade(&object));
        ObjectRef::Local(object)
    }
}
