//! Tokens as others write them, and as we do.

use proptest::prelude::*;

use super::support::{server, state};
use crate::auth::ntlm;
use crate::auth::ntlm::tests::support::{World, going_on, unhex};
use crate::auth::spnego::der::{Elements, OCTET_STRING, element};
use crate::auth::spnego::token::{self, Init, NegState, Resp};

/// [MS-SPNG] 4: another mechanism first, NTLM second, and a hint at the end.
const WINDOWS: &str = "6082015d06062b0601050502a08201513082014da01a3018060a2b06010401823702021e060a2b06010401823702020a \
    a28201010481fe4e45474f4558545301000000000000006000000070000000cffa11765e12599a347d766852bfce7097 \
    458710bb8242b4c7dfbad2da897aa311a7d868463430952562dc13c554f2010000000000000000600000000100000000 \
    000000000000005c33530deaf90d4db2ec4ae3786ec3084e45474f455854530300000001000000400000008e000000cf \
    fa11765e12599a347d766852bfce705c33530deaf90d4db2ec4ae3786ec308400000004e000000304ca04a3048302a80 \
    283026312430220603550403131b584d4c50726f766964657220496e7465726d656469617465204341301a8018301631 \
    1430120603550403130b584d4c50726f7669646572a32a3028a0261b246e6f745f646566696e65645f696e5f52464334 \
    31373840706c656173655f69676e6f7265";

#[test]
fn the_first_token_of_the_specification_leads_to_ntlm() {
    let token = unhex(WINDOWS);
    let init = Init::read(&token).unwrap();
    let names: Vec<_> = init.mechanisms().map(Result::unwrap).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names[1], ntlm::NAME.0);
    assert!(init.token.unwrap().starts_with(b"NEGOEXTS"));
    let answer = going_on(server().handshake().step(&token, &mut World::new(1)));
    assert_eq!(state(&answer), Some(NegState::RequestMic));
    assert_eq!(Resp::read(&answer).unwrap().mechanism, Some(ntlm::NAME.0));
}

/// Written by impacket 0.13.
#[test]
fn our_tokens_are_written_as_those_of_impacket() {
    let list = token::list([ntlm::NAME.0].into_iter());
    let init = Init {
        list: &list,
        token: Some(b"NTLMSSP\0token"),
    };
    let theirs = unhex(
        "602d06062b0601050502a0233021a00e300c060a2b06010401823702020aa20f040d4e544c4d53535000746f6b656e",
    );
    assert_eq!(init.write(), theirs);
    assert_eq!(Init::read(&theirs), Ok(init));

    let long = [b'y'; 300];
    let resp = Resp {
        state: Some(NegState::AcceptIncomplete),
        mechanism: Some(ntlm::NAME.0),
        token: Some(&long),
        mic: None,
    };
    let theirs = unhex("a182014b30820147a0030a0101a10c060a2b06010401823702020aa28201300482012c");
    assert_eq!(resp.write(), [&theirs[..], &long].concat());

    let resp = Resp {
        token: Some(b"T3"),
        ..Resp::default()
    };
    assert_eq!(resp.write(), unhex("a1083006a20404025433"));
}

/// The last token of a sign-in with Kerberos, as a server sent it.
#[test]
fn a_last_token_with_a_signature() {
    let token = unhex("a1273025a0030a0100a31e041c040405ffffffffff000000002e2b8567c0b3210959ca1d852ce85501");
    let resp = Resp::read(&token).unwrap();
    assert_eq!(resp.state, Some(NegState::AcceptCompleted));
    assert_eq!(resp.mic.unwrap().len(), 28);
    assert_eq!(resp.write(), token);
}

#[test]
fn a_token_that_is_cut_off_anywhere_is_none() {
    let token = unhex(WINDOWS);
    for length in 0..token.len() {
        assert!(Init::read(&token[..length]).is_err(), "{length}");
    }
}

#[test]
fn lengths_that_der_does_not_know() {
    let read = |bytes: &[u8]| Elements::of(bytes).next(OCTET_STRING).map(<[u8]>::to_vec);
    assert_eq!(read(&[4, 1, 7]).unwrap(), [7]);
    // Longer than needed, which no one is harmed by.
    assert_eq!(read(&[4, 0x82, 0, 1, 7]).unwrap(), [7]);
    assert!(read(&[4, 0x80, 7, 0, 0]).is_err(), "without end");
    assert!(
        read(&[4, 0x84, 0xff, 0xff, 0xff, 0xff, 7]).is_err(),
        "more than there is"
    );
    assert!(read(&[4, 0x85, 0, 0, 0, 0, 1, 7]).is_err(), "of five bytes");
    assert!(read(&[0x1f, 1, 7]).is_err(), "a long tag");
    assert!(read(&[5, 0]).is_err(), "another tag");
    assert!(read(&[4]).is_err());
}

#[test]
fn tokens_that_are_none_of_the_two() {
    let of_another_mechanism = unhex("600b06092a864886f712010202");
    assert!(Init::read(&of_another_mechanism).is_err());
    assert!(
        Resp::read(&unhex("a1073005a0030a0104")).is_err(),
        "an unknown state"
    );
    assert!(
        Resp::read(&unhex("a1083006a40404025433")).is_err(),
        "an unknown field"
    );
    // A list that holds something else than names.
    let list = element(0x30, &element(OCTET_STRING, b"x"));
    assert!(
        Init::read(
            &Init {
                list: &list,
                token: None
            }
            .write()
        )
        .is_err()
    );
    let list = element(OCTET_STRING, b"x");
    assert!(
        Init::read(
            &Init {
                list: &list,
                token: None
            }
            .write()
        )
        .is_err()
    );
}

fn octets() -> impl Strategy<Value = Option<Vec<u8>>> {
    prop::option::of(prop::collection::vec(any::<u8>(), 0..700))
}

proptest! {
    #[test]
    fn a_first_token(
        names in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..20), 0..8),
        token in octets(),
    ) {
        let list = token::list(names.iter().map(|name| &**name));
        let init = Init { list: &list, token: token.as_deref() };
        let bytes = init.write();
        let read = Init::read(&bytes).unwrap();
        prop_assert_eq!(&read, &init);
        let read: Vec<_> = read.mechanisms().map(Result::unwrap).collect();
        prop_assert_eq!(read, names);
    }

    #[test]
    fn another_token(
        state in prop::option::of(prop::sample::select(vec![
            NegState::AcceptCompleted,
            NegState::AcceptIncomplete,
            NegState::Reject,
            NegState::RequestMic,
        ])),
        mechanism in octets(),
        token in octets(),
        mic in octets(),
    ) {
        let resp = Resp {
            state,
            mechanism: mechanism.as_deref(),
            token: token.as_deref(),
            mic: mic.as_deref(),
        };
        let bytes = resp.write();
        prop_assert_eq!(Resp::read(&bytes), Ok(resp.clone()));
    }

    #[test]
    fn an_element(tag in prop::sample::select(vec![0x04_u8, 0x30, 0x60, 0xa3]), length in 0..70_000_usize) {
        let contents = vec![1; length];
        let bytes = element(tag, &contents);
        let mut elements = Elements::of(&bytes);
        prop_assert_eq!(elements.any(), Ok((tag, &*contents)));
        prop_assert!(elements.is_empty());
    }
}
