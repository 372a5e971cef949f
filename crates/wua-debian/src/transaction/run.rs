//! One run of apt-get, watched.
//!
//! What it writes goes into memory that it shares with this process, not into pipes: it goes on undisturbed should this
//! process die, and nobody waits for what a script has left running.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use wua_agent::ports::Abort;
use wua_com::{Error, code};

use super::lock::RunFile;
use super::status_descriptor::Message;
use crate::apt::{Program, visible};

/// What became of a run.
pub(super) struct Run {
    pub(super) status: ExitStatus,
    /// What apt, dpkg and the scripts wrote.
    pub(super) output: String,
    /// What dpkg said of packages that failed.
    pub(super) failures: HashMap<String, String>,
    /// dpkg was at work.
    pub(super) has_changed: bool,
    /// It was stopped before anything was changed.
    pub(super) is_stopped: bool,
}

impl Run {
    /// Why a package failed, if dpkg said so: after its words, those of the script that failed.
    pub(super) fn failure(&self, package: &str) -> Option<String> {
        let words = self.failures.get(package)?;
        let lines: Vec<&str> = self.output.lines().collect();
        let names = |line: &&str| {
            line.strip_prefix("dpkg: error processing ").is_some_and(|rest| {
                let subject = rest.split(' ').nth(1).unwrap_or_default();
                let file = subject.rsplit('/').next().unwrap_or_default();
                [':', '_', ' ']
                    .iter()
                    .any(|end| file.split(*end).next() == Some(package))
            })
        };
        let at = lines.iter().position(names).unwrap_or(0);
        let before = || lines.iter().take(at).rev();
        let mut own: Vec<&str> = before().copied().take_while(is_of_a_script).collect();
        // What follows on lines of apt is apt's.
        let is_run_by_dpkg = before().nth(own.len()).is_some_and(|line| {
            let mut starts = OF_DPKG.iter();
            starts.any(|start| line.starts_with(start))
        });
        own.truncate(if is_run_by_dpkg { LINES_OF_A_SCRIPT } else { 0 });
        own.push(words);
        own.reverse();
        Some(own.join("; "))
    }
}

/// What is neither dpkg's nor apt's.
fn is_of_a_script(line: &&str) -> bool {
    let mut starts = OF_DPKG.iter().chain(&OF_APT);
    !line.is_empty() && !starts.any(|start| line.starts_with(start))
}

/// How lines begin after which scripts speak.
const OF_DPKG: [&str; 8] = [
    "Configuration file",
    "dpkg: ",
    "Preparing ",
    "Processing ",
    "Removing ",
    "Selecting ",
    "Setting up ",
    "Unpacking ",
];

const OF_APT: [&str; 5] = [" ", "(Reading ", "E: ", "Fetched ", "Get:"];

const LINES_OF_A_SCRIPT: usize = 5;

/// The end of it is what explains a failure.
const KEPT_OUTPUT: usize = 256 << 10;

/// No line is longer than this; a longer one is several.
const LONGEST_LINE: usize = 64 << 10;

/// How often it is looked what was written, and whether somebody asked to stop.
const PACE: Duration = Duration::from_millis(10);

/// Runs apt-get or dpkg to its end. `told` learns how far which package has got. A request to stop is obeyed as long as
/// apt-get only fetches files: nobody should stop dpkg in the middle.
pub(super) fn run(
    mut program: Program,
    file: Option<&RunFile>,
    told: &mut dyn FnMut(&str, i32),
    abort: Option<&Abort>,
) -> Result<Run, Error> {
    let no_memory = |error: io::Error| {
        Error::new(
            code::E_OUTOFMEMORY,
            format!("no memory for what apt and dpkg tell: {error}"),
        )
    };
    let status = memory().map_err(no_memory)?;
    let output = memory().map_err(no_memory)?;
    program.command.stdout(output.try_clone().map_err(no_memory)?);
    program.command.stderr(status.try_clone().map_err(no_memory)?);
    if let Some(file) = file {
        program.command.stdin(file.shared().map_err(no_memory)?);
    }
    let spawned = program.command.spawn();
    let mut child = spawned.map_err(|error| program.not_started(&error))?;
    let mut watch = Watch {
        status: Lines::of(status),
        output: Lines::of(output),
        kept: String::new(),
        failures: HashMap::new(),
        is_changing: false,
        is_stopped: false,
    };
    let ended = watch.follow(&mut child, told, abort);
    let status = ended.map_err(|error| Error::new(code::E_FAIL, format!("the process was lost: {error}")))?;
    Ok(Run {
        status,
        output: watch.kept,
        failures: watch.failures,
        has_changed: watch.is_changing,
        is_stopped: watch.is_stopped && !watch.is_changing,
    })
}

/// A file that has no place on a disk.
#[cfg(target_os = "linux")]
fn memory() -> io::Result<File> {
    use rustix::fs::{MemfdFlags, memfd_create};
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    Ok(File::from(memfd_create("wua-apt-get", flags)?))
}

#[cfg(not(target_os = "linux"))]
fn memory() -> io::Result<File> {
    tempfile::tempfile()
}

/// Whatever still writes there is told that there is no room, and takes none.
#[cfg(target_os = "linux")]
fn close(file: &File) {
    // Where that is not possible it is only memory.
    let _ = rustix::fs::fcntl_add_seals(file, rustix::fs::SealFlags::GROW);
}

#[cfg(not(target_os = "linux"))]
fn close(_: &File) {}

/// A file that grows, line by line.
struct Lines {
    file: File,
    at: u64,
    begun: Vec<u8>,
}

impl Lines {
    fn of(file: File) -> Self {
        Self {
            file,
            at: 0,
            begun: Vec::new(),
        }
    }

    /// The next lines that were written to their end. None for now, if there are none.
    fn next(&mut self) -> Vec<String> {
        let mut buffer = [0; 16 << 10];
        let mut lines = Vec::new();
        let count = self.file.read_at(&mut buffer, self.at).unwrap_or_default();
        self.at += u64::try_from(count).unwrap_or_default();
        for byte in buffer.iter().take(count) {
            if *byte != b'\n' {
                self.begun.push(*byte);
            }
            if *byte == b'\n' || self.begun.len() >= LONGEST_LINE {
                lines.extend(self.rest());
            }
        }
        lines
    }

    /// A line that has not been ended, if there is one. Nobody promises that a script writes UTF-8.
    fn rest(&mut self) -> Option<String> {
        let line = visible(String::from_utf8_lossy(&self.begun).trim_end());
        let is_any = !self.begun.is_empty();
        self.begun.clear();
        is_any.then_some(line)
    }
}

/// Asks apt-get to stop: by an interrupt, which it lets pass as soon as dpkg is at work, unless it lets all of them pass because
/// who started this process did (`nohup`, and `&` in a script).
fn stop(child: &Child) {
    let Some(id) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
        return;
    };
    let signal = if ignores_interrupts(id) {
        Signal::TERM
    } else {
        Signal::INT
    };
    // It may just have ended by itself.
    let _ = kill_process(id, signal);
}

/// `SigIgn`, as `proc_pid_status(5)` describes it.
fn ignores_interrupts(id: Pid) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", id.as_raw_nonzero()));
    let status = status.unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (Signal::INT.as_raw() - 1) & 1 == 1)
}

struct Watch {
    status: Lines,
    output: Lines,
    /// The end of all output.
    kept: String,
    failures: HashMap<String, String>,
    /// dpkg is at work.
    is_changing: bool,
    is_stopped: bool,
}

impl Watch {
    /// Until the program has ended.
    fn follow(
        &mut self,
        child: &mut Child,
        told: &mut dyn FnMut(&str, i32),
        abort: Option<&Abort>,
    ) -> io::Result<ExitStatus> {
        loop {
            let ended = child.try_wait()?;
            if ended.is_some() {
                close(&self.status.file);
                close(&self.output.file);
            }
            self.read(told);
            if let Some(status) = ended {
                let (line, rest) = (self.status.rest(), self.output.rest());
                if let Some(line) = line {
                    self.message(&line, told);
                }
                if let Some(line) = rest {
                    self.keep(&line);
                }
                return Ok(status);
            }
            if abort.is_some_and(Abort::is_requested) && !self.is_changing && !self.is_stopped {
                self.is_stopped = true;
                stop(child);
            }
            thread::sleep(PACE);
        }
    }

    /// All that has been written until now.
    fn read(&mut self, told: &mut dyn FnMut(&str, i32)) {
        loop {
            let before = (self.status.at, self.output.at);
            for line in self.status.next() {
                self.message(&line, told);
            }
            for line in self.output.next() {
                self.keep(&line);
            }
            if before == (self.status.at, self.output.at) {
                return;
            }
        }
    }

    fn message(&mut self, line: &str, told: &mut dyn FnMut(&str, i32)) {
        match Message::parse(line) {
            Some(Message::Fetching) => {}
            Some(Message::Working { package, percent }) => {
                self.is_changing = true;
                told(package, percent);
            }
            Some(Message::Failed { package, words }) => {
                self.is_changing = true;
                self.failures
                    .entry(package.to_owned())
                    .or_insert_with(|| words.to_owned());
            }
            None => self.is_changing |= line.starts_with("pm"),
        }
    }

    fn keep(&mut self, line: &str) {
        self.kept.push_str(line);
        self.kept.push('\n');
        if self.kept.len() > 2 * KEPT_OUTPUT {
            let mut cut = self.kept.len() - KEPT_OUTPUT;
            while !self.kept.is_char_boundary(cut) {
                cut += 1;
            }
            self.kept.drain(..cut);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt as _;

    use super::*;

    #[test]
    fn a_failure_is_told_in_the_words_of_dpkg_and_of_the_script() {
        let failures = [("bad", "script returned 3"), ("other", "trying to overwrite")];
        let run = Run {
            status: ExitStatus::from_raw(100 << 8),
            output:
                "Setting up good (1) ...\nall is well\nSetting up bad:amd64 (2) ...\nline one\nline two\n\
                     dpkg: error processing package bad:amd64 (--configure):\n script returned 3\n\
                     dpkg: error processing archive /var/cache/apt/archives/other_1_all.deb (--unpack):\n"
                    .to_owned(),
            failures: failures
                .map(|(name, words)| (name.to_owned(), words.to_owned()))
                .into(),
            has_changed: true,
            is_stopped: false,
        };
        assert_eq!(
            run.failure("bad").unwrap(),
            "script returned 3; line one; line two"
        );
        assert_eq!(run.failure("other").unwrap(), "trying to overwrite");
        assert_eq!(run.failure("good"), None);
    }
}
