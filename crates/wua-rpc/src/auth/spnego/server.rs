//! The side that chooses.

use std::sync::Arc;

use super::token::{Init, NegState, Resp};
use super::{Mechanism, Mechanisms, refuse};
use crate::auth::{Handshake, Outside, Progress, Refusal, Security};

/// Gives a handshake to every caller.
#[derive(Clone)]
pub struct Server {
    mechanisms: Mechanisms,
}

impl Server {
    /// That can do these.
    pub fn new(mechanisms: Mechanisms) -> Server {
        Server { mechanisms }
    }

    /// For one caller.
    pub fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(ServerHandshake {
            mechanisms: self.mechanisms.clone(),
            state: State::Start,
        })
    }
}

struct ServerHandshake {
    mechanisms: Mechanisms,
    state: State,
}

enum State {
    Start,
    /// The client did without SPNEGO.
    Raw(Box<dyn Handshake>),
    Chosen(Chosen),
    Ended,
}

struct Chosen {
    handshake: Box<dyn Handshake>,
    /// As the client sent it.
    list: Vec<u8>,
    /// Something else was the client's favourite: without a signature over the list anybody could have brought that about.
    mic_required: bool,
}

impl Handshake for ServerHandshake {
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        match core::mem::replace(&mut self.state, State::Ended) {
            State::Start => self.start(token, outside),
            State::Raw(mut handshake) => {
                let progress = handshake.step(token, outside)?;
                if matches!(progress, Progress::Continue(_)) {
                    self.state = State::Raw(handshake);
                }
                Ok(progress)
            }
            State::Chosen(chosen) => {
                let resp = Resp::read(token)?;
                if resp.state == Some(NegState::Reject) {
                    return Err(refuse("the client gave up"));
                }
                let token = resp.token.unwrap_or_default();
                self.forward(chosen, None, token, resp.mic, outside)
            }
            State::Ended => Err(refuse("a token came after the end of the handshake")),
        }
    }
}

impl ServerHandshake {
    fn start(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        if let Some(raw) = self.mechanisms.iter().find(|mechanism| mechanism.is_raw(token)) {
            self.state = State::Raw(raw.handshake());
            return self.step(token, outside);
        }
        let init = Init::read(token)?;
        let (name, chosen) = self.choose(&init)?;
        match init.token {
            Some(token) if !chosen.mic_required => self.forward(chosen, Some(name), token, None, outside),
            // The token is for another mechanism, or there is none: the client begins with this one now.
            _ => {
                let reply = Resp {
                    state: Some(if chosen.mic_required {
                        NegState::RequestMic
                    } else {
                        NegState::AcceptIncomplete
                    }),
                    mechanism: Some(name),
                    ..Resp::default()
                };
                self.state = State::Chosen(chosen);
                Ok(Progress::Continue(reply.write()))
            }
        }
    }

    /// The first of the client's that is among ours, with the name that the client has for it.
    fn choose<'a>(&self, init: &Init<'a>) -> Result<(&'a [u8], Chosen), Refusal> {
        for (place, name) in init.mechanisms().enumerate() {
            let name = name?;
            let known = |mechanism: &&Arc<dyn Mechanism>| mechanism.names().iter().any(|own| own.0 == name);
            if let Some(mechanism) = self.mechanisms.iter().find(known) {
                let chosen = Chosen {
                    handshake: mechanism.handshake(),
                    list: init.list.to_vec(),
                    mic_required: place > 0,
                };
                return Ok((name, chosen));
            }
        }
        Err(refuse("the client offers no mechanism that we know"))
    }

    /// Gives the inner token to the mechanism, and wraps what comes of it.
    fn forward(
        &mut self,
        mut chosen: Chosen,
        name: Option<&[u8]>,
        token: &[u8],
        mic: Option<&[u8]>,
        outside: &mut dyn Outside,
    ) -> Result<Progress, Refusal> {
        let progress = chosen.handshake.step(token, outside)?;
        match progress {
            Progress::Continue(token) => {
                let reply = Resp {
                    state: Some(NegState::AcceptIncomplete),
                    mechanism: name,
                    token: Some(&token),
                    mic: None,
                };
                self.state = State::Chosen(chosen);
                Ok(Progress::Continue(reply.write()))
            }
            Progress::Done { token, mut security } => {
                let own_mic = chosen.sign(mic, &mut *security)?;
                let reply = Resp {
                    state: Some(NegState::AcceptCompleted),
                    mechanism: name,
                    token: (!token.is_empty()).then_some(&*token),
                    mic: own_mic.as_deref(),
                };
                Ok(Progress::Done {
                    token: reply.write(),
                    security,
                })
            }
        }
    }
}

impl Chosen {
    /// Compares the client's signature over the list, and answers it with ours. All mechanisms that there are let the
    /// client speak last, so that its signature comes with its last token or not at all.
    fn sign(&self, mic: Option<&[u8]>, security: &mut dyn Security) -> Result<Option<Vec<u8>>, Refusal> {
        let refuse = |reason: &str| Refusal {
            peer: Some(security.peer().clone()),
            reason: reason.into(),
        };
        match mic {
            Some(mic) => {
                let wrong = refuse("the list of mechanisms was changed on its way");
                security.verify_mechanisms(&self.list, mic).map_err(|_| wrong)?;
                Ok(security.sign_mechanisms(&self.list))
            }
            None if self.mic_required => Err(refuse("the client did not sign the list of mechanisms")),
            None => Ok(None),
        }
    }
}
