//! Whether a file is what its publisher described.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};
use wua_com::{Error, code};

use crate::error::file_error;
use crate::update::Content;

/// Checks size and hash, as far as the publisher gave them.
pub(crate) fn verify(path: &Path, content: &Content) -> Result<u64, Error> {
    let mut file = File::open(path).map_err(|error| file_error("read", path, &error))?;
    let read = |error| file_error("read", path, &error);
    let size = file.metadata().map_err(read)?.len();
    if content.size != 0 && size != content.size {
        return Err(wrong(
            path,
            &format!("it has {size} bytes instead of {}", content.size),
        ));
    }
    if content.sha256.is_empty() {
        return Ok(size);
    }
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(read)?;
        if count == 0 {
            break;
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
    }
    let hash = hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    if hash.eq_ignore_ascii_case(&content.sha256) {
        return Ok(size);
    }
    Err(wrong(
        path,
        &format!("its SHA-256 is {hash} instead of {}", content.sha256),
    ))
}

fn wrong(path: &Path, what: &str) -> Error {
    Error::new(
        code::WU_E_DM_INCORRECTFILEHASH,
        format!(
            "{} is not the file that its publisher described: {what}; download it again",
            path.display()
        ),
    )
}

/// Makes a renaming last through a loss of power. Where folders cannot be synced there is nothing to do.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
