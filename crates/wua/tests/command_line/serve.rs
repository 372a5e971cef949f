//! `wua serve`: when it listens, where, and how it ends. What it answers is shown by foreign clients elsewhere.

use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::harness::{Computer, Run, objects, of_type};

/// A computer with an administrator.
fn computer() -> Computer {
    let computer = Computer::new();
    add(&computer, "anna", &[]);
    computer
}

fn add(computer: &Computer, user: &str, options: &[&str]) {
    std::fs::create_dir_all(computer.state()).unwrap();
    let secret = computer.state().join("secret");
    std::fs::write(&secret, "Password").unwrap();
    let user = &["user", "add", user, "--password-file", secret.to_str().unwrap()];
    computer.answer(&[user, options].concat());
}

/// A port that nobody had a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    ready: Value,
}

impl Server {
    fn start(computer: &Computer, arguments: &[&str]) -> Self {
        let mut child = computer.spawn(&[&["serve", "--json"], arguments].concat());
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_default();
        Self { child, stdout, ready }
    }

    fn address(&self, what: &str) -> String {
        assert_eq!(self.ready["type"], "ready", "{}", self.ready);
        self.ready[what][0].as_str().unwrap().to_owned()
    }

    fn end(mut self, signal: Signal) -> (Vec<Value>, Option<i32>) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (objects(&rest), self.child.wait().unwrap().code())
    }
}

fn refused(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, Some(code), "{run:?}");
    assert_eq!(run.stdout, "");
    for words in words {
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    }
}

#[test]
fn nothing_is_opened_where_no_administrator_could_sign_in() {
    let computer = Computer::new();
    let arguments = ["serve", "--listen", "127.0.0.1", "--port", "10135"];
    refused(&computer.run(&arguments), 1, &["wua user add"]);
    add(&computer, "bert", &["--no-admin"]);
    refused(&computer.run(&arguments), 1, &["wua user add"]);
}

#[test]
fn it_says_where_it_is_when_it_can_be_reached() {
    let computer = computer();
    let (port, exporter) = (free_port().to_string(), free_port().to_string());
    let ports = ["--port", &port, "--exporter-port", &exporter];
    let server = Server::start(&computer, &[&["--listen", "127.0.0.1"], &ports[..]].concat());
    assert_eq!(server.address("endpoint_mapper"), format!("127.0.0.1:{port}"));
    assert_eq!(server.address("objects"), format!("127.0.0.1:{exporter}"));
    for place in ["endpoint_mapper", "objects"] {
        TcpStream::connect(server.address(place)).unwrap();
    }
    let (objects, code) = server.end(Signal::TERM);
    assert_eq!(code, Some(0), "{objects:?}");
    assert_eq!(objects.last().unwrap()["count"], 0, "objects that were held");
}

#[test]
fn both_signals_end_it_well_even_with_connections() {
    for signal in [Signal::INT, Signal::TERM] {
        let computer = computer();
        let port = free_port().to_string();
        let server = Server::start(&computer, &["--listen", "127.0.0.1", "--port", &port]);
        let mut silent = TcpStream::connect(server.address("objects")).unwrap();
        let (_, code) = server.end(signal);
        assert_eq!(code, Some(0));
        let mut nothing = Vec::new();
        // Closed, or reset where it was never accepted.
        let _ = silent.read_to_end(&mut nothing);
        assert!(nothing.is_empty());
    }
}

#[test]
fn what_is_no_remote_procedure_call_is_written_down() {
    let computer = computer();
    let port = free_port().to_string();
    let server = Server::start(&computer, &["--listen", "127.0.0.1", "--port", &port]);
    let mut browser = TcpStream::connect(server.address("endpoint_mapper")).unwrap();
    std::io::Write::write_all(&mut browser, b"GET / HTTP/1.1\r\nHost: museum\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    browser.read_to_end(&mut answer).unwrap();
    let (objects, _) = server.end(Signal::TERM);
    let entries = of_type(&objects, "entry");
    let warning = entries.iter().find(|entry| entry["weight"] == "warning").unwrap();
    assert!(
        warning["from"].as_str().unwrap().starts_with("127.0.0.1:"),
        "{warning}"
    );
    assert!(warning["what"].as_str().unwrap().contains("closed"), "{warning}");
}

#[test]
fn a_port_that_is_taken_is_named_with_a_way_out() {
    let computer = computer();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = computer.run(&["serve", "--listen", "127.0.0.1", "--port", &port]);
    refused(&run, 8, &[&format!("127.0.0.1:{port}"), "another port"]);
}

#[test]
fn one_port_cannot_be_both() {
    let run = computer().run(&["serve", "--port", "10135", "--exporter-port", "10135"]);
    refused(&run, 2, &["10135"]);
}
