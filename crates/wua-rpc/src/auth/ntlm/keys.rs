//! How keys and proofs follow from each other, [MS-NLMP] 3.3.2 and 3.4.5.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use super::{hash::NtHash, rc4::Rc4};

/// 128 bits that nobody else may know.
pub(super) type Key = Zeroizing<[u8; 16]>;

/// `NTOWFv2`: of the user's name as the server compares it, and the domain as it was sent.
pub(super) fn response_key(hash: &NtHash, user: &str, domain: &str) -> Key {
    let mut mac = keyed(hash.bytes());
    for letter in user.chars().map(upper_case) {
        mac_text(&mut mac, letter);
    }
    for letter in domain.chars() {
        mac_text(&mut mac, letter);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// `NTProofStr`: who can compute it knows the password, and has seen this challenge.
pub(super) fn proof(response_key: &Key, server_challenge: [u8; 8], client_challenge: &[u8]) -> [u8; 16] {
    hmac(response_key, &[&server_challenge, client_challenge])
}

/// `SessionBaseKey`, which is the `KeyExchangeKey` in version 2.
pub(super) fn exchange_key(response_key: &Key, proof: &[u8; 16]) -> Key {
    Zeroizing::new(hmac(response_key, &[proof]))
}

/// `ExportedSessionKey` from what was sent of it, and the other way round.
pub(super) fn exchange(exchange_key: &Key, session_key: [u8; 16]) -> Key {
    let mut key = Zeroizing::new(session_key);
    Rc4::new(exchange_key).apply(&mut *key);
    key
}

/// Who sends what a key protects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    ClientToServer,
    ServerToClient,
}

/// SIGNKEY.
pub(super) fn signing_key(session_key: &Key, direction: Direction) -> Key {
    derive(
        session_key,
        match direction {
            Direction::ClientToServer => b"session key to client-to-server signing key magic constant\0",
            Direction::ServerToClient => b"session key to server-to-client signing key magic constant\0",
        },
    )
}

/// SEALKEY, of 128 bits.
pub(super) fn sealing_key(session_key: &Key, direction: Direction) -> Key {
    derive(
        session_key,
        match direction {
            Direction::ClientToServer => b"session key to client-to-server sealing key magic constant\0",
            Direction::ServerToClient => b"session key to server-to-client sealing key magic constant\0",
        },
    )
}

fn derive(session_key: &Key, purpose: &[u8]) -> Key {
    let digest = Md5::new().chain_update(**session_key).chain_update(purpose);
    Zeroizing::new(digest.finalize().into())
}

pub(super) fn hmac(key: &[u8; 16], parts: &[&[u8]]) -> [u8; 16] {
    let mut mac = keyed(key);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// An HMAC that has taken its key and nothing else.
pub(super) fn keyed(key: &[u8; 16]) -> Hmac<Md5> {
    // A key shorter than a block is filled up with zeros, by definition; a whole block cannot have the wrong length.
    let mut block = Zeroizing::new([0; 64]);
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    Hmac::new((&*block).into())
}

fn mac_text(mac: &mut Hmac<Md5>, letter: char) {
    for unit in letter.encode_utf16(&mut [0; 2]) {
        mac.update(&unit.to_le_bytes());
    }
}

/// One UTF-16 unit for one, as Windows does it: `ß` stays as it is, and so do letters beyond the first 65,536. That the
/// two know the same capitals otherwise is a guess.
fn upper_case(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) if letter <= '\u{ffff}' && single <= '\u{ffff}' => single,
        _ => letter,
    }
}
