//! The processes of one run, and ending them without touching any other.
//!
//! Those that Wine starts leave the process tree, and some their session: what they keep is their environment.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use wua_com::{Error, code};

use super::super::unique;
use super::carrier::BATCH;

/// The variable with the mark of a run.
pub(super) const VARIABLE: &str = "WUA_RUN";

/// Processes of Wine itself. The first program of a prefix starts them, and they serve all others as well; they end by
/// themselves.
const SYSTEM: [&str; 8] = [
    "services.exe",
    "winedevice.exe",
    "plugplay.exe",
    "svchost.exe",
    "rpcss.exe",
    "explorer.exe",
    "wineserver",
    "wineserver64",
];

/// How long the process of the desktop takes to begin.
const STARTING: Duration = Duration::from_millis(500);

/// Marks all processes of one run.
#[derive(Debug)]
pub(super) struct Mark {
    value: String,
}

impl Mark {
    pub(super) fn new(prefix: &Path) -> Self {
        Self {
            value: format!("{}@{}", unique("run"), prefix.display()),
        }
    }

    pub(super) fn value(&self) -> &OsStr {
        OsStr::new(&self.value)
    }

    /// Ends all processes of the run, and returns when they are gone.
    pub(super) fn end_all(&self, deadline: Instant) -> Result<(), Error> {
        loop {
            // One may have started another meanwhile.
            let left = processes()
                .filter(|pid| self.end(*pid, |pid| !is_of_the_system(pid)))
                .count();
            if left == 0 {
                break;
            }
            if Instant::now() >= deadline {
                return Err(Error::new(
                    code::WU_E_UH_INSTALLERHUNG,
                    format!("{left} processes of the installer cannot be ended"),
                ));
            }
            thread::sleep(Duration::from_millis(10));
        }
        thread::sleep(STARTING);
        let _ = processes().filter(|pid| self.end(*pid, has_never_begun)).count();
        Ok(())
    }

    /// Whether it is one of the run and of those that are meant, which was asked to end.
    fn end(&self, pid: Pid, is_meant: impl Fn(Pid) -> bool) -> bool {
        // What is found out below is of the process that the descriptor stands for, or of none: ids are used again.
        let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) else {
            return false;
        };
        if !is_marked(pid, |value| value == self.value.as_bytes()) || !is_meant(pid) || is_dead(pid) {
            return false;
        }
        pidfd_send_signal(process, Signal::KILL).is_ok()
    }
}

/// Whether an installer is at work in the prefix, of this process or another. What one has left running is not.
pub(super) fn is_any_at_work(prefix: &Path) -> bool {
    let end = format!("@{}", prefix.display());
    processes().any(|pid| {
        is_marked(pid, |value| value.ends_with(end.as_bytes())) && runs_the_interpreter(pid) && !is_dead(pid)
    })
}

/// Whether anything runs in the prefix that an installer has left, or the installer itself.
pub(super) fn is_any_left(prefix: &Path) -> bool {
    let end = format!("@{}", prefix.display());
    processes().any(|pid| {
        is_marked(pid, |value| value.ends_with(end.as_bytes())) && !is_of_the_system(pid) && !is_dead(pid)
    })
}

/// What no other process has in common with this one, nor one after the next start of the computer.
pub(super) fn born(pid: Pid) -> Option<String> {
    let start = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let status = file(pid, "stat");
    let status = String::from_utf8_lossy(&status);
    // The name, in parentheses, may have spaces; the time is the 20th field after it.
    let (_, fields) = status.rsplit_once(')')?;
    let time = fields.split_ascii_whitespace().nth(19)?;
    Some(format!("{} {} {time}", start.trim(), pid.as_raw_nonzero()))
}

fn processes() -> impl Iterator<Item = Pid> {
    let entries = fs::read_dir("/proc").into_iter().flatten();
    entries.filter_map(|entry| Pid::from_raw(entry.ok()?.file_name().to_str()?.parse().ok()?))
}

fn file(pid: Pid, name: &str) -> Vec<u8> {
    fs::read(format!("/proc/{}/{name}", pid.as_raw_nonzero())).unwrap_or_default()
}

fn is_marked(pid: Pid, is_it: impl Fn(&[u8]) -> bool) -> bool {
    let environment = file(pid, "environ");
    let mut variables = environment.split(|byte| *byte == 0);
    variables.any(|variable| {
        variable
            .strip_prefix(VARIABLE.as_bytes())
            .and_then(|rest| rest.strip_prefix(b"="))
            .is_some_and(&is_it)
    })
}

fn is_of_the_system(pid: Pid) -> bool {
    let name = file(pid, "comm");
    let name = OsStr::from_bytes(name.trim_ascii_end());
    SYSTEM.iter().any(|of_wine| name == *of_wine)
}

/// OBSERVED: the process of the desktop, whose creator was ended meanwhile, waits for it forever and keeps Wine's server
/// from ending. One that has begun has more than one thread.
fn has_never_begun(pid: Pid) -> bool {
    let status = file(pid, "status");
    let status = String::from_utf8_lossy(&status);
    let threads = status.lines().find_map(|line| line.strip_prefix("Threads:"));
    threads.is_some_and(|count| count.trim() == "1") && file(pid, "comm").starts_with(b"explorer.exe")
}

/// It is the process that carries a line, or is about to.
fn runs_the_interpreter(pid: Pid) -> bool {
    let line = file(pid, "cmdline");
    let line = String::from_utf8_lossy(&line);
    line.contains("cmd.exe") && (line.contains(BATCH) || line.contains("!WUA_LINE!"))
}

/// It has ended, and nobody has asked how.
fn is_dead(pid: Pid) -> bool {
    let status = file(pid, "stat");
    let state = status.rsplit(|byte| *byte == b')').next();
    matches!(state.and_then(|rest| rest.get(1)), None | Some(b'Z' | b'X'))
}
