//! What the engine needs from outside: services, targets, a clock. It names none of those that exist.

mod arrival;
mod checkpoints;
mod service;
mod target;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use wua_com::{Error, code};

pub use arrival::Arrival;
pub use checkpoints::{Checkpoints, NoCheckpoints, STEPS, step};
pub use service::{
    Conditions, LeftOut, Memory, News, NoteReader, Notes, Offer, Service, ServiceExplanation,
    ServiceProvider, ServiceRequest, Wanted, Warning,
};
pub use target::{Applied, ApplyOptions, Change, Event, Part, SystemState, Target, Transaction};

pub use crate::applicability::{presence, verdicts};
pub use crate::cache::{unpack_cabinet, verify_file};
pub use crate::error::{DISK_FULL, file_error};
pub use crate::explain::{Reason, ReasonKind};
pub use crate::folder::create_private_folder;
pub use crate::identify::identify;
pub use crate::lock::Turn;
pub use crate::random::guid as random_guid;
pub use crate::search::Tally;
pub use crate::store::Deed;

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// The clock of the computer that the agent runs on.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A request to stop, seen by whoever works.
#[derive(Clone, Debug, Default)]
pub struct Abort(Arc<AtomicBool>);

impl Abort {
    /// Asks.
    pub fn request(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether somebody asked.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// The error to stop with, once somebody asked.
    pub fn check(&self) -> Result<(), Error> {
        if self.is_requested() {
            return Err(Error::new(code::WU_E_CALL_CANCELLED, "stopped on request"));
        }
        Ok(())
    }
}
