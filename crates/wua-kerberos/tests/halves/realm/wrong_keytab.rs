//! Where the server has the key of somebody else.

use wua_rpc::connection::Level;

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn a_ticket_for_another_key_is_refused() {
    for mechanism in MECHANISMS {
        let mut pair = Pair::new(World::new(), true);
        pair.bind(sign_in(&clara(), mechanism, Level::Privacy));
        assert!(pair.peer().is_none());
        assert!(
            pair.refusal().contains("host/orrery.museum.example"),
            "{}",
            pair.refusal()
        );
    }
}
