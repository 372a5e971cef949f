//! Call chains: a thread that waits for another works for it meanwhile.
//!
//! When the agent calls back into a single-threaded apartment, the agent's thread waits. What the callback asks of
//! the agent in its turn is done on that waiting thread: a chain of calls is one thread to the agent, as it is one
//! causality to COM. So the agent notices a callback that would wait for the very job that called it, and refuses,
//! where two threads would wait for each other for ever.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle, RawHandle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null;
use std::sync::{Arc, Mutex, PoisonError};

use windows_sys::Win32::System::Threading::{CreateEventW, SetEvent};
use wua_com::{Error, code};

use crate::apartment;
use crate::border::panicked;

/// Something to be done on another thread.
pub(crate) type Errand = Box<dyn FnOnce() + Send>;

/// Set once something is so.
pub(crate) struct Signal(OwnedHandle);

/// What becomes of an errand.
pub(crate) struct Receipt<T> {
    result: Mutex<Option<T>>,
    signed: Signal,
}

/// A thread that waits, and what others want of it.
pub(crate) struct Waiter {
    requests: Mutex<VecDeque<Errand>>,
    requested: Signal,
}

thread_local! {
    /// The threads that wait for this one, the last one called last.
    static WAITING: RefCell<Vec<Arc<Waiter>>> = const { RefCell::new(Vec::new()) };
}

impl Signal {
    /// One that stays set, or one that the wait that it ends takes back.
    pub(crate) fn new(stays: bool) -> Result<Self, Error> {
        // SAFETY: no attributes and no name; NULL, which says "failed", is checked.
        let event = unsafe { CreateEventW(null(), stays.into(), 0, null()) };
        if event.is_null() {
            let error = std::io::Error::last_os_error();
            return Err(Error::new(code::E_OUTOFMEMORY, format!("no event: {error}")));
        }
        // SAFETY: the handle is valid and nobody else's.
        Ok(Self(unsafe { OwnedHandle::from_raw_handle(event) }))
    }

    pub(crate) fn set(&self) {
        // SAFETY: the handle is alive.
        unsafe { SetEvent(self.0.as_raw_handle()) };
    }
}

impl AsRawHandle for Signal {
    fn as_raw_handle(&self) -> RawHandle {
        self.0.as_raw_handle()
    }
}

impl<T> Receipt<T> {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self {
            result: Mutex::default(),
            signed: Signal::new(true)?,
        })
    }

    /// Runs the errand. A panic leaves no result, but the one who waits learns that.
    pub(crate) fn sign(&self, errand: impl FnOnce() -> T) {
        let done = catch_unwind(AssertUnwindSafe(errand)).ok();
        *self.result.lock().unwrap_or_else(PoisonError::into_inner) = done;
        self.signed.set();
    }

    /// What the errand came to, once it is signed.
    pub(crate) fn result(&self) -> Option<T> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Waiter {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self {
            requests: Mutex::default(),
            requested: Signal::new(false)?,
        })
    }

    /// Waits until the receipt is signed, or `end` is signalled; does what is requested meanwhile.
    pub(crate) fn wait<T>(&self, receipt: &Receipt<T>, end: &impl AsRawHandle) -> Result<(), Error> {
        const REQUESTED: usize = 2;
        let handles = [
            receipt.signed.as_raw_handle(),
            end.as_raw_handle(),
            self.requested.as_raw_handle(),
        ];
        while apartment::wait(&handles)? == REQUESTED {
            while let Some(request) = self.next_request() {
                request();
            }
        }
        Ok(())
    }

    /// Runs something on this thread while the waiter waits for it.
    pub(crate) fn working_for<T>(self: Arc<Self>, work: impl FnOnce() -> T) -> T {
        WAITING.with_borrow_mut(|waiting| waiting.push(self));
        let result = catch_unwind(AssertUnwindSafe(work));
        WAITING.with_borrow_mut(Vec::pop);
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    /// Has something done by the waiting thread.
    pub(crate) fn request<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let receipt = Arc::new(Receipt::new()?);
        let signature = Arc::clone(&receipt);
        let request: Errand = Box::new(move || signature.sign(work));
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(request);
        self.requested.set();
        apartment::wait(&[receipt.signed.as_raw_handle()])?;
        receipt.result().ok_or_else(panicked)
    }

    fn next_request(&self) -> Option<Errand> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }
}

/// The thread that waits for this one, if one does.
pub(crate) fn waiting_thread() -> Option<Arc<Waiter>> {
    WAITING.with_borrow(|waiting| waiting.last().cloned())
}
