//! Lists that were changed, and sides that do not know what they want.

use std::sync::Arc;

use super::support::{agree, change, client, client_of_toys, mechanisms, server, toy};
use crate::auth::ntlm::tests::support::{PASSWORD, USER, World, client as ntlm_client, going_on, refused};
use crate::auth::spnego::token::{self, Init, NegState, Resp};
use crate::auth::spnego::{Client, Mechanism, Server};
use crate::auth::{Handshake, ntlm};

/// What came of a token that was changed on its way.
fn reason(client: &Client, place: usize, how: impl Fn(&mut Resp<'_>)) -> String {
    let outcome = agree(client, &server(), |now, token| {
        if now == place {
            change(token, &how);
        }
    });
    outcome.map(drop).unwrap_err().reason
}

#[test]
fn a_wrong_password_is_named_for_the_log() {
    let stranger: Arc<dyn Mechanism> = Arc::new(ntlm_client(USER, "incorrect horse"));
    let refusal = agree(&Client::new(mechanisms([stranger])), &server(), |_, _| {})
        .map(drop)
        .unwrap_err();
    assert_eq!(refusal.reason, "wrong password");
    assert_eq!(refusal.peer.unwrap().user, USER);
}

#[test]
fn somebody_takes_the_best_off_the_list() {
    let refusal = agree(&client_of_toys(), &server(), |place, token| {
        if place == 0 {
            let list = token::list([ntlm::NAME.0].into_iter());
            *token = Init {
                list: &list,
                token: None,
            }
            .write();
        }
    })
    .map(drop)
    .unwrap_err();
    assert_eq!(refusal.reason, "the list of mechanisms was changed on its way");
    assert_eq!(refusal.peer.unwrap().user, USER);
}

#[test]
fn a_list_that_was_not_signed_although_it_had_to_be() {
    assert_eq!(
        reason(&client_of_toys(), 4, |resp| resp.mic = None),
        "the client did not sign the list of mechanisms"
    );
    assert_eq!(
        reason(&client_of_toys(), 5, |resp| resp.mic = None),
        "the server did not sign the list of mechanisms"
    );
}

/// The server need not ask for signatures: that its choice was not the client's favourite is enough.
#[test]
fn a_server_that_does_not_take_the_favourite_and_signs_nothing() {
    let outcome = agree(&client_of_toys(), &server(), |place, token| match place {
        1 => change(token, |resp| resp.state = Some(NegState::AcceptIncomplete)),
        5 => change(token, |resp| resp.mic = None),
        _ => {}
    });
    assert_eq!(
        outcome.map(drop).unwrap_err().reason,
        "the server did not sign the list of mechanisms"
    );
}

#[test]
fn a_signature_over_the_list_that_is_wrong() {
    for client in [client(), client_of_toys()] {
        let last = if agree(&client, &server(), |_, _| {}).unwrap().tokens.len() == 4 {
            3
        } else {
            5
        };
        for place in [last - 1, last] {
            for mic in [&[][..], &[0; 16]] {
                assert_eq!(
                    reason(&client, place, |resp| resp.mic = Some(mic)),
                    "the list of mechanisms was changed on its way"
                );
            }
        }
    }
}

#[test]
fn a_server_that_wants_a_signature_and_gives_none() {
    let outcome = agree(&client(), &server(), |place, token| match place {
        1 => change(token, |resp| resp.state = Some(NegState::RequestMic)),
        3 => change(token, |resp| resp.mic = None),
        _ => {}
    });
    assert_eq!(
        outcome.map(drop).unwrap_err().reason,
        "the server did not sign the list of mechanisms"
    );
}

#[test]
fn no_mechanism_in_common() {
    let toys = Client::new(mechanisms([toy(true)]));
    let refusal = agree(&toys, &server(), |_, _| {}).map(drop).unwrap_err();
    assert_eq!(refusal.reason, "the client offers no mechanism that we know");
    let nothing = Server::new(mechanisms([]));
    assert!(agree(&client(), &nothing, |_, _| {}).is_err());
    assert!(agree(&Client::new(mechanisms([])), &server(), |_, _| {}).is_err());
}

#[test]
fn a_server_that_chooses_what_was_not_offered_or_nothing() {
    assert_eq!(
        reason(&client(), 1, |resp| resp.mechanism = Some(&[0x2a, 0x03])),
        "the server chose a mechanism that was not offered"
    );
    assert_eq!(
        reason(&client(), 1, |resp| resp.mechanism = None),
        "the server did not choose a mechanism"
    );
}

#[test]
fn one_side_gives_up() {
    assert_eq!(
        reason(&client(), 1, |resp| resp.state = Some(NegState::Reject)),
        "the server refused"
    );
    assert_eq!(
        reason(&client(), 2, |resp| resp.state = Some(NegState::Reject)),
        "the client gave up"
    );
    for state in [None, Some(NegState::AcceptIncomplete), Some(NegState::Reject)] {
        assert_eq!(
            reason(&client(), 3, |resp| resp.state = state),
            "the server does not complete the handshake"
        );
    }
}

#[test]
fn a_handshake_that_failed_does_not_go_on() {
    let mut world = World::new(1);
    let good = going_on(client().handshake().step(&[], &mut world));
    let mut server: Box<dyn Handshake> = server().handshake();
    refused(server.step(b"nonsense", &mut world));
    assert_eq!(
        refused(server.step(&good, &mut world)).reason,
        "a token came after the end of the handshake"
    );
    let mut client = client().handshake();
    going_on(client.step(&[], &mut world));
    refused(client.step(b"nonsense", &mut world));
    refused(client.step(b"nonsense", &mut world));
    let spoken = ntlm_client(USER, PASSWORD).handshake().step(b"x", &mut world);
    assert_eq!(refused(spoken).reason, "the server spoke first");
}
