//! Files, with messages that name them.

use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::fail;

#[track_caller]
fn sure<T>(result: io::Result<T>, what: &str, path: &Path) -> T {
    result.unwrap_or_else(|error| fail(&format!("cannot {what} {}: {error}", path.display())))
}

/// Writes a file, and the folders above it.
#[track_caller]
pub(super) fn write(path: &Path, contents: impl AsRef<[u8]>) {
    if let Some(folder) = path.parent() {
        make_folder(folder);
    }
    sure(fs::write(path, contents), "write", path);
}

#[track_caller]
pub(super) fn read(path: &Path) -> Vec<u8> {
    sure(fs::read(path), "read", path)
}

#[track_caller]
pub(super) fn read_text(path: &Path) -> String {
    sure(fs::read_to_string(path), "read", path)
}

#[track_caller]
pub(super) fn make_folder(path: &Path) {
    sure(fs::create_dir_all(path), "create", path);
}

#[track_caller]
pub(super) fn remove(path: &Path) {
    sure(fs::remove_file(path), "remove", path);
}

#[track_caller]
pub(super) fn link(to: &str, path: &Path) {
    sure(symlink(to, path), "create", path);
}

#[track_caller]
pub(super) fn copy(from: &Path, to: &Path) {
    if let Some(folder) = to.parent() {
        make_folder(folder);
    }
    sure(fs::copy(from, to), &format!("copy {} to", from.display()), to);
}

#[track_caller]
pub(super) fn set_mode(path: &Path, mode: u32) {
    sure(
        fs::set_permissions(path, fs::Permissions::from_mode(mode)),
        "change the mode of",
        path,
    );
}

/// Says that a file was changed `seconds` after 1970.
#[track_caller]
pub(super) fn set_time(path: &Path, seconds: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let file = sure(fs::OpenOptions::new().write(true).open(path), "open", path);
    sure(file.set_modified(time), "change the time of", path);
}

/// A folder that is gone with the value.
#[track_caller]
pub(super) fn temporary_folder() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("wua-debian-")
        .tempdir()
        .unwrap_or_else(|error| fail(&format!("cannot create a temporary folder: {error}")))
}
