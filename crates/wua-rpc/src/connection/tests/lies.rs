//! Servers that do not keep to the protocol, and what a client makes of that.

use super::pair::*;
use super::toy::THREE_LEGS;
use crate::auth::{Handshake, Outside, Progress, Refusal};
use crate::connection::*;
use crate::pdu::*;

/// An answer of one fragment.
fn answer(call_id: u32, flags: Flags, stub: &[u8]) -> Vec<u8> {
    let header = Header {
        kind: Kind::Response,
        flags,
        fragment_length: u16::try_from(HEADER + 8 + stub.len()).unwrap(),
        auth_length: 0,
        call_id,
    };
    [&header.to_bytes()[..], &[0; 8], stub].concat()
}

/// A client that is bound, with a call in flight.
fn calling() -> (Pair, u32) {
    let (mut pair, proposal) = Pair::anonymous();
    let call = pair.call(proposal.contexts[0], None, b"");
    (pair, call)
}

const TO_NO_CALL: Closed = Closed::Unexpected("an answer to no call");

#[test]
fn an_answer_to_a_call_never_made_ends_the_connection() {
    for flags in [Flags::WHOLE, Flags::FIRST, Flags::LAST, Flags(0)] {
        let (mut pair, call) = calling();
        pair.feed_client(&answer(call + 1, flags, b"lies"));
        assert_eq!(pair.client_closed(), Some(&TO_NO_CALL));
        assert_eq!(pair.outcome(call), None);
    }
    let (mut pair, call) = calling();
    let mut fault = Vec::new();
    write_fault(
        &mut fault,
        call + 1,
        &Fault {
            context: 0,
            status: 5,
        },
        false,
    );
    pair.feed_client(&fault);
    assert_eq!(pair.client_closed(), Some(&TO_NO_CALL));
}

#[test]
fn an_answer_that_comes_twice_ends_the_connection() {
    let (mut pair, call) = calling();
    let once = answer(call, Flags::WHOLE, b"truth");
    pair.feed_client(&once);
    assert_eq!(pair.outcome(call), Some(&Outcome::Response(b"truth".to_vec())));
    pair.feed_client(&once);
    assert_eq!(pair.client_closed(), Some(&TO_NO_CALL));
}

#[test]
fn the_answer_to_a_call_that_was_given_up_comes_once() {
    let (mut pair, call) = calling();
    pair.client.orphan(call);
    for flags in [Flags::FIRST, Flags(0), Flags::LAST] {
        pair.feed_client(&answer(call, flags, b"late"));
        assert_eq!(pair.client_closed(), None);
    }
    pair.feed_client(&answer(call, Flags::WHOLE, b"later"));
    assert_eq!(pair.client_closed(), Some(&TO_NO_CALL));
}

#[test]
fn a_fault_for_the_last_leg_is_a_refused_sign_in() {
    let mut pair = Pair::new();
    let bound = pair
        .client
        .bind(0, &[OPEN], Some(sign_in(Level::Privacy)), 0, &mut pair.host);
    bound.unwrap();
    pair.carry_to_server();
    pair.carry_to_client();
    let auth3 = pdus(&pair.client.transmit().unwrap()).pop().unwrap();
    let header = Header::parse(&auth3).unwrap().unwrap();
    assert_eq!(header.kind, Kind::Auth3);
    let mut fault = Vec::new();
    write_fault(
        &mut fault,
        header.call_id,
        &Fault {
            context: 0,
            status: 5,
        },
        false,
    );
    pair.feed_client(&fault);
    assert_eq!(pair.client_closed(), Some(&Closed::SignInFailed));
}

#[test]
fn all_results_together_are_limited() {
    let client = Client {
        limits: Limits {
            stub: 10_000,
            ..Limits::default()
        },
        ..Client::default()
    };
    let mut pair = Pair::with(Limits::default(), client);
    let proposal = pair.bind(&[OPEN], None);
    let calls = [(); 3].map(|()| pair.call(proposal.contexts[0], None, b""));
    for call in &calls[..2] {
        pair.feed_client(&answer(*call, Flags::FIRST, &[7; 4_000]));
    }
    // One that has come to its end does not count any more.
    pair.feed_client(&answer(calls[0], Flags::LAST, b""));
    pair.feed_client(&answer(calls[2], Flags::FIRST, &[7; 5_000]));
    assert_eq!(pair.client_closed(), None);
    pair.feed_client(&answer(calls[2], Flags(0), &[7; 1_001]));
    assert_eq!(pair.client_closed(), Some(&Closed::TooLarge));
}

#[test]
fn only_what_was_offered_is_accepted() {
    let mut pair = Pair::new();
    pair.client.bind(0, &[OPEN], None, 0, &mut pair.host).unwrap();
    pair.carry_to_server();
    let mut ack = pair.server.transmit().unwrap();
    let at = ack
        .windows(4)
        .rposition(|window| window == [0x04, 0x5D, 0x88, 0x8A])
        .unwrap();
    ack[at] ^= 1;
    pair.feed_client(&ack);
    assert_eq!(
        pair.client_closed(),
        Some(&Closed::Malformed(Error::Value("a transfer syntax")))
    );
}

/// Always has one more thing to say.
struct Endless;

impl Handshake for Endless {
    fn step(&mut self, _: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        Ok(Progress::Continue(vec![1]))
    }
}

#[test]
fn a_sign_in_without_end_is_given_up() {
    let mut pair = Pair::new();
    let sign_in = SignIn {
        handshake: Box::new(Endless),
        ..sign_in(Level::Privacy)
    };
    let bound = pair.client.bind(0, &[OPEN], Some(sign_in), 0, &mut pair.host);
    bound.unwrap();
    let mut legs = 0;
    while let Some(said) = pair.client.transmit() {
        legs += 1;
        assert!(legs < 20);
        let said = Header::parse(&said).unwrap().unwrap();
        let kind = match said.kind {
            Kind::Bind => Kind::BindAck,
            _ => Kind::AlterContextResponse,
        };
        let ack = BindAck {
            max_transmit: 5840,
            max_receive: 5840,
            group: 1,
            address: String::new(),
            verdicts: vec![Verdict::Accepted(NDR20), Verdict::UnknownTransfer],
        };
        let trailer = SecurityTrailer {
            mechanism: THREE_LEGS,
            level: 6,
            padding: 0,
            context_id: 1,
        };
        let mut out = Vec::new();
        ack.write(&mut out, kind, Flags::WHOLE, said.call_id, Some((trailer, &[1])))
            .unwrap();
        pair.feed_client(&out);
    }
    assert_eq!(legs, 8);
    assert_eq!(
        pair.client_closed(),
        Some(&Closed::Unexpected("yet another leg of the sign-in"))
    );
}
