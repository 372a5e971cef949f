//! Where a file can be fetched, and which place is asked next.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use super::location::Location;
use crate::sync::lock;

/// For how long a server that failed is asked last.
const DISTRUST: Duration = Duration::from_mins(5);

/// More servers are not remembered.
const MOST: usize = 256;

/// Servers that failed lately, and when.
static FAILED: LazyLock<Mutex<HashMap<String, Instant>>> = LazyLock::new(Mutex::default);

/// Places in the order in which they are asked.
///
/// INVARIANT: not empty, but after [`Places::failed`] said so.
pub(super) struct Places<'a> {
    left: Vec<&'a str>,
    at: usize,
}

impl<'a> Places<'a> {
    /// Those that failed lately come last. After a disappointment, another one comes first.
    pub(super) fn new(places: &[&'a str], disappointments: usize) -> Self {
        let mut left: Vec<&str> = Vec::new();
        for place in places {
            if !left.contains(place) {
                left.push(place);
            }
        }
        let by = disappointments.checked_rem(left.len()).unwrap_or(0);
        left.rotate_left(by);
        left.sort_by_cached_key(|place| has_failed(place));
        Self { left, at: 0 }
    }

    /// The place to ask now.
    pub(super) fn current(&self) -> &'a str {
        self.left.get(self.at).copied().unwrap_or_default()
    }

    /// The place failed; it is asked once more later, if that may help. Whether all others had their turn since it was
    /// asked before; `None`: nobody is left.
    pub(super) fn failed(&mut self, may_help: bool) -> Option<bool> {
        if may_help {
            self.at += 1;
        } else if self.at < self.left.len() {
            self.left.remove(self.at);
        }
        if self.left.is_empty() {
            return None;
        }
        let is_next_round = self.at >= self.left.len();
        if is_next_round {
            self.at = 0;
        }
        Some(is_next_round)
    }
}

/// Its server is asked last for a while.
pub(super) fn note_failure(place: &str) {
    let Some(server) = server(place) else { return };
    let mut failed = lock(&FAILED);
    failed.retain(|_, since| since.elapsed() < DISTRUST);
    if failed.len() < MOST {
        failed.insert(server, Instant::now());
    }
}

/// Its server works.
pub(super) fn note_success(place: &str) {
    let mut failed = lock(&FAILED);
    if !failed.is_empty()
        && let Some(server) = server(place)
    {
        failed.remove(&server);
    }
}

fn has_failed(place: &str) -> bool {
    let failed = lock(&FAILED);
    !failed.is_empty()
        && server(place).is_some_and(|server| {
            failed
                .get(&server)
                .is_some_and(|since| since.elapsed() < DISTRUST)
        })
}

fn server(place: &str) -> Option<String> {
    Location::parse(place).ok().map(|location| location.authority())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_asked_in_turn_and_those_that_cannot_help_no_more() {
        let mut places = Places::new(&["a", "b", "a", "c"], 0);
        assert_eq!(places.current(), "a");
        assert_eq!((places.failed(true), places.current()), (Some(false), "b"));
        assert_eq!((places.failed(false), places.current()), (Some(false), "c"));
        assert_eq!((places.failed(true), places.current()), (Some(true), "a"));
        assert_eq!((places.failed(false), places.current()), (Some(false), "c"));
        assert_eq!(places.failed(false), None);
    }

    #[test]
    fn after_a_disappointment_another_place_comes_first() {
        assert_eq!(Places::new(&["a", "b"], 1).current(), "b");
        assert_eq!(Places::new(&["a", "b"], 2).current(), "a");
        assert_eq!(Places::new(&["a"], 1).current(), "a");
    }

    #[test]
    fn a_server_that_failed_is_asked_last_until_it_works() {
        let (one, other) = ("http://one.places.test/file", "http://other.places.test/file");
        note_failure("http://one.places.test/something");
        assert_eq!(Places::new(&[one, other], 0).current(), other);
        note_success(one);
        assert_eq!(Places::new(&[one, other], 0).current(), one);
    }
}
