//! Questions to WMI: how many rows a query yields.
//!
//! Each has a thread of its own, because WMI belongs to COM, whose state belongs to threads, and because providers may
//! hang.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use windows_sys::Win32::Foundation::{SysAllocStringLen, SysFreeString};
use windows_sys::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoSetProxyBlanket,
    CoUninitialize, EOAC_NONE, RPC_C_AUTHN_LEVEL_CALL, RPC_C_IMP_LEVEL_IMPERSONATE,
};
use windows_sys::Win32::System::Rpc::{RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE};
use windows_sys::core::GUID;

use crate::view::Look;

/// How long a query may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The same for one row, in milliseconds.
const ROW: i32 = 30_000;

/// So many rows are counted: rules ask whether there is one.
const MOST_ROWS: u32 = 1000;

const LOCATOR: GUID = GUID::from_u128(0x4590_f811_1d3a_11d0_891f_00aa_004b_2e24);
const IID_LOCATOR: GUID = GUID::from_u128(0xdc12_a687_737f_11cf_884d_00aa_004b_2e24);

/// `WBEM_FLAG_CONNECT_USE_MAX_WAIT`: two minutes at most, rather than for ever.
const USE_MAX_WAIT: i32 = 0x80;
/// `WBEM_FLAG_RETURN_IMMEDIATELY` and `WBEM_FLAG_FORWARD_ONLY`.
const AS_THEY_COME: i32 = 0x30;

/// `WBEM_E_NOT_FOUND`, `WBEM_E_INVALID_NAMESPACE`, `WBEM_E_INVALID_CLASS`: what is not there has no rows.
const NOTHING_THERE: [u32; 3] = [0x8004_1002, 0x8004_100E, 0x8004_1010];
const E_NOINTERFACE: i32 = 0x8000_4002_u32.cast_signed();
/// `WBEM_S_TIMEDOUT`: a success that is none.
const TIMED_OUT: i32 = 0x0004_0004;

/// How many rows a query yields.
pub(in super::super) fn rows(namespace: &str, query: &str) -> Look<u32> {
    let (sender, receiver) = sync_channel(1);
    let (namespace, query) = (namespace.to_owned(), query.to_owned());
    let asking = thread::Builder::new().name("wmi".to_owned()).spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = sender.send(ask(&namespace, &query));
    });
    asking.map_err(|error| format!("no thread for a WMI query: {error}"))?;
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| {
        Err(match error {
            RecvTimeoutError::Timeout => format!("WMI did not answer within {} s", PATIENCE.as_secs()),
            RecvTimeoutError::Disconnected => "the question to WMI was broken off".to_owned(),
        })
    })
}

fn ask(namespace: &str, query: &str) -> Look<u32> {
    let _apartment = Apartment::enter()?;
    let counted = Interface::locator()
        .and_then(|locator| locator.connect(namespace))
        .and_then(|services| services.query(query))
        .and_then(|rows| rows.count());
    match counted {
        Err(hresult) if NOTHING_THERE.contains(&hresult.cast_unsigned()) => Ok(0),
        counted => counted.map_err(|hresult| format!("WMI answered 0x{hresult:08X}")),
    }
}

/// COM on this thread.
struct Apartment;

impl Apartment {
    fn enter() -> Look<Self> {
        // SAFETY: the thread is new, so nothing has initialized COM on it; the value undoes it.
        let hresult = unsafe { CoInitializeEx(null(), COINIT_MULTITHREADED.cast_unsigned()) };
        if hresult < 0 {
            return Err(format!("COM cannot be used: 0x{hresult:08X}"));
        }
        Ok(Self)
    }
}

impl Drop for Apartment {
    fn drop(&mut self) {
        // SAFETY: it was initialized on this thread, and every interface has been released before.
        unsafe { CoUninitialize() };
    }
}

/// A text of COM.
struct Text(*const u16);

impl Text {
    fn new(text: &str) -> Result<Self, i32> {
        const E_OUTOFMEMORY: i32 = 0x8007_000E_u32.cast_signed();
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u32::try_from(units.len()).map_err(|_| E_OUTOFMEMORY)?;
        // SAFETY: so many units are there.
        let text = unsafe { SysAllocStringLen(units.as_ptr(), length) };
        if text.is_null() {
            Err(E_OUTOFMEMORY)
        } else {
            Ok(Self(text))
        }
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        // SAFETY: it was allocated above, and nobody keeps it.
        unsafe { SysFreeString(self.0) };
    }
}

type Address = *mut c_void;

/// Slots of the virtual method tables of `wbemcli.h`, after those of `IUnknown`.
const RELEASE: usize = 2;
const CONNECT_SERVER: usize = 3;
const EXEC_QUERY: usize = 20;
const NEXT: usize = 4;

type Release = unsafe extern "system" fn(Address) -> u32;
type ConnectServer = unsafe extern "system" fn(
    Address,
    *const u16,
    *const u16,
    *const u16,
    *const u16,
    i32,
    *const u16,
    Address,
    *mut Address,
) -> i32;
type ExecQuery =
    unsafe extern "system" fn(Address, *const u16, *const u16, i32, Address, *mut Address) -> i32;
type Next = unsafe extern "system" fn(Address, i32, u32, *mut Address, *mut u32) -> i32;

/// An interface that is held: `IWbemLocator`, `IWbemServices`, `IEnumWbemClassObject` or a row.
struct Interface(Address);

impl Interface {
    fn locator() -> Result<Self, i32> {
        let mut found = null_mut();
        // SAFETY: COM is initialized on this thread; the pointers are of variables.
        let hresult = unsafe {
            CoCreateInstance(
                &LOCATOR,
                null_mut(),
                CLSCTX_INPROC_SERVER,
                &IID_LOCATOR,
                &raw mut found,
            )
        };
        Self::of(hresult, found)
    }

    fn of(hresult: i32, found: Address) -> Result<Self, i32> {
        const E_POINTER: i32 = 0x8000_4003_u32.cast_signed();
        match hresult {
            failure if failure < 0 => Err(failure),
            _ if found.is_null() => Err(E_POINTER),
            _ => Ok(Self(found)),
        }
    }

    /// The address of a method.
    fn method(&self, slot: usize) -> *const c_void {
        // SAFETY: an interface begins with the address of its table, which has at least the slots that its kind has; who
        // asks for one knows the kind.
        unsafe { *(*self.0.cast::<*const *const c_void>()).add(slot) }
    }

    /// Of `IWbemLocator`: a namespace on this computer.
    fn connect(&self, namespace: &str) -> Result<Self, i32> {
        let name = Text::new(namespace)?;
        let mut found = null_mut();
        // SAFETY: the slot of `IWbemLocator::ConnectServer` holds a function of this type.
        let connect =
            unsafe { std::mem::transmute::<*const c_void, ConnectServer>(self.method(CONNECT_SERVER)) };
        // SAFETY: as that signature wants it: a text, nothing for what has a default, and a variable.
        let hresult = unsafe {
            connect(
                self.0,
                name.0,
                null(),
                null(),
                null(),
                USE_MAX_WAIT,
                null(),
                null_mut(),
                &raw mut found,
            )
        };
        let services = Self::of(hresult, found)?;
        // SAFETY: the proxy is held; everything else is as its documentation wants it.
        let hresult = unsafe {
            CoSetProxyBlanket(
                services.0,
                RPC_C_AUTHN_WINNT,
                RPC_C_AUTHZ_NONE,
                null(),
                RPC_C_AUTHN_LEVEL_CALL,
                RPC_C_IMP_LEVEL_IMPERSONATE,
                null(),
                EOAC_NONE.cast_unsigned(),
            )
        };
        // Where WMI lives in this process, there is no proxy.
        if hresult < 0 && hresult != E_NOINTERFACE {
            return Err(hresult);
        }
        Ok(services)
    }

    /// Of `IWbemServices`: the rows of a query.
    fn query(&self, query: &str) -> Result<Self, i32> {
        let (language, query) = (Text::new("WQL")?, Text::new(query)?);
        let mut found = null_mut();
        // SAFETY: the slot of `IWbemServices::ExecQuery` holds a function of this type.
        let exec = unsafe { std::mem::transmute::<*const c_void, ExecQuery>(self.method(EXEC_QUERY)) };
        // SAFETY: as that signature wants it: two texts, flags, no context, and a variable.
        let hresult = unsafe {
            exec(
                self.0,
                language.0,
                query.0,
                AS_THEY_COME,
                null_mut(),
                &raw mut found,
            )
        };
        Self::of(hresult, found)
    }

    /// Of `IEnumWbemClassObject`: how many rows there are.
    fn count(&self) -> Result<u32, i32> {
        // SAFETY: the slot of `IEnumWbemClassObject::Next` holds a function of this type.
        let next = unsafe { std::mem::transmute::<*const c_void, Next>(self.method(NEXT)) };
        let mut count = 0;
        while count < MOST_ROWS {
            let (mut row, mut returned) = (null_mut(), 0);
            // SAFETY: room for one row, and a variable for how many there are.
            let hresult = unsafe { next(self.0, ROW, 1, &raw mut row, &raw mut returned) };
            if hresult < 0 || hresult == TIMED_OUT {
                return Err(hresult);
            }
            if returned == 0 || row.is_null() {
                break;
            }
            drop(Self(row));
            count += 1;
        }
        Ok(count)
    }
}

impl Drop for Interface {
    fn drop(&mut self) {
        // SAFETY: the slot of `IUnknown::Release` holds a function of this type.
        let release = unsafe { std::mem::transmute::<*const c_void, Release>(self.method(RELEASE)) };
        // SAFETY: one reference is held, and given back here.
        unsafe { release(self.0) };
    }
}
