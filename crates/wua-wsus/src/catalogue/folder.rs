//! What a catalogue consists of, and a stamp of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest as _, Sha256};
use wua_agent::ports::file_error;
use wua_com::{Error, code};

use super::has_ending;

/// So many files are looked at in a folder, at most.
const MOST_FILES: usize = 1_000_000;

/// How packages are read now. Another number here reads all catalogues anew.
const READER: u32 = 1;

/// The files of a catalogue.
pub(crate) struct Source {
    pub(crate) is_folder: bool,
    /// In the order in which they are read.
    pub(crate) files: Vec<SourceFile>,
    /// Changes with names, sizes and times of the files.
    pub(crate) stamp: String,
}

pub(crate) struct SourceFile {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// Looks at the files of a catalogue; none is opened.
pub(crate) fn survey(path: &Path) -> Result<Source, Error> {
    let failed = |error: std::io::Error| file_error("read the catalogue", path, &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    if metadata.is_dir() {
        for entry in fs::read_dir(path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if has_ending(&name, &["sdp", "xml", "cab"]) && is_inside(path, &entry.path()) {
                files.push((name, entry.path()));
            }
            if files.len() > MOST_FILES {
                return Err(Error::new(
                    code::E_INVALIDARG,
                    format!("{} holds more than {MOST_FILES} files: divide it", path.display()),
                ));
            }
        }
        files.sort();
    } else if metadata.is_file() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        files.push((name.to_string_lossy().into_owned(), path.to_owned()));
    } else {
        return Err(Error::new(
            code::E_INVALIDARG,
            format!("{} is neither a folder nor a file", path.display()),
        ));
    }
    if files.is_empty() {
        return Err(Error::new(
            code::ERROR_FILE_NOT_FOUND,
            format!(
                "{} holds no file that ends in .sdp, .xml or .cab: name the folder or file of a catalogue",
                path.display()
            ),
        ));
    }
    let stamp = stamp(&files);
    Ok(Source {
        is_folder: metadata.is_dir(),
        files: files
            .into_iter()
            .map(|(name, path)| SourceFile { path, name })
            .collect(),
        stamp,
    })
}

/// A file of the folder itself. Links count as what they lead to, and may not lead out.
pub(crate) fn is_inside(folder: &Path, path: &Path) -> bool {
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let leads_inside = || match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => path.starts_with(folder),
        _ => false,
    };
    is_file && (!is_link || leads_inside())
}

fn stamp(files: &[(String, PathBuf)]) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    hash.update(READER.to_le_bytes());
    for (name, path) in files {
        let metadata = fs::metadata(path).ok();
        let length = metadata.as_ref().map_or(u64::MAX, fs::Metadata::len);
        let changed = metadata
            .and_then(|metadata| metadata.modified().ok())
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .map_or(0, |time| time.as_nanos());
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(length.to_le_bytes());
        hash.update(changed.to_le_bytes());
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
