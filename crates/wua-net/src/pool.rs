//! Connections that wait for the next request.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use wua_agent::http::Location;

use crate::route::Route;
use crate::sender::Sender;

/// Servers close what is idle for longer; a request on such a connection costs a second attempt.
const MAXIMUM_IDLE: Duration = Duration::from_secs(15);

/// As many per server as are worth keeping.
const MAXIMUM_PER_SERVER: usize = 16;

/// Requests with the same key can use the same connection.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key(Vec<String>);

impl Key {
    /// `trust`: whom the client trusts, as a number.
    pub(crate) fn new(location: &Location, route: &Route, trust: u64) -> Self {
        let end = |location: &Location| {
            let scheme = if location.is_secure { "https" } else { "http" };
            format!("{scheme} {}:{}", location.host, location.port)
        };
        let mut key = vec![trust.to_string()];
        match route {
            Route::Direct => key.push(end(location)),
            // Unencrypted, a proxy takes requests for any server. It may know a connection by who signed in on it.
            Route::Through(proxy) => key.extend([
                if location.is_secure {
                    end(location)
                } else {
                    String::new()
                },
                end(proxy),
                proxy.user.clone().unwrap_or_default(),
                proxy.password.clone().unwrap_or_default(),
            ]),
        }
        Self(key)
    }
}

#[derive(Default)]
pub(crate) struct Pool {
    idle: Mutex<HashMap<Key, Vec<(Sender, Instant)>>>,
}

impl Pool {
    /// The connection that was used last: the one that is most likely still there.
    pub(crate) fn take(&self, key: &Key) -> Option<Sender> {
        let mut idle = self.lock();
        let waiting = idle.get_mut(key)?;
        let mut found = None;
        while let Some((mut sender, since)) = waiting.pop() {
            if !sender.is_closed() && since.elapsed() < MAXIMUM_IDLE {
                found = Some(sender);
                break;
            }
        }
        if waiting.is_empty() {
            idle.remove(key);
        }
        found
    }

    pub(crate) fn put(&self, key: Key, mut sender: Sender) {
        if sender.is_closed() {
            return;
        }
        let mut idle = self.lock();
        idle.retain(|_, waiting| {
            waiting.retain_mut(|(sender, since)| !sender.is_closed() && since.elapsed() < MAXIMUM_IDLE);
            !waiting.is_empty()
        });
        let waiting = idle.entry(key).or_default();
        if waiting.len() < MAXIMUM_PER_SERVER {
            waiting.push((sender, Instant::now()));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Vec<(Sender, Instant)>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
