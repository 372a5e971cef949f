//! What lies on the disk: a file counts once, whatever names it has.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::Path;

use crate::store::DownloadRow;

/// The files of the cache, as a cleaning counts them.
#[derive(Default)]
pub(super) struct Disk {
    files: Vec<OnDisk>,
    places: HashMap<Inode, usize>,
}

struct OnDisk {
    bytes: u64,
    names: usize,
}

impl Disk {
    /// One name more; the place of the file that has it.
    pub(super) fn add(&mut self, path: &Path, file: &Metadata, row: Option<&DownloadRow>) -> usize {
        let next = self.files.len();
        let place = *self.places.entry(inode(path, file, row)).or_insert(next);
        match self.files.get_mut(place) {
            Some(known) => known.names += 1,
            None => self.files.push(OnDisk {
                bytes: file.len(),
                names: 1,
            }),
        }
        place
    }

    pub(super) fn bytes(&self) -> u64 {
        let files = self.files.iter();
        files.map(|file| file.bytes).fold(0, u64::saturating_add)
    }

    /// One name less at each of these places; the bytes that are free then.
    pub(super) fn remove(&mut self, places: &[usize]) -> u64 {
        let mut freed: u64 = 0;
        for place in places {
            if let Some(file) = self.files.get_mut(*place) {
                file.names -= 1;
                if file.names == 0 {
                    freed = freed.saturating_add(file.bytes);
                }
            }
        }
        freed
    }
}

/// What tells a file from others.
#[cfg(unix)]
type Inode = (u64, u64);

#[cfg(unix)]
fn inode(_: &Path, file: &Metadata, _: Option<&DownloadRow>) -> Inode {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

/// Its hash, as what is the same is stored once; else its path.
#[cfg(not(unix))]
type Inode = String;

#[cfg(not(unix))]
fn inode(path: &Path, _: &Metadata, row: Option<&DownloadRow>) -> Inode {
    let hash = row.map(|row| row.hash.to_ascii_lowercase());
    hash.filter(|hash| !hash.is_empty())
        .unwrap_or_else(|| path.display().to_string())
}
