//! Properties that are made once.

use std::sync::OnceLock;

use wua_com::{Reply, ok};

/// What is made when it is first asked for. Reading it again clones a reference, and yields the same object.
pub(crate) struct Cached<T>(OnceLock<T>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T: Clone> Cached<T> {
    pub(crate) fn get(&self, make: impl FnOnce() -> T) -> Reply<T> {
        ok(self.0.get_or_init(make).clone())
    }
}
