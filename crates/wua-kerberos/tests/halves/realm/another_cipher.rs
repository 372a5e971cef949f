//! Where the key of the service is of a kind that this system does not take.

use wua_kerberos::Client;

use crate::support::*;

#[test]
#[ignore = "needs a realm"]
fn ciphers_that_the_system_does_not_take_are_refused() {
    let client = Client::from_cache(None, &target()).unwrap();
    let begun = client.handshake().step(&[], &mut World::without_kerberos());
    let reason = begun.map(drop).map_or_else(
        |refusal| refusal.reason,
        |()| {
            let mut pair = Pair::new(World::new(), true);
            pair.bind(sign_in(&client, MECHANISMS[0], LEVELS[0]));
            pair.refusal().to_owned()
        },
    );
    assert!(
        reason.contains("encryption type") || reason.contains("enctype"),
        "{reason}"
    );
}
