//! The object exporter of a server: what its objects are called, who holds them, and how their calls are answered
//! ([MS-DCOM] 3.1.1). Also what stands on the well-known port ([MS-DCOM] 3.1.2): the resolver, activation, and the
//! endpoint mapper.
//!
//! It knows no connection: an [`Incoming`] call comes in, an [`Answer`] goes out. Time is a number of milliseconds that never goes
//! back.
//!
//! INVARIANT: an object is reached by the user alone to whom it was handed out, and no object is called while the table
//! is locked.

mod activating;
mod calling;
mod mapper;
mod marshaling;
mod offer;
mod pings;
mod place;
mod references;
mod resolver;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wua_com::standard::{IDISPATCH, IENUM_VARIANT, IUNKNOWN};
use wua_com::{Caller, Error, Guid, HResult, Interface};

use crate::connection::{self, Interfaces, Level};
use crate::ndr;
use crate::ndr::type_info::ITYPE_INFO;
use crate::orpc::ids;
use crate::pdu::Syntax;

pub use activating::ICLASS_FACTORY;
pub use offer::{Answer, Incoming, Offer, Origin};
use pings::PingSets;
pub use place::Place;
use table::Table;

/// What callers may cost. Times are in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How many objects one caller may hold.
    pub objects_per_caller: usize,
    /// How many sets of objects one caller may ping.
    pub sets_per_caller: usize,
    /// After how long without a ping or a call an object is no longer wanted. Clients ping every two minutes, and may
    /// miss two of three pings ([MS-DCOM] 3.2.6.1 and 3.1.2.2).
    pub silence: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            objects_per_caller: 10_000,
            sets_per_caller: 4_096,
            silence: 3 * 120_000,
        }
    }
}

/// An object exporter with its resolver. All connections share one.
pub struct Exporter {
    offer: Arc<dyn Offer>,
    place: Place,
    interfaces: HashMap<Guid, &'static Interface>,
    state: Mutex<State>,
    silence: u64,
    /// The latest time that was told.
    now: AtomicU64,
}

struct State {
    table: Table,
    sets: PingSets,
}

impl Exporter {
    /// An exporter without objects. `seed` has to be random: it makes identifiers that nobody guesses, and that no earlier
    /// exporter had.
    pub fn new(offer: Arc<dyn Offer>, place: Place, limits: Limits) -> Self {
        let standard = [
            &IUNKNOWN,
            &IDISPATCH,
            &IENUM_VARIANT,
            &ITYPE_INFO,
            &ICLASS_FACTORY,
        ];
        let interfaces = offer.interfaces().into_iter().chain(standard);
        Self {
            interfaces: interfaces.map(|interface| (interface.iid, interface)).collect(),
            state: Mutex::new(State {
                table: Table::new(place.seed, limits.objects_per_caller),
                sets: PingSets::new(place.seed, limits.sets_per_caller),
            }),
            silence: limits.silence,
            now: AtomicU64::new(0),
            offer,
            place,
        }
    }

    /// What can be called on the well-known port.
    #[must_use]
    pub fn resolver_interfaces() -> Interfaces {
        let open = [
            Syntax::new(ids::OBJECT_EXPORTER, 0, 0),
            Syntax::new(ids::ENDPOINT_MAPPER, 3, 0),
        ];
        let protected = [ids::ACTIVATION, ids::REMOTE_SCM_ACTIVATOR].map(|id| Syntax::new(id, 0, 0));
        let at = |level| move |syntax| connection::Interface { syntax, level };
        let open = open.into_iter().map(at(Level::None));
        Interfaces::new(open.chain(protected.into_iter().map(at(Level::Integrity))))
    }

    /// What can be called where the objects are.
    #[must_use]
    pub fn object_interfaces(&self) -> Interfaces {
        let unknown = [ids::REM_UNKNOWN, ids::REM_UNKNOWN2];
        let all = self.interfaces.keys().copied().chain(unknown);
        Interfaces::new(all.map(|id| connection::Interface {
            syntax: Syntax::new(id, 0, 0),
            level: Level::Integrity,
        }))
    }

    /// Answers a call, or says that it takes a while.
    pub fn answer(self: &Arc<Self>, call: &Incoming<'_>, origin: &Origin, now: u64) -> Answer {
        self.now.fetch_max(now, Ordering::Relaxed);
        let answered = match call.interface {
            ids::OBJECT_EXPORTER => self.resolve(call, origin),
            ids::ENDPOINT_MAPPER => mapper::answer(call, origin, &self.place),
            ids::REMOTE_SCM_ACTIVATOR => self.activate(call, origin),
            ids::ACTIVATION => self.activate_as_of_old(call, origin),
            ids::REM_UNKNOWN | ids::REM_UNKNOWN2 => self.count_references(call, origin),
            _ => self.call(call, origin),
        };
        answered.unwrap_or_else(Answer::from)
    }

    /// Drops what nobody has asked for within the limits. To be called now and then.
    pub fn collect(&self, now: u64) {
        self.now.fetch_max(now, Ordering::Relaxed);
        let since = now.saturating_sub(self.silence);
        let dropped = {
            let State { table, sets } = &mut *self.state();
            sets.drop_silent(since);
            table.drop_silent(since)
        };
        // Objects end where nothing is locked: they may have something to do then.
        drop(dropped);
    }

    /// How many objects there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.state().table.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn now(&self) -> u64 {
        self.now.load(Ordering::Relaxed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one who calls; the refusal is in the log then.
    fn caller(&self, origin: &Origin, what: &str) -> Result<Caller, Error> {
        let caller = self.offer.caller(origin);
        if let Err(error) = &caller {
            self.offer.refused(origin, what, error);
        }
        caller
    }
}

/// Why a call is not executed: the status of the fault.
struct Fault(u32);

impl From<HResult> for Fault {
    fn from(hresult: HResult) -> Self {
        Self(hresult.to_u32())
    }
}

impl From<ndr::Error> for Fault {
    /// For parameters that cannot be read, and for replies that cannot be written.
    fn from(error: ndr::Error) -> Self {
        match error.answer() {
            ndr::Answer::Fault(status) => Self(status),
            ndr::Answer::Failure(hresult) => hresult.into(),
        }
    }
}

impl From<Fault> for Answer {
    fn from(Fault(status): Fault) -> Self {
        Self::Fault {
            status,
            executed: false,
        }
    }
}
