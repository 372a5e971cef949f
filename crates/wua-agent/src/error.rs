//! How failures of files become the one error that people read.

use std::io;
use std::path::Path;

use wua_com::{Error, HResult, code};

/// `HRESULT_FROM_WIN32(ERROR_DISK_FULL)`: the code that Windows answers with when a disk is full.
pub const DISK_FULL: HResult = HResult::from_u32(0x8007_0070);

/// Says what could not be done to which file, and what helps, where something does.
///
/// Services and targets use it as well, so that a full disk reads the same wherever it is met.
pub fn file_error(doing: &str, path: &Path, error: &io::Error) -> Error {
    let (hresult, advice) = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            (DISK_FULL, "the disk is full: free some space and try again")
        }
        io::ErrorKind::PermissionDenied => (
            code::E_ACCESSDENIED,
            "run as a user who may do that, or choose another folder",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            code::E_ACCESSDENIED,
            "the file system is mounted read-only: choose another folder",
        ),
        io::ErrorKind::NotFound => (code::ERROR_FILE_NOT_FOUND, "check the path"),
        io::ErrorKind::NotADirectory => (code::STG_E_PATHNOTFOUND, "a part of the path is no folder"),
        io::ErrorKind::IsADirectory => (code::E_INVALIDARG, "it is a folder: name a file"),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
            (code::E_INVALIDARG, "no file can have that name")
        }
        _ => (code::E_FAIL, ""),
    };
    let parenthesis = if advice.is_empty() {
        String::new()
    } else {
        format!(" ({advice})")
    };
    Error::new(
        hresult,
        format!("cannot {doing} {}: {error}{parenthesis}", path.display()),
    )
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

/// Calls what was written elsewhere. A panic in there is a bug in there, and an error here.
pub(crate) fn guarded<T>(who: &str, call: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let message = panic_message(panic.as_ref());
        Err(Error::new(
            code::E_UNEXPECTED,
            format!("{who} panicked, which is a bug: {message}"),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_by_its_name() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let error = file_error("write", Path::new("/cache/file"), &error);
        assert_eq!(error.hresult(), DISK_FULL);
        assert!(error.message().contains("/cache/file"), "{error}");
        assert!(error.message().contains("free some space"), "{error}");
    }

    #[test]
    fn a_panic_becomes_an_error_that_says_so() {
        let error = guarded("the service", || -> Result<(), Error> { panic!("lost") }).unwrap_err();
        assert_eq!(error.hresult(), code::E_UNEXPECTED);
        assert!(error.message().contains("the service panicked"), "{error}");
        assert!(error.message().contains("lost"), "{error}");
    }
}
