//! With each cipher that there is.

use wua_kerberos::AUTH_TYPE;
use wua_kerberos::Client;
use wua_rpc::connection::{ClientEvent, Level, Outcome};

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn calls_of_any_length_travel() {
    let clara = Client::from_keytab("clara", &target()).unwrap();
    for header_signing in [true, false] {
        for (mechanism, level) in MECHANISMS
            .into_iter()
            .flat_map(|mechanism| LEVELS.map(|level| (mechanism, level)))
        {
            let mut pair = Pair::new(World::new(), header_signing);
            let proposal = pair.bind(sign_in(&clara, mechanism, level));
            for length in [0, 1, 15, 16, 17, 5_800, 30_000] {
                pair.call(&proposal, &vec![5; length]);
            }
        }
    }
}

#[test]
#[ignore = "needs a realm"]
fn a_flipped_bit_is_noticed_in_either_direction() {
    for (mechanism, level, header_signing) in [
        (AUTH_TYPE, Level::Integrity, true),
        (AUTH_TYPE, Level::Privacy, true),
        (SPNEGO, Level::Privacy, true),
        (AUTH_TYPE, Level::Integrity, false),
        (AUTH_TYPE, Level::Privacy, false),
    ] {
        let (mut pair, proposal) = Pair::signed_in(mechanism, level, header_signing);
        pair.call(&proposal, b"");
        pair.client.call(&request(&proposal, b"hello")).unwrap();
        let length = pair.client.transmit().unwrap().len();
        // Without header signing only the body and its token are protected.
        let protected = if header_signing { 0..length } else { 24..40 };
        for bit in (protected.start * 8..protected.end * 8).step_by(7) {
            let (mut pair, proposal) = Pair::signed_in(mechanism, level, header_signing);
            pair.call(&proposal, b"");
            pair.client.call(&request(&proposal, b"hello")).unwrap();
            let mut bad = pair.client.transmit().unwrap();
            bad[bit / 8] ^= 1 << (bit % 8);
            pair.feed_server(&bad);
            assert!(pair.called().is_none(), "{mechanism} {level:?}, bit {bit}");

            let (mut pair, proposal) = Pair::signed_in(mechanism, level, header_signing);
            pair.call(&proposal, b"");
            pair.client.call(&request(&proposal, b"hello")).unwrap();
            pair.run();
            let call = pair.called().unwrap();
            pair.server.reply(call.id, b"world", 0);
            let mut bad = pair.server.transmit().unwrap();
            bad[bit / 8] ^= 1 << (bit % 8);
            pair.feed_client(&bad);
            let is_response = |event: &ClientEvent| {
                matches!(
                    event,
                    ClientEvent::Ended {
                        outcome: Outcome::Response(_),
                        ..
                    }
                )
            };
            assert!(
                !pair.client_events.iter().any(is_response),
                "{mechanism} {level:?}, bit {bit}"
            );
        }
    }
}

#[test]
#[ignore = "needs a realm"]
fn tokens_are_as_long_as_the_specifications_have_them() {
    let host = std::env::var(HOST_VARIABLE).unwrap();
    let lengths = match host.split('.').next().unwrap() {
        "aes256-cts" | "aes128-cts" => [28, 76],
        "aes128-sha2" => [32, 80],
        "aes256-sha2" => [40, 88],
        "arcfour-hmac" => [37, 45],
        other => panic!("{other}"),
    };
    for (level, length) in LEVELS.into_iter().zip(lengths) {
        let (mut pair, proposal) = Pair::signed_in(AUTH_TYPE, level, true);
        pair.client.call(&request(&proposal, b"hello")).unwrap();
        let pdu = pair.client.transmit().unwrap();
        assert_eq!(u16::from_le_bytes([pdu[10], pdu[11]]), length, "{host} {level:?}");
    }
}
