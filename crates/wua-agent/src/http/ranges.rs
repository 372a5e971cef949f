//! A large file over several connections, and yet written in order.
//!
//! Each connection fetches a piece into memory; what is at the front is written as it comes. So there is never a hole in
//! the file, its length says what is there, whoever dies, and it can be hashed as it grows. What that costs is memory,
//! which is limited: pieces are fetched only so far ahead, and one file of a process at a time is fetched like this.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use wua_com::{Error, code};

use super::header::{ContentRange, Response, Validator};
use super::location::shown;
use super::part::{Part, other};
use super::status::status_error;
use super::{Body, Http, Request};
use crate::ports::{Abort, Arrival, Conditions};
use crate::sync::lock;

/// More connections than that are no courtesy to a server.
const MOST_CONNECTIONS: usize = 8;

/// How often somebody who waits looks whether he is still wanted.
const GLANCE: Duration = Duration::from_millis(50);

/// How a large file is divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Division {
    /// Bytes that are asked for at once.
    pub(super) piece: u64,
    /// How many pieces may be in memory.
    pub(super) window: usize,
    /// A connection that brings so many bytes a second is enough.
    pub(super) fast: u64,
}

impl Division {
    pub(super) const USUAL: Self = Self {
        piece: 2 << 20,
        window: 6,
        fast: 40_000_000,
    };

    /// What one connection is asked for, before the next look at the time that it took.
    pub(super) fn length(&self, pieces: u64) -> u64 {
        self.piece.saturating_mul(pieces.clamp(1, 32))
    }

    pub(super) fn is_fast(&self, bytes: u64, took: Duration) -> bool {
        u128::from(bytes) * 1_000_000 >= u128::from(self.fast) * took.as_micros()
    }
}

/// The one of a process who may fetch over several connections.
pub(super) struct Turn;

static IS_TAKEN: AtomicBool = AtomicBool::new(false);

impl Turn {
    pub(super) fn take() -> Option<Self> {
        let was_taken = IS_TAKEN.swap(true, Ordering::Acquire);
        (!was_taken).then_some(Self)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        IS_TAKEN.store(false, Ordering::Release);
    }
}

/// The rest of a file, of which something has come from the same place before.
pub(super) struct Ranges<'a> {
    pub(super) http: &'a dyn Http,
    pub(super) url: &'a str,
    pub(super) validator: Option<&'a Validator>,
    pub(super) division: Division,
    pub(super) conditions: Conditions<'a>,
}

impl Ranges<'_> {
    /// Fetches all that is missing. A connection that fails ends, and the others take over; an error is that of the last
    /// one. What is in the file then is as good as before.
    pub(super) fn run(&self, part: &mut Part<'_>, arrival: &mut dyn Arrival) -> Result<(), Error> {
        let Some(size) = part.size() else { return Ok(()) };
        let connections = arrival.connections().clamp(1, MOST_CONNECTIONS);
        let board = Board {
            state: Mutex::new(State {
                slots: VecDeque::new(),
                next: part.there(),
                spare: Vec::new(),
                workers: connections,
                failure: None,
            }),
            changed: Condvar::new(),
            stop: Abort::default(),
            size,
            division: self.division,
        };
        thread::scope(|scope| {
            for _ in 0..connections {
                let leaving = Leaving(&board);
                let board = &board;
                let work = move || {
                    let _leaving = leaving;
                    self.work(board);
                };
                let thread = thread::Builder::new().name("range".to_owned());
                // Without a thread there is one connection less.
                let _ = thread.spawn_scoped(scope, work);
            }
            let _stopping = Stopping(&board);
            self.write(&board, part, arrival)
        })
    }

    /// Writes what is at the front, until there is nothing more to come.
    fn write(&self, board: &Board, part: &mut Part<'_>, arrival: &mut dyn Arrival) -> Result<(), Error> {
        loop {
            self.conditions.abort.check()?;
            match board.front() {
                Front::Bytes(bytes) => {
                    part.take(&bytes, arrival)?;
                    board.give_back(bytes);
                }
                Front::Nothing => board.wait(),
                Front::End => return Ok(()),
                Front::Failed(error) => return Err(error),
            }
        }
    }

    /// One connection: piece after piece.
    fn work(&self, board: &Board) {
        while let Some(claim) = board.claim() {
            let fetched = self.fetch(board, &claim);
            board.release(&claim, fetched.as_ref().err());
            if fetched.is_err() {
                return;
            }
        }
    }

    fn fetch(&self, board: &Board, claim: &Claim) -> Result<(), Error> {
        let request = Request {
            from: claim.from,
            to: Some(claim.last),
            validator: self.validator,
            ..Request::new(self.url)
        };
        let conditions = Conditions {
            abort: &board.stop,
            ..self.conditions
        };
        let mut body = Piece {
            ranges: self,
            board,
            claim,
        };
        let response = self.http.send(&request, &conditions, &mut body)?;
        if response.status != 206 {
            let location = &response.location;
            return Err(status_error(response.status, location, &location.host));
        }
        if board.is_whole(claim) {
            return Ok(());
        }
        Err(Error::new(
            code::WININET_E_CONNECTION_ABORTED,
            format!("{}: a part of it ended early", shown(self.url)),
        ))
    }
}

/// A piece on its way into memory.
struct Piece<'a> {
    ranges: &'a Ranges<'a>,
    board: &'a Board,
    claim: &'a Claim,
}

impl Body for Piece<'_> {
    fn begins(&mut self, response: &Response) -> Result<bool, Error> {
        if response.status != 206 {
            return Ok(false);
        }
        let Claim { from, last, .. } = *self.claim;
        let Ranges { url, validator, .. } = *self.ranges;
        check_range(response, url, (from, Some(last)), validator)?;
        if response.total.is_some_and(|total| total != self.board.size) {
            return Err(other(url, "its size has changed"));
        }
        Ok(true)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.board.stop.check()?;
        if self.board.put(self.claim, bytes) {
            return Ok(());
        }
        Err(unasked(self.ranges.url, "more bytes came than were asked for"))
    }
}

/// Refuses bytes that were not asked for, and those of another version of the file.
pub(super) fn check_range(
    response: &Response,
    url: &str,
    (from, to): (u64, Option<u64>),
    known: Option<&Validator>,
) -> Result<(), Error> {
    if let (Some(known), Some(now)) = (known, &response.validator)
        && known != now
    {
        return Err(other(url, "it has changed since its first bytes came"));
    }
    match response.range {
        Some(ContentRange::Bytes { first, last, .. }) if first == from && to.is_none_or(|to| last <= to) => {
            Ok(())
        }
        _ => Err(Error::new(
            code::WININET_E_INVALID_SERVER_RESPONSE,
            format!(
                "{}: {} was asked for the bytes from {from} on and sent others; use another server",
                response.location, response.location.host
            ),
        )),
    }
}

fn unasked(url: &str, what: &str) -> Error {
    Error::new(
        code::WININET_E_INVALID_SERVER_RESPONSE,
        format!("{}: {what}; use another server", shown(url)),
    )
}

/// What the connections and the writer share.
struct Board {
    state: Mutex<State>,
    changed: Condvar,
    /// Nobody wants more.
    stop: Abort,
    size: u64,
    division: Division,
}

struct State {
    /// The pieces in memory, in order; the first one is being written.
    slots: VecDeque<Slot>,
    /// The first byte that no slot is for.
    next: u64,
    /// Memory that was used before: no more than for the slots, and what is being written.
    spare: Vec<Vec<u8>>,
    workers: usize,
    failure: Option<Error>,
}

struct Slot {
    start: u64,
    length: u64,
    /// How much of it has come.
    arrived: u64,
    /// What of that is not written.
    bytes: Vec<u8>,
    is_claimed: bool,
}

/// What a connection fetches now.
struct Claim {
    slot: u64,
    from: u64,
    last: u64,
}

/// What is to be written.
enum Front {
    Bytes(Vec<u8>),
    Nothing,
    End,
    Failed(Error),
}

impl Board {
    fn front(&self) -> Front {
        let mut state = lock(&self.state);
        let state = &mut *state;
        while let Some(slot) = state.slots.front_mut() {
            if !slot.bytes.is_empty() {
                let spare = state.spare.pop().unwrap_or_default();
                return Front::Bytes(std::mem::replace(&mut slot.bytes, spare));
            }
            if slot.arrived < slot.length {
                break;
            }
            let done = state.slots.pop_front();
            state.spare.extend(done.map(|slot| slot.bytes));
            self.changed.notify_all();
        }
        if state.slots.is_empty() && state.next >= self.size {
            return Front::End;
        }
        if state.workers > 0 {
            return Front::Nothing;
        }
        let error = state.failure.take();
        Front::Failed(error.unwrap_or_else(|| Error::new(code::E_OUTOFMEMORY, "no thread for a connection")))
    }

    /// The next piece to fetch, as soon as there is one; `None` when there will be none.
    fn claim(&self) -> Option<Claim> {
        let mut state = lock(&self.state);
        loop {
            if self.stop.is_requested() || (state.slots.is_empty() && state.next >= self.size) {
                return None;
            }
            if state.slots.len() < self.division.window && state.next < self.size {
                let (start, end) = (state.next, state.next.saturating_add(self.division.piece));
                let length = end.min(self.size) - start;
                state.next = start + length;
                let mut bytes = state.spare.pop().unwrap_or_default();
                bytes.reserve_exact(usize::try_from(length).unwrap_or(0));
                state.slots.push_back(Slot {
                    start,
                    length,
                    arrived: 0,
                    bytes,
                    is_claimed: false,
                });
            }
            let is_open = |slot: &&mut Slot| !slot.is_claimed && slot.arrived < slot.length;
            if let Some(slot) = state.slots.iter_mut().find(is_open) {
                slot.is_claimed = true;
                return Some(Claim {
                    slot: slot.start,
                    from: slot.start + slot.arrived,
                    last: slot.start + slot.length - 1,
                });
            }
            state = self.sleep(state);
        }
    }

    fn put(&self, claim: &Claim, bytes: &[u8]) -> bool {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mut state = lock(&self.state);
        let is_front = state.slots.front().is_some_and(|slot| slot.start == claim.slot);
        let mut slots = state.slots.iter_mut();
        let Some(slot) = slots.find(|slot| slot.start == claim.slot) else {
            return false;
        };
        if slot.arrived.saturating_add(count) > slot.length {
            return false;
        }
        slot.bytes.extend_from_slice(bytes);
        slot.arrived += count;
        if is_front {
            self.changed.notify_all();
        }
        true
    }

    fn is_whole(&self, claim: &Claim) -> bool {
        let state = lock(&self.state);
        let mut slots = state.slots.iter();
        // What is whole may be written and gone.
        let slot = slots.find(|slot| slot.start == claim.slot);
        slot.is_none_or(|slot| slot.arrived == slot.length)
    }

    /// The piece is there, or somebody else is to fetch the rest of it.
    fn release(&self, claim: &Claim, failure: Option<&Error>) {
        let mut state = lock(&self.state);
        if let Some(slot) = state.slots.iter_mut().find(|slot| slot.start == claim.slot) {
            slot.is_claimed = false;
        }
        if let Some(failure) = failure {
            state.failure = Some(failure.clone());
        }
        self.changed.notify_all();
    }

    fn give_back(&self, mut bytes: Vec<u8>) {
        bytes.clear();
        lock(&self.state).spare.push(bytes);
    }

    fn wait(&self) {
        drop(self.sleep(lock(&self.state)));
    }

    fn sleep<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let slept = self.changed.wait_timeout(state, GLANCE);
        slept.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// A connection that ends, however it does.
struct Leaving<'a>(&'a Board);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        lock(&self.0.state).workers -= 1;
        self.0.changed.notify_all();
    }
}

/// Nobody waits for more, however that came.
struct Stopping<'a>(&'a Board);

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.0.stop.request();
        self.0.changed.notify_all();
    }
}
