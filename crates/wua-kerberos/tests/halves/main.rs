//! Both halves against each other, in a realm of its own.
//!
//! GSSAPI reads the environment of its process. So the one test that is run at first begins a realm, and then this
//! program once more in that realm, for the tests that are ignored otherwise.

#![cfg(unix)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says so when it fails"
)]

#[path = "../../../../tests/kerberos/kdc.rs"]
#[allow(dead_code, reason = "others use the rest")]
mod kdc;
mod realm;
mod support;

use std::path::Path;
use std::process::Command;

use kdc::{HOST, Kdc, REALM};

#[test]
fn in_a_realm() {
    if !Kdc::is_installed() {
        println!("not run: there is no KDC here (krb5-kdc, krb5-user)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let kdc = Kdc::start(folder).unwrap();
    kdc.add("anna").unwrap();
    kdc.add_to_keytab("clara", "client.keytab").unwrap();
    kdc.add_to_keytab(&format!("host/{HOST}"), "service.keytab")
        .unwrap();
    kdc.add_to_keytab(&format!("cifs/{HOST}"), "service.keytab")
        .unwrap();
    kdc.add_to_keytab("host/sundial.museum.example", "other.keytab")
        .unwrap();
    kdc.ticket("clara", &folder.join("client.keytab"), "cache", &[])
        .unwrap();

    again("realm::usual::", kdc.environment());
    again("realm::lesser::", kdc.environment());
    again("realm::strict::", kdc.environment_where("clockskew = 1").unwrap());
    for cipher in [
        "aes256-cts",
        "aes128-cts",
        "aes256-sha2",
        "aes128-sha2",
        "arcfour-hmac",
    ] {
        // Its key is of this kind alone, and nobody takes another kind.
        let host = format!("{cipher}.museum.example");
        let keys = format!("-e {cipher}:normal");
        kdc.kadmin(&format!("addprinc -randkey {keys} host/{host}"))
            .unwrap();
        let keytab = folder.join("service.keytab");
        kdc.kadmin(&format!("ktadd -k {} {keys} host/{host}", keytab.display()))
            .unwrap();
        let only = kdc
            .environment_where(&format!("permitted_enctypes = {cipher}"))
            .unwrap();
        let mut environment = with(only, "KRB5CCNAME", &file(&folder.join(cipher)));
        environment.push((support::HOST_VARIABLE, host.clone()));
        again("realm::ciphers::", environment);
    }
    // Where nobody takes the kind that the ticket is of.
    let mut environment = kdc.environment_where("permitted_enctypes = aes256-cts").unwrap();
    environment.push((support::HOST_VARIABLE, "arcfour-hmac.museum.example".to_owned()));
    again("realm::another_cipher::", environment);
    again(
        "realm::wrong_keytab::",
        with(
            kdc.environment(),
            "KRB5_KTNAME",
            &file(&folder.join("other.keytab")),
        ),
    );
    again(
        "realm::no_keytab::",
        with(kdc.environment(), "KRB5_KTNAME", &file(&folder.join("none"))),
    );
    let empty = with(kdc.environment(), "KRB5CCNAME", &file(&folder.join("empty")));
    again(
        "realm::no_tickets::",
        with(empty.clone(), "KRB5_CLIENT_KTNAME", &file(&folder.join("none"))),
    );
    again("realm::client_keytab::", empty);
    kdc.ticket("clara", &folder.join("client.keytab"), "expired", &["-l", "1s"])
        .unwrap();
    let expired = with(kdc.environment(), "KRB5CCNAME", &file(&folder.join("expired")));
    again(
        "realm::expired::",
        with(expired, "KRB5_CLIENT_KTNAME", &file(&folder.join("none"))),
    );
    // From now on what the server has is old.
    kdc.export(&format!("host/{HOST}@{REALM}"), "new.keytab").unwrap();
    again("realm::old_key::", kdc.environment());
}

/// This program once more, in another environment, for the tests whose names begin so. What it says about them counts.
fn again(tests: &str, environment: Vec<(&str, String)>) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args([tests, "--ignored", "--test-threads=1"])
        .envs(environment)
        .status()
        .unwrap();
    assert!(status.success(), "{tests}");
}

fn with(
    mut environment: Vec<(&'static str, String)>,
    variable: &str,
    value: &str,
) -> Vec<(&'static str, String)> {
    for (name, known) in &mut environment {
        if *name == variable {
            value.clone_into(known);
        }
    }
    environment
}

fn file(path: &Path) -> String {
    format!("FILE:{}", path.display())
}
