//! What servers answer, and what becomes of it.

use std::collections::HashSet;
use std::fs;
use std::time::{Duration, Instant};

use wua_agent::http::Request;
use wua_com::code;

use crate::child;
use crate::fetching::{Fetcher, body};
use crate::peers::Nginx;

#[test]
fn a_file_arrives_whole_and_its_name_may_have_any_letters() {
    let Some(server) = Nginx::start("") else { return };
    let body = body(3_000_000);
    server.has_file("a folder/c++_1%3a2~x.deb", &body);
    let fetcher = Fetcher::new();
    let url = server.url("a folder/c++_1%253a2~x.deb");
    assert!(fetcher.fetch(&url).unwrap() == body);
    fs::remove_file(fetcher.file()).unwrap();
    server.has_file("empty", b"");
    assert!(fetcher.fetch(&server.url("empty")).unwrap().is_empty());
}

#[test]
fn what_was_fetched_is_continued_where_the_server_knows_ranges() {
    let Some(server) = Nginx::start("location /all/ { alias ROOT/files/; max_ranges 0; }") else {
        return;
    };
    let body = body(100_000);
    server.has_file("file", &body);
    for (path, status) in [("file", 206), ("all/file", 200)] {
        let fetcher = Fetcher::new();
        fs::write(fetcher.file(), &body[..40_000]).unwrap();
        assert!(fetcher.fetch(&server.url(path)).unwrap() == body);
        let log = server.log();
        let last = log.last().unwrap();
        assert!(
            last.contains(&format!(" {status} ")) && last.contains("bytes=40000-"),
            "{last}"
        );
    }
}

#[test]
fn a_process_that_is_killed_in_the_middle_loses_nothing_of_what_it_had() {
    let Some(server) = Nginx::start("location /slow/ { alias ROOT/files/; limit_rate 200k; }") else {
        return;
    };
    let body = body(1_000_000);
    server.has_file("file", &body);
    let fetcher = Fetcher::new();
    let mut child = child::fetching(&server.url("slow/file"), &fetcher.file())
        .spawn()
        .unwrap();
    let there = || fs::metadata(fetcher.file()).map_or(0, |file| file.len());
    let began = Instant::now();
    while there() == 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "nothing arrives");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let had = there();
    assert!(had > 0 && had < 1_000_000, "{had}");
    assert!(fetcher.fetch(&server.url("file")).unwrap() == body);
    let log = server.log();
    assert!(
        log.last().unwrap().contains(&format!("\"bytes={had}-\"")),
        "{log:?}"
    );
}

#[test]
fn a_file_that_changed_in_between_is_sent_whole() {
    let Some(server) = Nginx::start("") else { return };
    server.has_file("file", b"the first of it");
    let fetcher = Fetcher::new();
    let url = server.url("file");
    let (first, _) = fetcher.ask(&Request::new(&url)).unwrap();
    let continued = Request {
        from: 4,
        validator: first.validator.as_ref(),
        ..Request::new(&url)
    };
    let (same, rest) = fetcher.ask(&continued).unwrap();
    assert_eq!(
        (same.status, same.total, rest.as_slice()),
        (206, Some(15), &b"first of it"[..])
    );
    server.has_file("file", b"and then the second");
    let (other, all) = fetcher.ask(&continued).unwrap();
    assert_eq!((other.status, all.as_slice()), (200, &b"and then the second"[..]));
}

#[test]
fn refusals_are_told_apart_with_the_address_and_no_password() {
    let locations = "
        location /403 { return 403; }
        location /401 { auth_basic here; auth_basic_user_file ROOT/users; }
        location /404 { return 404; }
        location /410 { return 410; }";
    let Some(server) = Nginx::start(locations) else {
        return;
    };
    for (path, hresult) in [
        ("403", code::WU_E_PT_HTTP_STATUS_FORBIDDEN),
        ("404", code::WU_E_PT_HTTP_STATUS_NOT_FOUND),
        ("401", code::WU_E_PT_HTTP_STATUS_DENIED),
        ("410", code::WU_E_PT_HTTP_STATUS_GONE),
        ("no/such", code::WU_E_PT_HTTP_STATUS_NOT_FOUND),
    ] {
        let url = format!("http://me:sesame@127.0.0.1:{}/{path}", server.port);
        let url = if path == "401" { server.url(path) } else { url };
        let fetcher = Fetcher::new();
        let error = fetcher.fetch(&url).unwrap_err();
        assert_eq!(error.hresult(), hresult, "{error}");
        let message = error.message();
        assert!(
            message.contains(&format!("127.0.0.1:{}/{path}", server.port)),
            "{message}"
        );
        assert!(!message.contains("sesame"), "{message}");
    }
}

#[test]
fn a_user_and_a_password_in_the_address_are_for_the_server() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("users"), "me:{PLAIN}se same\n").unwrap();
    let locations = "auth_basic here; auth_basic_user_file ROOT/users;";
    let Some(server) = Nginx::start_as(folder, "", locations) else {
        return;
    };
    server.has_file("file", b"secret");
    let url = |user: &str| format!("http://{user}@127.0.0.1:{}/file", server.port);
    assert_eq!(Fetcher::new().fetch(&url("me:se%20same")).unwrap(), b"secret");
    let error = Fetcher::new().fetch(&url("me:wrong")).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_DENIED);
}

#[test]
fn a_server_out_of_order_is_asked_four_times() {
    let Some(server) = Nginx::start("location / { return 503; }") else {
        return;
    };
    let error = Fetcher::new().fetch(&server.url("file")).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL);
    assert_eq!(server.log().len(), 4);
}

#[test]
fn redirections_are_followed_ten_times_and_no_password_goes_elsewhere() {
    let Some(other) = Nginx::start("") else { return };
    other.has_file("there", b"the file");
    let locations = format!(
        "location /loop {{ return 302 /loop; }}
         location /relative/ {{ return 307 ../file; }}
         location /away {{ return 301 http://127.0.0.1:{}/there; }}
         location /nowhere {{ return 302 ftp://127.0.0.1/file; }}",
        other.port
    );
    let server = Nginx::start(&locations).unwrap();
    server.has_file("file", b"the file");
    let url = |path: &str| format!("http://me:sesame@127.0.0.1:{}/{path}", server.port);
    assert_eq!(Fetcher::new().fetch(&url("relative/x")).unwrap(), b"the file");
    assert_eq!(Fetcher::new().fetch(&url("away")).unwrap(), b"the file");
    assert!(
        server
            .log()
            .iter()
            .all(|line| line.contains("Basic bWU6c2VzYW1l"))
    );
    assert!(
        other.log().iter().all(|line| !line.contains("Basic")),
        "{:?}",
        other.log()
    );

    let loops = Fetcher::new().fetch(&url("loop")).unwrap_err();
    assert_eq!(loops.hresult(), code::WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS);
    let asked = server.log().iter().filter(|line| line.contains("/loop")).count();
    assert_eq!(asked, 11, "once, and ten redirections");
    let nowhere = Fetcher::new().fetch(&url("nowhere")).unwrap_err();
    assert_eq!(nowhere.hresult(), code::WU_E_PT_INVALID_URL);
    assert!(nowhere.message().contains("ftp://127.0.0.1/file"), "{nowhere}");
}

#[test]
fn many_small_files_need_few_connections() {
    let Some(server) = Nginx::start("") else { return };
    for number in 0..40 {
        server.has_file(&format!("{number}"), &body(1000));
    }
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let server = &server;
            scope.spawn(move || {
                for number in 0..10 {
                    let number = worker * 10 + number;
                    // Each by a client of its own: connections belong to the process.
                    assert_eq!(
                        Fetcher::new()
                            .fetch(&server.url(&format!("{number}")))
                            .unwrap()
                            .len(),
                        1000
                    );
                    Fetcher::new().fetch(&server.url("not/there")).unwrap_err();
                }
            });
        }
    });
    let log = server.log();
    let connections: HashSet<_> = log.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(log.len(), 80);
    assert!(connections.len() <= 4, "{} connections", connections.len());
}

#[test]
fn a_connection_that_the_server_closed_meanwhile_is_replaced() {
    let Some(server) = Nginx::start("keepalive_timeout 1s;") else {
        return;
    };
    server.has_file("file", b"body");
    for pause in [0, 1000, 1300] {
        std::thread::sleep(Duration::from_millis(pause));
        assert_eq!(Fetcher::new().fetch(&server.url("file")).unwrap(), b"body");
    }
}

#[test]
fn an_answer_in_chunks_of_unknown_size_arrives_whole() {
    // What nginx filters, it sends in chunks.
    let locations = "location / { sub_filter nothing something; sub_filter_types *; }";
    let Some(server) = Nginx::start(locations) else {
        return;
    };
    let body = body(300_000);
    server.has_file("file", &body);
    let fetcher = Fetcher::new();
    let url = server.url("file");
    let (response, arrived) = fetcher.ask(&Request::new(&url)).unwrap();
    assert_eq!((response.status, response.total), (200, None));
    assert!(arrived == body);
}
