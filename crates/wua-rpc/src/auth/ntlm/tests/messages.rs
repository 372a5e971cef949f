//! What is written can be read.

use proptest::prelude::*;

use crate::auth::ntlm::NtHash;
use crate::auth::ntlm::message::{Authenticate, AvPairs, Challenge, Negotiate, id};

fn pairs() -> impl Strategy<Value = AvPairs> {
    let pair = (1..=u16::MAX, prop::collection::vec(any::<u8>(), 0..40));
    prop::collection::vec(pair, 0..8).prop_map(AvPairs)
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..20).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #[test]
    fn the_first_message(flags: u32) {
        let message = Negotiate { flags };
        prop_assert_eq!(Negotiate::read(&message.write().unwrap()), Ok(message));
    }

    #[test]
    fn the_second_message(flags: u32, target in name(), nonce: [u8; 8], information in pairs()) {
        let message = Challenge { flags, target, nonce, information };
        prop_assert_eq!(Challenge::read(&message.write().unwrap()), Ok(message));
    }

    #[test]
    fn the_third_message(
        flags: u32,
        domain in name(),
        user in name(),
        workstation in name(),
        parts: [Vec<u8>; 3],
    ) {
        let [lm_response, nt_response, session_key] = &parts;
        let message = Authenticate { lm_response, nt_response, domain, user, workstation, session_key, flags };
        let bytes = message.write().unwrap();
        prop_assert_eq!(Authenticate::read(&bytes), Ok(message));
    }

    #[test]
    fn the_hash_of_a_password(bytes: [u8; 16]) {
        let hash = NtHash::from_bytes(bytes);
        prop_assert_eq!(hash.to_hex().parse(), Ok(hash));
    }
}

#[test]
fn pairs_need_an_end_and_what_follows_it_is_filling() {
    assert!(AvPairs::read(&[]).is_err());
    assert!(AvPairs::read(&[1, 0, 0, 0]).is_err());
    assert!(AvPairs::read(&[1, 0, 2, 0, 65]).is_err());
    let read = AvPairs::read(&[1, 0, 2, 0, 65, 0, 0, 0, 0, 0, 9, 9, 9]).unwrap();
    assert_eq!(read.text(id::COMPUTER).unwrap(), "A");
}

#[test]
fn a_second_pair_of_flags_takes_nothing_away() {
    let pairs = AvPairs(vec![(id::FLAGS, vec![2, 0, 0, 0]), (id::FLAGS, vec![0; 4])]);
    assert_eq!(pairs.flags(), Ok(2));
    assert!(AvPairs(vec![(id::FLAGS, vec![2])]).flags().is_err());
}

#[test]
fn a_name_is_utf_16_or_none() {
    let mut message = Authenticate {
        lm_response: &[],
        nt_response: &[],
        domain: String::new(),
        user: "ab".into(),
        workstation: String::new(),
        session_key: &[],
        flags: 0,
    }
    .write()
    .unwrap();
    // Half a pair, alone.
    let user = message.len() - 4;
    message[user + 1] = 0xd8;
    assert!(Authenticate::read(&message).is_err());
    // An odd length.
    message[user + 1] = 0;
    assert!(Authenticate::read(&message).is_ok());
    message[36] = 3;
    assert!(Authenticate::read(&message).is_err());
}

#[test]
fn names_longer_than_a_message_can_hold_are_refused() {
    let message = Challenge {
        flags: 0,
        target: "x".repeat(40_000),
        nonce: [0; 8],
        information: AvPairs::default(),
    };
    assert!(message.write().is_err());
    assert!(AvPairs(vec![(1, vec![0; 70_000])]).write().is_err());
}
