//! Where the service has a new key, which the server does not have.

use wua_kerberos::Client;
use wua_rpc::connection::Level;

use crate::kdc::PASSWORD;
use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn a_ticket_for_a_newer_key_is_refused() {
    // Somebody whose tickets are new as well.
    let anna = Client::from_password("anna", PASSWORD, &target()).unwrap();
    let mut pair = Pair::new(World::new(), true);
    pair.bind(sign_in(&anna, MECHANISMS[0], Level::Privacy));
    assert!(pair.peer().is_none());
    assert!(pair.refusal().contains("kvno"), "{}", pair.refusal());
}
