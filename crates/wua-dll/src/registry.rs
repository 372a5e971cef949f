//! The registry, as far as registration needs it: keys below `HKEY_LOCAL_MACHINE`, read and changed step by step.

use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{
    ERROR_FILE_NOT_FOUND, ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, WIN32_ERROR,
};
use windows_sys::Win32::System::Registry::{
    HKEY, HKEY_LOCAL_MACHINE, KEY_READ, KEY_WRITE, REG_OPTION_NON_VOLATILE, REG_SZ, RegCloseKey,
    RegCreateKeyExW, RegDeleteKeyW, RegDeleteValueW, RegEnumKeyExW, RegEnumValueW, RegOpenKeyExW,
    RegSetValueExW,
};
use wua_com::{HResult, code};

/// The longest name of a key or a value, with the zero behind it.
const LONGEST_NAME: usize = 16_384;

/// An open key.
pub(crate) struct Key(HKEY);

/// A value as it is stored.
#[derive(PartialEq, Eq)]
pub(crate) struct Value {
    name: String,
    kind: u32,
    data: Vec<u8>,
}

impl Key {
    /// Opens a key to read it, if it is there.
    pub(crate) fn open(path: &str) -> Result<Option<Self>, HResult> {
        let mut key: HKEY = null_mut();
        // SAFETY: the path ends with a zero, and `key` is ours to write.
        match unsafe { RegOpenKeyExW(HKEY_LOCAL_MACHINE, wide(path).as_ptr(), 0, KEY_READ, &raw mut key) } {
            ERROR_FILE_NOT_FOUND => Ok(None),
            other => check(other).map(|()| Some(Self(key))),
        }
    }

    /// Opens a key to change it, made if it is not there.
    pub(crate) fn create(path: &str) -> Result<Self, HResult> {
        let mut key: HKEY = null_mut();
        // SAFETY: the path ends with a zero, and `key` is ours to write.
        let created = unsafe {
            RegCreateKeyExW(
                HKEY_LOCAL_MACHINE,
                wide(path).as_ptr(),
                0,
                null(),
                REG_OPTION_NON_VOLATILE,
                KEY_READ | KEY_WRITE,
                null(),
                &raw mut key,
                null_mut(),
            )
        };
        check(created).map(|()| Self(key))
    }

    /// Sets a value to a text; that without a name is the key's own.
    pub(crate) fn set_text(&self, name: &str, text: &str) -> Result<(), HResult> {
        self.set(&Value {
            name: name.to_owned(),
            kind: REG_SZ,
            data: wide(text).into_iter().flat_map(u16::to_le_bytes).collect(),
        })
    }

    /// The text of a value, if there is one.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, HResult> {
        let values = self.values()?;
        let found = values
            .into_iter()
            .find(|value| value.name == name && value.kind == REG_SZ);
        Ok(found.map(|value| {
            let (units, _) = value.data.as_chunks();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
            String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned()
        }))
    }

    fn set(&self, value: &Value) -> Result<(), HResult> {
        let size = u32::try_from(value.data.len()).map_err(|_| code::E_UNEXPECTED)?;
        // SAFETY: the name ends with a zero, and the data have `size` bytes.
        check(unsafe {
            RegSetValueExW(
                self.0,
                wide(&value.name).as_ptr(),
                0,
                value.kind,
                value.data.as_ptr(),
                size,
            )
        })
    }

    fn delete_value(&self, name: &str) -> Result<(), HResult> {
        // SAFETY: the name ends with a zero.
        check(unsafe { RegDeleteValueW(self.0, wide(name).as_ptr()) })
    }

    fn values(&self) -> Result<Vec<Value>, HResult> {
        let mut values = Vec::new();
        let mut data = vec![0; 4096];
        loop {
            let index = u32::try_from(values.len()).map_err(|_| code::E_UNEXPECTED)?;
            let mut name = vec![0; LONGEST_NAME];
            let mut length = u32::try_from(name.len()).unwrap_or_default();
            let mut size = u32::try_from(data.len()).unwrap_or_default();
            let mut kind = 0;
            // SAFETY: both buffers are as long as they are said to be.
            match unsafe {
                RegEnumValueW(
                    self.0,
                    index,
                    name.as_mut_ptr(),
                    &raw mut length,
                    null(),
                    &raw mut kind,
                    data.as_mut_ptr(),
                    &raw mut size,
                )
            } {
                ERROR_NO_MORE_ITEMS => return Ok(values),
                ERROR_MORE_DATA => {
                    let wanted = usize::try_from(size).unwrap_or_default();
                    data.resize(wanted.max(data.len() * 2), 0);
                }
                other => {
                    check(other)?;
                    let size = usize::try_from(size).unwrap_or_default();
                    values.push(Value {
                        name: text(&name, length)?,
                        kind,
                        data: data.get(..size).unwrap_or_default().to_vec(),
                    });
                }
            }
        }
    }

    /// The names of the keys in it.
    pub(crate) fn children(&self) -> Result<Vec<String>, HResult> {
        let mut children = Vec::new();
        loop {
            let index = u32::try_from(children.len()).map_err(|_| code::E_UNEXPECTED)?;
            let mut name = vec![0; LONGEST_NAME];
            let mut length = u32::try_from(name.len()).unwrap_or_default();
            // SAFETY: the buffer is as long as it is said to be; the rest is not asked for.
            match unsafe {
                RegEnumKeyExW(
                    self.0,
                    index,
                    name.as_mut_ptr(),
                    &raw mut length,
                    null(),
                    null_mut(),
                    null_mut(),
                    null_mut(),
                )
            } {
                ERROR_NO_MORE_ITEMS => return Ok(children),
                other => {
                    check(other)?;
                    children.push(text(&name, length)?);
                }
            }
        }
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // SAFETY: the key is open, and nobody uses it after this.
        unsafe { RegCloseKey(self.0) };
    }
}

/// Makes a key what another one is, with everything in it; where there is no such model, it is deleted. A key that is
/// there is changed and not made anew, so that who may change it stays as it was.
pub(crate) fn make_alike(path: &str, model: &str) -> Result<(), HResult> {
    let Some(wanted) = Key::open(model)? else {
        return delete(path);
    };
    let key = Key::create(path)?;
    let (present, values) = (key.values()?, wanted.values()?);
    for value in &present {
        if !values.iter().any(|other| is_same_name(&other.name, &value.name)) {
            key.delete_value(&value.name)?;
        }
    }
    for value in values.iter().filter(|value| !present.contains(value)) {
        key.set(value)?;
    }
    let children = wanted.children()?;
    for child in key.children()? {
        if !children.iter().any(|other| is_same_name(other, &child)) {
            delete(&format!(r"{path}\{child}"))?;
        }
    }
    for child in children {
        make_alike(&format!(r"{path}\{child}"), &format!(r"{model}\{child}"))?;
    }
    Ok(())
}

/// Deletes a key and what is in it, if it is there.
pub(crate) fn delete(path: &str) -> Result<(), HResult> {
    let Some(key) = Key::open(path)? else {
        return Ok(());
    };
    for child in key.children()? {
        delete(&format!(r"{path}\{child}"))?;
    }
    drop(key);
    // SAFETY: the path ends with a zero.
    match unsafe { RegDeleteKeyW(HKEY_LOCAL_MACHINE, wide(path).as_ptr()) } {
        ERROR_FILE_NOT_FOUND => Ok(()),
        other => check(other),
    }
}

/// Deletes a key in which there is nothing.
pub(crate) fn delete_if_empty(path: &str) -> Result<(), HResult> {
    match Key::open(path)? {
        Some(key) if key.children()?.is_empty() && key.values()?.is_empty() => delete(path),
        _ => Ok(()),
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A name that came back. One that is no text could not be given back, so it is an error.
fn text(units: &[u16], length: u32) -> Result<String, HResult> {
    let length = usize::try_from(length).unwrap_or_default();
    String::from_utf16(units.get(..length).unwrap_or_default()).map_err(|_| code::E_UNEXPECTED)
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
