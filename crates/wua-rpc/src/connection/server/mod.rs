//! The server's side of a connection.

mod bind;
mod calls;
mod event;
mod interfaces;

use std::collections::VecDeque;
use std::sync::Arc;

use super::input::{self, Input, Next};
use super::output::Output;
use super::security::SecurityContexts;
use super::{Closed, Slow};
use crate::pdu::{BindNak, Error, Fault, Header, Kind, Nak, status, write_fault};
use calls::{InFlight, Partial};

pub use event::{Call, CallId, Event};
pub use interfaces::{Host, Interface, Interfaces, Server};

/// More room than for so many events or calls is given back when there are none: most connections are idle most of the
/// time.
const KEPT: usize = 4;

/// One client.
pub struct ServerConnection {
    server: Arc<Server>,
    input: Input,
    output: Output,
    events: VecDeque<Event>,
    /// What the bind agreed on; nothing before it.
    association: Option<Association>,
    presentations: Vec<Presentation>,
    security: SecurityContexts,
    /// A call whose last fragment has not come. Clients finish one before they begin another ([MS-RPCE] 3.3.1.5.8).
    partial: Option<Partial>,
    calls: Vec<InFlight>,
    next_call: u64,
    /// The call that was begun last, as the wire calls it.
    last_call: Option<u32>,
    begun: u64,
    /// When something happened last.
    active: u64,
    closed: bool,
}

#[derive(Clone, Copy)]
struct Association {
    group: u32,
    max_transmit: u16,
    max_receive: u16,
}

/// A presentation context: how requests call an interface.
#[derive(Clone, Copy)]
struct Presentation {
    id: u16,
    interface: Interface,
    /// As the client named it: its minor version may be lower.
    named: crate::pdu::Syntax,
}

impl ServerConnection {
    /// A connection that was accepted at `now`.
    pub fn new(server: Arc<Server>, now: u64) -> Self {
        Self {
            server,
            input: Input::default(),
            output: Output::default(),
            events: VecDeque::new(),
            association: None,
            presentations: Vec::new(),
            security: SecurityContexts::default(),
            partial: None,
            calls: Vec::new(),
            next_call: 0,
            last_call: None,
            begun: now,
            active: now,
            closed: false,
        }
    }

    /// Takes what has arrived, in pieces of any size.
    pub fn receive(&mut self, bytes: &[u8], now: u64, host: &mut dyn Host) {
        if self.closed {
            return;
        }
        let mut arrived = self.input.take(bytes);
        let mut used = 0;
        while !self.closed {
            let rest = arrived.get_mut(used..).unwrap_or_default();
            match input::next(rest, self.server.limits.fragment) {
                Next::Wait => break,
                Next::Pdu(header, length) => {
                    if let Some(pdu) = rest.get_mut(..length) {
                        self.active = now;
                        self.take_pdu(pdu, &header, now, host);
                    }
                    used += length;
                }
                Next::Refused(error) => self.refuse_header(rest, error),
                Next::TooLong(header) => {
                    self.write_fault(header.call_id, 0, status::PROTOCOL_ERROR, false);
                    self.close_with(Closed::TooLarge);
                }
            }
        }
        if !self.closed {
            self.input.give_back(arrived, used, now);
            self.bound_output();
        }
    }

    fn take_pdu(&mut self, pdu: &mut [u8], header: &Header, now: u64, host: &mut dyn Host) {
        match header.kind {
            Kind::Bind => self.bind(pdu, header, now, host),
            Kind::AlterContext => self.alter_context(pdu, header, now, host),
            Kind::Auth3 => self.auth3(pdu, header, host),
            Kind::Request => self.request(pdu, header, now),
            Kind::Cancel | Kind::Orphaned => self.give_up(pdu, header),
            Kind::Response
            | Kind::Fault
            | Kind::BindAck
            | Kind::BindNak
            | Kind::AlterContextResponse
            | Kind::Shutdown => self.break_off(header.call_id, Closed::Unexpected("a server's PDU")),
        }
    }

    /// The next thing that happened.
    pub fn next_event(&mut self) -> Option<Event> {
        let event = self.events.pop_front();
        if self.events.is_empty() {
            self.events.shrink_to(KEPT);
        }
        event
    }

    /// What is to be sent.
    pub fn output(&self) -> &[u8] {
        self.output.waiting()
    }

    /// The first `count` bytes of the output have been sent.
    pub fn sent(&mut self, count: usize) {
        self.output.sent(count);
    }

    /// All of the output, for those who keep it until it is sent. Only what is left here counts as not yet read.
    pub fn transmit(&mut self) -> Option<Vec<u8>> {
        self.output.take()
    }

    /// How many bytes wait to be sent.
    pub fn pending_output(&self) -> usize {
        self.output.waiting().len()
    }

    /// When [`Self::expire`] has to be called at the latest, unless something happens before.
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
        let limits = &self.server.limits;
        let unbound = self.association.is_none().then_some(self.begun);
        let handshake = [unbound, self.security.handshake_since()]
            .into_iter()
            .flatten()
            .min();
        let partial = self.partial.as_ref().map(|partial| partial.since);
        let fragment = [self.input.since, partial].into_iter().flatten().min();
        let idle = (self.calls.is_empty() && unbound.is_none()).then_some(self.active);
        let patience = if self.security.signed_in() {
            limits.idle_signed_in
        } else {
            limits.idle
        };
        [
            handshake.map(|since| (since.saturating_add(limits.handshake), Slow::Handshake)),
            fragment.map(|since| (since.saturating_add(limits.fragment_wait), Slow::Fragment)),
            idle.map(|since| (since.saturating_add(patience), Slow::Idle)),
        ]
        .into_iter()
        .flatten()
        .filter(|_| !self.closed)
    }

    /// Closes the connection. What stands in the output can still be sent.
    pub fn close(&mut self) {
        self.close_with(Closed::Wanted);
    }

    /// Whether the connection is closed.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The association group that was joined; to be left when the connection has ended.
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
        self.partial = None;
        self.calls = Vec::new();
        self.security = SecurityContexts::default();
        self.presentations = Vec::new();
        self.events.push_back(Event::Closed(reason));
    }

    /// Says that the client broke the protocol, and closes the connection.
    fn break_off(&mut self, call_id: u32, reason: Closed) {
        self.write_fault(call_id, 0, status::PROTOCOL_ERROR, false);
        self.close_with(reason);
    }

    fn write_fault(&mut self, call_id: u32, context: u16, status: u32, executed: bool) {
        write_fault(self.output.end(), call_id, &Fault { context, status }, executed);
    }

    fn nak(&mut self, call_id: u32, reason: Nak, closed: Closed) {
        BindNak { reason }.write(self.output.end(), call_id);
        self.close_with(closed);
    }

    fn refuse_header(&mut self, pdu: &[u8], error: Error) {
        match Header::addressee(pdu) {
            Some((Some(Kind::Bind), call_id)) => {
                let reason = match error {
                    Error::Version { .. } => Nak::PROTOCOL,
                    _ => Nak::NOT_SPECIFIED,
                };
                self.nak(call_id, reason, Closed::Malformed(error));
            }
            Some((_, call_id)) if self.association.is_some() => {
                self.break_off(call_id, Closed::Malformed(error));
            }
            // Whoever has not yet said a word of this protocol does not understand an answer either.
            _ => self.close_with(Closed::Malformed(error)),
        }
    }

    fn bound_output(&mut self) {
        if self.pending_output() > self.server.limits.output {
            drop(self.output.take());
            self.close_with(Closed::NotRead);
        }
    }
}
