//! Anything may come: it is refused, or it is what a side could have sent.

use super::support::{PASSWORD, USER, World, client, conversation, going_on, server};
use crate::auth::ntlm::message::{Authenticate, AvPairs, Challenge, Negotiate};

/// Of each kind.
const INPUTS: usize = 20_000;

/// One input, as a fuzzer of any kind would hand it over: the first byte chooses who reads it.
pub(crate) fn fuzz(input: &[u8], world: &mut World) {
    let Some((choice, token)) = input.split_first() else {
        return;
    };
    match choice % 4 {
        0 => {
            let mut server = server().handshake();
            let _ = server.step(token, world);
        }
        1 => {
            let mut client = client(USER, PASSWORD).handshake();
            going_on(client.step(&[], world));
            let _ = client.step(token, world);
        }
        2 => {
            let mut conversation = conversation(USER, PASSWORD);
            let genuine = conversation.authenticate == token;
            let judged = conversation.server.step(token, world);
            assert_eq!(judged.is_ok(), genuine);
        }
        _ => {
            // What could be read can be written, and says the same again.
            if let Ok(message) = Negotiate::read(token) {
                assert_eq!(Negotiate::read(&message.write().unwrap()), Ok(message));
            }
            if let Ok(message) = Challenge::read(token) {
                assert_eq!(Challenge::read(&message.write().unwrap()), Ok(message));
            }
            if let Ok(message) = Authenticate::read(token) {
                assert_eq!(Authenticate::read(&message.write().unwrap()), Ok(message));
            }
            if let Ok(pairs) = AvPairs::read(token) {
                assert!(pairs.0.len() <= token.len() / 4);
            }
        }
    }
}

/// Some bytes of a good token changed, cut off, or doubled.
pub(crate) fn mutated(token: &[u8], world: &mut World) -> Vec<u8> {
    let mut token = token.to_vec();
    for _ in 0..=world.below(4) {
        if token.is_empty() {
            break;
        }
        let place = world.below(token.len());
        match world.below(6) {
            0 => token[place] ^= 1 << world.below(8),
            1 => token[place] = [0, 1, 0x7f, 0x80, 0xff][world.below(5)],
            2 => token[place] = world.byte(),
            3 => token.truncate(place),
            4 => token.insert(place, world.byte()),
            _ => {
                let rest = token[place..].to_vec();
                token.extend(rest);
            }
        }
    }
    token
}

#[test]
fn whatever_comes_nobody_panics_and_nobody_gets_in() {
    let mut world = World::new(0x4e54_4c4d);
    let negotiate = going_on(client(USER, PASSWORD).handshake().step(&[], &mut world));
    let challenge = going_on(server().handshake().step(&negotiate, &mut world));
    let authenticate = conversation(USER, PASSWORD).authenticate;
    let good = [(0, negotiate), (1, challenge), (2, authenticate)];
    for turn in 0..INPUTS {
        let (reader, token) = &good[turn % good.len()];
        let reader = if turn % 2 == 0 { *reader } else { 3 };
        let input = [&[reader][..], &mutated(token, &mut world)].concat();
        fuzz(&input, &mut world);
    }
    for _ in 0..INPUTS {
        let length = world.below(200);
        let mut input: Vec<u8> = (0..length).map(|_| world.byte()).collect();
        if let Some(start) = input.get_mut(1..13) {
            start.copy_from_slice(b"NTLMSSP\0\x03\0\0\0");
        }
        fuzz(&input, &mut world);
    }
}
