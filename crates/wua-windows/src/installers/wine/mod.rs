//! Programs in a Wine prefix, run from outside.
//!
//! A Unix exit status keeps 8 bits of a code, so Wine's own command interpreter runs the program and writes the whole
//! code down ([`Carrier`]). It does not interpret what it runs.

mod carrier;
mod processes;

use std::ffi::{OsStr, OsString};
use std::io::PipeReader;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs, io, thread};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use wua_agent::ports::{Abort, file_error};
use wua_com::{Error, code};

use super::folder::Folder;
use super::output::Output;
use super::runner::{End, Ended, Platform, Program, Runner, WhenInTheWay};
use crate::Prefix;
use carrier::Carrier;
use processes::Mark;

/// Runs installers in a Wine prefix, by the `wine` of this computer.
#[derive(Clone, Debug)]
pub struct WineRunner {
    prefix: PathBuf,
    wine: OsString,
    written_within: Duration,
}

/// How often it is looked whether a program has ended, and whether somebody asked to stop.
const PACE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 20_000_000,
};

/// How long processes that were ended may take to be gone.
const DYING: Duration = Duration::from_secs(10);

/// How long Wine's server takes to write the registry at most.
const WRITTEN_WITHIN: Duration = Duration::from_secs(35);

/// Below the prefix. Wine's system drive is always `C:`, and its folder always `windows`.
const TEMPORARY: &str = "dosdevices/c:/windows/temp";

impl WineRunner {
    /// For the prefix in a folder.
    pub fn new(prefix: &Path) -> Self {
        Self {
            prefix: prefix.canonicalize().unwrap_or_else(|_| prefix.to_owned()),
            wine: OsString::from("wine"),
            written_within: WRITTEN_WITHIN,
        }
    }

    /// By another `wine` than that in the search path.
    #[must_use]
    pub fn by(mut self, wine: impl AsRef<OsStr>) -> Self {
        wine.as_ref().clone_into(&mut self.wine);
        self
    }

    fn system_drive(&self) -> PathBuf {
        let drive = self.prefix.join("dosdevices/c:");
        drive.canonicalize().unwrap_or(drive)
    }

    /// Waits no longer than this for Wine to write its registry, where other programs go on in the prefix.
    #[must_use]
    pub fn written_within(mut self, duration: Duration) -> Self {
        self.written_within = duration;
        self
    }

    /// The server lies beside the program.
    fn server(&self) -> PathBuf {
        Path::new(&self.wine).with_file_name("wineserver")
    }

    fn command(&self, mark: &Mark) -> Command {
        let mut command = Command::new(&self.wine);
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            // Else a program that crashes is looked at for seconds, by a debugger that nobody reads.
            .env("WINEDLLOVERRIDES", overrides())
            // What is not ASCII reaches programs in UTF-8 only.
            .env("LC_ALL", "C.UTF-8")
            .env(processes::VARIABLE, mark.value());
        command
    }
}

fn overrides() -> OsString {
    let mut all = env::var_os("WINEDLLOVERRIDES").unwrap_or_default();
    if !all.is_empty() {
        all.push(";");
    }
    all.push("winedbg.exe=d");
    all
}

impl Runner for WineRunner {
    fn platform(&self) -> Platform {
        Platform::Wine
    }

    fn new_folder(&self) -> Result<Folder, Error> {
        let temporary = self.prefix.join(TEMPORARY);
        fs::create_dir_all(&temporary).map_err(|error| file_error("create", &temporary, &error))?;
        let temporary = self.system_drive().join("windows/temp");
        Folder::new(&temporary, || processes::is_any_left(&self.prefix))
    }

    fn spelled(&self, path: &Path) -> Result<String, Error> {
        let drive = self.system_drive();
        let inside = path.strip_prefix(&drive).ok().and_then(Path::to_str);
        let inside = inside.ok_or_else(|| {
            Error::new(
                code::E_INVALIDARG,
                format!("{} is not on drive C: of the Wine prefix", path.display()),
            )
        })?;
        Ok(format!("C:\\{}", inside.replace('/', "\\")))
    }

    fn system_program(&self, name: &str) -> String {
        format!(r"C:\windows\system32\{name}")
    }

    fn run(
        &self,
        program: &Program<'_>,
        heard: &mut dyn FnMut(&[u8]),
        abort: &Abort,
    ) -> Result<Ended, Error> {
        let carrier = Carrier::new(self, program)?;
        let mark = Mark::new(&self.prefix);
        let (mut pipe, writer) = io::pipe().map_err(|error| self.not_started(&error))?;
        rustix::io::ioctl_fionbio(&pipe, true).map_err(|error| self.not_started(&error.into()))?;
        let mut command = self.command(&mark);
        command
            .args(carrier.arguments())
            .env(carrier::LINE, program.line())
            .current_dir(program.folder)
            .stdin(Stdio::null())
            .stdout(writer.try_clone().map_err(|error| self.not_started(&error))?)
            .stderr(writer)
            // Ctrl-C in the terminal is for us to obey: it must not reach an installer by itself.
            .process_group(0);
        let mut child = command.spawn().map_err(|error| self.not_started(&error))?;
        // It holds the end of the pipe that is written to.
        drop(command);
        let mut output = Output::default();
        let mut hear = |bytes: &[u8]| {
            output.push(bytes);
            heard(bytes);
        };
        let ended = watch(&mut child, &mut pipe, &mut hear, program, abort)
            .map_err(|error| Error::new(code::E_FAIL, format!("the installer was lost: {error}")))?;
        let end = match ended {
            None => carrier.end(),
            Some(end) => {
                mark.end_all(Instant::now() + DYING)?;
                let _ = child.wait();
                end
            }
        };
        read(&mut pipe, &mut hear);
        if Carrier::could_not_start(end, &output) {
            return Err(Error::new(
                code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
                format!(
                    "Wine cannot run {}: it is no program for this Wine (32-bit programs need a Wine that has both)",
                    program.executable
                ),
            ));
        }
        Ok(Ended { end, output })
    }

    /// Wine's server writes the registry when it ends, which it does soon after the last program has; and every 30 s,
    /// where programs go on.
    fn settle(&self) {
        let began = SystemTime::now();
        let mut command = Command::new(self.server());
        command.arg("-w").env("WINEPREFIX", &self.prefix);
        let quiet = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut waiting = quiet.spawn();
        let deadline = Instant::now() + self.written_within;
        let is_written = || {
            let registry = fs::metadata(self.prefix.join("system.reg"));
            registry
                .and_then(|file| file.modified())
                .is_ok_and(|when| when > began)
        };
        while Instant::now() < deadline && !is_written() {
            if let Ok(child) = &mut waiting
                && !matches!(child.try_wait(), Ok(None))
            {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        if let Ok(child) = &mut waiting {
            // It only waits.
            let _ = child.kill().and_then(|()| child.wait());
        }
    }

    fn is_busy(&self) -> bool {
        processes::is_any_at_work(&self.prefix)
    }

    fn is_settled(&self) -> bool {
        !Prefix::at(&self.prefix).is_running()
    }

    fn check_rights(&self) -> Result<(), Error> {
        let prefix = fs::metadata(&self.prefix).map_err(|error| file_error("read", &self.prefix, &error))?;
        if prefix.uid() == rustix::process::geteuid().as_raw() {
            return Ok(());
        }
        Err(Error::new(
            code::E_ACCESSDENIED,
            format!(
                "the Wine prefix {} belongs to user {}: Wine changes it for nobody else, so run as that user",
                self.prefix.display(),
                prefix.uid()
            ),
        ))
    }

    /// A prefix starts with its server, which ends soon after the last program has. While none runs, whatever comes next
    /// is another start: there is nothing to remember.
    fn boot_id(&self) -> String {
        let server = Prefix::at(&self.prefix).server();
        server.and_then(processes::born).unwrap_or_default()
    }
}

impl WineRunner {
    fn not_started(&self, error: &io::Error) -> Error {
        if error.kind() == io::ErrorKind::NotFound {
            return Error::new(
                code::WU_E_UH_REMOTEUNAVAILABLE,
                format!(
                    "there is no {}: install Wine to put updates on a Wine prefix",
                    Path::new(&self.wine).display()
                ),
            );
        }
        Error::new(
            code::WU_E_UH_REMOTEUNAVAILABLE,
            format!("{} cannot be started: {error}", Path::new(&self.wine).display()),
        )
    }
}

/// Until the program has ended by itself, or has to be ended and why. What it leaves running does not count.
fn watch(
    child: &mut Child,
    pipe: &mut PipeReader,
    hear: &mut dyn FnMut(&[u8]),
    program: &Program<'_>,
    abort: &Abort,
) -> io::Result<Option<End>> {
    let deadline = Instant::now().checked_add(program.patience);
    let may_end = program.when_in_the_way == WhenInTheWay::End;
    loop {
        let ended: Option<ExitStatus> = child.try_wait()?;
        let is_open = read(pipe, hear);
        hear(&[]);
        if ended.is_some() {
            return Ok(None);
        }
        if may_end && abort.is_requested() {
            return Ok(Some(End::Aborted));
        }
        if may_end && deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(Some(End::TimedOut));
        }
        let mut wanted = [PollFd::new(pipe, PollFlags::IN)];
        let wanted = if is_open { &mut wanted[..] } else { &mut [] };
        // Interrupted by a signal, it is looked again.
        let _ = poll(wanted, Some(&PACE));
    }
}

/// All that is there to be read for now, though no more than a mebibyte. Whether more may come.
fn read(pipe: &mut PipeReader, hear: &mut dyn FnMut(&[u8])) -> bool {
    let mut buffer = [0; 16 << 10];
    for _ in 0..64 {
        match io::Read::read(pipe, &mut buffer) {
            Ok(0) => return false,
            Ok(count) => hear(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return error.kind() == io::ErrorKind::WouldBlock,
        }
    }
    true
}
