//! What the server does not let pass.

use std::fmt::Write as _;

use wua_testkit::update_server::Operation;

use super::client::{Tiny, software};
use super::flow::furnished;

/// The only complaint, which has to contain some words.
#[track_caller]
fn complaint(server: &wua_testkit::update_server::UpdateServer, words: &str) {
    let complaints = server.complaints();
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    assert!(complaints[0].contains(words), "{complaints:#?}");
    server.forget_asked();
}

#[test]
fn a_request_that_the_schema_does_not_allow_is_a_wrong_parameter() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    let answer = client.call(Operation::GetConfig, "<version>1.8</version>");
    assert_eq!(answer.fault().0, "InvalidParameters");
    let complaints = server.complaints().join("\n");
    assert!(
        complaints.contains("GetConfig: protocolVersion is missing"),
        "{complaints}"
    );
}

#[test]
fn envelopes_types_and_actions_count() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    let namespace = Operation::GetConfig.endpoint().namespace();
    let action = format!("\"{}\"", Operation::GetConfig.action());
    let body = format!("<GetConfig xmlns=\"{namespace}\"><protocolVersion>1.8</protocolVersion></GetConfig>");
    let envelope = |header: &str| {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">{header}<s:Body>{body}</s:Body></s:Envelope>"
        )
    };
    let mut post = |path: &str, kind: &str, action: &str, body: &str| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nSOAPAction: {action}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        client.request(&head, body.as_bytes()).unwrap().status
    };
    let path = "/ClientWebService/Client.asmx";
    let xml = "text/xml; charset=utf-8";
    assert_eq!(post(path, xml, &action, &envelope("")), 200);
    assert_eq!(
        post("/CLIENTWEBSERVICE/CLIENT.ASMX", xml, &action, &envelope("")),
        200
    );
    assert!(server.complaints().is_empty());
    assert_eq!(post(path, "application/soap+xml", &action, &envelope("")), 200);
    complaint(&server, "Content-Type");
    assert_eq!(post(path, xml, "GetConfig", &envelope("")), 500);
    complaint(&server, "SOAPAction");
    // Another service's operation.
    let other = format!("\"{}\"", Operation::ReportEventBatch.action());
    assert_eq!(post(path, xml, &other, &envelope("")), 500);
    complaint(&server, "SOAPAction");
    assert_eq!(post(path, xml, &action, &envelope("<s:Header/>")), 500);
    complaint(&server, "Header");
    assert_eq!(post(path, xml, &action, "<s:Envelope"), 500);
    assert_eq!(server.complaints().len(), 1);
}

#[test]
fn ids_that_were_never_told_or_stand_twice_are_noticed() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let has = client.sync(&[]).has;
    let list = |ids: &str, others: &str| {
        format!(
            "<ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs>{ids}</InstalledNonLeafUpdateIDs>\
             <OtherCachedUpdateIDs>{others}</OtherCachedUpdateIDs><SkipSoftwareSync>false</SkipSoftwareSync>"
        )
    };
    client.page(&list("<int>77</int>", ""));
    complaint(&server, "never told");
    let leaf = has.iter().find(|update| update.is_leaf).unwrap().id;
    client.page(&list(&format!("<int>{leaf}</int>"), ""));
    complaint(&server, "it is a leaf");
    client.page(&list("", &format!("<int>{leaf}</int><int>{leaf}</int>")));
    complaint(&server, "twice");
}

#[test]
fn limits_are_those_of_real_servers() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let has = client.sync(&[]).has;
    let installed = has.iter().find(|update| !update.is_leaf).unwrap().id;
    let many = |count: usize| {
        let mut ids = String::new();
        for _ in 0..count {
            let _ = write!(ids, "<int>{installed}</int>");
        }
        ids
    };
    let page = format!(
        "<ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs>{}</InstalledNonLeafUpdateIDs>\
         <SkipSoftwareSync>false</SkipSoftwareSync>",
        many(401)
    );
    let fault = client.page(&page).fault();
    assert_eq!(
        fault,
        (
            "InvalidParameters".to_owned(),
            "parameters.InstalledNonLeafUpdateIDs".to_owned()
        )
    );
    let info = client.with_cookie(&format!(
        "<revisionIDs>{}</revisionIDs><infoTypes><XmlUpdateFragmentType>Core</XmlUpdateFragmentType></infoTypes>",
        many(51)
    ));
    let fault = client.call(Operation::GetExtendedUpdateInfo, &info).fault();
    assert_eq!(fault, ("InvalidParameters".to_owned(), "revisionIDs".to_owned()));
}

#[test]
fn the_order_of_the_protocol_counts() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.cookie =
        "<Expiration>2026-01-01T00:00:00Z</Expiration><EncryptedData>AAAA</EncryptedData>".to_owned();
    assert_eq!(client.page(&software(&[], "")).fault().0, "InvalidCookie");
    assert!(server.complaints().is_empty());
    client.configured();
    assert_eq!(
        client.get_cookie("AAAA", "").fault().0,
        "InvalidAuthorizationCookie"
    );
    client.last_change = "2001-01-01T00:00:00Z".to_owned();
    client.sign_in_fails();
    complaint(&server, "lastChange");
}

#[test]
fn only_who_comes_from_another_server_or_is_told_to_refreshes_a_cache() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let nothing = client.with_cookie("<globalIDs></globalIDs>");
    assert_eq!(client.call(Operation::RefreshCache, &nothing).status, 200);
    assert!(server.complaints().is_empty());
    client.page(&software(&[], ""));
    let nothing = client.with_cookie("<globalIDs></globalIDs>");
    assert_eq!(client.call(Operation::RefreshCache, &nothing).status, 200);
    complaint(&server, "was not told");
}

#[test]
fn a_system_is_described_in_the_driver_pass_only() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let page = "<ExpressQuery>false</ExpressQuery><SystemSpec><Device></Device></SystemSpec>\
                <SkipSoftwareSync>false</SkipSoftwareSync>";
    assert_eq!(client.page(page).fault().1, "parameters.SystemSpec");
    complaint(&server, "SystemSpec");
}
