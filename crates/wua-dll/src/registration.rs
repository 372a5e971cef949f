//! Registration: of the classes, so that programs find them by name, and of the type library and its interfaces, so
//! that the system makes proxies for other processes and apartments.
//!
//! Under Wine the DLL takes the place of Wine's own `wuapi.dll`, which can do nothing. On Windows the same identifiers
//! belong to the system: there [`register`] and [`unregister`] refuse with
//! `HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)` and touch nothing.
//!
//! INVARIANT: as long as we are registered, [`BEFORE`] exists and holds the keys as they were before, those that were
//! there. So [`unregister`] leaves the registry as [`register`] found it.

use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, ERROR_NOT_SUPPORTED, WIN32_ERROR};
use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleW, GetProcAddress};
use windows_sys::Win32::System::Registry::{
    HKEY, HKEY_CLASSES_ROOT, HKEY_LOCAL_MACHINE, KEY_READ, KEY_WRITE, REG_OPTION_NON_VOLATILE, REG_SZ,
    RegCloseKey, RegCopyTreeW, RegCreateKeyExW, RegDeleteTreeW, RegOpenKeyExW, RegSetValueExW,
};
use windows_sys::{s, w};
use wua_com::table::CoClass;
use wua_com::{Guid, HResult, Interface};
use wua_defs::TYPE_LIBRARY;
use wua_defs::classes::CLASSES;
use wua_defs::interfaces::INTERFACES;

use crate::exports;

/// The keys that we took over, below `HKEY_LOCAL_MACHINE`.
const BEFORE: &str = r"Software\wua\Registered before";

/// `PSOAInterface`: makes proxies of any interface that a registered type library describes.
const PROXIES_FROM_TYPE_LIBRARIES: Guid = Guid::literal("00020424-0000-0000-c000-000000000046");

/// Registers everything for this file.
pub(crate) fn register() -> Result<(), HResult> {
    refuse_on_windows()?;
    let file = String::from_utf16_lossy(&exports::file()?);
    if Key::open(HKEY_LOCAL_MACHINE, BEFORE)?.is_none() {
        // Remembered in part, it would be given back in part.
        remember().inspect_err(|_| {
            let _ = delete(HKEY_LOCAL_MACHINE, BEFORE);
        })?;
    }
    let written = entries(&file)
        .iter()
        .try_for_each(|(key, name, value)| Key::create(HKEY_CLASSES_ROOT, key)?.set(name, value));
    if written.is_err() {
        // Half a registration is worse than none; the first error is the one to tell.
        let _ = unregister();
    }
    written
}

/// Takes back what [`register`] did, if it did: what is there otherwise is somebody else's.
pub(crate) fn unregister() -> Result<(), HResult> {
    refuse_on_windows()?;
    if Key::open(HKEY_LOCAL_MACHINE, BEFORE)?.is_none() {
        return Ok(());
    }
    for key in own_keys() {
        delete(HKEY_CLASSES_ROOT, &key)?;
        if let Some(before) = Key::open(HKEY_LOCAL_MACHINE, &remembered(&key))? {
            before.copy_to(&Key::create(HKEY_CLASSES_ROOT, &key)?)?;
        }
    }
    delete(HKEY_LOCAL_MACHINE, BEFORE)
}

/// Keeps what others registered under our keys.
fn remember() -> Result<(), HResult> {
    Key::create(HKEY_LOCAL_MACHINE, BEFORE)?;
    for key in own_keys() {
        if let Some(theirs) = Key::open(HKEY_CLASSES_ROOT, &key)? {
            theirs.copy_to(&Key::create(HKEY_LOCAL_MACHINE, &remembered(&key))?)?;
        }
    }
    Ok(())
}

fn remembered(key: &str) -> String {
    format!(r"{BEFORE}\{key}")
}

/// The keys below `HKEY_CLASSES_ROOT` that [`entries`] lie in.
fn own_keys() -> Vec<String> {
    let mut keys = vec![format!(r"TypeLib\{}", braced(TYPE_LIBRARY.id))];
    keys.extend(INTERFACES.iter().map(|interface| interface_key(interface)));
    for class in CLASSES {
        keys.extend([clsid_key(class), class.progid.to_owned(), versioned(class)]);
    }
    keys
}

/// A key below `HKEY_CLASSES_ROOT`, a name and a value.
type Entry = (String, &'static str, String);

fn entries(file: &str) -> Vec<Entry> {
    let mut entries = type_library_entries(file);
    for interface in INTERFACES {
        entries.extend(interface_entries(interface));
    }
    for class in CLASSES {
        entries.extend(class_entries(class, file));
    }
    entries
}

fn type_library_entries(file: &str) -> Vec<Entry> {
    let key = format!(r"TypeLib\{}\{}", braced(TYPE_LIBRARY.id), type_library_version());
    let folder = file.rsplit_once('\\').map_or("", |(folder, _)| folder);
    vec![
        (key.clone(), "", TYPE_LIBRARY.description.to_owned()),
        // In no language, for programs with pointers of our size.
        (format!(r"{key}\0\win64"), "", file.to_owned()),
        (format!(r"{key}\FLAGS"), "", "0".to_owned()),
        (format!(r"{key}\HELPDIR"), "", folder.to_owned()),
    ]
}

fn interface_entries(interface: &Interface) -> Vec<Entry> {
    let key = interface_key(interface);
    let library = format!(r"{key}\TypeLib");
    vec![
        (key.clone(), "", interface.name.to_owned()),
        (
            format!(r"{key}\ProxyStubClsid32"),
            "",
            braced(PROXIES_FROM_TYPE_LIBRARIES),
        ),
        (library.clone(), "", braced(TYPE_LIBRARY.id)),
        (library, "Version", type_library_version()),
    ]
}

fn class_entries(class: &CoClass, file: &str) -> Vec<Entry> {
    let key = clsid_key(class);
    let name = format!("{} Class", class.name);
    let clsid = braced(class.clsid);
    let server = format!(r"{key}\InprocServer32");
    let independent = class.progid.to_owned();
    vec![
        (key.clone(), "", name.clone()),
        (server.clone(), "", file.to_owned()),
        (server, "ThreadingModel", "Both".to_owned()),
        (format!(r"{key}\ProgID"), "", versioned(class)),
        (
            format!(r"{key}\VersionIndependentProgID"),
            "",
            independent.clone(),
        ),
        (format!(r"{key}\TypeLib"), "", braced(TYPE_LIBRARY.id)),
        (format!(r"{key}\Version"), "", type_library_version()),
        (format!(r"{independent}\CLSID"), "", clsid.clone()),
        (format!(r"{independent}\CurVer"), "", versioned(class)),
        (independent, "", name.clone()),
        (format!(r"{}\CLSID", versioned(class)), "", clsid),
        (versioned(class), "", name),
    ]
}

fn type_library_version() -> String {
    format!("{:x}.{:x}", TYPE_LIBRARY.major, TYPE_LIBRARY.minor)
}

fn interface_key(interface: &Interface) -> String {
    format!(r"Interface\{}", braced(interface.iid))
}

fn clsid_key(class: &CoClass) -> String {
    format!(r"CLSID\{}", braced(class.clsid))
}

fn versioned(class: &CoClass) -> String {
    format!("{}.1", class.progid)
}

fn braced(guid: Guid) -> String {
    format!("{{{guid}}}")
}

fn refuse_on_windows() -> Result<(), HResult> {
    // SAFETY: both names are static and end with a zero; every process has ntdll.
    let is_wine =
        unsafe { GetProcAddress(GetModuleHandleW(w!("ntdll.dll")), s!("wine_get_version")) }.is_some();
    if is_wine {
        Ok(())
    } else {
        Err(of_system(ERROR_NOT_SUPPORTED))
    }
}

/// An open key of the registry.
struct Key(HKEY);

impl Key {
    /// Opens a key if it is there.
    fn open(root: HKEY, path: &str) -> Result<Option<Self>, HResult> {
        let mut key: HKEY = null_mut();
        // SAFETY: the path ends with a zero, and `key` is ours to write.
        match unsafe { RegOpenKeyExW(root, wide(path).as_ptr(), 0, KEY_READ, &raw mut key) } {
            ERROR_FILE_NOT_FOUND => Ok(None),
            other => check(other).map(|()| Some(Self(key))),
        }
    }

    /// Opens a key, made if it is not there.
    fn create(root: HKEY, path: &str) -> Result<Self, HResult> {
        let mut key: HKEY = null_mut();
        // SAFETY: the path ends with a zero, and `key` is ours to write.
        let created = unsafe {
            RegCreateKeyExW(
                root,
                wide(path).as_ptr(),
                0,
                null(),
                REG_OPTION_NON_VOLATILE,
                KEY_WRITE,
                null(),
                &raw mut key,
                null_mut(),
            )
        };
        check(created).map(|()| Self(key))
    }

    fn set(&self, name: &str, value: &str) -> Result<(), HResult> {
        let (name, value) = (wide(name), wide(value));
        let bytes = u32::try_from(value.len() * size_of::<u16>()).unwrap_or_default();
        // SAFETY: both strings end with a zero, and `value` has `bytes` bytes.
        check(unsafe { RegSetValueExW(self.0, name.as_ptr(), 0, REG_SZ, value.as_ptr().cast(), bytes) })
    }

    /// Copies the values and keys in it.
    fn copy_to(&self, other: &Self) -> Result<(), HResult> {
        // SAFETY: both keys are open.
        check(unsafe { RegCopyTreeW(self.0, null(), other.0) })
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: the key is open, and nobody uses it after this.
        unsafe { RegCloseKey(self.0) };
    }
}

/// Deletes a key and what is in it, if it is there.
fn delete(root: HKEY, path: &str) -> Result<(), HResult> {
    // SAFETY: the path ends with a zero.
    match unsafe { RegDeleteTreeW(root, wide(path).as_ptr()) } {
        ERROR_FILE_NOT_FOUND => Ok(()),
        other => check(other),
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

fn check(error: WIN32_ERROR) -> Result<(), HResult> {
    if error == 0 { Ok(()) } else { Err(of_system(error)) }
}

/// `HRESULT_FROM_WIN32`.
fn of_system(error: WIN32_ERROR) -> HResult {
    HResult::from_u32(0x8007_0000 | error & 0xFFFF)
}
