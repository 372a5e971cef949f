//! Sign-ins: the three messages of NTLM on both sides, alone and within SPNEGO.
//!
//! The first byte of an input chooses how far the sign-in has come and whose turn it is; the rest is the token.

use std::sync::Arc;

use wua_rpc::auth::ntlm::{self, Accounts, Credentials, Names, NtHash};
use wua_rpc::auth::spnego::{self, Mechanism};
use wua_rpc::auth::{Handshake, Outside, Progress, Refusal};

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};
use crate::vectors;

pub(super) const USER: &str = "Administrator";

/// Numbers that nobody can guess, the same in every run.
pub(super) struct World(Random);

impl World {
    pub(super) fn new(seed: u64) -> Self {
        Self(Random::new(seed))
    }
}

impl Outside for World {
    fn file_time(&self) -> u64 {
        0x01dd_794f_234b_4f80
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.0.byte());
    }
}

/// There is one user.
struct Book(NtHash);

impl Accounts for Book {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        user.eq_ignore_ascii_case(USER).then(|| self.0.clone())
    }
}

/// Both sides of both mechanisms.
pub(super) struct Sides {
    server: Arc<ntlm::Server>,
    client: Arc<ntlm::Client>,
}

impl Sides {
    pub(super) fn new() -> Self {
        let names = Names {
            computer: "WUA".into(),
            domain: "WUA".into(),
            dns_computer: "wua.example".into(),
            dns_domain: "example".into(),
        };
        let nt_hash = NtHash::of("correct horse");
        let credentials = Credentials {
            user: USER.into(),
            domain: "WORKGROUP".into(),
            nt_hash: nt_hash.clone(),
        };
        Self {
            server: Arc::new(ntlm::Server::new(names, Arc::new(Book(nt_hash)))),
            client: Arc::new(ntlm::Client::new(
                credentials,
                "CLIENT".into(),
                "host/wua.example".into(),
            )),
        }
    }

    pub(super) fn server(&self, is_spnego: bool) -> Box<dyn Handshake> {
        if is_spnego {
            let mechanism: Arc<dyn Mechanism> = self.server.clone();
            spnego::Server::new(Arc::new([mechanism])).handshake()
        } else {
            self.server.handshake()
        }
    }

    pub(super) fn client(&self, is_spnego: bool) -> Box<dyn Handshake> {
        if is_spnego {
            let mechanism: Arc<dyn Mechanism> = self.client.clone();
            spnego::Client::new(Arc::new([mechanism])).handshake()
        } else {
            self.client.handshake()
        }
    }
}

pub(super) struct Ntlm {
    sides: Sides,
    /// The genuine tokens, alone and within SPNEGO.
    genuine: [Vec<Vec<u8>>; 2],
    words: Vec<Vec<u8>>,
}

/// Places in a sign-in: whose token, within SPNEGO or not.
const PLACES: u8 = 8;

impl Ntlm {
    pub(super) fn new() -> Self {
        let sides = Sides::new();
        let genuine = [false, true].map(|is_spnego| {
            let mut world = World::new(1);
            let (mut client, mut server) = (sides.client(is_spnego), sides.server(is_spnego));
            let mut tokens = vec![going_on(client.step(&[], &mut world))];
            while let Some(token) = tokens.last().filter(|token| !token.is_empty()) {
                let is_client = tokens.len() % 2 == 0;
                let side = if is_client { &mut client } else { &mut server };
                let (token, is_done) = match side.step(token, &mut world).unwrap() {
                    Progress::Continue(token) => (token, false),
                    Progress::Done { token, .. } => (token, true),
                };
                tokens.push(token);
                if is_done && !is_client {
                    break;
                }
            }
            tokens.retain(|token| !token.is_empty());
            tokens
        });
        let mut words: Vec<Vec<u8>> = (0..12_u16).map(|pair| pair.to_le_bytes().to_vec()).collect();
        words.extend(
            [
                &b"NTLMSSP\0"[..],
                b"\x30\x80",
                b"\xa1\x84\xff\xff\xff\xff",
                b"\x60\x82\xff\xff",
            ]
            .map(<[u8]>::to_vec),
        );
        Self {
            sides,
            genuine,
            words,
        }
    }

    fn judged(&self, is_spnego: bool, token: &[u8], step: Result<Progress, Refusal>, seen: &mut Seen) {
        match step {
            Ok(Progress::Continue(answer)) => seen.note("goes on", bucket(answer.len())),
            Ok(Progress::Done { token: last, .. }) => {
                // Only what proves the password lets somebody in, and nobody else knows it.
                let proof = &self.genuine[0][2];
                let is_genuine = if is_spnego {
                    contains(token, &self.authenticate_of_spnego())
                } else {
                    token == proof
                };
                assert!(is_genuine, "somebody got in");
                seen.note("done", bucket(last.len()));
            }
            Err(refusal) => {
                assert!(!refusal.reason.is_empty());
                // Names differ in every input.
                let words: String = refusal.reason.split('“').next().unwrap_or_default().into();
                seen.note("refused", (words, refusal.peer.is_some()));
            }
        }
    }

    /// Whether a server's last token has nothing against it. NTLM is the client's favourite, so that the server need not
    /// sign the list of mechanisms; but a signature that is there has to be right.
    fn may_be_believed(&self, token: &[u8]) -> bool {
        let Some((head, signature)) = self.genuine[1]
            .get(3)
            .and_then(|last| last.split_last_chunk::<16>())
        else {
            return false;
        };
        token
            .strip_prefix(head)
            .is_none_or(|behind| behind.starts_with(signature))
    }

    /// The third message, as it stands within SPNEGO.
    fn authenticate_of_spnego(&self) -> Vec<u8> {
        let token = &self.genuine[1][2];
        let at = token
            .windows(8)
            .position(|window| window == b"NTLMSSP\0")
            .unwrap_or_default();
        // Up to its signatures; behind it stands only what SPNEGO says.
        token[at..token.len().min(at + 300)].to_vec()
    }
}

impl Fuzzer for Ntlm {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut seeds = Vec::new();
        for (place, token) in (0..PLACES).zip([0, 2, 1, 1, 0, 2, 1, 3]) {
            let genuine = &self.genuine[usize::from(place >= 4)];
            seeds.push([&[place][..], genuine.get(token).map_or(&[][..], Vec::as_slice)].concat());
        }
        for token in vectors::tokens() {
            seeds.extend((0..PLACES).map(|place| [&[place][..], &token].concat()));
        }
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let Some((place, token)) = input.split_first() else {
            return;
        };
        let place = place % PLACES;
        let is_spnego = place >= 4;
        seen.note("place", place);
        let genuine = &self.genuine[usize::from(is_spnego)];
        let mut world = World::new(1);
        let mut client = self.sides.client(is_spnego);
        let mut server = self.sides.server(is_spnego);
        // What the client draws comes before what the server does.
        let first = going_on(client.step(&[], &mut world));
        match place % 4 {
            0 => {
                let step = server.step(token, &mut world);
                let goes_on = matches!(step, Ok(Progress::Continue(_)));
                self.judged(is_spnego, &[], step, seen);
                if goes_on {
                    // The same once more is not what follows.
                    let again = server.step(token, &mut world);
                    assert!(!matches!(again, Ok(Progress::Done { .. })));
                    // What the client proves is over other messages now, unless it was the genuine one.
                    let step = server.step(&genuine[2], &mut world);
                    assert!(!matches!(step, Ok(Progress::Done { .. })));
                }
            }
            1 => {
                going_on(server.step(&first, &mut world));
                let step = server.step(token, &mut world);
                self.judged(is_spnego, token, step, seen);
            }
            2 => {
                // A client proves its password to anybody who asks in due form; it must only not break.
                match client.step(token, &mut world) {
                    Ok(Progress::Continue(answer) | Progress::Done { token: answer, .. }) => {
                        seen.note("proved", bucket(answer.len()));
                        going_on(server.step(&first, &mut world));
                        let step = server.step(&answer, &mut world);
                        let is_in = matches!(step, Ok(Progress::Done { .. }));
                        seen.note("and so", is_in);
                    }
                    Err(refusal) => seen.note("refused", (refusal.reason, refusal.peer.is_some())),
                }
            }
            _ => {
                let challenge = going_on(server.step(&first, &mut world));
                let _ = client.step(&challenge, &mut world);
                match client.step(token, &mut world) {
                    Ok(_) => assert!(
                        is_spnego && self.may_be_believed(token),
                        "a false server is believed"
                    ),
                    Err(refusal) => seen.note("refused", refusal.reason),
                }
            }
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let place = random.byte() % PLACES;
        let genuine = &self.genuine[usize::from(place >= 4)];
        if random.one_in(4) {
            let head = random
                .one_of(&[
                    &b"NTLMSSP\0\x03\0\0\0"[..],
                    b"NTLMSSP\0\x02\0\0\0",
                    b"\x60",
                    b"\xa1",
                    b"\xa0",
                ])
                .to_vec();
            return [&[place][..], &head, &noise(random, 200)].concat();
        }
        [&[place][..], random.one_of(genuine).as_slice()].concat()
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let Some((place, token)) = input.split_first() else {
            return;
        };
        let place = if random.one_in(16) { random.byte() } else { *place };
        let mut token = token.to_vec();
        mutation::change(
            &mut token,
            other.get(1..).unwrap_or_default(),
            &self.words,
            random,
        );
        *input = [&[place][..], &token].concat();
    }
}

#[track_caller]
pub(super) fn going_on(progress: Result<Progress, Refusal>) -> Vec<u8> {
    match progress {
        Ok(Progress::Continue(token) | Progress::Done { token, .. }) => token,
        Err(refusal) => panic!("{refusal}"),
    }
}

fn contains(token: &[u8], part: &[u8]) -> bool {
    token.windows(part.len()).any(|window| window == part)
}
