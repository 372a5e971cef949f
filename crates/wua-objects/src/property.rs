//! Properties that callers write.

use std::sync::{Mutex, MutexGuard, PoisonError};

use wua_com::{Reply, ok};

/// A property that callers on any thread read and write.
#[derive(Default)]
pub(crate) struct Property<T>(Mutex<T>);

impl<T: Clone> Property<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn get(&self) -> T {
        self.lock().clone()
    }

    pub(crate) fn set(&self, value: T) -> Reply<()> {
        // The former value goes after the lock: it may be an object of somebody else's.
        let former = std::mem::replace(&mut *self.lock(), value);
        drop(former);
        ok(())
    }

    /// Changes a part of it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) -> Reply<()> {
        change(&mut self.lock());
        ok(())
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
