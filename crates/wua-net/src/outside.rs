//! Time and chance, for protocols that take them from outside.

use std::time::{Duration, Instant, SystemTime};

use wua_com::{Error, code};
use wua_rpc::auth::Outside;

/// From 1601 to 1970, in units of 100 nanoseconds.
const EPOCH: u64 = 116_444_736_000_000_000;

/// Milliseconds since somebody began to count.
#[derive(Clone, Copy)]
pub(crate) struct Clock(Instant);

impl Clock {
    pub(crate) fn begin() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn now(self) -> u64 {
        milliseconds(self.0.elapsed())
    }

    pub(crate) fn instant(self, at: u64) -> Instant {
        self.0 + Duration::from_millis(at)
    }
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The clock and the chance of this computer.
pub(crate) struct World;

impl Outside for World {
    fn file_time(&self) -> u64 {
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .and_then(|since| u64::try_from(since.as_nanos() / 100).ok())
            .and_then(|since| since.checked_add(EPOCH))
            .unwrap_or(EPOCH)
    }

    fn random(&mut self, bytes: &mut [u8]) {
        // It worked when it was first asked. Whatever this is, to go on with numbers that can be guessed is worse than
        // to wait.
        while getrandom::fill(bytes).is_err() {
            std::thread::yield_now();
        }
    }
}

/// Fills `bytes` with what nobody can guess. Without chance nobody can be asked to prove anything.
pub fn random(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(|error| {
        Error::new(
            code::E_FAIL,
            format!("this system gives no random numbers: {error}; without them nobody can sign in safely"),
        )
    })
}
