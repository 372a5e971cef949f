//! Signing and sealing, [MS-NLMP] 3.4 with extended session security, a session key of 128 bits that was exchanged.

use hmac::{Hmac, Mac};
use md5::Md5;
use subtle::ConstantTimeEq;

use super::keys::{self, Direction, Key};
use super::rc4::Rc4;
use crate::auth::{BadSignature, NotProtected, Pdu, Peer, Protection, Security};

/// How long a signature is, whether or not something is sealed.
const TOKEN: usize = 16;

/// The context that a handshake ended in.
///
/// The header of a PDU is always signed: extended session security knows nothing else ([MS-RPCE] 3.3.1.5.2.2).
pub(super) struct NtlmSecurity {
    sending: Half,
    receiving: Half,
    peer: Peer,
}

/// One direction: its keys, its key stream and its sequence run on from PDU to PDU.
struct Half {
    signing: Hmac<Md5>,
    sealing: Rc4,
    sequence: u32,
}

impl NtlmSecurity {
    /// For the side that sends in the direction `sends`.
    pub(super) fn new(session_key: &Key, sends: Direction, peer: Peer) -> NtlmSecurity {
        let receives = match sends {
            Direction::ClientToServer => Direction::ServerToClient,
            Direction::ServerToClient => Direction::ClientToServer,
        };
        NtlmSecurity {
            sending: Half::new(session_key, sends),
            receiving: Half::new(session_key, receives),
            peer,
        }
    }
}

impl Security for NtlmSecurity {
    fn token_length(&self, _: Protection) -> usize {
        TOKEN
    }

    fn protect(&mut self, pdu: Pdu<'_>, protection: Protection) -> Result<Vec<u8>, NotProtected> {
        let half = &mut self.sending;
        let checksum = half.checksum(&[pdu.header, pdu.body, pdu.trailer]);
        if protection == Protection::Privacy {
            half.sealing.apply(pdu.body);
        }
        Ok(half.token(checksum).to_vec())
    }

    fn verify(&mut self, pdu: Pdu<'_>, token: &[u8], protection: Protection) -> Result<(), BadSignature> {
        let half = &mut self.receiving;
        if protection == Protection::Privacy {
            half.sealing.apply(pdu.body);
        }
        let checksum = half.checksum(&[pdu.header, pdu.body, pdu.trailer]);
        compare(half.token(checksum), token)
    }

    fn peer(&self) -> &Peer {
        &self.peer
    }

    fn sign_mechanisms(&mut self, list: &[u8]) -> Option<Vec<u8>> {
        Some(self.sending.token_beside(list).to_vec())
    }

    fn verify_mechanisms(&mut self, list: &[u8], token: &[u8]) -> Result<(), BadSignature> {
        compare(self.receiving.token_beside(list), token)
    }
}

impl Half {
    fn new(session_key: &Key, direction: Direction) -> Half {
        Half {
            signing: keys::keyed(&keys::signing_key(session_key, direction)),
            sealing: Rc4::new(&keys::sealing_key(session_key, direction)),
            sequence: 0,
        }
    }

    /// Over the parts as they are before sealing.
    fn checksum(&self, parts: &[&[u8]]) -> [u8; 8] {
        let mut mac = self.signing.clone();
        mac.update(&self.sequence.to_le_bytes());
        for part in parts {
            mac.update(part);
        }
        let mut checksum = [0; 8];
        for (place, byte) in checksum.iter_mut().zip(mac.finalize().into_bytes()) {
            *place = byte;
        }
        checksum
    }

    /// `NTLMSSP_MESSAGE_SIGNATURE`. The checksum goes through the key stream after the body, so that it runs on when
    /// nothing is sealed as well.
    fn token(&mut self, mut checksum: [u8; 8]) -> [u8; TOKEN] {
        self.sealing.apply(&mut checksum);
        let mut token = [0; TOKEN];
        let parts = [&1_u32.to_le_bytes()[..], &checksum, &self.sequence.to_le_bytes()];
        for (place, byte) in token.iter_mut().zip(parts.into_iter().flatten()) {
            *place = *byte;
        }
        self.sequence = self.sequence.wrapping_add(1);
        token
    }

    /// For SPNEGO: counts, but leaves the key stream as it was ([MS-SPNG] 3.2.5.1).
    fn token_beside(&mut self, message: &[u8]) -> [u8; TOKEN] {
        let before = self.sealing.clone();
        let checksum = self.checksum(&[message]);
        let token = self.token(checksum);
        self.sealing = before;
        token
    }
}

fn compare(expected: [u8; TOKEN], token: &[u8]) -> Result<(), BadSignature> {
    // Not equally long is not equal.
    if bool::from(expected.ct_eq(token)) {
        Ok(())
    } else {
        Err(BadSignature)
    }
}
