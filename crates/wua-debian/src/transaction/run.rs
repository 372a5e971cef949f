//! One run of apt-get, watched.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::os::fd::AsRawFd as _;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use wua_agent::ports::Abort;
use wua_com::{Error, code};

use super::status_descriptor::Message;
use crate::apt::Program;

/// What became of a run.
pub(super) struct Run {
    pub(super) status: ExitStatus,
    /// What apt, dpkg and the scripts wrote.
    pub(super) output: String,
    /// What dpkg said of packages that failed.
    pub(super) failures: HashMap<String, String>,
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
        let before = lines
            .iter()
            .take(at)
            .rev()
            .take_while(|line| is_of_a_script(line));
        let mut own: Vec<&str> = before.take(LINES_OF_A_SCRIPT).copied().collect();
        own.reverse();
        own.insert(0, words);
        Some(own.join("; "))
    }
}

/// What is neither dpkg's nor apt's.
fn is_of_a_script(line: &str) -> bool {
    const OF_OTHERS: [&str; 12] = [
        " ",
        "(Reading ",
        "Configuration file",
        "dpkg: ",
        "E: ",
        "Fetched ",
        "Get:",
        "Preparing ",
        "Processing ",
        "Selecting ",
        "Setting up ",
        "Unpacking ",
    ];
    !line.is_empty() && !OF_OTHERS.iter().any(|start| line.starts_with(start))
}

const LINES_OF_A_SCRIPT: usize = 5;

/// The end of it is what explains a failure.
const KEPT_OUTPUT: usize = 256 << 10;

/// How often a request to stop is looked for.
const PACE: Duration = Duration::from_millis(100);

enum Line {
    Status(String),
    Output(String),
}

/// Runs apt-get to its end. `told` learns how far which package has got. A request to stop is obeyed as long as only
/// files are fetched: nobody should stop dpkg in the middle.
pub(super) fn run(
    mut program: Program,
    told: &mut dyn FnMut(&str, i32),
    abort: &Abort,
) -> Result<Run, Error> {
    let plumbing = |error: rustix::io::Errno| {
        Error::new(
            code::E_OUTOFMEMORY,
            format!("no pipe for what apt-get tells: {error}"),
        )
    };
    // The descriptor is inherited under its own number: that is how apt-get is told of it.
    let (reader, writer) = rustix::pipe::pipe().map_err(plumbing)?;
    rustix::io::fcntl_setfd(&reader, rustix::io::FdFlags::CLOEXEC).map_err(plumbing)?;
    program.args(["-o".to_owned(), format!("APT::Status-Fd={}", writer.as_raw_fd())]);
    program.command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let spawned = program.command.spawn();
    let mut child = spawned.map_err(|error| program.not_started(&error))?;
    drop(writer);

    let (sender, lines) = channel();
    let mut threads = vec![listen(File::from(reader), sender.clone(), Line::Status)];
    if let Some(output) = child.stdout.take() {
        threads.push(listen(output, sender.clone(), Line::Output));
    }
    if let Some(errors) = child.stderr.take() {
        threads.push(listen(errors, sender.clone(), Line::Output));
    }
    drop(sender);
    let mut watch = Watch {
        run_output: String::new(),
        failures: HashMap::new(),
        is_changing: false,
        is_stopped: false,
    };
    watch.follow(&lines, &mut child, told, abort);
    let status = child
        .wait()
        .map_err(|error| Error::new(code::E_FAIL, format!("apt-get was lost: {error}")))?;
    for thread in threads {
        // They end with their pipes, and a line that cannot be read is none.
        let _ = thread.join();
    }
    Ok(Run {
        status,
        output: watch.run_output,
        failures: watch.failures,
        is_stopped: watch.is_stopped,
    })
}

fn listen(
    pipe: impl Read + Send + 'static,
    sender: Sender<Line>,
    kind: fn(String) -> Line,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        // Nobody promises that a script writes UTF-8, or ends its lines.
        while reader
            .by_ref()
            .take(64 << 10)
            .read_until(b'\n', &mut line)
            .is_ok_and(|count| count > 0)
        {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if sender.send(kind(text)).is_err() {
                return;
            }
        }
    })
}

struct Watch {
    run_output: String,
    failures: HashMap<String, String>,
    /// dpkg is at work.
    is_changing: bool,
    is_stopped: bool,
}

impl Watch {
    /// Until the program has ended and its pipes are empty. A process that a script left running may keep the pipes
    /// open for ever: it is not waited for.
    fn follow(
        &mut self,
        lines: &Receiver<Line>,
        child: &mut Child,
        told: &mut dyn FnMut(&str, i32),
        abort: &Abort,
    ) {
        let mut ended = 0;
        loop {
            match lines.recv_timeout(PACE) {
                Ok(Line::Status(line)) => self.status(&line, told),
                Ok(Line::Output(line)) => self.output(&line),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if child.try_wait().is_ok_and(|status| status.is_some()) => {
                    ended += 1;
                    if ended > 20 {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if abort.is_requested() && !self.is_changing && !self.is_stopped {
                self.is_stopped = true;
                let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
                if let Some(id) = id {
                    // It may just have ended by itself.
                    let _ = kill_process(id, Signal::INT);
                }
            }
        }
    }

    fn status(&mut self, line: &str, told: &mut dyn FnMut(&str, i32)) {
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

    fn output(&mut self, line: &str) {
        self.run_output.push_str(line);
        self.run_output.push('\n');
        if self.run_output.len() > 2 * KEPT_OUTPUT {
            let mut cut = self.run_output.len() - KEPT_OUTPUT;
            while !self.run_output.is_char_boundary(cut) {
                cut += 1;
            }
            self.run_output.drain(..cut);
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
