//! Files that lie on this computer already: `file:` and `copy:` addresses.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use wua_com::{Error, code};

use super::location::{scheme, shown, unescape_bytes};
use super::part::Part;
use crate::error::file_error;
use crate::ports::{Abort, Arrival};

/// What is between two looks at the request to stop.
const PIECE: usize = 1 << 17;

/// The file that a `file:` or `copy:` address names; `None` for other schemes.
pub(super) fn local_path(url: &str) -> Option<Result<PathBuf, Error>> {
    let scheme = scheme(url)?;
    if !scheme.eq_ignore_ascii_case("file") && !scheme.eq_ignore_ascii_case("copy") {
        return None;
    }
    let rest = url.get(scheme.len() + 1..).unwrap_or_default();
    let path = match rest.strip_prefix("//") {
        None => rest,
        Some(rest) => match rest.find('/') {
            Some(slash) if matches!(rest.get(..slash), Some("" | "localhost")) => {
                rest.get(slash..).unwrap_or_default()
            }
            _ => return Some(Err(refused(url, "it names a file of another computer"))),
        },
    };
    if !path.starts_with('/') {
        return Some(Err(refused(url, "its path does not begin at the root")));
    }
    Some(to_path(unescape_bytes(path)).ok_or_else(|| refused(url, "no file can have that name")))
}

/// Copies a whole file.
pub(crate) fn copy_file(
    source: &Path,
    destination: &Path,
    arrival: &mut dyn Arrival,
    abort: &Abort,
) -> Result<(), Error> {
    let mut part = Part::open(destination, "", 0, None)?;
    copy(source, &mut part, arrival, abort)
}

/// Copies what is missing of the file, in pieces.
pub(super) fn copy(
    source: &Path,
    part: &mut Part<'_>,
    arrival: &mut dyn Arrival,
    abort: &Abort,
) -> Result<(), Error> {
    let failed = |error| file_error("read", source, &error);
    let mut file = File::open(source).map_err(failed)?;
    let found = file.metadata().map_err(failed)?;
    if found.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    part.check_total(Some(found.len()))?;
    if part.there() > found.len() {
        part.start_over()?;
    }
    file.seek(SeekFrom::Start(part.there())).map_err(failed)?;
    let mut buffer = vec![0; PIECE];
    loop {
        abort.check()?;
        let count = match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(failed(error)),
        };
        part.take(buffer.get(..count).unwrap_or_default(), arrival)?;
    }
}

fn refused(url: &str, what: &str) -> Error {
    Error::new(
        code::WU_E_PT_INVALID_URL,
        format!("{:?} is no address to fetch from: {what}", shown(url)),
    )
}

#[cfg(unix)]
fn to_path(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    (!bytes.contains(&0)).then(|| std::ffi::OsString::from_vec(bytes).into())
}

/// `/C:/folder/file` is `C:/folder/file`.
#[cfg(not(unix))]
fn to_path(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let has_drive = text.as_bytes().get(2) == Some(&b':');
    let path = if has_drive { text.get(1..)? } else { &text };
    (!path.contains('\0')).then(|| path.into())
}
