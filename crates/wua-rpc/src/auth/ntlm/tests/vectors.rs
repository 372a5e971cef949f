//! [MS-NLMP] 4.2.4, and the tokens that real clients sent.

use super::support::{Book, World, unhex};
use crate::auth::ntlm::keys::{self, Direction, Key};
use crate::auth::ntlm::message::{Authenticate, Challenge, Negotiate, id};
use crate::auth::ntlm::rc4::Rc4;
use crate::auth::ntlm::security::NtlmSecurity;
use crate::auth::ntlm::server::Challenged;
use crate::auth::ntlm::{NtHash, flags};
use crate::auth::{Pdu, Peer, Protection, Security};

const SERVER_CHALLENGE: [u8; 8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef];
const SESSION_KEY: [u8; 16] = [0x55; 16];

const CHALLENGE: &str = "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef\
    000000000000000024002400440000000600701700000 00f5300650072007600650072000200\
    0c0044006f006d00610069006e0001000c005300650072007600650072000000 0000";

const AUTHENTICATE: &str = "4e544c4d53535000030000001800180 06c00000054005400840000000c000c00\
    480000000800080054000000100010005c00000010001000d800000035828 8e20501280a0000000f\
    44006f006d00610069006e00550073006500720043004f004d0050005500540045005200\
    86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa\
    68cd0ab851e51c96aabc927bebef6a1c\
    01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000\
    02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000\
    c5dad2544fc9799094ce1ce90bc9d03e";

fn session_key() -> Key {
    Key::new(SESSION_KEY)
}

#[test]
fn the_key_of_a_user_is_that_of_the_specification() {
    let key = keys::response_key(&NtHash::of("Password"), "User", "Domain");
    assert_eq!(key.to_vec(), unhex("0c868a403bfd7a93a3001ef22ef02e3f"));
}

#[test]
fn the_hash_of_a_password_is_that_of_the_specification() {
    let hash = NtHash::of("Password");
    assert_eq!(*hash.to_hex(), "a4f49c406510bdcab6824ee7c30fd852");
    assert_eq!("A4F49C406510BDCAB6824EE7C30FD852".parse(), Ok(hash));
    assert_eq!(*NtHash::of("").to_hex(), "31d6cfe0d16ae931b73c59d7e0c089c0");
}

#[test]
fn proof_and_session_keys_are_those_of_the_specification() {
    let message = unhex(AUTHENTICATE);
    let message = Authenticate::read(&message).unwrap();
    let (proof, client_challenge) = message.nt_response.split_at(16);
    let key = keys::response_key(&NtHash::of("Password"), "User", "Domain");
    let expected = keys::proof(&key, SERVER_CHALLENGE, client_challenge);
    assert_eq!(expected.as_slice(), proof);
    let exchange_key = keys::exchange_key(&key, &expected);
    assert_eq!(exchange_key.to_vec(), unhex("8de40ccadbc14a82f15cb0ad0de95ca3"));
    let sent = keys::exchange(&exchange_key, SESSION_KEY);
    assert_eq!(sent.as_slice(), message.session_key);
    assert_eq!(*keys::exchange(&exchange_key, *sent), SESSION_KEY);
}

#[test]
fn the_messages_of_the_specification_are_understood() {
    let challenge = Challenge::read(&unhex(CHALLENGE)).unwrap();
    assert_eq!(challenge.nonce, SERVER_CHALLENGE);
    assert_eq!(challenge.target, "Server");
    assert_eq!(challenge.information.text(id::COMPUTER).unwrap(), "Server");
    assert_eq!(challenge.information.text(id::DOMAIN).unwrap(), "Domain");
    assert_eq!(challenge.information.find(id::TIMESTAMP), None);

    let message = unhex(AUTHENTICATE);
    let message = Authenticate::read(&message).unwrap();
    assert_eq!(
        (&*message.user, &*message.domain, &*message.workstation),
        ("User", "Domain", "COMPUTER")
    );
}

#[test]
fn the_user_of_the_specification_may_come_in() {
    let challenged = Challenged {
        negotiate: Vec::new(),
        challenge: unhex(CHALLENGE),
        server_challenge: SERVER_CHALLENGE,
    };
    let accounts = Book(vec![("user", "Password")]);
    let security = challenged
        .answered(&unhex(AUTHENTICATE), &accounts, &mut World::new(1))
        .unwrap();
    let peer = Peer {
        user: "User".into(),
        domain: "Domain".into(),
        workstation: "COMPUTER".into(),
        ..Peer::default()
    };
    assert_eq!(*security.peer(), peer);
}

#[test]
fn keys_of_a_session_are_those_of_the_specification() {
    let key = session_key();
    let sealing = keys::sealing_key(&key, Direction::ClientToServer);
    assert_eq!(sealing.to_vec(), unhex("59f600973cc4960a25480a7c196e4c58"));
    let signing = keys::signing_key(&key, Direction::ClientToServer);
    assert_eq!(signing.to_vec(), unhex("4788dc861b4782f35d43fd98fe1a2d39"));
}

#[test]
fn sealing_is_that_of_the_specification() {
    let mut client = NtlmSecurity::new(&session_key(), Direction::ClientToServer, Peer::default());
    let mut body: Vec<u8> = "Plaintext".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let pdu = Pdu {
        header: &[],
        body: &mut body,
        trailer: &[],
        header_signing: false,
    };
    let token = client.protect(pdu, Protection::Privacy).unwrap();
    assert_eq!(body, unhex("54e50165bf1936dc996020c1811b0f06fb5f"));
    assert_eq!(token, unhex("010000007fb38ec5c55d497600000000"));
}

/// RFC 6229, the key of 128 bits.
#[test]
fn the_key_stream_is_that_of_rc4() {
    let key: Vec<u8> = (1..=16).collect();
    let mut cipher = Rc4::new(&key.try_into().unwrap());
    let mut stream = [0; 32];
    // In two pieces, for it runs on.
    let (first, second) = stream.split_at_mut(7);
    cipher.apply(first);
    cipher.apply(second);
    assert_eq!(
        stream.to_vec(),
        unhex("9ac7cc9a609d1ef7b2932899cde41b97 5248c4959014126a6e8a84f11d1a9e1c")
    );
}

/// Letter by letter: `ß` has no capital of one letter.
#[test]
fn users_are_compared_without_regard_to_case_domains_with() {
    let hash = NtHash::of("x");
    let key = |user, domain| keys::response_key(&hash, user, domain);
    assert_eq!(key("jürgen", "d"), key("JÜRGEN", "d"));
    assert_eq!(key("žižka", "d"), key("ŽIŽKA", "d"));
    assert_ne!(key("groß", "d"), key("GROSS", "d"));
    assert_ne!(key("user", "d"), key("user", "D"));
    // Capitals beyond the first 65,536 are left alone.
    assert_ne!(key("\u{10428}", "d"), key("\u{10400}", "d"));
}

/// OBSERVED: impacket 0.13 sends neither version nor MIC.
#[test]
fn the_messages_of_impacket_are_understood() {
    let negotiate = unhex("4e544c4d5353500001000000358288e000000000000000000000000000000000");
    let flags = Negotiate::read(&negotiate).unwrap().flags;
    assert_eq!(flags::missing(flags), None);

    let message = unhex(
        "4e544c4d5353500003000000180018006c00000084008400840000001200120040000000
        1a001a00520000000000000 06c000000100010000801000035828 8e057004f0052004b00470052004f00550050
        00610064006d0069006e006900730074007200610074006f0072005a97ccef45ee6c37acf5fabc51deeab2
        764b5149457066447ead2e73a0d31ea85382eb2fada5f0b50101000000000000804f4b234f79dd01764b514945706644
        00000000020012 0057004f0052004b00470052004f00550050000100080046004100 4b004500040000000300080066
        0061006b00650007000800804f4b234f79dd01090012006300690066007300 2f00660061006b00650000000000
        52d1a7211b5da8444a37689dacd65c7a",
    );
    let message = Authenticate::read(&message).unwrap();
    assert_eq!(
        (&*message.user, &*message.domain, &*message.workstation),
        ("administrator", "WORKGROUP", "")
    );
    assert_eq!(message.nt_response.len(), 0x84);
    assert_eq!(message.session_key.len(), 16);
}

/// OBSERVED: another client names its domain in the first message, and asks for LM keys too.
#[test]
fn what_a_client_offers_beyond_need_does_not_matter() {
    let negotiate = unhex(
        "4e544c4d5353500001000000b59208e009000900280000000000000000000000 0000000000000000574f524b47524f5550",
    );
    let flags = Negotiate::read(&negotiate).unwrap().flags;
    assert_eq!(flags::missing(flags), None);
}
