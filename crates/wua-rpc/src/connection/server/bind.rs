//! Bind, `alter_context` and auth3: which interfaces are called, and who calls.

use std::sync::Arc;

use super::{Association, Event, Host, Presentation, ServerConnection};
use crate::auth::{Progress, Refusal};
use crate::connection::security::{SecurityContext, State};
use crate::connection::{Closed, Level};
use crate::pdu::{
    Bind, BindAck, ContextOffer, Error, Features, Flags, HEADER, Header, Kind, NDR20, Nak, SecurityTrailer,
    Verdict, status,
};

/// Why a sign-in did not begin, or did not go on.
enum NoSignIn {
    UnknownMechanism,
    UnknownLevel,
    TooMany,
    Refused,
}

/// The trailer of the answer, and the token behind it.
type Answer = Option<(SecurityTrailer, Vec<u8>)>;

impl ServerConnection {
    pub(super) fn bind(&mut self, pdu: &[u8], header: &Header, now: u64, host: &mut dyn Host) {
        let call_id = header.call_id;
        if self.association.is_some() {
            return self.nak(call_id, Nak::PROTOCOL, Closed::Unexpected("a second bind"));
        }
        let (bind, token) = match parse(pdu, header) {
            Ok(parts) => parts,
            Err(error) => return self.nak(call_id, Nak::PROTOCOL, Closed::Malformed(error)),
        };
        if bind.contexts.len() > self.server.limits.proposals {
            return self.nak(call_id, Nak::LOCAL_LIMIT, Closed::TooLarge);
        }
        self.agree_on_header_signing(header);
        let token = match self.sign_in(token, now, host) {
            Ok(token) => token,
            Err(error) => {
                let (reason, closed) = match error {
                    NoSignIn::UnknownMechanism => (Nak::UNKNOWN_AUTHENTICATION, Closed::SignInFailed),
                    NoSignIn::UnknownLevel => (Nak::NOT_SPECIFIED, Closed::SignInFailed),
                    NoSignIn::TooMany => (Nak::LOCAL_LIMIT, Closed::SignInFailed),
                    NoSignIn::Refused => (Nak::INVALID_CHECKSUM, Closed::SignInFailed),
                };
                return self.nak(call_id, reason, closed);
            }
        };
        let Some(group) = host.join_group(bind.group) else {
            return self.nak(
                call_id,
                Nak::NOT_SPECIFIED,
                Closed::BindRefused(Nak::NOT_SPECIFIED),
            );
        };
        let limits = &self.server.limits;
        self.association = Some(Association {
            group,
            max_transmit: limits.agree(bind.max_receive),
            max_receive: limits.agree(bind.max_transmit),
        });
        self.acknowledge(Kind::BindAck, header, &bind, &token);
    }

    pub(super) fn alter_context(&mut self, pdu: &[u8], header: &Header, now: u64, host: &mut dyn Host) {
        let call_id = header.call_id;
        if self.association.is_none() {
            return self.break_off(call_id, Closed::Unexpected("alter_context before bind"));
        }
        let (bind, token) = match parse(pdu, header) {
            Ok(parts) => parts,
            Err(error) => return self.break_off(call_id, Closed::Malformed(error)),
        };
        if bind.contexts.len() > self.server.limits.proposals {
            return self.break_off(call_id, Closed::TooLarge);
        }
        if self.security.len() == 0 {
            self.agree_on_header_signing(header);
        }
        let token = match self.sign_in(token, now, host) {
            Ok(token) => token,
            Err(error) => {
                let status = match error {
                    NoSignIn::UnknownMechanism | NoSignIn::UnknownLevel => status::UNKNOWN_AUTHENTICATION,
                    NoSignIn::TooMany => status::TOO_MANY_SECURITY_CONTEXTS,
                    NoSignIn::Refused => status::ACCESS_DENIED,
                };
                return self.write_fault(call_id, 0, status, false);
            }
        };
        self.acknowledge(Kind::AlterContextResponse, header, &bind, &token);
    }

    /// The last leg. There is no answer: what failed here is answered when it is used.
    pub(super) fn auth3(&mut self, pdu: &[u8], header: &Header, host: &mut dyn Host) {
        let (at, trailer) = match SecurityTrailer::of(pdu, header) {
            Ok(Some(found)) => found,
            Ok(None) => return self.close_with(Closed::Malformed(Error::Length)),
            Err(error) => return self.close_with(Closed::Malformed(error)),
        };
        // Whoever asks for more legs now does not get them. Without a sign-in that goes on there is nothing to end.
        if let Ok(Some(_)) = self.next_leg(trailer, SecurityTrailer::token(pdu, at), host)
            && let Some(context) = self.security.find(trailer.context_id)
            && matches!(context.state, State::Handshake { .. })
        {
            context.state = State::Failed;
            let refusal = Refusal {
                peer: None,
                reason: "the sign-in did not end with its last leg".to_owned(),
            };
            self.refused(refusal);
        }
    }

    fn agree_on_header_signing(&mut self, header: &Header) {
        self.security.header_signing |= header.flags.has(Flags::HEADER_SIGNING);
    }

    fn sign_in(
        &mut self,
        token: Option<(SecurityTrailer, &[u8])>,
        now: u64,
        host: &mut dyn Host,
    ) -> Result<Answer, NoSignIn> {
        let Some((trailer, token)) = token else {
            return Ok(None);
        };
        if self.security.find(trailer.context_id).is_none() {
            let level = Level::from_number(trailer.level)
                .filter(|level| *level > Level::None)
                .ok_or(NoSignIn::UnknownLevel)?;
            if self.security.len() >= self.server.limits.security_contexts {
                return Err(NoSignIn::TooMany);
            }
            let handshake = host
                .handshake(trailer.mechanism)
                .ok_or(NoSignIn::UnknownMechanism)?;
            self.security.add(SecurityContext {
                id: trailer.context_id,
                mechanism: trailer.mechanism,
                level,
                state: State::Handshake {
                    handshake,
                    since: now,
                },
            });
        }
        self.next_leg(trailer, token, host)
    }

    fn next_leg(
        &mut self,
        trailer: SecurityTrailer,
        token: &[u8],
        host: &mut dyn Host,
    ) -> Result<Answer, NoSignIn> {
        let context = self.security.find(trailer.context_id).ok_or(NoSignIn::Refused)?;
        let State::Handshake { handshake, .. } = &mut context.state else {
            return Err(NoSignIn::Refused);
        };
        let same = trailer.mechanism == context.mechanism
            && Level::from_number(trailer.level) == Some(context.level);
        let progress = if same {
            handshake.step(token, host)
        } else {
            Err(Refusal {
                peer: None,
                reason: "mechanism or level changed during the sign-in".to_owned(),
            })
        };
        let answer = match progress {
            Ok(Progress::Continue(token)) => token,
            Ok(Progress::Done { token, security }) => {
                let peer = Arc::new(security.peer().clone());
                self.events.push_back(Event::SignedIn {
                    peer: Arc::clone(&peer),
                    level: context.level,
                    security: context.id,
                });
                context.state = State::Ready { security, peer };
                token
            }
            Err(refusal) => {
                context.state = State::Failed;
                self.refused(refusal);
                return Err(NoSignIn::Refused);
            }
        };
        Ok(Some((
            SecurityTrailer {
                padding: 0,
                ..trailer
            },
            answer,
        )))
    }

    fn refused(&mut self, refusal: Refusal) {
        self.events.push_back(Event::Refused {
            peer: refusal.peer,
            reason: refusal.reason,
        });
    }

    fn acknowledge(&mut self, kind: Kind, header: &Header, bind: &Bind, token: &Answer) {
        let Some(association) = self.association else {
            return;
        };
        let ack = BindAck {
            max_transmit: association.max_transmit,
            max_receive: association.max_receive,
            group: association.group,
            address: match kind {
                Kind::BindAck => self.server.address.clone(),
                _ => String::new(),
            },
            verdicts: bind.contexts.iter().map(|offer| self.consider(offer)).collect(),
        };
        // Whatever else the client can do is not confirmed.
        let flags = Flags::WHOLE
            .with_if(header.flags.has(Flags::MULTIPLEXING), Flags::MULTIPLEXING)
            .with_if(
                header.flags.has(Flags::HEADER_SIGNING) && self.security.header_signing,
                Flags::HEADER_SIGNING,
            );
        let token = token
            .as_ref()
            .filter(|(_, token)| !token.is_empty())
            .map(|(trailer, token)| (*trailer, token.as_slice()));
        if let Err(error) = ack.write(self.output.end(), kind, flags, header.call_id, token) {
            self.close_with(Closed::Malformed(error));
        }
    }

    fn consider(&mut self, offer: &ContextOffer) -> Verdict {
        if let [transfer] = offer.transfers.as_slice()
            && let Some(features) = Features::offered(transfer)
        {
            return Verdict::Features(features.and(Features::ALL));
        }
        let Some(interface) = self.server.interfaces.find(&offer.interface).copied() else {
            return Verdict::UnknownInterface;
        };
        if !offer.transfers.contains(&NDR20) {
            return Verdict::UnknownTransfer;
        }
        let presentation = Presentation {
            id: offer.id,
            interface,
            named: offer.interface,
        };
        match self
            .presentations
            .binary_search_by_key(&offer.id, |known| known.id)
        {
            // The legs of one sign-in repeat their proposals.
            Ok(at) => self
                .presentations
                .get_mut(at)
                .into_iter()
                .for_each(|known| *known = presentation),
            Err(_) if self.presentations.len() >= self.server.limits.presentation_contexts => {
                return Verdict::LimitExceeded;
            }
            Err(at) => self.presentations.insert(at, presentation),
        }
        Verdict::Accepted(NDR20)
    }
}

type Parts<'a> = (Bind, Option<(SecurityTrailer, &'a [u8])>);

fn parse<'a>(pdu: &'a [u8], header: &Header) -> Result<Parts<'a>, Error> {
    if !header.flags.has(Flags::WHOLE) {
        return Err(Error::Value("a bind in fragments"));
    }
    let (range, token) = match SecurityTrailer::of(pdu, header)? {
        Some((at, trailer)) => (
            trailer.unpadded(HEADER, at)?,
            Some((trailer, SecurityTrailer::token(pdu, at))),
        ),
        None => (HEADER..pdu.len(), None),
    };
    Ok((Bind::parse(pdu.get(range).unwrap_or_default())?, token))
}
