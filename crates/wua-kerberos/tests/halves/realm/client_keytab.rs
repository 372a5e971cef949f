//! Where the client has a key, and no ticket yet.

use wua_kerberos::Client;
use wua_rpc::connection::Level;

use crate::kdc::REALM;
use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn a_key_is_as_good_as_a_ticket() {
    let clara = Client::from_keytab("clara", &target()).unwrap();
    for mechanism in MECHANISMS {
        let mut pair = Pair::new(World::new(), true);
        let proposal = pair.bind(sign_in(&clara, mechanism, Level::Privacy));
        assert_eq!(pair.peer(), Some(&*format!("clara@{REALM}")));
        pair.call(&proposal, b"hello");
    }
}
