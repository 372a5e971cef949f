//! Sockets that systemd opened before there was a server.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use wua_net::serve::{Limits, Listener};
use wua_rpc::connection::{self, Outcome};

use crate::client::Client;
use crate::toy::{PATIENCE, Running, WHO};

/// Says to the test binary that it is to serve.
const TASK: &str = "WUA_TEST_HANDED_OVER";

/// A process that ends with the test.
struct Activated(Child);

impl Drop for Activated {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn what_systemd_opened_is_served() {
    let port = free_port();
    // A port alone is a socket for both protocols.
    let started = Command::new("systemd-socket-activate")
        .args([format!("--listen={port}"), "--fdname=calls".to_owned()])
        .arg(format!("--setenv={TASK}=calls"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "activation::child", "--ignored", "--nocapture"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let _activated = match started {
        Ok(child) => Activated(child),
        Err(error) => {
            println!("systemd-socket-activate cannot be run: {error}");
            return;
        }
    };
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let began = Instant::now();
    let mut client = loop {
        match Client::bound(address, 0, None) {
            Ok(client) => break client,
            Err(error) => assert!(began.elapsed() < PATIENCE, "{error}"),
        }
    };
    assert_eq!(
        client.call(WHO, &[]),
        Outcome::Response(b"nobody at 127.0.0.1".to_vec())
    );
}

/// Below those that the system chooses: another test could be given one of these before systemd has it.
fn free_port() -> u16 {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    (first..32_000)
        .find(|port| TcpListener::bind(("0.0.0.0", *port)).is_ok())
        .unwrap()
}

#[test]
#[ignore = "run by the other test, in a process of its own"]
fn child() {
    let Ok(name) = std::env::var(TASK) else { return };
    let mut given = Listener::handed_over().unwrap();
    assert_eq!(given.len(), 1);
    assert!(Listener::handed_over().unwrap().is_empty());
    let given = given.remove(0);
    assert_eq!(given.name, Some(name));
    let mut server = Running::at(given.listener, Limits::default(), connection::Limits::default());
    server.wait().unwrap();
}

#[test]
fn without_systemd_nothing_is_handed_over() {
    assert!(Listener::handed_over().unwrap().is_empty());
}
