//! A `wua serve` of our own, over the museum, with accounts of its own.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::workspace::{Outcome, root, run};

/// The password of all accounts.
pub(crate) const PASSWORD: &str = "Pass-word 1";

/// Administrators, and one who is none.
pub(crate) const ADMINISTRATORS: [&str; 2] = ["anna", "clara"];
pub(crate) const NOBODY: &str = "bert";

/// What the server is to be like.
pub(crate) struct Wanted<'a> {
    /// Of these programs, the one to run.
    pub(crate) program: &'a Path,
    /// Over what: the museum, or a computer.
    pub(crate) over: &'a [&'a str],
    /// An address of the loopback interface that nobody else uses.
    pub(crate) address: &'a str,
    /// The port of the endpoint mapper; 0 is none that can be asked for, so it is chosen here.
    pub(crate) port: u16,
    /// What `[remote]` in the configuration says.
    pub(crate) configuration: &'a str,
    /// What the environment says.
    pub(crate) environment: &'a [(&'a str, String)],
}

/// The museum, and not a computer.
pub(crate) const MUSEUM: &[&str] = &["--museum"];

/// A server that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    folder: PathBuf,
    /// The endpoint mapper.
    pub(crate) mapper: SocketAddr,
    /// The objects.
    pub(crate) objects: SocketAddr,
}

impl Server {
    /// Starts it, and waits until it says that it is ready.
    pub(crate) fn start(wanted: &Wanted<'_>) -> Outcome<Self> {
        let folder = root().join("target/remote").join(wanted.address);
        let _ = fs::remove_dir_all(&folder);
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        fs::write(folder.join("password"), PASSWORD).map_err(failed)?;
        if !wanted.configuration.is_empty() {
            fs::write(folder.join("wua.toml"), wanted.configuration).map_err(failed)?;
        }
        for user in ADMINISTRATORS {
            run(wua(wanted, &folder, &["user", "add", user]))?;
        }
        run(wua(wanted, &folder, &["user", "add", NOBODY, "--no-admin"]))?;
        let log = fs::File::create(folder.join("log")).map_err(failed)?;
        let port = wanted.port.to_string();
        let mut command = Command::new(wanted.program);
        command.args(wanted.over).args(["--json", "--state"]).arg(&folder);
        command.args(["serve", "--listen", wanted.address, "--port", &port]);
        command
            .envs(wanted.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = command
            .spawn()
            .map_err(|error| format!("{}: {error}", wanted.program.display()))?;
        let ready = first_line(&mut child, &folder);
        let (mapper, objects) = match ready {
            Ok(addresses) => addresses,
            Err(message) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(message);
            }
        };
        Ok(Self {
            child,
            folder,
            mapper,
            objects,
        })
    }

    /// The file with the password of all accounts.
    pub(crate) fn password_file(&self) -> PathBuf {
        self.folder.join("password")
    }

    /// The folder with everything that it keeps.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it still runs.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to end, and waits for that.
    pub(crate) fn stop(mut self) -> Outcome<Ended> {
        let id = self.child.id().to_string();
        run(crate::workspace::program("kill", &["-TERM", &id]))?;
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let path = self.folder.join("entries");
        let entries = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if status.success() {
            Ok(Ended { entries })
        } else {
            Err(format!("the server ended with {status}\n{entries}"))
        }
    }

    /// Seconds of processors that it has taken.
    pub(crate) fn processor(&self) -> Outcome<f64> {
        // Hundredths of seconds, on every Linux there is.
        const TICKS: f64 = 100.0;
        let path = format!("/proc/{}/stat", self.child.id());
        let stat = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: Vec<f64> = fields
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse().ok())
            .collect();
        match ticks[..] {
            [user, system] => Ok((user + system) / TICKS),
            _ => Err(format!("{path} has no times")),
        }
    }

    /// Its resident memory in bytes.
    pub(crate) fn memory(&self) -> Outcome<f64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
        kibibytes
            .map(|kibibytes| kibibytes * 1024.0)
            .ok_or_else(|| format!("{path} has no VmRSS"))
    }
}

/// A server that has ended as it should.
pub(crate) struct Ended {
    /// What it wrote down, as JSON.
    pub(crate) entries: String,
}

impl Ended {
    /// How many objects callers still held.
    pub(crate) fn held(&self) -> Outcome<f64> {
        let summary = self.entries.lines().last().unwrap_or_default();
        let summary: serde_json::Value = serde_json::from_str(summary).unwrap_or_default();
        summary["count"]
            .as_f64()
            .ok_or_else(|| format!("the server said nothing when it ended:\n{}", self.entries))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wua(wanted: &Wanted<'_>, folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(wanted.program);
    command
        .args(wanted.over)
        .args(["--quiet", "--state"])
        .arg(folder)
        .args(args)
        .arg("--password-file")
        .arg(folder.join("password"))
        .stdout(Stdio::null());
    command
}

/// Where it is. What it says after that goes to a file.
fn first_line(child: &mut Child, folder: &Path) -> Outcome<(SocketAddr, SocketAddr)> {
    let stdout = child.stdout.take().ok_or("the server has no output")?;
    let mut stdout = BufReader::new(stdout);
    let mut line = String::new();
    stdout.read_line(&mut line).map_err(|error| error.to_string())?;
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
    let address = |what: &str| ready[what][0].as_str().and_then(|text| text.parse().ok());
    let (Some(mapper), Some(objects)) = (address("endpoint_mapper"), address("objects")) else {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        return Err(format!("the server is not ready, but says: {line}{log}"));
    };
    let path = folder.join("entries");
    let mut entries = fs::File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    std::thread::spawn(move || {
        let mut line = String::new();
        while stdout.read_line(&mut line).is_ok_and(|count| count > 0) {
            // A log that cannot be kept is missed by whoever reads it.
            let _ = entries.write_all(line.as_bytes());
            line.clear();
        }
    });
    Ok((mapper, objects))
}
