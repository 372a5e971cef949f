//! Where the server has no keys.

use wua_kerberos::{Files, Server};

#[test]
#[ignore = "needs a realm"]
fn there_is_no_server_without_keys() {
    let failure = Server::new(&Files::default(), Vec::new()).err().unwrap();
    assert!(failure.to_string().contains("no keys"), "{failure}");
}

#[test]
#[ignore = "needs a realm"]
fn a_keytab_that_the_process_does_not_know_is_named() {
    let files = Files {
        keytab: Some("/etc/wua/wua.keytab".into()),
        ..Files::default()
    };
    let failure = Server::new(&files, Vec::new()).err().unwrap();
    assert!(
        failure
            .to_string()
            .contains("KRB5_KTNAME=FILE:/etc/wua/wua.keytab"),
        "{failure}"
    );
}
