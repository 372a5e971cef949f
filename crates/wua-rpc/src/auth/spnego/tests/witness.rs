//! Two conversations with pyspnego 0.12, which looks at our MIC, at our signature over the list, and at our messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::support::mechanisms;
use crate::auth::ntlm::tests::support::{Book, World, done, going_on, names, unhex};
use crate::auth::ntlm::{self, Credentials, NtHash};
use crate::auth::spnego::token::{NegState, Resp};
use crate::auth::spnego::{Client, Server};
use crate::auth::{Pdu, Protection, Security};

const USER: &str = "jürgen";
const PASSWORD: &str = "Grüße, Welt";

/// Name and bytes.
type Facts = BTreeMap<&'static str, Vec<u8>>;

fn facts() -> Facts {
    include_str!("pyspnego.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, hex)| (name, unhex(hex)))
        .collect()
}

/// As it was drawn when the facts were recorded.
fn world() -> World {
    let mut world = World::new(0);
    world.drawn = (1..100).collect();
    world
}

/// Messages of both, signed and sealed in turn. They are signed alone, without a PDU around them.
fn both_ways(security: &mut dyn Security, facts: &Facts, peer: &str) {
    for number in 0..3 {
        for (kind, protection) in [("sign", Protection::Integrity), ("seal", Protection::Privacy)] {
            let text = format!("message {number} {kind}").into_bytes();
            let (token, body) = facts[&*format!("{peer}.received.{number}.{kind}")].split_at(16);
            let mut body = body.to_vec();
            security.verify(alone(&mut body), token, protection).unwrap();
            assert_eq!(body, text);
            let token = security.protect(alone(&mut body), protection).unwrap();
            let sent = [token, body].concat();
            assert_eq!(sent, facts[&*format!("{peer}.sent.{number}.{kind}")]);
        }
    }
}

fn alone(body: &mut [u8]) -> Pdu<'_> {
    Pdu {
        header: &[],
        body,
        trailer: &[],
        header_signing: false,
    }
}

#[test]
fn a_client_that_is_not_ours_signs_in_and_signs_the_list() {
    let (facts, mut world) = (facts(), world());
    let accounts = Book(vec![(USER, PASSWORD)]);
    let ours = ntlm::Server::new(names(), Arc::new(accounts));
    let mut server = Server::new(mechanisms([Arc::new(ours)])).handshake();
    let challenge = going_on(server.step(&facts["client.theirs.0"], &mut world));
    assert_eq!(challenge, facts["client.ours.0"]);
    let authenticate = &facts["client.theirs.1"];
    assert!(Resp::read(authenticate).unwrap().mic.is_some());
    let (last, mut security) = done(server.step(authenticate, &mut world));
    assert_eq!(last, facts["client.ours.1"]);
    assert_eq!(security.peer().user, USER);
    both_ways(&mut *security, &facts, "client");
}

#[test]
fn a_server_that_is_not_ours_lets_our_client_in() {
    let (facts, mut world) = (facts(), world());
    let credentials = Credentials {
        user: USER.into(),
        domain: "DOM".into(),
        nt_hash: NtHash::of(PASSWORD),
    };
    let ours = ntlm::Client::new(credentials, "CLIENT".into(), "host/server".into());
    let mut client = Client::new(mechanisms([Arc::new(ours)])).handshake();
    let negotiate = going_on(client.step(&[], &mut world));
    assert_eq!(negotiate, facts["server.ours.0"]);
    let challenge = &facts["server.theirs.0"];
    assert_eq!(Resp::read(challenge).unwrap().state, Some(NegState::RequestMic));
    let authenticate = going_on(client.step(challenge, &mut world));
    assert_eq!(authenticate, facts["server.ours.1"]);
    let (last, mut security) = done(client.step(&facts["server.theirs.1"], &mut world));
    assert!(last.is_empty());
    both_ways(&mut *security, &facts, "server");
}
