//! Links on another computer's disk mean that computer's root folder.

use std::path::{Path, PathBuf};

/// More links in a row are a circle.
const LONGEST_CHAIN: usize = 16;

/// Where a file really is: apt keeps links to the lists of archives that are on the same disk.
pub(crate) fn followed(root: &Path, path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..LONGEST_CHAIN {
        let Ok(target) = at.read_link() else { break };
        at = match target.strip_prefix("/") {
            Ok(below) => root.join(below),
            Err(_) => at.parent().unwrap_or(root).join(target),
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_stay_in_their_root() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        symlink("/srv/Packages", path("absolute")).unwrap();
        symlink("absolute", path("relative")).unwrap();
        symlink("circle", path("circle")).unwrap();
        assert_eq!(followed(root.path(), &path("relative")), path("srv/Packages"));
        assert_eq!(followed(root.path(), &path("plain")), path("plain"));
        followed(root.path(), &path("circle"));
    }
}
