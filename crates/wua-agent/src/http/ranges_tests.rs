//! Large files over several connections, against a server that knows ranges and misbehaves as it is told.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wua_com::{Error, code};

use super::fetch::{Fetch, Patience};
use super::ranges::Division;
use super::{Body, Http, Location, Request, Response};
use crate::ports::{Abort, Arrival, Conditions};
use crate::proxy::ProxySettings;

/// Pieces of ten bytes, and no connection is ever fast enough to stay alone.
const DIVISION: Division = Division {
    piece: 10,
    window: 4,
    fast: u64::MAX,
};

const SIZE: usize = 205;

fn body() -> Vec<u8> {
    (0..SIZE).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

/// What is wrong with the answer to a request, which is the nth.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    Nothing,
    NoRanges,
    BreaksAfter(usize),
    Status(u16),
    /// The bytes of the range, called otherwise.
    WrongRange,
    TooMuch,
    TooLittle,
    WrongTotal,
}

struct Server<'a> {
    body: Vec<u8>,
    tag: Mutex<&'static str>,
    /// It compares what `If-Range` says.
    knows_if_range: bool,
    trouble: &'a (dyn Fn(usize, &Request<'_>) -> Trouble + Sync),
    asked: Mutex<Vec<(u64, Option<u64>)>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

impl<'a> Server<'a> {
    fn new(trouble: &'a (dyn Fn(usize, &Request<'_>) -> Trouble + Sync)) -> Self {
        Self {
            body: body(),
            tag: Mutex::new("\"v1\""),
            knows_if_range: true,
            trouble,
            asked: Mutex::default(),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        }
    }

    fn asked(&self) -> Vec<(u64, Option<u64>)> {
        self.asked.lock().unwrap().clone()
    }

    fn answer(&self, request: &Request<'_>, body: &mut dyn Body) -> Result<Response, Error> {
        let nth = {
            let mut asked = self.asked.lock().unwrap();
            asked.push((request.from, request.to));
            asked.len()
        };
        let trouble = (self.trouble)(nth, request);
        let tag = *self.tag.lock().unwrap();
        let total = self.body.len();
        let from = usize::try_from(request.from).unwrap();
        let to = request
            .to
            .map_or(total, |to| usize::try_from(to).unwrap() + 1)
            .min(total);
        let is_same = request.validator.is_none_or(|known| known.as_str() == tag);
        let is_whole = trouble == Trouble::NoRanges
            || (from == 0 && request.to.is_none())
            || (self.knows_if_range && !is_same);
        let said = match trouble {
            Trouble::WrongRange => from + 1,
            _ => from,
        };
        let says_total = if trouble == Trouble::WrongTotal {
            total + 1
        } else {
            total
        };
        let (status, range, bytes) = match trouble {
            Trouble::Status(status) => (status, String::new(), &b""[..]),
            _ if is_whole => (200, String::new(), self.body.as_slice()),
            _ => (
                206,
                format!("bytes {said}-{}/{says_total}", to.max(said + 1) - 1),
                &self.body[from..to],
            ),
        };
        let length = total.to_string();
        let mut headers = vec![("etag", tag.as_bytes())];
        match status {
            206 => headers.push(("content-range", range.as_bytes())),
            200 => headers.push(("content-length", length.as_bytes())),
            _ => {}
        }
        let response = Response::new(status, Location::parse(request.url).unwrap(), headers);
        if !body.begins(&response)? {
            return Ok(response);
        }
        match trouble {
            Trouble::BreaksAfter(count) if count < bytes.len() => {
                bytes[..count].chunks(3).try_for_each(|piece| body.piece(piece))?;
                return Err(Error::new(code::WININET_E_CONNECTION_ABORTED, "it broke"));
            }
            Trouble::TooMuch => body.piece(&[bytes, b"more than that"].concat())?,
            Trouble::TooLittle => body.piece(&bytes[..bytes.len() - 1])?,
            _ => bytes.chunks(3).try_for_each(|piece| body.piece(piece))?,
        }
        Ok(response)
    }
}

impl Http for Server<'_> {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        conditions.abort.check()?;
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(1));
        let answer = self.answer(request, body);
        self.now.fetch_sub(1, Ordering::SeqCst);
        answer
    }
}

/// Who checks that everything comes in order.
#[derive(Default)]
struct Told {
    bytes: Vec<u8>,
    /// Asks to stop behind so many bytes.
    stops_at: Option<(usize, Abort)>,
}

impl Arrival for Told {
    fn there(&mut self, bytes: u64) {
        assert!(usize::try_from(bytes).unwrap() <= SIZE);
    }

    fn wrote(&mut self, at: u64, bytes: &[u8]) -> Result<(), Error> {
        self.bytes.truncate(usize::try_from(at).unwrap());
        assert_eq!(u64::try_from(self.bytes.len()).unwrap(), at, "no holes");
        self.bytes.extend_from_slice(bytes);
        if let Some((count, abort)) = &self.stops_at
            && self.bytes.len() >= *count
        {
            abort.request();
        }
        Ok(())
    }
}

/// The tests of a process share the one turn; here each needs it.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

struct Place {
    folder: tempfile::TempDir,
    told: Told,
    division: Division,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            told: Told::default(),
            division: DIVISION,
        }
    }

    fn fetch(&mut self, server: &Server<'_>) -> Result<Vec<u8>, Error> {
        let _alone = ONE_AT_A_TIME
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let file = self.folder.path().join("file.part");
        let before = fs::read(&file).unwrap_or_default();
        self.told.bytes.clone_from(&before);
        let abort = self
            .told
            .stops_at
            .as_ref()
            .map_or_else(Abort::default, |(_, abort)| abort.clone());
        let fetch = Fetch {
            http: server,
            places: vec!["http://ranges.test/file"],
            may_mix: true,
            patience: Patience::NONE,
            division: self.division,
            conditions: Conditions {
                proxy: &ProxySettings::default(),
                abort: &abort,
            },
        };
        let from = u64::try_from(before.len()).unwrap();
        let fetched = fetch.to_file(&file, from, Some(u64::try_from(SIZE).unwrap()), &mut self.told);
        let after = fs::read(&file).unwrap();
        assert_eq!(after, self.told.bytes, "what was told is what is there");
        assert!(server.body.starts_with(&after), "what is there is the beginning");
        fetched.map(|()| after)
    }
}

fn fine(_: usize, _: &Request<'_>) -> Trouble {
    Trouble::Nothing
}

#[test]
fn a_large_file_comes_over_several_connections_and_in_order() {
    let server = Server::new(&fine);
    assert!(Place::new().fetch(&server).unwrap() == body());
    let most = server.most.load(Ordering::SeqCst);
    assert!((2..=4).contains(&most), "{most}");
    let mut asked = server.asked();
    asked.sort_unstable();
    let expected: Vec<_> = (0..SIZE)
        .step_by(10)
        .map(|from| (from, (from + 10).min(SIZE) - 1))
        .map(|(from, to)| (u64::try_from(from).unwrap(), Some(u64::try_from(to).unwrap())))
        .collect();
    assert_eq!(asked, expected, "each byte once");
}

#[test]
fn a_connection_that_is_fast_enough_stays_alone() {
    let server = Server::new(&fine);
    let mut place = Place::new();
    place.division.fast = 0;
    place.fetch(&server).unwrap();
    let doubled = [
        (0, Some(9)),
        (10, Some(29)),
        (30, Some(69)),
        (70, Some(149)),
        (150, None),
    ];
    assert_eq!(server.asked(), doubled);
}

#[test]
fn a_server_without_ranges_is_asked_once() {
    let server = Server::new(&|_, _| Trouble::NoRanges);
    assert!(Place::new().fetch(&server).unwrap() == body());
    assert_eq!(server.asked(), [(0, Some(9))]);
}

#[test]
fn a_server_that_allows_two_connections_gets_no_more() {
    let busy = AtomicUsize::new(0);
    let refuse = |nth: usize, _: &Request<'_>| {
        // The third and fourth connection at the beginning.
        if (4..=5).contains(&nth) && busy.fetch_add(1, Ordering::SeqCst) < 2 {
            return Trouble::Status(503);
        }
        Trouble::Nothing
    };
    let server = Server::new(&refuse);
    assert!(Place::new().fetch(&server).unwrap() == body());
}

#[test]
fn a_server_that_hands_out_no_further_part_is_asked_for_the_rest_by_one() {
    for status in [403, 429, 500, 503] {
        let refuse = move |nth: usize, request: &Request<'_>| {
            let is_piece = request.to.is_some() && nth > 1;
            if is_piece {
                Trouble::Status(status)
            } else {
                Trouble::Nothing
            }
        };
        let server = Server::new(&refuse);
        assert!(Place::new().fetch(&server).unwrap() == body(), "{status}");
        assert_eq!(server.asked().last(), Some(&(10, None)), "{status}");
    }
}

#[test]
fn a_file_that_changes_between_its_parts_is_fetched_from_the_start() {
    for knows_if_range in [true, false] {
        let changed = AtomicUsize::new(0);
        let change = |nth: usize, _: &Request<'_>| {
            changed.fetch_max(nth, Ordering::SeqCst);
            Trouble::Nothing
        };
        let mut server = Server::new(&change);
        server.knows_if_range = knows_if_range;
        let changing = Changing { server: &server };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.part");
        let abort = Abort::default();
        let _alone = ONE_AT_A_TIME
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let fetch = Fetch {
            http: &changing,
            places: vec!["http://ranges.test/file"],
            may_mix: true,
            patience: Patience {
                pauses: &[],
                ..Patience::NONE
            },
            division: DIVISION,
            conditions: Conditions {
                proxy: &ProxySettings::default(),
                abort: &abort,
            },
        };
        let fetched = fetch.to_file(&file, 0, Some(205), &mut Told::default());
        match (knows_if_range, fetched) {
            (true, fetched) => {
                fetched.unwrap();
                assert!(fs::read(&file).unwrap() == body());
            }
            // Whoever cannot say which version it is of is not believed; the engine begins anew.
            (false, fetched) => {
                assert_eq!(fetched.unwrap_err().hresult(), code::WU_E_DM_INCORRECTFILEHASH);
            }
        }
    }
}

/// Another version from the second request on.
struct Changing<'a> {
    server: &'a Server<'a>,
}

impl Http for Changing<'_> {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        if !self.server.asked().is_empty() {
            *self.server.tag.lock().unwrap() = "\"v2\"";
        }
        self.server.send(request, conditions, body)
    }
}

#[test]
fn answers_that_are_not_what_was_asked_for_are_believed_nowhere() {
    for trouble in [Trouble::WrongRange, Trouble::TooMuch, Trouble::WrongTotal] {
        let always = move |nth: usize, _: &Request<'_>| if nth == 1 { Trouble::Nothing } else { trouble };
        let server = Server::new(&always);
        let mut place = Place::new();
        let error = place.fetch(&server).unwrap_err();
        assert!(
            [
                code::WININET_E_INVALID_SERVER_RESPONSE,
                code::WU_E_DM_INCORRECTFILEHASH
            ]
            .contains(&error.hresult()),
            "{trouble:?}: {error}"
        );
        let twice = |nth: usize, _: &Request<'_>| {
            if (2..=3).contains(&nth) {
                trouble
            } else {
                Trouble::Nothing
            }
        };
        assert!(
            Place::new().fetch(&Server::new(&twice)).unwrap() == body(),
            "{trouble:?}"
        );
    }
    let short = |nth: usize, _: &Request<'_>| {
        if nth.is_multiple_of(3) {
            Trouble::TooLittle
        } else {
            Trouble::Nothing
        }
    };
    assert!(Place::new().fetch(&Server::new(&short)).unwrap() == body());
}

#[test]
fn a_connection_that_breaks_after_any_byte_costs_nothing_but_time() {
    for count in 1..=SIZE {
        let breaks = move |_: usize, _: &Request<'_>| Trouble::BreaksAfter(count);
        let server = Server::new(&breaks);
        let mut place = Place::new();
        let mut before = 0;
        loop {
            if let Ok(whole) = place.fetch(&server) {
                assert!(whole == body(), "{count}");
                break;
            }
            assert!(place.told.bytes.len() > before, "{count}: it goes on");
            before = place.told.bytes.len();
        }
    }
}

#[test]
fn whoever_stops_behind_any_byte_finds_the_beginning_and_goes_on() {
    for count in 1..SIZE {
        let server = Server::new(&fine);
        let mut place = Place::new();
        place.told.stops_at = Some((count, Abort::default()));
        if let Err(error) = place.fetch(&server) {
            assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED, "{count}: {error}");
            assert!(place.told.bytes.len() >= count);
        }
        place.told.stops_at = None;
        assert!(place.fetch(&server).unwrap() == body(), "{count}");
    }
}
