//! The items behind every collection: positions are checked, and changes made only where they are allowed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use wua_com::{Enumerator, Error, ObjectRef, Reply, Value, code, ok};

/// Items in their order.
pub(crate) struct List<T> {
    items: Arc<RwLock<Vec<T>>>,
    read_only: AtomicBool,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> List<T> {
    /// A list that can be changed.
    pub(crate) fn new(items: Vec<T>) -> Self {
        Self {
            items: Arc::new(RwLock::new(items)),
            read_only: AtomicBool::new(false),
        }
    }

    /// A list that stays as it is.
    pub(crate) fn read_only(items: Vec<T>) -> Self {
        let list = Self::new(items);
        list.freeze();
        list
    }

    /// The same items, as they are at any time, but not to be changed from here.
    pub(crate) fn view(&self) -> Self {
        Self {
            items: Arc::clone(&self.items),
            read_only: AtomicBool::new(true),
        }
    }

    /// Allows no changes from now on.
    pub(crate) fn freeze(&self) {
        self.read_only.store(true, Ordering::Release);
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.read_only.load(Ordering::Acquire)
    }

    fn read(&self) -> RwLockReadGuard<'_, Vec<T>> {
        self.items.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What `change` took out is let go when the lock is.
    fn change<R>(&self, change: impl FnOnce(&mut Vec<T>) -> Result<R, Error>) -> Result<R, Error> {
        let mut items = self.items.write().unwrap_or_else(PoisonError::into_inner);
        if self.is_read_only() {
            return Err(Error::new(
                code::WU_E_NOT_SUPPORTED,
                "the collection is read-only; change a copy of it",
            ));
        }
        change(&mut items)
    }

    pub(crate) fn put(&self, index: i32, item: T) -> Reply<()> {
        self.change(|items| {
            let at = position(index, items.len())?;
            Ok(std::mem::replace(&mut items[at], item))
        })?;
        ok(())
    }

    pub(crate) fn add(&self, item: T) -> Reply<i32> {
        ok(self.change(|items| {
            items.push(item);
            Ok(whole(items.len() - 1))
        })?)
    }

    /// Before the item at `index`, or at the end.
    pub(crate) fn insert(&self, index: i32, item: T) -> Reply<()> {
        self.change(|items| {
            // One position more than there are items. MS-UAMG contradicts itself about it for updates; what strings
            // allow serves both.
            let at = position(index, items.len() + 1)?;
            items.insert(at, item);
            Ok(())
        })?;
        ok(())
    }

    pub(crate) fn remove_at(&self, index: i32) -> Reply<()> {
        self.change(|items| Ok(items.remove(position(index, items.len())?)))?;
        ok(())
    }

    pub(crate) fn clear(&self) -> Reply<()> {
        self.change(|items| Ok(std::mem::take(items)))?;
        ok(())
    }
}

impl<T: Clone> List<T> {
    /// All of them, as they are now.
    pub(crate) fn items(&self) -> Vec<T> {
        self.read().clone()
    }

    pub(crate) fn count(&self) -> Reply<i32> {
        ok(whole(self.read().len()))
    }

    pub(crate) fn item(&self, index: i32) -> Reply<T> {
        ok(at(&self.read(), index)?.clone())
    }

    /// `_NewEnum`: a walk over the items of this moment.
    pub(crate) fn walk(&self) -> Reply<ObjectRef>
    where
        T: Into<Value>,
    {
        ok(Enumerator::over(self.items().into_iter().map(Into::into)))
    }
}

/// The item at a caller's index.
pub(crate) fn at<T>(items: &[T], index: i32) -> Result<&T, Error> {
    position(index, items.len()).map(|at| &items[at])
}

/// A number of items as interfaces count them.
pub(crate) fn whole(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn position(index: i32, positions: usize) -> Result<usize, Error> {
    match usize::try_from(index) {
        Ok(at) if at < positions => Ok(at),
        _ if positions == 0 => Err(Error::new(
            code::WU_E_INVALIDINDEX,
            format!("there is nothing at index {index}, nor at any other"),
        )),
        _ => Err(Error::new(
            code::WU_E_INVALIDINDEX,
            format!("index {index} is not between 0 and {}", positions - 1),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::code_of;

    fn list() -> List<i32> {
        List::new(vec![10, 11])
    }

    #[test]
    fn an_index_is_one_of_an_item_and_for_insertion_one_more() {
        let list = list();
        for index in [-1, 2, i32::MAX, i32::MIN] {
            assert_eq!(code_of(list.item(index)), Some(code::WU_E_INVALIDINDEX));
            assert_eq!(code_of(list.put(index, 0)), Some(code::WU_E_INVALIDINDEX));
            assert_eq!(code_of(list.remove_at(index)), Some(code::WU_E_INVALIDINDEX));
        }
        assert_eq!(code_of(list.insert(3, 0)), Some(code::WU_E_INVALIDINDEX));
        list.insert(2, 13).unwrap();
        list.insert(2, 12).unwrap();
        assert_eq!(list.items(), [10, 11, 12, 13]);
    }

    #[test]
    fn a_frozen_list_stays_as_it_is() {
        let list = list();
        list.freeze();
        for refused in [
            code_of(list.put(0, 0)),
            code_of(list.add(0)),
            code_of(list.insert(0, 0)),
            code_of(list.remove_at(0)),
            code_of(list.clear()),
        ] {
            assert_eq!(refused, Some(code::WU_E_NOT_SUPPORTED));
        }
        assert_eq!(list.items(), [10, 11]);
    }

    #[test]
    fn a_view_shows_changes_and_makes_none() {
        let list = list();
        let view = list.view();
        assert_eq!(list.add(12).unwrap().value, 2);
        assert_eq!(view.items(), [10, 11, 12]);
        assert_eq!(code_of(view.add(13)), Some(code::WU_E_NOT_SUPPORTED));
    }
}
