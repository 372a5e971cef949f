//! Files, whole and in pieces.

use wua_testkit::update_server::{About, Mishap, Plan, UpdateServer};

use super::client::Tiny;

fn with_a_file() -> (UpdateServer, String) {
    let server = UpdateServer::start().unwrap();
    let stored = server.catalogue(|catalogue| catalogue.content.add("a.exe", *b"0123456789"));
    (server, stored.path)
}

#[test]
fn files_are_called_by_their_hash_in_a_folder_of_its_last_digits() {
    let (_server, path) = with_a_file();
    assert_eq!(path, "/Content/16/87ACEC17CD9DCD20A716CC2CF67417B71C8A7016.exe");
}

#[test]
fn ranges_come_in_pieces_on_one_connection() {
    let (server, path) = with_a_file();
    let mut client = Tiny::new(&server);
    let whole = client.get(&path, "");
    assert_eq!((whole.status, whole.text().as_str()), (200, "0123456789"));
    let tag = whole.header("etag").to_owned();
    let part = client.get(&path, "Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    let same = client.get(&path, &format!("Range: bytes=8-\r\nIf-Range: {tag}\r\n"));
    assert_eq!((same.status, same.text().as_str()), (206, "89"));
    let other = client.get(&path, "Range: bytes=8-\r\nIf-Range: \"other\"\r\n");
    assert_eq!((other.status, other.body.len()), (200, 10));
    let outside = client.get(&path, "Range: bytes=10-\r\n");
    assert_eq!(
        (outside.status, outside.header("content-range")),
        (416, "bytes */10")
    );
    assert_eq!(client.get("/Content/00/00.exe", "").status, 404);
    let head = format!("HEAD {} HTTP/1.1\r\nHost: x\r\n\r\n", path.to_lowercase());
    let answer = client.request(&head, b"").unwrap();
    assert_eq!((answer.status, answer.header("content-length")), (200, "10"));
    let connections: Vec<u64> = server.asked().iter().map(|asked| asked.connection).collect();
    assert_eq!(connections, [0; 7]);
}

#[test]
fn many_connections_are_served_at_once() {
    let (server, path) = with_a_file();
    let pause = std::time::Duration::from_millis(100);
    server.plan(Plan::new().always(About::Content, Mishap::Wait(pause)));
    let began = std::time::Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(Tiny::new(&server).get(&path, "").body.len(), 10));
        }
    });
    assert!(began.elapsed() < pause * 8);
}

#[test]
fn content_can_be_wrong_lost_cut_or_elsewhere() {
    let (server, path) = with_a_file();
    let mut client = Tiny::new(&server);
    let stored = server.catalogue(|catalogue| {
        let stored = catalogue.content.add("b.exe", *b"right");
        catalogue.content.replace(&stored.sha1, *b"wrong");
        stored
    });
    assert_eq!(client.get(&stored.path, "").text(), "wrong");
    server.catalogue(|catalogue| catalogue.content.lose(&stored.sha1));
    assert_eq!(client.get(&stored.path, "").status, 404);
    let whole = usize::try_from(server.asked()[0].answer_length).unwrap();
    server.plan(Plan::parse(&format!("content=.exe 1: cut-answer {}", whole - 2)).unwrap());
    let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(client.request(&head, b"").is_none());
    assert_eq!(client.get(&path, "").body.len(), 10);
}

#[test]
fn files_on_disk_are_read_when_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.msi");
    std::fs::write(&file, vec![7; 300_000]).unwrap();
    let server = UpdateServer::start().unwrap();
    let stored = server.catalogue(|catalogue| catalogue.content.add_file(&file).unwrap());
    assert_eq!(stored.size, 300_000);
    let mut client = Tiny::new(&server);
    assert_eq!(client.get(&stored.path, "").body, vec![7; 300_000]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(client.get(&stored.path, "").status, 404);
}
