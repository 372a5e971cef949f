//! Both sides of a connection, and the wire between them.

use std::sync::Arc;

use wua_com::Guid;

use super::toy::{self, THREE_LEGS, ToyHost};
use crate::connection::*;
use crate::pdu::{HEADER, Header, Kind, Syntax};

/// Anybody may call it.
pub(super) const OPEN: Syntax = Syntax::new(Guid::from_u128(1), 1, 2);
/// Only who signs may.
pub(super) const GUARDED: Syntax = Syntax::new(Guid::from_u128(2), 0, 0);
/// There is no such interface.
pub(super) const UNKNOWN: Syntax = Syntax::new(Guid::from_u128(3), 0, 0);

pub(super) fn server(limits: Limits) -> Arc<Server> {
    let interface = |syntax, level| Interface { syntax, level };
    Arc::new(Server {
        limits,
        interfaces: Interfaces::new([interface(OPEN, Level::None), interface(GUARDED, Level::Integrity)]),
        address: "135".to_owned(),
    })
}

pub(super) struct Pair {
    pub(super) server: ServerConnection,
    pub(super) client: ClientConnection,
    pub(super) host: ToyHost,
    pub(super) now: u64,
    /// How many bytes arrive at a time.
    pub(super) piece: usize,
    /// What the server said.
    pub(super) events: Vec<Event>,
    /// What the client said.
    pub(super) client_events: Vec<ClientEvent>,
}

impl Pair {
    pub(super) fn new() -> Self {
        Self::with(Limits::default(), Client::default())
    }

    pub(super) fn with(limits: Limits, client: Client) -> Self {
        Self {
            server: ServerConnection::new(server(limits), 0),
            client: ClientConnection::new(client),
            host: ToyHost::default(),
            now: 0,
            piece: usize::MAX,
            events: Vec::new(),
            client_events: Vec::new(),
        }
    }

    /// Bound to both interfaces without signing in.
    pub(super) fn anonymous() -> (Self, Proposal) {
        let mut pair = Self::new();
        let proposal = pair.bind(&[OPEN, GUARDED], None);
        (pair, proposal)
    }

    /// Bound to both interfaces and signed in.
    pub(super) fn signed_in(level: Level) -> (Self, Proposal) {
        let mut pair = Self::new();
        let proposal = pair.bind(&[OPEN, GUARDED], Some(sign_in(level)));
        pair.events.clear();
        pair.client_events.clear();
        (pair, proposal)
    }

    pub(super) fn bind(&mut self, interfaces: &[Syntax], sign_in: Option<SignIn>) -> Proposal {
        let proposal = self
            .client
            .bind(0, interfaces, sign_in, self.now, &mut self.host)
            .unwrap();
        self.run();
        proposal
    }

    pub(super) fn alter_context(&mut self, interfaces: &[Syntax], sign_in: Option<SignIn>) -> Proposal {
        let proposal = self
            .client
            .alter_context(interfaces, sign_in, self.now, &mut self.host)
            .unwrap();
        self.run();
        proposal
    }

    /// Carries bytes until nobody has more to say.
    pub(super) fn run(&mut self) {
        while self.carry_to_server() | self.carry_to_client() {}
    }

    pub(super) fn carry_to_server(&mut self) -> bool {
        let bytes = self.client.transmit();
        if let Some(bytes) = &bytes {
            self.feed_server(bytes);
        }
        bytes.is_some()
    }

    pub(super) fn carry_to_client(&mut self) -> bool {
        let bytes = self.server.transmit();
        if let Some(bytes) = &bytes {
            self.feed_client(bytes);
        }
        bytes.is_some()
    }

    pub(super) fn feed_server(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(self.piece) {
            self.server.receive(piece, self.now, &mut self.host);
        }
        self.events
            .extend(std::iter::from_fn(|| self.server.next_event()));
    }

    pub(super) fn feed_client(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(self.piece) {
            self.client.receive(piece, self.now, &mut self.host);
        }
        self.client_events
            .extend(std::iter::from_fn(|| self.client.next_event()));
    }

    /// Sends a call to the server.
    pub(super) fn call(&mut self, context: u16, security: Option<u32>, stub: &[u8]) -> u32 {
        let call = self.client.call(&request(context, security, stub)).unwrap();
        self.carry_to_server();
        call
    }

    /// The only call that the server has been told of since this was asked last.
    pub(super) fn called(&mut self) -> Call {
        let mut calls = self.all_called();
        assert_eq!(calls.len(), 1);
        calls.remove(0)
    }

    pub(super) fn all_called(&mut self) -> Vec<Call> {
        self.events
            .drain(..)
            .filter_map(|event| match event {
                Event::Call(call) => Some(call),
                _ => None,
            })
            .collect()
    }

    /// Answers a call, and brings the answer to the client.
    pub(super) fn reply(&mut self, call: &Call, stub: &[u8]) {
        self.server.reply(call.id, stub, self.now);
        self.run();
    }

    /// How a call ended, if it did.
    pub(super) fn outcome(&self, wanted: u32) -> Option<&Outcome> {
        self.client_events.iter().find_map(|event| match event {
            ClientEvent::Ended { call, outcome } if *call == wanted => Some(outcome),
            _ => None,
        })
    }

    /// With which fault a call ended that was not executed.
    pub(super) fn refused(&self, call: u32) -> u32 {
        match self.outcome(call) {
            Some(Outcome::Fault {
                status,
                executed: false,
            }) => *status,
            other => panic!("the call was not refused: {other:?}"),
        }
    }

    /// Why the server closed.
    pub(super) fn closed(&self) -> Option<&Closed> {
        self.events.iter().find_map(|event| match event {
            Event::Closed(reason) => Some(reason),
            _ => None,
        })
    }

    /// Why the client closed.
    pub(super) fn client_closed(&self) -> Option<&Closed> {
        self.client_events.iter().find_map(|event| match event {
            ClientEvent::Closed(reason) => Some(reason),
            _ => None,
        })
    }

    /// Lets time pass until the server's next deadline.
    pub(super) fn sleep(&mut self) {
        self.now = self.server.next_deadline().unwrap();
        self.server.expire(self.now);
        self.events
            .extend(std::iter::from_fn(|| self.server.next_event()));
    }
}

pub(super) fn sign_in(level: Level) -> SignIn {
    SignIn {
        mechanism: THREE_LEGS,
        level,
        handshake: Box::new(toy::Client::new(THREE_LEGS)),
    }
}

pub(super) fn request(context: u16, security: Option<u32>, stub: &[u8]) -> ClientCall<'_> {
    ClientCall {
        context,
        security,
        opnum: 7,
        object: None,
        stub,
    }
}

/// The PDUs in some bytes.
pub(super) fn pdus(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pdus = Vec::new();
    while let Some(header) = Header::parse(bytes) {
        let (pdu, rest) = bytes.split_at(usize::from(header.unwrap().fragment_length));
        pdus.push(pdu.to_vec());
        bytes = rest;
    }
    assert!(bytes.is_empty());
    pdus
}

/// The kinds of the PDUs in some bytes.
pub(super) fn kinds(bytes: &[u8]) -> Vec<Kind> {
    pdus(bytes)
        .iter()
        .map(|pdu| Header::parse(&pdu[..HEADER]).unwrap().unwrap().kind)
        .collect()
}
