//! Connections that break, hang or never come to an end.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wua::computer::Terms;
use wua::{Error, HResult, code};
use wua_rpc::pdu::{Flags, Header, Kind};

use crate::between::{Between, Passing, Then, Way};
use crate::server::{Elsewhere, PASSWORD, USER, as_user, connect, short_terms, terms};

/// Lets so many bytes pass, and cuts everything off then.
#[derive(Default)]
struct Scissors {
    passed: [AtomicUsize; 2],
    most: [AtomicUsize; 2],
}

impl Scissors {
    fn set(&self, way: Way, most: usize) {
        for passed in &self.passed {
            passed.store(0, Ordering::SeqCst);
        }
        for (at, limit) in self.most.iter().enumerate() {
            let is_cut = at == usize::from(way == Way::ToClient);
            limit.store(if is_cut { most } else { usize::MAX }, Ordering::SeqCst);
        }
    }

    fn passed(&self) -> [usize; 2] {
        [0, 1].map(|way: usize| self.passed[way].load(Ordering::SeqCst))
    }

    fn have_cut(&self) -> bool {
        let both = self.passed.iter().zip(&self.most);
        let mut both =
            both.map(|(passed, most)| (passed.load(Ordering::SeqCst), most.load(Ordering::SeqCst)));
        both.any(|(passed, most)| passed >= most)
    }

    /// How many of so many bytes still pass.
    fn take(&self, way: usize, count: usize) -> usize {
        let before = self.passed[way].fetch_add(count, Ordering::SeqCst);
        let most = self.most[way].load(Ordering::SeqCst);
        most.saturating_sub(before).min(count)
    }

    fn between(self: &Arc<Self>, elsewhere: &Elsewhere) -> Between {
        let scissors = Arc::clone(self);
        Between::listen((elsewhere.mapper, elsewhere.objects), move |client, server, _| {
            let ways = [(&client, &server), (&server, &client)];
            for (way, (from, to)) in ways.into_iter().enumerate() {
                let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                let scissors = Arc::clone(&scissors);
                thread::spawn(move || carry(&scissors, way, &from, &to));
            }
        })
    }
}

fn carry(scissors: &Scissors, way: usize, mut from: &TcpStream, mut to: &TcpStream) {
    let mut piece = [0; 8192];
    while !scissors.have_cut() {
        let Ok(count @ 1..) = from.read(&mut piece) else {
            break;
        };
        let passing = scissors.take(way, count);
        if to.write_all(&piece[..passing]).is_err() || passing < count {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// What calls fail with whose connection breaks.
const BROKEN: [HResult; 2] = [code::RPC_S_CALL_FAILED, code::RPC_S_SERVER_UNAVAILABLE];

/// A session from the first byte to the goodbye.
fn session(at: &Between, terms: Terms) -> Result<usize, Error> {
    connect(at.mapper, &as_user(USER, PASSWORD), terms).history_count()
}

#[test]
fn a_session_can_break_at_every_byte() {
    let elsewhere = Elsewhere::new();
    let count = elsewhere.here().history_count().unwrap();
    let scissors = Arc::new(Scissors::default());
    let between = scissors.between(&elsewhere);
    scissors.set(Way::ToClient, usize::MAX);
    assert_eq!(session(&between, terms()).unwrap(), count);
    let passed = scissors.passed();
    let mut broken = [0_usize; 2];
    for way in [Way::ToServer, Way::ToClient] {
        let at = usize::from(way == Way::ToClient);
        for most in 0..passed[at] {
            scissors.set(way, most);
            let began = Instant::now();
            match session(&between, terms()) {
                // What was missing then was the goodbye.
                Ok(found) => assert_eq!(found, count, "{way:?} {most}"),
                Err(error) => {
                    broken[at] += 1;
                    assert!(BROKEN.contains(&error.hresult()), "{way:?} {most}: {error}");
                    assert!(error.message().contains("127.0.35."), "{way:?} {most}: {error}");
                }
            }
            assert!(began.elapsed() < Duration::from_secs(5), "{way:?} {most}");
        }
    }
    println!("bytes {passed:?}, of which break the session {broken:?}");
    assert!(broken[0] > 1000 && broken[1] > 1000, "{broken:?} of {passed:?}");
    // The server is as it was.
    assert_eq!(elsewhere.session().history_count().unwrap(), count);
}

/// The answer with this number, and what follows it, is replaced.
fn instead(
    elsewhere: &Elsewhere,
    number: usize,
    then: impl Fn(Passing) -> Then + Send + Sync + 'static,
) -> Between {
    Between::new((elsewhere.mapper, elsewhere.objects), move |passing| {
        if passing.way == Way::ToClient && passing.number == number {
            return then(passing);
        }
        passing.pass()
    })
}

#[test]
fn silence_in_the_middle_ends_within_the_time_that_there_is() {
    let elsewhere = Elsewhere::new();
    for number in 0..9 {
        let between = instead(&elsewhere, number, |_| Then::Silence);
        let began = Instant::now();
        let error = session(
            &between,
            Terms {
                until: Some(began + Duration::from_secs(1)),
                ..terms()
            },
        )
        .unwrap_err();
        assert_eq!(error.hresult(), code::ERROR_TIMEOUT, "{number}: {error}");
        assert!(error.message().contains("127.0.35."), "{number}: {error}");
        assert!(began.elapsed() < Duration::from_millis(1500), "{number}");
    }
}

#[test]
fn half_a_pdu_and_then_silence_ends_as_well() {
    let elsewhere = Elsewhere::new();
    for number in [0, 1, 4] {
        // The first half says that more will come.
        let between = instead(&elsewhere, number, |passing| {
            let half = passing.pdu.len() / 2;
            Then::Pass(passing.pdu[..half].to_vec())
        });
        let error = session(&between, short_terms()).unwrap_err();
        assert_eq!(error.hresult(), code::ERROR_TIMEOUT, "{number}: {error}");
    }
}

#[test]
fn whoever_talks_without_end_gets_no_more_time() {
    let elsewhere = Elsewhere::new();
    let shutdown = Header {
        kind: Kind::Shutdown,
        flags: Flags::WHOLE,
        fragment_length: 16,
        auth_length: 0,
        call_id: 0,
    };
    for number in [0, 1, 4] {
        // PDUs that mean nothing, instead of the answer that is waited for.
        let bytes = shutdown.to_bytes().repeat(2000);
        let between = instead(&elsewhere, number, move |_| Then::Flood(bytes.clone()));
        let began = Instant::now();
        let error = session(
            &between,
            Terms {
                until: Some(began + Duration::from_secs(1)),
                ..terms()
            },
        )
        .unwrap_err();
        assert_eq!(error.hresult(), code::ERROR_TIMEOUT, "{number}: {error}");
        assert!(began.elapsed() < Duration::from_millis(1500), "{number}");
    }
}
