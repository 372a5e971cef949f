//! Both sides with each other, and a client that is simpler than ours.

use std::sync::Arc;

use super::support::{
    TOY_NAMES, agree, change, client, client_of_toys, helpless, mechanisms, ntlm_of_client, server, state,
    toy,
};
use crate::auth::ntlm::tests::support::{
    PASSWORD, USER, World, client as ntlm_client, done, going_on, receive, send, server as ntlm_server,
};
use crate::auth::ntlm::{self};
use crate::auth::spnego::token::{Init, NegState, Resp};
use crate::auth::spnego::{Client, Server};
use crate::auth::{Protection, Security};

fn both_ways(client: &mut dyn Security, server: &mut dyn Security) {
    for protection in [Protection::Integrity, Protection::Privacy] {
        for text in [&b"first"[..], b"second"] {
            let sent = send(client, text, protection);
            assert_eq!(receive(server, &sent, protection).unwrap(), text);
            let sent = send(server, text, protection);
            assert_eq!(receive(client, &sent, protection).unwrap(), text);
        }
    }
}

#[test]
fn ntlm_at_once() {
    let mut agreed = agree(&client(), &server(), |_, _| {}).unwrap();
    assert_eq!(agreed.server.peer().user, USER);
    let [init, challenge, authenticate, last] = &*agreed.tokens else {
        panic!("{} tokens", agreed.tokens.len());
    };
    assert!(Init::read(init).unwrap().token.unwrap().starts_with(b"NTLMSSP\0"));
    assert_eq!(state(challenge), Some(NegState::AcceptIncomplete));
    assert_eq!(Resp::read(challenge).unwrap().mechanism, Some(ntlm::NAME.0));
    assert_eq!(state(authenticate), None);
    assert!(Resp::read(authenticate).unwrap().mic.is_some());
    assert_eq!(state(last), Some(NegState::AcceptCompleted));
    assert!(Resp::read(last).unwrap().mic.is_some());
    both_ways(&mut *agreed.client, &mut *agreed.server);
}

/// The signatures over the list count: the first PDU has number 1, but the key stream of the list's own signature.
#[test]
fn the_list_counts_as_a_message_and_leaves_the_key_stream_alone() {
    let mut agreed = agree(&client(), &server(), |_, _| {}).unwrap();
    let sent = send(&mut *agreed.client, b"text", Protection::Integrity);
    assert_eq!(sent.token[12..], 1_u32.to_le_bytes());
    let key_stream = |security: &mut dyn Security| send(security, &[0; 64], Protection::Privacy).body;
    let mut plain = {
        let mut world = World::new(9);
        let (mut client, mut server) = (ntlm_client(USER, PASSWORD).handshake(), ntlm_server().handshake());
        let negotiate = going_on(client.step(&[], &mut world));
        let challenge = going_on(server.step(&negotiate, &mut world));
        done(client.step(&challenge, &mut world)).1
    };
    let mut agreed = agree(&client(), &server(), |_, _| {}).unwrap();
    assert_eq!(key_stream(&mut *agreed.client), key_stream(&mut *plain));
}

#[test]
fn ntlm_where_the_client_would_rather_have_something_else() {
    let mut agreed = agree(&client_of_toys(), &server(), |_, _| {}).unwrap();
    assert_eq!(agreed.tokens.len(), 6);
    assert_eq!(state(&agreed.tokens[1]), Some(NegState::RequestMic));
    assert_eq!(
        Resp::read(&agreed.tokens[1]).unwrap().mechanism,
        Some(ntlm::NAME.0)
    );
    assert_eq!(Resp::read(&agreed.tokens[1]).unwrap().token, None);
    both_ways(&mut *agreed.client, &mut *agreed.server);
}

#[test]
fn a_mechanism_is_answered_with_the_name_that_the_client_has_for_it() {
    let ours = mechanisms([toy(false), Arc::new(ntlm_server())]);
    let agreed = agree(&client_of_toys(), &Server::new(Arc::clone(&ours)), |_, _| {}).unwrap();
    assert_eq!(agreed.tokens.len(), 2);
    let last = Resp::read(&agreed.tokens[1]).unwrap();
    assert_eq!(last.mechanism, Some(TOY_NAMES[0].0));
    assert_eq!(last.token, Some(&b"pong"[..]));
    assert_eq!(last.state, Some(NegState::AcceptCompleted));
}

#[test]
fn the_choice_is_the_clients() {
    let ours = mechanisms([toy(false), Arc::new(ntlm_server())]);
    let client = Client::new(mechanisms([ntlm_of_client(), toy(true)]));
    let agreed = agree(&client, &Server::new(ours), |_, _| {}).unwrap();
    assert_eq!(agreed.server.peer().user, USER);
}

#[test]
fn a_client_that_does_not_sign_the_list_may_have_its_favourite() {
    let mut agreed = agree(&client(), &server(), |place, token| {
        if place == 2 {
            change(token, |resp| resp.mic = None);
        }
    })
    .unwrap();
    assert!(Resp::read(&agreed.tokens[3]).unwrap().mic.is_none());
    // It has not counted a signature that it did not make.
    let mut lenient = send(&mut *agreed.server, b"text", Protection::Integrity);
    assert_eq!(lenient.token[12..], 0_u32.to_le_bytes());
    lenient.body.clear();
}

#[test]
fn a_first_token_without_a_guess_is_answered_with_the_choice() {
    let mut world = World::new(1);
    let mut handshake = server().handshake();
    let list = crate::auth::spnego::token::list([ntlm::NAME.0].into_iter());
    let init = Init {
        list: &list,
        token: None,
    };
    let answer = going_on(handshake.step(&init.write(), &mut world));
    assert_eq!(state(&answer), Some(NegState::AcceptIncomplete));
    let mut client = ntlm_client(USER, PASSWORD).handshake();
    let wrap = |token: &[u8]| {
        let resp = Resp {
            token: Some(token),
            ..Resp::default()
        };
        resp.write()
    };
    let negotiate = going_on(client.step(&[], &mut world));
    let answer = going_on(handshake.step(&wrap(&negotiate), &mut world));
    let challenge = Resp::read(&answer).unwrap().token.unwrap();
    let (authenticate, _) = done(client.step(challenge, &mut world));
    let (reply, security) = done(handshake.step(&wrap(&authenticate), &mut world));
    assert_eq!(state(&reply), Some(NegState::AcceptCompleted));
    assert_eq!(security.peer().user, USER);
}

#[test]
fn ntlm_without_spnego_around_it_is_answered_without() {
    let mut world = World::new(1);
    let mut client = ntlm_client(USER, PASSWORD).handshake();
    let mut server = server().handshake();
    let negotiate = going_on(client.step(&[], &mut world));
    let challenge = going_on(server.step(&negotiate, &mut world));
    assert!(challenge.starts_with(b"NTLMSSP\0"));
    let (authenticate, mut client) = done(client.step(&challenge, &mut world));
    let (last, mut security) = done(server.step(&authenticate, &mut world));
    assert!(last.is_empty());
    both_ways(&mut *client, &mut *security);
    assert!(server.step(&authenticate, &mut world).is_err());
}

#[test]
fn a_mechanism_that_cannot_begin_is_not_offered() {
    let client = Client::new(mechanisms([helpless(), ntlm_of_client()]));
    let agreed = agree(&client, &server(), |_, _| {}).unwrap();
    let init = Init::read(&agreed.tokens[0]).unwrap();
    let names: Vec<&[u8]> = init.mechanisms().map(Result::unwrap).collect();
    assert_eq!(names, [ntlm::NAME.0]);
    assert_eq!(agreed.server.peer().user, USER);

    let client = Client::new(mechanisms([helpless(), helpless()]));
    let refusal = agree(&client, &server(), |_, _| {}).err().unwrap();
    assert_eq!(refusal.reason, "there is no ticket; there is no ticket");
}
