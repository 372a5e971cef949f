//! Who is not let in. The reason is for the log; outside, all refusals are the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{
    Book, Conversation, PASSWORD, USER, World, client, conversation, going_on, names, refused, server,
};
use crate::auth::ntlm::message::{Authenticate, AvPairs, Challenge, MIC_AT, Negotiate, id};
use crate::auth::ntlm::{Accounts, NtHash, Server, flags};
use crate::auth::{Outside, Refusal};

fn judged(mut conversation: Conversation) -> Result<(), Refusal> {
    conversation
        .server
        .step(&conversation.authenticate, &mut conversation.world)
        .map(drop)
}

/// The last message as somebody would change it, whose MIC is not made again.
fn with(change: impl FnOnce(&mut Authenticate<'_>)) -> Refusal {
    let mut conversation = conversation(USER, PASSWORD);
    let token = conversation.authenticate.clone();
    let mut message = Authenticate::read(&token).unwrap();
    change(&mut message);
    conversation.authenticate = message.write().unwrap();
    judged(conversation).unwrap_err()
}

#[test]
fn a_wrong_password() {
    let refusal = judged(conversation(USER, "incorrect horse")).unwrap_err();
    assert_eq!(refusal.reason, "wrong password");
    assert_eq!(refusal.peer.unwrap().user, USER);
}

#[test]
fn an_unknown_user() {
    let refusal = judged(conversation("nobody", PASSWORD)).unwrap_err();
    assert_eq!(refusal.reason, "no such user");
    assert_eq!(refusal.peer.unwrap().user, "nobody");
}

/// Counts what is drawn: whatever is compared with a real account is compared with a decoy too.
struct Counting {
    world: World,
    drawn: usize,
}

impl Outside for Counting {
    fn file_time(&self) -> u64 {
        self.world.file_time()
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.drawn += bytes.len();
        self.world.random(bytes);
    }
}

#[test]
fn an_unknown_user_goes_the_way_of_a_wrong_password() {
    let drawn = |user: &str, password: &str| {
        let mut conversation = conversation(user, password);
        let mut counting = Counting {
            world: World::new(5),
            drawn: 0,
        };
        refused(
            conversation
                .server
                .step(&conversation.authenticate, &mut counting),
        );
        counting.drawn
    };
    assert_eq!(drawn("nobody", PASSWORD), drawn(USER, "incorrect horse"));
}

/// Who guesses the decoy is still nobody.
#[test]
fn an_unknown_user_is_not_let_in_by_any_hash() {
    let mut conversation = conversation("nobody", PASSWORD);
    conversation.world.drawn = NtHash::of(PASSWORD).bytes().to_vec();
    assert_eq!(judged(conversation).unwrap_err().reason, "no such user");
}

#[test]
fn an_account_is_asked_for_once() {
    struct Asked(AtomicUsize);
    impl Accounts for Asked {
        fn nt_hash(&self, user: &str, domain: &str) -> Option<NtHash> {
            assert_eq!((user, domain), (USER, "WORKGROUP"));
            self.0.fetch_add(1, Ordering::Relaxed);
            None
        }
    }
    let asked = Arc::new(Asked(AtomicUsize::new(0)));
    let mut world = World::new(1);
    let mut client = client(USER, PASSWORD).handshake();
    let mut server = Server::new(names(), Arc::<Asked>::clone(&asked)).handshake();
    let negotiate = going_on(client.step(&[], &mut world));
    let challenge = going_on(server.step(&negotiate, &mut world));
    let (authenticate, _) = super::support::done(client.step(&challenge, &mut world));
    refused(server.step(&authenticate, &mut world));
    assert_eq!(asked.0.load(Ordering::Relaxed), 1);
}

#[test]
fn anonymous() {
    let reason = with(|message| {
        message.user.clear();
        message.nt_response = &[];
        message.lm_response = &[0];
    });
    assert_eq!(reason.reason, "anonymous");
    assert_eq!(with(|message| message.user.clear()).reason, "anonymous");
    assert_eq!(
        with(|message| message.flags |= flags::ANONYMOUS).reason,
        "anonymous"
    );
}

#[test]
fn lan_manager_and_version_1() {
    let lm = with(|message| {
        message.lm_response = &[1; 24];
        message.nt_response = &[];
    });
    assert!(lm.reason.starts_with("LM only"), "{lm}");
    let version_1 = with(|message| message.nt_response = &[1; 24]);
    assert!(version_1.reason.starts_with("NTLM version 1"), "{version_1}");
}

#[test]
fn a_client_that_does_not_offer_what_is_needed() {
    for (missing, name) in [
        (flags::EXTENDED_SESSION_SECURITY, "extended session security"),
        (flags::KEY_128, "keys of 128 bit"),
        (flags::KEY_EXCHANGE, "an exchanged session key"),
        (flags::SIGN, "signatures"),
        (flags::UNICODE, "names in UTF-16"),
        (flags::NTLM, "NTLM"),
    ] {
        let flags = flags::OFFERED & !missing;
        let negotiate = Negotiate { flags }.write().unwrap();
        let refusal = refused(server().handshake().step(&negotiate, &mut World::new(1)));
        assert_eq!(refusal.reason, format!("the client does not offer {name}"));
        let refusal = with(|message| message.flags &= !missing);
        assert_eq!(refusal.reason, format!("the client does not offer {name}"));
    }
}

#[test]
fn a_server_that_does_not_offer_what_is_needed() {
    let refusal = |change: fn(&mut Challenge)| {
        let mut world = World::new(1);
        let mut client = client(USER, PASSWORD).handshake();
        let negotiate = going_on(client.step(&[], &mut world));
        let challenge = going_on(server().handshake().step(&negotiate, &mut world));
        let mut challenge = Challenge::read(&challenge).unwrap();
        change(&mut challenge);
        refused(client.step(&challenge.write().unwrap(), &mut world)).reason
    };
    assert_eq!(
        refusal(|challenge| challenge.flags &= !flags::KEY_128),
        "the server does not offer keys of 128 bit"
    );
    assert_eq!(
        refusal(|challenge| challenge.flags &= !flags::EXTENDED_SESSION_SECURITY),
        "the server does not offer extended session security"
    );
    assert_eq!(
        refusal(|challenge| challenge.information.0.retain(|(own, _)| *own != id::COMPUTER)),
        "the server does not name its computer and its domain"
    );
    assert_eq!(
        refusal(|challenge| challenge.information.set(id::TIMESTAMP, vec![1; 7])),
        "the server's time is no time"
    );
}

#[test]
fn an_answer_to_another_challenge() {
    let replayed = conversation(USER, PASSWORD).authenticate;
    let mut world = World::new(2);
    let mut client = client(USER, PASSWORD).handshake();
    let mut server = server().handshake();
    let negotiate = going_on(client.step(&[], &mut world));
    going_on(server.step(&negotiate, &mut world));
    assert_eq!(
        refused(server.step(&replayed, &mut world)).reason,
        "wrong password"
    );
}

#[test]
fn a_last_message_that_is_cut_off_anywhere() {
    let whole = conversation(USER, PASSWORD).authenticate;
    for length in 0..whole.len() {
        let mut conversation = conversation(USER, PASSWORD);
        conversation.authenticate.truncate(length);
        assert!(judged(conversation).is_err(), "{length} of {}", whole.len());
    }
    judged(conversation(USER, PASSWORD)).unwrap();
}

#[test]
fn a_last_message_of_which_any_bit_was_changed() {
    let whole = conversation(USER, PASSWORD).authenticate;
    for bit in 0..8 * whole.len() {
        let mut conversation = conversation(USER, PASSWORD);
        conversation.authenticate[bit / 8] ^= 1 << (bit % 8);
        assert!(judged(conversation).is_err(), "bit {bit}");
    }
}

#[test]
fn a_wrong_mic() {
    let mut conversation = conversation(USER, PASSWORD);
    conversation.authenticate[MIC_AT] ^= 1;
    let refusal = judged(conversation).unwrap_err();
    assert!(refusal.reason.starts_with("the MIC is wrong"), "{refusal}");
}

/// The flag is part of what was proven, so it cannot be taken away.
#[test]
fn a_mic_that_was_announced_and_taken_away() {
    let refusal = with(|message| message.workstation.clear());
    assert!(refusal.reason.starts_with("the MIC is wrong"), "{refusal}");

    let mut conversation = conversation(USER, PASSWORD);
    let token = conversation.authenticate.clone();
    let mut message = Authenticate::read(&token).unwrap();
    let mut pairs = AvPairs::read(&message.nt_response[44..]).unwrap();
    pairs.0.retain(|(own, _)| *own != id::FLAGS);
    let response = [&message.nt_response[..44], &pairs.write().unwrap(), &[0; 4]].concat();
    message.nt_response = &response;
    conversation.authenticate = message.write().unwrap();
    assert_eq!(judged(conversation).unwrap_err().reason, "wrong password");
}

/// First and second message are part of the MIC: nobody on the way can weaken what was agreed on.
#[test]
fn earlier_messages_that_were_changed_on_their_way() {
    let mut world = World::new(1);
    let mut client = client(USER, PASSWORD).handshake();
    let mut server = server().handshake();
    let mut negotiate = going_on(client.step(&[], &mut world));
    negotiate[12] &= !u8::try_from(flags::SEAL).unwrap();
    let challenge = going_on(server.step(&negotiate, &mut world));
    let (authenticate, _) = super::support::done(client.step(&challenge, &mut world));
    let refusal = refused(server.step(&authenticate, &mut world));
    assert!(refusal.reason.starts_with("the MIC is wrong"), "{refusal}");
}

#[test]
fn a_session_key_of_another_length() {
    for key in [&[][..], &[1; 15], &[1; 17]] {
        let refusal = with(|message| message.session_key = key);
        assert_eq!(refusal.reason, "the session key is not 16 bytes");
    }
}

#[test]
fn messages_in_the_wrong_order() {
    let mut world = World::new(1);
    let token = conversation(USER, PASSWORD).authenticate;
    assert!(server().handshake().step(&token, &mut world).is_err());
    let negotiate = going_on(client(USER, PASSWORD).handshake().step(&[], &mut world));
    let mut server = server().handshake();
    going_on(server.step(&negotiate, &mut world));
    assert!(server.step(&negotiate, &mut world).is_err());
    assert!(
        client(USER, PASSWORD)
            .handshake()
            .step(&negotiate, &mut world)
            .is_err()
    );
}

#[test]
fn hashes_that_are_none_and_hashes_in_a_log() {
    for text in [
        "",
        "31d6",
        "31d6cfe0d16ae931b73c59d7e0c089c",
        "31d6cfe0d16ae931b73c59d7e0c089c0 ",
        "äd6cfe0d16ae931b73c59d7e0c089c0",
    ] {
        assert!(text.parse::<NtHash>().is_err(), "{text}");
    }
    assert_eq!(format!("{:?}", NtHash::of("secret")), "NtHash(not shown)");
    let credentials = format!("{:?}", client(USER, "secret"));
    assert!(credentials.contains("NtHash(not shown)"), "{credentials}");
}

#[test]
fn an_empty_password_is_one_only_where_the_account_has_one() {
    let mut world = World::new(1);
    let mut client = client(USER, "").handshake();
    let accounts = Book(vec![(USER, "")]);
    let mut server = Server::new(names(), Arc::new(accounts)).handshake();
    let negotiate = going_on(client.step(&[], &mut world));
    let challenge = going_on(server.step(&negotiate, &mut world));
    let (authenticate, _) = super::support::done(client.step(&challenge, &mut world));
    super::support::done(server.step(&authenticate, &mut world));
    assert!(judged(conversation(USER, "")).is_err());
}
