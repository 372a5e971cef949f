//! All connections of a server, and how many there may be.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wua_rpc::connection::{CallId, Closed};
use wua_rpc::exporter::Answer;

use super::{Heard, Limits};

/// What a connection is told. There are never more answers under way than the connection has calls in flight.
pub(super) enum Notice {
    /// A call that took a while has ended.
    Answered(CallId, Answer),
    /// [`Registry::is_stopped`] now: take no more calls, and end with the last one.
    Stop,
    /// End now, for this reason.
    End(Heard),
}

pub(super) struct Registry {
    state: Mutex<State>,
    /// The last one has gone.
    empty: Notify,
    connections: usize,
    strangers: usize,
    /// The same moment for all connections, however late each of them is told.
    stopped: AtomicBool,
}

#[derive(Default)]
struct State {
    next: u64,
    all: HashMap<u64, UnboundedSender<Notice>>,
    /// Where nobody has signed in, in the order in which they make room.
    strangers: BTreeSet<(Standing, u64)>,
}

/// How far a connection has come on which nobody signed in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Silent,
    Bound,
}

impl Registry {
    pub(super) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::default(),
            empty: Notify::new(),
            connections: limits.connections,
            strangers: limits.strangers.max(1),
            stopped: AtomicBool::new(false),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat for another connection, if there is one.
    pub(super) fn admit(self: &Arc<Self>) -> Option<(Seat, UnboundedReceiver<Notice>)> {
        let mut state = self.state();
        if self.is_stopped() || state.all.len() >= self.connections {
            return None;
        }
        if state.strangers.len() >= self.strangers
            && let Some((_, oldest)) = state.strangers.pop_first()
            && let Some(oldest) = state.all.get(&oldest)
        {
            // It may have gone at this very moment.
            let _ = oldest.send(Notice::End(Heard::MadeRoom));
        }
        let number = state.next;
        state.next += 1;
        let (notices, received) = unbounded_channel();
        state.all.insert(number, notices.clone());
        state.strangers.insert((Standing::Silent, number));
        let seat = Seat {
            registry: Arc::clone(self),
            number,
            notices,
            standing: Some(Standing::Silent),
        };
        Some((seat, received))
    }

    /// Nobody is admitted any more, and all are told to come to an end.
    pub(super) fn stop(&self) {
        let state = self.state();
        self.stopped.store(true, Ordering::SeqCst);
        for connection in state.all.values() {
            let _ = connection.send(Notice::Stop);
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// All are told to end now.
    pub(super) fn cut_off(&self) {
        for connection in self.state().all.values() {
            let _ = connection.send(Notice::End(Heard::Closed(Closed::Wanted)));
        }
    }

    /// Comes back when there is no connection.
    pub(super) async fn emptied(&self) {
        loop {
            let empty = self.empty.notified();
            if self.state().all.is_empty() {
                return;
            }
            empty.await;
        }
    }
}

/// The place of one connection. Free again when this goes.
pub(super) struct Seat {
    registry: Arc<Registry>,
    pub(super) number: u64,
    pub(super) notices: UnboundedSender<Notice>,
    /// Nothing if somebody signed in.
    standing: Option<Standing>,
}

impl Seat {
    /// The client knows at least what it wants.
    pub(super) fn bound(&mut self) {
        if self.standing == Some(Standing::Silent) {
            self.stand(Some(Standing::Bound));
        }
    }

    /// It makes no room for strangers any more.
    pub(super) fn signed_in(&mut self) {
        self.stand(None);
    }

    fn stand(&mut self, standing: Option<Standing>) {
        let mut state = self.registry.state();
        // Whoever is no longer there has been told to end.
        let known = self
            .standing
            .is_some_and(|before| state.strangers.remove(&(before, self.number)));
        if known && let Some(standing) = standing {
            state.strangers.insert((standing, self.number));
        }
        drop(state);
        self.standing = standing;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.stand(None);
        let mut state = self.registry.state();
        state.all.remove(&self.number);
        if state.all.is_empty() {
            self.registry.empty.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry(connections: usize, strangers: usize) -> Arc<Registry> {
        Registry::new(&Limits {
            connections,
            strangers,
            ..Limits::default()
        })
    }

    fn made_room(notices: &mut UnboundedReceiver<Notice>) -> bool {
        matches!(notices.try_recv(), Ok(Notice::End(Heard::MadeRoom)))
    }

    #[test]
    fn there_are_no_more_connections_than_allowed() {
        let registry = registry(2, 2);
        let first = registry.admit().unwrap();
        let _second = registry.admit().unwrap();
        assert!(registry.admit().is_none());
        drop(first);
        assert!(registry.admit().is_some());
    }

    #[test]
    fn the_oldest_that_said_nothing_makes_room() {
        let registry = registry(9, 2);
        let (mut first, mut told_first) = registry.admit().unwrap();
        first.bound();
        let (_second, mut told_second) = registry.admit().unwrap();
        let _third = registry.admit().unwrap();
        assert!(made_room(&mut told_second));
        assert!(!made_room(&mut told_first));
    }

    #[test]
    fn who_signed_in_makes_no_room() {
        let registry = registry(9, 1);
        let (mut first, mut told) = registry.admit().unwrap();
        first.signed_in();
        let _more: Vec<_> = (0..5).map(|_| registry.admit().unwrap()).collect();
        assert!(!made_room(&mut told));
    }

    #[test]
    fn who_made_room_does_not_count_among_strangers_again() {
        let registry = registry(9, 1);
        let (mut first, mut told) = registry.admit().unwrap();
        let (_second, mut told_second) = registry.admit().unwrap();
        assert!(made_room(&mut told));
        first.bound();
        drop(first);
        assert!(!made_room(&mut told_second));
        assert_eq!(registry.state().strangers.len(), 1);
    }

    #[test]
    fn nobody_is_admitted_after_the_end() {
        let registry = registry(9, 9);
        registry.stop();
        assert!(registry.admit().is_none());
    }
}
