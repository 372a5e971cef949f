//! Fetching, against a server that answers by script.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wua_com::{Error, code};

use super::fetch::{Fetch, Patience};
use super::ranges::Division;
use super::{Body, Http, Location, Request, Response, fetch_to_file};
use crate::ports::{Abort, Conditions};
use crate::proxy::ProxySettings;

const URL: &str = "http://me:sesame@host/file.deb";
const BODY: &[u8] = b"0123456789";
const LONG_PAUSE: &[Duration] = &[Duration::from_secs(5)];
const SHORT_PAUSE: Duration = Duration::from_millis(300);

/// What happens to one request.
#[derive(Clone, Debug)]
enum Answer {
    /// As it should, with ranges.
    Works,
    /// All of it, whatever was asked for.
    NoRanges,
    /// The same, and the connection breaks after so many bytes.
    NoRangesAndBreaksAfter(usize),
    /// The connection breaks after so many bytes of what was asked for.
    BreaksAfter(usize),
    /// The same, and nobody notices.
    EndsAfter(usize),
    /// A number and nothing else.
    Status(u16),
    /// A number, and for how long it wants to be left alone.
    Later(u16, &'static str),
    /// There are no such bytes; there are so many.
    Unsatisfied(u64),
    /// Bytes from somewhere else.
    WrongRange,
    /// No connection.
    Fails(wua_com::HResult),
    /// Asks itself to stop, as a person would in the middle.
    Aborts,
    /// Without saying how much it is.
    Endless,
}

/// Answers by script; when that is used up, as it should.
struct Scripted {
    body: Vec<u8>,
    answers: Mutex<Vec<Answer>>,
    asked: Mutex<Vec<(u64, Option<String>)>>,
}

impl Scripted {
    fn new(answers: &[Answer]) -> Self {
        Self {
            body: BODY.to_owned(),
            answers: Mutex::new(answers.iter().rev().cloned().collect()),
            asked: Mutex::default(),
        }
    }

    fn asked_from(&self) -> Vec<u64> {
        self.asked.lock().unwrap().iter().map(|(from, _)| *from).collect()
    }
}

impl Http for Scripted {
    fn send(
        &self,
        request: &Request<'_>,
        conditions: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        let validator = request.validator.map(|validator| validator.as_str().to_owned());
        self.asked.lock().unwrap().push((request.from, validator));
        let answer = self.answers.lock().unwrap().pop().unwrap_or(Answer::Works);
        let from = usize::try_from(request.from).unwrap();
        let total = self.body.len();
        let says = |status: u16, headers: &[(&str, String)]| {
            let headers = headers.iter().map(|(name, value)| (*name, value.as_bytes()));
            Response::new(status, Location::parse(request.url).unwrap(), headers)
        };
        let all = ("content-length", total.to_string());
        let tag = ("etag", "\"v1\"".to_owned());
        let (response, start) = match answer {
            Answer::Status(status) => (says(status, &[]), 0),
            Answer::Later(status, after) => (says(status, &[("retry-after", after.to_owned())]), 0),
            Answer::Unsatisfied(total) => (says(416, &[("content-range", format!("bytes */{total}"))]), 0),
            Answer::Fails(hresult) => return Err(Error::new(hresult, "no connection")),
            Answer::Endless => (says(200, &[]), 0),
            Answer::WrongRange => (
                says(
                    206,
                    &[("content-range", format!("bytes 0-{}/{total}", total - 1))],
                ),
                0,
            ),
            Answer::NoRanges | Answer::NoRangesAndBreaksAfter(_) => (says(200, &[all, tag]), 0),
            _ if from == 0 => (says(200, &[all, tag]), 0),
            _ => {
                let range = format!("bytes {from}-{}/{total}", total - 1);
                (says(206, &[("content-range", range), tag]), from)
            }
        };
        if !body.begins(&response)? {
            return Ok(response);
        }
        let wanted = &self.body[start..];
        match answer {
            Answer::BreaksAfter(count) | Answer::NoRangesAndBreaksAfter(count) => {
                body.piece(&wanted[..count])?;
                return Err(Error::new(code::WININET_E_CONNECTION_ABORTED, "it broke"));
            }
            Answer::EndsAfter(count) => body.piece(&wanted[..count])?,
            Answer::Aborts => {
                conditions.abort.request();
                return Err(Error::new(code::WININET_E_CONNECTION_ABORTED, "it broke"));
            }
            _ => wanted.chunks(3).try_for_each(|piece| body.piece(piece))?,
        }
        Ok(response)
    }
}

/// A destination with something in it, and what became of it.
struct Place {
    _folder: TempDir,
    file: PathBuf,
    abort: Abort,
    told: Vec<u64>,
}

impl Place {
    fn with(before: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.part");
        if !before.is_empty() {
            fs::write(&file, before).unwrap();
        }
        Self {
            _folder: folder,
            file,
            abort: Abort::default(),
            told: Vec::new(),
        }
    }

    fn fetch(&mut self, http: &Scripted, url: &str, size: Option<u64>) -> Result<(), Error> {
        let from = fs::metadata(&self.file).map_or(0, |file| file.len());
        let told = &mut self.told;
        let fetch = Fetch {
            http,
            places: vec![url],
            may_mix: true,
            patience: Patience {
                longest: SHORT_PAUSE,
                ..Patience::NONE
            },
            division: Division::USUAL,
            conditions: Conditions {
                proxy: &ProxySettings::default(),
                abort: &self.abort,
            },
        };
        fetch.to_file(&self.file, from, size, &mut |bytes: u64| told.push(bytes))
    }

    fn content(&self) -> Vec<u8> {
        fs::read(&self.file).unwrap()
    }
}

#[test]
fn a_file_arrives_and_its_bytes_are_counted() {
    let (http, mut place) = (Scripted::new(&[]), Place::with(b""));
    place.fetch(&http, URL, Some(10)).unwrap();
    assert_eq!(place.content(), BODY);
    assert_eq!(place.told, [0, 3, 6, 9, 10]);
}

#[test]
fn what_is_there_already_is_not_asked_for_again() {
    let (http, mut place) = (Scripted::new(&[]), Place::with(b"0123"));
    place.fetch(&http, URL, Some(10)).unwrap();
    assert_eq!((place.content().as_slice(), http.asked_from()), (BODY, vec![4]));
    place.fetch(&http, URL, Some(10)).unwrap();
    assert_eq!(http.asked_from(), [4], "all of it is there");
}

#[test]
fn a_server_without_ranges_sends_all_of_it_and_that_replaces_the_part() {
    let (http, mut place) = (Scripted::new(&[Answer::NoRanges]), Place::with(b"abcd"));
    place.fetch(&http, URL, None).unwrap();
    assert_eq!((place.content().as_slice(), http.asked_from()), (BODY, vec![4]));
}

#[test]
fn a_connection_that_breaks_is_continued_if_it_is_still_the_same_file() {
    let answers = [Answer::BreaksAfter(4), Answer::EndsAfter(3)];
    let (http, mut place) = (Scripted::new(&answers), Place::with(b""));
    place.fetch(&http, URL, Some(10)).unwrap();
    assert_eq!(place.content(), BODY);
    let tag = Some("\"v1\"".to_owned());
    assert_eq!(
        *http.asked.lock().unwrap(),
        [(0, None), (4, tag.clone()), (7, tag)]
    );
}

#[test]
fn what_may_pass_is_tried_three_times_more_and_what_does_not_is_not() {
    for (hresult, requests) in [
        (code::WININET_E_TIMEOUT, 4),
        (code::WININET_E_CONNECTION_ABORTED, 4),
        (code::WININET_E_CANNOT_CONNECT, 1),
        (code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED, 1),
    ] {
        let http = Scripted::new(&vec![Answer::Fails(hresult); 4]);
        let error = Place::with(b"").fetch(&http, URL, None).unwrap_err();
        assert_eq!((error.hresult(), http.asked_from().len()), (hresult, requests));
    }
    for (status, requests) in [
        (503, 4),
        (500, 4),
        (429, 4),
        (404, 1),
        (403, 1),
        (407, 1),
        (302, 1),
    ] {
        let http = Scripted::new(&vec![Answer::Status(status); 4]);
        let error = Place::with(b"").fetch(&http, URL, None).unwrap_err();
        assert_eq!(http.asked_from().len(), requests, "{status}");
        let message = error.message();
        assert!(message.contains("http://me@host/file.deb") && message.contains(&status.to_string()));
        assert!(!message.contains("sesame"), "{message}");
    }
}

#[test]
fn a_server_that_is_gone_after_it_has_sent_something_may_come_back() {
    for gone in [
        code::WININET_E_CANNOT_CONNECT,
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
    ] {
        let answers = [Answer::BreaksAfter(4), Answer::Fails(gone), Answer::Fails(gone)];
        let (http, mut place) = (Scripted::new(&answers), Place::with(b""));
        place.fetch(&http, URL, Some(10)).unwrap();
        assert_eq!(place.content(), BODY);
        assert_eq!(http.asked_from(), [0, 4, 4, 4]);

        let http = Scripted::new(&[Answer::Fails(gone)]);
        let mut place = Place::with(b"0123");
        let error = place.fetch(&http, URL, Some(10)).unwrap_err();
        assert_eq!(error.hresult(), gone, "what came another day says nothing");
        assert_eq!(http.asked_from(), [4]);
    }
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_within_bounds() {
    for (status, after, took) in [
        (503, "0", Duration::ZERO..SHORT_PAUSE),
        (503, "1", SHORT_PAUSE..4 * SHORT_PAUSE),
        (429, "3600", SHORT_PAUSE..4 * SHORT_PAUSE),
    ] {
        let (http, mut place) = (Scripted::new(&[Answer::Later(status, after)]), Place::with(b""));
        let began = Instant::now();
        place.fetch(&http, URL, Some(10)).unwrap();
        assert!(took.contains(&began.elapsed()), "{status} {after}");
        assert_eq!(place.content(), BODY);
    }
}

#[test]
fn a_server_that_always_ends_early_is_given_up_and_the_part_stays() {
    let http = Scripted::new(&vec![Answer::EndsAfter(1); 9]);
    let mut place = Place::with(b"");
    let error = place.fetch(&http, URL, Some(10)).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_CONNECTION_ABORTED);
    assert!(error.message().contains("4 of 10 bytes"), "{error}");
    assert_eq!(place.content(), b"0123");
}

#[test]
fn a_server_that_never_comes_farther_is_given_up_however_it_varies() {
    const MIB: usize = 1 << 20;
    let varying = [2 * MIB, 1].repeat(20);
    let varying: Vec<Answer> = varying.into_iter().map(Answer::NoRangesAndBreaksAfter).collect();
    let http = Scripted {
        body: vec![7; 3 * MIB],
        ..Scripted::new(&varying)
    };
    let mut place = Place::with(b"");
    let error = place.fetch(&http, URL, Some(3 << 20)).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_CONNECTION_ABORTED);
    assert_eq!(http.asked_from().len(), Patience::NONE.pauses.len() + 1);
}

#[test]
fn bytes_that_are_not_there_start_it_over() {
    let (http, mut place) = (Scripted::new(&[Answer::Unsatisfied(3)]), Place::with(b"abcd"));
    place.fetch(&http, URL, None).unwrap();
    assert_eq!(
        (place.content().as_slice(), http.asked_from()),
        (BODY, vec![4, 0])
    );
    let (http, mut place) = (Scripted::new(&[Answer::Unsatisfied(10)]), Place::with(BODY));
    place.fetch(&http, URL, None).unwrap();
    assert_eq!((place.content().as_slice(), http.asked_from()), (BODY, vec![10]));
}

#[test]
fn a_range_that_was_not_asked_for_is_refused() {
    let http = Scripted::new(&vec![Answer::WrongRange; 9]);
    let mut place = Place::with(b"0123");
    let error = place.fetch(&http, URL, None).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_INVALID_SERVER_RESPONSE);
    assert_eq!(place.content(), b"0123");
}

#[test]
fn a_file_of_another_size_is_refused_before_it_fills_the_disk() {
    for (answer, size) in [
        (Answer::Works, 9),
        (Answer::Works, 11),
        (Answer::Endless, 9),
        (Answer::NoRanges, 9),
    ] {
        let (http, mut place) = (Scripted::new(std::slice::from_ref(&answer)), Place::with(b""));
        let error = place.fetch(&http, URL, Some(size)).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_DM_INCORRECTFILEHASH, "{answer:?}");
        assert!(error.message().contains(&format!("{size}")), "{error}");
        assert!(u64::try_from(place.content().len()).unwrap() <= size);
    }
}

#[test]
fn a_part_that_is_longer_than_the_file_is_thrown_away() {
    let (http, mut place) = (Scripted::new(&[]), Place::with(b"abcdefghijklmn"));
    place.fetch(&http, URL, Some(10)).unwrap();
    assert_eq!((place.content().as_slice(), http.asked_from()), (BODY, vec![0]));
}

#[test]
fn a_request_to_stop_ends_it_instead_of_a_repetition() {
    let (http, mut place) = (Scripted::new(&[Answer::Aborts]), Place::with(b""));
    let error = place.fetch(&http, URL, None).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED);
    assert_eq!(http.asked_from(), [0]);
}

#[test]
fn a_request_to_stop_ends_the_pause_before_a_repetition() {
    let http = Scripted::new(&vec![Answer::Status(503); 4]);
    let abort = Abort::default();
    let asked = abort.clone();
    let place = Place::with(b"");
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        asked.request();
        Instant::now()
    });
    let fetch = Fetch {
        http: &http,
        places: vec![URL],
        may_mix: true,
        patience: Patience {
            pauses: LONG_PAUSE,
            ..Patience::NONE
        },
        division: Division::USUAL,
        conditions: Conditions {
            proxy: &ProxySettings::default(),
            abort: &abort,
        },
    };
    let error = fetch.to_file(&place.file, 0, None, &mut |_: u64| ()).unwrap_err();
    let late = stopper.join().unwrap().elapsed();
    assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED);
    assert!(late < Duration::from_millis(300), "{late:?}");
}

#[test]
fn files_of_this_computer_are_copied_and_continued() {
    let http = Scripted::new(&[]);
    let source = tempfile::tempdir().unwrap();
    let path = source.path().join("with blank+plus.deb");
    fs::write(&path, BODY).unwrap();
    let address = path.display().to_string().replace(' ', "%20");
    for url in [
        format!("file:{address}"),
        format!("file://{address}"),
        format!("file://localhost{address}"),
        format!("COPY:{address}"),
    ] {
        for before in [&b""[..], b"0123", b"abcdefghijklmnop"] {
            let mut place = Place::with(before);
            place.fetch(&http, &url, Some(10)).unwrap();
            assert_eq!(place.content(), BODY, "{url}");
            assert_eq!(place.told.last(), Some(&10));
        }
    }
    let gone = Place::with(b"")
        .fetch(&http, "file:///no/such/file", None)
        .unwrap_err();
    assert_eq!(gone.hresult(), code::ERROR_FILE_NOT_FOUND);
    let short = Place::with(b"")
        .fetch(&http, &format!("file:{address}"), Some(11))
        .unwrap_err();
    assert_eq!(short.hresult(), code::WU_E_DM_INCORRECTFILEHASH);
    assert!(http.asked_from().is_empty());
}

#[test]
fn a_copy_stops_when_it_is_asked_to() {
    let source = tempfile::tempdir().unwrap();
    let path = source.path().join("large");
    fs::write(&path, vec![7; 4_000_000]).unwrap();
    let place = Place::with(b"");
    let conditions = Conditions {
        proxy: &ProxySettings::default(),
        abort: &place.abort,
    };
    let url = format!("file:{}", path.display());
    let mut progress = |_: u64| place.abort.request();
    let http = Scripted::new(&[]);
    let error = fetch_to_file(&http, &url, &place.file, 0, None, &mut progress, &conditions).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED);
    assert!(place.content().len() < 4_000_000);
}

#[test]
fn addresses_that_nothing_can_fetch_are_refused_by_their_scheme() {
    let http = Scripted::new(&[]);
    for (url, says) in [
        ("ftp://me:sesame@host/file", "\"ftp\""),
        ("cdrom://[Debian 12]/pool/x.deb", "\"cdrom\""),
        ("file://other.host/x", "another computer"),
        ("file:x", "root"),
        ("nonsense", "http"),
    ] {
        let mut place = Place::with(b"");
        let error = place.fetch(&http, url, None).unwrap_err();
        assert_eq!(error.hresult(), code::WU_E_PT_INVALID_URL, "{url}");
        assert!(error.message().contains(says), "{error}");
        assert!(!error.message().contains("sesame"), "{error}");
        assert!(!place.file.exists());
    }
}

#[test]
fn a_destination_that_cannot_be_written_is_named() {
    let http = Scripted::new(&[]);
    let conditions = Conditions {
        proxy: &ProxySettings::default(),
        abort: &Abort::default(),
    };
    let nowhere = std::path::Path::new("/no/such/folder/file.part");
    let error = fetch_to_file(&http, URL, nowhere, 0, None, &mut |_: u64| (), &conditions).unwrap_err();
    assert!(error.message().contains("/no/such/folder"), "{error}");
}
