//! How a line gets into Wine, and the whole code out of it.

use std::ffi::OsString;
use std::fs;

use wua_agent::ports::file_error;
use wua_com::{Error, code};

use super::super::folder::Folder;
use super::super::output::Output;
use super::super::runner::{End, Program, Runner as _};
use super::WineRunner;

/// The variable with the line. Wine's command interpreter puts in what it holds after it has looked for signs that mean
/// something to it, so that none in the line does.
///
/// OBSERVED (Wine 8): `%`, `^`, `&`, `|`, `<`, `>`, quotes and letters of all languages arrive as they are. An exclamation
/// mark does not: in a batch file it vanishes, elsewhere a single one stays, but percent signs are looked at.
pub(super) const LINE: &str = "WUA_LINE";

/// Wine's command interpreter cuts off lines that are longer than 8191.
const LONGEST: usize = 8000;

/// A folder with the batch file and the code.
///
/// Wine's command interpreter takes the code 259 for "still at work", and writes down 0 instead: of 259 nothing can be known.
pub(super) struct Carrier {
    folder: Folder,
    spelled: String,
    has_exclamation: bool,
}

impl Carrier {
    pub(super) fn new(runner: &WineRunner, program: &Program<'_>) -> Result<Self, Error> {
        let line = program.line();
        check(&line)?;
        let folder = runner.new_folder()?;
        let carrier = Self {
            spelled: runner.spelled(folder.path())?,
            folder,
            has_exclamation: line.contains('!'),
        };
        let batch = format!(
            "@echo off\r\n!{LINE}!\r\n>{}\\code echo !errorlevel!\r\n",
            carrier.spelled
        );
        let path = carrier.folder.path().join(BATCH);
        fs::write(&path, batch).map_err(|error| file_error("write", &path, &error))?;
        Ok(carrier)
    }

    /// What `wine` is told.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let mut arguments = vec![
            r"C:\windows\system32\cmd.exe".to_owned(),
            "/v:on".to_owned(),
            "/c".to_owned(),
        ];
        if self.has_exclamation {
            arguments.push(format!("!{LINE}!"));
            arguments.push("&".to_owned());
            arguments.push(format!(">{}\\code", self.spelled));
            arguments.push("echo".to_owned());
            arguments.push("!errorlevel!".to_owned());
        } else {
            arguments.push(format!("{}\\{BATCH}", self.spelled));
        }
        arguments.into_iter().map(OsString::from).collect()
    }

    /// What was written down.
    pub(super) fn end(&self) -> End {
        let text = fs::read_to_string(self.folder.path().join("code")).unwrap_or_default();
        text.trim().parse().map_or(End::Lost, End::Code)
    }

    /// Wine's command interpreter has a code of its own for what is no program.
    pub(super) fn could_not_start(end: End, output: &Output) -> bool {
        end == End::Code(9009) && output.to_text().contains("Can't recognize '")
    }
}

pub(super) const BATCH: &str = "wua-run.cmd";

/// Refuses a line that would not arrive as it is.
fn check(line: &str) -> Result<(), Error> {
    let refuse = |why: &str| {
        Err(Error::new(
            code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
            format!("it cannot be run in a Wine prefix from outside: {why}; run wua.exe inside the prefix"),
        ))
    };
    let exclamations = line.matches('!').count();
    if line.chars().any(char::is_control) {
        refuse("its command line has control characters")
    } else if line.encode_utf16().count() > LONGEST {
        refuse("its command line is too long for Wine's command interpreter")
    } else if exclamations > 1 || (exclamations == 1 && line.contains('%')) {
        refuse("Wine's command interpreter would change the exclamation marks of its command line")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_would_not_arrive_are_refused() {
        for line in [
            "\"C:\\a.exe\" /quiet",
            "\"C:\\a.exe\" %A% ^& | < > \"b c\"",
            "\"C:\\a.exe\" key=abc!",
        ] {
            check(line).unwrap();
        }
        let long = "x".repeat(LONGEST + 1);
        for line in ["a\nb", "a!b!c", "a! %b%", &long] {
            let error = check(line).unwrap_err();
            assert_eq!(
                error.hresult(),
                code::WU_E_UH_UNSUPPORTED_INSTALLCONTEXT,
                "{line}"
            );
        }
    }
}
