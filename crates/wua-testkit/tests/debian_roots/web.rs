//! nginx, and apt that asks it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use wua_testkit::debian::{Package, WebServer, native_architecture};

use super::live::live;

fn get(port_of: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(port_of.trim_start_matches("http://")).unwrap();
    write!(stream, "{request}\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_live_root_updates_over_http() {
    let test = "a_live_root_updates_over_http";
    if !WebServer::is_here_for(test) {
        return;
    }
    let Some((root, mut archive)) = live(test) else {
        return;
    };
    let server = WebServer::over(archive.path()).start();
    archive.move_to(&server.uri());
    root.uses(&archive);
    root.update();
    root.install(&["moon"]);
    let native = native_architecture();
    let debs = |server: &WebServer| -> Vec<(String, u16)> {
        let requests = server.requests().into_iter();
        let debs = requests.filter(|request| request.path.starts_with("/pool/"));
        debs.map(|request| (request.path, request.status)).collect()
    };
    let mut asked = debs(&server);
    asked.sort();
    let moon = format!("/pool/stable/m/moon/moon_1_{native}.deb");
    assert_eq!(
        asked,
        [(moon, 200), ("/pool/stable/s/sun/sun_1_all.deb".to_owned(), 200)]
    );

    archive.publish("stable", &[Package::new("sun", "2")]);
    root.update();
    server.refuse("/pool/stable/s/sun/sun_2_all.deb", 503);
    // It would wait for seconds before it asks again.
    let refused = root.apt_get(&["-o", "Acquire::Retries=0", "dist-upgrade"]);
    assert!(!refused.succeeded(), "{refused:?}");
    server.relent("/pool/stable/s/sun/sun_2_all.deb");
    let _ = root.apt_get(&["dist-upgrade"]).well();
    assert_eq!(root.version("sun").unwrap(), "2");
    let answers = debs(&server).into_iter().skip(2).map(|(_, status)| status);
    assert_eq!(answers.collect::<Vec<u16>>(), [503, 200]);
}

#[test]
fn apt_comes_through_a_proxy_to_an_archive_that_has_no_address() {
    let test = "apt_comes_through_a_proxy_to_an_archive_that_has_no_address";
    if !WebServer::is_here_for(test) {
        return;
    }
    let Some((root, mut archive)) = live(test) else {
        return;
    };
    let server = WebServer::over(archive.path()).start();
    let proxy = server.proxy_to().start();
    archive.move_to("http://archive.example/");
    root.uses(&archive);
    let proxied = format!("Acquire::http::Proxy \"{}\";\n", proxy.uri());
    root.write("etc/apt/apt.conf.d/30proxy", proxied);
    root.update();
    root.install(&["sun"]);
    let request = proxy.requests().pop().unwrap();
    assert_eq!(request.host.as_deref(), Some("archive.example"));
    assert_eq!(request.path, "/pool/stable/s/sun/sun_1_all.deb");
    assert_eq!(server.requests().pop().unwrap().path, request.path);
}

#[test]
fn a_web_server_tells_who_asked_for_what_part_of_a_file() {
    if !WebServer::is_here_for("a_web_server_tells_who_asked_for_what_part_of_a_file") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "0123456789").unwrap();
    let server = WebServer::over(folder.path())
        .only_for("curator", "secret")
        .start();
    let answer = get(&server.uri(), "GET /file HTTP/1.0");
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    // curator:secret
    let request = "GET /file HTTP/1.0\r\nAuthorization: Basic Y3VyYXRvcjpzZWNyZXQ=\r\nRange: bytes=4-";
    let answer = get(&server.uri(), request);
    assert!(
        answer.starts_with("HTTP/1.1 206") && answer.ends_with("\r\n\r\n456789"),
        "{answer}"
    );
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    assert_eq!((requests[0].status, requests[0].user.as_deref()), (401, None));
    assert_eq!(requests[1].range.as_deref(), Some("bytes=4-"));
    assert_eq!(
        (requests[1].sent, requests[1].user.as_deref()),
        (6, Some("curator"))
    );

    let whole = WebServer::over(folder.path()).without_ranges().start();
    let answer = get(&whole.uri(), "GET /file HTTP/1.0\r\nRange: bytes=4-");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("0123456789"),
        "{answer}"
    );
    for status in [403, 404, 500, 503] {
        whole.refuse("/file", status);
        let answer = get(&whole.uri(), "GET /file HTTP/1.0");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        whole.relent("/file");
    }
    assert!(get(&whole.uri(), "GET /file HTTP/1.0").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_web_server_can_be_slow_and_is_gone_when_it_is_dropped() {
    if !WebServer::is_here_for("a_web_server_can_be_slow_and_is_gone_when_it_is_dropped") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), vec![0; 300_000]).unwrap();
    let server = WebServer::over(folder.path()).limited_to(200_000).start();
    let began = Instant::now();
    let _ = get(&server.uri(), "GET /file HTTP/1.0");
    let took = began.elapsed();
    assert!(took > Duration::from_millis(500), "{took:?}");
    let address = server.uri().trim_start_matches("http://").to_owned();
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}
