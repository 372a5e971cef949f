//! Those who learn of every step.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use wua_agent::ports::Checkpoints;

use super::lock;

/// Remembers the steps.
#[derive(Default)]
pub(crate) struct Recorder(Mutex<Vec<&'static str>>);

impl Recorder {
    pub(crate) fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut lock(&self.0))
    }
}

impl Checkpoints for Recorder {
    fn reached(&self, step: &'static str) {
        lock(&self.0).push(step);
    }
}

/// Does something at one step.
pub(crate) struct At<F>(pub(crate) &'static str, pub(crate) F);

impl<F: Fn() + Send + Sync> Checkpoints for At<F> {
    fn reached(&self, step: &'static str) {
        if step == self.0 {
            (self.1)();
        }
    }
}

/// Ends the process, without any goodbye, when a step is reached for the nth time.
pub(crate) struct Deadly {
    step: String,
    left: AtomicUsize,
}

impl Deadly {
    pub(crate) fn at(step: &str, nth: usize) -> Self {
        Self {
            step: step.to_owned(),
            left: AtomicUsize::new(nth),
        }
    }
}

impl Checkpoints for Deadly {
    fn reached(&self, step: &'static str) {
        if step == self.step && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    }
}
