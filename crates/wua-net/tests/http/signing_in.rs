//! Proxies that ask who we are: squid, with Basic, NTLM and Negotiate. Passwords are compared by the server half of
//! `wua-rpc`, as a helper of squid; all that is HTTP about it is squid's.

use std::fs;
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;

use wua_com::code;
use wua_rpc::auth::ntlm::{Accounts, Names, NtHash, Server};
use wua_rpc::auth::{Handshake, Outside, Progress, spnego};

use crate::base64;
use crate::fetching::{Fetcher, body};
use crate::peers::{Nginx, Squid};

const HELPER: &str = "WUA_TEST_HELPER";

/// What squid asks: a program that answers only what is meant for it.
fn furnish(folder: &Path) {
    let program = std::env::current_exe().unwrap();
    for way in ["ntlm", "negotiate"] {
        let script = format!(
            "#!/bin/sh\n{HELPER}={way} {} --exact signing_in::helper --ignored --nocapture | sed -u -n 's/^ANSWER //p'\n",
            program.display()
        );
        let path = folder.join(way);
        fs::write(&path, script).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(&path, mode).unwrap();
    }
    // `sesame`, as `openssl passwd -apr1` has it.
    fs::write(
        folder.join("passwords"),
        "me:$apr1$abcdefgh$GQVaHFsauSKl0cgw4bVFJ/\n",
    )
    .unwrap();
}

struct Me;

impl Accounts for Me {
    fn nt_hash(&self, user: &str, _: &str) -> Option<NtHash> {
        user.eq_ignore_ascii_case("me").then(|| NtHash::of("sesame"))
    }
}

/// Enough for tests, and for nothing else.
struct World(u8);

impl Outside for World {
    fn file_time(&self) -> u64 {
        133_000_000_000_000_000
    }

    fn random(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(7);
            *byte = self.0;
        }
    }
}

/// In a process of its own, started by squid: `YR` and a token begin a handshake, `KK` and a token go on with it.
#[test]
#[ignore = "run by squid, in a process of its own"]
fn helper() {
    let Ok(way) = std::env::var(HELPER) else { return };
    let server = Server::new(
        Names {
            computer: "PROXY".to_owned(),
            domain: "PROXY".to_owned(),
            ..Names::default()
        },
        Arc::new(Me),
    );
    let mut handshake: Option<Box<dyn Handshake>> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let mut words = line.split(' ');
        if words.next() == Some("YR") {
            handshake = Some(match way.as_str() {
                "ntlm" => server.handshake(),
                _ => spnego::Server::new(Arc::new([Arc::new(server.clone())])).handshake(),
            });
        }
        let token = words.next().and_then(base64::decode).unwrap_or_default();
        let step = handshake
            .as_mut()
            .map(|handshake| handshake.step(&token, &mut World(1)));
        let answer = match step {
            Some(Ok(Progress::Continue(token))) => format!("TT {}", base64::encode(&token)),
            Some(Ok(Progress::Done { token, security })) => {
                let user = &security.peer().user;
                if way == "ntlm" {
                    format!("AF {user}")
                } else {
                    format!("AF {} {user}", base64::encode(&token))
                }
            }
            Some(Err(refusal)) => format!("NA {}", refusal.reason),
            None => "BH nobody began".to_owned(),
        };
        let mut out = std::io::stdout();
        writeln!(out, "ANSWER {answer}").unwrap();
        out.flush().unwrap();
    }
}

const NTLM: &str = "auth_param ntlm program FOLDER/ntlm\nauth_param ntlm children 2 startup=1\n";
const NEGOTIATE: &str =
    "auth_param negotiate program FOLDER/negotiate\nauth_param negotiate children 2 startup=1\n";
const BASIC: &str =
    "auth_param basic program /usr/lib/squid/basic_ncsa_auth FOLDER/passwords\nauth_param basic children 1\n";

fn as_user(proxy: &Squid, user: &str, password: &str) -> Fetcher {
    let mut fetcher = Fetcher::through(&proxy.url());
    fetcher.proxy.user_name = user.to_owned();
    fetcher.proxy.password = password.to_owned();
    fetcher
}

#[test]
fn a_proxy_is_signed_in_to_by_ntlm_by_negotiate_and_by_basic() {
    let Some(origin) = Nginx::start("") else { return };
    let body = body(300_000);
    origin.has_file("file", &body);
    for (ways, users) in [
        (NTLM, &["me", "PROXY\\me"][..]),
        (NEGOTIATE, &["me", "PROXY\\me"]),
        (BASIC, &["me"]),
    ] {
        let Some(proxy) = Squid::start(ways, furnish) else {
            return;
        };
        for user in users {
            let fetcher = as_user(&proxy, user, "sesame");
            assert!(fetcher.fetch(&origin.url("file")).unwrap() == body, "{ways}");
        }
        let log = proxy.log();
        assert!(log.last().unwrap().starts_with("200 GET"), "{log:?}");
        assert!(log.last().unwrap().to_lowercase().ends_with(" me"), "{log:?}");
    }
}

#[test]
fn a_connection_on_which_somebody_signed_in_is_used_again() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    let Some(proxy) = Squid::start(NTLM, furnish) else {
        return;
    };
    for _ in 0..3 {
        assert_eq!(
            as_user(&proxy, "me", "sesame")
                .fetch(&origin.url("file"))
                .unwrap(),
            b"body"
        );
    }
    let refused = proxy.log().iter().filter(|line| line.starts_with("407")).count();
    assert_eq!(refused, 2, "one handshake: {:?}", proxy.log());
}

#[test]
fn a_wrong_password_and_an_unknown_user_are_refused_without_being_shown() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    for ways in [NTLM, NEGOTIATE, BASIC] {
        let Some(proxy) = Squid::start(ways, furnish) else {
            return;
        };
        for (user, password) in [("me", "mistaken"), ("stranger", "sesame")] {
            let error = as_user(&proxy, user, password)
                .fetch(&origin.url("file"))
                .unwrap_err();
            assert_eq!(
                error.hresult(),
                code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ,
                "{error}"
            );
            assert!(!error.message().contains(password), "{error}");
        }
        let error = Fetcher::through(&proxy.url())
            .fetch(&origin.url("file"))
            .unwrap_err();
        assert_eq!(
            error.hresult(),
            code::WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ,
            "{error}"
        );
    }
}

#[test]
fn the_best_way_is_taken_and_no_password_goes_where_a_proof_does() {
    let Some(origin) = Nginx::start("") else { return };
    origin.has_file("file", b"body");
    // Basic would be refused: no password of this user is known there.
    let ways = format!("{NTLM}{BASIC}");
    let Some(proxy) = Squid::start(&ways, |folder| {
        furnish(folder);
        fs::write(folder.join("passwords"), "other:x\n").unwrap();
    }) else {
        return;
    };
    assert_eq!(
        as_user(&proxy, "me", "sesame")
            .fetch(&origin.url("file"))
            .unwrap(),
        b"body"
    );
}

#[test]
fn a_tunnel_is_signed_in_to_as_well() {
    let names = "IP:127.0.0.1";
    let folder = tempfile::tempdir().unwrap();
    if !crate::peers::make_certificates(folder.path(), names) {
        return;
    }
    let authority = folder.path().join("ca.pem");
    let locations = "ssl_certificate ROOT/server.pem; ssl_certificate_key ROOT/server.key;";
    let Some(server) = Nginx::start_as(folder, "ssl", locations) else {
        return;
    };
    server.has_file("file", b"body");
    let url = format!("https://127.0.0.1:{}/file", server.port);
    for ways in [NTLM, NEGOTIATE] {
        // It lets CONNECT through to any port.
        let Some(proxy) = Squid::start(ways, furnish) else {
            return;
        };
        let trust = wua_agent::http::Trust {
            authorities: vec![authority.clone()],
            client_certificate: None,
        };
        let mut fetcher = as_user(&proxy, "me", "sesame");
        fetcher.client = fetcher.client.with_trust(&trust).unwrap();
        assert_eq!(fetcher.fetch(&url).unwrap(), b"body");
        let log = proxy.log();
        assert!(
            log.iter().any(|line| line.contains("CONNECT 127.0.0.1:")),
            "{log:?}"
        );
    }
}
