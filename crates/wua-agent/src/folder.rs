//! Folders of the agent: what lies in them is for their owner alone.

use std::fs::DirBuilder;
use std::path::Path;

use wua_com::Error;

use crate::error::file_error;

/// Makes a folder, and those above it, unless they are there. What is made can be read and written by its owner only:
/// who can change the store or the cache decides what is installed.
pub fn create_private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| file_error("create", path, &error))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_made_is_for_the_owner_and_what_was_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let before = mode(folder.path());
        let inner = folder.path().join("state/store");
        create_private_folder(&inner).unwrap();
        create_private_folder(&inner).unwrap();
        assert_eq!((mode(&inner), mode(&folder.path().join("state"))), (0o700, 0o700));
        assert_eq!(mode(folder.path()), before);
    }
}
