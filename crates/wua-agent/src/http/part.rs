//! The file that fills up.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use wua_com::{Error, code};

use super::location::shown;
use crate::error::file_error;
use crate::ports::Arrival;

/// What is there of a file, and how much more may come.
pub(super) struct Part<'a> {
    path: &'a Path,
    url: &'a str,
    file: File,
    there: u64,
    size: Option<u64>,
    /// Bytes have come since it was opened.
    has_grown: bool,
    /// It could not be written, and will not be the next time.
    is_broken: bool,
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
            has_grown: false,
            is_broken: false,
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

    /// Whether bytes have come since it was opened.
    pub(super) fn has_grown(&self) -> bool {
        self.has_grown
    }

    /// Whether what went wrong went wrong here, and not with a server.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The same file, now from another place.
    pub(super) fn from(mut self, url: &'a str) -> Self {
        self.url = url;
        self
    }

    /// How many bytes are missing, if that is known.
    pub(super) fn missing(&self) -> Option<u64> {
        self.size.map(|size| size.saturating_sub(self.there))
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
        let cut = self.file.set_len(from);
        let cut = cut.and_then(|()| self.file.seek(SeekFrom::Start(from)));
        cut.map_err(|error| self.failed(&error))?;
        self.there = from;
        Ok(())
    }

    fn failed(&mut self, error: &std::io::Error) -> Error {
        self.is_broken = true;
        file_error("write", self.path, error)
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

    /// Appends, and tells of it. Never more than the wanted size.
    pub(super) fn take(&mut self, bytes: &[u8], arrival: &mut dyn Arrival) -> Result<(), Error> {
        let at = self.there;
        self.write(bytes)?;
        let told = arrival.wrote(at, bytes);
        self.is_broken |= told.is_err();
        told?;
        arrival.there(self.there);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if let Some(size) = self.size
            && self.there.saturating_add(count) > size
        {
            return Err(other(
                self.url,
                &format!("the file there has more than {size} bytes"),
            ));
        }
        let written = self.file.write_all(bytes);
        written.map_err(|error| self.failed(&error))?;
        self.there += count;
        self.has_grown = true;
        Ok(())
    }
}

pub(super) fn other(url: &str, what: &str) -> Error {
    Error::new(
        code::WU_E_DM_INCORRECTFILEHASH,
        format!(
            "{}: {what}; the server may be changing it right now: try again later, or search again",
            shown(url)
        ),
    )
}
