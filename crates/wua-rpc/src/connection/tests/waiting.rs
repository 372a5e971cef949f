//! Clients that do not go on, and clients that do not read.

use super::pair::*;
use crate::connection::*;

const LIMITS: Limits = Limits {
    presentation_contexts: 128,
    proposals: 30,
    security_contexts: 64,
    fragment: 5840,
    stub: 4 << 20,
    calls: 64,
    output: 100_000,
    handshake: 30_000,
    fragment_wait: 20_000,
    idle: 300_000,
    idle_signed_in: 3_600_000,
};

fn pair() -> Pair {
    Pair::with(LIMITS, Client::default())
}

#[test]
fn a_client_that_says_nothing_is_closed() {
    let mut pair = pair();
    pair.sleep();
    assert_eq!(
        (pair.now, pair.closed()),
        (30_000, Some(&Closed::TimedOut(Slow::Handshake)))
    );
    assert_eq!(pair.server.next_deadline(), None);
}

#[test]
fn a_client_that_says_it_byte_by_byte_gets_no_more_time() {
    let mut pair = pair();
    pair.client.bind(0, &[OPEN], None, 0, &mut pair.host).unwrap();
    let bind = pair.client.transmit().unwrap();
    for (byte, now) in bind.iter().zip((0..).step_by(1000)).take(20) {
        pair.now = now;
        pair.feed_server(&[*byte]);
    }
    pair.sleep();
    assert_eq!(
        (pair.now, pair.closed()),
        (20_000, Some(&Closed::TimedOut(Slow::Fragment)))
    );
}

#[test]
fn a_sign_in_that_does_not_go_on_is_closed() {
    let mut pair = pair();
    pair.now = 5_000;
    pair.client
        .bind(0, &[OPEN], Some(sign_in(Level::Privacy)), 5_000, &mut pair.host)
        .unwrap();
    pair.carry_to_server();
    pair.sleep();
    assert_eq!(
        (pair.now, pair.closed()),
        (35_000, Some(&Closed::TimedOut(Slow::Handshake)))
    );
}

#[test]
fn a_call_that_is_not_completed_is_closed() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN], None);
    pair.client
        .call(&request(proposal.contexts[0], None, &[0; 15_000]))
        .unwrap();
    let fragments = pdus(&pair.client.transmit().unwrap());
    pair.now = 1_000;
    pair.feed_server(&fragments[0]);
    pair.now = 2_000;
    pair.feed_server(&fragments[1]);
    pair.sleep();
    assert_eq!(
        (pair.now, pair.closed()),
        (22_000, Some(&Closed::TimedOut(Slow::Fragment)))
    );
}

#[test]
fn an_idle_connection_is_closed_later_if_somebody_signed_in() {
    let mut open = pair();
    open.bind(&[OPEN], None);
    open.sleep();
    assert_eq!(
        (open.now, open.closed()),
        (300_000, Some(&Closed::TimedOut(Slow::Idle)))
    );
    let mut guarded = pair();
    guarded.bind(&[OPEN], Some(sign_in(Level::Privacy)));
    guarded.sleep();
    assert_eq!(
        (guarded.now, guarded.closed()),
        (3_600_000, Some(&Closed::TimedOut(Slow::Idle)))
    );
}

#[test]
fn a_connection_whose_calls_take_long_is_not_idle() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN], None);
    pair.call(proposal.contexts[0], None, b"");
    let call = pair.called();
    assert_eq!(pair.server.next_deadline(), None);
    pair.now = 9_000_000;
    pair.reply(&call, b"");
    assert_eq!(pair.server.next_deadline(), Some(9_300_000));
    pair.server.expire(9_299_999);
    assert!(!pair.server.is_closed());
}

#[test]
fn what_is_not_read_is_bounded() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN], None);
    for sent in 1..=4 {
        pair.call(proposal.contexts[0], None, b"");
        let call = pair.called();
        pair.server.reply(call.id, &vec![0; 30_000], 0);
        assert_eq!(
            pair.server.is_closed(),
            sent == 4,
            "after {} bytes",
            pair.server.pending_output()
        );
    }
    assert_eq!(pair.server.pending_output(), 0, "nothing of it is kept");
    assert!(matches!(
        pair.server.next_event(),
        Some(Event::Closed(Closed::NotRead))
    ));
}

#[test]
fn refusals_that_are_not_read_are_bounded() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN, GUARDED], None);
    pair.client
        .call(&request(proposal.contexts[1], None, b""))
        .unwrap();
    let refused = pair.client.transmit().unwrap().repeat(100);
    for _ in 0..100 {
        pair.feed_server(&refused);
        assert!(pair.server.pending_output() <= 100_000);
    }
    assert_eq!(pair.closed(), Some(&Closed::NotRead));
}

#[test]
fn output_can_be_sent_in_pieces() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN], None);
    let id = pair.call(proposal.contexts[0], None, b"");
    let call = pair.called();
    pair.server.reply(call.id, &vec![9; 30_000], 0);
    while !pair.server.output().is_empty() {
        let piece = pair.server.output()[..pair.server.pending_output().min(777)].to_vec();
        pair.server.sent(piece.len());
        pair.feed_client(&piece);
    }
    assert_eq!(pair.outcome(id), Some(&Outcome::Response(vec![9; 30_000])));
}

#[test]
fn a_closed_connection_is_silent() {
    let mut pair = pair();
    let proposal = pair.bind(&[OPEN], None);
    pair.call(proposal.contexts[0], None, b"");
    let call = pair.called();
    pair.server.close();
    pair.server.close();
    pair.server.reply(call.id, b"", 0);
    pair.call(proposal.contexts[0], None, b"");
    assert_eq!(pair.server.pending_output(), 0);
    assert!(matches!(pair.events.as_slice(), [Event::Closed(Closed::Wanted)]));
}

#[test]
fn a_server_that_does_not_answer_a_bind_is_given_up() {
    let mut pair = pair();
    pair.client.bind(0, &[OPEN], None, 500, &mut pair.host).unwrap();
    assert_eq!(pair.client.next_deadline(), Some(30_500));
    pair.client.expire(30_499);
    assert!(!pair.client.is_closed());
    pair.client.expire(30_500);
    assert!(pair.client.is_closed());
    assert_eq!(pair.client.next_deadline(), None);
}
