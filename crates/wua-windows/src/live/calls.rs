//! The calls of Windows: each behind a function that is safe.

#![expect(unsafe_code, reason = "the interfaces of Windows take pointers")]

mod wmi;

use std::os::windows::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr::{null, null_mut};

use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
use windows_sys::Win32::Foundation::{
    ERROR_FILE_NOT_FOUND, ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_PATH_NOT_FOUND, ERROR_SUCCESS,
    ERROR_UNKNOWN_PRODUCT, FreeLibrary, HMODULE, S_OK,
};
use windows_sys::Win32::Storage::FileSystem::{GetDiskFreeSpaceExW, GetDriveTypeW};
use windows_sys::Win32::System::ApplicationInstallationAndServicing::{
    INSTALLSTATE_DEFAULT, INSTALLSTATE_LOCAL, INSTALLSTATE_SOURCE, MSIINSTALLCONTEXT_ALL,
    MSIPATCHSTATE_APPLIED, MsiEnumPatchesExW, MsiGetComponentPathW, MsiGetProductInfoW,
    MsiQueryFeatureStateW, MsiQueryProductStateW,
};
use windows_sys::Win32::System::LibraryLoader::{
    GetProcAddress, LOAD_LIBRARY_SEARCH_SYSTEM32, LoadLibraryExW,
};
use windows_sys::Win32::System::Registry::{
    HKEY, HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_32KEY, KEY_WOW64_64KEY, RegCloseKey, RegEnumKeyExW,
    RegOpenKeyExW, RegQueryValueExW,
};
use windows_sys::Win32::System::SystemInformation::OSVERSIONINFOEXW;
use windows_sys::Win32::System::Threading::{
    ALL_PROCESSOR_GROUPS, GetActiveProcessorCount, GetCurrentProcess, IsWow64Process,
};
use windows_sys::Win32::UI::Shell::SHGetFolderPathW;
use windows_sys::Win32::UI::WindowsAndMessaging::GetSystemMetrics;
use wua_com::Guid;
use wua_rules::applicability::System;

use crate::view::{Look, RawValue};

pub(super) use wmi::rows as wmi_rows;

/// A text that ends with a zero.
fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// The text before the first zero.
fn narrow(units: &[u16]) -> String {
    let length = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    String::from_utf16_lossy(units.get(..length).unwrap_or_default())
}

fn braced(guid: Guid) -> Vec<u16> {
    wide(&format!("{{{guid}}}").to_uppercase())
}

/// What an error of Windows says.
fn fault(what: &str, status: u32) -> String {
    let error = std::io::Error::from_raw_os_error(status.cast_signed());
    format!("{what}: {error}")
}

fn length(units: &[u16]) -> u32 {
    u32::try_from(units.len()).unwrap_or(u32::MAX)
}

/// Whether this program has 32 bits, and its system 64.
pub(super) fn is_guest() -> bool {
    let mut is_guest = 0;
    // SAFETY: the pseudo handle is always good, and the number outlives the call.
    let succeeded = unsafe { IsWow64Process(GetCurrentProcess(), &raw mut is_guest) };
    succeeded != 0 && is_guest != 0
}

/// Whether a drive is on another computer.
pub(super) fn is_remote(drive: char) -> bool {
    /// `DRIVE_REMOTE`
    const REMOTE: u32 = 4;
    let root = wide(&format!("{drive}:\\"));
    // SAFETY: the text ends with a zero.
    unsafe { GetDriveTypeW(root.as_ptr()) == REMOTE }
}

/// Bytes that this user may still write where a folder is.
pub(super) fn room(folder: &Path) -> Option<u64> {
    let name: Vec<u16> = folder.as_os_str().encode_wide().chain([0]).collect();
    let mut room = 0;
    // SAFETY: the text ends with a zero, the number outlives the call, and what is not wanted may be nothing.
    let succeeded = unsafe { GetDiskFreeSpaceExW(name.as_ptr(), &raw mut room, null_mut(), null_mut()) };
    (succeeded != 0).then_some(room)
}

/// An open key of the registry of the computer.
pub(super) struct Key(HKEY);

impl Key {
    /// A key below `HKEY_LOCAL_MACHINE`, if it is there.
    pub(super) fn open(subkey: &str, view32: bool) -> Look<Option<Self>> {
        if subkey.contains('\0') {
            return Ok(None);
        }
        let view = if view32 { KEY_WOW64_32KEY } else { KEY_WOW64_64KEY };
        let name = wide(subkey.trim_matches('\\'));
        let mut key = null_mut();
        // SAFETY: the name ends with a zero, and the handle's place outlives the call.
        let status = unsafe {
            RegOpenKeyExW(
                HKEY_LOCAL_MACHINE,
                name.as_ptr(),
                0,
                KEY_READ | view,
                &raw mut key,
            )
        };
        match status {
            ERROR_SUCCESS => Ok(Some(Self(key))),
            ERROR_FILE_NOT_FOUND | ERROR_PATH_NOT_FOUND => Ok(None),
            status => Err(fault(&format!("HKLM\\{subkey}"), status)),
        }
    }

    /// The names of the keys directly below.
    pub(super) fn subkeys(&self) -> Look<Vec<String>> {
        enumerated(|index, name, length| {
            // SAFETY: the key is open, and the buffer is as long as is said.
            unsafe {
                RegEnumKeyExW(
                    self.0,
                    index,
                    name,
                    length,
                    null(),
                    null_mut(),
                    null_mut(),
                    null_mut(),
                )
            }
        })
    }

    /// A value, if it is there.
    pub(super) fn value(&self, value: &str) -> Look<Option<RawValue>> {
        /// Nothing longer is in a registry.
        const LONGEST: usize = 64 << 20;
        if value.contains('\0') {
            return Ok(None);
        }
        let name = wide(value);
        let mut data: Vec<u8> = vec![0; 512];
        loop {
            let (mut kind, mut length) = (0, u32::try_from(data.len()).unwrap_or(u32::MAX));
            // SAFETY: the key is open, the name ends with a zero, and the buffer is as long as is said.
            let status = unsafe {
                RegQueryValueExW(
                    self.0,
                    name.as_ptr(),
                    null(),
                    &raw mut kind,
                    data.as_mut_ptr(),
                    &raw mut length,
                )
            };
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            match status {
                ERROR_SUCCESS => {
                    data.truncate(length);
                    return Ok(Some(RawValue { kind, data }));
                }
                // It may grow between two calls.
                ERROR_MORE_DATA if data.len() < LONGEST => {
                    data.resize(length.clamp(data.len() * 2, LONGEST), 0);
                }
                ERROR_FILE_NOT_FOUND => return Ok(None),
                status => return Err(fault(&format!("the value `{value}`"), status)),
            }
        }
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: the key was opened here, and is closed once.
        unsafe { RegCloseKey(self.0) };
    }
}

/// All names that a call gives by their numbers.
fn enumerated(call: impl Fn(u32, *mut u16, *mut u32) -> u32) -> Look<Vec<String>> {
    /// A name of a value, and its end.
    const LONGEST: usize = 16_384;
    let mut buffer = vec![0; LONGEST];
    let mut names = Vec::new();
    for index in 0.. {
        let mut length = length(&buffer);
        match call(index, buffer.as_mut_ptr(), &raw mut length) {
            ERROR_SUCCESS => names.push(narrow(&buffer)),
            ERROR_NO_MORE_ITEMS => break,
            status => return Err(fault("a key of the registry", status)),
        }
    }
    Ok(names)
}

/// What the kernel says of itself.
pub(super) fn version() -> Option<System> {
    let mut version = OSVERSIONINFOEXW {
        dwOSVersionInfoSize: u32::try_from(size_of::<OSVERSIONINFOEXW>()).ok()?,
        ..OSVERSIONINFOEXW::default()
    };
    // SAFETY: the call fills as much as the size says, which is that of the longer structure.
    let status = unsafe { RtlGetVersion((&raw mut version).cast()) };
    (status == 0).then(|| System {
        major: version.dwMajorVersion,
        minor: version.dwMinorVersion,
        build: version.dwBuildNumber,
        revision: 0,
        service_pack_major: version.wServicePackMajor,
        service_pack_minor: version.wServicePackMinor,
        suites: version.wSuiteMask,
        product_type: u16::from(version.wProductType),
    })
}

/// How many processors the system uses.
pub(super) fn processors() -> Option<u32> {
    // SAFETY: it takes and gives a number.
    let count = unsafe { GetActiveProcessorCount(ALL_PROCESSOR_GROUPS) };
    (count != 0).then_some(count)
}

/// What `GetSystemMetrics` says.
pub(super) fn system_metric(index: i32) -> u32 {
    // SAFETY: it takes and gives a number.
    unsafe { GetSystemMetrics(index) }.cast_unsigned()
}

/// Where a special folder is that Windows knows, if there is one.
pub(super) fn folder(csidl: u32) -> Look<Option<String>> {
    /// `MAX_PATH`
    const LONGEST: usize = 260;
    // Higher bits would create the folder, among other things.
    let number = i32::try_from(csidl & 0xFF).unwrap_or_default();
    let mut path = [0; LONGEST];
    // SAFETY: the buffer has the length that the call expects.
    let hresult = unsafe { SHGetFolderPathW(null_mut(), number, null_mut(), 0, path.as_mut_ptr()) };
    match hresult {
        S_OK => Ok(Some(narrow(&path))),
        // S_FALSE and ERROR_FILE_NOT_FOUND: there is none, or not yet.
        1 | -0x7FF8_FFFE => Ok(None),
        other => Err(format!(
            "Windows does not tell the special folder {csidl} ({:#010X})",
            other.cast_unsigned()
        )),
    }
}

/// Whether Windows Installer has installed a product.
pub(super) fn is_product_installed(product: Guid) -> bool {
    let product = braced(product);
    // SAFETY: the text ends with a zero.
    let state = unsafe { MsiQueryProductStateW(product.as_ptr()) };
    is_installed(state)
}

fn is_installed(state: i32) -> bool {
    [INSTALLSTATE_DEFAULT, INSTALLSTATE_LOCAL, INSTALLSTATE_SOURCE].contains(&state)
}

/// Whether a feature of a product is installed.
pub(super) fn is_feature_installed(product: Guid, feature: &str) -> bool {
    let (product, feature) = (braced(product), wide(feature));
    // SAFETY: both texts end with a zero.
    let state = unsafe { MsiQueryFeatureStateW(product.as_ptr(), feature.as_ptr()) };
    is_installed(state)
}

/// Whether a component is installed for a product.
pub(super) fn is_component_installed(product: Guid, component: Guid) -> bool {
    let (product, component) = (braced(product), braced(component));
    let mut length = 0;
    // SAFETY: both texts end with a zero; without a buffer, the path is not written.
    let state =
        unsafe { MsiGetComponentPathW(product.as_ptr(), component.as_ptr(), null_mut(), &raw mut length) };
    is_installed(state)
}

/// A property of a product.
pub(super) fn product_property(product: Guid, property: &str) -> Look<String> {
    let (product, name) = (braced(product), wide(property));
    let mut buffer = vec![0; 256];
    loop {
        let mut length = length(&buffer);
        // SAFETY: both texts end with a zero, and the buffer is as long as is said.
        let status = unsafe {
            MsiGetProductInfoW(
                product.as_ptr(),
                name.as_ptr(),
                buffer.as_mut_ptr(),
                &raw mut length,
            )
        };
        match status {
            ERROR_SUCCESS => return Ok(narrow(&buffer)),
            ERROR_MORE_DATA if buffer.len() < 1 << 20 => buffer.resize(buffer.len() * 4, 0),
            status => return Err(fault(&format!("the property {property} of a product"), status)),
        }
    }
}

/// The patches that are applied to a product, of whichever account.
pub(super) fn patches(product: Guid) -> Look<Vec<Guid>> {
    /// A GUID in braces, and its end.
    const LENGTH: usize = 39;
    let name = braced(product);
    let mut patches = Vec::new();
    for index in 0.. {
        let mut patch = [0; LENGTH];
        // SAFETY: the product ends with a zero, the patch has room for a GUID, and nothing else is asked for.
        let status = unsafe {
            MsiEnumPatchesExW(
                name.as_ptr(),
                null(),
                u32::try_from(MSIINSTALLCONTEXT_ALL).unwrap_or_default(),
                u32::try_from(MSIPATCHSTATE_APPLIED).unwrap_or_default(),
                index,
                patch.as_mut_ptr(),
                null_mut(),
                null_mut(),
                null_mut(),
                null_mut(),
            )
        };
        match status {
            ERROR_SUCCESS => patches.extend(Guid::parse(&narrow(&patch))),
            ERROR_NO_MORE_ITEMS | ERROR_UNKNOWN_PRODUCT => break,
            status => return Err(fault("the patches of a product", status)),
        }
    }
    Ok(patches)
}

/// A library of the system that not every Windows has.
struct Library(HMODULE);

impl Drop for Library {
    fn drop(&mut self) {
        // SAFETY: it was loaded here, and is let go once.
        unsafe { FreeLibrary(self.0) };
    }
}

/// A number of the licence, if it has one of that name.
pub(super) fn licence(name: &str) -> Look<Option<u32>> {
    /// `SL_E_VALUE_NOT_FOUND`
    const NOT_FOUND: i32 = 0xC004_F012_u32.cast_signed();
    type Ask = unsafe extern "system" fn(*const u16, *mut u32) -> i32;

    let missing = || "this Windows does not tell its licence".to_owned();
    let file = wide("slc.dll");
    // SAFETY: the name ends with a zero; only the folder of the system is searched.
    let library = unsafe { LoadLibraryExW(file.as_ptr(), null_mut(), LOAD_LIBRARY_SEARCH_SYSTEM32) };
    if library.is_null() {
        return Err(missing());
    }
    let library = Library(library);
    // SAFETY: the library is loaded, and the name ends with a zero.
    let ask = unsafe { GetProcAddress(library.0, c"SLGetWindowsInformationDWORD".as_ptr().cast()) };
    let ask = ask.ok_or_else(missing)?;
    // SAFETY: this is what the documentation declares under that name.
    let ask: Ask = unsafe { std::mem::transmute(ask) };
    let value = wide(name);
    let mut number = 0;
    // SAFETY: the name ends with a zero, and the number and the library outlive the call.
    let hresult = unsafe { ask(value.as_ptr(), &raw mut number) };
    match hresult {
        S_OK => Ok(Some(number)),
        NOT_FOUND => Ok(None),
        other => Err(format!(
            "the licence does not tell `{name}` ({:#010X})",
            other.cast_unsigned()
        )),
    }
}
