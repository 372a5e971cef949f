//! How much room there is.

use std::path::Path;

/// Says how many bytes this user may still write where a folder is, if the system says it.
pub(crate) type Room = fn(&Path) -> Option<u64>;

/// The same of a folder that is to be.
pub(super) fn free(room: Room, folder: &Path) -> Option<u64> {
    room(folder.ancestors().find(|folder| folder.exists())?)
}

#[cfg(unix)]
pub(super) fn room(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Unknown, unless somebody knows how to ask Windows: [`crate::Agent::measure_room_by`].
#[cfg(not(unix))]
pub(super) fn room(_: &Path) -> Option<u64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_to_be_has_the_room_of_the_one_above_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free(room, folder.path()).unwrap() > 0);
        assert!(free(room, &folder.path().join("not/yet")).unwrap() > 0);
        assert_eq!(free(room, Path::new("")), None);
    }
}
