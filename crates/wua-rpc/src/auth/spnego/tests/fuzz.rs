//! Anything may come: it is refused, or it is what a side could have sent.

use super::support::{agree, client, client_of_toys, server};
use crate::auth::Progress;
use crate::auth::ntlm::tests::fuzz::mutated;
use crate::auth::ntlm::tests::support::World;
use crate::auth::spnego::token::{Init, Resp};

/// Of each kind.
const INPUTS: usize = 20_000;

/// One input, as a fuzzer of any kind would hand it over: the first byte chooses who reads it.
fn fuzz(input: &[u8], world: &mut World) {
    let Some((choice, token)) = input.split_first() else {
        return;
    };
    match choice % 3 {
        0 => {
            let mut server = server().handshake();
            if let Ok(Progress::Continue(_)) = server.step(token, world) {
                let again = server.step(token, world);
                assert!(!matches!(again, Ok(Progress::Done { .. })));
            }
        }
        1 => {
            let mut client = client_of_toys().handshake();
            assert!(client.step(&[], world).is_ok());
            assert!(!matches!(client.step(token, world), Ok(Progress::Done { .. })));
        }
        _ => {
            // What could be read can be written, and says the same again.
            if let Ok(init) = Init::read(token) {
                assert_eq!(Init::read(&init.write()), Ok(init.clone()));
                assert!(init.mechanisms().count() <= token.len() / 2);
            }
            if let Ok(resp) = Resp::read(token) {
                assert_eq!(Resp::read(&resp.write()), Ok(resp.clone()));
            }
        }
    }
}

#[test]
fn whatever_comes_nobody_panics_and_nobody_gets_in() {
    let mut world = World::new(0x5350_4e47);
    let mut good = agree(&client(), &server(), |_, _| {}).unwrap().tokens;
    good.extend(agree(&client_of_toys(), &server(), |_, _| {}).unwrap().tokens);
    for turn in 0..INPUTS {
        let token = mutated(&good[turn % good.len()], &mut world);
        let input = [&[world.byte()][..], &token].concat();
        fuzz(&input, &mut world);
    }
    for _ in 0..INPUTS {
        let length = world.below(100);
        let mut input: Vec<u8> = (0..length).map(|_| world.byte()).collect();
        if let Some(tag) = input.get_mut(1) {
            *tag = [0x60, 0xa0, 0xa1, 0x4e][world.below(4)];
        }
        fuzz(&input, &mut world);
    }
}

/// In the middle of a conversation, not only at its beginning.
#[test]
fn whatever_comes_in_the_middle_nobody_panics() {
    let mut world = World::new(0x4e54);
    for turn in 0..2000 {
        let place = turn % 6;
        let _ = agree(&client_of_toys(), &server(), |now, token| {
            if now == place {
                *token = mutated(token, &mut world);
            }
        });
    }
}
