//! The same with the real thing: NTLM, alone and within SPNEGO.

use std::sync::Arc;

use super::pair::*;
use crate::auth::ntlm::tests::support::{PASSWORD, USER, client};
use crate::auth::spnego;
use crate::connection::*;
use crate::pdu::*;

const NTLM: u8 = 10;
const SPNEGO: u8 = 9;
const MECHANISMS: [u8; 2] = [NTLM, SPNEGO];
const LEVELS: [Level; 2] = [Level::Integrity, Level::Privacy];

fn sign_in(mechanism: u8, level: Level, password: &str) -> SignIn {
    let ntlm = client(USER, password);
    SignIn {
        mechanism,
        level,
        handshake: match mechanism {
            NTLM => ntlm.handshake(),
            _ => spnego::Client::new(Arc::new([Arc::new(ntlm)])).handshake(),
        },
    }
}

fn pair(header_signing: bool) -> Pair {
    let client = Client {
        header_signing,
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    pair.host.serious = true;
    pair
}

fn signed_in(mechanism: u8, level: Level) -> (Pair, Proposal) {
    let mut pair = pair(true);
    let proposal = pair.bind(&[OPEN, GUARDED], Some(sign_in(mechanism, level, PASSWORD)));
    pair.events.clear();
    (pair, proposal)
}

#[test]
fn calls_of_any_length_travel() {
    for header_signing in [true, false] {
        for (mechanism, level) in MECHANISMS
            .into_iter()
            .flat_map(|mechanism| LEVELS.map(|level| (mechanism, level)))
        {
            let mut pair = pair(header_signing);
            let proposal = pair.bind(&[GUARDED], Some(sign_in(mechanism, level, PASSWORD)));
            pair.events.clear();
            for length in [0, 1, 15, 16, 17, 5_800, 30_000] {
                let stub = vec![5; length];
                let id = pair
                    .client
                    .call(&request(proposal.contexts[0], proposal.security, &stub))
                    .unwrap();
                pair.run();
                let call = pair.called();
                assert_eq!(call.caller.as_ref().unwrap().user, USER);
                assert!(call.parameters().unwrap().starts_with(&stub));
                pair.reply(&call, &stub);
                assert_eq!(
                    pair.outcome(id),
                    Some(&Outcome::Response(stub)),
                    "{mechanism} {level:?} {length}"
                );
            }
        }
    }
}

#[test]
fn answers_out_of_order_are_signed_in_the_order_of_sending() {
    let (mut pair, proposal) = signed_in(NTLM, Level::Privacy);
    let ids: Vec<_> = (0..20_u8)
        .map(|number| {
            pair.client
                .call(&request(proposal.contexts[1], proposal.security, &[number; 9]))
                .unwrap()
        })
        .collect();
    pair.run();
    for call in pair.all_called().iter().rev() {
        pair.server.reply(call.id, &call.parameters().unwrap()[..9], 0);
    }
    pair.run();
    for (number, id) in (0..).zip(ids) {
        assert_eq!(pair.outcome(id), Some(&Outcome::Response(vec![number; 9])));
    }
}

#[test]
fn sealed_parameters_cannot_be_read_and_signed_ones_can() {
    for (level, readable) in [(Level::Integrity, true), (Level::Privacy, false)] {
        let (mut pair, proposal) = signed_in(NTLM, level);
        let secret = b"IsInstalled=0 and IsHidden=0";
        pair.client
            .call(&request(proposal.contexts[1], proposal.security, secret))
            .unwrap();
        let read = pair
            .client
            .output()
            .windows(secret.len())
            .any(|window| window == secret);
        assert_eq!(read, readable);
    }
}

#[test]
fn a_wrong_password_is_refused() {
    for mechanism in MECHANISMS {
        let mut pair = pair(true);
        let proposal = pair
            .client
            .bind(
                0,
                &[GUARDED],
                Some(sign_in(mechanism, Level::Privacy, "wrong")),
                0,
                &mut pair.host,
            )
            .unwrap();
        pair.run();
        let refused = pair.events.iter().find_map(|event| match event {
            Event::Refused { peer, .. } => peer.clone(),
            _ => None,
        });
        assert_eq!(refused.unwrap().user, USER);
        if let Ok(call) = pair
            .client
            .call(&request(proposal.contexts[0], proposal.security, b"hello"))
        {
            pair.run();
            assert_eq!(pair.refused(call), status::ACCESS_DENIED);
        }
        assert!(
            !pair
                .events
                .iter()
                .any(|event| matches!(event, Event::SignedIn { .. } | Event::Call(_)))
        );
    }
}

#[test]
fn a_flipped_bit_is_noticed_in_either_direction() {
    // Header, body with padding, trailer, token.
    let length = 24 + 16 + 8 + 16;
    for (level, bit) in LEVELS
        .into_iter()
        .flat_map(|level| (0..length * 8).step_by(3).map(move |bit| (level, bit)))
    {
        let flip = |pdu: &mut [u8]| {
            assert_eq!(pdu.len(), length);
            pdu[bit / 8] ^= 1 << (bit % 8);
        };
        let (mut pair, proposal) = signed_in(NTLM, level);
        // The first call is longer: it carries the verification trailer.
        let first = pair.call(proposal.contexts[1], proposal.security, b"");
        let call = pair.called();
        pair.client
            .call(&request(proposal.contexts[1], proposal.security, b"hello"))
            .unwrap();
        let mut bad = pair.client.transmit().unwrap();
        flip(&mut bad);
        pair.feed_server(&bad);
        assert!(pair.all_called().is_empty(), "{level:?}, bit {bit}");

        let (mut pair, proposal) = signed_in(NTLM, level);
        assert_eq!(pair.call(proposal.contexts[1], proposal.security, b""), first);
        assert_eq!(pair.called().id, call.id);
        pair.server.reply(call.id, b"world", 0);
        let mut bad = pair.server.transmit().unwrap();
        flip(&mut bad);
        pair.feed_client(&bad);
        assert!(
            !matches!(pair.outcome(first), Some(Outcome::Response(_))),
            "{level:?}, bit {bit}"
        );
    }
}

#[test]
fn cancels_are_signed_and_faults_are_not() {
    let (mut pair, proposal) = signed_in(NTLM, Level::Privacy);
    let cancelled = pair.call(proposal.contexts[1], proposal.security, b"");
    let call = pair.called();
    pair.client.cancel(cancelled);
    pair.run();
    pair.server.fault(call.id, status::CANCELLED, true, 0);
    pair.run();
    assert!(matches!(
        pair.outcome(cancelled),
        Some(Outcome::Fault {
            status: status::CANCELLED,
            ..
        })
    ));
    pair.events.clear();
    let id = pair.call(proposal.contexts[1], proposal.security, b"hello");
    let call = pair.called();
    pair.reply(&call, b"world");
    assert_eq!(pair.outcome(id), Some(&Outcome::Response(b"world".to_vec())));
}

#[test]
fn several_sign_ins_have_their_own_streams() {
    let (mut pair, first) = signed_in(NTLM, Level::Privacy);
    let second = pair.alter_context(&[GUARDED], Some(sign_in(SPNEGO, Level::Integrity, PASSWORD)));
    pair.events.clear();
    for (context, security) in [
        (first.contexts[1], first.security),
        (second.contexts[0], second.security),
    ]
    .into_iter()
    .cycle()
    .take(6)
    {
        let id = pair.call(context, security, b"hello");
        let call = pair.called();
        pair.reply(&call, b"world");
        assert_eq!(pair.outcome(id), Some(&Outcome::Response(b"world".to_vec())));
    }
}
