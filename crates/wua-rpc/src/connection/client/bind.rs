//! Bind, `alter_context` and auth3.

use std::sync::Arc;

use super::{Association, ClientConnection, ClientEvent, NotCalled, Proposal, SignIn};
use crate::auth::{Outside, Progress, Refusal};
use crate::connection::Closed;
use crate::connection::security::{SecurityContext, State};
use crate::pdu::{
    Bind, BindAck, BindNak, ContextOffer, Error, Features, Flags, HEADER, Header, Kind, SecurityTrailer,
    Syntax, Verdict, write_auth3,
};

/// A bind or an `alter_context` that has not been answered.
pub(super) struct Negotiation {
    kind: Kind,
    pub(super) call_id: u32,
    /// Every leg of a sign-in repeats it.
    bind: Bind,
    security: Option<u32>,
    pub(super) since: u64,
    legs: u8,
}

/// No sign-in takes more legs: Kerberos takes three, and SPNEGO may add as many.
const MOST_LEGS: u8 = 8;

impl Negotiation {
    /// Whoever signs in with it.
    pub(super) fn security(&self) -> Option<u32> {
        self.security
    }
}

impl ClientConnection {
    /// Begins. `group` is 0 or the group of another connection to the same server.
    pub fn bind(
        &mut self,
        group: u32,
        interfaces: &[Syntax],
        sign_in: Option<SignIn>,
        now: u64,
        outside: &mut dyn Outside,
    ) -> Result<Proposal, NotCalled> {
        if self.association.is_some() {
            return Err(NotCalled::NotBound);
        }
        self.negotiate(Kind::Bind, group, interfaces, sign_in, now, outside)
    }

    /// Asks for further interfaces, or signs in once more.
    pub fn alter_context(
        &mut self,
        interfaces: &[Syntax],
        sign_in: Option<SignIn>,
        now: u64,
        outside: &mut dyn Outside,
    ) -> Result<Proposal, NotCalled> {
        let Some(Association { group, .. }) = self.association else {
            return Err(NotCalled::NotBound);
        };
        self.negotiate(Kind::AlterContext, group, interfaces, sign_in, now, outside)
    }

    fn negotiate(
        &mut self,
        kind: Kind,
        group: u32,
        interfaces: &[Syntax],
        sign_in: Option<SignIn>,
        now: u64,
        outside: &mut dyn Outside,
    ) -> Result<Proposal, NotCalled> {
        if self.closed {
            return Err(NotCalled::Closed);
        }
        if self.negotiation.is_some() {
            return Err(NotCalled::Busy);
        }
        let contexts: Vec<_> = interfaces
            .iter()
            .zip(self.next_context..)
            .map(|(interface, id)| ContextOffer::new(id, *interface))
            .collect();
        let ids: Vec<_> = contexts.iter().map(|offer| offer.id).collect();
        let mut bind = Bind {
            max_transmit: self.client.limits.fragment,
            max_receive: self.client.limits.fragment,
            group,
            contexts,
        };
        if kind == Kind::Bind
            && self.client.features != Features::default()
            && let Some(last) = bind.contexts.last()
        {
            let offer = ContextOffer {
                id: last.id + 1,
                interface: last.interface,
                transfers: vec![self.client.features.syntax()],
            };
            bind.contexts.push(offer);
        }
        self.next_context += u16::try_from(bind.contexts.len()).map_err(|_| NotCalled::TooLong)?;
        let (security, token) = match sign_in {
            Some(sign_in) => self
                .begin_sign_in(sign_in, now, outside)
                .map(|(id, token)| (Some(id), token))?,
            None => (None, Vec::new()),
        };
        let proposal = Proposal {
            contexts: ids,
            security,
        };
        self.negotiation = Some(Negotiation {
            kind,
            call_id: 0,
            bind,
            security,
            since: now,
            legs: 1,
        });
        self.send_leg(&token);
        if self.closed {
            Err(NotCalled::TooLong)
        } else {
            Ok(proposal)
        }
    }

    fn begin_sign_in(
        &mut self,
        sign_in: SignIn,
        now: u64,
        outside: &mut dyn Outside,
    ) -> Result<(u32, Vec<u8>), NotCalled> {
        let SignIn {
            mechanism,
            level,
            mut handshake,
        } = sign_in;
        if self.security.len() >= self.client.limits.security_contexts {
            return Err(NotCalled::Busy);
        }
        let id = self.next_security;
        let (state, token) = match handshake.step(&[], outside) {
            Ok(Progress::Continue(token)) => {
                let state = State::Handshake {
                    handshake,
                    since: now,
                };
                (state, token)
            }
            Ok(Progress::Done { token, security }) => {
                let peer = Arc::new(security.peer().clone());
                (State::Ready { security, peer }, token)
            }
            Err(refusal) => {
                self.events.push_back(ClientEvent::Refused(refusal));
                return Err(NotCalled::Refused);
            }
        };
        self.next_security = self.next_security.wrapping_add(1);
        self.security.add(SecurityContext {
            id,
            mechanism,
            level,
            state,
        });
        Ok((id, token))
    }

    /// Sends what is negotiated, with the next token.
    fn send_leg(&mut self, token: &[u8]) {
        let call_id = self.next_call_id();
        let first = self.association.is_none();
        let Some(negotiation) = &mut self.negotiation else {
            return;
        };
        negotiation.call_id = call_id;
        let trailer = negotiation
            .security
            .filter(|_| !token.is_empty())
            .and_then(|id| self.security.find(id))
            .map(|context| context.trailer());
        let header_signing = if first {
            self.client.header_signing
        } else {
            self.security.header_signing
        };
        let flags = Flags::WHOLE
            .with(Flags::MULTIPLEXING)
            .with_if(header_signing, Flags::HEADER_SIGNING);
        let token = trailer.map(|trailer| (trailer, token));
        let written = negotiation
            .bind
            .write(self.output.end(), negotiation.kind, flags, call_id, token);
        if let Err(error) = written {
            self.close_with(Closed::Malformed(error));
        }
    }

    pub(super) fn acknowledged(&mut self, pdu: &[u8], header: &Header, now: u64, outside: &mut dyn Outside) {
        let Some(mut negotiation) = self.negotiation.take() else {
            return self.close_with(Closed::Unexpected("an answer to no bind"));
        };
        let expected = match negotiation.kind {
            Kind::Bind => Kind::BindAck,
            _ => Kind::AlterContextResponse,
        };
        if header.kind != expected || header.call_id != negotiation.call_id {
            return self.close_with(Closed::Unexpected("the answer to another bind"));
        }
        let (ack, token) = match parse(pdu, header) {
            Ok(parts) => parts,
            Err(error) => return self.close_with(Closed::Malformed(error)),
        };
        if ack.verdicts.len() != negotiation.bind.contexts.len() {
            return self.close_with(Closed::Malformed(Error::Value("the number of verdicts")));
        }
        if !are_of(&negotiation.bind.contexts, &ack.verdicts) {
            return self.close_with(Closed::Malformed(Error::Value("a transfer syntax")));
        }
        if self.association.is_none() {
            self.associate(header, &ack);
        }
        let progress = negotiation
            .security
            .map(|id| self.next_leg(id, token, outside))
            .transpose();
        match progress {
            Ok(Some(Some(_))) if negotiation.legs == MOST_LEGS => {
                self.close_with(Closed::Unexpected("yet another leg of the sign-in"));
            }
            Ok(Some(Some(token))) => {
                negotiation.legs += 1;
                negotiation.kind = Kind::AlterContext;
                negotiation.since = now;
                self.negotiation = Some(negotiation);
                self.send_leg(&token);
            }
            Ok(_) => self.bound(&negotiation, &ack),
            Err(refusal) => {
                self.events.push_back(ClientEvent::Refused(refusal));
                self.close_with(Closed::SignInFailed);
            }
        }
    }

    fn associate(&mut self, header: &Header, ack: &BindAck) {
        let features = ack
            .verdicts
            .iter()
            .find_map(|verdict| match verdict {
                Verdict::Features(features) => Some(*features),
                _ => None,
            })
            .unwrap_or_default();
        self.association = Some(Association {
            group: ack.group,
            max_transmit: self.client.limits.agree(ack.max_receive),
            multiplexing: header.flags.has(Flags::MULTIPLEXING),
            features: features.and(self.client.features),
        });
        self.security.header_signing = self.client.header_signing && header.flags.has(Flags::HEADER_SIGNING);
    }

    /// Takes the server's token. What comes back is for another `alter_context`; if this was the last leg, it is sent.
    fn next_leg(
        &mut self,
        id: u32,
        token: &[u8],
        outside: &mut dyn Outside,
    ) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(context) = self.security.find(id) else {
            return Ok(None);
        };
        let State::Handshake { handshake, .. } = &mut context.state else {
            return Ok(None);
        };
        match handshake.step(token, outside)? {
            Progress::Continue(token) => Ok(Some(token)),
            Progress::Done { token, security } => {
                let peer = Arc::new(security.peer().clone());
                let trailer = context.trailer();
                context.state = State::Ready { security, peer };
                if !token.is_empty() {
                    let call_id = self.next_call_id();
                    self.last_leg = Some(call_id);
                    let flags = Flags::WHOLE
                        .with(Flags::MULTIPLEXING)
                        .with_if(self.security.header_signing, Flags::HEADER_SIGNING);
                    if let Err(error) = write_auth3(self.output.end(), flags, call_id, trailer, &token) {
                        self.close_with(Closed::Malformed(error));
                    }
                }
                Ok(None)
            }
        }
    }

    fn bound(&mut self, negotiation: &Negotiation, ack: &BindAck) {
        let offers = negotiation.bind.contexts.iter().zip(&ack.verdicts);
        let mut verdicts = Vec::with_capacity(ack.verdicts.len());
        // Features are no interface, whether the server knows that or not.
        for (offer, verdict) in offers.filter(|(offer, _)| !is_features(offer)) {
            if matches!(verdict, Verdict::Accepted(_)) {
                self.accepted.push((offer.id, offer.interface));
            }
            verdicts.push((offer.id, *verdict));
        }
        self.events.push_back(ClientEvent::Bound {
            verdicts,
            security: negotiation.security,
        });
    }

    pub(super) fn bind_refused(&mut self, pdu: &[u8], header: &Header) {
        let expected = self.negotiation.as_ref().is_some_and(|negotiation| {
            negotiation.call_id == header.call_id && negotiation.kind == Kind::Bind
        });
        let closed = match BindNak::parse(pdu.get(HEADER..).unwrap_or_default()) {
            Ok(nak) if expected => Closed::BindRefused(nak.reason),
            Ok(_) => Closed::Unexpected("a refusal of no bind"),
            Err(error) => Closed::Malformed(error),
        };
        self.close_with(closed);
    }

    /// A fault that answers an `alter_context`. Whoever was to sign in has not.
    pub(super) fn not_altered(&mut self, status: u32) {
        let security = self
            .negotiation
            .take()
            .and_then(|negotiation| negotiation.security);
        if let Some(context) = security.and_then(|id| self.security.find(id)) {
            context.state = State::Failed;
        }
        self.events.push_back(ClientEvent::NotAltered { status });
    }
}

fn is_features(offer: &ContextOffer) -> bool {
    offer
        .transfers
        .iter()
        .any(|transfer| Features::offered(transfer).is_some())
}

/// Whether what was accepted had been offered: nobody here understands another transfer syntax.
fn are_of(offers: &[ContextOffer], verdicts: &[Verdict]) -> bool {
    offers.iter().zip(verdicts).all(|(offer, verdict)| match verdict {
        Verdict::Accepted(transfer) => offer.transfers.contains(transfer),
        _ => true,
    })
}

fn parse<'a>(pdu: &'a [u8], header: &Header) -> Result<(BindAck, &'a [u8]), Error> {
    let (range, token) = match SecurityTrailer::of(pdu, header)? {
        Some((at, trailer)) => (trailer.unpadded(HEADER, at)?, SecurityTrailer::token(pdu, at)),
        None => (HEADER..pdu.len(), [].as_slice()),
    };
    Ok((BindAck::parse(pdu.get(range).unwrap_or_default())?, token))
}
