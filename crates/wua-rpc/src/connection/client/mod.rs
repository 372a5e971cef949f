//! The client's side of a connection.

mod bind;
mod calls;

use std::collections::VecDeque;

use wua_com::Guid;

use super::input::{self, Input, Next};
use super::output::Output;
use super::security::SecurityContexts;
use super::{Closed, Level, Limits, Slow};
use crate::auth::{Handshake, Outside, Refusal};
use crate::pdu::{Features, Header, Kind, Syntax, Verdict};
use bind::Negotiation;
use calls::Waiting;

/// How a client behaves.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// What the connection may cost.
    pub limits: Limits,
    /// Whether headers are to be signed, if the server can.
    pub header_signing: bool,
    /// What is offered beyond calls.
    pub features: Features,
    /// Whether the first call of each interface repeats what no signature protects ([MS-RPCE] 2.2.2.13).
    pub verification: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            header_signing: true,
            features: Features::ALL,
            verification: true,
        }
    }
}

/// How somebody signs in.
pub struct SignIn {
    /// `auth_type`: 9 SPNEGO, 10 NTLM, 16 Kerberos.
    pub mechanism: u8,
    /// How calls are protected.
    pub level: Level,
    /// The client's half.
    pub handshake: Box<dyn Handshake>,
}

/// What was asked for; [`ClientEvent::Bound`] says what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The presentation contexts, in the order of the interfaces.
    pub contexts: Vec<u16>,
    /// The security context.
    pub security: Option<u32>,
}

/// A call.
#[derive(Clone, Copy, Debug)]
pub struct ClientCall<'a> {
    /// The presentation context.
    pub context: u16,
    /// The security context.
    pub security: Option<u32>,
    /// The operation.
    pub opnum: u16,
    /// The object; in DCOM the IPID.
    pub object: Option<Guid>,
    /// The parameters.
    pub stub: &'a [u8],
}

/// Something that happened.
#[derive(Debug)]
pub enum ClientEvent {
    /// A bind or an `alter_context` has been answered, and whoever signs in has done so.
    Bound {
        /// What became of each presentation context.
        verdicts: Vec<(u16, Verdict)>,
        /// The security context that can be used now.
        security: Option<u32>,
    },
    /// An `alter_context` was refused.
    NotAltered {
        /// With this status.
        status: u32,
    },
    /// A call has ended.
    Ended {
        /// Which.
        call: u32,
        /// How.
        outcome: Outcome,
    },
    /// The server wants the connection to be closed when nothing is in flight.
    Shutdown,
    /// This side could not sign in.
    Refused(Refusal),
    /// The connection was closed by this side. Nothing follows.
    Closed(Closed),
}

/// How a call ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// With these results.
    Response(Vec<u8>),
    /// With a fault.
    Fault {
        /// Why.
        status: u32,
        /// Whether the call was executed, perhaps; otherwise it may be tried again.
        executed: bool,
    },
}

/// Why something was not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotCalled {
    /// The connection is closed.
    Closed,
    /// Bind comes first, and once.
    NotBound,
    /// Another bind or `alter_context` has not been answered, or too many calls are in flight.
    Busy,
    /// The server has not accepted this presentation context.
    NoContext,
    /// Nobody has signed in with this security context.
    NoSecurity,
    /// The handshake did not even begin.
    Refused,
    /// More than one PDU can hold.
    TooLong,
}

/// One server.
pub struct ClientConnection {
    client: Client,
    input: Input,
    output: Output,
    events: VecDeque<ClientEvent>,
    association: Option<Association>,
    /// The presentation contexts that were accepted, with their interfaces.
    accepted: Vec<(u16, Syntax)>,
    next_context: u16,
    security: SecurityContexts,
    next_security: u32,
    /// Presentation and security contexts whose calls have carried a verification trailer.
    verified: Vec<(u16, u32)>,
    negotiation: Option<Negotiation>,
    calls: Vec<Waiting>,
    next_call: u32,
    closed: bool,
}

/// What the bind agreed on.
#[derive(Clone, Copy)]
struct Association {
    group: u32,
    max_transmit: u16,
    multiplexing: bool,
    features: Features,
}

impl ClientConnection {
    /// A connection that was just made.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            input: Input::default(),
            output: Output::default(),
            events: VecDeque::new(),
            association: None,
            accepted: Vec::new(),
            next_context: 0,
            security: SecurityContexts::default(),
            next_security: 1,
            verified: Vec::new(),
            negotiation: None,
            calls: Vec::new(),
            next_call: 1,
            closed: false,
        }
    }

    /// Takes what has arrived, in pieces of any size.
    pub fn receive(&mut self, bytes: &[u8], now: u64, outside: &mut dyn Outside) {
        if self.closed {
            return;
        }
        let mut arrived = self.input.take(bytes);
        let mut used = 0;
        while !self.closed {
            let rest = arrived.get_mut(used..).unwrap_or_default();
            // Some servers do not keep to what they agreed to; there is nothing to be gained by insisting.
            match input::next(rest, u16::MAX) {
                Next::Wait => break,
                Next::Pdu(header, length) => {
                    if let Some(pdu) = rest.get_mut(..length) {
                        self.take_pdu(pdu, &header, now, outside);
                    }
                    used += length;
                }
                Next::Refused(error) => self.close_with(Closed::Malformed(error)),
                Next::TooLong(_) => self.close_with(Closed::TooLarge),
            }
        }
        if !self.closed {
            self.input.give_back(arrived, used, now);
        }
    }

    fn take_pdu(&mut self, pdu: &mut [u8], header: &Header, now: u64, outside: &mut dyn Outside) {
        match header.kind {
            Kind::Response => self.response(pdu, header),
            Kind::Fault => self.fault(pdu, header),
            Kind::BindAck | Kind::AlterContextResponse => self.acknowledged(pdu, header, now, outside),
            Kind::BindNak => self.bind_refused(pdu, header),
            Kind::Shutdown => self.events.push_back(ClientEvent::Shutdown),
            Kind::Request | Kind::Bind | Kind::AlterContext | Kind::Auth3 | Kind::Cancel | Kind::Orphaned => {
                self.close_with(Closed::Unexpected("a client's PDU"));
            }
        }
    }

    /// The next thing that happened.
    pub fn next_event(&mut self) -> Option<ClientEvent> {
        self.events.pop_front()
    }

    /// What is to be sent.
    pub fn output(&self) -> &[u8] {
        self.output.waiting()
    }

    /// The first `count` bytes of the output have been sent.
    pub fn sent(&mut self, count: usize) {
        self.output.sent(count);
    }

    /// All of the output.
    pub fn transmit(&mut self) -> Option<Vec<u8>> {
        self.output.take()
    }

    /// When [`Self::expire`] has to be called at the latest, unless something happens before. How long calls may take is
    /// up to the caller.
    pub fn next_deadline(&self) -> Option<u64> {
        self.deadlines().map(|(deadline, _)| deadline).min()
    }

    /// Closes the connection if something took too long.
    pub fn expire(&mut self, now: u64) {
        let expired = self
            .deadlines()
            .filter(|(deadline, _)| *deadline <= now)
            .min_by_key(|(at, _)| *at);
        if let Some((_, slow)) = expired {
            self.close_with(Closed::TimedOut(slow));
        }
    }

    fn deadlines(&self) -> impl Iterator<Item = (u64, Slow)> {
        let limits = &self.client.limits;
        let negotiation = self.negotiation.as_ref().map(|negotiation| negotiation.since);
        [
            negotiation.map(|since| (since.saturating_add(limits.handshake), Slow::Handshake)),
            self.input
                .since
                .map(|since| (since.saturating_add(limits.fragment_wait), Slow::Fragment)),
        ]
        .into_iter()
        .flatten()
        .filter(|_| !self.closed)
    }

    /// Closes the connection.
    pub fn close(&mut self) {
        self.close_with(Closed::Wanted);
    }

    /// Whether the connection is closed.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The association group, for further connections to the same server.
    pub fn group(&self) -> Option<u32> {
        self.association.map(|association| association.group)
    }

    /// How many calls have not been answered.
    pub fn calls_in_flight(&self) -> usize {
        self.calls.len()
    }

    fn close_with(&mut self, reason: Closed) {
        if self.closed {
            return;
        }
        self.closed = true;
        self.input = Input::default();
        self.negotiation = None;
        self.calls = Vec::new();
        self.security = SecurityContexts::default();
        self.events.push_back(ClientEvent::Closed(reason));
    }

    fn next_call_id(&mut self) -> u32 {
        let call_id = self.next_call;
        self.next_call = self.next_call.wrapping_add(1).max(1);
        call_id
    }
}
