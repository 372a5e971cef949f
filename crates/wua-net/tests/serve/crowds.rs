//! Clients that are too many, too silent, or deaf.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use wua_net::serve::{Heard, Limits};
use wua_rpc::connection::{self, Closed, Slow};

use crate::client::{Client, is_closed};
use crate::toy::{ECHO, HEAVY, LARGE, PATIENCE, Running, allow_many_files, eventually};

fn closed(reason: Closed) -> impl Fn(&Heard) -> bool {
    move |event| *event == Heard::Closed(reason.clone())
}

#[test]
fn a_thousand_connections_that_say_nothing_harm_nobody() {
    allow_many_files();
    let server = Running::new();
    let mut before = Client::signed_in(server.address, "user");
    let silent: Vec<_> = (0..1000)
        .map(|number| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            if number % 2 == 0 {
                // The beginning of a bind.
                stream.write_all(&[5, 0, 11]).unwrap();
            }
            stream
        })
        .collect();
    before.echo();
    let began = Instant::now();
    let mut after = Client::signed_in(server.address, "user");
    after.echo();
    assert!(began.elapsed() < Duration::from_secs(5));
    eventually("the oldest made room", || {
        server.toy.count(|event| *event == Heard::MadeRoom) >= 1000 - 512
    });
    drop(silent);
    before.echo();
}

#[test]
fn a_connection_beyond_the_limit_is_closed_at_once() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let server = Running::with(limits, connection::Limits::default());
    let first = Client::signed_in(server.address, "user");
    let mut second = Client::signed_in(server.address, "user");
    assert!(is_closed(&mut TcpStream::connect(server.address).unwrap()));
    assert!(server.toy.has_heard(|event| *event == Heard::Full));
    second.echo();
    drop(first);
    eventually("there is room again", || {
        Client::bound(server.address, 0, None).is_ok()
    });
}

#[test]
fn who_says_nothing_is_closed_in_time() {
    let each = connection::Limits {
        handshake: 200,
        ..connection::Limits::default()
    };
    let server = Running::with(Limits::default(), each);
    let began = Instant::now();
    let mut silent = TcpStream::connect(server.address).unwrap();
    assert!(is_closed(&mut silent));
    assert!(began.elapsed() >= Duration::from_millis(200));
    assert!(server.toy.has_heard(closed(Closed::TimedOut(Slow::Handshake))));
}

#[test]
fn who_calls_now_and_then_is_not_idle_and_who_does_not_is() {
    let each = connection::Limits {
        idle_signed_in: 500,
        ..connection::Limits::default()
    };
    let server = Running::with(Limits::default(), each);
    let mut client = Client::signed_in(server.address, "user");
    for _ in 0..8 {
        std::thread::sleep(Duration::from_millis(100));
        client.echo();
    }
    assert!(!server.toy.has_heard(closed(Closed::TimedOut(Slow::Idle))));
    assert!(client.is_closed_by_server());
    assert!(server.toy.has_heard(closed(Closed::TimedOut(Slow::Idle))));
}

#[test]
fn clients_that_never_pause_leave_the_others_their_turn() {
    let server = Running::new();
    let mut modest = Client::signed_in(server.address, "user modest");
    let is_over = AtomicBool::new(false);
    let mut waited: Vec<usize> = std::thread::scope(|scope| {
        // As many as there can be threads of the network.
        for _ in 0..4 {
            let mut greedy = Client::signed_in(server.address, "user greedy");
            let is_over = &is_over;
            scope.spawn(move || {
                while !is_over.load(Ordering::SeqCst) {
                    let calls: Vec<_> = (0..60).map(|_| greedy.begin(HEAVY, &[])).collect();
                    for call in calls {
                        greedy.wait(call).unwrap();
                    }
                }
            });
        }
        let heavy = || server.toy.heavy.load(Ordering::SeqCst);
        eventually("all are busy", || heavy() > 20);
        let waited = (0..25)
            .map(|_| {
                let before = heavy();
                modest.echo();
                heavy() - before
            })
            .collect();
        is_over.store(true, Ordering::SeqCst);
        waited
    });
    // In calls, not in time, and the middle one: this computer may have other things to do.
    waited.sort_unstable();
    assert!(waited[12] < 30, "{waited:?}");
}

#[test]
fn who_never_reads_is_closed_in_time() {
    let limits = Limits {
        unread: Duration::from_millis(500),
        ..Limits::default()
    };
    let server = Running::with(limits, connection::Limits::default());
    let mut deaf = Client::signed_in(server.address, "user deaf");
    // More than the system keeps for either side, less than the connection may.
    for _ in 0..4 {
        deaf.begin(LARGE, &3_500_000_u32.to_le_bytes());
    }
    deaf.send();
    let mut client = Client::signed_in(server.address, "user");
    let began = Instant::now();
    while !server.toy.has_heard(closed(Closed::NotRead)) {
        client.echo();
        assert!(began.elapsed() < PATIENCE);
    }
    assert!(began.elapsed() >= Duration::from_millis(400));
}

#[test]
fn who_never_reads_and_still_calls_is_closed_at_the_limit() {
    let server = Running::new();
    let mut deaf = Client::signed_in(server.address, "user deaf");
    for _ in 0..60 {
        deaf.begin(LARGE, &4_000_000_u32.to_le_bytes());
    }
    deaf.send();
    eventually("the deaf one is closed", || {
        server.toy.has_heard(closed(Closed::NotRead))
    });
    Client::signed_in(server.address, "user").echo();
}

#[test]
fn who_reads_late_gets_everything() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    let calls: Vec<_> = (0..12)
        .map(|_| client.begin(LARGE, &1_000_000_u32.to_le_bytes()))
        .collect();
    client.send();
    std::thread::sleep(Duration::from_millis(300));
    let began = Instant::now();
    for call in calls {
        let outcome = client.wait(call).unwrap();
        assert!(matches!(outcome, connection::Outcome::Response(stub) if stub.len() == 1_000_000));
    }
    assert!(began.elapsed() < PATIENCE);
    client.call(ECHO, b"done");
}

#[test]
fn noise_is_closed_and_nothing_else() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    let mut seed = 1_u32;
    for _ in 0..50 {
        let mut stream = TcpStream::connect(server.address).unwrap();
        let noise: Vec<u8> = (0..2000)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed.to_le_bytes()[3]
            })
            .collect();
        // It may be closed before all is sent.
        let _ = stream.write_all(&noise);
        assert!(is_closed(&mut stream));
        client.echo();
    }
}
