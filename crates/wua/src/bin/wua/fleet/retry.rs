//! The file of `--retry-failed`: what was asked for, and the outcome of each host, one JSON object a line.
//!
//! INVARIANT: an outcome is one line, and one write behind all others. So a kill can only leave a last line that has no
//! end, and that one counts for nothing.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use wua::{Error, code};

use crate::failure::Failure;
use crate::fleet::outcome::HostRecord;
use crate::output::json;

/// A file that is longer has been confused with another.
const LONGEST_FILE: u64 = 256 << 20;

/// What every line begins with.
const BEGINNING: &[u8] = b"{\"schema\":";

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    /// The verb and its arguments.
    arguments: Vec<String>,
}

/// Any line, as far as it is looked at.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
}

/// The file, and nobody else's as long as it is open.
pub(crate) struct Outcomes {
    path: PathBuf,
    file: File,
    done: HashSet<String>,
}

impl Outcomes {
    /// Reads what became of the hosts so far. A file of another command is refused.
    pub(crate) fn open(path: &Path, arguments: &[String]) -> Result<Self, Failure> {
        let failed = |error: io::Error| unusable(path, &error);
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(failed)?;
        lock(&file, path)?;
        let mut text = Vec::new();
        Read::by_ref(&mut file)
            .take(LONGEST_FILE)
            .read_to_end(&mut text)
            .map_err(failed)?;
        // What has no end was never written; unless it is something else that somebody wants to keep.
        let length = text
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let torn = text.split_off(length);
        if !torn.iter().zip(BEGINNING).all(|(found, wanted)| found == wanted) {
            return Err(foreign(path, String::from_utf8_lossy(&text).lines().count() + 1));
        }
        let text = String::from_utf8(text).map_err(|_| foreign(path, 1))?;
        let header = Header {
            arguments: arguments.to_vec(),
        };
        let mut outcomes = Self {
            path: path.to_owned(),
            file,
            done: understood(path, &text, &header)?,
        };
        if !torn.is_empty() {
            let length = u64::try_from(length).unwrap_or(u64::MAX);
            outcomes.file.set_len(length).map_err(failed)?;
        }
        if text.is_empty() {
            outcomes.write(&json::line("retry", &header))?;
        }
        Ok(outcomes)
    }

    /// Whether there is nothing left to do with a host.
    pub(crate) fn is_done(&self, host: &str) -> bool {
        self.done.contains(host)
    }

    /// Keeps an outcome.
    pub(crate) fn keep(&mut self, host: &HostRecord) -> Result<(), Failure> {
        self.write(&json::line("host", host))
    }

    fn write(&mut self, line: &str) -> Result<(), Failure> {
        let before = self.file.metadata().map(|about| about.len());
        let written = self.file.write_all(format!("{line}\n").as_bytes());
        written.map_err(|error| {
            // What is half written would spoil the next line.
            if let Ok(before) = before {
                let _ = self.file.set_len(before);
            }
            unusable(&self.path, &error)
        })
    }
}

/// A process that is just being started may hold it for a moment longer than the run that has ended.
fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    let patience = Instant::now() + Duration::from_secs(1);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(unusable(path, &error)),
            Err(TryLockError::WouldBlock) if Instant::now() < patience => sleep(Duration::from_millis(10)),
            Err(TryLockError::WouldBlock) => {
                let message = format!("{} is used by another run that has not ended", path.display());
                return Err(Failure::usage(message));
            }
        }
    }
}

/// The hosts that are done.
fn understood(path: &Path, text: &str, header: &Header) -> Result<HashSet<String>, Failure> {
    let mut done = HashSet::new();
    let mut lines = text.lines().enumerate();
    let Some((_, first)) = lines.next() else {
        return Ok(done);
    };
    let written: Header = of_kind(first, "retry").ok_or_else(|| foreign(path, 1))?;
    if written != *header {
        let message = format!(
            "{} belongs to another command: `wua {}`",
            path.display(),
            written.arguments.join(" ")
        );
        return Err(Failure::usage(message).hint("every command has a file of its own"));
    }
    for (index, line) in lines {
        let host: HostRecord = of_kind(line, "host").ok_or_else(|| foreign(path, index + 1))?;
        // The last word on a host counts.
        if host.is_done() {
            done.insert(host.host);
        } else {
            done.remove(&host.host);
        }
    }
    Ok(done)
}

fn of_kind<'a, T: Deserialize<'a>>(line: &'a str, kind: &str) -> Option<T> {
    let head: Head<'a> = serde_json::from_str(line).ok()?;
    (head.kind == kind).then(|| serde_json::from_str(line).ok())?
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    let hresult = match error.kind() {
        io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
        io::ErrorKind::NotFound => code::COR_E_DIRECTORYNOTFOUND,
        _ => code::E_FAIL,
    };
    Error::new(
        hresult,
        format!("keeping outcomes in {}: {error}", path.display()),
    )
    .into()
}

fn foreign(path: &Path, line: usize) -> Failure {
    Failure::usage(format!("{} keeps no outcomes: see line {line}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::exit::Exit;

    fn arguments(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn host(name: &str, exit: Exit) -> HostRecord {
        HostRecord {
            host: name.to_owned(),
            exit_code: exit.number(),
            ..HostRecord::default()
        }
    }

    #[test]
    fn a_kill_in_the_middle_of_a_line_loses_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outcomes");
        let search = arguments(&["search"]);
        let mut outcomes = Outcomes::open(&path, &search).unwrap();
        for (name, exit) in [
            ("pc1", Exit::Done),
            ("pc2", Exit::Unreachable),
            ("pc3", Exit::UpdatesAvailable),
        ] {
            outcomes.keep(&host(name, exit)).unwrap();
        }
        drop(outcomes);
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, whole.get(..length).unwrap()).unwrap();
            let mut outcomes = Outcomes::open(&path, &search).unwrap();
            let ends = std::str::from_utf8(whole.get(..length).unwrap())
                .unwrap()
                .matches('\n')
                .count();
            assert_eq!(outcomes.is_done("pc1"), ends >= 2, "{length}");
            assert!(!outcomes.is_done("pc2") && !outcomes.is_done("pc3"));
            outcomes.keep(&host("pc2", Exit::Done)).unwrap();
            drop(outcomes);
            let outcomes = Outcomes::open(&path, &search).unwrap();
            assert!(outcomes.is_done("pc2"), "{length}");
            assert_eq!(outcomes.is_done("pc1"), ends >= 2, "{length}");
        }
    }

    #[test]
    fn the_last_word_on_a_host_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outcomes");
        let mut outcomes = Outcomes::open(&path, &[]).unwrap();
        outcomes.keep(&host("pc1", Exit::Done)).unwrap();
        outcomes.keep(&host("pc1", Exit::Failed)).unwrap();
        drop(outcomes);
        assert!(!Outcomes::open(&path, &[]).unwrap().is_done("pc1"));
    }

    #[test]
    fn a_file_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outcomes");
        drop(Outcomes::open(&path, &arguments(&["install", "--yes"])).unwrap());
        assert!(Outcomes::open(&path, &arguments(&["search"])).is_err());
        let kept = Outcomes::open(&path, &arguments(&["install", "--yes"])).unwrap();
        assert!(
            Outcomes::open(&path, &arguments(&["install", "--yes"])).is_err(),
            "it is in use"
        );
        drop(kept);
        for text in ["dear diary\n", "dear diary"] {
            fs::write(&path, text).unwrap();
            assert!(Outcomes::open(&path, &[]).is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
