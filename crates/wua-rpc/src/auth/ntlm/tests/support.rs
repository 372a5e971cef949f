//! Two sides that need no network, no clock and no luck.

use std::sync::Arc;

use crate::auth::ntlm::{Accounts, Client, Credentials, Names, NtHash, Server};
use crate::auth::{Handshake, Outside, Pdu, Progress, Protection, Refusal, Security};

pub(crate) const USER: &str = "Administrator";
pub(crate) const PASSWORD: &str = "correct horse";

/// What is drawn first, and after that what a seed gives.
pub(crate) struct World {
    pub(crate) drawn: Vec<u8>,
    pub(crate) seed: u64,
}

impl World {
    pub(crate) fn new(seed: u64) -> World {
        World {
            drawn: Vec::new(),
            seed,
        }
    }

    pub(crate) fn next(&mut self) -> u64 {
        // SplitMix64.
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.seed;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// Below this, which is not zero.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

impl Outside for World {
    fn file_time(&self) -> u64 {
        0x01dd_794f_234b_4f80
    }

    fn random(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = if self.drawn.is_empty() {
                self.byte()
            } else {
                self.drawn.remove(0)
            };
        }
    }
}

/// One account per entry; names without regard to case.
pub(crate) struct Book(pub(crate) Vec<(&'static str, &'static str)>);

impl Accounts for Book {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        let found = self
            .0
            .iter()
            .find(|(name, _)| name.to_lowercase() == user.to_lowercase());
        found.map(|(_, password)| NtHash::of(password))
    }
}

pub(crate) fn names() -> Names {
    Names {
        computer: "WUA".into(),
        domain: "WUA".into(),
        dns_computer: "wua.example".into(),
        dns_domain: "example".into(),
    }
}

pub(crate) fn server() -> Server {
    Server::new(names(), Arc::new(Book(vec![(USER, PASSWORD)])))
}

pub(crate) fn client(user: &str, password: &str) -> Client {
    let credentials = Credentials {
        user: user.into(),
        domain: "WORKGROUP".into(),
        nt_hash: NtHash::of(password),
    };
    Client::new(credentials, "CLIENT".into(), "host/wua.example".into())
}

/// The three tokens up to the point where the server would judge the last one.
pub(crate) struct Conversation {
    pub(crate) server: Box<dyn Handshake>,
    pub(crate) authenticate: Vec<u8>,
    pub(crate) client_security: Box<dyn Security>,
    pub(crate) world: World,
}

pub(crate) fn conversation(user: &str, password: &str) -> Conversation {
    let mut world = World::new(1);
    let (mut client, mut server) = (client(user, password).handshake(), server().handshake());
    let negotiate = going_on(client.step(&[], &mut world));
    let challenge = going_on(server.step(&negotiate, &mut world));
    let (authenticate, client_security) = done(client.step(&challenge, &mut world));
    Conversation {
        server,
        authenticate,
        client_security,
        world,
    }
}

pub(crate) fn going_on(progress: Result<Progress, Refusal>) -> Vec<u8> {
    match progress {
        Ok(Progress::Continue(token)) => token,
        Ok(Progress::Done { .. }) => panic!("done too early"),
        Err(refusal) => panic!("{refusal}"),
    }
}

pub(crate) fn done(progress: Result<Progress, Refusal>) -> (Vec<u8>, Box<dyn Security>) {
    match progress {
        Ok(Progress::Done { token, security }) => (token, security),
        Ok(Progress::Continue(_)) => panic!("not done yet"),
        Err(refusal) => panic!("{refusal}"),
    }
}

pub(crate) fn refused(progress: Result<Progress, Refusal>) -> Refusal {
    match progress {
        Ok(_) => panic!("not refused"),
        Err(refusal) => refusal,
    }
}

/// A PDU on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sent {
    pub(crate) header: Vec<u8>,
    pub(crate) body: Vec<u8>,
    pub(crate) trailer: Vec<u8>,
    pub(crate) token: Vec<u8>,
}

pub(crate) fn send(from: &mut dyn Security, text: &[u8], protection: Protection) -> Sent {
    let mut sent = Sent {
        header: vec![5; 24],
        body: text.to_vec(),
        trailer: vec![10, 6, 0, 0, 1, 2, 3, 4],
        token: Vec::new(),
    };
    let pdu = Pdu {
        header: &sent.header,
        body: &mut sent.body,
        trailer: &sent.trailer,
        header_signing: false,
    };
    sent.token = from.protect(pdu, protection).unwrap();
    assert_eq!(sent.token.len(), from.token_length(protection));
    sent
}

/// What arrives, or nothing if it is not what was sent.
pub(crate) fn receive(to: &mut dyn Security, sent: &Sent, protection: Protection) -> Option<Vec<u8>> {
    let mut body = sent.body.clone();
    let pdu = Pdu {
        header: &sent.header,
        body: &mut body,
        trailer: &sent.trailer,
        header_signing: false,
    };
    to.verify(pdu, &sent.token, protection).is_ok().then_some(body)
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|digit| u8::try_from(digit.to_digit(16).unwrap()).unwrap())
        .collect();
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}
