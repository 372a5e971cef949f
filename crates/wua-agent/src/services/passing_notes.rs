//! What a volatile service writes down, for as long as it is there.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex};

use wua_com::Error;

use crate::ports::{NoteReader, Notes};
use crate::sync::lock;

/// Notes in this process only. Copies share them.
#[derive(Clone, Default)]
pub(crate) struct PassingNotes(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Notes for PassingNotes {
    fn read(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(lock(&self.0).get(key).cloned())
    }

    fn each(&self, prefix: &str, told: &mut NoteReader<'_>) -> Result<(), Error> {
        let from = (Bound::Included(prefix), Bound::Unbounded);
        let notes = lock(&self.0);
        let mut range = notes
            .range::<str, _>(from)
            .take_while(|(key, _)| key.starts_with(prefix));
        range.try_for_each(|(key, value)| told(key, value))
    }

    fn write(&self, changes: &[(&str, Option<&[u8]>)]) -> Result<(), Error> {
        let mut notes = lock(&self.0);
        for (key, value) in changes {
            match value {
                Some(value) => notes.insert((*key).to_owned(), value.to_vec()),
                None => notes.remove(*key),
            };
        }
        Ok(())
    }
}
