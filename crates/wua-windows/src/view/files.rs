//! Files: where a path leads, and what is known of what is there.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::time::{Duration, SystemTime};

use wua_rules::applicability::{Answer, FileFacts};

use super::{Look, Machine};
use crate::names::{are_same, begins_with, fold};
use crate::pe;

/// A complete path: a drive, and the names below it. It has no `..`, so it leads nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilePath {
    /// The letter of the drive, a capital.
    pub(crate) drive: char,
    /// The names, none of them empty.
    pub(crate) names: Vec<String>,
}

/// A file that is there.
#[derive(Debug)]
pub(crate) struct FoundFile {
    /// Where, as the computer spells it.
    pub(crate) path: String,
    /// Bytes.
    pub(crate) size: u64,
    pub(crate) created: Option<i64>,
    pub(crate) modified: Option<i64>,
    /// What is in it; nothing if it may not be read.
    pub(crate) content: Option<File>,
}

/// Longer paths are not looked for.
const LONGEST: usize = 32_767;

/// What cannot be part of a name; a colon would begin the name of a stream.
const NEVER_IN_NAMES: [char; 5] = ['<', '>', '"', '|', '?'];

impl FilePath {
    /// The path that a base and the rest of a path make. An error says why it leads to nothing that can be looked for,
    /// and nothing comes of names that no file can have.
    pub(crate) fn join(base: &str, path: &str) -> Look<Option<Self>> {
        let whole = if base.is_empty() {
            path.to_owned()
        } else {
            format!("{base}\\{path}")
        };
        let whole = whole.replace('/', "\\");
        if whole.len() > LONGEST {
            return Err("the path is longer than paths of Windows can be".to_owned());
        }
        if whole.starts_with("\\\\") {
            return Err(format!("`{whole}` is not on a drive of this computer"));
        }
        let mut letters = whole.chars();
        let (Some(drive), Some(':'), Some('\\')) = (letters.next(), letters.next(), letters.next()) else {
            return Err(format!("`{whole}` is no complete path: it begins with no drive"));
        };
        if !drive.is_ascii_alphabetic() {
            return Err(format!("`{whole}` is no complete path: it begins with no drive"));
        }
        let mut names: Vec<String> = Vec::new();
        for name in letters.as_str().split('\\') {
            match name {
                "" | "." => {}
                // At the top there is nothing above, as in Windows.
                ".." => drop(names.pop()),
                _ => {
                    let name = name.trim_end_matches(['.', ' ']);
                    if name.is_empty() {
                        continue;
                    }
                    if name.contains(':') {
                        return Err(format!("`{whole}` names a stream of a file"));
                    }
                    if is_device(name) {
                        return Err(format!("`{whole}` names a device"));
                    }
                    let is_impossible =
                        |letter: char| letter < ' ' || letter == '*' || NEVER_IN_NAMES.contains(&letter);
                    if name.contains(is_impossible) {
                        return Ok(None);
                    }
                    names.push(name.to_owned());
                }
            }
        }
        Ok(Some(Self {
            drive: drive.to_ascii_uppercase(),
            names,
        }))
    }
}

impl std::fmt::Display for FilePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.drive)?;
        if self.names.is_empty() {
            f.write_str("\\")?;
        }
        self.names.iter().try_for_each(|name| write!(f, "\\{name}"))
    }
}

/// Whether a name is that of a device in every folder, whatever follows a dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    let plain = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    if plain.iter().any(|device| are_same(stem, device)) {
        return true;
    }
    let is_numbered = ["COM", "LPT"].iter().any(|device| begins_with(stem, device));
    let mut number = stem.chars().skip(3);
    is_numbered && matches!(number.next(), Some('1'..='9' | '¹' | '²' | '³')) && number.next().is_none()
}

/// What was found out of files: each is looked at once.
#[derive(Default)]
pub(super) struct Known(RefCell<HashMap<String, Answer>>);

impl Known {
    /// The facts of a file.
    pub(super) fn facts(&self, machine: &impl Machine, base: &str, path: &str) -> Look<Answer> {
        let Some(path) = FilePath::join(base, path)? else {
            return Ok(Answer::Absent);
        };
        let name = fold(&path.to_string());
        if let Some(answer) = self.0.borrow().get(&name) {
            return Ok(answer.clone());
        }
        let answer = match machine.file(&path) {
            Ok(Some(file)) => facts(file),
            Ok(None) => Answer::Absent,
            Err(reason) => Answer::Unavailable(reason),
        };
        self.0.borrow_mut().insert(name, answer.clone());
        Ok(answer)
    }
}

fn facts(file: FoundFile) -> Answer {
    let version = match file.content.as_ref().map(pe::version) {
        Some(Ok(version)) => version,
        Some(Err(error)) => return Answer::Unavailable(format!("{}: {error}", file.path)),
        None => return Answer::Unavailable(format!("{} may not be read", file.path)),
    };
    Answer::File(FileFacts {
        path: file.path,
        size: file.size,
        version: version.map(|version| version.file),
        language: version.map(|version| version.language),
        created: file.created,
        modified: file.modified,
    })
}

/// A time as files of Windows have it: 100 nanoseconds since 1601.
pub(crate) fn file_time(time: SystemTime) -> Option<i64> {
    /// From 1601 to 1970.
    const EPOCH: i64 = 116_444_736_000_000_000;
    let units = |since: Duration| i64::try_from(since.as_nanos() / 100).ok();
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => units(after)?.checked_add(EPOCH),
        // What is not a whole unit belongs to the unit before.
        Err(before) => {
            let nanos = i64::try_from(before.duration().as_nanos().div_ceil(100)).ok()?;
            EPOCH.checked_sub(nanos)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str, path: &str) -> String {
        let path = FilePath::join(base, path).unwrap();
        path.map_or("impossible".to_owned(), |path| path.to_string())
    }

    #[test]
    fn a_path_is_joined_with_one_separator() {
        assert_eq!(
            joined("C:\\Program Files\\", "\\Acme/a.exe"),
            "C:\\Program Files\\Acme\\a.exe"
        );
        assert_eq!(joined("", "c:\\\\windows\\.\\x"), "C:\\windows\\x");
    }

    #[test]
    fn a_path_leaves_no_drive() {
        assert_eq!(joined("C:\\a\\b", "..\\..\\..\\..\\etc"), "C:\\etc");
        assert_eq!(joined("", "C:\\.."), "C:\\");
    }

    #[test]
    fn dots_and_spaces_at_the_end_are_nothing() {
        assert_eq!(joined("C:\\a. .", "b.txt. "), "C:\\a\\b.txt");
        assert_eq!(joined("C:\\a", "...\\b"), "C:\\a\\b");
    }

    #[test]
    fn what_is_on_no_drive_is_refused() {
        for path in [
            "\\\\server\\share\\x",
            "\\\\.\\C:\\x",
            "\\\\?\\C:\\x",
            "x",
            "C:x",
            "C:",
            "",
            "1:\\x",
            "\\x",
        ] {
            assert!(FilePath::join("", path).is_err(), "{path}");
        }
        assert!(FilePath::join("C:", "x").is_ok());
    }

    #[test]
    fn devices_and_streams_are_refused() {
        for name in [
            "nul",
            "NUL.txt",
            "con",
            "com1",
            "LPT9.x.y",
            "Aux .a",
            "file:stream",
            "x::$DATA",
        ] {
            assert!(FilePath::join("C:\\a", name).is_err(), "{name}");
        }
        for name in ["null", "com", "com10", "com0", "lpt", "auxiliary"] {
            assert!(FilePath::join("C:\\a", name).is_ok(), "{name}");
        }
    }

    #[test]
    fn names_that_no_file_has_lead_nowhere() {
        for name in ["a*", "a?b", "a<b", "a\"b", "a\u{1}b", "a\0b"] {
            assert_eq!(joined("C:\\a", name), "impossible", "{name:?}");
        }
    }

    #[test]
    fn times_are_counted_from_1601() {
        assert_eq!(file_time(SystemTime::UNIX_EPOCH), Some(116_444_736_000_000_000));
        let before = SystemTime::UNIX_EPOCH - Duration::from_nanos(150);
        assert_eq!(file_time(before), Some(116_444_735_999_999_998));
    }
}
