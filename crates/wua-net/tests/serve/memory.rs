//! What a connection costs on which nothing happens. Measured, so not for a machine that is busy:
//! `cargo test --release -p wua-net --test serve -- --ignored --nocapture memory::idle`.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use crate::client::Client;
use crate::toy::{ECHO, Running, allow_many_files};

/// Says to the test binary where it is to connect.
const TASK: &str = "WUA_TEST_CLIENTS_OF";
/// Of so many connections.
const COUNTED: usize = 2000;

/// How many connections, and what was done on them.
const COUNT: &str = "WUA_TEST_CLIENTS";
const BUSY: &str = "WUA_TEST_CLIENTS_BUSY";

/// Clients in a process of their own, so that they do not count.
struct Clients(Child);

impl Drop for Clients {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Clients {
    /// Comes back when they are there.
    fn connect(address: SocketAddr, count: usize, busy: bool) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "memory::clients", "--ignored", "--nocapture"])
            .env(TASK, address.to_string())
            .env(COUNT, count.to_string())
            .env(BUSY, busy.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("all are there")));
        Self(child)
    }
}

#[test]
#[ignore = "measures"]
fn idle_connections_cost_at_most_twenty_kibibytes() {
    for busy in [false, true] {
        // What another server gave back to the process would be used again, and not be counted.
        let server = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "memory::server", "--ignored", "--nocapture"])
            .env(BUSY, busy.to_string())
            .output()
            .unwrap();
        let said = String::from_utf8(server.stdout).unwrap();
        let (_, each) = said.split_once("each costs ").unwrap();
        let each: usize = each.split(' ').next().unwrap().parse().unwrap();
        println!("were busy: {busy}; {each} bytes for each connection");
        assert!(each <= 20 << 10);
    }
}

#[test]
#[ignore = "run by the other test, in a process of its own"]
fn server() {
    let Ok(busy) = std::env::var(BUSY) else { return };
    let busy = busy == "true";
    allow_many_files();
    let server = Running::new();
    // What is there once is not counted.
    let _first = Clients::connect(server.address, 50, busy);
    let before = resident();
    let _clients = Clients::connect(server.address, COUNTED, busy);
    let each = (resident() - before) / COUNTED;
    println!("each costs {each} bytes");
}

#[test]
#[ignore = "run by the other test, in a process of its own"]
fn clients() {
    let Ok(address) = std::env::var(TASK) else { return };
    allow_many_files();
    let address = address.parse().unwrap();
    let count: usize = std::env::var(COUNT).unwrap().parse().unwrap();
    let busy = std::env::var(BUSY).unwrap() == "true";
    let mut clients: Vec<_> = (0..count).map(|_| Client::signed_in(address, "user")).collect();
    for client in &mut clients {
        client.echo();
        if busy {
            client.call(ECHO, &vec![5; 100_000]);
            let calls: Vec<_> = (0..64).map(|_| client.begin(ECHO, &[5; 200])).collect();
            for call in calls {
                client.wait(call).unwrap();
            }
        }
    }
    println!("all are there");
    std::io::stdout().flush().unwrap();
    // Until the other test ends.
    let _ = std::io::stdin().lines().next();
}

/// How much memory of this process is resident, in bytes.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = text.split(' ').nth(1).unwrap().parse().unwrap();
    pages * rustix::param::page_size()
}
