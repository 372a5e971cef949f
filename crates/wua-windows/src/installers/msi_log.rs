//! How far Windows Installer has got, by the log that it writes: the only thing that tells while it runs quietly.
//!
//! It goes through its actions twice: first it plans all of them, then, as part of the last, it carries them out. Which of
//! the usual ones a package has, and how long each takes, nobody says, so what is told is a place in their usual order.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The usual actions, in their usual order.
const ACTIONS: [&str; 32] = [
    "AppSearch",
    "LaunchConditions",
    "ValidateProductID",
    "CostInitialize",
    "FileCost",
    "CostFinalize",
    "InstallValidate",
    "InstallInitialize",
    "ProcessComponents",
    "UnpublishComponents",
    "UnpublishFeatures",
    "StopServices",
    "DeleteServices",
    "RemoveRegistryValues",
    "RemoveShortcuts",
    "RemoveFiles",
    "RemoveFolders",
    "CreateFolders",
    "MoveFiles",
    "InstallFiles",
    "PatchFiles",
    "DuplicateFiles",
    "CreateShortcuts",
    "RegisterClassInfo",
    "WriteRegistryValues",
    "InstallServices",
    "StartServices",
    "RegisterUser",
    "RegisterProduct",
    "PublishComponents",
    "PublishFeatures",
    "PublishProduct",
];

/// The action that carries out what the others have planned.
const LAST: &str = "InstallFinalize";
/// The action that takes off older versions, which go through all actions themselves.
const REMOVAL: &str = "RemoveExistingProducts";

/// How often the log is looked at.
const PACE: Duration = Duration::from_millis(200);
/// No more is read at a time.
const MOST: u64 = 1 << 20;
/// Longer lines name no action.
const LONGEST: usize = 1024;

/// Follows a log while it is written.
pub(super) struct Follower {
    log: PathBuf,
    read: u64,
    looked: Option<Instant>,
    reader: Reader,
}

impl Follower {
    pub(super) fn new(log: &Path) -> Self {
        Self {
            log: log.to_owned(),
            read: 0,
            looked: None,
            reader: Reader::default(),
        }
    }

    /// How many percent are done, if that has changed.
    pub(super) fn look(&mut self) -> Option<i32> {
        if self.looked.is_some_and(|when| when.elapsed() < PACE) {
            return None;
        }
        self.looked = Some(Instant::now());
        let mut file = File::open(&self.log).ok()?;
        file.seek(SeekFrom::Start(self.read)).ok()?;
        let mut bytes = Vec::new();
        let count = file.take(MOST).read_to_end(&mut bytes).ok()?;
        self.read += u64::try_from(count).ok()?;
        self.reader.read(&bytes)
    }
}

/// Finds actions in the lines of a log.
#[derive(Default)]
struct Reader {
    line: Vec<u8>,
    is_carrying_out: bool,
    is_removing: bool,
    percent: i32,
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) -> Option<i32> {
        let before = self.percent;
        for byte in bytes {
            match byte {
                b'\n' => {
                    let line = std::mem::take(&mut self.line);
                    self.line_ended(&String::from_utf8_lossy(&line));
                }
                // In UTF-16, names of actions have a zero after each letter.
                0 | b'\r' => {}
                _ if self.line.len() < LONGEST => self.line.push(*byte),
                _ => {}
            }
        }
        (self.percent > before).then_some(self.percent)
    }

    fn line_ended(&mut self, line: &str) {
        if named(line, "Action ended ") == Some(REMOVAL) {
            self.is_removing = false;
        }
        let Some(action) = begun(line).filter(|_| !self.is_removing) else {
            return;
        };
        match action {
            REMOVAL => self.is_removing = true,
            LAST => self.is_carrying_out = true,
            _ => {}
        }
        let place = ACTIONS.iter().position(|name| *name == action);
        let Some(place) = place.and_then(|place| i32::try_from(place).ok()) else {
            return;
        };
        // What is carried out takes longer than planning it.
        let percent = if self.is_carrying_out {
            20 + place * 80 / 32
        } else {
            place * 20 / 32
        };
        self.percent = self.percent.max(percent);
    }
}

/// The action that begins. OBSERVED: Wine has lines of the first kind only. Windows is documented to write the others in
/// every language.
fn begun(line: &str) -> Option<&str> {
    let after = |words| line.split_once(words).map(|(_, rest)| rest);
    named(line, "Action start ")
        .or_else(|| after("Doing action: "))
        .or_else(|| after("Executing op: ActionStart(Name=")?.split(',').next())
}

/// `Action start 9:39:21: InstallFiles.`, and what may follow.
fn named<'a>(line: &'a str, words: &str) -> Option<&'a str> {
    let (_, rest) = line.strip_prefix(words)?.split_once(": ")?;
    rest.split('.').next()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(lines: &[&str]) -> Vec<i32> {
        let mut reader = Reader::default();
        let told = |line: &&str| reader.read(format!("{line}\r\n").as_bytes());
        lines.iter().filter_map(told).collect()
    }

    #[test]
    fn what_is_planned_counts_less_than_what_is_carried_out() {
        let told = read(&[
            "=== Logging started: 11/21/2026  9:39:21 ===",
            "Action start 9:39:21: INSTALL.",
            "Action start 9:39:21: CostInitialize.",
            "Action ended 9:39:21: CostInitialize. Return value 1.",
            "Action start 9:39:21: InstallFiles.",
            "Action start 9:39:22: InstallFinalize.",
            "Action start 9:39:22: ProcessComponents.",
            "Action start 9:39:23: InstallFiles.",
            "File: readme.txt,  Directory: INSTALLDIR,  Size: 966",
            "Action start 9:39:24: SomethingOfItsOwn.",
            "Action start 9:39:24: PublishProduct.",
        ]);
        assert_eq!(told, [1, 11, 40, 67, 97]);
    }

    #[test]
    fn lines_of_windows_are_known() {
        let told = read(&[
            "MSI (s) (10:5C) [12:00:00:000]: Doing action: InstallFinalize",
            "MSI (s) (10:5C) [12:00:00:000]: Executing op: ActionStart(Name=InstallFiles,Description=x,Template=y)",
        ]);
        assert_eq!(told, [67]);
    }

    #[test]
    fn it_never_goes_back_and_an_older_version_that_is_taken_off_does_not_count() {
        let told = read(&[
            "Action start 1:00:00: InstallInitialize.",
            "Action start 1:00:00: RemoveExistingProducts.",
            "Action start 1:00:00: InstallFinalize.",
            "Action start 1:00:00: PublishProduct.",
            "Action ended 1:00:00: RemoveExistingProducts. Return value 1.",
            "Action start 1:00:00: AppSearch.",
            "Action start 1:00:00: InstallFiles.",
        ]);
        assert_eq!(told, [4, 11]);
    }

    #[test]
    fn a_log_is_followed_in_pieces_and_in_utf_16() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("msi.log");
        let mut follower = Follower::new(&log);
        assert_eq!(follower.look(), None, "there is none yet");
        let text = "\u{feff}=== Logging ===\r\nAction start 9:39:21: InstallFinalize.\r\nAction start 9:39:21: InstallFiles.\r\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut told = Vec::new();
        for end in [7, 100, bytes.len()] {
            fs::write(&log, &bytes[..end]).unwrap();
            follower.looked = None;
            told.extend(follower.look());
        }
        assert_eq!(told, [67]);
        fs::write(&log, "").unwrap();
        follower.looked = None;
        assert_eq!(follower.look(), None, "it became shorter");
    }

    #[test]
    fn a_line_without_an_end_takes_no_memory() {
        let mut reader = Reader::default();
        for _ in 0..100 {
            assert_eq!(reader.read(&[b'x'; 10_000]), None);
        }
        assert_eq!(reader.line.len(), LONGEST);
    }
}
