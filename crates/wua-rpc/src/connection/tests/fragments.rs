//! Calls that are longer than a PDU.

use super::pair::*;
use crate::connection::*;
use crate::pdu::*;

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

/// An anonymous pair, and the fragments of a call that has not been sent.
fn fragments() -> (Pair, u32, Vec<Vec<u8>>) {
    let (mut pair, proposal) = Pair::anonymous();
    let call = pair
        .client
        .call(&request(proposal.contexts[0], None, &bytes(15_000)))
        .unwrap();
    let fragments = pdus(&pair.client.transmit().unwrap());
    assert_eq!(fragments.len(), 3);
    (pair, call, fragments)
}

#[test]
fn stubs_of_any_length_travel_both_ways() {
    for level in [Level::Connect, Level::Integrity, Level::Privacy] {
        let (mut pair, proposal) = Pair::signed_in(level);
        for length in (0..50).chain(5700..5900).step_by(7).chain([20_000, 300_000]) {
            let stub = bytes(length);
            let id = pair
                .client
                .call(&request(proposal.contexts[0], proposal.security, &stub))
                .unwrap();
            pair.run();
            let call = pair.called();
            assert!(
                call.parameters().unwrap().starts_with(&stub),
                "{level:?} {length}"
            );
            pair.reply(&call, &stub);
            assert_eq!(
                pair.outcome(id),
                Some(&Outcome::Response(stub)),
                "{level:?} {length}"
            );
        }
    }
}

#[test]
fn no_fragment_is_longer_than_agreed() {
    let client = Client {
        limits: Limits {
            fragment: 2000,
            ..Limits::default()
        },
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    let proposal = pair.bind(&[OPEN], Some(sign_in(Level::Privacy)));
    pair.events.clear();
    let id = pair
        .client
        .call(&request(proposal.contexts[0], proposal.security, &bytes(50_000)))
        .unwrap();
    let sent = pdus(pair.client.output());
    pair.run();
    let call = pair.called();
    pair.server.reply(call.id, &bytes(50_000), 0);
    let answered = pdus(pair.server.output());
    for fragments in [&sent, &answered] {
        assert!(fragments.len() > 25);
        assert!(
            fragments
                .iter()
                .all(|pdu| (1900..=2000).contains(&pdu.len()) || pdu.len() < 1900)
        );
        assert!(fragments.iter().all(|pdu| pdu.len() <= 2000));
    }
    pair.run();
    assert!(matches!(pair.outcome(id), Some(Outcome::Response(stub)) if stub.len() == 50_000));
}

#[test]
fn every_fragment_tells_how_much_is_left() {
    let (_, _, fragments) = fragments();
    let hint = |pdu: &[u8]| u32::from_le_bytes(pdu[16..20].try_into().unwrap());
    let flags: Vec<_> = fragments.iter().map(|pdu| pdu[3] & 3).collect();
    assert_eq!(flags, [1, 0, 2]);
    assert_eq!(hint(&fragments[0]), 15_000);
    assert_eq!(
        hint(&fragments[2]),
        u32::try_from(fragments[2].len()).unwrap() - 24
    );
}

#[test]
fn a_stub_longer_than_the_limit_is_refused() {
    let limits = Limits {
        stub: 10_000,
        ..Limits::default()
    };
    for (length, fits) in [(10_000, true), (10_001, false)] {
        let mut pair = Pair::with(limits, Client::default());
        let proposal = pair.bind(&[OPEN], None);
        let call = pair.call(proposal.contexts[0], None, &bytes(length));
        assert_eq!(pair.closed(), (!fits).then_some(&Closed::TooLarge));
        pair.run();
        if !fits {
            assert_eq!(pair.refused(call), status::ACCESS_DENIED, "[MS-RPCE] 3.3.3.5.4");
        }
    }
}

#[test]
fn a_client_limits_results_too() {
    let client = Client {
        limits: Limits {
            stub: 10_000,
            ..Limits::default()
        },
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    let proposal = pair.bind(&[OPEN], None);
    pair.call(proposal.contexts[0], None, b"");
    let call = pair.called();
    pair.reply(&call, &bytes(10_001));
    assert_eq!(pair.client_closed(), Some(&Closed::TooLarge));
}

#[test]
fn a_fragment_longer_than_agreed_is_refused() {
    let (mut pair, proposal) = Pair::anonymous();
    let mut pdu = Vec::new();
    pdu.extend_from_slice(
        &Header {
            kind: Kind::Request,
            flags: Flags::WHOLE,
            fragment_length: 5841,
            auth_length: 0,
            call_id: 9,
        }
        .to_bytes(),
    );
    let _ = proposal;
    pair.feed_server(&pdu);
    assert_eq!(
        pair.closed(),
        Some(&Closed::TooLarge),
        "before its body has arrived"
    );
}

#[test]
fn calls_do_not_come_within_other_calls() {
    let (mut pair, _, fragments) = fragments();
    pair.feed_server(&fragments[0]);
    let mut other = fragments[0].clone();
    other[12] += 1;
    pair.feed_server(&other);
    assert_eq!(
        pair.closed(),
        Some(&Closed::Unexpected("a call within another one"))
    );
}

#[test]
fn fragments_of_other_calls_are_refused() {
    // Number of the call, presentation context, operation.
    for at in [12, 20, 22] {
        let (mut pair, _, mut fragments) = fragments();
        fragments[1][at] ^= 1;
        pair.feed_server(&fragments[0]);
        pair.feed_server(&fragments[1]);
        assert_eq!(
            pair.closed(),
            Some(&Closed::Unexpected("a fragment of another call"))
        );
        assert!(pair.all_called().is_empty());
    }
}

#[test]
fn a_call_that_begins_twice_is_refused() {
    let (mut pair, _, fragments) = fragments();
    pair.feed_server(&fragments[0]);
    pair.feed_server(&fragments[0]);
    assert!(pair.server.is_closed());
}

#[test]
fn a_call_that_does_not_begin_is_refused() {
    let (mut pair, call, fragments) = fragments();
    pair.feed_server(&fragments[1]);
    assert_eq!(
        pair.closed(),
        Some(&Closed::Unexpected("a fragment without the first one"))
    );
    pair.run();
    assert_eq!(pair.refused(call), status::PROTOCOL_ERROR);
}

#[test]
fn what_follows_a_refused_fragment_is_ignored() {
    let (mut pair, call, mut fragments) = fragments();
    for fragment in &mut fragments {
        fragment[20] = 99;
        pair.feed_server(fragment);
    }
    assert_eq!(kinds(pair.server.output()), [Kind::Fault]);
    pair.run();
    assert_eq!(pair.refused(call), status::UNKNOWN_INTERFACE);
    assert!(!pair.server.is_closed());
}

#[test]
fn an_orphaned_call_need_not_be_completed() {
    let (mut pair, call, fragments) = fragments();
    pair.feed_server(&fragments[0]);
    let mut orphaned = Vec::new();
    write_bare(&mut orphaned, Kind::Orphaned, call);
    pair.feed_server(&orphaned);
    pair.feed_server(&fragments[1]);
    pair.feed_server(&fragments[2]);
    assert!(pair.all_called().is_empty());
    assert!(!pair.server.is_closed());
    assert_eq!(pair.server.pending_output(), 0);
}

#[test]
fn answers_may_be_interleaved() {
    let (mut pair, proposal) = Pair::anonymous();
    let ids = [(); 2].map(|()| pair.call(proposal.contexts[0], None, b""));
    let calls = pair.all_called();
    pair.server.reply(calls[0].id, &bytes(15_000), 0);
    let first = pdus(&pair.server.transmit().unwrap());
    pair.server.reply(calls[1].id, &bytes(14_999), 0);
    let second = pdus(&pair.server.transmit().unwrap());
    for (first, second) in first.iter().zip(&second) {
        pair.feed_client(first);
        pair.feed_client(second);
    }
    assert_eq!(pair.outcome(ids[0]), Some(&Outcome::Response(bytes(15_000))));
    assert_eq!(pair.outcome(ids[1]), Some(&Outcome::Response(bytes(14_999))));
}

#[test]
fn an_answer_that_begins_twice_or_not_at_all_is_refused() {
    for repeated in [0, 1] {
        let (mut pair, proposal) = Pair::anonymous();
        pair.call(proposal.contexts[0], None, b"");
        let call = pair.called();
        pair.server.reply(call.id, &bytes(15_000), 0);
        let fragments = pdus(&pair.server.transmit().unwrap());
        pair.feed_client(&fragments[repeated]);
        pair.feed_client(&fragments[0]);
        assert_eq!(
            pair.client_closed(),
            Some(&Closed::Unexpected("a fragment out of order"))
        );
    }
}
