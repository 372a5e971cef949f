//! NTLM, and a mechanism that only one side has.

use std::sync::Arc;

use crate::auth::ntlm::tests::support::{
    PASSWORD, USER, World, client as ntlm_client, server as ntlm_server,
};
use crate::auth::spnego::token::{NegState, Resp};
use crate::auth::spnego::{Client, Mechanism, Mechanisms, Oid, Server};
use crate::auth::{
    BadSignature, Handshake, NotProtected, Outside, Pdu, Peer, Progress, Protection, Refusal, Security,
};

/// A name that is wrong and one that is right, as with Kerberos.
pub(super) const TOY_NAMES: [Oid; 2] = [
    Oid(&[0x2a, 0x86, 0x48, 0x82, 0xf7, 0x12, 0x01, 0x02, 0x02]),
    Oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02]),
];

/// Says its word and is done when it hears the other one.
#[derive(Clone, Copy)]
pub(super) struct Toy {
    pub(super) is_client: bool,
}

impl Mechanism for Toy {
    fn names(&self) -> &[Oid] {
        &TOY_NAMES
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(*self)
    }
}

impl Handshake for Toy {
    fn step(&mut self, token: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        match (self.is_client, token) {
            (true, []) => Ok(Progress::Continue(b"ping".to_vec())),
            (true, b"pong") => Ok(Progress::Done {
                token: Vec::new(),
                security: Box::new(ToySecurity(Peer::default())),
            }),
            (false, b"ping") => Ok(Progress::Done {
                token: b"pong".to_vec(),
                security: Box::new(ToySecurity(Peer::default())),
            }),
            _ => Err(Refusal {
                peer: None,
                reason: "not a word of the game".into(),
            }),
        }
    }
}

/// Can sign nothing, not even the list.
struct ToySecurity(Peer);

impl Security for ToySecurity {
    fn token_length(&self, _: Protection) -> usize {
        0
    }

    fn protect(&mut self, _: Pdu<'_>, _: Protection) -> Result<Vec<u8>, NotProtected> {
        Ok(Vec::new())
    }

    fn verify(&mut self, _: Pdu<'_>, _: &[u8], _: Protection) -> Result<(), BadSignature> {
        Err(BadSignature)
    }

    fn peer(&self) -> &Peer {
        &self.0
    }
}

pub(super) fn ntlm_of_client() -> Arc<dyn Mechanism> {
    Arc::new(ntlm_client(USER, PASSWORD))
}

/// A client that has nothing to begin with, like one of Kerberos without a ticket.
struct Helpless;

impl Mechanism for Helpless {
    fn names(&self) -> &[Oid] {
        &TOY_NAMES
    }

    fn handshake(&self) -> Box<dyn Handshake> {
        Box::new(Helpless)
    }
}

impl Handshake for Helpless {
    fn step(&mut self, _: &[u8], _: &mut dyn Outside) -> Result<Progress, Refusal> {
        Err(Refusal {
            peer: None,
            reason: "there is no ticket".into(),
        })
    }
}

pub(super) fn helpless() -> Arc<dyn Mechanism> {
    Arc::new(Helpless)
}

pub(super) fn toy(is_client: bool) -> Arc<dyn Mechanism> {
    Arc::new(Toy { is_client })
}

pub(super) fn server() -> Server {
    Server::new(mechanisms([Arc::new(ntlm_server())]))
}

pub(super) fn client() -> Client {
    Client::new(mechanisms([ntlm_of_client()]))
}

/// A client whose favourite is not NTLM.
pub(super) fn client_of_toys() -> Client {
    Client::new(mechanisms([toy(true), ntlm_of_client()]))
}

pub(super) fn mechanisms<const N: usize>(all: [Arc<dyn Mechanism>; N]) -> Mechanisms {
    Arc::new(all)
}

/// What the two said, and what came of it.
pub(super) struct Agreed {
    pub(super) tokens: Vec<Vec<u8>>,
    pub(super) client: Box<dyn Security>,
    pub(super) server: Box<dyn Security>,
}

/// Lets both speak until they are done. `on_the_way` may change a token: the number of the token, from 0, and itself.
pub(super) fn agree(
    client: &Client,
    server: &Server,
    mut on_the_way: impl FnMut(usize, &mut Vec<u8>),
) -> Result<Agreed, Refusal> {
    let mut world = World::new(9);
    let (mut client, mut server) = (client.handshake(), server.handshake());
    let (mut client_done, mut server_done) = (None, None);
    let mut tokens = Vec::new();
    let mut token = Vec::new();
    loop {
        token = match client.step(&token, &mut world)? {
            Progress::Continue(token) => token,
            Progress::Done { token, security } => {
                client_done = Some(security);
                token
            }
        };
        if let (Some(client), true) = (client_done.take(), server_done.is_some()) {
            assert!(token.is_empty());
            return Ok(Agreed {
                tokens,
                client,
                server: server_done.unwrap(),
            });
        }
        on_the_way(tokens.len(), &mut token);
        tokens.push(token.clone());
        token = match server.step(&token, &mut world)? {
            Progress::Continue(token) => token,
            Progress::Done { token, security } => {
                server_done = Some(security);
                token
            }
        };
        on_the_way(tokens.len(), &mut token);
        tokens.push(token.clone());
    }
}

/// A reply, changed.
pub(super) fn change(token: &mut Vec<u8>, change: impl FnOnce(&mut Resp<'_>)) {
    let bytes = token.clone();
    let mut resp = Resp::read(&bytes).unwrap();
    change(&mut resp);
    *token = resp.write();
}

pub(super) fn state(token: &[u8]) -> Option<NegState> {
    Resp::read(token).unwrap().state
}
