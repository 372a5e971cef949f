//! Answers that nobody should give.

use proptest::prelude::*;
use wua_wusp::messages::{GetConfig, SyncUpdates};
use wua_wusp::soap::Message;

use super::server::envelope;

#[test]
fn elements_that_are_nested_too_deep_are_refused() {
    let body = envelope("SyncUpdates", &"<a>".repeat(100_000));
    let error = SyncUpdates::answer(body.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("nested deeper"), "{error}");
}

#[test]
fn entities_of_the_servers_own_are_refused() {
    let body = "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><Envelope><Body>&b;</Body></Envelope>";
    assert!(SyncUpdates::answer(body.as_bytes()).is_err());
    let body = envelope(
        "GetConfig",
        "<GetConfigResult><LastChange>&b;</LastChange></GetConfigResult>",
    );
    assert!(GetConfig::answer(body.as_bytes()).is_err());
}

#[test]
fn a_number_that_is_none_is_named() {
    for number in ["", "1.5", "2147483648", "0x10", "--1", "1e3"] {
        let inner = format!(
            "<SyncUpdatesResult><OutOfScopeRevisionIDs><int>{number}</int></OutOfScopeRevisionIDs>\
             </SyncUpdatesResult>"
        );
        let error = SyncUpdates::answer(envelope("SyncUpdates", &inner).as_bytes()).unwrap_err();
        assert!(
            error.to_string().contains("<int>: a number was expected"),
            "{error}"
        );
    }
}

#[test]
fn a_cookie_of_nothing_is_none() {
    let inner = "<SyncUpdatesResult><NewCookie><Expiration>2026-03-01T10:00:00Z</Expiration>\
        <EncryptedData/></NewCookie></SyncUpdatesResult>";
    assert!(SyncUpdates::answer(envelope("SyncUpdates", inner).as_bytes()).is_err());
}

#[test]
fn a_configuration_that_makes_no_sense_is_refused() {
    for value in ["0", "-1", "many", "9999999999999999999999"] {
        let inner = format!(
            "<GetConfigResult><LastChange>2026-01-01</LastChange><Properties><ConfigurationProperty>\
             <Name>MaxExtendedUpdatesPerRequest</Name><Value>{value}</Value></ConfigurationProperty>\
             </Properties></GetConfigResult>"
        );
        let config = GetConfig::answer(envelope("GetConfig", &inner).as_bytes())
            .unwrap()
            .unwrap();
        let error = config.max_extended_updates_per_request().unwrap_err();
        assert_eq!(error.hresult(), wua_com::code::WU_E_PT_INVALID_CONFIG_PROP);
    }
}

proptest! {
    #[test]
    fn noise_in_an_answer_is_refused_or_read(
        noise in "[<>/&;a-zA-Z0-9 '\"=!\\[\\]-]{0,200}",
        at in 0_usize..400,
    ) {
        let mut body = envelope(
            "SyncUpdates",
            "<SyncUpdatesResult><NewUpdates><UpdateInfo><ID>1</ID><IsLeaf>true</IsLeaf><Xml>&lt;a/&gt;</Xml>\
             </UpdateInfo></NewUpdates><Truncated>true</Truncated></SyncUpdatesResult>",
        );
        body.insert_str(at.min(body.len()), &noise);
        // What it is does not matter.
        let _ = SyncUpdates::answer(body.as_bytes());
    }
}
