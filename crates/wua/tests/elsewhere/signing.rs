//! Who gets in, and how what is said is protected.

use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use wua::code;
use wua::computer::{Level, Terms};
use wua::remote::Policy;
use wua_net::reach::{self, Computer};

use crate::page;
use crate::server::{Elsewhere, PASSWORD, USER, as_user, connect, policy, short_terms, terms};

#[test]
fn integrity_and_privacy_serve() {
    let elsewhere = Elsewhere::new();
    for level in [Level::Integrity, Level::Privacy] {
        let session = elsewhere.session_by(Terms { level, ..terms() });
        assert!(!session.search("").unwrap().updates.is_empty(), "{level:?}");
    }
}

#[test]
fn the_whole_page_of_remote_use_is_so() {
    let elsewhere = Elsewhere::new();
    for level in [Level::Integrity, Level::Privacy] {
        let place = reach::Place {
            host: elsewhere.mapper.ip().to_string(),
            port: elsewhere.mapper.port(),
        };
        let identity = Arc::new(as_user(USER, PASSWORD));
        page::walk(&Computer::new(place, identity, Terms { level, ..terms() }));
    }
}

#[test]
fn a_wrong_password_an_unknown_user_and_one_without_rights_stay_outside() {
    let elsewhere = Elsewhere::new();
    for (user, password, expected) in [
        (USER, "wrong", code::ERROR_LOGON_FAILURE),
        ("nobody", PASSWORD, code::ERROR_LOGON_FAILURE),
        ("bert", PASSWORD, code::E_ACCESSDENIED),
    ] {
        let error = connect(elsewhere.mapper, &as_user(user, password), terms())
            .search("")
            .err()
            .unwrap();
        assert_eq!(error.hresult(), expected, "{user}: {error}");
        assert!(
            error.message().contains("127.0.34.1") && error.message().contains(user),
            "{error}"
        );
    }
}

#[test]
fn a_server_is_reached_by_version_6_of_the_protocol() {
    let Ok(_) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else {
        eprintln!("there is no version 6 of the protocol here");
        return;
    };
    let elsewhere = Elsewhere::with(Policy {
        listen: vec![IpAddr::V6(Ipv6Addr::LOCALHOST)],
        ..policy()
    });
    assert!(!elsewhere.session().search("").unwrap().updates.is_empty());
}

#[test]
fn whoever_is_not_there_is_said_to_be_not_there() {
    // Bound, and then free again.
    let port = TcpListener::bind(("127.0.34.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let closed = SocketAddr::new(crate::server::HERE, port);
    let began = Instant::now();
    let error = connect(closed, &as_user(USER, PASSWORD), short_terms())
        .search("")
        .err()
        .unwrap();
    assert_eq!(error.hresult(), code::RPC_S_SERVER_UNAVAILABLE, "{error}");
    assert!(error.message().contains("wua serve"), "{error}");
    assert!(began.elapsed() < Duration::from_secs(2));
}
