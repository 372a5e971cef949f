//! Servers that are not there, say nothing, break off, or speak another language.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use wua_agent::http::{Request, Timeouts};
use wua_com::code;

use crate::fetching::{Fetcher, IMPATIENT, body};
use crate::peers::{Nginx, free_port};

/// A server that does as it is told with each connection, one after the other.
fn server(mut serve: impl FnMut(usize, TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            serve(number, stream.unwrap());
        }
    });
    format!("http://127.0.0.1:{port}/file")
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut piece = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        let count = stream.read(&mut piece).unwrap();
        assert!(count > 0, "no request came");
        request.extend_from_slice(&piece[..count]);
    }
    String::from_utf8(request).unwrap()
}

#[test]
fn a_dead_host_is_named_at_once() {
    let url = format!("http://127.0.0.1:{}/file", free_port());
    let began = Instant::now();
    let error = Fetcher::new().fetch(&url).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_CANNOT_CONNECT);
    assert!(
        error.message().contains(&url) && error.message().contains("cannot be reached"),
        "{error}"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_server_that_restarts_in_the_middle_of_a_file_is_waited_for() {
    let body = body(100_000);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (first, rest) = (body[..40_000].to_owned(), body[40_000..].to_owned());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            .unwrap();
        stream.write_all(&first).unwrap();
        drop((stream, listener));
        thread::sleep(Duration::from_secs(1));
        let (mut stream, _) = TcpListener::bind(address).unwrap().accept().unwrap();
        let request = read_request(&mut stream);
        let head = "HTTP/1.1 206 Partial Content\r\nContent-Length: 60000\r\n\
                    Content-Range: bytes 40000-99999/100000\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&rest).unwrap();
        request
    });
    assert!(Fetcher::new().fetch(&format!("http://{address}/file")).unwrap() == body);
    let request = server.join().unwrap().to_ascii_lowercase();
    assert!(request.contains("range: bytes=40000-"), "{request}");
}

#[test]
fn a_name_that_nobody_has_is_not_found() {
    // RFC 6761: no such name will ever be.
    let error = Fetcher::new()
        .fetch("http://no-such-host.invalid/file")
        .unwrap_err();
    assert_eq!(
        error.hresult(),
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED,
        "{error}"
    );
    assert!(error.message().contains("no-such-host.invalid"), "{error}");
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let mut held = Vec::new();
    let url = server(move |_, stream| held.push(stream));
    let request = Request {
        timeouts: IMPATIENT,
        ..Request::new(&url)
    };
    let error = Fetcher::new().ask(&request).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_TIMEOUT);
    assert!(error.message().contains("0.3 seconds"), "{error}");
}

#[test]
fn a_server_that_does_not_get_as_far_as_encryption_is_given_up() {
    let mut held = Vec::new();
    let url = server(move |_, stream| held.push(stream)).replace("http:", "https:");
    let request = Request {
        timeouts: IMPATIENT,
        ..Request::new(&url)
    };
    let error = Fetcher::new().ask(&request).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_CANNOT_CONNECT);
    assert!(error.message().contains("0.3 seconds"), "{error}");
}

#[test]
fn a_server_that_stops_in_the_middle_is_given_up() {
    let mut held = Vec::new();
    let url = server(move |_, mut stream| {
        read_request(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
            .unwrap();
        held.push(stream);
    });
    let request = Request {
        timeouts: IMPATIENT,
        ..Request::new(&url)
    };
    let error = Fetcher::new().ask(&request).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_TIMEOUT);
}

#[test]
fn a_slow_server_that_goes_on_is_not_silent() {
    let url = server(|_, mut stream| {
        read_request(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n")
            .unwrap();
        for byte in b"slowly" {
            thread::sleep(Duration::from_millis(120));
            stream.write_all(&[*byte]).unwrap();
        }
    });
    let request = Request {
        timeouts: Timeouts {
            silence: Duration::from_millis(400),
            ..IMPATIENT
        },
        ..Request::new(&url)
    };
    assert_eq!(Fetcher::new().ask(&request).unwrap().1, b"slowly");
}

#[test]
fn a_request_to_stop_is_heard_wherever_it_comes() {
    let mut held = Vec::new();
    let silent = server(move |_, stream| held.push(stream));
    let slow = Nginx::start("location / { limit_rate 20k; }");
    let mut urls = vec![
        ("encrypting", silent.replace("http:", "https:")),
        ("silent", silent),
        ("nobody there", "http://192.0.2.1/file".to_owned()),
    ];
    if let Some(slow) = &slow {
        slow.has_file("file", &body(2_000_000));
        urls.push(("slow", slow.url("file")));
    }
    for (what, url) in urls {
        let fetcher = Fetcher::new();
        let abort = fetcher.abort.clone();
        let stopper = thread::spawn(move || {
            thread::sleep(Duration::from_millis(400));
            abort.request();
            Instant::now()
        });
        let error = fetcher.fetch(&url).unwrap_err();
        let ended = Instant::now();
        let late = ended.saturating_duration_since(stopper.join().unwrap());
        // Without any network the unreachable is known to be so at once.
        let is_unreachable = error.hresult() == code::WININET_E_CANNOT_CONNECT && what == "nobody there";
        assert!(
            is_unreachable || error.hresult() == code::WU_E_CALL_CANCELLED,
            "{what}: {error}"
        );
        assert!(late < Duration::from_millis(300), "{what}: {late:?}");
    }
}

#[test]
fn a_request_to_stop_ends_the_connection_of_a_long_answer() {
    let (ends, ended) = mpsc::channel();
    let url = server(move |_, mut stream| {
        read_request(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
            .unwrap();
        let mebibyte = vec![7; 1 << 20];
        let mut sent = 0;
        while stream.write_all(&mebibyte).is_ok() {
            sent += 1;
            thread::sleep(Duration::from_millis(20));
        }
        ends.send(sent).unwrap();
    });
    let fetcher = Fetcher::new();
    let abort = fetcher.abort.clone();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        abort.request();
    });
    let error = fetcher.fetch(&url).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_CALL_CANCELLED);
    let sent = ended.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(sent > 4, "{sent} MiB are not long");
}

#[test]
fn a_connection_that_breaks_is_continued_where_it_broke() {
    let body = body(100_000);
    let all = body.clone();
    let url = server(move |number, mut stream| {
        let request = read_request(&mut stream);
        if number == 0 {
            let head = format!(
                "HTTP/1.1 200 OK\r\nETag: \"one\"\r\nContent-Length: {}\r\n\r\n",
                all.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&all[..30_000]).unwrap();
        } else {
            assert!(request.contains("Range: bytes=30000-\r\n"), "{request}");
            assert!(request.contains("If-Range: \"one\"\r\n"), "{request}");
            let head = format!(
                "HTTP/1.1 206 Partial\r\nContent-Range: bytes 30000-99999/100000\r\nContent-Length: {}\r\n\r\n",
                all.len() - 30_000
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&all[30_000..]).unwrap();
        }
        stream.shutdown(Shutdown::Both).unwrap();
    });
    assert!(Fetcher::new().fetch(&url).unwrap() == body);
}

#[test]
fn what_is_no_http_is_said_to_be_none() {
    for answer in [
        &b"SSH-2.0-OpenSSH_9.2\r\n"[..],
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
    ] {
        let url = server(move |_, mut stream| {
            read_request(&mut stream);
            stream.write_all(answer).unwrap();
            thread::sleep(Duration::from_millis(50));
        });
        let error = Fetcher::new().fetch(&url).unwrap_err();
        assert_eq!(
            error.hresult(),
            code::WININET_E_INVALID_SERVER_RESPONSE,
            "{error}"
        );
    }
}
