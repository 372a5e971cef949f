//! The file that fills up.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use wua_com::{Error, code};

use super::location::shown;
use crate::error::file_error;

/// What is there of a file, and how much more may come.
pub(super) struct Part<'a> {
    path: &'a Path,
    url: &'a str,
    file: File,
    there: u64,
    size: Option<u64>,
}

impl<'a> Part<'a> {
    /// Opens it behind byte `from`, or where it ends, if that is before.
    pub(super) fn open(path: &'a Path, url: &'a str, from: u64, size: Option<u64>) -> Result<Self, Error> {
        let failed = |error| file_error("write", path, &error);
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        let file = options.open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let is_more_than_all = size.is_some_and(|size| from > size);
        let mut part = Self {
            path,
            url,
            file,
            there: 0,
            size,
        };
        part.continue_at(if is_more_than_all { 0 } else { from.min(length) })?;
        Ok(part)
    }

    /// How many bytes are there.
    pub(super) fn there(&self) -> u64 {
        self.there
    }

    /// How many there will be, if that is known.
    pub(super) fn size(&self) -> Option<u64> {
        self.size
    }

    /// Whether it is known to be all.
    pub(super) fn is_all(&self) -> bool {
        self.size == Some(self.there)
    }

    /// What was there is of no use.
    pub(super) fn start_over(&mut self) -> Result<(), Error> {
        self.continue_at(0)
    }

    fn continue_at(&mut self, from: u64) -> Result<(), Error> {
        let path = self.path;
        let failed = |error| file_error("write", path, &error);
        self.file.set_len(from).map_err(failed)?;
        self.file.seek(SeekFrom::Start(from)).map_err(failed)?;
        self.there = from;
        Ok(())
    }

    /// Refuses a file that is said to have another size than the wanted one.
    pub(super) fn check_total(&self, total: Option<u64>) -> Result<(), Error> {
        match (self.size, total) {
            (Some(size), Some(total)) if size != total => Err(other(
                self.url,
                &format!("the file there has {total} bytes instead of {size}"),
            )),
            _ => Ok(()),
        }
    }

    /// Appends. Never more than the wanted size.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if let Some(size) = self.size
            && self.there.saturating_add(count) > size
        {
            return Err(other(
                self.url,
                &format!("the file there has more than {size} bytes"),
            ));
        }
        let path = self.path;
        self.file
            .write_all(bytes)
            .map_err(|error| file_error("write", path, &error))?;
        self.there += count;
        Ok(())
    }
}

fn other(url: &str, what: &str) -> Error {
    Error::new(
        code::WU_E_DM_INCORRECTFILEHASH,
        format!(
            "{}: {what}; the server may be changing it right now: try again later, or search again",
            shown(url)
        ),
    )
}
