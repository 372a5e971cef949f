//! The last leg of a sign-in, which has no answer.

use super::pair::*;
use super::signing_in::{refusals, signed_in};
use crate::connection::*;
use crate::pdu::*;

/// What the client sends while it signs in with three legs: bind and auth3.
fn recorded() -> (Vec<u8>, Vec<u8>) {
    let mut pair = Pair::new();
    pair.client
        .bind(
            0,
            &[OPEN, GUARDED],
            Some(sign_in(Level::Privacy)),
            0,
            &mut pair.host,
        )
        .unwrap();
    let bind = pair.client.transmit().unwrap();
    pair.feed_server(&bind);
    pair.carry_to_client();
    (bind, pair.client.transmit().unwrap())
}

#[test]
fn the_call_of_auth3_does_not_matter() {
    let (bind, mut auth3) = recorded();
    auth3[12..16].fill(0x77);
    let mut pair = Pair::new();
    pair.feed_server(&bind);
    pair.feed_server(&auth3);
    assert_eq!(signed_in(&pair).len(), 1);
}

#[test]
fn auth3_without_a_sign_in_changes_nothing() {
    let (bind, auth3) = recorded();
    let mut pair = Pair::new();
    pair.feed_server(&bind);
    pair.feed_server(&auth3);
    pair.feed_server(&auth3);
    assert_eq!(signed_in(&pair).len(), 1);
    assert!(refusals(&pair).is_empty());
    let (mut pair, _) = Pair::anonymous();
    pair.feed_server(&auth3);
    assert!(signed_in(&pair).is_empty());
    assert!(!pair.server.is_closed());
}

#[test]
fn auth3_without_a_token_closes() {
    let (mut pair, _) = Pair::anonymous();
    let mut pdu = Vec::new();
    write_bare(&mut pdu, Kind::Auth3, 5);
    pair.feed_server(&pdu);
    assert!(pair.server.is_closed());
}

#[test]
fn level_and_mechanism_cannot_change_within_a_sign_in() {
    let (bind, auth3) = recorded();
    let at = SecurityTrailer::of(&auth3, &Header::parse(&auth3).unwrap().unwrap())
        .unwrap()
        .unwrap()
        .0;
    for change in [0, 1] {
        let mut auth3 = auth3.clone();
        auth3[at + change] -= 1;
        let mut pair = Pair::new();
        pair.feed_server(&bind);
        pair.feed_server(&auth3);
        assert!(signed_in(&pair).is_empty());
        assert_eq!(refusals(&pair).len(), 1);
    }
}

#[test]
fn a_sign_in_that_wants_more_after_auth3_has_failed() {
    let (bind, auth3) = recorded();
    let header = Header::parse(&auth3).unwrap().unwrap();
    let trailer = SecurityTrailer::of(&auth3, &header).unwrap().unwrap().1;
    // A context of its own, whose first token comes in an auth3 after its bind.
    let mut pair = Pair::new();
    let mut first = Vec::new();
    write_auth3(&mut first, Flags::WHOLE, 9, trailer, &[1]).unwrap();
    pair.feed_server(&bind);
    pair.feed_server(&first);
    assert_eq!(refusals(&pair), ["not this token now"]);
    pair.feed_server(&auth3);
    assert!(signed_in(&pair).is_empty(), "a second try needs another context");
}
