//! What is posted, and where to.

use wua_agent::http::{Content, Request};
use wua_com::code;

use crate::fetching::{Fetcher, body};
use crate::peers::{Nginx, free_port};

/// Keeps what is posted, and answers with how it was asked.
const TAKES: &str = r#"
location /taken { return 200 "$request_method $content_length $http_accept_encoding $http_user_agent"; }
location /post { client_body_in_file_only on; proxy_pass http://127.0.0.1:$server_port/taken; }
"#;

fn post<'a>(url: &'a str, body: &'a Content) -> Request<'a> {
    Request {
        body: Some(body),
        headers: &[("accept-encoding", "xpress"), ("content-type", "text/xml")],
        ..Request::new(url)
    }
}

#[test]
fn what_is_posted_arrives_whole_with_the_headers_of_the_request() {
    let Some(server) = Nginx::start(TAKES) else { return };
    let body = body(300_000);
    let fetcher = Fetcher::new();
    let (response, answer) = fetcher
        .ask(&post(&server.url("post"), &body.clone().into()))
        .unwrap();
    assert_eq!(response.status, 200);
    let usual = concat!("wua/", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        String::from_utf8(answer).unwrap(),
        format!("POST 300000 xpress {usual}")
    );
    assert_eq!(server.bodies(), [body]);
}

#[test]
fn nothing_is_posted_where_it_was_not_meant_to_be() {
    let elsewhere = free_port();
    let locations = format!(
        "{TAKES}
        location /again {{ return 307 /post; }}
        location /found {{ return 302 /post; }}
        location /other {{ return 307 http://127.0.0.1:{elsewhere}/post; }}"
    );
    let Some(server) = Nginx::start(&locations) else {
        return;
    };
    let fetcher = Fetcher::new();
    for path in ["found", "other"] {
        let error = fetcher
            .ask(&post(&server.url(path), &Content::from(b"secret".to_vec())))
            .err()
            .unwrap();
        assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_NOT_MAPPED);
        assert!(error.message().contains("nothing is posted"), "{error}");
    }
    assert!(server.bodies().is_empty());
    let (response, _) = fetcher
        .ask(&post(&server.url("again"), &Content::from(b"text".to_vec())))
        .unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(server.bodies(), [b"text"]);
}
