//! Calls and their answers.

use wua_com::Guid;

use super::pair::*;
use crate::connection::*;
use crate::pdu::*;

#[test]
fn interface_operation_object_and_parameters_arrive() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let object = Guid::literal("0000a001-c206-0000-a458-68810d266042");
    for object in [None, Some(object)] {
        let id = pair
            .client
            .call(&ClientCall {
                opnum: 0xFFFF,
                object,
                ..request(proposal.contexts[0], proposal.security, b"hello")
            })
            .unwrap();
        pair.run();
        let call = pair.called();
        assert_eq!((call.interface, call.opnum, call.object), (OPEN, 0xFFFF, object));
        assert_eq!(call.parameters().unwrap()[..5], *b"hello");
        pair.reply(&call, b"world");
        assert_eq!(pair.outcome(id), Some(&Outcome::Response(b"world".to_vec())));
    }
}

#[test]
fn empty_parameters_and_results_travel() {
    for security in [false, true] {
        let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
        let security = proposal.security.filter(|_| security);
        let id = pair.call(proposal.contexts[0], security, b"");
        let call = pair.called();
        assert_eq!(call.parameters(), Ok([].as_slice()));
        pair.reply(&call, b"");
        assert_eq!(pair.outcome(id), Some(&Outcome::Response(Vec::new())));
    }
}

#[test]
fn the_first_call_of_an_interface_carries_a_verification_trailer() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let lengths: Vec<_> = (0..4)
        .map(|number| {
            pair.call(proposal.contexts[number % 2], proposal.security, b"hello!!!");
            let call = pair.called();
            assert_eq!(call.parameters(), Ok(b"hello!!!".as_slice()));
            call.stub.len()
        })
        .collect();
    assert_eq!(lengths, [88, 88, 8, 8]);
}

#[test]
fn a_bind_that_was_changed_on_its_way_is_noticed_by_the_trailer() {
    // Nothing protects the bind itself: a man in the middle exchanges the two interfaces.
    let mut pair = Pair::new();
    let proposal = pair
        .client
        .bind(
            0,
            &[OPEN, GUARDED],
            Some(sign_in(Level::Privacy)),
            0,
            &mut pair.host,
        )
        .unwrap();
    let mut bind = pair.client.transmit().unwrap();
    let (first, second) = (HEADER + 12, HEADER + 12 + 44);
    for at in 0..20 {
        bind.swap(first + 4 + at, second + 4 + at);
    }
    pair.feed_server(&bind);
    pair.run();
    pair.call(proposal.contexts[0], proposal.security, b"hello");
    let call = pair.called();
    assert_eq!(call.interface, GUARDED);
    assert!(call.parameters().is_err());
}

#[test]
fn a_bind_without_its_header_signing_is_noticed_by_the_trailer() {
    let mut pair = Pair::new();
    let proposal = pair
        .client
        .bind(0, &[GUARDED], Some(sign_in(Level::Privacy)), 0, &mut pair.host)
        .unwrap();
    let mut bind = pair.client.transmit().unwrap();
    bind[3] &= !Flags::HEADER_SIGNING.0;
    pair.feed_server(&bind);
    pair.run();
    pair.call(proposal.contexts[0], proposal.security, b"hello");
    assert!(pair.called().parameters().is_err());
}

#[test]
fn header_signing_is_not_needed() {
    let client = Client {
        header_signing: false,
        features: Features::default(),
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    let proposal = pair.bind(&[GUARDED], Some(sign_in(Level::Privacy)));
    pair.events.clear();
    let id = pair.call(proposal.contexts[0], proposal.security, b"hello");
    let call = pair.called();
    assert_eq!(call.parameters().unwrap()[..5], *b"hello");
    pair.reply(&call, b"world");
    assert!(matches!(pair.outcome(id), Some(Outcome::Response(_))));
}

#[test]
fn many_calls_are_answered_in_any_order() {
    for level in [Level::None, Level::Integrity, Level::Privacy] {
        let (mut pair, proposal) = Pair::signed_in(level.max(Level::Connect));
        let security = proposal.security.filter(|_| level > Level::None);
        let ids: Vec<_> = (0..64_u8)
            .map(|number| {
                pair.client
                    .call(&request(proposal.contexts[0], security, &[number; 9]))
                    .unwrap()
            })
            .collect();
        pair.run();
        let mut calls = pair.all_called();
        calls.sort_by_key(|call| call.stub[0].reverse_bits());
        for call in &calls {
            let stub = call.parameters().unwrap()[..9].repeat(3);
            pair.server.reply(call.id, &stub, 0);
        }
        pair.run();
        for (number, id) in (0..).zip(ids) {
            assert_eq!(pair.outcome(id), Some(&Outcome::Response(vec![number; 27])));
        }
        assert_eq!(
            (pair.server.calls_in_flight(), pair.client.calls_in_flight()),
            (0, 0)
        );
    }
}

#[test]
fn calls_in_flight_are_limited() {
    let limits = Limits {
        calls: 2,
        ..Limits::default()
    };
    let mut pair = Pair::with(limits, Client::default());
    let proposal = pair.bind(&[OPEN], None);
    let ids: Vec<_> = (0..3)
        .map(|_| pair.call(proposal.contexts[0], None, b""))
        .collect();
    pair.run();
    assert_eq!(pair.refused(ids[2]), status::SERVER_TOO_BUSY);
    let calls = pair.all_called();
    pair.reply(&calls[0], b"");
    pair.call(proposal.contexts[0], None, b"");
    assert_eq!(pair.all_called().len(), 1, "there is room again");
    pair.client
        .call(&request(proposal.contexts[0], None, b""))
        .unwrap();
}

#[test]
fn a_client_without_multiplexing_waits_for_its_answer() {
    let (mut pair, proposal) = Pair::anonymous();
    assert_eq!(pair.client.calls_in_flight(), 0);
    let mut bind = Pair::new();
    bind.client.bind(0, &[OPEN], None, 0, &mut bind.host).unwrap();
    bind.carry_to_server();
    let mut ack = bind.server.transmit().unwrap();
    ack[3] &= !Flags::MULTIPLEXING.0;
    bind.feed_client(&ack);
    bind.client.call(&request(0, None, b"")).unwrap();
    assert_eq!(bind.client.call(&request(0, None, b"")), Err(NotCalled::Busy));
    // With it, it does not.
    for _ in 0..3 {
        pair.call(proposal.contexts[0], None, b"");
    }
}

#[test]
fn a_client_calls_only_what_was_bound() {
    let mut pair = Pair::new();
    assert_eq!(pair.client.call(&request(0, None, b"")), Err(NotCalled::NotBound));
    assert_eq!(
        pair.client.alter_context(&[OPEN], None, 0, &mut pair.host),
        Err(NotCalled::NotBound)
    );
    pair.bind(&[UNKNOWN], None);
    assert_eq!(
        pair.client.call(&request(0, None, b"")),
        Err(NotCalled::NoContext)
    );
    assert_eq!(
        pair.client.bind(0, &[OPEN], None, 0, &mut pair.host),
        Err(NotCalled::NotBound),
        "once"
    );
    pair.client.close();
    assert_eq!(pair.client.call(&request(0, None, b"")), Err(NotCalled::Closed));
}

#[test]
fn an_unknown_presentation_context_is_an_unknown_interface() {
    let (mut pair, proposal) = Pair::anonymous();
    let call = pair
        .client
        .call(&request(proposal.contexts[0], None, b"hello"))
        .unwrap();
    let mut pdu = pair.client.transmit().unwrap();
    pdu[20] = 99;
    pair.feed_server(&pdu);
    pair.run();
    assert_eq!(pair.refused(call), status::UNKNOWN_INTERFACE);
    assert!(!pair.server.is_closed());
}

#[test]
fn faults_of_the_owner_arrive() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let cases = [
        (status::OPERATION_RANGE, false),
        (0x06F7, true),
        (0x8001_0108, true),
        (status::CANCELLED, true),
    ];
    for (status, executed) in cases {
        let id = pair.call(proposal.contexts[0], proposal.security, b"");
        let call = pair.called();
        pair.server.fault(call.id, status, executed, 0);
        pair.run();
        assert_eq!(pair.outcome(id), Some(&Outcome::Fault { status, executed }));
    }
    let id = pair.call(proposal.contexts[0], proposal.security, b"hello");
    let call = pair.called();
    pair.reply(&call, b"world");
    assert_eq!(
        pair.outcome(id),
        Some(&Outcome::Response(b"world".to_vec())),
        "faults do not count as signed"
    );
}

#[test]
fn a_call_is_answered_once() {
    let (mut pair, proposal) = Pair::anonymous();
    pair.call(proposal.contexts[0], None, b"");
    let call = pair.called();
    pair.server.reply(call.id, b"one", 0);
    pair.server.reply(call.id, b"two", 0);
    pair.server.fault(call.id, status::CANCELLED, true, 0);
    assert_eq!(kinds(pair.server.output()), [Kind::Response]);
}

#[test]
fn a_number_that_is_in_flight_cannot_be_used_again() {
    let (mut pair, proposal) = Pair::anonymous();
    pair.client
        .call(&request(proposal.contexts[0], None, b""))
        .unwrap();
    let pdu = pair.client.transmit().unwrap();
    pair.feed_server(&pdu);
    let call = pair.called();
    pair.reply(&call, b"");
    pair.feed_server(&pdu);
    assert_eq!(pair.all_called().len(), 1, "after its answer it can");
    pair.feed_server(&pdu);
    assert_eq!(
        pair.closed(),
        Some(&Closed::Unexpected("a call with the number of another one"))
    );
}

#[test]
fn calls_that_want_no_answer_get_none() {
    let (mut pair, proposal) = Pair::anonymous();
    pair.client
        .call(&request(proposal.contexts[0], None, b""))
        .unwrap();
    let mut pdu = pair.client.transmit().unwrap();
    pdu[3] |= Flags::MAYBE.0;
    pair.feed_server(&pdu);
    let call = pair.called();
    pair.server.reply(call.id, b"world", 0);
    assert_eq!(pair.server.pending_output(), 0);
    assert_eq!(pair.server.calls_in_flight(), 0);
}

#[test]
fn a_cancelled_call_is_told_and_still_answered() {
    for level in [Level::Connect, Level::Integrity, Level::Privacy] {
        let (mut pair, proposal) = Pair::signed_in(level);
        let id = pair.call(proposal.contexts[0], proposal.security, b"");
        let call = pair.called();
        pair.client.cancel(id);
        pair.run();
        assert!(matches!(pair.events.last(), Some(Event::Cancelled(told)) if *told == call.id));
        pair.server.reply(call.id, b"world", 0);
        assert_eq!(pair.server.output()[22], 1, "the number of cancels");
        pair.run();
        assert_eq!(
            pair.outcome(id),
            Some(&Outcome::Response(b"world".to_vec())),
            "{level:?}"
        );
    }
}

#[test]
fn nobody_waits_for_an_orphaned_call() {
    for level in [Level::Connect, Level::Privacy] {
        let (mut pair, proposal) = Pair::signed_in(level);
        let id = pair.call(proposal.contexts[0], proposal.security, b"");
        let call = pair.called();
        pair.client.orphan(id);
        pair.run();
        assert!(matches!(pair.events.last(), Some(Event::Orphaned(told)) if *told == call.id));
        pair.server.reply(call.id, b"world", 0);
        assert_eq!(pair.server.pending_output(), 0);
        let next = pair.call(proposal.contexts[0], proposal.security, b"");
        pair.events.retain(|event| matches!(event, Event::Call(_)));
        let call = pair.called();
        pair.reply(&call, b"");
        assert!(
            pair.outcome(next).is_some(),
            "the connection goes on, signatures in step"
        );
    }
}

#[test]
fn an_answer_on_its_way_to_an_orphaned_call_is_dropped() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let id = pair.call(proposal.contexts[0], proposal.security, b"");
    let call = pair.called();
    pair.server.reply(call.id, b"world", 0);
    pair.client.orphan(id);
    pair.run();
    assert_eq!(pair.outcome(id), None);
    let next = pair.call(proposal.contexts[0], proposal.security, b"");
    let call = pair.called();
    pair.reply(&call, b"again");
    assert_eq!(pair.outcome(next), Some(&Outcome::Response(b"again".to_vec())));
}

#[test]
fn without_the_feature_an_orphaned_call_ends_the_connection() {
    let client = Client {
        features: Features::SECURITY_CONTEXTS,
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    let proposal = pair.bind(&[OPEN], None);
    let id = pair.call(proposal.contexts[0], None, b"");
    pair.client.orphan(id);
    assert!(pair.client.is_closed());
}

#[test]
fn only_the_caller_can_cancel() {
    let (mut pair, proposal) = Pair::signed_in(Level::Privacy);
    let id = pair.call(proposal.contexts[0], proposal.security, b"");
    pair.events.clear();
    for kind in [Kind::Cancel, Kind::Orphaned] {
        let mut unsigned = Vec::new();
        write_bare(&mut unsigned, kind, id);
        pair.feed_server(&unsigned);
    }
    assert!(pair.events.is_empty());
}

#[test]
fn cancelling_what_is_not_in_flight_changes_nothing() {
    let (mut pair, _) = Pair::anonymous();
    for kind in [Kind::Cancel, Kind::Orphaned] {
        let mut pdu = Vec::new();
        write_bare(&mut pdu, kind, 77);
        pair.feed_server(&pdu);
    }
    assert!(!pair.server.is_closed());
    assert_eq!(pair.server.pending_output(), 0);
}
