//! The side that is signed in to, [MS-NLMP] 3.2.

use std::sync::Arc;

use hmac::Mac;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::keys::{self, Direction, Key};
use super::message::{Authenticate, AvPairs, Challenge, MIC_AT, MIC_PRESENT, Negotiate, SIGNATURE, id};
use super::security::NtlmSecurity;
use super::{NAME, NtHash, flags, refuse};
use crate::auth::spnego::{Mechanism, Oid};
use crate::auth::{Handshake, Outside, Peer, Progress, Refusal};

/// Who may sign in, and with what.
pub trait Accounts: Send + Sync {
    /// The hash of the password of this user, whose name is compared without regard to case. The domain is as it was
    /// sent: empty, `.`, or a name that means this computer or not.
    fn nt_hash(&self, user: &str, domain: &str) -> Option<NtHash>;
}

/// What a server calls itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// `NetBIOS`, at most 15 letters.
    pub computer: String,
    /// `NetBIOS`; of a computer without one, its own name.
    pub domain: String,
    /// With all its dots.
    pub dns_computer: String,
    /// May be empty.
    pub dns_domain: String,
}

/// Gives a handshake to every caller.
#[derive(Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

struct Shared {
    names: Names,
    accounts: Arc<dyn Accounts>,
}

impl Server {
    /// For these accounts.
    pub fn new(names: Names, accounts: Arc<dyn Accounts>) -> Server {
        Server {
            shared: Arc::new(Shared { names, accounts }),
        }
    }

    /// For one caller.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ServerHandshake {
            shared: Arc::clone(&self.shared),
            state: State::Start,
        })
    }
}

impl Mechanism for Server {
    fn names(&self) -> &[Oid] {
        &[NAME]
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Server::handshake(self)
    }

    fn is_raw(&self, token: &[u8]) -> bool {
        token.starts_with(&SIGNATURE)
    }
}

struct ServerHandshake {
    shared: Arc<Shared>,
    state: State,
}

enum State {
    Start,
    Challenged(Challenged),
    Ended,
}

/// What is known when the answer comes. The messages are kept for the MIC.
pub(super) struct Challenged {
    pub(super) negotiate: Vec<u8>,
    pub(super) challenge: Vec<u8>,
    pub(super) server_challenge: [u8; 8],
}

impl Handshake for ServerHandshake {
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        match core::mem::replace(&mut self.state, State::Ended) {
            State::Start => {
                let challenged = self.shared.challenge(token, outside)?;
                let token = challenged.challenge.clone();
                self.state = State::Challenged(challenged);
                Ok(Progress::Continue(token))
            }
            State::Challenged(challenged) => {
                let security = challenged.answered(token, &*self.shared.accounts, outside)?;
                Ok(Progress::Done {
                    token: Vec::new(),
                    security: Box::new(security),
                })
            }
            State::Ended => Err(refuse(None, "a token came after the end of the handshake")),
        }
    }
}

impl Shared {
    /// Section 3.2.5.1.1.
    fn challenge(&self, token: &[u8], outside: &mut dyn Outside) -> Result<Challenged, Refusal> {
        let asked = Negotiate::read(token)?.flags;
        check(asked, None)?;
        let names = &self.names;
        let mut information = AvPairs::default();
        information.set_text(id::DOMAIN, &names.domain);
        information.set_text(id::COMPUTER, &names.computer);
        information.set_text(id::DNS_DOMAIN, &names.dns_domain);
        information.set_text(id::DNS_COMPUTER, &names.dns_computer);
        // It makes clients send a MIC.
        information.set(id::TIMESTAMP, outside.file_time().to_le_bytes().to_vec());
        let mut server_challenge = [0; 8];
        outside.random(&mut server_challenge);
        let challenge = Challenge {
            flags: flags::REQUIRED
                | flags::REQUEST_TARGET
                | flags::ALWAYS_SIGN
                | flags::TARGET_TYPE_SERVER
                | flags::TARGET_INFO
                | asked & flags::OPTIONAL,
            target: names.computer.clone(),
            nonce: server_challenge,
            information,
        };
        Ok(Challenged {
            negotiate: token.to_vec(),
            challenge: challenge.write()?,
            server_challenge,
        })
    }
}

impl Challenged {
    /// Section 3.2.5.1.2.
    ///
    /// The client's time is not compared with ours, as 3.2.5.1.2 would like: it would lock out computers whose clock is
    /// wrong, and an old answer is worth nothing, for it answers another challenge. What the client thinks to speak
    /// with (`TARGET_NAME`) is not compared either: clients dial addresses and aliases.
    pub(super) fn answered(
        &self,
        token: &[u8],
        accounts: &dyn Accounts,
        outside: &mut dyn Outside,
    ) -> Result<NtlmSecurity, Refusal> {
        let message = Authenticate::read(token)?;
        let peer = Peer {
            user: message.user.clone(),
            domain: message.domain.clone(),
            workstation: message.workstation.clone(),
            ..Peer::default()
        };
        let refuse = |reason: &str| refuse(Some(peer.clone()), reason);
        check(message.flags, Some(&peer))?;
        let response = Response::of(&message).map_err(refuse)?;
        let pairs = AvPairs::read(response.pairs).map_err(|malformed| refuse(&malformed.to_string()))?;
        let pair_flags = pairs
            .flags()
            .map_err(|malformed| refuse(&malformed.to_string()))?;
        let sent_key: [u8; 16] = message
            .session_key
            .try_into()
            .map_err(|_| refuse("the session key is not 16 bytes"))?;

        let exchange_key = self
            .proven(&message, &response, accounts, outside)
            .map_err(refuse)?;
        let session_key = keys::exchange(&exchange_key, sent_key);
        if pair_flags & MIC_PRESENT != 0 && !self.mic_fits(token, &session_key) {
            return Err(refuse(
                "the MIC is wrong: somebody changed the messages on their way",
            ));
        }
        Ok(NtlmSecurity::new(&session_key, Direction::ServerToClient, peer))
    }

    /// The key that follows from the password, if the client knows it.
    ///
    /// INVARIANT: a user that there is not takes the same way as a wrong password, against a hash that nobody knows.
    fn proven(
        &self,
        message: &Authenticate<'_>,
        response: &Response<'_>,
        accounts: &dyn Accounts,
        outside: &mut dyn Outside,
    ) -> Result<Key, &'static str> {
        let mut decoy = Zeroizing::new([0; 16]);
        outside.random(&mut *decoy);
        let known = accounts.nt_hash(&message.user, &message.domain);
        let hash = NtHash::select(known.as_ref(), &NtHash::from_bytes(*decoy));
        let response_key = keys::response_key(&hash, &message.user, &message.domain);
        let expected = keys::proof(&response_key, self.server_challenge, response.client_challenge);
        let exchange_key = keys::exchange_key(&response_key, &expected);
        let fits = bool::from(expected.ct_eq(&response.proof));
        match (fits, known) {
            (true, Some(_)) => Ok(exchange_key),
            (false, Some(_)) => Err("wrong password"),
            (_, None) => Err("no such user"),
        }
    }

    /// Over all three messages, the last one with zeros where the MIC stands.
    fn mic_fits(&self, token: &[u8], session_key: &Key) -> bool {
        let Some((before, mic, behind)) = split_mic(token) else {
            return false;
        };
        let mut mac = keys::keyed(session_key);
        for part in [&self.negotiate[..], &self.challenge, before, &[0; 16], behind] {
            mac.update(part);
        }
        let expected: [u8; 16] = mac.finalize().into_bytes().into();
        expected.ct_eq(mic).into()
    }
}

fn split_mic(token: &[u8]) -> Option<(&[u8], &[u8; 16], &[u8])> {
    let (before, rest) = token.split_at_checked(MIC_AT)?;
    let (mic, behind) = rest.split_first_chunk()?;
    Some((before, mic, behind))
}

/// `NtChallengeResponse` of version 2, [MS-NLMP] 2.2.2.8.
struct Response<'a> {
    proof: [u8; 16],
    /// `NTLMv2_CLIENT_CHALLENGE`, all of it: that is what was proven.
    client_challenge: &'a [u8],
    pairs: &'a [u8],
}

impl<'a> Response<'a> {
    fn of(message: &Authenticate<'a>) -> Result<Response<'a>, &'static str> {
        let whole = message.nt_response;
        if message.user.is_empty() || message.flags & flags::ANONYMOUS != 0 {
            return Err("anonymous");
        }
        if whole.is_empty() {
            return Err("LM only, which is not accepted: the client must use NTLM version 2");
        }
        if whole.len() == 24 {
            return Err("NTLM version 1, which is not accepted: the client must use version 2");
        }
        let malformed = "malformed NTLM message: no response of version 2";
        let (proof, client_challenge) = whole.split_first_chunk().ok_or(malformed)?;
        // Versions, reserved, time, challenge, reserved.
        let (fixed, pairs) = client_challenge.split_first_chunk::<28>().ok_or(malformed)?;
        if !fixed.starts_with(&[1, 1]) {
            return Err(malformed);
        }
        Ok(Response {
            proof: *proof,
            client_challenge,
            pairs,
        })
    }
}

fn check(flags: u32, peer: Option<&Peer>) -> Result<(), Refusal> {
    match flags::missing(flags) {
        None => Ok(()),
        Some(what) => Err(refuse(peer.cloned(), format!("the client does not offer {what}"))),
    }
}
