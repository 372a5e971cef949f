//! PDUs that were changed, repeated, dropped or exchanged on their way.

use super::pair::*;
use super::toy::{Client, THREE_LEGS};
use crate::connection::{ClientEvent, Closed, Level, NotCalled, Outcome, SignIn};
use crate::pdu::*;

/// A pair whose client has written these stubs, each as a PDU, and not yet sent them. The calls before them have carried
/// the verification trailer.
fn requests(level: Level, stubs: &[&[u8]]) -> (Pair, Vec<u32>, Vec<Vec<u8>>) {
    let (mut pair, proposal) = Pair::signed_in(level);
    pair.call(proposal.contexts[1], proposal.security, b"");
    let call = pair.called();
    pair.reply(&call, b"");
    pair.client_events.clear();
    let calls = stubs
        .iter()
        .map(|stub| {
            pair.client
                .call(&request(proposal.contexts[1], proposal.security, stub))
                .unwrap()
        })
        .collect();
    let pdus = pdus(&pair.client.transmit().unwrap());
    (pair, calls, pdus)
}

/// A pair whose server has answered calls with these stubs, and not yet sent the answers.
fn responses(level: Level, stubs: &[&[u8]]) -> (Pair, Vec<Vec<u8>>) {
    let (mut pair, _, requests) = requests(level, &vec![b"".as_slice(); stubs.len()]);
    pair.feed_server(&requests.concat());
    for (call, stub) in pair.all_called().iter().zip(stubs) {
        pair.server.reply(call.id, stub, 0);
    }
    let pdus = pdus(&pair.server.transmit().unwrap());
    (pair, pdus)
}

const LEVELS: [Level; 2] = [Level::Integrity, Level::Privacy];

#[test]
fn a_flipped_bit_of_a_request_is_noticed() {
    for level in LEVELS {
        let length = requests(level, &[b"hello"]).2[0].len();
        for bit in 0..length * 8 {
            let (mut pair, _, mut pdus) = requests(level, &[b"hello"]);
            pdus[0][bit / 8] ^= 1 << (bit % 8);
            pair.feed_server(&pdus[0]);
            assert!(pair.all_called().is_empty(), "{level:?}, bit {bit}");
        }
    }
}

#[test]
fn a_flipped_bit_of_a_response_is_noticed() {
    for level in LEVELS {
        let length = responses(level, &[b"world"]).1[0].len();
        for bit in 0..length * 8 {
            let (mut pair, mut pdus) = responses(level, &[b"world"]);
            pdus[0][bit / 8] ^= 1 << (bit % 8);
            pair.feed_client(&pdus[0]);
            let response = |event: &ClientEvent| {
                matches!(
                    event,
                    ClientEvent::Ended {
                        outcome: Outcome::Response(_),
                        ..
                    }
                )
            };
            assert!(!pair.client_events.iter().any(response), "{level:?}, bit {bit}");
        }
    }
}

#[test]
fn a_bad_signature_is_told_and_closes_the_connection() {
    for level in LEVELS {
        let (mut pair, calls, mut pdus) = requests(level, &[b"hello", b"again"]);
        *pdus[0].last_mut().unwrap() ^= 1;
        pair.feed_server(&pdus.concat());
        assert_eq!(pair.closed(), Some(&Closed::BadSignature));
        assert!(pair.all_called().is_empty(), "nor is what follows looked at");
        pair.carry_to_client();
        assert_eq!(pair.refused(calls[0]), status::SECURITY_PACKAGE);
        assert_eq!(pair.outcome(calls[1]), None);

        let (mut pair, mut pdus) = responses(level, &[b"world"]);
        *pdus[0].last_mut().unwrap() ^= 1;
        pair.feed_client(&pdus[0]);
        assert_eq!(pair.client_closed(), Some(&Closed::BadSignature));
    }
}

#[test]
fn a_signature_cannot_be_taken_off() {
    let strip = |pdu: &[u8]| {
        let mut header = Header::parse(pdu).unwrap().unwrap();
        let at = SecurityTrailer::of(pdu, &header).unwrap().unwrap().0;
        header.auth_length = 0;
        header.fragment_length = u16::try_from(at).unwrap();
        let mut stripped = pdu[..at].to_vec();
        stripped[..HEADER].copy_from_slice(&header.to_bytes());
        stripped
    };
    let (mut pair, calls, pdus) = requests(Level::Integrity, &[b"hello"]);
    pair.feed_server(&strip(&pdus[0]));
    pair.run();
    assert_eq!(pair.refused(calls[0]), status::ACCESS_DENIED);

    let (mut pair, pdus) = responses(Level::Integrity, &[b"world"]);
    pair.feed_client(&strip(&pdus[0]));
    assert_eq!(pair.client_closed(), Some(&Closed::BadSignature));
}

#[test]
fn a_repeated_pdu_is_noticed() {
    for level in LEVELS {
        let (mut pair, _, pdus) = requests(level, &[b"hello"]);
        pair.feed_server(&pdus[0]);
        let call = pair.called();
        pair.reply(&call, b"");
        pair.feed_server(&pdus[0]);
        assert_eq!(pair.closed(), Some(&Closed::BadSignature));

        let (mut pair, pdus) = responses(level, &[b"world"]);
        pair.feed_client(&pdus[0]);
        pair.feed_client(&pdus[0]);
        assert_eq!(pair.client_closed(), Some(&Closed::BadSignature));
    }
}

#[test]
fn pdus_that_are_dropped_or_exchanged_are_noticed() {
    for level in LEVELS {
        let (mut pair, _, pdus) = requests(level, &[b"one", b"two"]);
        pair.feed_server(&pdus[1]);
        assert_eq!(pair.closed(), Some(&Closed::BadSignature));

        let (mut pair, pdus) = responses(level, &[b"one", b"two"]);
        pair.feed_client(&pdus[1]);
        assert_eq!(pair.client_closed(), Some(&Closed::BadSignature));
    }
}

#[test]
fn fragments_that_are_dropped_or_exchanged_are_noticed() {
    let stub = vec![7; 15_000];
    let (mut pair, _, pdus) = requests(Level::Privacy, &[&stub]);
    pair.feed_server(&[pdus[0].as_slice(), &pdus[2]].concat());
    assert_eq!(pair.closed(), Some(&Closed::BadSignature));

    let (mut pair, pdus) = responses(Level::Privacy, &[&stub]);
    pair.feed_client(&[pdus[0].as_slice(), &pdus[2], &pdus[1]].concat());
    assert_eq!(pair.client_closed(), Some(&Closed::BadSignature));
}

#[test]
fn a_pdu_cannot_move_to_another_security_context() {
    let (mut pair, first) = Pair::signed_in(Level::Privacy);
    let second = pair.alter_context(&[GUARDED], Some(sign_in(Level::Privacy)));
    pair.events.clear();
    // Both contexts have sent nothing: the toy's signatures fit either but for the trailer, which is signed.
    pair.client
        .call(&request(first.contexts[1], first.security, b"hello"))
        .unwrap();
    let mut pdu = pair.client.transmit().unwrap();
    let at = pdu.len() - 16 - 4;
    pdu[at..at + 4].copy_from_slice(&second.security.unwrap().to_le_bytes());
    pair.feed_server(&pdu);
    assert_eq!(pair.closed(), Some(&Closed::BadSignature));
}

#[test]
fn fragments_of_one_call_keep_their_security_context() {
    let (mut pair, first) = Pair::signed_in(Level::Privacy);
    let stub = vec![7; 15_000];
    pair.client
        .call(&request(first.contexts[0], first.security, &stub))
        .unwrap();
    let signed = pdus(&pair.client.transmit().unwrap());
    let call_id = Header::parse(&signed[0]).unwrap().unwrap().call_id;
    let (_, _, mut other) = {
        let (mut anonymous, proposal) = Pair::anonymous();
        let call = anonymous
            .client
            .call(&request(proposal.contexts[0], None, &stub))
            .unwrap();
        let fragments = pdus(&anonymous.client.transmit().unwrap());
        (anonymous, call, fragments)
    };
    other[1][12..16].copy_from_slice(&call_id.to_le_bytes());
    pair.feed_server(&signed[0]);
    pair.feed_server(&other[1]);
    assert_eq!(
        pair.closed(),
        Some(&Closed::Unexpected("a fragment of another call"))
    );
}

#[test]
fn a_truncated_pdu_is_waited_for() {
    let (mut pair, _, pdus) = requests(Level::Privacy, &[b"hello"]);
    let (first, rest) = pdus[0].split_at(50);
    pair.feed_server(first);
    assert!(pair.all_called().is_empty());
    pair.feed_server(rest);
    assert_eq!(pair.called().stub, b"hello");
}

#[test]
fn a_pdu_that_says_it_is_shorter_is_noticed() {
    for cut in 1..49 {
        let (mut pair, _, mut pdus) = requests(Level::Privacy, &[b"hello"]);
        let length = u16::try_from(pdus[0].len() - cut).unwrap();
        pdus[0].truncate(usize::from(length));
        pdus[0][8..10].copy_from_slice(&length.to_le_bytes());
        pair.feed_server(&pdus[0]);
        assert!(pair.all_called().is_empty(), "{cut} bytes shorter");
        assert!(pair.server.is_closed() || pair.server.pending_output() > 0);
    }
}

#[test]
fn padding_longer_than_the_body_is_refused() {
    let (mut pair, _, mut pdus) = requests(Level::Integrity, &[b"hello"]);
    let at = pdus[0].len() - 16 - 8;
    pdus[0][at + 2] = 200;
    pair.feed_server(&pdus[0]);
    assert_eq!(pair.closed(), Some(&Closed::Malformed(Error::Length)));
}

#[test]
fn an_unknown_security_context_is_refused() {
    let (mut pair, calls, mut pdus) = requests(Level::Integrity, &[b"hello"]);
    let at = pdus[0].len() - 16 - 4;
    pdus[0][at] ^= 0x80;
    pair.feed_server(&pdus[0]);
    pair.run();
    assert_eq!(pair.refused(calls[0]), status::ACCESS_DENIED);
}

#[test]
fn what_cannot_be_signed_is_not_sent_and_ends_the_connection() {
    let secret = b"IsInstalled=0 and IsHidden=0";
    for level in LEVELS {
        let mut pair = Pair::new();
        let sign_in = SignIn {
            handshake: Box::new(Client::that_lasts(THREE_LEGS, 1)),
            ..sign_in(level)
        };
        let proposal = pair.bind(&[GUARDED], Some(sign_in));
        let call = pair.call(proposal.contexts[0], proposal.security, b"");
        let answered = pair.called();
        pair.reply(&answered, b"");
        assert!(matches!(pair.outcome(call), Some(Outcome::Response(_))));
        let refused = pair
            .client
            .call(&request(proposal.contexts[0], proposal.security, secret));
        assert_eq!(refused, Err(NotCalled::Closed));
        assert_eq!(pair.client.output(), b"");
        pair.run();
        assert!(pair.client.is_closed());

        let mut pair = Pair::new();
        pair.host.lasts = Some(0);
        let proposal = pair.bind(&[GUARDED], Some(super::pair::sign_in(level)));
        pair.call(proposal.contexts[0], proposal.security, b"");
        let call = pair.called();
        pair.server.reply(call.id, secret, 0);
        assert_eq!(pair.server.output(), b"");
        pair.feed_server(b"");
        assert_eq!(pair.closed(), Some(&Closed::NotProtected), "{level:?}");
    }
}
