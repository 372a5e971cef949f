//! A call that does not end is ended.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use wua::code;
use wua::computer::{Abort, Terms};
use wua_com::Error;

use crate::server::{Liar, member, terms};

/// How long a request to stop may go unseen.
const SOON: Duration = Duration::from_millis(500);

/// A server whose searches wait until they may end.
struct Hanging {
    there: Liar,
    gate: Arc<(Mutex<bool>, Condvar)>,
}

impl Hanging {
    fn new() -> Self {
        let gate: Arc<(Mutex<bool>, Condvar)> = Arc::default();
        let waiting = Arc::clone(&gate);
        let there = Liar::new(move |call, answer| {
            if member(call) == "Search" {
                let (is_open, opened) = &*waiting;
                let mut is_open = is_open.lock().unwrap();
                while !*is_open {
                    is_open = opened.wait(is_open).unwrap();
                }
            }
            answer
        });
        Self { there, gate }
    }

    fn search(&self, terms: Terms) -> Error {
        self.there.session(terms).search("").err().unwrap()
    }
}

impl Drop for Hanging {
    fn drop(&mut self) {
        *self.gate.0.lock().unwrap() = true;
        self.gate.1.notify_all();
    }
}

#[test]
fn a_hanging_search_is_stopped_on_request() {
    let hanging = Hanging::new();
    let abort = Abort::default();
    let asked = thread::scope(|scope| {
        let search = scope.spawn(|| {
            let error = hanging.search(Terms {
                abort: abort.clone(),
                ..terms()
            });
            (Instant::now(), error)
        });
        thread::sleep(Duration::from_millis(1500));
        let asked = Instant::now();
        abort.request();
        let (ended, error) = search.join().unwrap();
        assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED, "{error}");
        assert!(error.message().contains("127.0.34.1"), "{error}");
        ended - asked
    });
    assert!(asked < SOON, "{asked:?}");
}

#[test]
fn a_hanging_search_ends_when_everything_has_to() {
    let hanging = Hanging::new();
    let until = Instant::now() + Duration::from_millis(1500);
    let error = hanging.search(Terms {
        until: Some(until),
        ..terms()
    });
    let late = Instant::now().saturating_duration_since(until);
    assert_eq!(error.hresult(), code::ERROR_TIMEOUT, "{error}");
    assert!(late < SOON, "{late:?}");
}
