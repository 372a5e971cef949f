//! Ctrl-C, and the polite request of the system to end.
//!
//! The first signal asks whatever runs to stop, and it ends with what it has done until then. The second one, and one
//! that comes while a question stands, ends the program at once: the store survives that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit::Exit;

/// What the signals leave behind.
#[derive(Clone)]
pub(crate) struct Interrupt {
    requested: Arc<AtomicBool>,
    end_at_once: Arc<AtomicBool>,
}

impl Interrupt {
    /// Takes the signals over.
    pub(crate) fn new() -> std::io::Result<Self> {
        let interrupt = Self {
            requested: Arc::default(),
            end_at_once: Arc::default(),
        };
        for signal in [SIGINT, SIGTERM] {
            let cancelled = i32::from(Exit::Cancelled.number());
            // The order matters: what the second one sets, the first one sees at the next signal.
            flag::register_conditional_shutdown(signal, cancelled, Arc::clone(&interrupt.end_at_once))?;
            flag::register(signal, Arc::clone(&interrupt.end_at_once))?;
            flag::register(signal, Arc::clone(&interrupt.requested))?;
        }
        Ok(interrupt)
    }

    /// A question stands, and who interrupts it does not want to answer. Until the guard is gone.
    pub(crate) fn while_asking(&self) -> Asking {
        self.end_at_once.store(true, Ordering::SeqCst);
        Asking(self.clone())
    }

    /// The job has been asked to stop; who asks once more does not want to wait for it.
    pub(crate) fn insist(&self) {
        self.end_at_once.store(true, Ordering::SeqCst);
    }

    /// Whether somebody asked to stop.
    pub(crate) fn is_requested(&self) -> bool {
        self.requested.load(Ordering::SeqCst)
    }
}

/// A question stands.
pub(crate) struct Asking(Interrupt);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.end_at_once.store(self.0.is_requested(), Ordering::SeqCst);
    }
}
