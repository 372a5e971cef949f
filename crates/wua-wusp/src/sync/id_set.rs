//! Numbers of revisions, each once. They are listed with every call, and seldom go away.

use foldhash::HashMap;

use crate::messages::Numbers;

/// A set that is listed as fast as it is copied.
#[derive(Debug, Default)]
pub(super) struct IdSet {
    ids: Vec<i32>,
    places: HashMap<i32, usize>,
    /// The first so many of them, as they are listed.
    listed: (usize, Numbers),
}

impl IdSet {
    pub(super) fn reserve(&mut self, count: usize) {
        self.ids.reserve(count);
        self.places.reserve(count);
    }

    pub(super) fn insert(&mut self, id: i32) {
        let next = self.ids.len();
        if *self.places.entry(id).or_insert(next) == next {
            self.ids.push(id);
        }
    }

    /// Whether it was there.
    pub(super) fn remove(&mut self, id: i32) -> bool {
        let Some(place) = self.places.remove(&id) else {
            return false;
        };
        self.ids.swap_remove(place);
        self.listed = Default::default();
        if let Some(moved) = self.ids.get(place) {
            self.places.insert(*moved, place);
        }
        true
    }

    pub(super) fn contains(&self, id: i32) -> bool {
        self.places.contains_key(&id)
    }

    /// All of them, in no order, as calls list them.
    pub(super) fn listed(&mut self) -> &Numbers {
        let (count, numbers) = &mut self.listed;
        numbers.extend(self.ids.iter().copied().skip(*count));
        *count = self.ids.len();
        numbers
    }

    /// All of them, in no order.
    pub(super) fn ids(&self) -> &[i32] {
        &self.ids
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::IdSet;

    proptest! {
        #[test]
        fn it_holds_what_a_set_holds(steps in prop::collection::vec((0..20_i32, any::<bool>()), 0..200)) {
            let (mut ours, mut plain) = (IdSet::default(), BTreeSet::new());
            for (id, is_put) in steps {
                if is_put {
                    ours.insert(id);
                    plain.insert(id);
                } else {
                    prop_assert_eq!(ours.remove(id), plain.remove(&id));
                }
                prop_assert_eq!(ours.contains(id), plain.contains(&id));
                let mut listed = ours.ids().to_vec();
                listed.sort_unstable();
                prop_assert_eq!(listed, plain.iter().copied().collect::<Vec<_>>());
                if id % 3 == 0 {
                    let ids = ours.ids().to_vec();
                    prop_assert_eq!(ours.listed(), &ids.into_iter().collect());
                }
            }
        }
    }
}
