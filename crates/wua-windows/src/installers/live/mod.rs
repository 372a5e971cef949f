//! Programs on the Windows, or in the Wine, that this program itself runs on.
//!
//! Each runs in a job, so that it can be ended with all that it started.

mod calls;

use std::io::{self, Read as _};
use std::os::windows::process::CommandExt as _;
use std::path::{Path, PathBuf, absolute};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use wua_agent::ports::Abort;
use wua_com::{Error, code};

use super::folder::{Folder, PROCESS, beside};
use super::output::Output;
use super::runner::{End, Ended, Platform, Program, Runner, WhenInTheWay};
use calls::Job;

/// Runs installers on the computer that this program runs on.
#[derive(Clone, Debug)]
pub struct LiveRunner {
    folder: PathBuf,
}

/// How often it is looked whether a program has ended, and whether somebody asked to stop.
const PACE: Duration = Duration::from_millis(20);

/// How long nothing may come of what a program wrote that has ended: what it left running may hold its output.
const LAST_WORDS: Duration = Duration::from_millis(200);

impl LiveRunner {
    /// Keeps copies of the files that it runs in `folder`, which should be nobody else's, as long as they run.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }
}

impl Runner for LiveRunner {
    fn platform(&self) -> Platform {
        if calls::is_wine() {
            Platform::Wine
        } else {
            Platform::Windows
        }
    }

    fn new_folder(&self) -> Result<Folder, Error> {
        Folder::new(&self.folder, || self.is_any_at_work())
    }

    fn spelled(&self, path: &Path) -> Result<String, Error> {
        let whole = absolute(path).ok();
        let text = whole.as_deref().and_then(Path::to_str).ok_or_else(|| {
            Error::new(
                code::E_INVALIDARG,
                format!("{} cannot be put on a command line", path.display()),
            )
        })?;
        // Programs do not know the other spelling.
        Ok(text.strip_prefix(r"\\?\").unwrap_or(text).to_owned())
    }

    fn system_program(&self, name: &str) -> String {
        format!(r"{}\{name}", calls::system_folder())
    }

    fn run(
        &self,
        program: &Program<'_>,
        heard: &mut dyn FnMut(&[u8]),
        abort: &Abort,
    ) -> Result<Ended, Error> {
        let failed = |error: io::Error| {
            Error::new(
                code::WU_E_UH_REMOTEUNAVAILABLE,
                format!("{} cannot be started: {error}", program.executable),
            )
        };
        let (pipe, writer) = io::pipe().map_err(failed)?;
        let job = Job::new().map_err(failed)?;
        let mut command = Command::new(&program.executable);
        command
            .raw_arg(&program.arguments)
            .current_dir(program.folder)
            .creation_flags(calls::SUSPENDED_AND_UNSEEN)
            .stdin(Stdio::null())
            .stdout(writer.try_clone().map_err(failed)?)
            .stderr(writer);
        let mut child = command.spawn().map_err(failed)?;
        // It holds the end of the pipe that is written to.
        drop(command);
        // It may outlive us, and whoever comes then asks whether it does.
        let begun = note(&child, program.folder).and_then(|()| job.take_and_begin(&child));
        if let Err(error) = begun {
            let _ = child.kill();
            return Err(failed(error));
        }
        let mut output = Output::default();
        let mut hear = |bytes: &[u8]| {
            output.push(bytes);
            heard(bytes);
        };
        let written = listen(pipe);
        let end = watch(&mut child, &job, &written, &mut hear, program, abort)
            .map_err(|error| Error::new(code::E_FAIL, format!("the installer was lost: {error}")))?;
        while let Ok(bytes) = written.recv_timeout(LAST_WORDS) {
            hear(&bytes);
        }
        Ok(Ended { end, output })
    }

    /// Whoever asks this Windows sees what is.
    fn settle(&self) {}

    fn is_settled(&self) -> bool {
        true
    }

    fn is_busy(&self) -> bool {
        calls::is_windows_installer_at_work() || self.is_any_at_work()
    }

    fn check_rights(&self) -> Result<(), Error> {
        if calls::is_administrator() {
            return Ok(());
        }
        Err(Error::new(
            code::E_ACCESSDENIED,
            "only administrators may install: run as administrator",
        ))
    }

    fn boot_id(&self) -> String {
        calls::boot_time().map_or_else(String::new, |time| time.to_string())
    }
}

impl LiveRunner {
    /// Whether a program runs that this agent or another has called, which may have died since.
    fn is_any_at_work(&self) -> bool {
        beside(&self.folder, PROCESS).any(|path| {
            let noted = fs::read_to_string(path).unwrap_or_default();
            noted.split_once(' ').is_some_and(|(number, born)| {
                let number = number.parse().ok();
                number
                    .and_then(calls::born)
                    .is_some_and(|time| time.to_string() == born)
            })
        })
    }
}

/// Which process works in a folder: its number and when it began, because numbers are used again.
fn note(child: &Child, folder: &Path) -> io::Result<()> {
    let number = child.id();
    let born = calls::born(number).ok_or_else(|| io::Error::other("it has ended"))?;
    fs::write(folder.with_extension(PROCESS), format!("{number} {born}"))
}

/// Until the program has ended, by itself or by us. What it leaves running does not count.
fn watch(
    child: &mut Child,
    job: &Job,
    written: &Receiver<Vec<u8>>,
    hear: &mut dyn FnMut(&[u8]),
    program: &Program<'_>,
    abort: &Abort,
) -> io::Result<End> {
    let deadline = Instant::now().checked_add(program.patience);
    let may_end = program.when_in_the_way == WhenInTheWay::End;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code().map_or(End::Lost, End::Code));
        }
        let end = if abort.is_requested() {
            Some(End::Aborted)
        } else if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Some(End::TimedOut)
        } else {
            None
        };
        if let Some(end) = end.filter(|_| may_end) {
            job.end_all()?;
            child.wait()?;
            return Ok(end);
        }
        match written.recv_timeout(PACE) {
            Ok(bytes) => hear(&bytes),
            Err(RecvTimeoutError::Timeout) => hear(&[]),
            Err(RecvTimeoutError::Disconnected) => {
                hear(&[]);
                thread::sleep(PACE);
            }
        }
    }
}

/// What is written, in pieces. It ends when the last has closed its end; nobody has to wait for that.
fn listen(mut pipe: io::PipeReader) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(16);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            let bytes = buffer.get(..count).unwrap_or_default().to_vec();
            if sender.send(bytes).is_err() {
                return;
            }
        }
    });
    receiver
}
