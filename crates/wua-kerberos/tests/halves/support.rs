//! Both sides of a connection, and the wire between them.

use std::sync::Arc;

use wua_com::Guid;
use wua_kerberos::{AUTH_TYPE, Client, Files, Server};
use wua_rpc::auth::ntlm::{self, Credentials, NtHash};
use wua_rpc::auth::spnego::{self, Mechanism};
use wua_rpc::auth::{Handshake, Outside};
use wua_rpc::connection::{
    self, Call, ClientCall, ClientConnection, ClientEvent, Event, Host, Interface, Interfaces, Level, Limits,
    Outcome, Proposal, ServerConnection, SignIn,
};
use wua_rpc::pdu::{Header, Syntax};

use crate::kdc::{HOST, PASSWORD};

pub(crate) const GUARDED: Syntax = Syntax::new(Guid::from_u128(2), 0, 0);
pub(crate) const SPNEGO: u8 = 9;
pub(crate) const MECHANISMS: [u8; 2] = [AUTH_TYPE, SPNEGO];
pub(crate) const LEVELS: [Level; 2] = [Level::Integrity, Level::Privacy];

/// What the server is called in some of the tests.
pub(crate) const HOST_VARIABLE: &str = "WUA_TEST_HOST";

pub(crate) fn target() -> String {
    let host = std::env::var(HOST_VARIABLE).unwrap_or_else(|_| HOST.to_owned());
    format!("host/{host}")
}

/// With the ticket that lies there.
pub(crate) fn clara() -> Client {
    Client::from_cache(None, &target()).unwrap()
}

/// What the server has, and what both need of the world.
pub(crate) struct World {
    kerberos: Option<Server>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with_services(Vec::new())
    }

    pub(crate) fn with_services(services: Vec<String>) -> Self {
        Self {
            kerberos: Some(Server::new(&Files::default(), services).unwrap()),
        }
    }

    /// Where only NTLM is offered.
    pub(crate) fn without_kerberos() -> Self {
        Self { kerberos: None }
    }
}

impl Outside for World {
    fn file_time(&self) -> u64 {
        133_000_000_000_000_000
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

impl Host for World {
    fn join_group(&mut self, wanted: u32) -> Option<u32> {
        Some(wanted.max(1))
    }

    fn handshake(&mut self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        let kerberos = self.kerberos.clone();
        match mechanism {
            AUTH_TYPE => Some(kerberos?.handshake()),
            SPNEGO => {
                let kerberos = kerberos.map(|kerberos| -> Arc<dyn Mechanism> { Arc::new(kerberos) });
                let mechanisms: Arc<[_]> = kerberos.into_iter().chain([ntlm_server()]).collect();
                Some(spnego::Server::new(mechanisms).handshake())
            }
            _ => None,
        }
    }
}

struct Annas;

impl ntlm::Accounts for Annas {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        (user == "anna").then(|| NtHash::of(PASSWORD))
    }
}

fn ntlm_server() -> Arc<dyn Mechanism> {
    let names = ntlm::Names {
        computer: "ORRERY".into(),
        domain: "ORRERY".into(),
        ..ntlm::Names::default()
    };
    Arc::new(ntlm::Server::new(names, Arc::new(Annas)))
}

pub(crate) fn ntlm_client() -> Arc<dyn Mechanism> {
    let credentials = Credentials {
        user: "anna".into(),
        domain: String::new(),
        nt_hash: NtHash::of(PASSWORD),
    };
    Arc::new(ntlm::Client::new(credentials, "DESK".into(), String::new()))
}

/// Within SPNEGO NTLM is offered, too.
pub(crate) fn sign_in(client: &Client, mechanism: u8, level: Level) -> SignIn {
    let handshake = match mechanism {
        SPNEGO => spnego::Client::new(Arc::new([Arc::new(client.clone()), ntlm_client()])).handshake(),
        _ => client.handshake(),
    };
    SignIn {
        mechanism,
        level,
        handshake,
    }
}

pub(crate) struct Pair {
    pub(crate) server: ServerConnection,
    pub(crate) client: ClientConnection,
    pub(crate) world: World,
    /// What the server said.
    pub(crate) events: Vec<Event>,
    /// What the client said.
    pub(crate) client_events: Vec<ClientEvent>,
}

impl Pair {
    pub(crate) fn new(world: World, header_signing: bool) -> Self {
        let server = connection::Server {
            limits: Limits::default(),
            interfaces: Interfaces::new([Interface {
                syntax: GUARDED,
                level: Level::Integrity,
            }]),
            address: "135".to_owned(),
        };
        let client = connection::Client {
            header_signing,
            ..connection::Client::default()
        };
        Self {
            server: ServerConnection::new(Arc::new(server), 0),
            client: ClientConnection::new(client),
            world,
            events: Vec::new(),
            client_events: Vec::new(),
        }
    }

    /// Bound, and signed in.
    pub(crate) fn signed_in(mechanism: u8, level: Level, header_signing: bool) -> (Self, Proposal) {
        let mut pair = Self::new(World::new(), header_signing);
        let proposal = pair.bind(sign_in(&clara(), mechanism, level));
        assert!(
            pair.peer().is_some(),
            "{:?} {:?}",
            pair.events,
            pair.client_events
        );
        (pair, proposal)
    }

    pub(crate) fn bind(&mut self, sign_in: SignIn) -> Proposal {
        let proposal = self
            .client
            .bind(0, &[GUARDED], Some(sign_in), 0, &mut self.world)
            .unwrap();
        self.run();
        proposal
    }

    /// Carries bytes until nobody has more to say.
    pub(crate) fn run(&mut self) {
        loop {
            let to_server = self.client.transmit();
            if let Some(bytes) = &to_server {
                self.feed_server(bytes);
            }
            let to_client = self.server.transmit();
            if let Some(bytes) = &to_client {
                self.feed_client(bytes);
            }
            if to_server.is_none() && to_client.is_none() {
                return;
            }
        }
    }

    pub(crate) fn feed_server(&mut self, bytes: &[u8]) {
        self.server.receive(bytes, 0, &mut self.world);
        self.events
            .extend(std::iter::from_fn(|| self.server.next_event()));
    }

    pub(crate) fn feed_client(&mut self, bytes: &[u8]) {
        self.client.receive(bytes, 0, &mut self.world);
        self.client_events
            .extend(std::iter::from_fn(|| self.client.next_event()));
    }

    /// Whom the server takes the client for.
    pub(crate) fn peer(&self) -> Option<&str> {
        self.events.iter().find_map(|event| match event {
            Event::SignedIn { peer, .. } => Some(peer.user.as_str()),
            _ => None,
        })
    }

    /// Why the server let nobody in.
    pub(crate) fn refusal(&self) -> &str {
        let reason = self.events.iter().find_map(|event| match event {
            Event::Refused { reason, .. } => Some(reason.as_str()),
            _ => None,
        });
        reason.unwrap_or_else(|| panic!("{:?} {:?}", self.events, self.client_events))
    }

    /// A call with these parameters, and an answer with the same.
    pub(crate) fn call(&mut self, proposal: &Proposal, stub: &[u8]) {
        let id = self.client.call(&request(proposal, stub)).unwrap();
        self.run();
        let call = self.called().expect("the call arrives");
        assert!(call.parameters().unwrap().starts_with(stub));
        self.server.reply(call.id, stub, 0);
        self.run();
        let outcome = self.client_events.drain(..).find_map(|event| match event {
            ClientEvent::Ended { call, outcome } if call == id => Some(outcome),
            _ => None,
        });
        assert_eq!(outcome, Some(Outcome::Response(stub.to_vec())));
    }

    /// The call that has arrived.
    pub(crate) fn called(&mut self) -> Option<Call> {
        self.events.drain(..).find_map(|event| match event {
            Event::Call(call) => Some(call),
            _ => None,
        })
    }
}

pub(crate) fn request<'a>(proposal: &Proposal, stub: &'a [u8]) -> ClientCall<'a> {
    ClientCall {
        context: proposal.contexts[0],
        security: proposal.security,
        opnum: 7,
        object: None,
        stub,
    }
}

/// The PDUs in some bytes.
pub(crate) fn pdus(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pdus = Vec::new();
    while let Some(header) = Header::parse(bytes) {
        let (pdu, rest) = bytes.split_at(usize::from(header.unwrap().fragment_length));
        pdus.push(pdu.to_vec());
        bytes = rest;
    }
    pdus
}
