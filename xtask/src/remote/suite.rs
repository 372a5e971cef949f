//! The tests with foreign clients: impacket, Samba's rpcclient, tshark, and systemd's way of handing sockets over.

use std::fs;
use std::io::Read;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::load;
use super::meddler::{Meddling, between};
use super::server::{ADMINISTRATORS, MUSEUM, NOBODY, PASSWORD, Server, Wanted};
use crate::docs::{Witness, is_warranted};
use crate::install;
use crate::workspace::{Outcome, program, root, run, target};

/// What an administrator of this computer allows in the test of that.
const EVERYTHING: &str = "[remote]\nallow = [\"cache\", \"download\", \"eula\", \"hide\", \"install\", \"jobs\", \
                          \"proxy\", \"services\", \"settings\", \"system\"]\n";

/// Where the intruders come.
const INTRUDED: &str = "127.0.42.5";

/// How long the load of the tests lasts.
const LOAD: Duration = Duration::from_mins(1);

/// Expert information of the severity error, as tshark numbers it.
const WRONG: &str = "_ws.malformed || _ws.expert.severity == 8388608";

/// Runs all tests, and tells the name and the outcome of each.
pub(crate) fn suite(mut tell: impl FnMut(&str, Outcome)) {
    let build = program("cargo", &["build", "--quiet", "--package", "wua", "--bin", "wua"]);
    if let Err(message) = run(build) {
        return tell("wua for other computers", Err(message));
    }
    let scripts = [
        ("search.py", "127.0.42.1", ""),
        ("history_and_services.py", "127.0.42.2", ""),
        ("own_collections.py", "127.0.42.3", ""),
        ("refused.py", "127.0.42.4", ""),
        ("intruders.py", INTRUDED, ""),
        ("allowed.py", "127.0.42.6", EVERYTHING),
    ];
    for (script, address, configuration) in scripts {
        tell(script, impacket(script, address, configuration));
    }
    tell("all members are called", coverage());
    tell("the page about use from another computer", is_warranted());
    tell("refusals are written down", refusals_written_down());
    tell("IP version 6", version_6());
    tell("rpcclient verifies what we sign and seal", rpcclient());
    tell("tshark decodes a session", tshark());
    tell("systemd hands sockets over", socket_activation());
    tell(
        "a minute of mixed load",
        load::run("127.0.42.20", LOAD).map(|figures| println!("{figures}")),
    );
}

/// A server over the museum, as the tests use it. Root has the well-known port.
pub(super) fn start(address: &str, configuration: &str) -> Outcome<Server> {
    let record = Witness::Foreign.record().to_string_lossy().into_owned();
    Server::start(&Wanted {
        program: &wua(),
        over: MUSEUM,
        address,
        port: if install::is_root() { 135 } else { 10_135 },
        configuration,
        environment: &[("WUA_MEMBER_RECORD", record)],
    })
}

fn wua() -> PathBuf {
    target().join("debug/wua")
}

fn impacket(script: &str, address: &str, configuration: &str) -> Outcome {
    let server = start(address, configuration)?;
    let record = record_of(script);
    // Scripts add to it.
    let _ = fs::remove_file(&record);
    let mut command = python(script, &server);
    command.arg("--record").arg(record);
    ended_well(&mut command)?;
    server.stop().map(drop)
}

/// What a script has called.
fn record_of(script: &str) -> PathBuf {
    root().join("target/remote").join(script).with_extension("called")
}

fn python(script: &str, server: &Server) -> Command {
    let password = server.password_file();
    let mut command = program(&install::impacket().to_string_lossy(), &["-B"]);
    command
        .arg(Path::new("tests/remote").join(script))
        .args(["--server", &server.mapper.ip().to_string()])
        .args(["--port", &server.mapper.port().to_string()])
        .args(["--user", ADMINISTRATORS[0]])
        .arg("--password-file")
        .arg(&password);
    if script == "intruders.py" {
        command
            .args(["--guest", NOBODY, "--guest-password-file"])
            .arg(&password)
            .args(["--second", ADMINISTRATORS[1], "--second-password-file"])
            .arg(&password);
    }
    command
}

/// A script says in its last line that it came to its end.
pub(super) fn ended_well(command: &mut Command) -> Outcome {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let is_ok = text.lines().last().is_some_and(|line| line.starts_with("ok "));
    if output.status.success() && is_ok {
        return Ok(());
    }
    Err(format!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

fn coverage() -> Outcome {
    let mut command = program(
        &install::impacket().to_string_lossy(),
        &["-B", "tests/remote/coverage.py"],
    );
    for script in [
        "search.py",
        "history_and_services.py",
        "own_collections.py",
        "refused.py",
    ] {
        command.arg(record_of(script));
    }
    ended_well(&mut command)
}

/// What the intruders tried stands in the journal: who, from where, and what.
fn refusals_written_down() -> Outcome {
    let path = root().join("target/remote").join(INTRUDED).join("entries");
    let entries = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let entries: Vec<serde_json::Value> = entries.lines().flat_map(serde_json::from_str).collect();
    for (user, what) in [
        (Some(ADMINISTRATORS[0]), "signed in; calls are signed and sealed"),
        (Some(ADMINISTRATORS[0]), "sign-in refused: "),
        (Some(NOBODY), "is no administrator here"),
        (None, "connection closed: "),
    ] {
        let is_it = |entry: &&serde_json::Value| {
            entry["user"].as_str() == user && entry["what"].as_str().is_some_and(|text| text.contains(what))
        };
        let from = entries
            .iter()
            .find(is_it)
            .and_then(|entry| entry["from"].as_str());
        if !from.is_some_and(|from| from.starts_with("127.0.")) {
            return Err(format!("{} does not say of {user:?}: {what}", path.display()));
        }
    }
    Ok(())
}

fn version_6() -> Outcome {
    if TcpListener::bind("[::1]:0").is_err() {
        println!("not run: this computer has no IP version 6");
        return Ok(());
    }
    let server = start("::1", "")?;
    load::visit(&server)?;
    server.stop().map(drop)
}

/// Samba's client compares our signatures, which others do not.
fn rpcclient() -> Outcome {
    if !install::is_root() {
        println!("not run: rpcclient dials port 135, which is root's");
        return Ok(());
    }
    let server = start("127.0.42.10", "")?;
    let unchanged = between("127.0.42.11", server.mapper, Meddling::None)?;
    let changed = [
        between("127.0.42.14", server.mapper, Meddling::Signature)?,
        between("127.0.42.15", server.mapper, Meddling::Stub)?,
    ];
    for protection in ["ntlm,sign", "ntlm,seal", "spnego,sign", "spnego,seal"] {
        lookup(server.mapper, protection)?;
        lookup(unchanged, protection)?;
        for changed in changed {
            if lookup(changed, protection).is_ok() {
                return Err(format!(
                    "rpcclient did not notice that a response was changed ({protection})"
                ));
            }
        }
    }
    server.stop().map(drop)
}

fn lookup(address: SocketAddr, protection: &str) -> Outcome {
    let binding = format!("ncacn_ip_tcp:{}[{},{protection}]", address.ip(), address.port());
    let user = format!("d\\{}%{PASSWORD}", ADMINISTRATORS[0]);
    let args = ["20", "rpcclient", "-U", &user, &binding, "-c", "epmlookup"];
    answers(&mut program("timeout", &args), protection)
}

/// Whether rpcclient sees the four interfaces that there are.
pub(super) fn answers(rpcclient: &mut Command, protection: &str) -> Outcome {
    let output = rpcclient.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let interfaces = text
        .lines()
        .filter(|line| line.contains("abstract_syntax="))
        .count();
    if interfaces == 4 {
        Ok(())
    } else {
        Err(format!(
            "rpcclient {protection}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// Another reader of the same bytes: of what is signed it reads all, of what is sealed what stands around it. It could
/// unseal, but keeps one state for each connection, and impacket signs in several times on one.
fn tshark() -> Outcome {
    if !install::is_root() {
        println!("not run: only root may listen to the loopback interface");
        return Ok(());
    }
    let server = start("127.0.42.12", "")?;
    let file = root().join("target/remote/session.pcapng");
    let capturing = Capture::start(&file, "host 127.0.42.12")?;
    for script in ["search.py", "history_and_services.py", "own_collections.py"] {
        ended_well(&mut python(script, &server))?;
    }
    capturing.stop()?;
    let calls = decoded(
        &file,
        "dcerpc.pkt_type == 2 && dcerpc.auth_level == 5",
        &["-T", "fields", "-e", "frame.number"],
    )?;
    let calls = calls.lines().count();
    if calls < 1_000 {
        return Err(format!("only {calls} signed responses were captured"));
    }
    println!("{calls} signed responses were decoded");
    let frames = decoded(&file, WRONG, &["-V"])?;
    let wrong: Vec<&str> = frames
        .split("\nFrame ")
        .filter(|frame| !is_known(frame))
        .collect();
    if wrong.is_empty() {
        return server.stop().map(drop);
    }
    Err(format!(
        "tshark finds fault with {} frames; the first one is:\n{}",
        wrong.len(),
        wrong.first().unwrap_or(&"")
    ))
}

/// What tshark 4.0 itself cannot read: replies of `Invoke` with a DECIMAL or an object in their VARIANT.
fn is_known(frame: &str) -> bool {
    let mut types = frame.lines().filter(|line| line.trim().starts_with("VarType: "));
    frame.trim().is_empty()
        || frame.contains("DCOM IDispatch, Invoke")
            && types.any(|line| line.ends_with("(0x000d)") || line.ends_with("(0x000e)"))
}

fn decoded(file: &Path, filter: &str, how: &[&str]) -> Outcome<String> {
    let mut command = program("tshark", &["-r"]);
    command
        .arg(file)
        .args(["-Y", filter])
        .args(how)
        .stderr(Stdio::null());
    let output = command.output().map_err(|error| format!("tshark: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

struct Capture(Child);

impl Capture {
    fn start(file: &Path, filter: &str) -> Outcome<Self> {
        let _ = fs::remove_file(file);
        let mut command = program("tshark", &["-q", "-i", "lo", "-f", filter, "-w"]);
        let child = command
            .arg(file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("tshark: {error}"))?;
        let capture = Self(child);
        // It writes the head of the file when it listens.
        wait_for("tshark to listen", || {
            fs::metadata(file).is_ok_and(|file| file.len() > 0)
        })?;
        thread::sleep(Duration::from_millis(500));
        Ok(capture)
    }

    fn stop(mut self) -> Outcome {
        // What was captured last is still on its way.
        thread::sleep(Duration::from_secs(2));
        run(program("kill", &["-INT", &self.0.id().to_string()]))?;
        self.0.wait().map(drop).map_err(|error| error.to_string())
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// systemd's own program hands the sockets over when the first connection comes.
fn socket_activation() -> Outcome {
    if !install::is_root() {
        println!("not run: rpcclient dials port 135, which is root's");
        return Ok(());
    }
    // The accounts are those of a server that has been there before.
    let before = start("127.0.42.13", "")?;
    let folder = before.folder().to_owned();
    before.stop()?;
    let (mapper, objects) = ("127.0.42.13:135", "127.0.42.13:10135");
    let mut child = Command::new("systemd-socket-activate")
        .args(["--listen", mapper, "--listen", objects])
        .arg(wua())
        .args(["--museum", "--state"])
        .arg(&folder)
        .arg("serve")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("systemd-socket-activate: {error}"))?;
    let address: SocketAddr = mapper.parse().map_err(|_| "no address")?;
    let outcome = wait_for("systemd to listen", || TcpStream::connect(address).is_ok())
        .and_then(|()| lookup(address, "ntlm,seal"));
    let _ = run(program("kill", &["-TERM", &child.id().to_string()]));
    let status = child.wait().map_err(|error| error.to_string())?;
    let mut said = String::new();
    if let Some(stdout) = &mut child.stdout {
        stdout
            .read_to_string(&mut said)
            .map_err(|error| error.to_string())?;
    }
    outcome?;
    let ready = format!("ready: endpoint mapper on {mapper}, objects on {objects}");
    if said.lines().next() == Some(&ready) && status.success() {
        Ok(())
    } else {
        Err(format!("it ended with {status} and said: {said}"))
    }
}

fn wait_for(what: &str, mut happened: impl FnMut() -> bool) -> Outcome {
    let began = Instant::now();
    while !happened() {
        if began.elapsed() > Duration::from_secs(20) {
            return Err(format!("waited in vain for {what}"));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
