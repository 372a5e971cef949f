//! Where the client has nothing.

use wua_kerberos::Client;

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn without_tickets_nothing_begins() {
    let began = |client: Result<Client, wua_kerberos::Failure>| match client {
        Ok(client) => client
            .handshake()
            .step(&[], &mut World::without_kerberos())
            .is_ok(),
        Err(_) => false,
    };
    assert!(!began(Client::from_cache(None, &target())));
    assert!(!began(Client::from_cache(Some("clara"), &target())));
    assert!(!began(Client::from_keytab("clara", &target())));
}
