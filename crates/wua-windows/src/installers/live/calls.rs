//! The calls of Windows that installers need: each behind a function that is safe.

#![expect(unsafe_code, reason = "the interfaces of Windows take pointers")]

use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::process::Child;
use std::ptr::null;

use windows_sys::Wdk::System::SystemInformation::{NtQuerySystemInformation, SystemTimeOfDayInformation};
use windows_sys::Win32::Foundation::{FILETIME, HANDLE, INVALID_HANDLE_VALUE, WAIT_TIMEOUT};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, TH32CS_SNAPTHREAD, THREADENTRY32, Thread32First, Thread32Next,
};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, TerminateJobObject,
};
use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
use windows_sys::Win32::System::SystemInformation::GetSystemDirectoryW;
use windows_sys::Win32::System::Threading::{
    CREATE_NO_WINDOW, CREATE_SUSPENDED, GetProcessTimes, MUTEX_ALL_ACCESS, OpenMutexW, OpenProcess,
    OpenThread, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_SYNCHRONIZE, ReleaseMutex, ResumeThread,
    THREAD_SUSPEND_RESUME, WaitForSingleObject,
};
use windows_sys::Win32::UI::Shell::IsUserAnAdmin;
use windows_sys::w;

/// A program begins only when it is in its job, and has no window of a console.
pub(super) const SUSPENDED_AND_UNSEEN: u32 = CREATE_SUSPENDED | CREATE_NO_WINDOW;

/// What the processes that are ended answer with. Nobody asks them.
const ENDED: u32 = 1;

/// A job: a process, and all that it starts.
pub(super) struct Job(OwnedHandle);

impl Job {
    /// Its processes go on when it goes: what is done in the middle of an installation is worse than what is done late.
    pub(super) fn new() -> io::Result<Self> {
        // SAFETY: both pointers may be null: no attributes, no name.
        let job = unsafe { CreateJobObjectW(null(), null()) };
        owned(job).map(Self)
    }

    /// Takes in a process that was started suspended, and lets it begin.
    pub(super) fn take_and_begin(&self, child: &Child) -> io::Result<()> {
        // SAFETY: both handles are open as long as their owners are borrowed.
        let taken = unsafe { AssignProcessToJobObject(self.0.as_raw_handle(), child.as_raw_handle()) };
        if taken == 0 {
            return Err(io::Error::last_os_error());
        }
        resume(child.id())
    }

    pub(super) fn end_all(&self) -> io::Result<()> {
        // SAFETY: the handle is open.
        if unsafe { TerminateJobObject(self.0.as_raw_handle(), ENDED) } == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(())
    }
}

/// A process that was started suspended has one thread.
fn resume(process: u32) -> io::Result<()> {
    // SAFETY: no pointers.
    let snapshot = owned(unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0) })?;
    let mut entry = THREADENTRY32 {
        dwSize: u32::try_from(size_of::<THREADENTRY32>()).unwrap_or_default(),
        ..THREADENTRY32::default()
    };
    // SAFETY: the snapshot is open, the entry says how large it is.
    let mut is_any = unsafe { Thread32First(snapshot.as_raw_handle(), &raw mut entry) } != 0;
    while is_any {
        if entry.th32OwnerProcessID == process {
            // SAFETY: no pointers.
            let thread = owned(unsafe { OpenThread(THREAD_SUSPEND_RESUME, 0, entry.th32ThreadID) })?;
            // SAFETY: the handle is open.
            if unsafe { ResumeThread(thread.as_raw_handle()) } == u32::MAX {
                return Err(io::Error::last_os_error());
            }
            return Ok(());
        }
        // SAFETY: as above.
        is_any = unsafe { Thread32Next(snapshot.as_raw_handle(), &raw mut entry) } != 0;
    }
    Err(io::Error::other("it has no thread"))
}

fn owned(handle: HANDLE) -> io::Result<OwnedHandle> {
    if handle.is_null() || handle == INVALID_HANDLE_VALUE {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the caller was just given the handle, and nobody else has it.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

/// When a process began that still runs: 100 nanoseconds since 1601.
pub(super) fn born(process: u32) -> Option<u64> {
    let rights = PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SYNCHRONIZE;
    // SAFETY: no pointers.
    let process = owned(unsafe { OpenProcess(rights, 0, process) }).ok()?;
    // SAFETY: the handle is open.
    if unsafe { WaitForSingleObject(process.as_raw_handle(), 0) } != WAIT_TIMEOUT {
        return None;
    }
    let mut times = [FILETIME::default(); 4];
    let [began, ended, kernel, user] = &mut times;
    // SAFETY: the handle is open, and the four places are there.
    let told = unsafe { GetProcessTimes(process.as_raw_handle(), began, ended, kernel, user) };
    (told != 0).then(|| u64::from(began.dwHighDateTime) << 32 | u64::from(began.dwLowDateTime))
}

/// Wine says so by a function that Windows does not have.
pub(super) fn is_wine() -> bool {
    // SAFETY: the name ends with a zero, and ntdll is in every process as long as that lives.
    let library = unsafe { GetModuleHandleW(w!("ntdll.dll")) };
    // SAFETY: the same; the name ends with a zero.
    !library.is_null() && unsafe { GetProcAddress(library, c"wine_get_version".as_ptr().cast()) }.is_some()
}

/// Where Windows has its programs.
pub(super) fn system_folder() -> String {
    let mut path = [0; 1024];
    // SAFETY: at most 1024 units are written, and as many there are.
    let length = unsafe { GetSystemDirectoryW(path.as_mut_ptr(), 1024) };
    let length = usize::try_from(length).unwrap_or_default();
    String::from_utf16_lossy(path.get(..length).unwrap_or_default())
}

pub(super) fn is_administrator() -> bool {
    // SAFETY: no arguments.
    unsafe { IsUserAnAdmin() != 0 }
}

/// Windows Installer holds this while it changes something.
pub(super) fn is_windows_installer_at_work() -> bool {
    // SAFETY: the name ends with a zero.
    let Ok(mutex) = owned(unsafe { OpenMutexW(MUTEX_ALL_ACCESS, 0, w!("Global\\_MSIExecute")) }) else {
        return false;
    };
    // SAFETY: the handle is open.
    if unsafe { WaitForSingleObject(mutex.as_raw_handle(), 0) } == WAIT_TIMEOUT {
        return true;
    }
    // SAFETY: it was just taken by this thread, or was abandoned to it.
    unsafe { ReleaseMutex(mutex.as_raw_handle()) };
    false
}

/// When the computer was started: 100 nanoseconds since 1601.
pub(super) fn boot_time() -> Option<i64> {
    let mut times = [0_i64; 6];
    let length = u32::try_from(size_of_val(&times)).ok()?;
    // SAFETY: at most as many bytes are written as there are.
    let status = unsafe {
        NtQuerySystemInformation(
            SystemTimeOfDayInformation,
            times.as_mut_ptr().cast(),
            length,
            std::ptr::null_mut(),
        )
    };
    (status >= 0).then(|| times.first().copied()).flatten()
}
