//! Runs the program: a folder for everything, an environment without surprises.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use jiff::{Span, Timestamp};
use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_wua");

/// A computer of the museum that nobody else uses.
pub(crate) struct Computer {
    folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Computer {
    /// As it came to the museum.
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// One that has been restarted, so that nothing waits for that any more.
    pub(crate) fn restarted() -> Self {
        let computer = Self::new();
        computer.restart();
        computer
    }

    /// Restarts it.
    pub(crate) fn restart(&self) {
        let mut command = self.command(&["status"]);
        let output = command.env("WUA_MUSEUM_RESTART", "1").output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// Where it keeps everything.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// The program over the museum, to be changed before it is run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(Path::new(PROGRAM), arguments)
    }

    /// A copy of the program over the museum.
    pub(crate) fn command_of(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = self.bare(program, arguments);
        command.arg("--museum").arg("--state").arg(self.state());
        command
    }

    /// The program with nothing but these arguments.
    pub(crate) fn bare_command(&self, arguments: &[&str]) -> Command {
        self.bare(Path::new(PROGRAM), arguments)
    }

    fn bare(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs it over the museum.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }

    /// Runs it and expects success; what it answered.
    pub(crate) fn answer(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        run.stdout
    }

    /// The same, with `--json`.
    pub(crate) fn objects(&self, arguments: &[&str]) -> Vec<Value> {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        objects(&self.answer(&arguments))
    }

    /// What changes from run to run has a name instead.
    pub(crate) fn normal(&self, text: &str) -> String {
        normal_times(&text.replace(&*self.state().to_string_lossy(), "STATE"))
    }

    /// Begins and does not wait.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }
}

/// Runs a command.
pub(crate) fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Copies a program. Another process does it: of a file that this one has open for writing a child that another test is
/// starting may hold a copy, and nobody could run it.
#[cfg(unix)]
pub(crate) fn copy(program: &Path, to: &Path) {
    let mut command = Command::new("install");
    command.args(["-m", "755"]).arg(program).arg(to);
    assert!(command.status().unwrap().success(), "{}", to.display());
}

/// The objects of an answer: one a line, each with schema and type, the last one, and it alone, a summary.
pub(crate) fn objects(answer: &str) -> Vec<Value> {
    let objects: Vec<Value> = answer
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for object in &objects {
        assert_eq!(object["schema"], 1, "{object}");
        assert!(object["type"].is_string(), "{object}");
    }
    let last = objects.last().unwrap();
    assert_eq!(last["type"], "summary", "{last}");
    assert_eq!(of_type(&objects, "summary").len(), 1, "{answer}");
    assert!(
        last["reboot_required"].is_boolean() && last["exit_code"].is_u64(),
        "{last}"
    );
    for error in of_type(&objects, "error") {
        assert!(error["hresult"].as_str().unwrap().starts_with("0x"), "{error}");
    }
    objects
}

/// The objects of one type.
pub(crate) fn of_type<'a>(objects: &'a [Value], wanted: &str) -> Vec<&'a Value> {
    objects.iter().filter(|object| object["type"] == wanted).collect()
}

/// Compares with the golden file, or writes it if `WUA_UPDATE_GOLDEN` is set.
pub(crate) fn assert_golden(name: &str, text: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/golden");
    let path = folder.join(name);
    if std::env::var_os("WUA_UPDATE_GOLDEN").is_some() {
        std::fs::File::create(&path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{} differs; WUA_UPDATE_GOLDEN=1 cargo test -p wua writes it anew\n--- expected\n{expected}\n--- got\n{text}",
        path.display()
    );
}

/// Times of today become `NOW`; those of the museum are fixed, and stay.
fn normal_times(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = time_at(rest);
        if length > 0 {
            normal.push_str("NOW");
            rest = rest.get(length..).unwrap();
        } else {
            normal.push(first);
            rest = rest.get(first.len_utf8()..).unwrap();
        }
    }
    normal
}

/// How long the time is with which the text begins, if it is one of today.
fn time_at(text: &str) -> usize {
    const SHORTEST: usize = "2026-01-01 00:00Z".len();
    const LONGEST: usize = "2026-01-01T00:00:00.000000000Z".len();
    let Some(end) = text.bytes().take(LONGEST).position(|byte| byte == b'Z') else {
        return 0;
    };
    let candidate = text.get(..=end).unwrap_or_default();
    let full = match candidate.len() {
        SHORTEST => candidate.replace('Z', ":00Z").replace(' ', "T"),
        _ => candidate.to_owned(),
    };
    let now = Timestamp::now();
    let day = Span::new().hours(24);
    match full.parse::<Timestamp>() {
        Ok(time) if now - day < time && time < now + day => candidate.len(),
        _ => 0,
    }
}
