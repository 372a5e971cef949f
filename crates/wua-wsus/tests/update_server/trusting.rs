//! Encrypted servers: whom the agent trusts, and to whom it says who it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use wua_agent::http::{ClientCertificate, Trust};
use wua_agent::{Session, UpdateServer as Settings};
use wua_com::{Error, code};
use wua_net::HttpClient;
use wua_testkit::update_server::{Tls, UpdateServer};
use wua_wsus::UpdateServers;

use crate::support::{Computer, World, found, install};

/// A server with a certificate from its own authority: `ca.pem`. For clients there are `client.pem` with its key, from the
/// same authority, and `stranger.pem`, from none.
struct Encrypted {
    world: World,
    folder: tempfile::TempDir,
}

impl Encrypted {
    /// None where no certificates can be made.
    fn start(wants_certificates: bool) -> Option<Self> {
        let folder = certificates()?;
        let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
        let clients = wants_certificates.then(|| read("ca.pem"));
        let tls = Tls::from_pem(&read("server.pem"), &read("server.key"), clients.as_deref()).unwrap();
        let world = World::of(UpdateServer::prepare().encrypted(tls).start().unwrap());
        world.approve(&[world.program(1, "A clock")]);
        Some(Self { world, folder })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn authority(&self) -> Trust {
        Trust {
            authorities: vec![self.at("ca.pem")],
            client_certificate: None,
        }
    }

    fn certificate(&self, chain: &str, key: &str) -> Trust {
        Trust {
            client_certificate: Some(ClientCertificate {
                chain: self.at(chain),
                key: self.at(key),
            }),
            ..self.authority()
        }
    }

    fn session(&self, trust: Trust) -> Session {
        self.world.session_of(&Settings {
            url: self.world.server.url(),
            trust,
            ..Settings::default()
        })
    }

    fn refused(&self, trust: Trust) -> Error {
        self.session(trust).search("").unwrap_err()
    }
}

fn certificates() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("not run: openssl is not installed (package openssl)");
        return None;
    }
    fs::write(
        folder.path().join("names"),
        "subjectAltName=IP:127.0.0.1,DNS:localhost",
    )
    .unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    let signed = "-CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names";
    for words in [
        format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Authority -days 2"),
        format!("req -new {key} -keyout server.key -out server.csr -subj /CN=Server"),
        format!("x509 -req -in server.csr -out server.pem {signed}"),
        format!("req -new {key} -keyout client.key -out client.csr -subj /CN=Client"),
        format!("x509 -req -in client.csr -out client.pem {signed}"),
        format!("req -x509 {key} -keyout stranger.key -out stranger.pem -subj /CN=Stranger -days 2"),
    ] {
        openssl(folder.path(), &words);
    }
    Some(folder)
}

fn openssl(folder: &Path, words: &str) {
    let status = Command::new("openssl")
        .args(words.split(' '))
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success(), "openssl {words}");
}

#[test]
fn an_authority_of_its_own_is_trusted_if_it_is_named() {
    let Some(server) = Encrypted::start(false) else {
        return;
    };
    let error = server.refused(Trust::default());
    assert_eq!(error.hresult(), code::ERROR_WINHTTP_SECURE_FAILURE, "{error}");
    assert!(error.message().contains("its authority"), "{error}");
    let session = server.session(server.authority());
    assert_eq!(found(&session), ["A clock"]);
    assert!(install(&session).hresult.is_success());
    server.world.is_content();
}

#[test]
fn what_another_process_names_counts_in_this_one_too() {
    let Some(server) = Encrypted::start(false) else {
        return;
    };
    let session = server.session(Trust::default());
    assert!(session.search("").is_err());
    server.session(server.authority());
    assert_eq!(found(&session), ["A clock"]);
}

#[test]
fn a_server_that_lets_in_only_whom_it_knows_is_shown_a_certificate() {
    let Some(server) = Encrypted::start(true) else {
        return;
    };
    for trust in [
        server.authority(),
        server.certificate("stranger.pem", "stranger.key"),
    ] {
        let error = server.refused(trust);
        assert_eq!(error.hresult(), code::ERROR_WINHTTP_SECURE_FAILURE, "{error}");
        assert!(
            error.message().contains("only who shows a certificate"),
            "{error}"
        );
    }
    let session = server.session(server.certificate("client.pem", "client.key"));
    assert_eq!(found(&session), ["A clock"]);
    assert!(
        install(&session).hresult.is_success(),
        "files come in the same way"
    );
    server.world.is_content();
}

#[test]
fn the_server_of_a_policy_is_trusted_as_somebody_else_says() {
    let computer = Computer::default();
    let policy = "SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate";
    computer.set(policy, "WUServer", "https://updates.example:8531");
    computer.set(&format!("{policy}\\AU"), "UseWUServer", "1");
    let trust = Trust {
        authorities: vec![PathBuf::from("/ca.pem")],
        client_certificate: None,
    };
    let servers = UpdateServers::new(Arc::new(HttpClient::new())).trusting_by_policy(trust.clone());
    let record = servers.by_policy(&computer).unwrap().record();
    assert_eq!(record.update_server.unwrap().trust, trust);
}

#[test]
fn another_server_that_has_the_files_does_not_learn_who_we_are() {
    let Some(server) = Encrypted::start(true) else {
        return;
    };
    let port = server.world.server.address().port();
    let elsewhere = format!("https://localhost:{port}");
    server
        .world
        .server
        .configure(|settings| settings.content_base = Some(elsewhere));
    let session = server.session(server.certificate("client.pem", "client.key"));
    assert_eq!(found(&session), ["A clock"]);
    let result = install(&session);
    let failed = result.updates.iter().all(|update| !update.hresult.is_success());
    assert!(failed, "{result:?}");
}

#[test]
fn files_that_cannot_be_used_are_named_when_the_server_is_asked() {
    let Some(server) = Encrypted::start(true) else {
        return;
    };
    let gone = Trust {
        authorities: vec![server.at("no.pem")],
        client_certificate: None,
    };
    for (trust, words) in [
        (gone, ["no.pem", "cannot be read"]),
        (
            server.certificate("names", "client.key"),
            ["names", "no certificate"],
        ),
        (
            server.certificate("client.pem", "names"),
            ["names", "no private key"],
        ),
        (
            server.certificate("client.pem", "server.key"),
            ["client.pem", "server.key"],
        ),
    ] {
        let error = server.refused(trust);
        assert_eq!(error.hresult(), code::ERROR_WINHTTP_SECURE_FAILURE, "{error}");
        for word in words {
            assert!(error.message().contains(word), "{word}: {error}");
        }
    }
    assert_eq!(server.world.server.asked().len(), 0);
}

#[cfg(unix)]
#[test]
fn a_private_key_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;

    let Some(server) = Encrypted::start(true) else {
        return;
    };
    let trust = server.certificate("client.pem", "client.key");
    let allow =
        |mode| fs::set_permissions(server.at("client.key"), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o644);
    let error = server.refused(trust.clone());
    assert_eq!(error.hresult(), code::E_ACCESSDENIED, "{error}");
    assert!(error.message().contains("client.key"), "{error}");
    allow(0o640);
    assert_eq!(found(&server.session(trust)), ["A clock"]);
}
