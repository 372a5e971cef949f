//! The command line of another computer, run through the ssh of this one.
//!
//! What comes back is not trusted: lines have an end and a length, every one is an object of this schema, and behind the
//! summary there is nothing.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use serde::Deserialize;
use serde::de::IgnoredAny;
use wua::computer::Abort;
use wua::{Error, code};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::fleet::hosts::SshHost;
use crate::output::Output;
use crate::output::json::{self, SCHEMA, Summary};

/// How long a line may be: room for an update with thousands of files.
const LONGEST_LINE: u64 = 1 << 20;

/// How much one computer may say.
const MOST_BYTES: u64 = 64 << 20;

/// How much of what ssh says beside the answer is looked at.
const MOST_WORDS: usize = 8 << 10;

/// How long ssh may take to get through, in seconds.
const CONNECT: u64 = 30;

/// How often somebody looks whether it is time to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// What ssh exits with when it failed itself.
const SSH_FAILED: i32 = 255;

/// What a shell exits with when there is no such program, or none that it may run.
const NO_PROGRAM: [i32; 2] = [127, 126];

/// What is to be run where.
pub(crate) struct Errand {
    pub(crate) host: SshHost,
    /// The verb and its arguments.
    pub(crate) words: Arc<[String]>,
    /// The language of texts, as it can be written on a command line.
    pub(crate) locale: String,
    pub(crate) timeout: Option<Duration>,
    /// After this it is ended, whatever it does.
    pub(crate) deadline: Option<Instant>,
    /// Ends it earlier.
    pub(crate) abort: Abort,
}

/// Runs it. Whatever happens stands in the output, with a summary at its end.
pub(crate) fn run(errand: &Errand, mut output: Output) {
    if let Err(failure) = answer(errand, &mut output) {
        let exit = output.error(&failure);
        output.summary(Summary::of_failure(exit));
    }
}

fn answer(errand: &Errand, output: &mut Output) -> Result<(), Failure> {
    let mut child = command(errand).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::from(Error::new(
            code::ERROR_FILE_NOT_FOUND,
            "there is no `ssh` on this computer",
        )),
        _ => Failure::from(Error::new(
            code::E_FAIL,
            format!("ssh cannot be started: {error}"),
        )),
    })?;
    let group = Pid::from_child(&child);
    let words = in_background("ssh words", child.stderr.take(), last_words)?;
    let (end, ended) = channel();
    let guard = guard(errand, group, ended)?;
    let understood = match child.stdout.take() {
        Some(stdout) => listen(BufReader::new(stdout), output),
        None => Ok(false),
    };
    if understood.is_err() {
        // Whoever answers with rubbish is not listened to any longer.
        let _ = kill_process_group(group, Signal::TERM);
    }
    let status = wait(&mut child, group);
    drop(end);
    let stopped = guard.join().unwrap_or(None);
    // A process in the background may hold the stream open for as long as it likes.
    let words = words.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
    match (understood, stopped) {
        (Ok(true), _) => Ok(()),
        (_, Some(stopped)) => Err(stopped),
        (Err(rubbish), None) => Err(rubbish),
        (Ok(false), None) => Err(why(status, &words)),
    }
}

/// `ssh … -- HOST "'wua' '--json' …"`
fn command(errand: &Errand) -> Command {
    let host = &errand.host;
    let connect = errand
        .timeout
        .map_or(CONNECT, |timeout| timeout.as_secs().clamp(1, CONNECT));
    let mut command = Command::new("ssh");
    command.args(["-T", "-o", "BatchMode=yes", "-o"]);
    command.arg(format!("ConnectTimeout={connect}"));
    command.args(["-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"]);
    if let Some(port) = host.port {
        command.arg("-p").arg(port.to_string());
    }
    if let Some(user) = &host.user {
        command.arg("-l").arg(user);
    }
    command.arg("--").arg(&host.name).arg(remote_line(errand));
    // Ctrl-C is for this program, which ends ssh in its own time. And no password goes further than it has to.
    command
        .process_group(0)
        .env_remove("WUA_PASSWORD")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn remote_line(errand: &Errand) -> String {
    let mut words = vec![
        "wua".to_owned(),
        "--json".to_owned(),
        format!("--locale={}", errand.locale),
    ];
    if let Some(timeout) = errand.timeout {
        words.push(format!("--timeout={}", timeout.as_secs_f64()));
    }
    words.extend(errand.words.iter().cloned());
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    quoted.join(" ")
}

/// One word for a POSIX shell, whatever stands in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Ends ssh, with all that belongs to it, when time is up or somebody wants to stop; why it did.
fn guard(
    errand: &Errand,
    group: Pid,
    ended: Receiver<()>,
) -> Result<thread::JoinHandle<Option<Failure>>, Failure> {
    let (deadline, timeout) = (errand.deadline, errand.timeout.unwrap_or_default());
    let abort = errand.abort.clone();
    let watch = move || {
        loop {
            match ended.recv_timeout(GLANCE) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return None,
            }
            let is_late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
            let failure = match (is_late, abort.is_requested()) {
                (true, _) => Failure::timed_out(timeout),
                (_, true) => Failure::cancelled(),
                _ => continue,
            };
            let _ = kill_process_group(group, Signal::TERM);
            // Who does not hear that hears this.
            if ended.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                let _ = kill_process_group(group, Signal::KILL);
            }
            return Some(failure);
        }
    };
    let spawned = thread::Builder::new().name("ssh guard".to_owned()).spawn(watch);
    spawned.map_err(|error| no_thread(&error))
}

fn in_background<S: Send + 'static, T: Send + 'static>(
    name: &str,
    source: Option<S>,
    work: impl FnOnce(S, &Sender<T>) + Send + 'static,
) -> Result<Receiver<T>, Failure> {
    let (sender, receiver) = channel();
    if let Some(source) = source {
        let spawned = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(source, &sender));
        spawned.map_err(|error| no_thread(&error))?;
    }
    Ok(receiver)
}

fn no_thread(error: &io::Error) -> Failure {
    Error::new(code::E_OUTOFMEMORY, format!("no thread for ssh: {error}")).into()
}

/// The end of what is said, however much that is.
fn last_words(mut source: impl Read, sender: &Sender<String>) {
    let mut words = Vec::new();
    let mut piece = [0; 1024];
    while let Ok(length @ 1..) = source.read(&mut piece) {
        words.extend_from_slice(piece.get(..length).unwrap_or_default());
        let excess = words.len().saturating_sub(MOST_WORDS);
        words.drain(..excess);
    }
    let _ = sender.send(String::from_utf8_lossy(&words).into_owned());
}

fn wait(child: &mut Child, group: Pid) -> Option<ExitStatus> {
    // The answer has ended, and ssh has nothing else to do.
    let patience = Instant::now() + Duration::from_secs(5);
    while Instant::now() < patience {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(5));
    }
    let _ = kill_process_group(group, Signal::KILL);
    child.wait().ok()
}

/// What every line has.
#[derive(Deserialize)]
struct Head<'a> {
    schema: u32,
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    host: Option<IgnoredAny>,
}

/// Hands on the lines; whether there was a summary at their end.
fn listen(source: impl BufRead, output: &mut Output) -> Result<bool, Failure> {
    let mut source = source.take(MOST_BYTES);
    let mut is_concluded = false;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = source.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        match read {
            Ok(0) if source.limit() == 0 => return Err(rubbish("it says more than 64 MiB")),
            Ok(0) | Err(_) => return Ok(is_concluded),
            Ok(_) => {}
        }
        if bytes.pop() != Some(b'\n') {
            let is_long = u64::try_from(bytes.len()).is_ok_and(|length| length + 1 >= LONGEST_LINE);
            return Err(rubbish(if is_long {
                "one of its lines is longer than 1 MiB"
            } else {
                "it broke off in the middle of a line"
            }));
        }
        if is_concluded {
            return Err(rubbish("it says more after its summary"));
        }
        let line = std::str::from_utf8(&bytes).map_err(|_| rubbish("it is no text in UTF-8"))?;
        is_concluded = hand_on(line, output)?;
    }
}

/// One line; whether it was the summary.
fn hand_on(line: &str, output: &mut Output) -> Result<bool, Failure> {
    let head: Head<'_> = serde_json::from_str(line).map_err(|_| {
        let beginning: String = line.escape_debug().take(60).collect();
        rubbish(&format!("`{beginning}` is no object of its kind"))
    })?;
    if head.schema != SCHEMA {
        return Err(rubbish(&format!(
            "it speaks schema {}, and this program {SCHEMA}",
            head.schema
        )));
    }
    if head.host.is_some() {
        return Err(rubbish("it speaks for another host"));
    }
    if head.kind == "summary" {
        let summary: Summary = serde_json::from_str(line).map_err(|_| rubbish("its summary is none"))?;
        output.summary(summary);
        return Ok(true);
    }
    let kind = Cow::Owned(head.kind.into_owned());
    output.object(kind, json::harmless(line));
    Ok(false)
}

fn rubbish(what: &str) -> Failure {
    Failure {
        hint: Some("`ssh HOST wua --json status` shows what it answers".to_owned()),
        ..Error::new(
            code::ERROR_INVALID_DATA,
            format!("the answer makes no sense: {what}"),
        )
        .into()
    }
}

/// Texts of ssh, what they mean, and what to do.
const REASONS: &[(&[&str], wua::HResult, Exit, &str, &str)] = &[
    (
        &["could not resolve hostname"],
        code::WININET_E_NAME_NOT_RESOLVED,
        Exit::Unreachable,
        "its name is not known",
        "check how it is written, and what DNS and ~/.ssh/config know of it",
    ),
    (
        &["remote host identification has changed"],
        code::E_ACCESSDENIED,
        Exit::Permission,
        "its host key is another one than before",
        "somebody may be in between; if the computer was set up anew, `ssh-keygen -R HOST` forgets the former key",
    ),
    (
        &[
            "host key verification failed",
            "no host key is known",
            "no matching host key",
        ],
        code::E_ACCESSDENIED,
        Exit::Permission,
        "its host key is not known here",
        "`ssh HOST` by hand shows the key and asks whether it is right",
    ),
    (
        &["permission denied", "too many authentication failures"],
        code::E_ACCESSDENIED,
        Exit::Permission,
        "ssh was not let in",
        "nobody is asked for a password or passphrase: a key is needed that ssh may use, in an agent or without passphrase",
    ),
    (
        &["timed out"],
        code::WININET_E_TIMEOUT,
        Exit::Unreachable,
        "it does not answer",
        "check that it runs, and that no firewall keeps ssh away",
    ),
    (
        &["connection refused"],
        code::WININET_E_CANNOT_CONNECT,
        Exit::Unreachable,
        "it refuses connections: nothing listens at that port",
        "check the port, and that sshd runs there",
    ),
    (
        &["no route to host", "network is unreachable"],
        code::WININET_E_CANNOT_CONNECT,
        Exit::Unreachable,
        "there is no way to it",
        "check the network, and that it runs",
    ),
    (
        &[
            "connection closed",
            "connection reset",
            "broken pipe",
            "not responding",
        ],
        code::WININET_E_CONNECTION_ABORTED,
        Exit::Unreachable,
        "the connection broke off",
        "what was begun there may have gone on: `wua status` and `wua history` tell",
    ),
];

/// Why there is no whole answer.
fn why(status: Option<ExitStatus>, words: &str) -> Failure {
    let last = words
        .lines()
        .map(str::trim)
        .rfind(|line| !line.is_empty())
        .unwrap_or_default();
    let code_of_exit = status.and_then(|status| status.code());
    if code_of_exit.is_some_and(|code| NO_PROGRAM.contains(&code)) {
        let message = told("there is no `wua` that could be run", last);
        return Failure::from(Error::new(code::ERROR_FILE_NOT_FOUND, message))
            .hint("install it there, in a folder where the shell of that user looks for programs");
    }
    if code_of_exit == Some(SSH_FAILED) {
        let lower = words.to_lowercase();
        let is_said = |texts: &[&str]| texts.iter().any(|text| lower.contains(text));
        if let Some((_, hresult, exit, meaning, hint)) = REASONS.iter().find(|(texts, ..)| is_said(texts)) {
            return Failure {
                exit: *exit,
                ..Failure::from(Error::new(*hresult, told(meaning, last))).hint(*hint)
            };
        }
        let message = told("ssh failed", last);
        return Error::new(code::WININET_E_CANNOT_CONNECT, message).into();
    }
    let mut message = "`wua` there ended without a summary".to_owned();
    if let Some(code) = code_of_exit {
        let _ = write!(message, ", with {code}");
    }
    Error::new(code::RPC_S_CALL_FAILED, told(&message, last)).into()
}

/// What it means, and what was said.
fn told(meaning: &str, said: &str) -> String {
    match said {
        "" => meaning.to_owned(),
        said => format!("{meaning}: {said}"),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::sync::Mutex;

    use super::*;
    use crate::arguments::Global;
    use crate::output::Line;

    #[test]
    fn a_quoted_word_means_itself_to_a_shell() {
        for word in [
            "plain",
            "",
            "two words",
            "it's",
            "'",
            "''",
            "$(touch x)",
            "`id`",
            "a\\b",
            "new\nline",
            "*",
            "~",
            "-n",
            "\"",
            "IsInstalled=0 and Type='Driver'",
            "ü",
        ] {
            let script = format!("printf %s {}", quoted(word));
            let output = Command::new("sh").args(["-c", &script]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), word);
        }
    }

    /// What is handed on of an answer.
    fn heard(answer: &[u8]) -> (Vec<String>, Result<bool, Failure>) {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let mut output = Output::to(&Global::default(), move |line| {
            if let Line::Object(_, json) = line {
                kept.lock().unwrap().push(json);
            }
        });
        let outcome = listen(answer, &mut output);
        drop(output);
        (Arc::into_inner(lines).unwrap().into_inner().unwrap(), outcome)
    }

    const SUMMARY: &str = "{\"schema\":1,\"type\":\"summary\",\"result\":\"Succeeded\",\"exit_code\":0}\n";

    #[test]
    fn objects_are_handed_on_also_those_of_an_unknown_type() {
        let answer =
            format!("{{\"schema\":1,\"type\":\"novelty\",\"text\":\"a\u{9b}31m\u{202e}\"}}\n{SUMMARY}");
        let (lines, outcome) = heard(answer.as_bytes());
        assert!(outcome.is_ok_and(|is_concluded| is_concluded));
        assert_eq!(
            lines[0],
            "{\"schema\":1,\"type\":\"novelty\",\"text\":\"a\\u009b31m\\u202e\"}"
        );
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn rubbish_is_refused() {
        let twice = format!("{SUMMARY}{SUMMARY}");
        let long = format!(
            "{{\"schema\":1,\"type\":\"x\",\"text\":\"{}\"}}\n",
            "a".repeat(1 << 20)
        );
        for answer in [
            "motd\n",
            "{\"schema\":1,\"type\":\"upd",
            "{\"schema\":2,\"type\":\"update\"}\n",
            "{\"type\":\"update\"}\n",
            "{\"schema\":1,\"type\":7}\n",
            "{\"schema\":1,\"type\":\"update\",\"host\":\"pc2\"}\n",
            "{\"schema\":1,\"type\":\"summary\",\"exit_code\":-1}\n",
            "[1]\n",
            "\n",
            "{\"schema\":1,\"type\":\"a\"}{\"schema\":1,\"type\":\"b\"}\n",
            &twice,
            &long,
        ] {
            let (_, outcome) = heard(answer.as_bytes());
            let failure = outcome.err().unwrap_or_else(|| panic!("{answer}"));
            assert_eq!(failure.error.hresult(), code::ERROR_INVALID_DATA, "{answer}");
        }
        assert!(heard(b"\xff\n").1.is_err());
        assert!(heard(b"").1.is_ok_and(|is_concluded| !is_concluded));
    }

    #[test]
    fn what_ssh_says_is_said_in_words() {
        for (code_of_exit, words, exit, meaning) in [
            (
                255,
                "ssh: Could not resolve hostname pc9: Name or service not known",
                Exit::Unreachable,
                "not known",
            ),
            (
                255,
                "ssh: connect to host pc9 port 22: Connection refused",
                Exit::Unreachable,
                "nothing listens",
            ),
            (
                255,
                "Connection timed out during banner exchange",
                Exit::Unreachable,
                "does not answer",
            ),
            (
                255,
                "No ED25519 host key is known for [::1]:2 and you have requested strict checking.\r\nHost key verification failed.",
                Exit::Permission,
                "host key",
            ),
            (
                255,
                "banner\nanna@pc9: Permission denied (publickey).\r\n",
                Exit::Permission,
                "not let in",
            ),
            (
                255,
                "kex_exchange_identification: Connection closed by remote host",
                Exit::Unreachable,
                "broke off",
            ),
            (255, "something new", Exit::Unreachable, "something new"),
            (127, "sh: 1: wua: not found", Exit::Failed, "no `wua`"),
            (1, "out of memory", Exit::Unreachable, "without a summary"),
        ] {
            let failure = why(Some(ExitStatus::from_raw(code_of_exit << 8)), words);
            assert_eq!(failure.exit, exit, "{words}: {failure:?}");
            assert!(failure.error.message().contains(meaning), "{failure:?}");
        }
    }
}
