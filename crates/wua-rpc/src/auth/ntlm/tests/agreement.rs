//! Both sides with each other.

use super::support::{PASSWORD, USER, World, client, conversation, done, going_on, receive, send, server};
use crate::auth::ntlm::flags;
use crate::auth::ntlm::message::{Authenticate, AvPairs, Challenge, MIC_PRESENT, Negotiate, id};
use crate::auth::{Peer, Protection, Security};

fn both() -> (Box<dyn Security>, Box<dyn Security>) {
    let mut conversation = conversation(USER, PASSWORD);
    let (token, server) = done(
        conversation
            .server
            .step(&conversation.authenticate, &mut conversation.world),
    );
    assert!(token.is_empty());
    (conversation.client_security, server)
}

#[test]
fn who_knows_the_password_is_let_in_and_both_know_each_other() {
    let (client, server) = both();
    let user = Peer {
        user: USER.into(),
        domain: "WORKGROUP".into(),
        workstation: "CLIENT".into(),
        ..Peer::default()
    };
    assert_eq!(*server.peer(), user);
    let computer = Peer {
        user: String::new(),
        domain: "WUA".into(),
        workstation: "WUA".into(),
        ..Peer::default()
    };
    assert_eq!(*client.peer(), computer);
}

#[test]
fn messages_pass_both_ways_at_both_levels() {
    for protection in [Protection::Integrity, Protection::Privacy] {
        let (mut client, mut server) = both();
        for length in [0, 1, 16, 4000_usize] {
            let text = vec![length.to_le_bytes()[0]; length];
            let sent = send(&mut *client, &text, protection);
            assert_eq!(
                sent.body == text,
                protection == Protection::Integrity || length == 0
            );
            assert_eq!(receive(&mut *server, &sent, protection), Some(text.clone()));
            let sent = send(&mut *server, &text, protection);
            assert_eq!(receive(&mut *client, &sent, protection), Some(text));
        }
    }
}

#[test]
fn levels_may_change_from_message_to_message() {
    let (mut client, mut server) = both();
    for protection in [
        Protection::Integrity,
        Protection::Privacy,
        Protection::Integrity,
        Protection::Privacy,
    ] {
        let sent = send(&mut *client, b"text", protection);
        assert_eq!(receive(&mut *server, &sent, protection).unwrap(), b"text");
    }
}

#[test]
fn a_message_arrives_once_and_in_its_turn() {
    for protection in [Protection::Integrity, Protection::Privacy] {
        let (mut client, mut server) = both();
        let first = send(&mut *client, b"first", protection);
        assert!(receive(&mut *server, &first, protection).is_some());
        assert_eq!(receive(&mut *server, &first, protection), None, "a replay");

        let (mut client, mut server) = both();
        let _lost = send(&mut *client, b"first", protection);
        let second = send(&mut *client, b"second", protection);
        assert_eq!(receive(&mut *server, &second, protection), None, "one is missing");

        let (mut client, _) = both();
        let own = send(&mut *client, b"own", protection);
        assert_eq!(receive(&mut *client, &own, protection), None, "reflected");
    }
}

#[test]
fn no_bit_of_a_message_can_be_changed() {
    for protection in [Protection::Integrity, Protection::Privacy] {
        let places = 24 + 16 + 8 + 16;
        for bit in 0..8 * places {
            let (mut client, mut server) = both();
            let mut sent = send(&mut *client, b"sixteen letters.", protection);
            let flipped = sent
                .header
                .iter_mut()
                .chain(&mut sent.body)
                .chain(&mut sent.trailer)
                .chain(&mut sent.token)
                .nth(bit / 8)
                .unwrap();
            *flipped ^= 1 << (bit % 8);
            assert_eq!(receive(&mut *server, &sent, protection), None, "bit {bit}");
        }
    }
}

#[test]
fn a_token_of_another_length_is_no_token() {
    for length in [0, 8, 15, 17, 32] {
        let (mut client, mut server) = both();
        let mut sent = send(&mut *client, b"text", Protection::Integrity);
        sent.token.resize(length, 0);
        assert_eq!(receive(&mut *server, &sent, Protection::Integrity), None);
    }
}

#[test]
fn a_server_gives_the_time_and_asks_for_what_is_needed() {
    let mut world = World::new(3);
    let asked = flags::OFFERED | 0x80;
    let negotiate = Negotiate { flags: asked }.write().unwrap();
    let challenge = going_on(server().handshake().step(&negotiate, &mut world));
    let challenge = Challenge::read(&challenge).unwrap();
    assert_eq!(
        challenge.flags,
        flags::OFFERED | flags::TARGET_TYPE_SERVER,
        "LM keys are not spoken here"
    );
    assert_eq!(
        challenge.information.find(id::TIMESTAMP).unwrap(),
        0x01dd_794f_234b_4f80_u64.to_le_bytes()
    );
    assert_eq!(challenge.target, "WUA");
}

#[test]
fn who_only_signs_need_not_ask_for_sealing() {
    let mut world = World::new(3);
    let asked = flags::OFFERED & !flags::SEAL;
    let negotiate = Negotiate { flags: asked }.write().unwrap();
    let challenge = going_on(server().handshake().step(&negotiate, &mut world));
    assert_eq!(Challenge::read(&challenge).unwrap().flags & flags::SEAL, 0);
}

#[test]
fn no_two_challenges_are_the_same() {
    let mut world = World::new(3);
    let negotiate = Negotiate {
        flags: flags::OFFERED,
    }
    .write()
    .unwrap();
    let nonce = |world: &mut World| {
        let challenge = going_on(server().handshake().step(&negotiate, world));
        Challenge::read(&challenge).unwrap().nonce
    };
    assert_ne!(nonce(&mut world), nonce(&mut world));
}

#[test]
fn a_client_announces_its_mic_and_says_whom_it_wants() {
    let conversation = conversation(USER, PASSWORD);
    let message = Authenticate::read(&conversation.authenticate).unwrap();
    assert_eq!(message.lm_response, [0; 24]);
    let pairs = AvPairs::read(&message.nt_response[44..]).unwrap();
    assert_eq!(pairs.flags().unwrap(), MIC_PRESENT);
    assert_eq!(pairs.find(id::CHANNEL_BINDINGS).unwrap(), [0; 16]);
    assert_eq!(pairs.text(id::TARGET_NAME).unwrap(), "host/wua.example");
    // The server's time, not ours.
    assert_eq!(
        message.nt_response[24..32],
        0x01dd_794f_234b_4f80_u64.to_le_bytes()
    );
    assert_eq!(pairs.text(id::DNS_COMPUTER).unwrap(), "wua.example");
}

#[test]
fn the_name_of_a_user_may_be_written_otherwise_or_stand_with_its_domain() {
    for user in ["administrator", "ADMINISTRATOR"] {
        let mut conversation = conversation(user, PASSWORD);
        let (_, security) = done(
            conversation
                .server
                .step(&conversation.authenticate, &mut conversation.world),
        );
        assert_eq!(security.peer().user, user);
    }
}

#[test]
fn a_handshake_ends_once() {
    let mut world = World::new(1);
    let mut client = client(USER, PASSWORD).handshake();
    going_on(client.step(&[], &mut world));
    assert!(client.step(b"nonsense", &mut world).is_err());
    assert!(client.step(b"nonsense", &mut world).is_err());

    let mut conversation = conversation(USER, PASSWORD);
    let token = conversation.authenticate;
    done(conversation.server.step(&token, &mut conversation.world));
    assert!(conversation.server.step(&token, &mut conversation.world).is_err());
}
