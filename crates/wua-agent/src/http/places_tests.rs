//! One file that several servers have, some of which do not work.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use wua_com::{Error, code};

use super::{Body, Http, Location, Request, Response, fetch_content};
use crate::ports::{Abort, Arrival, Conditions};
use crate::proxy::ProxySettings;
use crate::update::Content;

const BODY: &[u8] = b"0123456789";

/// What a server does.
#[derive(Clone, Copy)]
enum Server {
    Works,
    Status(u16),
    /// The connection breaks after so many bytes.
    BreaksAfter(usize),
}

struct Servers {
    by_host: HashMap<&'static str, Server>,
    /// Whom was asked, and from which byte on.
    asked: Mutex<Vec<(String, u64)>>,
}

impl Servers {
    fn new<const N: usize>(servers: [(&'static str, Server); N]) -> Self {
        Self {
            by_host: HashMap::from(servers),
            asked: Mutex::default(),
        }
    }

    fn asked(&self) -> Vec<(String, u64)> {
        self.asked.lock().unwrap().clone()
    }
}

impl Http for Servers {
    fn send(
        &self,
        request: &Request<'_>,
        _: &Conditions<'_>,
        body: &mut dyn Body,
    ) -> Result<Response, Error> {
        let location = Location::parse(request.url).unwrap();
        let host = location.host.clone();
        self.asked.lock().unwrap().push((host.clone(), request.from));
        let server = self.by_host[host.as_str()];
        let range = format!("bytes {}-9/10", request.from);
        let from = usize::try_from(request.from).unwrap();
        let (status, headers) = match server {
            Server::Status(status) => (status, vec![]),
            _ if from > 0 => (206, vec![("content-range", range.as_bytes())]),
            _ => (200, vec![("content-length", &b"10"[..])]),
        };
        let response = Response::new(status, location, headers);
        if body.begins(&response)? {
            let end = match server {
                Server::BreaksAfter(count) => count,
                _ => BODY.len(),
            };
            body.piece(&BODY[from.min(end)..end])?;
            if end < BODY.len() {
                return Err(Error::new(code::WININET_E_CONNECTION_ABORTED, "it broke"));
            }
        }
        Ok(response)
    }
}

fn content(hosts: &[&str], sha256: &str) -> Content {
    let url = |host: &&str| format!("http://{host}/file");
    Content {
        url: url(&hosts[0]),
        alternates: hosts[1..].iter().map(url).collect(),
        size: 10,
        sha256: sha256.to_owned(),
        ..Content::default()
    }
}

fn fetch(
    servers: &Servers,
    content: &Content,
    file: &Path,
    arrival: &mut dyn Arrival,
) -> Result<Vec<u8>, Error> {
    let conditions = Conditions {
        proxy: &ProxySettings::default(),
        abort: &Abort::default(),
    };
    fetch_content(servers, content, file, 0, arrival, &conditions)?;
    Ok(fs::read(file).unwrap())
}

fn fetch_anywhere(servers: &Servers, content: &Content) -> Result<Vec<u8>, Error> {
    let folder = tempfile::tempdir().unwrap();
    fetch(
        servers,
        content,
        &folder.path().join("file.part"),
        &mut |_: u64| (),
    )
}

#[test]
fn where_one_server_fails_the_next_one_is_asked_at_once() {
    for trouble in [Server::Status(404), Server::Status(503)] {
        let servers = Servers::new([("first.a", trouble), ("second.a", Server::Works)]);
        let content = content(&["first.a", "second.a"], "hash");
        assert_eq!(fetch_anywhere(&servers, &content).unwrap(), BODY);
        let hosts: Vec<String> = servers.asked().into_iter().map(|(host, _)| host).collect();
        // Whoever failed once is asked last the next time.
        assert!(
            hosts == ["first.a", "second.a"] || hosts == ["second.a"],
            "{hosts:?}"
        );
        assert_eq!(fetch_anywhere(&servers, &content).unwrap(), BODY);
        assert_eq!(servers.asked().last().unwrap().0, "second.a");
    }
}

#[test]
fn what_one_server_sent_is_continued_from_another_where_a_hash_will_judge() {
    let servers = [("first.b", Server::BreaksAfter(4)), ("second.b", Server::Works)];
    let asked = |sha256: &str, hosts: [&str; 2]| {
        let servers = Servers::new(servers);
        assert_eq!(fetch_anywhere(&servers, &content(&hosts, sha256)).unwrap(), BODY);
        super::places::note_success("http://first.b/file");
        servers.asked()
    };
    let expected = |from| vec![("first.b".to_owned(), 0), ("second.b".to_owned(), from)];
    assert_eq!(asked("hash", ["first.b", "second.b"]), expected(4));
    assert_eq!(asked("", ["first.b", "second.b"]), expected(0));
}

#[test]
fn where_nobody_has_it_each_is_asked_once_and_the_last_one_is_named() {
    let servers = Servers::new([
        ("first.c", Server::Status(404)),
        ("second.c", Server::Status(410)),
    ]);
    let error = fetch_anywhere(&servers, &content(&["first.c", "second.c"], "hash")).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_GONE);
    assert!(error.message().contains("second.c"), "{error}");
    assert_eq!(servers.asked().len(), 2);
}

#[test]
fn an_address_that_nothing_can_fetch_is_passed_over() {
    let servers = Servers::new([("second.d", Server::Works)]);
    let mut content = content(&["first.d", "second.d"], "hash");
    content.url = "ftp://first.d/file".to_owned();
    assert_eq!(fetch_anywhere(&servers, &content).unwrap(), BODY);
}

#[test]
fn what_cannot_be_written_is_no_fault_of_the_server() {
    let servers = Servers::new([("first.e", Server::Works), ("second.e", Server::Works)]);
    let content = content(&["first.e", "second.e"], "hash");
    let nowhere = Path::new("/no/such/folder/file.part");
    fetch(&servers, &content, nowhere, &mut |_: u64| ()).unwrap_err();
    assert!(servers.asked().is_empty());
}

/// All of it came once, and was something else.
struct Disappointed;

impl Arrival for Disappointed {
    fn there(&mut self, _: u64) {}

    fn disappointments(&self) -> usize {
        1
    }
}

#[test]
fn what_was_something_else_is_fetched_from_another_server() {
    let servers = Servers::new([("first.f", Server::Works), ("second.f", Server::Works)]);
    let folder = tempfile::tempdir().unwrap();
    let content = content(&["first.f", "second.f"], "hash");
    fetch(
        &servers,
        &content,
        &folder.path().join("file.part"),
        &mut Disappointed,
    )
    .unwrap();
    assert_eq!(servers.asked(), [("second.f".to_owned(), 0)]);
}
