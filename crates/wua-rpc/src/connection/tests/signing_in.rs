//! Who calls.

use super::pair::*;
use super::toy::{self, FOUR_LEGS, THREE_LEGS};
use crate::connection::*;
use crate::pdu::*;

fn four_legs() -> SignIn {
    SignIn {
        mechanism: FOUR_LEGS,
        level: Level::Privacy,
        handshake: Box::new(toy::Client::new(FOUR_LEGS)),
    }
}

fn with_a_wrong_password(legs: u8) -> SignIn {
    SignIn {
        mechanism: legs,
        level: Level::Privacy,
        handshake: Box::new(toy::Client::with_a_wrong_password(legs)),
    }
}

pub(super) fn signed_in(pair: &Pair) -> Vec<(String, Level, u32)> {
    pair.events
        .iter()
        .filter_map(|event| match event {
            Event::SignedIn {
                peer,
                level,
                security,
            } => Some((peer.user.clone(), *level, *security)),
            _ => None,
        })
        .collect()
}

pub(super) fn refusals(pair: &Pair) -> Vec<&str> {
    pair.events
        .iter()
        .filter_map(|event| match event {
            Event::Refused { reason, .. } => Some(reason.as_str()),
            _ => None,
        })
        .collect()
}

fn bound(pair: &Pair) -> usize {
    let bound = |event: &&ClientEvent| matches!(event, ClientEvent::Bound { .. });
    pair.client_events.iter().filter(bound).count()
}

#[test]
fn three_legs_end_with_auth3() {
    let mut pair = Pair::new();
    let proposal = pair
        .client
        .bind(0, &[GUARDED], Some(sign_in(Level::Privacy)), 0, &mut pair.host)
        .unwrap();
    assert_eq!(kinds(pair.client.output()), [Kind::Bind]);
    pair.carry_to_server();
    pair.carry_to_client();
    assert_eq!(kinds(pair.client.output()), [Kind::Auth3]);
    assert_eq!(bound(&pair), 1);
    pair.carry_to_server();
    assert_eq!(pair.server.pending_output(), 0, "AUTH3 has no answer");
    let security = proposal.security.unwrap();
    assert_eq!(
        signed_in(&pair),
        [("administrator".to_owned(), Level::Privacy, security)]
    );
}

#[test]
fn four_legs_end_with_alter_context() {
    let mut pair = Pair::new();
    pair.client
        .bind(0, &[GUARDED], Some(four_legs()), 0, &mut pair.host)
        .unwrap();
    pair.carry_to_server();
    pair.carry_to_client();
    assert_eq!(kinds(pair.client.output()), [Kind::AlterContext]);
    assert_eq!(bound(&pair), 0, "the sign-in goes on");
    pair.carry_to_server();
    assert_eq!(kinds(pair.server.output()), [Kind::AlterContextResponse]);
    assert_eq!(signed_in(&pair).len(), 1);
    pair.carry_to_client();
    assert_eq!(bound(&pair), 1);
}

#[test]
fn a_caller_is_known_by_name_level_and_context() {
    for level in [Level::Integrity, Level::Privacy] {
        let (mut pair, proposal) = Pair::signed_in(level);
        pair.call(proposal.contexts[1], proposal.security, b"hello");
        let call = pair.called();
        assert_eq!(*call.caller.clone().unwrap(), toy::peer());
        assert_eq!((call.level, call.security), (level, proposal.security));
        assert_eq!(call.parameters().unwrap()[..5], *b"hello");
    }
}

#[test]
fn a_wrong_password_in_auth3_is_told_with_the_next_request() {
    let mut pair = Pair::new();
    let proposal = pair.bind(&[OPEN, GUARDED], Some(with_a_wrong_password(THREE_LEGS)));
    assert_eq!(refusals(&pair), ["wrong password"]);
    assert!(!pair.server.is_closed());
    for context in proposal.contexts {
        let call = pair.call(context, proposal.security, b"hello");
        pair.run();
        assert_eq!(
            pair.refused(call),
            status::ACCESS_DENIED,
            "not even on an open interface"
        );
    }
    assert!(pair.all_called().is_empty());
    assert!(!pair.server.is_closed());
}

#[test]
fn a_large_request_after_a_wrong_password_has_one_answer() {
    let mut pair = Pair::new();
    let proposal = pair.bind(&[GUARDED], Some(with_a_wrong_password(THREE_LEGS)));
    pair.call(proposal.contexts[0], proposal.security, &vec![1; 50_000]);
    assert_eq!(kinds(pair.server.output()), [Kind::Fault]);
}

#[test]
fn a_wrong_password_in_alter_context_is_told_at_once() {
    let (mut pair, proposal) = Pair::anonymous();
    let again = pair.alter_context(&[GUARDED], Some(with_a_wrong_password(FOUR_LEGS)));
    assert_eq!(refusals(&pair), ["wrong password"]);
    assert!(matches!(
        pair.client_events.last(),
        Some(ClientEvent::NotAltered {
            status: status::ACCESS_DENIED
        })
    ));
    assert_eq!(
        pair.client
            .call(&request(proposal.contexts[1], again.security, b"")),
        Err(NotCalled::NoSecurity)
    );
    pair.call(proposal.contexts[0], None, b"hello");
    assert_eq!(pair.called().opnum, 7, "the connection goes on");
}

#[test]
fn a_bind_with_a_bad_token_is_refused() {
    let mut pair = Pair::new();
    let trailer = SecurityTrailer {
        mechanism: THREE_LEGS,
        level: 6,
        padding: 0,
        context_id: 0,
    };
    let mut pdu = Vec::new();
    Bind::default()
        .write(&mut pdu, Kind::Bind, Flags::WHOLE, 5, Some((trailer, b"?")))
        .unwrap();
    pair.feed_server(&pdu);
    let answer = pair.server.transmit().unwrap();
    assert_eq!(
        BindNak::parse(&answer[HEADER..]).unwrap().reason,
        Nak::INVALID_CHECKSUM
    );
    assert_eq!(pair.closed(), Some(&Closed::SignInFailed));
    assert!(pair.host.groups.is_empty(), "no group was made for it");
}

#[test]
fn unknown_mechanisms_are_refused() {
    let kerberos = || SignIn {
        mechanism: 16,
        ..sign_in(Level::Privacy)
    };
    let mut pair = Pair::new();
    pair.bind(&[OPEN], Some(kerberos()));
    assert_eq!(
        pair.client_closed(),
        Some(&Closed::BindRefused(Nak::UNKNOWN_AUTHENTICATION))
    );
    let (mut pair, _) = Pair::anonymous();
    pair.alter_context(&[OPEN], Some(kerberos()));
    assert!(matches!(
        pair.client_events.last(),
        Some(ClientEvent::NotAltered {
            status: status::UNKNOWN_AUTHENTICATION
        })
    ));
    assert!(!pair.server.is_closed());
}

#[test]
fn unknown_levels_are_refused() {
    for level in [1, 7, 255] {
        let mut pair = Pair::new();
        let trailer = SecurityTrailer {
            mechanism: THREE_LEGS,
            level,
            padding: 0,
            context_id: 0,
        };
        let mut pdu = Vec::new();
        Bind::default()
            .write(&mut pdu, Kind::Bind, Flags::WHOLE, 5, Some((trailer, &[1])))
            .unwrap();
        pair.feed_server(&pdu);
        assert_eq!(pair.closed(), Some(&Closed::SignInFailed));
    }
}

#[test]
fn calls_below_the_level_of_an_interface_are_refused() {
    for level in [Level::Connect, Level::Call, Level::Packet] {
        let (mut pair, proposal) = Pair::signed_in(level);
        let refused = pair.call(proposal.contexts[1], proposal.security, b"hello");
        pair.run();
        assert_eq!(pair.refused(refused), status::ACCESS_DENIED, "{level:?}");
        let open = pair.call(proposal.contexts[0], proposal.security, b"hello");
        let called = pair.called();
        pair.reply(&called, b"world");
        assert_eq!(
            pair.outcome(open),
            Some(&Outcome::Response(b"world".to_vec())),
            "{level:?}"
        );
    }
    let (mut pair, proposal) = Pair::anonymous();
    let refused = pair.call(proposal.contexts[1], None, b"hello");
    pair.run();
    assert_eq!(pair.refused(refused), status::ACCESS_DENIED);
    assert!(!pair.server.is_closed());
}

#[test]
fn a_signed_in_connection_does_not_sign_for_calls_without_signature() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let refused = pair.call(proposal.contexts[1], None, b"hello");
    pair.run();
    assert_eq!(pair.refused(refused), status::ACCESS_DENIED);
    pair.call(proposal.contexts[0], None, b"hello");
    let call = pair.called();
    assert_eq!((call.caller, call.level), (None, Level::None));
}

#[test]
fn every_interface_can_have_its_own_security_context() {
    // As impacket does it.
    let (mut pair, first) = Pair::signed_in(Level::Privacy);
    let second = pair.alter_context(&[GUARDED], Some(sign_in(Level::Integrity)));
    let third = pair.alter_context(&[GUARDED], Some(four_legs()));
    let contexts = [
        (first.contexts[1], first.security, Level::Privacy),
        (second.contexts[0], second.security, Level::Integrity),
        (third.contexts[0], third.security, Level::Privacy),
    ];
    for (context, security, level) in contexts.into_iter().cycle().take(9) {
        let id = pair.call(context, security, b"hello");
        let call = pair.called();
        assert_eq!((call.level, call.security), (level, security));
        pair.reply(&call, b"world");
        assert_eq!(pair.outcome(id), Some(&Outcome::Response(b"world".to_vec())));
    }
}

#[test]
fn a_security_context_serves_interfaces_that_are_bound_later() {
    // As other clients do it: alter_context without a token.
    let mut pair = Pair::new();
    let first = pair.bind(&[OPEN], Some(sign_in(Level::Privacy)));
    let second = pair.alter_context(&[GUARDED], None);
    pair.events.clear();
    pair.call(second.contexts[0], first.security, b"hello");
    assert_eq!(pair.called().level, Level::Privacy);
}

#[test]
fn somebody_can_sign_in_after_an_anonymous_bind() {
    let (mut pair, proposal) = Pair::anonymous();
    let later = pair.alter_context(&[GUARDED], Some(sign_in(Level::Integrity)));
    pair.events.clear();
    pair.call(proposal.contexts[1], later.security, b"hello");
    let call = pair.called();
    assert_eq!(call.level, Level::Integrity);
    assert_eq!(call.parameters().unwrap()[..5], *b"hello");
}

#[test]
fn security_contexts_are_limited() {
    let limits = Limits {
        security_contexts: 2,
        ..Limits::default()
    };
    let mut pair = Pair::with(limits, Client::default());
    pair.bind(&[OPEN], Some(sign_in(Level::Privacy)));
    pair.alter_context(&[GUARDED], Some(sign_in(Level::Privacy)));
    pair.alter_context(&[GUARDED], Some(sign_in(Level::Privacy)));
    assert!(matches!(
        pair.client_events.last(),
        Some(ClientEvent::NotAltered {
            status: status::TOO_MANY_SECURITY_CONTEXTS
        })
    ));
    assert_eq!(signed_in(&pair).len(), 2);
}

#[test]
fn requests_within_a_sign_in_are_refused() {
    let (mut pair, proposal) = Pair::anonymous();
    pair.client
        .alter_context(&[GUARDED], Some(sign_in(Level::Privacy)), 0, &mut pair.host)
        .unwrap();
    assert_eq!(
        pair.client.alter_context(&[GUARDED], None, 0, &mut pair.host),
        Err(NotCalled::Busy)
    );
    assert_eq!(
        pair.client.call(&request(proposal.contexts[1], Some(1), b"")),
        Err(NotCalled::NoSecurity)
    );
    let open = pair
        .client
        .call(&request(proposal.contexts[0], None, b"hello"))
        .unwrap();
    pair.run();
    let called = pair.called();
    pair.reply(&called, b"world");
    assert!(pair.outcome(open).is_some(), "other calls go on meanwhile");
}

#[test]
fn a_client_that_cannot_go_on_says_so() {
    let mut pair = Pair::new();
    pair.client
        .bind(0, &[OPEN], Some(sign_in(Level::Privacy)), 0, &mut pair.host)
        .unwrap();
    pair.carry_to_server();
    let mut ack = pair.server.transmit().unwrap();
    *ack.last_mut().unwrap() = 9;
    pair.feed_client(&ack);
    assert_eq!(pair.client_closed(), Some(&Closed::SignInFailed));
}
