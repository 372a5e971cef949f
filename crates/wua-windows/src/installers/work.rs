//! One call of one installer: what it works with, and its log.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use wua_agent::Revision;
use wua_agent::ports::{Abort, create_private_folder, file_error};
use wua_com::Error;
use wua_defs::enums::UpdateOperation;
use wua_rules::applicability::Facts;

use super::output::text_of;
use super::payload::Payload;
use super::runner::{End, Ended, Program, Runner};
use super::{Limits, unique};
use crate::computer::SignatureCheck;

/// What an installer works with.
pub(crate) struct Work<'a> {
    pub(crate) runner: &'a dyn Runner,
    pub(crate) limits: &'a Limits,
    pub(crate) revision: &'a Revision,
    /// Where its files are, as they were downloaded.
    pub(crate) files: &'a Path,
    pub(crate) signatures: Option<&'a SignatureCheck>,
    /// The computer as it is before.
    pub(crate) facts: &'a dyn Facts,
    pub(crate) progress: &'a mut dyn FnMut(i32),
    pub(crate) abort: &'a Abort,
    pub(crate) log: Log,
}

impl Work<'_> {
    /// Copies of the files of the update. None of them has a wrong signature.
    pub(super) fn payload(&mut self) -> Result<Payload, Error> {
        let payload = Payload::copy(self.runner, self.revision, self.files, self.abort)?;
        if let Some(check) = self.signatures {
            for content in &self.revision.contents {
                let name = &content.file_name;
                let said = check(&payload.folder().join(name))?;
                self.log.line(&format!("signature of {name}: {said}"))?;
            }
        }
        Ok(payload)
    }

    /// Runs a program, and keeps what it writes. `heard` finds out how far it has got.
    pub(super) fn run(
        &mut self,
        program: &Program<'_>,
        heard: &mut dyn FnMut(&[u8]) -> Option<i32>,
    ) -> Result<Ended, Error> {
        self.abort.check()?;
        self.log.line(&format!("run: {}", program.line()))?;
        let progress = &mut self.progress;
        let mut told = |bytes: &[u8]| heard(bytes).into_iter().for_each(&mut *progress);
        let ended = self.runner.run(program, &mut told, self.abort)?;
        let how = match ended.end {
            End::Code(number) => format!("ended with code {number}"),
            End::Aborted => "ended on request".to_owned(),
            End::TimedOut => format!("ended after {} s", program.patience.as_secs()),
            End::Lost => "ended by somebody else".to_owned(),
        };
        self.log.line(&how)?;
        if ended.output.written() > 0 {
            self.log.text("output", &ended.output.to_text())?;
        }
        Ok(ended)
    }
}

/// A file with what installers wrote, one for each call of a handler. It is for the owner of the agent alone: command
/// lines may hold passwords.
pub(crate) struct Log {
    file: File,
    path: PathBuf,
}

/// No log of an installer is kept in greater length.
const KEPT_OF_A_LOG: u64 = 8 << 20;

impl Log {
    pub(crate) fn begin(
        folder: &Path,
        revision: &Revision,
        operation: UpdateOperation,
    ) -> Result<Self, Error> {
        create_private_folder(folder)?;
        let verb = match operation {
            UpdateOperation::Installation => "install",
            UpdateOperation::Uninstallation => "uninstall",
        };
        let identity = revision.identity;
        let path = folder.join(format!(
            "{}.log",
            unique(&format!("{verb}-{}.{}", identity.id, identity.revision))
        ));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&path)
            .map_err(|error| file_error("create", &path, &error))?;
        Ok(Self { file, path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn line(&mut self, line: &str) -> Result<(), Error> {
        writeln!(self.file, "wua: {line}").map_err(|error| file_error("write", &self.path, &error))
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let mut write = || {
            writeln!(self.file, "wua: {name}:")?;
            self.file.write_all(text.as_bytes())?;
            self.file.write_all(b"\n")
        };
        write().map_err(|error| file_error("write", &self.path, &error))
    }

    /// Takes in a log that an installer wrote itself: its end, if it is long. One that does not exist is none.
    pub(super) fn take(&mut self, log: &Path) -> Result<(), Error> {
        let read = || -> io::Result<Vec<u8>> {
            let mut file = File::open(log)?;
            let length = file.metadata()?.len();
            // Wide text must not be taken in from the middle of a letter.
            file.seek(SeekFrom::Start(length.saturating_sub(KEPT_OF_A_LOG) & !1))?;
            let mut bytes = Vec::new();
            file.take(KEPT_OF_A_LOG + 2).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        match read() {
            Ok(bytes) => self.text("its own log", &text_of(&bytes))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => self.line(&format!("its own log cannot be read: {error}"))?,
        }
        let _ = fs::remove_file(log);
        Ok(())
    }
}
