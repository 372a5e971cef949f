//! Encrypted, by certificates that openssl made, and asked by openssl.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use wua_testkit::update_server::{Tls, UpdateServer};

fn openssl(folder: &Path, words: &str) -> bool {
    let status = Command::new("openssl")
        .args(words.split(' '))
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

#[test]
fn a_certificate_of_an_own_authority_serves_and_clients_may_need_one() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("not run: openssl is not installed (package openssl)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("names"), "subjectAltName=IP:127.0.0.1").unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for words in [
        &format!("req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=Authority -days 2"),
        &format!("req -new {key} -keyout server.key -out server.csr -subj /CN=Server"),
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile names",
    ] {
        assert!(openssl(folder.path(), words), "openssl {words}");
    }
    let read = |name: &str| fs::read(at(name)).unwrap();
    for clients in [None, Some(read("ca.pem"))] {
        let tls = Tls::from_pem(&read("server.pem"), &read("server.key"), clients.as_deref()).unwrap();
        let server = UpdateServer::prepare().encrypted(tls).start().unwrap();
        assert!(server.url().starts_with("https://127.0.0.1:"));
        let stored = server.catalogue(|catalogue| catalogue.content.add("a.exe", *b"0123456789"));
        let mut client = Command::new("openssl")
            .args([
                "s_client",
                "-quiet",
                "-verify_return_error",
                "-CAfile",
                "ca.pem",
                "-connect",
            ])
            .arg(server.address().to_string())
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            stored.path
        );
        // Who is not let in may be gone before it has asked.
        let _ = client.stdin.as_mut().unwrap().write_all(request.as_bytes());
        let output = client.wait_with_output().unwrap();
        let is_answered = String::from_utf8_lossy(&output.stdout).ends_with("0123456789");
        assert_eq!(is_answered, clients.is_none());
    }
}
