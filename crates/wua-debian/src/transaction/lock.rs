//! Who changes the packages of a computer.
//!
//! dpkg and apt hold locks while they do. apt-get asks for them only some time after it was started, and waits for them
//! if somebody else has them: so that no engine takes that for idleness, the number of its process is written down. A
//! lock of ours that it inherits would not do: what a script leaves running would inherit it as well.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::{Flock, FlockType, fcntl_getlk};
use wua_agent::ports::Abort;
use wua_com::{Error, code};

use crate::computer::Computer;

/// Where the number of the process stands that was started here. Gone with this.
pub(super) struct RunFile {
    file: File,
    path: PathBuf,
}

/// apt's and dpkg's own, in the order in which they are taken.
const LOCKS: [&str; 2] = ["var/lib/dpkg/lock-frontend", "var/lib/dpkg/lock"];

/// How often it is looked whether it is over.
const PACE: Duration = Duration::from_millis(50);

impl RunFile {
    /// `None` where there is no folder for it: then the locks of apt and dpkg have to do.
    pub(super) fn create(root: &Path) -> Option<Self> {
        let path = path(root);
        // What lies there is of a process that has ended. It is no link to somewhere else.
        let _ = fs::remove_file(&path);
        let file = File::options()
            .create_new(true)
            .read(true)
            .write(true)
            .open(&path)
            .ok()?;
        Some(Self { file, path })
    }

    /// For the process, which writes its number there.
    pub(super) fn shared(&self) -> io::Result<File> {
        self.file.try_clone()
    }
}

impl Drop for RunFile {
    fn drop(&mut self) {
        if !is_running(&self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn path(root: &Path) -> PathBuf {
    root.join("run/wua-apt-get.pid")
}

/// Whether the process still runs whose number stands in a file.
fn is_running(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else {
        return false;
    };
    let written = fs::metadata(path).and_then(|file| file.modified());
    let written = written.unwrap_or(UNIX_EPOCH);
    let Ok(process) = text.trim().parse::<u32>() else {
        // It has only just been started.
        return written.elapsed().is_ok_and(|age| age < Duration::from_secs(1));
    };
    // Numbers are given again: whoever began later is somebody else.
    started(process).is_some_and(|started| started <= written + Duration::from_secs(5))
}

/// When a process began, if it has not ended.
fn started(process: u32) -> Option<SystemTime> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // After the name, which may be anything.
    let mut fields = stat.rsplit(") ").next()?.split(' ');
    let has_ended = matches!(fields.next()?, "Z" | "X");
    let ticks: u64 = fields.nth(18)?.parse().ok()?;
    let system = fs::read_to_string("/proc/stat").ok()?;
    let boot = system.lines().find_map(|line| line.strip_prefix("btime "))?;
    let boot = Duration::from_secs(boot.trim().parse().ok()?);
    let since = Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second().max(1));
    (!has_ended).then_some(UNIX_EPOCH + boot + since)
}

/// Who changes the packages below a root, in words. Only root can tell; nobody else can install.
pub(crate) fn holder(root: &Path) -> Option<String> {
    let of_apt = LOCKS.iter().find_map(|name| {
        // Asking does not take it: who took it only to see would be in the way of others.
        let file = File::options().write(true).open(root.join(name)).ok()?;
        let lock = fcntl_getlk(&file, &Flock::from(FlockType::WriteLock)).ok()??;
        Some(
            lock.pid
                .map_or_else(another, |pid| described(pid.as_raw_nonzero().get())),
        )
    });
    of_apt.or_else(|| is_running(&path(root)).then(|| "apt-get, which wua has started,".to_owned()))
}

/// `apt-get (process 4711)`.
fn described(process: i32) -> String {
    // One that is in another container has no number here.
    let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    match name.trim() {
        "" => another(),
        name => format!("{} (process {process})", crate::apt::visible(name)),
    }
}

fn another() -> String {
    "another program".to_owned()
}

impl Computer {
    /// Waits until nobody changes the packages any more, as long as the settings say. How much of that is left.
    pub(super) fn wait_for_others(&self, abort: &Abort) -> Result<Duration, Error> {
        let limit = self.settings().lock_timeout;
        let began = Instant::now();
        while let Some(holder) = holder(self.root()) {
            abort.check()?;
            if began.elapsed() >= limit {
                return Err(Error::new(
                    code::WU_E_OPERATIONINPROGRESS,
                    format!(
                        "{holder} changes the packages of {} right now and has not ended within {} seconds; wait \
                         until it has, and repeat this",
                        self.apt().described(),
                        limit.as_secs()
                    ),
                ));
            }
            thread::sleep(PACE);
        }
        Ok(limit.saturating_sub(began.elapsed()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_that_of_a_process_only_while_it_runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pid");
        let says = |text: &str, age: Duration| {
            fs::write(&path, text).unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
            is_running(&path)
        };
        let (now, long_ago) = (Duration::ZERO, Duration::from_hours(24 * 365));
        assert!(!is_running(&path), "there is none");
        let own = format!("{}\n", std::process::id());
        assert!(says(&own, now));
        assert!(!says(&own, long_ago), "the number was given again");
        assert!(says("", now), "it has only just been started");
        assert!(!says("", long_ago));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = child.id().to_string();
        std::thread::sleep(Duration::from_millis(200));
        assert!(!says(&id, now), "it has ended, though nobody has asked how");
        child.wait().unwrap();
        assert!(!says(&id, now));
    }
}
