//! The end of a server.

use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use wua_net::serve::{Heard, Limits};
use wua_rpc::connection::{self, Closed, Outcome};

use crate::client::Client;
use crate::toy::{ECHO, Running, SLOW, eventually};

#[test]
fn what_runs_may_end_and_nothing_new_begins() {
    let mut server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    let mut idle = Client::signed_in(server.address, "user");
    let slow = client.begin(SLOW, b"late");
    client.send();
    eventually("the call runs", || server.toy.begun() == 1);
    server.begin_stop();
    assert!(idle.is_closed_by_server());
    eventually("nobody is let in", || TcpStream::connect(server.address).is_err());
    let new = client.begin(ECHO, b"more");
    let refused = Outcome::Fault {
        status: 0x6BB,
        executed: false,
    };
    assert_eq!(client.wait(new).unwrap(), refused);
    server.toy.open_gate();
    assert_eq!(client.wait(slow).unwrap(), Outcome::Response(b"late".to_vec()));
    assert!(client.is_closed_by_server());
    drop((client, idle));
    server.wait().unwrap();
    let wanted = |event: &Heard| *event == Heard::Closed(Closed::Wanted);
    assert_eq!(server.toy.count(wanted), 2);
}

#[test]
fn a_call_that_does_not_end_is_not_waited_for() {
    let limits = Limits {
        farewell: Duration::from_millis(300),
        threads: 1,
        ..Limits::default()
    };
    let mut server = Running::with(limits, connection::Limits::default());
    let mut client = Client::signed_in(server.address, "user");
    let runs = client.begin(SLOW, b"late");
    let waits = client.begin(SLOW, b"late");
    client.send();
    eventually("the call runs", || server.toy.begun() == 1);
    let began = Instant::now();
    server.begin_stop();
    let refused = Outcome::Fault {
        status: 0x6BB,
        executed: false,
    };
    assert_eq!(client.wait(waits).unwrap(), refused);
    assert!(client.wait(runs).is_err());
    server.wait().unwrap();
    let took = began.elapsed();
    assert!(
        took >= Duration::from_millis(300) && took < Duration::from_secs(5),
        "{took:?}"
    );
}

#[test]
fn a_server_without_connections_stops_at_once() {
    let mut server = Running::new();
    let began = Instant::now();
    server.begin_stop();
    server.wait().unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn it_ticks_about_once_a_second() {
    let server = Running::new();
    let began = Instant::now();
    eventually("it ticks", || server.toy.ticks.load(Ordering::SeqCst) >= 2);
    assert!(began.elapsed() >= Duration::from_millis(1900));
}
