//! Apartments: which one a thread is in, waiting in one, and working outside of one.

use std::os::windows::io::AsRawHandle;
use std::ptr::{null, null_mut};
use std::thread;

use windows_sys::Win32::Foundation::{HANDLE, WAIT_FAILED, WAIT_OBJECT_0};
use windows_sys::Win32::System::Com::{
    APTTYPE_MAINSTA, APTTYPE_STA, COINIT_MULTITHREADED, CoGetApartmentType, CoInitializeEx, CoUninitialize,
};
use windows_sys::Win32::System::Threading::{INFINITE, WaitForMultipleObjects};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    DispatchMessageW, MSG, MWMO_INPUTAVAILABLE, MsgWaitForMultipleObjectsEx, PM_REMOVE, PeekMessageW,
    PostQuitMessage, QS_ALLINPUT, TranslateMessage, WM_QUIT,
};
use wua_com::{Error, code};

use crate::border::panicked;
use crate::call_chain;

/// Whether this thread is a single-threaded apartment: it has to serve its messages while it waits.
pub(crate) fn is_single_threaded() -> bool {
    let (mut kind, mut qualifier) = (0, 0);
    // SAFETY: both are ours to write.
    let known = unsafe { CoGetApartmentType(&raw mut kind, &raw mut qualifier) } >= 0;
    known && matches!(kind, APTTYPE_STA | APTTYPE_MAINSTA)
}

/// Membership in the multithreaded apartment, for a thread that may have none.
pub(crate) struct Multithreaded {
    entered: bool,
}

impl Multithreaded {
    /// Enters it. A thread that is in an apartment already stays there.
    pub(crate) fn enter() -> Self {
        // SAFETY: the reserved argument is NULL; a success is undone by `drop`, on this thread.
        let entered = unsafe { CoInitializeEx(null(), COINIT_MULTITHREADED.cast_unsigned()) } >= 0;
        Self { entered }
    }
}

impl Drop for Multithreaded {
    fn drop(&mut self) {
        if self.entered {
            // SAFETY: balances `enter`; the value has not left its thread, as nobody stores it.
            unsafe { CoUninitialize() };
        }
    }
}

/// Runs something that may take long, or that belongs outside this apartment, on another thread, and waits: on the
/// one that waits for this one, or else on one of its own. The end of that is what is waited for, so nothing of it
/// is left when this returns.
pub(crate) fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    if let Some(waiting) = call_chain::waiting_thread() {
        return waiting.request(work);
    }
    let worker = thread::Builder::new()
        .name("wua call".to_owned())
        .spawn(|| {
            let _apartment = Multithreaded::enter();
            work()
        })
        .map_err(|error| Error::new(code::E_OUTOFMEMORY, format!("no thread for the call: {error}")))?;
    wait(&[worker.as_raw_handle()])?;
    worker.join().map_err(|_| panicked())
}

/// Waits for one of the handles and says which.
///
/// In a single-threaded apartment all messages are served meanwhile, not only COM's: callbacks to this thread
/// arrive as messages, and the caller's windows stay alive. `CoWaitForMultipleHandles` would serve a subset that
/// differs between Windows and Wine.
pub(crate) fn wait(handles: &[HANDLE]) -> Result<usize, Error> {
    let count = u32::try_from(handles.len()).unwrap_or_default();
    if !is_single_threaded() {
        // SAFETY: `handles` are `count` live handles.
        let signalled = unsafe { WaitForMultipleObjects(count, handles.as_ptr(), 0, INFINITE) };
        return index(signalled, count);
    }
    let mut quit = None;
    let signalled = loop {
        // SAFETY: as above.
        let signalled = unsafe {
            MsgWaitForMultipleObjectsEx(
                count,
                handles.as_ptr(),
                INFINITE,
                QS_ALLINPUT,
                MWMO_INPUTAVAILABLE,
            )
        };
        if signalled != WAIT_OBJECT_0 + count {
            break signalled;
        }
        serve_messages(&mut quit);
    };
    if let Some(exit_code) = quit {
        // The loop that it was meant for is the caller's.
        // SAFETY: has no requirements.
        unsafe { PostQuitMessage(exit_code) };
    }
    index(signalled, count)
}

fn serve_messages(quit: &mut Option<i32>) {
    let mut message = MSG::default();
    // SAFETY: `message` is ours; it is dispatched on the thread that it was taken from.
    unsafe {
        while PeekMessageW(&raw mut message, null_mut(), 0, 0, PM_REMOVE) != 0 {
            if message.message == WM_QUIT {
                *quit = Some(i32::try_from(message.wParam).unwrap_or_default());
            } else {
                TranslateMessage(&raw const message);
                DispatchMessageW(&raw const message);
            }
        }
    }
}

fn index(signalled: u32, count: u32) -> Result<usize, Error> {
    match signalled.checked_sub(WAIT_OBJECT_0) {
        Some(index) if index < count => Ok(usize::try_from(index).unwrap_or_default()),
        _ if signalled == WAIT_FAILED => Err(Error::new(
            code::E_UNEXPECTED,
            format!("waiting failed: {}", std::io::Error::last_os_error()),
        )),
        _ => Err(Error::new(code::E_UNEXPECTED, "waiting ended without a reason")),
    }
}
