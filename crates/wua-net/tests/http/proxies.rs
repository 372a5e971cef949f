//! Through proxies: nginx as one for plain requests, tinyproxy for both kinds.

use wua_agent::ProxySettings;
use wua_com::code;
use wua_net::{EnvironmentProxies, HttpClient};

use crate::fetching::{Fetcher, body};
use crate::peers::{Nginx, Tinyproxy, free_port};

/// Passes requests on; with a password, only for those who know it.
fn forwarding(password: bool) -> Option<Nginx> {
    let guard = r#"
        if ($http_proxy_authorization != "Basic bWU6c2VzYW1l") {
            add_header Proxy-Authenticate 'Basic realm="here"' always;
            return 407;
        }"#;
    let guard = if password { guard } else { "" };
    Nginx::start(&format!(
        "location / {{ {guard} proxy_pass http://$http_host$request_uri; }}"
    ))
}

#[test]
fn a_plain_request_goes_through_the_proxy_of_the_client() {
    let Some(origin) = Nginx::start("") else { return };
    let body = body(200_000);
    origin.has_file("file", &body);
    let proxy = forwarding(false).unwrap();
    for address in [format!("127.0.0.1:{}", proxy.port), proxy.url("")] {
        let fetcher = Fetcher::through(&address);
        assert!(fetcher.fetch(&origin.url("file")).unwrap() == body);
    }
    let log = proxy.log();
    assert_eq!(log.len(), 2);
    assert!(
        log[0].contains(&format!("\"GET {} HTTP/1.1\"", origin.url("file"))),
        "{log:?}"
    );
}

#[test]
fn a_proxy_that_wants_a_password_gets_it_and_the_server_does_not() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    let proxy = forwarding(true).unwrap();
    let mut fetcher = Fetcher::through(&proxy.url(""));
    let error = fetcher.fetch(&origin.url("file")).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ);

    fetcher.proxy.user_name = "me".to_owned();
    fetcher.proxy.password = "sesame".to_owned();
    assert_eq!(fetcher.fetch(&origin.url("file")).unwrap(), b"body");
    let in_address = Fetcher::through(&format!("http://me:sesame@127.0.0.1:{}", proxy.port));
    assert_eq!(in_address.fetch(&origin.url("file")).unwrap(), b"body");

    fetcher.proxy.password = "wrong".to_owned();
    let error = Fetcher {
        proxy: fetcher.proxy.clone(),
        ..Fetcher::new()
    }
    .fetch(&origin.url("file"))
    .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ);
    assert!(!error.message().contains("wrong"), "{error}");
}

#[test]
fn a_proxy_with_a_way_to_log_in_that_is_not_supported_is_named_so() {
    let locations = "location / { add_header Proxy-Authenticate Digest always; return 407; }";
    let Some(proxy) = Nginx::start(locations) else {
        return;
    };
    let error = Fetcher::through(&proxy.url(""))
        .fetch("http://127.0.0.1/file")
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_PROXY_AUTH_SCHEME_NOT_SUPPORTED);
    assert!(error.message().contains("Digest"), "{error}");
}

#[test]
fn what_is_to_be_bypassed_is_reached_directly() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    // Nobody listens there.
    let mut fetcher = Fetcher::through(&format!("127.0.0.1:{}", free_port()));
    let error = fetcher.fetch(&origin.url("file")).unwrap_err();
    assert_eq!(error.hresult(), code::WININET_E_CANNOT_CONNECT);
    assert!(error.message().contains("the proxy 127.0.0.1:"), "{error}");
    fetcher.proxy.bypass_list = vec!["other".to_owned(), "127.0.0.*".to_owned()];
    assert_eq!(fetcher.fetch(&origin.url("file")).unwrap(), b"body");
    fetcher.proxy = ProxySettings {
        bypass_list: Vec::new(),
        bypass_on_local: true,
        ..fetcher.proxy
    };
    assert_eq!(fetcher.fetch(&origin.url("file")).unwrap(), b"body");
}

#[test]
fn the_environment_counts_only_where_the_client_leaves_it_to_the_computer() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    let proxy = forwarding(false).unwrap();
    let environment = EnvironmentProxies {
        http: proxy.url(""),
        ..EnvironmentProxies::default()
    };
    let fetcher = Fetcher {
        client: HttpClient::with_environment(environment),
        ..Fetcher::new()
    };
    assert_eq!(fetcher.fetch(&origin.url("file")).unwrap(), b"body");
    assert_eq!(proxy.log().len(), 1);
    let own = Fetcher {
        client: fetcher.client.clone(),
        ..Fetcher::through("")
    };
    assert_eq!(own.fetch(&origin.url("file")).unwrap(), b"body");
    assert_eq!(proxy.log().len(), 1, "a client without a proxy goes directly");
}

#[test]
fn another_proxy_does_the_same() {
    let (Some(origin), Some(proxy)) = (Nginx::start(""), Tinyproxy::start(Some(("me", "sesame")))) else {
        return;
    };
    let body = body(500_000);
    origin.has_file("file", &body);
    let with = Fetcher::through(&format!("http://me:sesame@127.0.0.1:{}", proxy.port));
    assert!(with.fetch(&origin.url("file")).unwrap() == body);
    assert!(proxy.log().contains(&origin.url("file")), "{}", proxy.log());
    let without = Fetcher::through(&format!("127.0.0.1:{}", proxy.port));
    let error = without.fetch(&origin.url("file")).unwrap_err();
    assert_eq!(
        error.hresult(),
        code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ,
        "{error}"
    );
}
