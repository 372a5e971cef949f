//! Calls and their answers.

use std::net::{Ipv6Addr, SocketAddr, TcpListener};

use wua_com::code;
use wua_net::serve::{Heard, Limits, Listener};
use wua_rpc::connection::{self, Level, Outcome};
use wua_rpc::pdu::status;

use crate::client::{Client, sign_in};
use crate::toy::{BROKEN, BROKEN_LATER, BROKEN_MECHANISM, ECHO, PASSWORD, Running, WHO, WRONG, eventually};

#[test]
fn calls_of_any_length_are_answered_signed_and_sealed() {
    let server = Running::new();
    for level in [Level::Integrity, Level::Privacy] {
        let mut client = Client::bound(server.address, 0, Some(sign_in("user", PASSWORD, level))).unwrap();
        for length in [0, 4, 16, 5_800, 30_000, 1_000_000] {
            let stub = vec![5; length];
            assert_eq!(
                client.call(ECHO, &stub),
                Outcome::Response(stub),
                "{level:?} {length}"
            );
        }
        let signed_in = |event: &Heard| matches!(event, Heard::SignedIn { peer, level: at } if peer.user == "user" && *at == level);
        assert!(server.toy.has_heard(signed_in));
    }
}

#[test]
fn a_service_knows_who_calls_and_what_was_dialled() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user one");
    assert_eq!(
        client.call(WHO, &[]),
        Outcome::Response(b"user one at 127.0.0.1".to_vec())
    );
    let mut nobody = Client::anonymous(server.address);
    assert_eq!(
        nobody.call(WHO, &[]),
        Outcome::Response(b"nobody at 127.0.0.1".to_vec())
    );
}

#[test]
fn sixty_four_calls_can_be_in_flight() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    client.echo();
    for round in 0..20_u8 {
        let calls: Vec<_> = (0..64_u8)
            .map(|number| {
                let stub = [round, number, 0, 0].repeat(9);
                (client.begin(ECHO, &stub), stub)
            })
            .collect();
        for (call, stub) in calls.into_iter().rev() {
            assert_eq!(client.wait(call).unwrap(), Outcome::Response(stub));
        }
    }
}

#[test]
fn a_fault_travels() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    let refused = Outcome::Fault {
        status: status::OPERATION_RANGE,
        executed: false,
    };
    assert_eq!(client.call(WRONG, &[]), refused);
    client.echo();
}

#[test]
fn a_bug_in_a_call_ends_that_call_alone() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    for opnum in [BROKEN, BROKEN_LATER] {
        let unexpected = Outcome::Fault {
            status: code::E_UNEXPECTED.to_u32(),
            executed: true,
        };
        assert_eq!(client.call(opnum, &[]), unexpected);
        client.echo();
    }
    for text in ["a bug for a test", "a late bug for a test"] {
        let told = |event: &Heard| matches!(event, Heard::Panicked(said) if said == text);
        assert!(server.toy.has_heard(told), "{text}");
    }
}

#[test]
fn a_bug_in_a_sign_in_ends_that_connection_alone() {
    let server = Running::new();
    let mut client = Client::signed_in(server.address, "user");
    let mut broken = sign_in("user", PASSWORD, Level::Privacy);
    broken.mechanism = BROKEN_MECHANISM;
    assert!(Client::bound(server.address, 0, Some(broken)).is_err());
    let told = |event: &Heard| matches!(event, Heard::Panicked(said) if said.contains("a bug in a sign-in"));
    assert!(server.toy.has_heard(told));
    client.echo();
}

#[test]
fn a_wrong_password_opens_nothing_and_is_heard_of() {
    let server = Running::new();
    let mut client = Client::bound(
        server.address,
        0,
        Some(sign_in("user", "wrong horse", Level::Privacy)),
    )
    .unwrap();
    let denied = Outcome::Fault {
        status: status::ACCESS_DENIED,
        executed: false,
    };
    assert_eq!(client.call(ECHO, &[]), denied);
    let refused =
        |event: &Heard| matches!(event, Heard::Refused { peer: Some(peer), .. } if peer.user == "user");
    assert!(server.toy.has_heard(refused));
}

#[test]
fn below_integrity_nothing_guarded_is_called() {
    let server = Running::new();
    let mut client = Client::anonymous(server.address);
    let call = client.call_on(1, ECHO, &[]).unwrap();
    let denied = Outcome::Fault {
        status: status::ACCESS_DENIED,
        executed: false,
    };
    assert_eq!(client.wait(call).unwrap(), denied);
}

#[test]
fn connections_of_one_computer_share_a_group_until_the_last_one_ends() {
    let server = Running::new();
    let first = Client::signed_in(server.address, "user");
    let group = first.connection.group().unwrap();
    let second = Client::bound(server.address, group, None).unwrap();
    assert_eq!(second.connection.group(), Some(group));
    drop(first);
    drop(second);
    eventually("the group ends", || {
        Client::bound(server.address, group, None).is_err()
    });
}

#[test]
fn ipv6_is_served() {
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
        println!("this computer has no IPv6");
        return;
    }
    let listener = Listener::bind(&[SocketAddr::from((Ipv6Addr::LOCALHOST, 0))]).unwrap();
    let server = Running::at(listener, Limits::default(), connection::Limits::default());
    let mut client = Client::signed_in(server.address, "user");
    assert_eq!(client.call(WHO, &[]), Outcome::Response(b"user at ::1".to_vec()));
}
