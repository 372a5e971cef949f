//! One command on many computers, through a real ssh on this one: two computers of the museum behind one server, and
//! hosts that are dead, hang, refuse or know nothing.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::harness::{Computer, Run, copy, objects, of_type, run};
use crate::terminal::{begin_command, read};

const SSHD: &str = "/usr/sbin/sshd";

/// Where sshd of root wants an empty folder. It belongs to the package, but is made when the service starts.
const EMPTY_FOLDER: &str = "/run/sshd";

/// A port that nobody had a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A server of ssh behind whose ports there are computers of the museum; behind the last one there is no `wua`.
struct Server {
    computer: Computer,
    child: Child,
    ports: [u16; 3],
    user: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn make_key(path: &Path) -> String {
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path);
    assert!(command.status().unwrap().success());
    fs::read_to_string(path.with_extension("pub")).unwrap()
}

impl Server {
    /// `None` where there is no sshd, which is said; root could have had it.
    fn start() -> Option<Self> {
        let is_root = rustix::process::geteuid().is_root();
        if !Path::new(SSHD).exists() || (is_root && !Path::new(EMPTY_FOLDER).exists()) {
            assert!(
                !is_root,
                "install the package openssh-server, and make {EMPTY_FOLDER}"
            );
            eprintln!("not run: sshd is not installed (package openssh-server)");
            return None;
        }
        let computer = Computer::new();
        let folder = folder(&computer);
        fs::create_dir_all(folder.join("bin")).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_wua"), folder.join("bin/wua")).unwrap();
        let ports = [free_port(), free_port(), free_port()];
        let host_key = make_key(&folder.join("host_key"));
        let key = make_key(&folder.join("key"));
        let place = folder.display();
        // What is asked for is run as a login shell would do it.
        let login = format!(
            "#!/bin/sh\nport=${{SSH_CONNECTION##* }}\ntest $port = {} || PATH={place}/bin:$PATH\n\
             export PATH WUA_MUSEUM=1 WUA_STATE={place}/state-$port\neval \"$SSH_ORIGINAL_COMMAND\"\n",
            ports[2]
        );
        write(&folder.join("login"), &login, 0o644);
        let authorized = format!("restrict,command=\"sh {place}/login\" {key}");
        write(&folder.join("authorized_keys"), &authorized, 0o600);
        let listening = ports.map(|port| format!("Port {port}\n")).concat();
        let configuration = format!(
            "{listening}ListenAddress 127.0.0.1\nHostKey {place}/host_key\nAuthorizedKeysFile {place}/authorized_keys\n\
             StrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        );
        write(&folder.join("sshd_config"), &configuration, 0o600);
        let known = ports
            .map(|port| format!("[127.0.0.1]:{port} {host_key}"))
            .concat();
        write(&folder.join("known_hosts"), &known, 0o600);
        let configuration = format!(
            "Host *\nIdentityFile {place}/key\nIdentitiesOnly yes\nIdentityAgent none\nUserKnownHostsFile {place}/known_hosts\n\
             GlobalKnownHostsFile /dev/null\nStrictHostKeyChecking yes\n"
        );
        write(&folder.join("ssh_config"), &configuration, 0o600);
        // ssh looks for its configuration in the folder that the system knows of the user.
        let ssh = format!("#!/bin/sh\nexec /usr/bin/ssh -F {place}/ssh_config \"$@\"\n");
        write(&folder.join("ssh"), &ssh, 0o644);
        copy(&folder.join("ssh"), &folder.join("bin/ssh"));
        let child = Command::new(SSHD)
            .args(["-D", "-e", "-f"])
            .arg(folder.join("sshd_config"))
            .stderr(fs::File::create(folder.join("log")).unwrap())
            .spawn()
            .unwrap();
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        let server = Self {
            computer,
            child,
            ports,
            user: String::from_utf8(user).unwrap().trim().to_owned(),
        };
        let patience = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", ports[2])).is_err() {
            assert!(
                Instant::now() < patience,
                "sshd does not listen: {}",
                server.log()
            );
            thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    fn log(&self) -> String {
        fs::read_to_string(folder(&self.computer).join("log")).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        folder(&self.computer).join(name)
    }

    fn host(&self, number: usize) -> String {
        format!("ssh:{}@127.0.0.1:{}", self.user, self.ports[number])
    }

    /// The two that answer.
    fn both(&self) -> String {
        format!("{},{}", self.host(0), self.host(1))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.computer.bare_command(arguments);
        command.env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()));
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }
}

fn folder(computer: &Computer) -> PathBuf {
    computer.state().parent().unwrap().to_owned()
}

/// Accepts and says nothing.
fn hanging() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, format!("ssh:127.0.0.1:{port}"))
}

fn outcomes(run: &Run) -> (Vec<Value>, Value) {
    let objects = objects(&run.stdout);
    let hosts = of_type(&objects, "host").into_iter().cloned().collect();
    (hosts, objects.last().unwrap().clone())
}

#[test]
fn two_computers_answer_as_one_would_with_the_host_before_it() {
    let Some(server) = Server::start() else { return };
    let answer = server.run(&["search", "--type", "driver", "--host", &server.both()]);
    assert_eq!(answer.code, Some(0), "{answer:?} {}", server.log());
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert!(
        lines[0].starts_with("HOST ") && lines[0].ends_with("STATUS  KB             SIZE  SEVERITY   TITLE"),
        "{answer:?}"
    );
    assert_eq!(lines.len(), 7, "{answer:?}");
    let alone = Computer::new().answer(&[
        "search",
        "--type",
        "driver",
        "--columns",
        "status,kb,size,severity,title",
    ]);
    for number in [0, 1] {
        let host = server.host(number);
        for line in alone.lines().skip(1) {
            let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
            let expected = words(&format!("{host} {line}"));
            assert!(
                lines.iter().any(|shown| words(shown) == expected),
                "{expected}\n{answer:?}"
            );
        }
        assert!(
            answer.stderr.contains(&format!("{host}: done, 3 updates\n")),
            "{answer:?}"
        );
    }
    assert!(
        answer
            .stderr
            .ends_with("status: L licence to accept\n2 hosts: 2 done\n"),
        "{answer:?}"
    );
}

#[test]
fn every_object_says_of_which_host_it_is() {
    let Some(server) = Server::start() else { return };
    let answer = server.run(&["search", "--json", "--host", &server.both(), "--exit-code"]);
    assert_eq!(answer.code, Some(100), "{answer:?}");
    assert_eq!(answer.stderr, "");
    let all = objects(&answer.stdout);
    for object in all.iter().rev().skip(1) {
        assert!(
            [server.host(0), server.host(1)].contains(&object["host"].as_str().unwrap().to_owned()),
            "{object}"
        );
    }
    let (hosts, summary) = outcomes(&answer);
    assert_eq!(hosts.len(), 2);
    for host in hosts {
        let of_host = |object: &&&Value| object["host"] == host["host"];
        let updates = of_type(&all, "update").iter().filter(of_host).count();
        assert_eq!(host["count"], updates, "{host}");
        assert_eq!((&host["exit_code"], &host["error"]), (&100.into(), &Value::Null));
    }
    assert_eq!(
        (&summary["count"], &summary["hosts"]["done"]),
        (&2.into(), &2.into()),
        "{summary}"
    );
}

#[test]
fn what_is_done_is_done_there_and_words_arrive_as_they_were_written() {
    let Some(server) = Server::start() else { return };
    let both = server.both();
    let changed = server.run(&["install", "KB5081910", "--host", &both, "--yes"]);
    assert_eq!(changed.code, Some(0), "{changed:?}");
    assert_eq!(
        changed.stdout.matches("install succeeded: KB5081910").count(),
        2,
        "{changed:?}"
    );
    assert!(!changed.stdout.contains("download succeeded"), "{changed:?}");
    let history = server.run(&["history", "-n", "1", "--columns", "kb", "--host", &both]);
    assert_eq!(history.stdout.matches("KB5081910").count(), 2, "{history:?}");
    let titles = "it's $(touch broken) `touch broken` \"; touch broken; *";
    let nothing = server.run(&[
        "search",
        "--host",
        &both,
        "--title",
        titles,
        "--criteria",
        "Type='Driver'",
    ]);
    assert_eq!(
        (nothing.code, nothing.stdout.as_str()),
        (Some(0), ""),
        "{nothing:?}"
    );
    assert_eq!(
        nothing.stderr.matches("done, 0 updates").count(),
        2,
        "{nothing:?}"
    );
    let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    assert!(!home.join("broken").exists() && !server.path("broken").exists());
    for (arguments, heading) in [
        (&["status"][..], "RESTART"),
        (&["reboot", "status"], "RESTART"),
        (&["services", "list"], "STATUS"),
        (&["settings", "get"], "SETTING"),
        (&["refresh"], "KNOWN"),
        (&["show", "KB5081905"], "UPDATE"),
        (&["explain", "KB5081905"], "EXPLANATION"),
        (&["download", "KB5081905", "--yes"], "RESULT"),
        (&["hide", "KB5081905", "--yes"], "RESULT"),
        (&["settings", "set", "scheduled-hour", "4", "--yes"], "SETTING"),
        (&["install", "--dry-run"], "RESULT"),
    ] {
        let answer = server.run(&[arguments, &["--host", &both]].concat());
        assert_eq!(answer.code, Some(0), "{arguments:?}: {answer:?}");
        let first = answer.stdout.lines().next().unwrap_or_default();
        let headings: Vec<&str> = first.split_whitespace().take(2).collect();
        assert_eq!(headings, ["HOST", heading], "{arguments:?}: {answer:?}");
        assert!(
            answer.stderr.contains("2 hosts: 2 done"),
            "{arguments:?}: {answer:?}"
        );
    }
}

#[test]
fn every_host_has_one_outcome_also_the_dead_the_hanging_and_the_refusing() {
    let Some(server) = Server::start() else { return };
    let (_listener, hanging) = hanging();
    let dead = format!("ssh:127.0.0.1:{}", free_port());
    let refusing = format!("ssh:nobody@127.0.0.1:{}", server.ports[0]);
    let unknown = format!("ssh:localhost:{}", server.ports[0]);
    let nameless = "ssh:no-such-host.invalid".to_owned();
    let hosts = [
        server.host(0),
        server.host(2),
        dead,
        hanging,
        refusing,
        unknown,
        nameless,
    ];
    let all = hosts.join(",");
    let begun = Instant::now();
    let answer = server.run(&[
        "status",
        "--json",
        "--timeout",
        "3",
        "--host",
        &all,
        "--host",
        &all,
    ]);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert_eq!(answer.code, Some(5), "some failed: {answer:?}");
    let (outcomes, summary) = outcomes(&answer);
    assert_eq!(outcomes.len(), hosts.len(), "each once: {outcomes:?}");
    let names = [
        Value::Null,
        "ERROR_FILE_NOT_FOUND".into(),
        "WININET_E_CANNOT_CONNECT".into(),
        "WININET_E_TIMEOUT".into(),
        "E_ACCESSDENIED".into(),
        "E_ACCESSDENIED".into(),
        "WININET_E_NAME_NOT_RESOLVED".into(),
    ];
    for (host, name) in hosts.iter().zip(names) {
        let outcome = outcomes.iter().find(|outcome| outcome["host"] == **host);
        let outcome = outcome.unwrap_or_else(|| panic!("{host}: {outcomes:?}"));
        assert_eq!(outcome["error"]["name"], name, "{outcome}");
        assert_eq!(outcome["hint"].is_string(), !name.is_null(), "{outcome}");
    }
    assert_eq!(summary["hosts"]["failed"]["unreachable"], 3, "{summary}");
    assert_eq!(summary["hosts"]["failed"]["permission_denied"], 2, "{summary}");

    let answer = server.run(&["status", "--host", &hosts[2]]);
    assert_eq!(answer.code, Some(8), "all for one reason: {answer:?}");
    assert!(
        answer.stderr.contains("WININET_E_CANNOT_CONNECT") && answer.stderr.contains("1 unreachable"),
        "{answer:?}"
    );
}

#[test]
fn who_failed_is_asked_again_and_nobody_else() {
    let Some(server) = Server::start() else { return };
    let hosts = server.path("hosts");
    let (listener, hanging) = hanging();
    write(
        &hosts,
        &format!(
            "# the museum\n{}\n{}\n{hanging}\n",
            server.host(0),
            server.host(1)
        ),
        0o600,
    );
    let kept = server.path("outcomes");
    let (hosts, kept) = (hosts.to_str().unwrap(), kept.to_str().unwrap());
    let arguments = ["search", "--hosts-file", hosts, "--retry-failed", kept];
    // Killed while one of them hangs: what the others said is kept.
    let mut command = server.command(&arguments);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let notes = BufReader::new(child.stderr.take().unwrap());
    let done = notes
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.contains("done, "));
    assert_eq!(done.take(2).count(), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(listener);

    let again = server.run(&arguments);
    assert_eq!(again.code, Some(8), "{again:?}");
    assert!(
        again
            .stderr
            .ends_with("1 host: 0 done, 1 unreachable, 2 done before\n"),
        "{again:?}"
    );
    assert_eq!(again.stdout, "");
    write(Path::new(hosts), &server.host(0), 0o600);
    let nothing = server.run(&arguments);
    assert_eq!(nothing.code, Some(0), "{nothing:?}");
    assert!(
        nothing.stderr.contains("0 hosts: 0 done, 1 done before"),
        "{nothing:?}"
    );
    let other = server.run(&["history", "--hosts-file", hosts, "--retry-failed", kept]);
    assert_eq!(other.code, Some(2), "{other:?}");
    assert!(
        other.stderr.contains("belongs to another command: `wua search`"),
        "{other:?}"
    );
}

#[test]
fn an_interrupt_ends_it_and_says_who_has_no_outcome() {
    let Some(server) = Server::start() else { return };
    let (_listener, hanging) = hanging();
    let hosts = format!("{hanging},{},{}", server.host(0), server.host(1));
    for is_json in [false, true] {
        let mut command = server.command(&["status", "--parallel", "1", "--host", &hosts]);
        if is_json {
            command.arg("--json");
        }
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(700));
        kill_process(Pid::from_child(&child), Signal::INT).unwrap();
        let begun = Instant::now();
        let mut shown = [String::new(), String::new()];
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut shown[0])
            .unwrap();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut shown[1])
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(7), "{shown:?}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
        if is_json {
            let objects = objects(&shown[0]);
            assert_eq!(of_type(&objects, "host").len(), 3, "{objects:?}");
            assert_eq!(objects.last().unwrap()["hosts"]["not_started"], 2, "{objects:?}");
        } else {
            let names = format!(
                "without an outcome: {hanging}, {}, {}\n",
                server.host(0),
                server.host(1)
            );
            assert!(shown[1].contains(&names), "{shown:?}");
        }
    }
}

/// `wua serve` over the museum, with a file of credentials for it.
struct Agent {
    computer: Computer,
    child: Child,
    host: String,
    credentials: PathBuf,
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Agent {
    fn start(allow: &str) -> Self {
        let computer = Computer::new();
        let state = computer.state();
        fs::create_dir_all(&state).unwrap();
        let secret = state.join("secret");
        write(&secret, "swordfish", 0o600);
        computer.answer(&["user", "add", "anna", "--password-file", secret.to_str().unwrap()]);
        write(
            &state.join("wua.toml"),
            &format!("[remote]\nallow = [{allow}]\n"),
            0o644,
        );
        let port = free_port().to_string();
        let mut child = computer.spawn(&["serve", "--json", "--listen", "127.0.0.1", "--port", &port]);
        let mut ready = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut ready).unwrap();
        assert!(ready.contains("\"ready\""), "{ready}");
        // What it writes later is of no interest, but has to go somewhere.
        thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let credentials = state.join("credentials.toml");
        let text = "[[credentials]]\nhosts = [\"127.*\"]\nuser = \"anna\"\npassword-file = \"secret\"\n";
        write(&credentials, text, 0o600);
        Self {
            host: format!("127.0.0.1:{port}"),
            computer,
            child,
            credentials,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.computer.bare_command(arguments);
        command.env("WUA_CREDENTIALS", &self.credentials);
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }
}

#[test]
fn an_agent_answers_remote_calls_as_it_answers_here() {
    let agent = Agent::start("\"hide\", \"settings\"");
    let columns = ["--columns", "status,kb,size,severity,title"];
    for arguments in [
        &[&["search", "--locale", "es"], &columns[..]].concat()[..],
        &[
            "history",
            "--all",
            "--columns",
            "date,operation,result,kb,title,client",
        ],
        &[
            "services",
            "list",
            "--columns",
            "status,id,name,url,issued,expires",
        ],
        &["settings", "get"],
    ] {
        let here = Computer::new().answer(arguments);
        let there = agent.run(&[arguments, &["--host", &agent.host]].concat());
        assert_eq!(there.code, Some(0), "{arguments:?}: {there:?}");
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let rows = |text: &str| text.lines().skip(1).map(words).collect::<Vec<_>>();
        let expected: Vec<String> = rows(&here)
            .iter()
            .map(|row| format!("{} {row}", agent.host))
            .collect();
        assert_eq!(rows(&there.stdout), expected, "{arguments:?}");
    }
    let changed = agent.run(&["hide", "KB5081927", "--yes", "--json", "--host", &agent.host]);
    assert_eq!(changed.code, Some(0), "{changed:?}");
    let transcript = agent.computer.state().join("transcript");
    let record = [
        "search",
        "--host",
        &agent.host,
        "--record",
        transcript.to_str().unwrap(),
    ];
    let recorded = agent.run(&record);
    assert_eq!(recorded.code, Some(0), "{recorded:?}");
    let text = fs::read_to_string(&transcript).unwrap();
    assert!(
        text.contains("KB5081905") && !text.contains("swordfish") && !text.contains("anna"),
        "{text}"
    );
    assert_ne!(agent.run(&record).code, Some(0), "the file is there already");
    let refused = agent.run(&["services", "remove", "sundial", "--yes", "--host", &agent.host]);
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(refused.stderr.contains("[remote] allow"), "{refused:?}");
}

#[test]
fn agents_that_are_dead_hang_or_refuse_have_an_outcome_too() {
    let agent = Agent::start("");
    let dead = format!("127.0.0.1:{}", free_port());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let hanging = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let stranger = "localhost:1";
    let hosts = [&agent.host, &dead, &hanging, stranger].map(str::to_owned);
    let arguments = ["search", "--json", "--timeout", "3", "--host", &hosts.join(",")];
    let answer = agent.run(&arguments);
    let (outcomes, summary) = outcomes(&answer);
    assert_eq!(answer.code, Some(5), "{answer:?}");
    let code = |host: &str| {
        let outcome = outcomes.iter().find(|outcome| outcome["host"] == host);
        outcome.unwrap_or_else(|| panic!("{host}: {outcomes:?}"))["exit_code"].clone()
    };
    assert_eq!(
        hosts.each_ref().map(|host| code(host)),
        [0, 8, 6, 2].map(Value::from),
        "{outcomes:?}"
    );
    assert_eq!(summary["count"], 4, "{summary}");

    let mut command = agent.command(&["search", "--host", &agent.host, "--user", "anna"]);
    command.env_remove("WUA_CREDENTIALS").env("WUA_PASSWORD", "wrong");
    let refused = run(command);
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(refused.stderr.contains("ERROR_LOGON_FAILURE"), "{refused:?}");

    let mut child = agent
        .command(&["search", "--host", &hanging])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(500));
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let begun = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(7));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

/// A computer of this kind takes no server: the program refuses before it asks anybody.
fn refused(arguments: &[&str], words: &str) {
    let run = run(Computer::new().bare_command(arguments));
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(2), ""),
        "{arguments:?}: {run:?}"
    );
    assert!(run.stderr.contains(words), "{arguments:?}: {run:?}");
}

#[test]
fn what_makes_no_sense_elsewhere_is_refused_before_anybody_is_asked() {
    refused(&["serve", "--host", "pc1"], "not for other computers");
    refused(&["user", "list", "--host", "pc1"], "not for other computers");
    refused(&["man", "--host", "pc1"], "not for other computers");
    refused(&["install", "--host", "pc1"], "--yes");
    refused(&["hide", "KB1", "--host", "pc1"], "--yes");
    refused(&["search", "--museum", "--host", "pc1"], "--museum");
    refused(&["search", "--parallel", "4"], "--parallel");
    refused(&["search", "--user", "anna"], "--user");
    refused(&["search", "--record", "new"], "--record");
    refused(
        &["search", "--record", "new", "--host", "pc1,pc2", "--user", "anna"],
        "--record",
    );
    refused(&["search", "--password-file", "secret"], "--password-file");
    refused(&["search", "--host", "pc1", "--parallel", "0"], "parallel");
    refused(&["search", "--host=-oProxyCommand=reboot"], "hyphen");
    refused(&["search", "--host=ssh:-oProxyCommand=reboot"], "hyphen");
    refused(&["search", "--host", "pc1;reboot"], "no host");
    refused(&["search", "--host", ","], "no host");
    refused(&["show", "KB12x", "--host", "pc1"], "KB12x");
    refused(
        &[
            "search",
            "--hosts-file",
            "-",
            "--password-file",
            "-",
            "--user",
            "anna",
        ],
        "standard input",
    );
    refused(&["search", "--host", "pc1", "--user", "anna"], "no terminal");
    refused(&["search", "--host", "pc1"], "nobody to sign in as");
}

#[test]
fn no_password_is_ever_shown() {
    let computer = Computer::new();
    let folder = folder(&computer);
    let dead = format!("127.0.0.1:{}", free_port());
    let file = folder.join("credentials.toml");
    let text = "[[credentials]]\nhosts = [\"127.*\"]\nuser = \"anna\"\npassword = \"swordfish\"\n";
    for mode in [0o644, 0o600] {
        write(&file, text, mode);
        let arguments = [
            "search",
            "-v",
            "--timeout",
            "5",
            "--host",
            &dead,
            "--credentials",
            file.to_str().unwrap(),
        ];
        let mut command = computer.bare_command(&arguments);
        command.env("WUA_USER", "bert").env("WUA_PASSWORD", "swordfish");
        let run = run(command);
        assert_ne!(run.code, Some(0), "{run:?}");
        assert_eq!(run.stderr.contains("chmod 600"), mode == 0o644, "{run:?}");
        assert!(!format!("{run:?}").contains("swordfish"), "{run:?}");
    }
    // Typed, it is no more visible.
    let arguments = [
        "search",
        "-v",
        "--timeout",
        "5",
        "--user",
        "MUSEUM\\anna",
        "--host",
        &dead,
    ];
    let (mut child, mut terminal) = begin_command(computer.bare_command(&arguments));
    let mut shown = String::new();
    while !shown.contains("Password of MUSEUM\\anna: ") {
        assert!(read(&mut terminal, &mut shown), "{shown}");
    }
    terminal.write_all(b"swordfish\n").unwrap();
    while read(&mut terminal, &mut shown) {}
    assert_ne!(child.wait().unwrap().code(), Some(0), "{shown}");
    assert!(
        shown.contains(&format!("{dead}: ")) && !shown.contains("swordfish"),
        "{shown}"
    );
}
