//! Connections, both ends, fed with whole streams of PDUs; also after a real sign-in, and then signed as they must be.
//!
//! The first byte of an input chooses how far the connection has come; steps follow. Both keys are known here: a PDU that
//! was changed can be signed all the same, so that more is reached than the signature.

use std::sync::{Arc, Mutex};

use wua_com::Guid;
use wua_rpc::auth::{
    BadSignature, Handshake, NotProtected, Outside, Pdu as Parts, Peer, Progress, Protection, Refusal,
    Security,
};
use wua_rpc::connection::{
    Call, Client, ClientCall, ClientConnection, ClientEvent, Closed, Event, Host, Interface, Interfaces,
    Level, Limits, Outcome, Proposal, Server, ServerConnection, SignIn,
};
use wua_rpc::pdu::{
    Bind, BindAck, BindNak, Fault, HEADER, Header, Kind, NDR20, Request, Response, SecurityTrailer, Syntax,
    TRAILER, Verification,
};

use super::ntlm::{Sides, USER, World};
use super::{Fuzzer, noise};
use crate::frames::{self, Step};
use crate::mutation::Random;
use crate::seen::{Seen, bucket};
use crate::vectors;

/// Anybody may call it.
const OPEN: Syntax = Syntax::new(Guid::from_u128(1), 1, 2);
/// Only who signs may.
const GUARDED: Syntax = Syntax::new(Guid::from_u128(2), 0, 0);

/// What a step does. The data are a PDU where nothing else is said.
mod step {
    /// Bytes for the server.
    pub(super) const RAW: u8 = 0;
    /// The same with the length put right.
    pub(super) const WHOLE: u8 = 1;
    /// The same, signed by the client.
    pub(super) const SIGNED: u8 = 2;
    /// A call of the real client: context, operation, parameters.
    pub(super) const CALL: u8 = 3;
    /// The server answers the oldest call with this.
    pub(super) const REPLY: u8 = 4;
    /// Or with a fault.
    pub(super) const FAULT: u8 = 5;
    /// What the server has said reaches the client.
    pub(super) const CARRY: u8 = 6;
    /// Milliseconds (4 bytes) pass.
    pub(super) const WAIT: u8 = 7;
    /// The real client gives its last call up.
    pub(super) const GIVE_UP: u8 = 8;
    /// Bytes for the client.
    pub(super) const RAW_BACK: u8 = 9;
    pub(super) const WHOLE_BACK: u8 = 10;
    pub(super) const SIGNED_BACK: u8 = 11;
    /// The real client binds once more, and may sign in once more.
    pub(super) const ALTER: u8 = 12;
    /// From now on bytes arrive in pieces of this size.
    pub(super) const KINDS: u8 = PIECES + 1;
    const PIECES: u8 = 13;
}

const STATES: u8 = 8;

pub(super) struct Pdu {
    sides: Sides,
    server: Arc<Server>,
    words: Vec<Vec<u8>>,
    seeds: Vec<Vec<u8>>,
}

impl Pdu {
    pub(super) fn new() -> Self {
        let interface = |syntax, level| Interface { syntax, level };
        let server = Server {
            limits: Limits {
                stub: 60_000,
                calls: 8,
                output: 100_000,
                security_contexts: 4,
                presentation_contexts: 8,
                ..Limits::default()
            },
            interfaces: Interfaces::new([interface(OPEN, Level::None), interface(GUARDED, Level::Integrity)]),
            address: "135".into(),
        };
        let numbers = [0_u8, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18, 19];
        let words = numbers.map(|kind| vec![5, 0, kind, 3, 0x10, 0, 0, 0]).to_vec();
        let mut pdu = Self {
            sides: Sides::new(),
            server: Arc::new(server),
            words,
            seeds: Vec::new(),
        };
        pdu.seeds = pdu.courses();
        pdu
    }

    /// Courses that are right, of what real clients and servers say to each other.
    fn courses(&self) -> Vec<Vec<u8>> {
        let mut courses = Vec::new();
        let calls = [
            Step::new(step::CALL, [0, 7, 1, 2, 3, 4]),
            Step::new(step::CALL, [1, 9, 1, 2, 3]),
            Step::new(step::REPLY, [4; 40]),
            Step::new(step::CARRY, []),
            Step::new(step::FAULT, [5, 0, 0, 0]),
            Step::new(step::CARRY, []),
        ];
        for state in 0..STATES {
            courses.push(frames::write(state, &calls));
            courses.push(frames::write(
                state,
                &[
                    Step::new(step::CALL, [1; 3_000]),
                    Step::new(step::REPLY, [1; 2_000]),
                    Step::new(step::CARRY, []),
                ],
            ));
            courses.push(frames::write(
                state,
                &[
                    Step::new(step::CALL, [0; 9]),
                    Step::new(step::GIVE_UP, [1]),
                    Step::new(step::CALL, [1; 9]),
                    Step::new(step::GIVE_UP, [0]),
                ],
            ));
            courses.push(frames::write(
                state,
                &[
                    Step::new(step::ALTER, [0]),
                    Step::new(step::ALTER, [2]),
                    Step::new(step::CALL, [2, 1]),
                ],
            ));
            courses.push(frames::write(state, &[Step::new(step::WAIT, [0x30, 0x75, 0, 0])]));
            // What the real client would send, by itself: to be changed and signed.
            let (mut ends, _) = Ends::new(self, state, &mut Seen::default());
            for (security, length) in [(None, 20), (ends.security, 20), (ends.security, 7_000)] {
                let stub = vec![3; length];
                let _ = ends.client.call(&ClientCall {
                    context: 0,
                    security,
                    opnum: 7,
                    object: None,
                    stub: &stub,
                });
            }
            let sent = pdus(&ends.client.transmit().unwrap_or_default());
            let bare: Vec<Step> = sent
                .iter()
                .map(|pdu| Step::new(step::SIGNED, without_trailer(pdu)))
                .collect();
            courses.push(frames::write(state, &bare));
            courses.push(frames::write(
                state,
                &sent
                    .into_iter()
                    .map(|pdu| Step::new(step::WHOLE, pdu))
                    .collect::<Vec<_>>(),
            ));
        }
        for pdu in vectors::pdus() {
            courses.push(frames::write(
                0,
                &[
                    Step::new(step::WHOLE, pdu.clone()),
                    Step::new(step::WHOLE, pdu.clone()),
                ],
            ));
            courses.push(frames::write(1, &[Step::new(step::WHOLE, pdu.clone())]));
            courses.push(frames::write(6, &[Step::new(step::WHOLE, pdu.clone())]));
            for state in [2, 5] {
                courses.push(frames::write(
                    state,
                    &[
                        Step::new(step::CALL, [0; 4]),
                        Step::new(step::SIGNED, without_trailer(&pdu)),
                    ],
                ));
                courses.push(frames::write(
                    state,
                    &[
                        Step::new(step::CALL, [0; 4]),
                        Step::new(step::SIGNED_BACK, without_trailer(&pdu)),
                    ],
                ));
            }
        }
        courses
    }
}

/// Keys that both a connection and we have.
#[derive(Clone)]
struct Shared {
    security: Arc<Mutex<Option<Box<dyn Security>>>>,
    peer: Peer,
}

impl Shared {
    fn new() -> Self {
        Self {
            security: Arc::new(Mutex::new(None)),
            peer: Peer::default(),
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut dyn Security) -> T) -> Option<T> {
        let mut security = self.security.lock().unwrap();
        security.as_mut().map(|security| work(&mut **security))
    }
}

impl Security for Shared {
    fn token_length(&self, protection: Protection) -> usize {
        self.with(|security| security.token_length(protection))
            .unwrap_or_default()
    }

    fn protect(&mut self, pdu: Parts<'_>, protection: Protection) -> Result<Vec<u8>, NotProtected> {
        self.with(|security| security.protect(pdu, protection))
            .unwrap_or(Err(NotProtected))
    }

    fn verify(&mut self, pdu: Parts<'_>, token: &[u8], protection: Protection) -> Result<(), BadSignature> {
        self.with(|security| security.verify(pdu, token, protection))
            .unwrap_or(Err(BadSignature))
    }

    fn peer(&self) -> &Peer {
        &self.peer
    }
}

/// Gives the keys to us, too.
struct Tap {
    handshake: Box<dyn Handshake>,
    keys: Shared,
}

impl Handshake for Tap {
    fn step(&mut self, token: &[u8], outside: &mut dyn Outside) -> Result<Progress, Refusal> {
        Ok(match self.handshake.step(token, outside)? {
            Progress::Done { token, security } => {
                self.keys.peer = security.peer().clone();
                *self.keys.security.lock().unwrap() = Some(security);
                Progress::Done {
                    token,
                    security: Box::new(self.keys.clone()),
                }
            }
            going_on @ Progress::Continue(_) => going_on,
        })
    }
}

/// What connections ask for.
struct House<'a> {
    world: World,
    sides: &'a Sides,
    keys: Shared,
    groups: u32,
}

impl Outside for House<'_> {
    fn file_time(&self) -> u64 {
        self.world.file_time()
    }

    fn random(&mut self, bytes: &mut [u8]) {
        self.world.random(bytes);
    }
}

impl Host for House<'_> {
    fn join_group(&mut self, wanted: u32) -> Option<u32> {
        if wanted == 0 {
            self.groups += 1;
            return Some(self.groups);
        }
        (wanted <= self.groups).then_some(wanted)
    }

    fn handshake(&mut self, mechanism: u8) -> Option<Box<dyn Handshake>> {
        let is_spnego = match mechanism {
            9 => true,
            10 => false,
            _ => return None,
        };
        Some(Box::new(Tap {
            handshake: self.sides.server(is_spnego),
            keys: self.keys.clone(),
        }))
    }
}

/// Both ends of a connection.
struct Ends<'a> {
    server: ServerConnection,
    client: ClientConnection,
    house: House<'a>,
    client_keys: Shared,
    limits: Limits,
    mechanism: u8,
    level: Level,
    contexts: Vec<u16>,
    security: Option<u32>,
    calls: Vec<Call>,
    last_call: Option<u32>,
    now: u64,
    piece: usize,
    /// Nothing that was sent so far was signed by us.
    is_honest: bool,
}

impl<'a> Ends<'a> {
    fn new(pdu: &'a Pdu, state: u8, seen: &mut Seen) -> (Self, u8) {
        let state = state % STATES;
        let (mechanism, level) = match state {
            2 | 6 => (10, Level::Integrity),
            3 => (10, Level::Privacy),
            4 => (9, Level::Integrity),
            5 => (9, Level::Privacy),
            7 => (10, Level::Connect),
            _ => (0, Level::None),
        };
        let mut ends = Self {
            server: ServerConnection::new(Arc::clone(&pdu.server), 0),
            client: ClientConnection::new(Client {
                limits: pdu.server.limits,
                ..Client::default()
            }),
            house: House {
                world: World::new(3),
                sides: &pdu.sides,
                keys: Shared::new(),
                groups: 0,
            },
            client_keys: Shared::new(),
            limits: pdu.server.limits,
            mechanism,
            level,
            contexts: vec![0, 1],
            security: None,
            calls: Vec::new(),
            last_call: None,
            now: 0,
            piece: usize::MAX,
            is_honest: true,
        };
        if state > 0 {
            let sign_in = (mechanism > 0).then(|| ends.sign_in(mechanism, level));
            let proposal = ends
                .client
                .bind(0, &[OPEN, GUARDED], sign_in, 0, &mut ends.house)
                .unwrap();
            ends.proposed(proposal);
            if state == 6 {
                let bytes = ends.client.transmit().unwrap_or_default();
                ends.feed_server(&bytes, seen);
            } else {
                ends.run(seen);
            }
        }
        (ends, state)
    }

    fn sign_in(&self, mechanism: u8, level: Level) -> SignIn {
        let handshake = self.house.sides.client(mechanism == 9);
        SignIn {
            mechanism,
            level,
            handshake: Box::new(Tap {
                handshake,
                keys: self.client_keys.clone(),
            }),
        }
    }

    fn proposed(&mut self, proposal: Proposal) {
        self.contexts = proposal.contexts;
        self.security = proposal.security.or(self.security);
    }

    /// Carries bytes until nobody has more to say.
    fn run(&mut self, seen: &mut Seen) {
        for _ in 0..8 {
            let to_server = self.client.transmit();
            self.feed_server(to_server.as_deref().unwrap_or_default(), seen);
            let to_client = self.server.transmit();
            self.feed_client(to_client.as_deref().unwrap_or_default(), seen);
            if to_server.is_none() && to_client.is_none() {
                return;
            }
        }
        panic!("both sides do not stop talking");
    }

    fn feed_server(&mut self, bytes: &[u8], seen: &mut Seen) {
        for piece in bytes.chunks(self.piece) {
            self.server.receive(piece, self.now, &mut self.house);
        }
        self.server_events(seen);
        assert!(self.server.calls_in_flight() <= self.limits.calls);
        assert!(self.server.pending_output() <= self.limits.output);
    }

    fn server_events(&mut self, seen: &mut Seen) {
        while let Some(event) = self.server.next_event() {
            match event {
                Event::Call(call) => {
                    assert!(
                        call.interface != GUARDED || call.level >= Level::Integrity,
                        "a guarded interface was called"
                    );
                    assert!(call.stub.len() <= self.limits.stub);
                    assert_eq!(call.caller.is_some(), call.security.is_some());
                    if let Some(caller) = &call.caller {
                        assert_eq!(caller.user, USER);
                    }
                    let verified = call.parameters().map(<[u8]>::len);
                    assert!(verified.is_err() || verified.is_ok_and(|length| length <= call.stub.len()));
                    seen.note_next(
                        "call",
                        (
                            call.interface.id,
                            call.level.number(),
                            bucket(call.stub.len()),
                            verified.is_ok(),
                            call.object.is_some(),
                        ),
                    );
                    self.calls.push(call);
                }
                Event::Closed(reason) => {
                    seen.note_next("closed", why(&reason));
                    assert!(self.server.is_closed() && self.server.next_deadline().is_none());
                }
                Event::SignedIn { peer, level, .. } => {
                    assert_eq!(peer.user, USER);
                    seen.note_next("signed in", level.number());
                }
                Event::Refused { reason, .. } => seen.note_next("refused", reason.split('“').next()),
                Event::Cancelled(_) => seen.note_next("cancelled", ()),
                Event::Orphaned(id) => {
                    self.calls.retain(|call| call.id != id);
                    seen.note_next("orphaned", ());
                }
            }
        }
        let output = self.server.output();
        if let Some(Ok(header)) = Header::parse(output) {
            seen.note("said", (header.kind.number(), bucket(output.len())));
        }
    }

    fn feed_client(&mut self, bytes: &[u8], seen: &mut Seen) {
        for piece in bytes.chunks(self.piece) {
            self.client.receive(piece, self.now, &mut self.house);
        }
        while let Some(event) = self.client.next_event() {
            match event {
                ClientEvent::Bound { verdicts, security } => {
                    seen.note_next("bound", (bucket(verdicts.len()), security.is_some()));
                }
                ClientEvent::NotAltered { status } => seen.note_next("not altered", status),
                ClientEvent::Ended {
                    outcome: Outcome::Response(stub),
                    ..
                } => seen.note_next("response", bucket(stub.len())),
                ClientEvent::Ended {
                    outcome: Outcome::Fault { executed, .. },
                    ..
                } => seen.note_next("fault", executed),
                ClientEvent::Shutdown => seen.note_next("shutdown", ()),
                ClientEvent::Refused(refusal) => seen.note_next("client refused", refusal.reason),
                ClientEvent::Closed(reason) => seen.note_next("client closed", why(&reason)),
            }
        }
    }

    fn step(&mut self, Step { what, data }: &Step, seen: &mut Seen) {
        match what % step::KINDS {
            step::RAW => self.feed_server(data, seen),
            step::WHOLE => self.feed_server(&whole(data), seen),
            step::SIGNED => {
                self.is_honest = false;
                let keys = self.client_keys.clone();
                let pdu = self.signed(&keys, data);
                self.feed_server(&pdu, seen);
            }
            step::CALL => self.call(data, seen),
            step::REPLY | step::FAULT if self.calls.is_empty() => {}
            step::REPLY => {
                let call = self.calls.remove(0);
                self.server.reply(call.id, data, self.now);
                self.server_events(seen);
            }
            step::FAULT => {
                let call = self.calls.remove(0);
                let status = data.first_chunk().copied().map(u32::from_le_bytes);
                self.server
                    .fault(call.id, status.unwrap_or(5), data.len() % 2 == 1, self.now);
                self.server_events(seen);
            }
            step::CARRY => {
                let bytes = self.server.transmit().unwrap_or_default();
                self.feed_client(&bytes, seen);
            }
            step::WAIT => {
                let milliseconds = data.first_chunk().copied().map(u32::from_le_bytes);
                self.now += u64::from(milliseconds.unwrap_or(1_000));
                self.server.expire(self.now);
                self.server_events(seen);
                self.client.expire(self.now);
                self.feed_client(&[], seen);
            }
            step::GIVE_UP => {
                if let Some(call) = self.last_call {
                    let is_cancelled = data.first().is_some_and(|choice| choice % 2 == 1);
                    if is_cancelled {
                        self.client.cancel(call);
                    } else {
                        self.client.orphan(call);
                    }
                    self.carry(seen);
                }
            }
            step::RAW_BACK => self.feed_client(data, seen),
            step::WHOLE_BACK => self.feed_client(&whole(data), seen),
            step::SIGNED_BACK => {
                let keys = self.house.keys.clone();
                let pdu = self.signed(&keys, data);
                self.feed_client(&pdu, seen);
            }
            step::ALTER => self.alter(data, seen),
            _ => self.piece = usize::from(data.first().copied().unwrap_or_default()) + 1,
        }
    }

    fn carry(&mut self, seen: &mut Seen) {
        let bytes = self.client.transmit().unwrap_or_default();
        self.feed_server(&bytes, seen);
    }

    fn call(&mut self, data: &[u8], seen: &mut Seen) {
        let Some(([context, opnum], stub)) = data.split_first_chunk() else {
            return;
        };
        let number = usize::from(*context);
        let call = ClientCall {
            context: self.contexts.get(number % 2).copied().unwrap_or_default(),
            security: self.security.filter(|_| number % 8 != 7),
            opnum: u16::from(*opnum),
            object: (number % 3 == 2).then(|| Guid::from_u128(9)),
            stub,
        };
        match self.client.call(&call) {
            Ok(call) => self.last_call = Some(call),
            Err(why) => seen.note_next("not called", format!("{why:?}")),
        }
        self.carry(seen);
    }

    fn alter(&mut self, data: &[u8], seen: &mut Seen) {
        let choice = data.first().copied().unwrap_or_default();
        let sign_in = match choice % 4 {
            1 => Some(self.sign_in(10, Level::Integrity)),
            2 => Some(self.sign_in(10, Level::Privacy)),
            3 => Some(self.sign_in(9, Level::Privacy)),
            _ => None,
        };
        if let Some(sign_in) = &sign_in {
            (self.mechanism, self.level) = (sign_in.mechanism, sign_in.level);
        }
        match self
            .client
            .alter_context(&[GUARDED], sign_in, self.now, &mut self.house)
        {
            Ok(proposal) => {
                let contexts = self.contexts.clone();
                self.proposed(proposal);
                self.contexts = contexts;
                self.run(seen);
            }
            Err(why) => seen.note_next("not altered", format!("{why:?}")),
        }
    }

    /// Signs a PDU that has no trailer as its sender would.
    fn signed(&self, keys: &Shared, data: &[u8]) -> Vec<u8> {
        let Some(protection) = self.level.protection() else {
            return whole(data);
        };
        let token = keys.token_length(protection);
        if data.len() < HEADER || token == 0 {
            return whole(data);
        }
        let mut pdu = data.to_vec();
        pdu.truncate(5_000);
        // Requests with an object have a longer header.
        let start = match (pdu[2], pdu[3] & 0x80) {
            (0, 0) | (2 | 3, _) => HEADER + 8,
            (0, _) => HEADER + 24,
            _ => HEADER,
        };
        let start = start.min(pdu.len());
        let padding = (pdu.len() - start).next_multiple_of(16) - (pdu.len() - start);
        pdu.resize(pdu.len() + padding, 0);
        let at = pdu.len();
        let trailer = SecurityTrailer {
            mechanism: self.mechanism,
            level: self.level.number(),
            padding: u8::try_from(padding).unwrap(),
            context_id: self.security.unwrap_or_default(),
        };
        pdu.extend_from_slice(&trailer.to_bytes());
        put(&mut pdu, 8, at + TRAILER + token);
        put(&mut pdu, 10, token);
        let (header, rest) = pdu.split_at_mut(start);
        let (body, trailer) = rest.split_at_mut(at - start);
        let parts = Parts {
            header,
            body,
            trailer,
            header_signing: true,
        };
        let token = keys.clone().protect(parts, protection);
        pdu.extend_from_slice(&token.unwrap_or_default());
        pdu
    }
}

/// The readers by themselves.
fn readers(pdu: &[u8], seen: &mut Seen) {
    let _ = Header::addressee(pdu);
    let Some(Ok(header)) = Header::parse(pdu) else {
        return;
    };
    let pdu = &pdu[..usize::from(header.fragment_length).min(pdu.len())];
    if let Ok(Some((at, trailer))) = SecurityTrailer::of(pdu, &header) {
        assert!(SecurityTrailer::token(pdu, at).len() <= pdu.len());
        if let Ok(body) = trailer.unpadded(HEADER, at) {
            assert!(body.end <= pdu.len());
        }
    }
    let _ = (
        Request::parse(pdu, &header),
        Response::parse(pdu),
        Fault::parse(pdu),
    );
    let body = pdu.get(HEADER..).unwrap_or_default();
    let _ = BindNak::parse(body);
    let said = Verification {
        header_signing: false,
        interface: NDR20,
        transfer: NDR20,
        call_id: 0,
        context: 0,
        opnum: 0,
    };
    if let Ok(parameters) = said.check(body) {
        assert!(parameters.len() <= body.len());
    }
    if let Ok(bind) = Bind::parse(body) {
        let transfers: usize = bind.contexts.iter().map(|offer| offer.transfers.len()).sum();
        assert!(bind.contexts.len() * 24 + transfers * 20 <= body.len());
        bind.write(&mut Vec::new(), header.kind, header.flags, header.call_id, None)
            .unwrap();
        seen.note("bind", (bucket(bind.contexts.len()), bucket(transfers)));
    }
    if let Ok(ack) = BindAck::parse(body) {
        assert!(ack.verdicts.len() * 24 + ack.address.len() / 3 <= body.len());
        seen.note("ack", bucket(ack.verdicts.len()));
    }
}

impl Fuzzer for Pdu {
    fn seeds(&self) -> Vec<Vec<u8>> {
        self.seeds.clone()
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let (state, steps) = frames::read(input);
        let (mut ends, state) = Ends::new(self, state, seen);
        assert!(
            !ends.server.is_closed() && !ends.client.is_closed(),
            "it cannot even begin"
        );
        seen.note_next("begins", state);
        for step in &steps {
            if step.what % step::KINDS == step::WHOLE {
                readers(&whole(&step.data), seen);
            }
            ends.step(step, seen);
        }
        // What is still open ends in time.
        for _ in 0..4 {
            let Some(deadline) = ends.server.next_deadline() else {
                break;
            };
            ends.server.expire(deadline);
        }
        assert!(
            ends.server.is_closed() || ends.server.calls_in_flight() > 0,
            "it is open for ever"
        );
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        if random.one_in(4) {
            let kind = *random.one_of(&[
                Kind::Bind,
                Kind::Request,
                Kind::AlterContext,
                Kind::Auth3,
                Kind::Cancel,
                Kind::Response,
            ]);
            let step = *random.one_of(&[step::WHOLE, step::SIGNED, step::WHOLE_BACK, step::SIGNED_BACK]);
            let pdu = [
                &[5, 0, kind.number(), 3, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0][..],
                &noise(random, 100),
            ]
            .concat();
            return frames::write(random.byte(), &[Step::new(step, pdu)]);
        }
        random.one_of(&self.seeds).clone()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        frames::change(input, other, &self.words, step::KINDS, random);
    }

    /// Two ends with their buffers.
    fn most_memory(&self, input: &[u8]) -> usize {
        64 * input.len() + (1 << 20)
    }
}

fn why(closed: &Closed) -> String {
    match closed {
        Closed::Malformed(error) => format!("{error:?}"),
        other => other.to_string(),
    }
}

fn put(pdu: &mut [u8], at: usize, number: usize) {
    if let Some(place) = pdu.get_mut(at..at + 2) {
        place.copy_from_slice(&u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
    }
}

/// The same with its length put right.
fn whole(data: &[u8]) -> Vec<u8> {
    let mut pdu = data.to_vec();
    let length = pdu.len();
    put(&mut pdu, 8, length);
    pdu
}

/// The same without what its sender signed it with.
fn without_trailer(pdu: &[u8]) -> Vec<u8> {
    let Some(Ok(header)) = Header::parse(pdu) else {
        return pdu.to_vec();
    };
    let mut bare = pdu.to_vec();
    if let Ok(Some((at, _))) = SecurityTrailer::of(pdu, &header) {
        bare.truncate(at);
        put(&mut bare, 10, 0);
    }
    bare
}

/// The PDUs in some bytes.
fn pdus(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pdus = Vec::new();
    while let Some(Ok(header)) = Header::parse(bytes) {
        let (pdu, rest) = bytes.split_at(usize::from(header.fragment_length).min(bytes.len()));
        pdus.push(pdu.to_vec());
        bytes = rest;
    }
    pdus
}
