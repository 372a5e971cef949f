//! What becomes of the bytes of a file as they arrive: they are hashed, counted, and told of.

use std::path::Path;
use std::time::{Duration, Instant};

use wua_com::Error;

use super::fetch::Event;
use super::traffic::Traffic;
use crate::cache::Hashing;
use crate::ports::{Abort, Arrival};

/// Nobody needs to hear of a file more often than this, or than so many times in all.
const INTERVAL: Duration = Duration::from_millis(100);
const STEPS: u64 = 128;

/// Over so many a large file may come.
const CONNECTIONS: usize = 4;

/// A file on its way.
pub(super) struct Incoming<'a, 'c> {
    pub(super) size: u64,
    pub(super) part: &'a Path,
    pub(super) hashing: &'a mut Hashing<'c>,
    pub(super) disappointments: usize,
    pub(super) told: &'a mut dyn FnMut(Event),
    /// What was told last, and when.
    pub(super) last: Option<(u64, Instant)>,
    pub(super) traffic: &'a Traffic,
    pub(super) abort: &'a Abort,
}

impl Incoming<'_, '_> {
    fn is_worth_telling(&self, bytes: u64) -> bool {
        let Some((before, since)) = self.last else {
            return true;
        };
        let step = (self.size / STEPS).max(1);
        bytes < before || bytes - before >= step || bytes == self.size || since.elapsed() >= INTERVAL
    }
}

impl Arrival for Incoming<'_, '_> {
    fn there(&mut self, bytes: u64) {
        if self.is_worth_telling(bytes) {
            self.last = Some((bytes, Instant::now()));
            (self.told)(Event::Bytes(bytes));
        }
    }

    fn wrote(&mut self, at: u64, bytes: &[u8]) -> Result<(), Error> {
        self.hash(at, bytes);
        self.traffic.pass(bytes.len(), self.abort)
    }

    /// Several connections would bring more than is let through.
    fn connections(&self) -> usize {
        if self.traffic.is_limited() { 1 } else { CONNECTIONS }
    }

    fn disappointments(&self) -> usize {
        self.disappointments
    }
}

impl Incoming<'_, '_> {
    fn hash(&mut self, at: u64, bytes: &[u8]) {
        if self.hashing.is_none() {
            return;
        }
        if at == 0 {
            self.hashing.start_over();
        } else if at != self.hashing.bytes() {
            // What was there before. If it cannot be read now, the whole is read in the end, and that says why.
            let read = self.hashing.read(self.part, at);
            if read.is_err() || self.hashing.bytes() != at {
                self.hashing.start_over();
                return;
            }
        }
        self.hashing.update(bytes);
    }
}
