//! A handshake and a security that hide nothing, but notice everything: for tests of what happens around them.

use std::sync::Arc;

use crate::auth::spnego;
use crate::auth::{
    BadSignature, Handshake, NotProtected, Outside, Pdu, Peer, Progress, Protection, Refusal, Security,
};
use crate::connection::Host;

/// Three legs, like NTLM: the server has the last word to hear.
pub(super) const THREE_LEGS: u8 = 10;
/// Four legs, like SPNEGO: the server has the last word to say.
pub(super) const FOUR_LEGS: u8 = 9;

/// Who can sign in, and with what.
const USER: &str = "administrator";
const PASSWORD: u64 = 0x005E_C2E7;

/// The client's half. Its tokens are its leg and, in the last one, user and password.
pub(super) struct Client {
    pub(super) legs: u8,
    pub(super) password: u64,
    /// How many PDUs it can sign.
    lasts: u64,
    step: u8,
}

/// The server's half.
pub(super) struct Server {
    legs: u8,
    lasts: u64,
    step: u8,
}

/// Signs with a sum over everything, and seals with a stream that anybody could compute.
pub(super) struct Sealing {
    key: u64,
    sent: u64,
    lasts: u64,
    received: u64,
    is_server: bool,
    peer: Peer,
}

impl Client {
    pub(super) fn new(legs: u8) -> Self {
        Self {
            legs,
            password: PASSWORD,
            lasts: u64::MAX,
            step: 0,
        }
    }

    pub(super) fn that_lasts(legs: u8, lasts: u64) -> Self {
        Self {
            lasts,
            ..Self::new(legs)
        }
    }

    pub(super) fn with_a_wrong_password(legs: u8) -> Self {
        Self {
            password: 1,
            ..Self::new(legs)
        }
    }
}

impl Handshake for Client {
    fn step(&mut self, token: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        self.step += 1;
        match (self.step, token) {
            (1, []) => Ok(Progress::Continue(vec![1])),
            (2, [2]) => {
                let mut token = vec![3];
                token.extend_from_slice(&self.password.to_le_bytes());
                Ok(if self.legs == THREE_LEGS {
                    Progress::Done {
                        token,
                        security: Box::new(Sealing {
                            lasts: self.lasts,
                            ..Sealing::new(self.password, false)
                        }),
                    }
                } else {
                    Progress::Continue(token)
                })
            }
            (3, [4]) => Ok(Progress::Done {
                token: Vec::new(),
                security: Box::new(Sealing::new(self.password, false)),
            }),
            _ => Err(refusal("not this token now")),
        }
    }
}

impl Handshake for Server {
    fn step(&mut self, token: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        self.step += 1;
        match (self.step, token) {
            (1, [1]) => Ok(Progress::Continue(vec![2])),
            (2, [3, password @ ..]) if *password == PASSWORD.to_le_bytes() => Ok(Progress::Done {
                token: if self.legs == FOUR_LEGS {
                    vec![4]
                } else {
                    Vec::new()
                },
                security: Box::new(Sealing {
                    lasts: self.lasts,
                    ..Sealing::new(PASSWORD, true)
                }),
            }),
            (2, [3, ..]) => Err(refusal("wrong password")),
            _ => Err(refusal("not this token now")),
        }
    }
}

fn refusal(reason: &str) -> Refusal {
    Refusal {
        peer: Some(peer()),
        reason: reason.to_owned(),
    }
}

pub(super) fn peer() -> Peer {
    Peer {
        user: USER.to_owned(),
        ..Peer::default()
    }
}

impl Sealing {
    fn new(key: u64, is_server: bool) -> Self {
        Self {
            key,
            sent: 0,
            lasts: u64::MAX,
            received: 0,
            is_server,
            peer: peer(),
        }
    }

    fn token(&self, pdu: &Pdu<'_>, number: u64, from_server: bool) -> Vec<u8> {
        let mut sum = 0xCBF2_9CE4_8422_2325 ^ self.key ^ (number << 1 | u64::from(from_server));
        let signed = if pdu.header_signing {
            [pdu.header, pdu.trailer]
        } else {
            [[].as_slice(); 2]
        };
        for byte in signed[0].iter().chain(&*pdu.body).chain(signed[1]) {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
        let mut token = sum.to_le_bytes().to_vec();
        token.extend_from_slice(&number.to_le_bytes());
        token
    }

    fn stream(&self, body: &mut [u8], number: u64) {
        for (at, byte) in (0_u64..).zip(body) {
            *byte ^= (self.key ^ number.wrapping_mul(31) ^ at.wrapping_mul(7)).to_le_bytes()[0];
        }
    }
}

impl Security for Sealing {
    fn token_length(&self, _: Protection) -> usize {
        16
    }

    fn protect(&mut self, pdu: Pdu<'_>, protection: Protection) -> Result<Vec<u8>, NotProtected> {
        if self.sent >= self.lasts {
            return Err(NotProtected);
        }
        let token = self.token(&pdu, self.sent, self.is_server);
        if protection == Protection::Privacy {
            self.stream(pdu.body, self.sent);
        }
        self.sent += 1;
        Ok(token)
    }

    fn verify(&mut self, pdu: Pdu<'_>, token: &[u8], protection: Protection) -> Result<(), BadSignature> {
        let Pdu {
            header,
            body,
            trailer,
            header_signing,
        } = pdu;
        if protection == Protection::Privacy {
            self.stream(body, self.received);
        }
        let pdu = Pdu {
            header,
            body,
            trailer,
            header_signing,
        };
        let expected = self.token(&pdu, self.received, !self.is_server);
        self.received += 1;
        if token == expected {
            Ok(())
        } else {
            Err(BadSignature)
        }
    }

    fn peer(&self) -> &Peer {
        &self.peer
    }
}

/// What a server's connections share.
#[derive(Default)]
pub(super) struct ToyHost {
    pub(super) groups: Vec<u32>,
    /// No toys: NTLM, alone and within SPNEGO.
    pub(super) serious: bool,
    /// How many PDUs the server can sign; all, if nothing is said.
    pub(super) lasts: Option<u64>,
}

impl Outside for ToyHost {
    fn file_time(&self) -> u64 {
        133_000_000_000_000_000
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

impl Host for ToyHost {
    fn join_group(&mut self, wanted: u32) -> Option<u32> {
        if wanted == 0 {
            let group = 0x100 + u32::try_from(self.groups.len()).unwrap();
            self.groups.push(group);
            return Some(group);
        }
        self.groups.contains(&wanted).then_some(wanted)
    }

    fn handshake(&mut self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        let ntlm = crate::auth::ntlm::tests::support::server();
        match mechanism {
            10 if self.serious => Some(ntlm.handshake()),
            9 if self.serious => Some(spnego::Server::new(Arc::new([Arc::new(ntlm)])).handshake()),
            THREE_LEGS | FOUR_LEGS => Some(Box::new(Server {
                legs: mechanism,
                lasts: self.lasts.unwrap_or(u64::MAX),
                step: 0,
            })),
            _ => None,
        }
    }
}
