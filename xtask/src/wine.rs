//! Wine: prefixes, and programs in them.

mod command_line;
mod examples;
mod facts;
mod installers;
mod suite;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) use examples::examples;
pub(crate) use suite::suite;

use crate::workspace::{Outcome, program, root, run as run_program};

/// A program that takes longer hangs.
const PATIENCE: Duration = Duration::from_mins(4);

/// Where the DLL and its manifest are, as somebody would ship them.
const SHIPPED: &str = "target/wine/shipped";

/// A folder that programs for Windows take for a computer.
pub(crate) struct Prefix {
    folder: PathBuf,
}

/// What Wine 8 says now and then of a thread that still waits when its process ends. No word of the program: whether that
/// came to its end, its own last line says.
const OF_WINE: &str = "wine client error:";
/// What follows behind the number of the thread. It is written by itself, so that the program's own words may stand between.
const CALLS: [&str; 4] = ["sendmsg: ", "recvmsg: ", "write: ", "read: "];

/// What the program itself said in a line, if anything.
fn of_program(line: &str) -> Option<&str> {
    let mut own = line;
    while let Some((_, rest)) = own
        .strip_prefix(OF_WINE)
        .map(|rest| rest.split_once(": ").unwrap_or_default())
    {
        own = rest;
    }
    let is_of_wine = own.is_empty() && !line.is_empty() || CALLS.iter().any(|call| own.starts_with(call));
    (!is_of_wine).then_some(own)
}

/// What became of a program.
pub(crate) struct Run {
    pub(crate) succeeded: bool,
    /// What it ended with, as far as 8 bits tell; none if it had to be killed.
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
}

impl Prefix {
    /// The prefix in a folder, made if there is none.
    pub(crate) fn at(folder: &Path) -> Outcome<Self> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let folder = folder
            .canonicalize()
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        let prefix = Self { folder };
        if !prefix.folder.join("system.reg").exists() {
            prefix.run("wineboot", &["-i"], &[])?;
            prefix.settle()?;
        }
        if prefix.system32().is_dir() {
            Ok(prefix)
        } else {
            Err(format!("wineboot made no prefix in {}", prefix.folder.display()))
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a file among the system's.
    pub(crate) fn place(&self, file: &Path, name: &str) -> Outcome {
        let destination = self.system32().join(name);
        // Not over the old file: a process may have it mapped.
        let _ = fs::remove_file(&destination);
        fs::copy(file, &destination).map_err(|error| format!("{}: {error}", destination.display()))?;
        println!(r"placed      C:\windows\system32\{name}");
        Ok(())
    }

    /// Runs a program of the prefix, or any that is named by its path, to its end.
    pub(crate) fn run(&self, name: &str, args: &[&str], environment: &[(&str, &str)]) -> Outcome<Run> {
        let path = root().join("target/wine/output");
        fs::create_dir_all(root().join("target/wine")).map_err(|error| error.to_string())?;
        let output = File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let errors = output.try_clone().map_err(|error| error.to_string())?;
        let mut command = self.command("wine");
        command.arg(name).args(args).envs(environment.iter().copied());
        // To a file and not a pipe: Wine's servers inherit it, and a pipe would not end before they do.
        let child = command.stdout(output).stderr(errors).spawn();
        let status = ended(child.map_err(|error| format!("wine: {error}"))?)?;
        let output = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let output = String::from_utf8_lossy(&output).replace('\r', "");
        let own: Vec<&str> = output.lines().filter_map(of_program).collect();
        let output = own.join("\n");
        let succeeded = status.is_some_and(|status| status.success());
        Ok(Run {
            succeeded,
            code: status.and_then(|status| status.code()),
            output: if status.is_some() {
                output
            } else {
                format!("{output}\nstill running: killed")
            },
        })
    }

    /// Starts a program of the prefix, or any that is named by its path. Nobody hears what it says.
    pub(crate) fn start(&self, name: &str, args: &[&str]) -> Outcome<Child> {
        let mut command = self.command("wine");
        command
            .arg(name)
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().map_err(|error| format!("wine: {error}"))
    }

    /// Ends all that runs in the prefix, as when a computer is shut down.
    pub(crate) fn shut_down(&self) -> Outcome {
        let mut command = self.command("wineserver");
        command.arg("-k");
        // It ends with another status when nothing runs.
        let _ = command.status().map_err(|error| format!("wineserver: {error}"))?;
        self.settle()
    }

    /// Waits until nothing runs in the prefix and its registry is written.
    pub(crate) fn settle(&self) -> Outcome {
        let mut command = self.command("wineserver");
        command.arg("-w");
        run_program(command)
    }

    /// The environment in which programs run here, as a shell sets it.
    pub(crate) fn environment_shown(&self) -> String {
        let variables = self.environment();
        let shown = variables.map(|(name, value)| format!("{name}='{value}'"));
        shown.join(" ")
    }

    fn environment(&self) -> [(&'static str, String); 3] {
        [
            ("WINEPREFIX", self.folder.display().to_string()),
            ("WINEDEBUG", "-all".to_owned()),
            // Neither .NET nor a browser: Wine would ask for both.
            ("WINEDLLOVERRIDES", "mscoree,mshtml=".to_owned()),
        ]
    }

    fn command(&self, name: &str) -> Command {
        let mut command = program(name, &[]);
        command.envs(self.environment()).stdin(Stdio::null());
        command
    }

    fn system32(&self) -> PathBuf {
        self.folder.join("drive_c/windows/system32")
    }
}

/// A path of this computer as programs for Windows see it.
pub(crate) fn windows_path(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', r"\")
}

/// Compiles a C++ program for Windows, with some more options.
pub(crate) fn compile(source: &Path, program_file: &Path, options: &[&str]) -> Outcome {
    let mut command = program(
        "x86_64-w64-mingw32-g++",
        &["-std=c++20", "-Wall", "-Wextra", "-Werror"],
    );
    command.args(options).arg("-static").arg("-o");
    command.arg(program_file).arg(source);
    run_program({
        command.args(["-lole32", "-loleaut32", "-luuid"]);
        command
    })
}

/// The status of a program at its end, or nothing if it had to be killed.
fn ended(mut child: Child) -> Outcome<Option<ExitStatus>> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(20));
    }
    child
        .kill()
        .and_then(|()| child.wait())
        .map_err(|error| error.to_string())?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::of_program;

    #[test]
    fn what_wine_says_is_not_the_programs() {
        for (line, own) in [
            ("end of lifetimes", Some("end of lifetimes")),
            ("", Some("")),
            (
                "wine client error:1e8: sendmsg: Socket operation on non-socket",
                None,
            ),
            (
                "wine client error:790: wine client error:7a8: end of lifetimes",
                Some("end of lifetimes"),
            ),
            ("sendmsg: Socket operation on non-socket", None),
            ("wine client error:790: ", None),
        ] {
            assert_eq!(of_program(line), own, "{line:?}");
        }
    }
}
