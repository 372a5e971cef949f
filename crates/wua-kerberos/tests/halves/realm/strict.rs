//! Where clocks may differ by a second at most.

use std::thread::sleep;
use std::time::Duration;

use wua_kerberos::{Files, Server};
use wua_rpc::auth::Progress;

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn a_token_that_was_long_on_its_way_is_refused() {
    let world = &mut World::new();
    let Progress::Continue(token) = clara().handshake().step(&[], world).ok().unwrap() else {
        panic!("a first token is not the last one");
    };
    sleep(Duration::from_millis(3_500));
    let server = Server::new(&Files::default(), Vec::new()).unwrap();
    let refusal = server.handshake().step(&token, world).err().unwrap();
    assert!(refusal.reason.contains("Clock skew too great"), "{refusal}");
}
