//! Where the client's ticket was good for a second.

use std::thread::sleep;
use std::time::Duration;

use wua_kerberos::Client;

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn a_ticket_that_has_expired_is_none() {
    sleep(Duration::from_secs(2));
    let reason = match Client::from_cache(None, &target()) {
        Err(failure) => failure.to_string(),
        Ok(client) => {
            let begun = client.handshake().step(&[], &mut World::new());
            begun.err().unwrap().reason
        }
    };
    assert!(reason.to_lowercase().contains("expired"), "{reason}");
}
