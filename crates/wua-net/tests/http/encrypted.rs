//! Encrypted, with an authority of our own. Whom a process trusts it learns once, so that each test is a process.

use std::fs;
use std::path::PathBuf;

use crate::child;
use crate::fetching::{Fetcher, body};
use crate::peers::{Nginx, Tinyproxy, make_certificates};

struct Secure {
    nginx: Nginx,
    authority: PathBuf,
    body: Vec<u8>,
}

impl Secure {
    fn start(names: &str, locations: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        if !make_certificates(folder.path(), names) {
            return None;
        }
        let authority = folder.path().join("ca.pem");
        let locations =
            format!("ssl_certificate ROOT/server.pem; ssl_certificate_key ROOT/server.key; {locations}");
        let nginx = Nginx::start_as(folder, "ssl", &locations)?;
        let body = body(400_000);
        nginx.has_file("file", &body);
        Some(Self {
            nginx,
            authority,
            body,
        })
    }

    fn url(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}/{path}", self.nginx.port)
    }

    /// Fetches, trusting the authority or not, with further variables; the error.
    fn fetch(&self, path: &str, trusting: bool, variables: &[(&str, &str)]) -> Result<(), String> {
        let place = Fetcher::new();
        let mut child = child::fetching(&self.url(path), &place.file());
        if trusting {
            child.env("SSL_CERT_FILE", &self.authority);
        }
        let output = child.envs(variables.iter().copied()).output().unwrap();
        if !output.status.success() {
            return Err(String::from_utf8(output.stderr).unwrap());
        }
        assert!(fs::read(place.file()).unwrap() == self.body);
        Ok(())
    }
}

#[test]
fn a_server_is_trusted_if_its_authority_is() {
    let Some(server) = Secure::start("IP:127.0.0.1", "") else {
        return;
    };
    server.fetch("file", true, &[]).unwrap();
    let error = server.fetch("file", false, &[]).unwrap_err();
    assert!(error.contains("ERROR_WINHTTP_SECURE_FAILURE"), "{error}");
    assert!(
        error.contains(&server.url("file")) && error.contains("authority"),
        "{error}"
    );
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let Some(server) = Secure::start("DNS:other.example", "") else {
        return;
    };
    let error = server.fetch("file", true, &[]).unwrap_err();
    assert!(error.contains("ERROR_WINHTTP_SECURE_FAILURE"), "{error}");
}

#[test]
fn from_encrypted_nothing_leads_to_unencrypted() {
    let locations = "
        location /down { return 302 http://127.0.0.1:1/file; }
        location /same { return 302 /file; }";
    let Some(server) = Secure::start("IP:127.0.0.1", locations) else {
        return;
    };
    server.fetch("same", true, &[]).unwrap();
    let error = server.fetch("down", true, &[]).unwrap_err();
    assert!(
        error.contains("not secure") && error.contains("http://127.0.0.1:1/file"),
        "{error}"
    );
}

#[test]
fn through_a_proxy_it_stays_encrypted() {
    let Some(server) = Secure::start("IP:127.0.0.1", "") else {
        return;
    };
    for user in [None, Some(("me", "sesame"))] {
        let Some(proxy) = Tinyproxy::start(user) else {
            return;
        };
        let plain = format!("http://127.0.0.1:{}", proxy.port);
        let known = format!("http://me:sesame@127.0.0.1:{}", proxy.port);
        if user.is_some() {
            let error = server
                .fetch("file", true, &[("https_proxy", &plain)])
                .unwrap_err();
            assert!(error.contains("WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"), "{error}");
        }
        let address = if user.is_some() { &known } else { &plain };
        server.fetch("file", true, &[("https_proxy", address)]).unwrap();
        let untrusted = server
            .fetch("file", false, &[("https_proxy", address)])
            .unwrap_err();
        assert!(untrusted.contains("ERROR_WINHTTP_SECURE_FAILURE"), "{untrusted}");
        assert!(proxy.log().contains("CONNECT 127.0.0.1:"), "{}", proxy.log());
        assert!(!proxy.log().contains("/file"), "{}", proxy.log());
    }
}

#[test]
fn an_unencrypted_server_at_an_encrypted_address_is_said_to_be_none() {
    let Some(server) = Nginx::start("") else { return };
    let place = Fetcher::new();
    let error = place
        .fetch(&format!("https://127.0.0.1:{}/file", server.port))
        .unwrap_err();
    assert_eq!(
        error.hresult(),
        wua_com::code::ERROR_WINHTTP_SECURE_FAILURE,
        "{error}"
    );
}
