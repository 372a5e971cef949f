//! The files of updates, where apt looks for them.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use wua_agent::Content;
use wua_agent::ports::{Part, file_error};
use wua_com::Error;

use crate::computer::Computer;

/// Puts the verified files of a part where apt looks for archives. Many configurations delete them there after every
/// run of dpkg: the engine's own copy stays.
pub(super) fn offer(computer: &Computer, part: &Part<'_>) -> Result<(), Error> {
    for content in &part.update.revision.contents {
        place(computer, &part.files.join(&content.file_name), &content.file_name)?;
    }
    Ok(())
}

/// Gives a file its name among apt's archives, unless it is there. apt takes whatever has that name and the right
/// length.
pub(crate) fn place(computer: &Computer, file: &Path, name: &str) -> Result<(), Error> {
    let folder = computer.archives();
    let destination = folder.join(name);
    if are_the_same(file, &destination).unwrap_or(false) {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(|error| file_error("create", &folder, &error))?;
    if fs::hard_link(file, &destination).is_ok() {
        return Ok(());
    }
    let provisional: PathBuf = folder.join(format!("{name}.wua"));
    let linked = remove(&provisional)
        .and_then(|()| fs::hard_link(file, &provisional))
        .or_else(|_| fs::copy(file, &provisional).map(drop))
        .and_then(|()| fs::rename(&provisional, &destination));
    linked.map_err(|error| {
        // The link is of no use without its name.
        let _ = remove(&provisional);
        file_error("write", &destination, &error)
    })
}

/// Copies what apt has fetched already, if it is what is wanted.
pub(crate) fn take(computer: &Computer, content: &Content, destination: &Path) -> bool {
    let path = computer.archives().join(&content.file_name);
    let has_size = fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() == content.size);
    if !has_size {
        return false;
    }
    let is_taken = copy_if_right(&path, content, destination).unwrap_or(false);
    if !is_taken {
        // Nothing is continued from it.
        let _ = remove(destination);
    }
    is_taken
}

fn copy_if_right(path: &Path, content: &Content, destination: &Path) -> io::Result<bool> {
    let mut source = File::open(path)?;
    let mut copy = File::create(destination)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; PIECE];
    loop {
        let count = source.read(&mut buffer)?;
        let piece = buffer.get(..count).unwrap_or_default();
        if piece.is_empty() {
            break;
        }
        hasher.update(piece);
        copy.write_all(piece)?;
    }
    let hash = hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Ok(hash == content.sha256)
}

/// Whether two names are of one file, or of two with the same bytes.
fn are_the_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    let (first, second) = (one.metadata()?, other.metadata()?);
    if first.dev() == second.dev() && first.ino() == second.ino() {
        return Ok(true);
    }
    if first.len() != second.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (Vec::with_capacity(PIECE), Vec::with_capacity(PIECE));
    loop {
        left.clear();
        right.clear();
        let piece = u64::try_from(PIECE).unwrap_or(u64::MAX);
        (&one).take(piece).read_to_end(&mut left)?;
        (&other).take(piece).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}

/// So much of a file is read at once.
const PIECE: usize = 1 << 16;

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
