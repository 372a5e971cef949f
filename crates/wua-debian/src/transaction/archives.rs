//! The files of updates, where apt looks for them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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

/// Gives a file its name among apt's archives, unless it is there.
pub(crate) fn place(computer: &Computer, file: &Path, name: &str) -> Result<(), Error> {
    let folder = computer.archives();
    let destination = folder.join(name);
    let length = |path: &Path| fs::metadata(path).map(|file| file.len()).ok();
    if length(&destination).is_some() && length(&destination) == length(file) {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(|error| file_error("create", &folder, &error))?;
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

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
