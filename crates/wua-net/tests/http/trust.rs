//! An authority of our own, and a certificate of our own, for one client and not for the others.

use std::fs;
use std::path::{Path, PathBuf};

use wua_agent::http::{ClientCertificate, Trust};
use wua_com::code;

use crate::fetching::Fetcher;
use crate::peers::{Nginx, make_certificates};

struct Secure {
    nginx: Nginx,
    folder: PathBuf,
}

impl Secure {
    fn start(locations: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        if !make_certificates(folder.path(), "IP:127.0.0.1") {
            return None;
        }
        let path = folder.path().to_owned();
        let locations =
            format!("ssl_certificate ROOT/server.pem; ssl_certificate_key ROOT/server.key; {locations}");
        let nginx = Nginx::start_as(folder, "ssl", &locations)?;
        nginx.has_file("file", b"body");
        Some(Self { nginx, folder: path })
    }

    fn url(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}/{path}", self.nginx.port)
    }
}

fn authority(folder: &Path) -> Trust {
    Trust {
        authorities: vec![folder.join("ca.pem")],
        client_certificate: None,
    }
}

fn with_certificate(folder: &Path) -> Trust {
    Trust {
        client_certificate: Some(ClientCertificate {
            chain: folder.join("client.pem"),
            key: folder.join("client.key"),
        }),
        ..authority(folder)
    }
}

fn trusting(trust: &Trust) -> Fetcher {
    let fetcher = Fetcher::new();
    Fetcher {
        client: fetcher.client.clone().with_trust(trust).unwrap(),
        ..fetcher
    }
}

#[test]
fn an_authority_is_trusted_by_the_client_that_was_given_it_and_by_no_other() {
    let Some(server) = Secure::start("") else { return };
    let trusting = trusting(&authority(&server.folder));
    assert_eq!(trusting.fetch(&server.url("file")).unwrap(), b"body");
    // The connection that waits is not for it.
    let error = Fetcher::new().fetch(&server.url("file")).unwrap_err();
    assert_eq!(error.hresult(), code::ERROR_WINHTTP_SECURE_FAILURE, "{error}");
}

#[test]
fn a_server_that_wants_a_certificate_gets_ours() {
    let locations = "ssl_client_certificate ROOT/ca.pem; ssl_verify_client on;
        location /who { return 200 $ssl_client_s_dn; }";
    let Some(server) = Secure::start(locations) else {
        return;
    };
    let known = trusting(&with_certificate(&server.folder));
    assert_eq!(known.fetch(&server.url("who")).unwrap(), b"CN=Client");
    let error = trusting(&authority(&server.folder))
        .fetch(&server.url("who"))
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_PT_HTTP_STATUS_BAD_REQUEST, "{error}");
}

#[test]
fn whoever_is_asked_by_a_redirection_does_not_learn_who_we_are() {
    let other = "ssl_client_certificate ROOT/ca.pem; ssl_verify_client optional_no_ca;
        location /who { return 200 \"-$ssl_client_s_dn-\"; }";
    let Some(other) = Secure::start(other) else { return };
    let redirecting = format!("location /go {{ return 302 {}; }}", other.url("who"));
    let Some(first) = Secure::start(&redirecting) else {
        return;
    };
    let mut trust = with_certificate(&first.folder);
    trust.authorities.push(other.folder.join("ca.pem"));
    assert_eq!(trusting(&trust).fetch(&first.url("go")).unwrap(), b"--");
}

#[test]
fn a_key_that_does_not_belong_to_the_certificate_is_refused_with_the_name_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    if !make_certificates(folder.path(), "IP:127.0.0.1") {
        return;
    }
    let mut trust = with_certificate(folder.path());
    let mistake = |trust: &Trust| Fetcher::new().client.with_trust(trust).unwrap_err();
    if let Some(certificate) = &mut trust.client_certificate {
        certificate.key = folder.path().join("server.key");
    }
    assert!(
        mistake(&trust).message().contains("client.pem"),
        "{}",
        mistake(&trust)
    );
    fs::remove_file(folder.path().join("server.key")).unwrap();
    assert!(
        mistake(&trust).message().contains("server.key"),
        "{}",
        mistake(&trust)
    );
}
