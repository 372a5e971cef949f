//! Programs of the machine that the tests run on.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use super::fail;

/// A program that has ended.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What was run.
    pub command: String,
    /// What it ended with; nothing if a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to its output.
    pub stdout: String,
    /// And to its standard error.
    pub stderr: String,
}

impl Finished {
    /// Whether it ended well.
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Itself, if it ended well; otherwise the test ends with what it wrote.
    #[track_caller]
    #[must_use]
    pub fn well(self) -> Self {
        if !self.succeeded() {
            fail(&format!(
                "{} ended with {:?}\n{}{}",
                self.command, self.code, self.stdout, self.stderr
            ));
        }
        self
    }

    #[track_caller]
    pub(super) fn of(command: &mut Command) -> Self {
        let description = format!("{command:?}");
        let Output {
            status,
            stdout,
            stderr,
        } = command
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| fail(&format!("cannot run {description}: {error}")));
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self {
            command: description,
            code: status.code(),
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }
}

/// Where administrators' programs are, which other users do not have on their path.
pub(super) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// A program with an environment in which nothing of this machine's user is left: no proxy, no language.
pub(super) fn plain(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", PATH)
        .env("LC_ALL", "C")
        .env("HOME", "/nonexistent")
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Where a program is on this machine.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let mut places = PATH.split(':').map(|folder| Path::new(folder).join(program));
    places.find(|path| path.is_file())
}

/// What packages for this machine are built for, such as `amd64`.
pub fn native_architecture() -> String {
    static NATIVE: OnceLock<String> = OnceLock::new();
    let native = NATIVE.get_or_init(|| {
        let dpkg = Finished::of(plain("dpkg").arg("--print-architecture")).well();
        dpkg.stdout.trim().to_owned()
    });
    native.clone()
}

/// Says that a test does not run, and why. To root nothing may be missing: there it is the end of the test.
///
/// Written past the test runner, which keeps what tests that pass print to itself.
#[track_caller]
pub fn not_run(test: &str, reason: &str) {
    if is_root() {
        fail(&format!("{test} cannot run: {reason}"));
    }
    let _ = writeln!(std::io::stderr(), "not run: {test}: {reason}");
}

pub(super) fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| Finished::of(plain("id").arg("-u")).stdout.trim() == "0")
}
