//! Which files are the same, whatever they are called and whomever they belong to.

use crate::store::DownloadRow;
use crate::update::Content;

/// Files with the same size and hash are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sameness {
    size: u64,
    hash: String,
}

impl Sameness {
    /// `None`: nobody knows what it is the same as.
    pub(super) fn of(content: &Content) -> Option<Self> {
        content.is_unmistakable().then(|| Self {
            size: content.size,
            hash: content.hash().to_ascii_lowercase(),
        })
    }

    /// Of a file of the cache.
    pub(super) fn of_row(row: &DownloadRow) -> Self {
        Self {
            size: row.size,
            hash: row.hash.to_ascii_lowercase(),
        }
    }
}
