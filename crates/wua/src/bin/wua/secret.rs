//! Passwords: read from files or typed, never shown, and overwritten when they are no longer needed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use wua::{Error, code};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::interrupt::Interrupt;

/// No password is longer; a file that is has been confused with another.
const LONGEST_PASSWORD: usize = 4096;

/// The first line of a file; `-` is standard input.
pub(crate) fn of_a_file(path: &Path) -> Result<Zeroizing<String>, Failure> {
    if path == Path::new("-") {
        return first_line("standard input", io::stdin().lock(), None);
    }
    let place = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&place, &error))?;
    first_line(&place, BufReader::new(file), None)
}

/// Up to the end of the line, or to the character that stops it.
fn first_line(place: &str, source: impl BufRead, stop: Option<u8>) -> Result<Zeroizing<String>, Failure> {
    // As long as it can get: one that grew would leave copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST_PASSWORD));
    for byte in source.bytes() {
        let byte = byte.map_err(|error| unreadable(place, &error))?;
        if byte == b'\n' {
            break;
        }
        if Some(byte) == stop {
            return Err(Failure::cancelled());
        }
        if line.len() == LONGEST_PASSWORD {
            return Err(Failure::usage(format!(
                "the first line of {place} is no password: it is longer than {LONGEST_PASSWORD} bytes"
            )));
        }
        line.push(byte);
    }
    let text = line.strip_suffix(b"\r").unwrap_or(&line);
    std::str::from_utf8(text)
        .map(|text| Zeroizing::new(text.to_owned()))
        .map_err(|_| Failure::usage(format!("the first line of {place} is no text in UTF-8")))
}

fn unreadable(place: &str, error: &io::Error) -> Failure {
    let hresult = match error.kind() {
        io::ErrorKind::NotFound => code::ERROR_FILE_NOT_FOUND,
        io::ErrorKind::PermissionDenied => code::E_ACCESSDENIED,
        _ => code::E_FAIL,
    };
    Error::new(hresult, format!("reading the password from {place}: {error}")).into()
}

/// A terminal that does not show what is typed, until this is gone.
///
/// Ctrl-C is no signal meanwhile, but ends the line: a signal would end the program with the terminal as it is.
pub(crate) struct Hidden {
    before: Termios,
    interrupt: u8,
}

impl Hidden {
    pub(crate) fn new() -> Result<Self, Failure> {
        Self::of_the_terminal().map_err(|error| unreadable("the terminal", &error))
    }

    fn of_the_terminal() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let interrupt = before.special_codes[SpecialCodeIndex::VINTR];
        let mut hidden = before.clone();
        hidden
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ISIG);
        hidden.special_codes[SpecialCodeIndex::VEOL] = interrupt;
        // `Now` keeps what was typed ahead.
        tcsetattr(io::stdin(), OptionalActions::Now, &hidden)?;
        Ok(Self { before, interrupt })
    }

    /// Asks once.
    pub(crate) fn ask(&self, interrupt: &Interrupt, prompt: &str) -> Result<Zeroizing<String>, Failure> {
        let _ = io::stderr().write_all(prompt.as_bytes());
        let line = first_line("the terminal", io::stdin().lock(), Some(self.interrupt));
        let _ = io::stderr().write_all(b"\n");
        if interrupt.is_requested() {
            return Err(Failure::cancelled());
        }
        line
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}
