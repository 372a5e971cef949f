//! [`Local`]: an object of ours, and what a face keeps with it.

use std::any::Any;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::Object;

/// An object of this agent, as references to it hold it.
pub struct Local<T: ?Sized> {
    companion: OnceLock<Box<dyn Any + Send + Sync>>,
    object: T,
}

impl<T: Object> Local<T> {
    /// A new object.
    pub fn new(object: T) -> Arc<Self> {
        Arc::new(Self {
            companion: OnceLock::new(),
            object,
        })
    }
}

impl<T: ?Sized> Local<T> {
    /// What a face remembers of the object: made at the first time, and gone with the object. A process has one such
    /// face, so there is one companion; `None` if it is of another type.
    pub fn companion<C: Any + Send + Sync>(&self, make: impl FnOnce() -> C) -> Option<&C> {
        self.companion.get_or_init(|| Box::new(make())).downcast_ref()
    }
}

impl<T: Default> Default for Local<T> {
    fn default() -> Self {
        Self {
            companion: OnceLock::new(),
            object: T::default(),
        }
    }
}

impl<T: ?Sized> Deref for Local<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Family, ObjectRef};

    struct Thing;

    impl Object for Thing {
        fn families(&self) -> &'static [Family] {
            &[]
        }
    }

    #[test]
    fn a_companion_is_made_once_and_goes_with_its_object() {
        let thing = Local::new(Thing);
        let companion = Arc::new(1);
        assert_eq!(
            thing.companion(|| Arc::clone(&companion)).map(|one| **one),
            Some(1)
        );
        let other = ObjectRef::Local(thing.clone());
        let ObjectRef::Local(same) = &other else {
            panic!("it is one of ours")
        };
        assert_eq!(same.companion(|| Arc::new(2)).map(|one| **one), Some(1));
        assert_eq!(same.companion(|| "of another face"), None);
        assert_eq!(Arc::strong_count(&companion), 2);
        drop((thing, other));
        assert_eq!(Arc::strong_count(&companion), 1);
    }
}
