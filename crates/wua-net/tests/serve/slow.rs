//! Calls that take a while, and those that do not wait for them.

use wua_net::serve::{Heard, Limits};
use wua_rpc::connection::{self, Outcome};
use wua_rpc::pdu::status;

use crate::client::Client;
use crate::toy::{Running, SLOW, eventually};

/// `RPC_S_SERVER_TOO_BUSY`.
const TOO_BUSY: Outcome = Outcome::Fault {
    status: 0x6BB,
    executed: false,
};

fn server(threads: usize, calls_per_caller: usize, waiting: usize, waiting_per_caller: usize) -> Running {
    let limits = Limits {
        threads,
        calls_per_caller,
        waiting,
        waiting_per_caller,
        ..Limits::default()
    };
    Running::with(limits, connection::Limits::default())
}

fn begin(client: &mut Client, count: usize) -> Vec<u32> {
    let calls = (0..count).map(|_| client.begin(SLOW, b"late")).collect();
    client.send();
    calls
}

fn all_answered(client: &mut Client, calls: &[u32]) {
    for call in calls {
        assert_eq!(client.wait(*call).unwrap(), Outcome::Response(b"late".to_vec()));
    }
}

#[test]
fn quick_calls_do_not_wait_for_slow_ones() {
    let server = Running::new();
    let mut one = Client::signed_in(server.address, "user one");
    let mut other = Client::signed_in(server.address, "user other");
    let calls = begin(&mut one, 4);
    let others = begin(&mut other, 4);
    eventually("all threads are busy", || server.toy.begun() == 8);
    for _ in 0..1000 {
        one.echo();
        other.echo();
    }
    assert_eq!(server.toy.ended(), 0);
    server.toy.open_gate();
    all_answered(&mut one, &calls);
    all_answered(&mut other, &others);
}

#[test]
fn a_caller_cannot_take_all_threads() {
    let server = Running::new();
    let mut greedy = Client::signed_in(server.address, "user greedy");
    // Neither another connection, nor another case, nor a domain behind the name makes another caller.
    let mut again = Client::signed_in(server.address, "USER Greedy@elsewhere");
    let calls = begin(&mut greedy, 6);
    eventually("the quota is used", || server.toy.begun() == 4);
    let more = begin(&mut again, 2);
    again.echo();
    let mut modest = Client::signed_in(server.address, "user modest");
    let others = begin(&mut modest, 4);
    eventually("the other one has a quota too", || server.toy.begun() == 8);
    server.toy.open_gate();
    all_answered(&mut greedy, &calls);
    all_answered(&mut again, &more);
    all_answered(&mut modest, &others);
    assert_eq!(server.toy.begun(), 12);
}

#[test]
fn too_many_waiting_calls_of_a_caller_are_refused() {
    let server = server(2, 1, 10, 2);
    let mut client = Client::signed_in(server.address, "user");
    let calls = begin(&mut client, 5);
    for call in &calls[3..] {
        assert_eq!(client.wait(*call).unwrap(), TOO_BUSY);
    }
    assert_eq!(server.toy.count(|event| matches!(event, Heard::Busy(Some(_)))), 2);
    server.toy.open_gate();
    all_answered(&mut client, &calls[..3]);
}

#[test]
fn too_many_waiting_calls_of_all_callers_are_refused() {
    let server = server(1, 1, 2, 2);
    let mut one = Client::signed_in(server.address, "user one");
    let calls = begin(&mut one, 3);
    one.echo();
    let mut other = Client::signed_in(server.address, "user other");
    assert_eq!(other.call(SLOW, b"late"), TOO_BUSY);
    server.toy.open_gate();
    all_answered(&mut one, &calls);
    assert_eq!(other.call(SLOW, b"late"), Outcome::Response(b"late".to_vec()));
}

#[test]
fn a_connection_that_breaks_in_the_middle_of_a_call_harms_nobody() {
    let server = server(2, 2, 10, 10);
    let mut lost = Client::signed_in(server.address, "user lost");
    begin(&mut lost, 6);
    eventually("two calls run", || server.toy.begun() == 2);
    let mut client = Client::signed_in(server.address, "user");
    let calls = begin(&mut client, 1);
    drop(lost);
    eventually("the loss is seen", || {
        server.toy.has_heard(|event| matches!(event, Heard::Left(_)))
    });
    client.echo();
    server.toy.open_gate();
    all_answered(&mut client, &calls);
    // The four calls that had not begun never did.
    eventually("what ran has ended", || server.toy.ended() == 3);
    client.echo();
    assert_eq!(server.toy.begun(), 3);
}

#[test]
fn a_call_that_waits_can_be_cancelled() {
    let server = server(1, 1, 10, 10);
    let mut client = Client::signed_in(server.address, "user");
    let calls = begin(&mut client, 2);
    eventually("the first one runs", || server.toy.begun() == 1);
    client.connection.cancel(calls[1]);
    let cancelled = Outcome::Fault {
        status: status::CANCELLED,
        executed: false,
    };
    assert_eq!(client.wait(calls[1]).unwrap(), cancelled);
    server.toy.open_gate();
    all_answered(&mut client, &calls[..1]);
    client.echo();
    assert_eq!(server.toy.begun(), 1);
}

#[test]
fn nobody_answers_a_call_that_was_given_up() {
    let server = server(1, 1, 10, 10);
    let mut client = Client::signed_in(server.address, "user");
    let calls = begin(&mut client, 2);
    eventually("the first one runs", || server.toy.begun() == 1);
    // One that runs, and one that waits.
    client.connection.orphan(calls[0]);
    client.connection.orphan(calls[1]);
    client.echo();
    server.toy.open_gate();
    eventually("what ran has ended", || server.toy.ended() == 1);
    // The next one has the thread, and its answer is the next that comes.
    assert_eq!(client.call(SLOW, b"next"), Outcome::Response(b"next".to_vec()));
    assert_eq!(server.toy.begun(), 2);
}
