//! What impacket 0.13 computed for fixed challenges: its messages let it in, and its signatures are ours.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::support::{Book, World, going_on, names, unhex};
use crate::auth::ntlm::Server;
use crate::auth::ntlm::keys::{Direction, Key};
use crate::auth::ntlm::security::NtlmSecurity;
use crate::auth::{Pdu, Peer, Progress, Protection, Security};

/// Name and bytes.
fn facts() -> BTreeMap<&'static str, Vec<u8>> {
    include_str!("impacket.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, hex)| (name, unhex(hex)))
        .collect()
}

const SESSIONS: [&str; 2] = ["first", "second"];
const PROTECTIONS: [(&str, Protection, u8); 2] = [
    ("integrity", Protection::Integrity, 5),
    ("privacy", Protection::Privacy, 6),
];

/// As whoever computed the facts put them together.
struct Message {
    header: Vec<u8>,
    body: Vec<u8>,
    trailer: Vec<u8>,
}

fn message(from: &str, level: u8, sequence: u8) -> Message {
    let length = if from == "client" { 40 } else { 24 };
    Message {
        header: (0..length).map(|place| 0x50 + sequence + place).collect(),
        body: (0..16 * (sequence + 1))
            .map(|place| place.wrapping_mul(7).wrapping_add(sequence))
            .collect(),
        trailer: vec![10, level, sequence, 0, 1, 2, 3, 4],
    }
}

fn pdu(message: &mut Message) -> Pdu<'_> {
    Pdu {
        header: &message.header,
        body: &mut message.body,
        trailer: &message.trailer,
        header_signing: false,
    }
}

/// The server after the last message, if it let the client in.
fn judged(facts: &BTreeMap<&str, Vec<u8>>, session: &str) -> Option<Box<dyn Security>> {
    let accounts = Book(vec![
        ("administrator", "correct horse"),
        ("jürgen", "Grüße, Welt"),
    ]);
    let mut world = World::new(7);
    world.drawn = unhex("0123456789abcdef");
    let mut server = Server::new(names(), Arc::new(accounts)).handshake();
    let challenge = going_on(server.step(&facts[&*format!("{session}.negotiate")], &mut world));
    assert_eq!(challenge, facts[&*format!("{session}.challenge")]);
    match server.step(&facts[&*format!("{session}.authenticate")], &mut world) {
        Ok(Progress::Done { token, security }) => {
            assert!(token.is_empty());
            Some(security)
        }
        Ok(Progress::Continue(_)) => panic!("not done yet"),
        Err(_) => None,
    }
}

fn server(facts: &BTreeMap<&str, Vec<u8>>, session: &str) -> Box<dyn Security> {
    judged(facts, session).unwrap()
}

#[test]
fn a_client_that_is_not_ours_signs_in_without_a_mic() {
    let facts = facts();
    assert_eq!(server(&facts, "first").peer().user, "administrator");
    assert_eq!(server(&facts, "first").peer().domain, "WORKGROUP");
    assert_eq!(server(&facts, "second").peer().user, "jürgen");
    assert_eq!(server(&facts, "second").peer().domain, "");
}

#[test]
fn what_it_protects_is_verified_message_after_message() {
    let facts = facts();
    for session in SESSIONS {
        for (name, protection, level) in PROTECTIONS {
            let mut server = server(&facts, session);
            for sequence in 0..4 {
                let fact = |what| facts.get(&*format!("{session}.{name}.client.{sequence}.{what}"));
                let mut sent = message("client", level, sequence);
                let plain = sent.body.clone();
                if let Some(sealed) = fact("sealed") {
                    sent.body.clone_from(sealed);
                }
                server
                    .verify(pdu(&mut sent), fact("token").unwrap(), protection)
                    .unwrap();
                assert_eq!(sent.body, plain);
            }
        }
    }
}

#[test]
fn what_we_protect_is_what_it_would_expect() {
    let facts = facts();
    for session in SESSIONS {
        for (name, protection, level) in PROTECTIONS {
            let mut server = server(&facts, session);
            let key: [u8; 16] = facts[&*format!("{session}.session-key")]
                .as_slice()
                .try_into()
                .unwrap();
            let mut client = NtlmSecurity::new(&Key::new(key), Direction::ClientToServer, Peer::default());
            for sequence in 0..4 {
                let senders: [(&str, &mut dyn Security); 2] =
                    [("server", &mut *server), ("client", &mut client)];
                for (from, sender) in senders {
                    let fact = |what| facts.get(&*format!("{session}.{name}.{from}.{sequence}.{what}"));
                    let mut sent = message(from, level, sequence);
                    let plain = sent.body.clone();
                    let token = sender.protect(pdu(&mut sent), protection).unwrap();
                    assert_eq!(
                        token,
                        *fact("token").unwrap(),
                        "{session} {name} {from} {sequence}"
                    );
                    assert_eq!(sent.body, *fact("sealed").unwrap_or(&plain));
                }
            }
        }
    }
}

/// Without a MIC only the proof protects the message. Whatever else is changed on its way does not let anybody else in:
/// either nothing comes of it, or nothing of what follows is verified, or nobody looks at what was changed.
#[test]
fn a_changed_message_without_a_mic_is_worth_nothing_or_means_the_same() {
    let facts = facts();
    let genuine = &facts["first.authenticate"];
    let field = |at: usize| {
        let number = |at: usize| usize::from(u16::from_le_bytes([genuine[at], genuine[at + 1]]));
        number(at + 4)..number(at + 4) + number(at)
    };
    let user = field(36);
    for bit in 0..8 * genuine.len() {
        let (place, mask) = (bit / 8, 1 << (bit % 8));
        let mut facts = facts.clone();
        facts.get_mut("first.authenticate").unwrap()[place] ^= mask;
        let Some(mut server) = judged(&facts, "first") else {
            continue;
        };
        let mut sent = message("client", 5, 0);
        let token = &facts["first.integrity.client.0.token"];
        if server
            .verify(pdu(&mut sent), token, Protection::Integrity)
            .is_err()
        {
            continue;
        }
        let nobody_looks = [
            12..20,    // where the response for LM is
            field(12), // and what it is
            22..24,    // how much room there is for a field, five times
            30..32,
            38..40,
            46..52, // a workstation of no letters stands anywhere
            54..56,
            60..64, // flags beyond those that are needed
        ];
        let other_case = user.contains(&place) && mask == 0x20;
        assert!(
            other_case || nobody_looks.iter().any(|range| range.contains(&place)),
            "byte {place}, bit {mask}"
        );
    }
}
