//! The disk of the museum's computer: one text file that tells what happened to it, line by line.
//!
//! ```text
//! wua museum machine 1
//! 2026-06-01T09:00:00Z had 00001901-0007-4000-8000-000000000001:1
//! 2026-06-01T09:05:12Z installed 00001901-0001-4000-8000-000000000001:3 restart
//! 2026-06-01T09:06:40Z restarted
//! ```
//!
//! What the computer is follows from what happened, so the two cannot contradict each other, and a test that kills
//! the agent can count in the same file how often something was done.
//!
//! INVARIANT: a line is never changed once it is written. The file is replaced as a whole, flushed before that: a
//! process that dies leaves all of an event or nothing of it.

use std::collections::HashMap;
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use wua_agent::Identity;
use wua_com::{Error, Guid, code};

use crate::file_error;

const FIRST_LINE: &str = "wua museum machine 1";

/// Something that happened to the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// To which update. Only a commit and a restart happen to none.
    pub update: Option<Identity>,
    /// A restart is needed to finish it.
    pub restart: bool,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It came with the update.
    Had,
    /// It came with the update for one of several products.
    HadPart,
    /// The update was put on.
    Installed,
    /// The update was taken off.
    Removed,
    /// The update was prepared and waits for the commit.
    Staged,
    /// An installer went on by itself.
    Launched,
    /// Nothing came of it.
    Failed,
    /// What waited for the moment before a restart was done.
    Committed,
    /// It was restarted.
    Restarted,
}

impl What {
    const ALL: [(Self, &str); 9] = [
        (Self::Had, "had"),
        (Self::HadPart, "had-part"),
        (Self::Installed, "installed"),
        (Self::Removed, "removed"),
        (Self::Staged, "staged"),
        (Self::Launched, "launched"),
        (Self::Failed, "failed"),
        (Self::Committed, "committed"),
        (Self::Restarted, "restarted"),
    ];

    fn needs_update(self) -> bool {
        !matches!(self, Self::Committed | Self::Restarted)
    }
}

/// What an update is on the computer, after all that happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(super) struct Piece {
    pub(super) installed: bool,
    pub(super) present: bool,
    pub(super) restart: bool,
    pub(super) staged: bool,
    pub(super) failures: u32,
}

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
        let mut journal = Self { path, stamp: None, events: Vec::new(), pieces: HashMap::new() };
        if journal.path.exists() {
            journal.refresh()?;
        } else {
            journal.append(&came_with())?;
        }
        Ok(journal)
    }

    /// Reads the file again if another process wrote to it.
    pub(super) fn refresh(&mut self) -> Result<(), Error> {
        let metadata = fs::metadata(&self.path).map_err(|error| file_error(&self.path, &error))?;
        if self.stamp.is_some() && self.stamp == stamp(&metadata) {
            return Ok(());
        }
        let bytes = fs::read(&self.path).map_err(|error| file_error(&self.path, &error))?;
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
        self.events.extend_from_slice(events);
        let mut text = format!("{FIRST_LINE}\n");
        for event in &self.events {
            text.push_str(&format!("{event}\n"));
        }
        replace(&self.path, &text).map_err(|error| file_error(&self.path, &error))?;
        self.pieces = replay(&self.events);
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

fn replay(events: &[Event]) -> HashMap<Identity, Piece> {
    let mut pieces: HashMap<Identity, Piece> = HashMap::new();
    for event in events {
        let Some(update) = event.update else {
            if event.what == What::Restarted {
                // What was only staged waits for its commit, whatever restarts in between.
                pieces.values_mut().for_each(|piece| piece.restart = piece.staged);
            }
            continue;
        };
        let piece = pieces.entry(update).or_default();
        let done = Piece { restart: event.restart, ..Piece::default() };
        match event.what {
            What::Had | What::Installed => *piece = Piece { installed: true, present: true, ..done },
            What::HadPart => *piece = Piece { present: true, ..done },
            What::Removed => *piece = done,
            What::Staged => *piece = Piece { restart: true, staged: true, ..*piece },
            What::Failed => piece.failures += 1,
            What::Launched | What::Committed | What::Restarted => {}
        }
    }
    pieces
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = What::ALL.iter().find(|(what, _)| *what == self.what).map_or("", |(_, name)| name);
        write!(f, "{} {name}", self.at)?;
        if let Some(update) = self.update {
            write!(f, " {update}")?;
        }
        if self.restart {
            f.write_str(" restart")?;
        }
        Ok(())
    }
}

fn parse(text: &str) -> Result<Vec<Event>, String> {
    let mut lines = text.lines().enumerate();
    match lines.next() {
        Some((_, FIRST_LINE)) => {}
        _ => return Err(format!("the first line is not `{FIRST_LINE}`")),
    }
    lines
        .map(|(at, line)| parse_line(line).ok_or_else(|| format!("line {} is not an event: `{line}`", at + 1)))
        .collect()
}

fn parse_line(line: &str) -> Option<Event> {
    let mut words = line.split(' ').peekable();
    let at = words.next()?.parse().ok()?;
    let name = words.next()?;
    let (what, _) = *What::ALL.iter().find(|(_, known)| *known == name)?;
    let update = if what.needs_update() {
        let (id, revision) = words.next()?.split_once(':')?;
        Some(Identity { id: Guid::parse(id)?, revision: revision.parse().ok()? })
    } else {
        None
    };
    let restart = words.next_if_eq(&"restart").is_some();
    words.next().is_none().then_some(Event { at, what, update, restart })
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

    const ORRERY: &str = "00001901-0001-4000-8000-000000000001:3";

    fn after(lines: &[&str]) -> Piece {
        let text = lines.iter().fold(FIRST_LINE.to_owned(), |text, line| {
            format!("{text}\n2026-06-01T09:00:00Z {}", line.replace("ORRERY", ORRERY))
        });
        let events = parse(&text).unwrap();
        let printed: String = events.iter().map(|event| format!("\n{event}")).collect();
        assert_eq!(format!("{FIRST_LINE}{printed}"), text, "an event reads as it is written");
        replay(&events).into_values().next().unwrap_or_default()
    }

    #[test]
    fn what_the_computer_is_follows_from_what_happened() {
        let nothing = Piece::default();
        let installed = Piece { installed: true, present: true, ..nothing };
        assert_eq!(after(&["had ORRERY"]), installed);
        assert_eq!(after(&["had-part ORRERY"]), Piece { present: true, ..nothing });
        assert_eq!(after(&["installed ORRERY restart"]), Piece { restart: true, ..installed });
        assert_eq!(after(&["installed ORRERY restart", "restarted"]), installed);
        assert_eq!(after(&["had ORRERY", "removed ORRERY"]), nothing);
        assert_eq!(after(&["failed ORRERY"]), Piece { failures: 1, ..nothing });
        let staged = Piece { staged: true, restart: true, ..nothing };
        assert_eq!(after(&["staged ORRERY", "restarted"]), staged);
        assert_eq!(after(&["staged ORRERY", "committed", "installed ORRERY restart", "restarted"]), installed);
    }

    #[test]
    fn a_corrupt_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("museum-machine.txt");
        for (text, why) in [
            ("", "the first line is not"),
            ("wua museum machine 2\n", "the first line is not"),
            ("wua museum machine 1\n2026-06-01T09:00:00Z exploded", "line 2 is not an event"),
            ("wua museum machine 1\n2026-06-01T09:00:00Z installed 1", "line 2 is not an event"),
            ("wua museum machine 1\n2026-06-01T09:00:00Z restarted twice", "line 2 is not an event"),
        ] {
            fs::write(&path, text).unwrap();
            let error = Journal::open(path.clone(), Vec::new).err().unwrap();
            assert_eq!(error.hresult(), code::ERROR_INVALID_DATA);
            assert!(error.message().contains(why) && error.message().contains("museum-machine.txt"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
