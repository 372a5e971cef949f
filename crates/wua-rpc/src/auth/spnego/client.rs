//! The side that offers.

use super::token::{self, Init, NegState, Resp};
use super::{Mechanisms, refuse};
use crate::auth::{Handshake, Outside, Progress, Refusal, Security};

/// Gives a handshake for every connection.
#[derive(Clone)]
pub struct Client {
    mechanisms: Mechanisms,
}

impl Client {
    /// That offers these, in this order.
    pub fn new(mechanisms: Mechanisms) -> Client {
        Client { mechanisms }
    }

    /// For one connection.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ClientHandshake {
            mechanisms: self.mechanisms.clone(),
            state: State::Start,
        })
    }
}

struct ClientHandshake {
    mechanisms: Mechanisms,
    state: State,
}

enum State {
    Start,
    /// A mechanism is speaking, from the first answer on the one that the server chose.
    Speaking(Speaking),
    /// We are ready, and the server is not yet.
    Waiting {
        list: Vec<u8>,
        mic_required: bool,
        security: Box<dyn Security>,
    },
    Ended,
}

struct Speaking {
    handshake: Box<dyn Handshake>,
    list: Vec<u8>,
    chosen: bool,
    mic_required: bool,
}

impl Handshake for ClientHandshake {
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        match core::mem::replace(&mut self.state, State::Ended) {
            State::Start => self.start(token, outside),
            State::Speaking(speaking) => {
                let resp = Resp::read(token)?;
                self.answer(speaking, &resp, outside)
            }
            State::Waiting {
                list,
                mic_required,
                mut security,
            } => {
                let resp = Resp::read(token)?;
                if resp.state != Some(NegState::AcceptCompleted) {
                    return Err(refuse("the server does not complete the handshake"));
                }
                verify(resp.mic, mic_required, &list, &mut *security)?;
                Ok(Progress::Done {
                    token: Vec::new(),
                    security,
                })
            }
            State::Ended => Err(refuse("a token came after the end of the handshake")),
        }
    }
}

impl ClientHandshake {
    fn start(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        if !token.is_empty() {
            return Err(refuse("the server spoke first"));
        }
        let (handshake, first) = self.favourite(outside)?;
        let names = self.mechanisms.iter().flat_map(|mechanism| mechanism.names());
        let list = token::list(names.map(|name| name.0));
        let init = Init {
            list: &list,
            token: Some(&first),
        };
        let init = init.write();
        self.state = State::Speaking(Speaking {
            handshake,
            list,
            chosen: false,
            mic_required: false,
        });
        Ok(Progress::Continue(init))
    }

    /// The first one that can begin. Those before it are not offered: Kerberos without a ticket can do nothing.
    fn favourite(&mut self, outside: &mut dyn Outside) -> Result<(Box<dyn Handshake>, Vec<u8>), Refusal> {
        let mut reasons = Vec::new();
        for (place, mechanism) in self.mechanisms.iter().enumerate() {
            let mut handshake = mechanism.handshake();
            match handshake.step(&[], outside) {
                Ok(Progress::Continue(first)) => {
                    self.mechanisms = self.mechanisms.iter().skip(place).cloned().collect();
                    return Ok((handshake, first));
                }
                Ok(Progress::Done { .. }) => {
                    reasons.push("a mechanism that needs no answer cannot be negotiated".to_owned());
                }
                Err(refusal) => reasons.push(refusal.reason),
            }
        }
        if reasons.is_empty() {
            reasons.push("there is no mechanism to offer".to_owned());
        }
        Err(refuse(reasons.join("; ")))
    }

    fn answer(
        &mut self,
        mut speaking: Speaking,
        resp: &Resp<'_>,
        outside: &mut dyn Outside,
    ) -> Result<Progress, Refusal> {
        if resp.state == Some(NegState::Reject) {
            return Err(refuse("the server refused"));
        }
        speaking.mic_required |= resp.state == Some(NegState::RequestMic);
        if !speaking.chosen {
            self.choose(&mut speaking, resp)?;
        }
        let progress = speaking.handshake.step(resp.token.unwrap_or_default(), outside)?;
        match progress {
            Progress::Continue(token) => {
                let reply = Resp {
                    token: Some(&token),
                    ..Resp::default()
                };
                self.state = State::Speaking(speaking);
                Ok(Progress::Continue(reply.write()))
            }
            Progress::Done { token, mut security } => {
                let completed = resp.state == Some(NegState::AcceptCompleted);
                if completed && token.is_empty() {
                    verify(resp.mic, speaking.mic_required, &speaking.list, &mut *security)?;
                    return Ok(Progress::Done { token, security });
                }
                let mic = security.sign_mechanisms(&speaking.list);
                let reply = Resp {
                    token: (!token.is_empty()).then_some(&*token),
                    mic: mic.as_deref(),
                    ..Resp::default()
                };
                let reply = reply.write();
                self.state = State::Waiting {
                    list: speaking.list,
                    mic_required: speaking.mic_required,
                    security,
                };
                Ok(Progress::Continue(reply))
            }
        }
    }

    /// The server's first answer names the mechanism; later names are ignored, [MS-SPNG] 3.3.5.
    fn choose(&self, speaking: &mut Speaking, resp: &Resp<'_>) -> Result<(), Refusal> {
        speaking.chosen = true;
        let Some(name) = resp.mechanism else {
            return Err(refuse("the server did not choose a mechanism"));
        };
        let place = self
            .mechanisms
            .iter()
            .position(|mechanism| mechanism.names().iter().any(|own| own.0 == name))
            .ok_or_else(|| refuse("the server chose a mechanism that was not offered"))?;
        if place > 0 {
            let chosen = self
                .mechanisms
                .get(place)
                .ok_or_else(|| refuse("no such mechanism"))?;
            speaking.handshake = chosen.handshake();
            speaking.mic_required = true;
        }
        Ok(())
    }
}

/// The server's signature over the list.
fn verify(
    mic: Option<&[u8]>,
    required: bool,
    list: &[u8],
    security: &mut dyn Security,
) -> Result<(), Refusal> {
    match mic {
        Some(mic) => security
            .verify_mechanisms(list, mic)
            .map_err(|_| refuse("the list of mechanisms was changed on its way")),
        None if required => Err(refuse("the server did not sign the list of mechanisms")),
        None => Ok(()),
    }
}
