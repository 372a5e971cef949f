//! The disk of the museum's computer: one text file that tells what happened to it, line by line.
//!
//! ```text
//! wua museum machine 1
//! 2026-06-01T09:00:00Z had 00001901-0007-4000-8000-000000000001:1
//! 2026-06-01T09:05:12Z installed 00001901-0001-4000-8000-000000000001:3 restart
//! 2026-06-01T09:06:40Z restarted
//! 2026-06-01T09:07:31Z launched 00001901-0005-4000-8000-000000000004:1 cookie
//! ```
//!
//! What the computer is follows from what happened, so the two cannot contradict each other, and a test that kills
//! the agent can count in the same file how often something was done.
//!
//! INVARIANT: a line is never changed once it is written. The file is replaced as a whole, flushed before that: a
//! process that dies leaves all of an event or nothing of it.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use wua_agent::Identity;
use wua_agent::ports::file_error;
use wua_com::{Error, code};

use super::event::{Event, parse, print};
use super::piece::{Piece, replay};

/// The file, as last read.
pub(super) struct Journal {
    path: PathBuf,
    stamp: Option<(u64, SystemTime)>,
    events: Vec<Event>,
    pieces: HashMap<Identity, Piece>,
}

impl Journal {
    /// Reads the file, or writes it with what the computer came with.
    pub(super) fn open(path: PathBuf, came_with: impl FnOnce() -> Vec<Event>) -> Result<Self, Error> {
        let mut journal = Self {
            path,
            stamp: None,
            events: Vec::new(),
            pieces: HashMap::new(),
        };
        if journal.path.exists() {
            journal.refresh()?;
        } else {
            journal.append(&came_with())?;
        }
        Ok(journal)
    }

    /// Reads the file again if another process wrote to it.
    pub(super) fn refresh(&mut self) -> Result<(), Error> {
        let metadata = fs::metadata(&self.path).map_err(|error| file_error("read", &self.path, &error))?;
        if self.stamp.is_some() && self.stamp == stamp(&metadata) {
            return Ok(());
        }
        let bytes = fs::read(&self.path).map_err(|error| file_error("read", &self.path, &error))?;
        self.events = parse(&String::from_utf8_lossy(&bytes)).map_err(|why| corrupt(&self.path, &why))?;
        self.pieces = replay(&self.events);
        self.stamp = stamp(&metadata);
        Ok(())
    }

    /// Writes down what happened.
    pub(super) fn append(&mut self, events: &[Event]) -> Result<(), Error> {
        if self.path.exists() {
            self.refresh()?;
        }
        let events = [self.events.as_slice(), events].concat();
        replace(&self.path, &print(&events)).map_err(|error| file_error("write", &self.path, &error))?;
        self.pieces = replay(&events);
        self.events = events;
        self.stamp = fs::metadata(&self.path).ok().as_ref().and_then(stamp);
        Ok(())
    }

    /// What happened, oldest first.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// What an update is.
    pub(super) fn piece(&self, update: Identity) -> Piece {
        self.pieces.get(&update).copied().unwrap_or_default()
    }

    /// Updates that are something, in no particular order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Identity, Piece)> {
        self.pieces.iter().map(|(update, piece)| (*update, *piece))
    }
}

fn stamp(metadata: &Metadata) -> Option<(u64, SystemTime)> {
    Some((metadata.len(), metadata.modified().ok()?))
}

fn corrupt(path: &Path, why: &str) -> Error {
    let message = format!(
        "{}: {why}; repair the line, or delete the file to have the museum's computer as it came",
        path.display()
    );
    Error::new(code::ERROR_INVALID_DATA, message)
}

/// Replaces a file so that it is the old or the new one, whenever the process or the power dies.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    // Where folders can be opened, the renaming is flushed too.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        folder.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrupt_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("museum-machine.txt");
        for (text, why) in [
            ("", "the first line is not"),
            ("wua museum machine 2\n", "the first line is not"),
            (
                "wua museum machine 1\n2026-06-01T09:00:00Z exploded",
                "line 2 is not an event",
            ),
            (
                "wua museum machine 1\n2026-06-01T09:00:00Z installed 1",
                "line 2 is not an event",
            ),
            (
                "wua museum machine 1\n2026-06-01T09:00:00Z restarted twice",
                "line 2 is not an event",
            ),
        ] {
            fs::write(&path, text).unwrap();
            let error = Journal::open(path.clone(), Vec::new).err().unwrap();
            assert_eq!(error.hresult(), code::ERROR_INVALID_DATA);
            assert!(
                error.message().contains(why) && error.message().contains("museum-machine.txt"),
                "{error}"
            );
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
