//! Couriers: carry calls to the thread on which an object has to be called.
//!
//! COM's own way would be the global interface table. It makes a proxy, and a proxy needs the interface registered; a
//! program that uses the DLL without registration and implements `ISearchCompletedCallback` alone could not be
//! reached. So each single-threaded apartment that hands us an object
//! gets a message-only window, as COM itself has one there, and calls arrive as messages. That serves late-bound
//! (VBScript) and vtable (C++) objects alike, wherever the thread pumps messages: in the program's own loop, or in
//! [`apartment::wait`] while it is inside one of our members.
//!
//! The message is posted, not sent: while a sent message is handled, COM refuses to let calls out of the apartment
//! (`RPC_E_CANTCALLOUT_ININPUTSYNCCALL`), and a callback may want to make some.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::os::windows::io::{FromRawHandle, OwnedHandle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{null, null_mut};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::System::Threading::{GetCurrentThreadId, OpenThread, SYNCHRONIZATION_SYNCHRONIZE};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DefWindowProcW, HWND_MESSAGE, PostMessageW, RegisterClassW, WM_APP, WNDCLASSW,
};
use windows_sys::w;
use wua_com::{Error, code};

use crate::call_chain::{Errand, Receipt, Waiter};
use crate::{apartment, exports};

/// "There is an errand in your queue."
const DOORBELL: u32 = WM_APP;

/// The courier of one thread. It lives as long as the thread, or an object that came from it.
pub(crate) struct Courier {
    thread_id: u32,
    /// Signalled when the thread has ended.
    thread: OwnedHandle,
    window: Window,
    /// Errands travel here and not in the message: a message can be forged, or be lost with its window.
    errands: Mutex<VecDeque<Errand>>,
}

struct Window(HWND);

// SAFETY: the handle is only used to post messages, which any thread may do.
unsafe impl Send for Window {}
// SAFETY: as above.
unsafe impl Sync for Window {}

thread_local! {
    static COURIER: RefCell<Option<Arc<Courier>>> = const { RefCell::new(None) };
}

impl Courier {
    /// The courier of this thread.
    pub(crate) fn of_this_thread() -> Result<Arc<Self>, Error> {
        if let Some(courier) = COURIER.with_borrow(Clone::clone) {
            return Ok(courier);
        }
        let courier = Arc::new(Self::new()?);
        COURIER.set(Some(Arc::clone(&courier)));
        Ok(courier)
    }

    fn new() -> Result<Self, Error> {
        // SAFETY: has no requirements.
        let thread_id = unsafe { GetCurrentThreadId() };
        // SAFETY: as above; NULL, which says "failed", is checked below.
        let thread = unsafe { OpenThread(SYNCHRONIZATION_SYNCHRONIZE, 0, thread_id) };
        if thread.is_null() {
            return Err(last_error("the caller's thread"));
        }
        // SAFETY: the handle is valid and nobody else's.
        let thread = unsafe { OwnedHandle::from_raw_handle(thread) };
        Ok(Self {
            thread_id,
            thread,
            window: Window::new()?,
            errands: Mutex::default(),
        })
    }

    /// Whether this is the thread that errands go to.
    pub(crate) fn is_here(&self) -> bool {
        // SAFETY: has no requirements.
        self.thread_id == unsafe { GetCurrentThreadId() }
    }

    /// Has something done on the courier's thread and waits for it, serving messages if this thread has to.
    pub(crate) fn deliver<T: Send + 'static>(
        &self,
        errand: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let receipt = Arc::new(Receipt::new()?);
        let waiter = Arc::new(Waiter::new()?);
        let signature = Arc::clone(&receipt);
        self.post(if apartment::is_single_threaded() {
            // A thread that has to serve its messages works for nobody else.
            Box::new(move || signature.sign(errand))
        } else {
            let waiter = Arc::clone(&waiter);
            Box::new(move || signature.sign(|| waiter.working_for(errand)))
        })?;
        waiter.wait(&receipt, &self.thread)?;
        receipt.result().ok_or_else(|| {
            Error::new(
                code::RPC_E_DISCONNECTED,
                "the thread of the object to be called has ended, or the call did",
            )
        })
    }

    /// Has something done on the courier's thread, some time.
    pub(crate) fn post(&self, errand: Errand) -> Result<(), Error> {
        self.queue().push_back(errand);
        // SAFETY: posts numbers to a window; one that is gone is an error.
        if unsafe { PostMessageW(self.window.0, DOORBELL, 0, 0) } == 0 {
            return Err(last_error("the window of the caller's thread"));
        }
        Ok(())
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<Errand>> {
        self.errands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Window {
    fn new() -> Result<Self, Error> {
        let class = window_class();
        let module = exports::module();
        // SAFETY: the class is registered; a message-only window has no other properties.
        let window = unsafe {
            CreateWindowExW(
                0,
                class,
                null(),
                0,
                0,
                0,
                0,
                0,
                HWND_MESSAGE,
                null_mut(),
                module,
                null(),
            )
        };
        if window.is_null() {
            return Err(last_error("a window for callbacks"));
        }
        Ok(Self(window))
    }
}

/// The class of the windows, registered once. The DLL is never unloaded after that.
fn window_class() -> *const u16 {
    static REGISTERED: OnceLock<u16> = OnceLock::new();
    let name = w!("wua.courier");
    REGISTERED.get_or_init(|| {
        let class = WNDCLASSW {
            lpfnWndProc: Some(on_message),
            hInstance: exports::module(),
            lpszClassName: name,
            ..WNDCLASSW::default()
        };
        // SAFETY: the class is complete, and its strings are static.
        unsafe { RegisterClassW(&raw const class) }
    });
    name
}

unsafe extern "system" fn on_message(window: HWND, message: u32, word: WPARAM, long: LPARAM) -> LRESULT {
    if message != DOORBELL {
        // SAFETY: passes on what the system passed in.
        return unsafe { DefWindowProcW(window, message, word, long) };
    }
    let courier = COURIER.with_borrow(Clone::clone);
    // One ring, one errand: what it does may serve messages itself.
    if let Some(errand) = courier.and_then(|courier| courier.queue().pop_front()) {
        let _ = catch_unwind(AssertUnwindSafe(errand));
    }
    0
}

fn last_error(what: &str) -> Error {
    let error = std::io::Error::last_os_error();
    Error::new(code::E_UNEXPECTED, format!("{what}: {error}"))
}
