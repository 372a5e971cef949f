//! The side that signs in, [MS-NLMP] 3.1.

use hmac::Mac;
use zeroize::Zeroizing;

use super::keys::{self, Direction, Key};
use super::message::{Authenticate, AvPairs, Challenge, MIC_AT, MIC_PRESENT, Negotiate, id};
use super::security::NtlmSecurity;
use super::{NAME, NtHash, flags, refuse};
use crate::auth::spnego::{Mechanism, Oid};
use crate::auth::{Handshake, Outside, Peer, Progress, Refusal};

/// Who signs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credentials {
    /// Without the domain, or `user@domain` with an empty domain.
    pub user: String,
    /// Empty means whatever the server takes it for.
    pub domain: String,
    /// Of the password.
    pub nt_hash: NtHash,
}

/// Gives a handshake for every connection.
#[derive(Clone, Debug)]
pub struct Client {
    credentials: Credentials,
    workstation: String,
    target: String,
}

impl Client {
    /// For these credentials, from the computer `workstation`, to the service `target` (`host/NAME`, may be empty).
    pub fn new(credentials: Credentials, workstation: String, target: String) -> Client {
        Client {
            credentials,
            workstation,
            target,
        }
    }

    /// For one connection.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ClientHandshake {
            client: self.clone(),
            state: State::Start,
        })
    }
}

impl Mechanism for Client {
    fn names(&self) -> &[Oid] {
        &[NAME]
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Client::handshake(self)
    }
}

struct ClientHandshake {
    client: Client,
    state: State,
}

enum State {
    Start,
    Asked { negotiate: Vec<u8> },
    Ended,
}

impl Handshake for ClientHandshake {
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        match core::mem::replace(&mut self.state, State::Ended) {
            State::Start => {
                if !token.is_empty() {
                    return Err(refuse(None, "the server spoke first"));
                }
                let flags = flags::OFFERED;
                let negotiate = Negotiate { flags }.write()?;
                self.state = State::Asked {
                    negotiate: negotiate.clone(),
                };
                Ok(Progress::Continue(negotiate))
            }
            State::Asked { negotiate } => {
                let (token, security) = self.client.answer(&negotiate, token, outside)?;
                Ok(Progress::Done {
                    token,
                    security: Box::new(security),
                })
            }
            State::Ended => Err(refuse(None, "a token came after the end of the handshake")),
        }
    }
}

impl Client {
    /// Section 3.1.5.1.2. A MIC is always there, and nothing for LM, not even of version 2.
    pub(super) fn answer(
        &self,
        negotiate: &[u8],
        token: &[u8],
        outside: &mut dyn Outside,
    ) -> Result<(Vec<u8>, NtlmSecurity), Refusal> {
        let challenge = Challenge::read(token)?;
        if let Some(what) = flags::missing(challenge.flags) {
            return Err(refuse(None, format!("the server does not offer {what}")));
        }
        let peer = server(&challenge.information)?;
        let client_challenge = self.client_challenge(&challenge, outside)?;

        let Credentials {
            user,
            domain,
            nt_hash,
        } = &self.credentials;
        let response_key = keys::response_key(nt_hash, user, domain);
        let proof = keys::proof(&response_key, challenge.nonce, &client_challenge);
        let mut session_key: Key = Zeroizing::new([0; 16]);
        outside.random(&mut *session_key);
        let exchange_key = keys::exchange_key(&response_key, &proof);
        let message = Authenticate {
            lm_response: &[0; 24],
            nt_response: &[&proof[..], &client_challenge].concat(),
            domain: domain.clone(),
            user: user.clone(),
            workstation: self.workstation.clone(),
            session_key: &*keys::exchange(&exchange_key, *session_key),
            flags: challenge.flags & flags::OFFERED,
        };
        let mut message = message.write()?;

        let mut mac = keys::keyed(&session_key);
        for part in [negotiate, token, &message] {
            mac.update(part);
        }
        let mic: [u8; 16] = mac.finalize().into_bytes().into();
        for (place, byte) in message.iter_mut().skip(MIC_AT).zip(mic) {
            *place = byte;
        }
        Ok((
            message,
            NtlmSecurity::new(&session_key, Direction::ClientToServer, peer),
        ))
    }

    /// `NTLMv2_CLIENT_CHALLENGE`: what the server said of itself, and what we say of it.
    fn client_challenge(&self, challenge: &Challenge, outside: &mut dyn Outside) -> Result<Vec<u8>, Refusal> {
        let mut pairs = challenge.information.clone();
        let time = match pairs.find(id::TIMESTAMP).map(<[u8; 8]>::try_from) {
            Some(Ok(time)) => time,
            Some(Err(_)) => return Err(refuse(None, "the server's time is no time")),
            None => outside.file_time().to_le_bytes(),
        };
        let flags = pairs.flags()? | MIC_PRESENT;
        pairs.set(id::FLAGS, flags.to_le_bytes().to_vec());
        // Over TCP there is no channel below that could be bound to.
        pairs.set(id::CHANNEL_BINDINGS, vec![0; 16]);
        pairs.set_text(id::TARGET_NAME, &self.target);
        let mut nonce = [0; 8];
        outside.random(&mut nonce);
        let mut bytes = vec![1, 1, 0, 0, 0, 0, 0, 0];
        bytes.extend_from_slice(&time);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&pairs.write()?);
        bytes.extend_from_slice(&[0; 4]);
        Ok(bytes)
    }
}

/// A server that does not say who it is could be any, section 3.1.5.1.2.
fn server(information: &AvPairs) -> Result<Peer, Refusal> {
    match (information.text(id::COMPUTER), information.text(id::DOMAIN)) {
        (Some(workstation), Some(domain)) => Ok(Peer {
            user: String::new(),
            domain,
            workstation,
            ..Peer::default()
        }),
        _ => Err(refuse(
            None,
            "the server does not name its computer and its domain",
        )),
    }
}
