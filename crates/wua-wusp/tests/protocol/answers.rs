//! What is read.

use wua_wusp::messages::*;
use wua_wusp::soap::Message;
use wua_wusp::{DateTime, Error, FaultCode};

use super::samples::{guid, identity};
use super::server::{envelope, fault};

fn read<M: Message>(inner: &str) -> Result<M::Answer, Error> {
    let body = envelope(M::OPERATION.name, inner);
    M::answer(body.as_bytes()).map(Result::unwrap)
}

#[test]
fn an_update_is_read_with_everything_that_was_decided_about_it() {
    let info = read::<SyncUpdates>(&format!(
        "<SyncUpdatesResult><NewUpdates><UpdateInfo><ID>17</ID><Deployment><ID>3</ID>\
         <Action>OptionalInstall</Action><Deadline>2026-04-01T00:00:00Z</Deadline>\
         <IsAssigned>1</IsAssigned><LastChangeTime>2026-03-01</LastChangeTime>\
         <DownloadPriority>High</DownloadPriority><HardwareIds><string>PCI\\A</string></HardwareIds>\
         <AutoSelect>0</AutoSelect><AutoDownload>1</AutoDownload>\
         <SupersedenceBehavior>2</SupersedenceBehavior><FlagBitmask>3</FlagBitmask>\
         <TargetGroupId>{}</TargetGroupId></Deployment><IsLeaf>true</IsLeaf>\
         <Xml>&lt;A b=\"1 &amp;amp; 2\"/&gt;\r\n &lt;B/&gt; </Xml></UpdateInfo></NewUpdates>\
         <Truncated>true</Truncated></SyncUpdatesResult>",
        guid(7)
    ))
    .unwrap();
    assert!(info.truncated);
    let [update] = &info.new_updates[..] else {
        panic!("{info:?}");
    };
    assert_eq!((update.id, update.is_leaf), (17, true));
    // As it came, with its white space.
    assert_eq!(update.xml.as_deref(), Some("<A b=\"1 &amp; 2\"/>\n <B/> "));
    let expected = Deployment {
        id: 3,
        action: Action::OptionalInstall,
        deadline: Some(DateTime::from("2026-04-01T00:00:00Z")),
        is_assigned: true,
        last_change_time: Some(DateTime::from("2026-03-01")),
        download_priority: Some("High".to_owned()),
        hardware_ids: vec!["PCI\\A".to_owned()],
        auto_select: Some("0".to_owned()),
        auto_download: Some("1".to_owned()),
        supersedence_behavior: Some("2".to_owned()),
        flag_bitmask: Some("3".to_owned()),
        target_group: Some(guid(7)),
    };
    assert_eq!(update.deployment.as_ref(), Some(&expected));
}

/// Servers of others write prefixes, declarations, headers, comments, `nil` and elements of their own.
#[test]
fn an_envelope_is_read_however_it_is_written() {
    let body = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\n<!-- hello -->\
        <SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/' xmlns:x='urn:x' \
        xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><SOAP-ENV:Header><a/></SOAP-ENV:Header>\
        <SOAP-ENV:Body>\n <x:SyncUpdatesResponse><x:SyncUpdatesResult><x:NewUpdates>\
        <x:UpdateInfo xsi:nil='true'/></x:NewUpdates>\
        <x:OutOfScopeRevisionIDs x:arrayType='x:int[2]'><x:int> 5 </x:int><x:int>6</x:int>\
        </x:OutOfScopeRevisionIDs><x:Truncated>0</x:Truncated><x:Surplus><x:ID>x</x:ID></x:Surplus>\
        <x:NewCookie><x:Expiration>2026-03-01T10:00:00</x:Expiration><x:EncryptedData>AA\n AA</x:EncryptedData>\
        </x:NewCookie></x:SyncUpdatesResult></x:SyncUpdatesResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    let info = SyncUpdates::answer(body.as_bytes()).unwrap().unwrap();
    assert_eq!(info.out_of_scope_revision_ids, [5, 6]);
    assert!(info.new_updates.is_empty() && !info.truncated);
    let cookie = info.new_cookie.unwrap();
    assert_eq!(cookie.encrypted_data.as_deref(), Some("AAAA"));
}

#[test]
fn a_fault_says_what_is_wrong() {
    let said = SyncUpdates::answer(fault("CookieExpired").as_bytes())
        .unwrap()
        .unwrap_err();
    assert_eq!(said.code, FaultCode::CookieExpired);
    assert_eq!(said.message.as_deref(), Some("a message"));
    assert_eq!(said.id, Some(guid(0xFA)));
    assert_eq!(said.method.as_deref(), Some("\"urn:any/SyncUpdates\""));
    assert_eq!(
        said.to_string(),
        "CookieExpired (a message), 5e7e0000-0000-4000-8000-0000000000fa in its log"
    );
}

#[test]
fn a_fault_without_details_says_what_soap_says() {
    let body = "<s:Envelope><s:Body><s:Fault><faultcode>soap:VersionMismatch</faultcode>\
        <faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>";
    let said = GetConfig::answer(body.as_bytes()).unwrap().unwrap_err();
    assert_eq!(said.to_string(), "VersionMismatch (no)");
}

#[test]
fn every_name_of_a_fault_is_known() {
    for name in [
        "InvalidCookie",
        "ConfigChanged",
        "RegistrationRequired",
        "ServerChanged",
        "InternalServerError",
        "CookieExpired",
        "InvalidParameters",
        "InvalidAuthorizationCookie",
        "RegistrationNotRequired",
        "ServerBusy",
        "FileLocationChanged",
    ] {
        let code = FaultCode::named(name);
        assert!(!matches!(code, FaultCode::Other(_)), "{name}");
        assert_eq!(code.name(), name);
    }
}

#[test]
fn parts_of_metadata_come_in_any_order_and_files_with_them() {
    let info = read::<GetExtendedUpdateInfo>(
        "<GetExtendedUpdateInfoResult><Updates><Update><ID>2</ID><Xml>&lt;X/&gt;</Xml></Update>\
         <Update><ID>1</ID><Xml>&lt;Y/&gt;</Xml></Update><Update><ID>2</ID><Xml><![CDATA[<Z/>]]></Xml>\
         </Update></Updates><FileLocations><FileLocation>\
         <FileDigest>qUqP5cyxm6YcTAhz05Hph5gvu9M=</FileDigest><Url>http://h/a?b=1&amp;c</Url>\
         </FileLocation></FileLocations><OutOfScopeRevisionIDs><int>9</int></OutOfScopeRevisionIDs>\
         </GetExtendedUpdateInfoResult>",
    )
    .unwrap();
    let parts: Vec<(i32, &str)> = info
        .updates
        .iter()
        .map(|part| (part.id, part.xml.as_str()))
        .collect();
    assert_eq!(parts, [(2, "<X/>"), (1, "<Y/>"), (2, "<Z/>")]);
    assert_eq!(info.file_locations[0].url, "http://h/a?b=1&c");
    assert_eq!(info.file_locations[0].file_digest.len(), 20);
    assert_eq!(info.out_of_scope_revision_ids, [9]);
}

#[test]
fn keys_of_encrypted_files_are_read() {
    let info = read::<GetExtendedUpdateInfo2>(&format!(
        "<GetExtendedUpdateInfo2Result><FileLocations><FileLocation><FileDigest>AAAA</FileDigest>\
         <Url>http://h/a</Url><PiecesHashUrl>p</PiecesHashUrl><BlockMapUrl>b</BlockMapUrl>\
         <DecryptionInformation>{{}}</DecryptionInformation><FileDigestAlgorithm>SHA1</FileDigestAlgorithm>\
         <EncryptedFileDigest>AAAA</EncryptedFileDigest><EncryptedFileDigestAlgorithm>SHA256\
         </EncryptedFileDigestAlgorithm></FileLocation></FileLocations><FileDecryptionData>\
         <FileDecryption><FileDigest>AAAA</FileDigest><DecryptionKey>AAAA</DecryptionKey><SecurityData>\
         <base64Binary>AAAA</base64Binary></SecurityData></FileDecryption></FileDecryptionData>\
         <UpdateEncryptionDetails><UpdateEncryptionDetail><UpdateIdentity><UpdateID>{}</UpdateID>\
         <RevisionNumber>200</RevisionNumber></UpdateIdentity><HasEncryptedFiles>true</HasEncryptedFiles>\
         </UpdateEncryptionDetail></UpdateEncryptionDetails></GetExtendedUpdateInfo2Result>",
        guid(1).to_string().to_uppercase()
    ))
    .unwrap();
    assert_eq!(info.file_locations[0].pieces_hash_url.as_deref(), Some("p"));
    assert_eq!(info.file_decryption_data[0].security_data, [vec![0, 0, 0]]);
    assert_eq!(info.update_encryption_details, [(identity(1), true)]);
}

#[test]
fn a_configuration_of_few_words_is_enough() {
    let config = read::<GetConfig>(
        "<GetConfigResult><LastChange>2026-01-01</LastChange><AuthInfo><AuthPlugInInfo><ServiceUrl/>\
         </AuthPlugInInfo></AuthInfo></GetConfigResult>",
    )
    .unwrap();
    assert_eq!(config.max_extended_updates_per_request().unwrap(), 50);
    assert_eq!(config.protocol_version(), None);
    assert_eq!(config.allowed_event_ids, None);
    assert!(!config.is_registration_required);
}

#[test]
fn an_answer_that_is_none_says_what_is_wrong_and_where() {
    let cases = [
        ("", "line 1 (byte 0): it is empty"),
        ("<html/>", "<html>: a SOAP envelope was expected"),
        ("<Envelope/>", "<Envelope>: there is no <Body> in it"),
        ("<Envelope><Body/></Envelope>", "<Body>: it is empty"),
        (
            "<Envelope><Body><GetConfigResponse/></Body></Envelope>",
            "<GetConfigResponse>: <SyncUpdatesResponse> was expected",
        ),
        (
            "<Envelope><Body><SyncUpdatesResponse/></Body></Envelope>",
            "<SyncUpdatesResponse>: it has no <SyncUpdatesResult>",
        ),
        (
            "<Envelope><Body><SyncUpdatesResponse><SyncUpdatesResult><Truncated>perhaps</Truncated>",
            "<Truncated>: `true` or `false` was expected, and there is `perhaps`",
        ),
        (
            "<!DOCTYPE a><Envelope/>",
            "document types (`<!DOCTYPE`) are not read",
        ),
    ];
    for (body, what) in cases {
        let error = SyncUpdates::answer(body.as_bytes()).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("SyncUpdates: the answer of the update server cannot be read: line"));
        assert!(text.ends_with(what), "{text}");
    }
}

#[test]
fn what_is_cut_off_anywhere_is_no_answer() {
    let body = envelope(
        "SyncUpdates",
        "<SyncUpdatesResult><Truncated>true</Truncated><NewUpdates><UpdateInfo><ID>1</ID>\
         <IsLeaf>true</IsLeaf><Xml>&lt;a/&gt;</Xml></UpdateInfo></NewUpdates></SyncUpdatesResult>",
    );
    assert!(SyncUpdates::answer(body.as_bytes()).is_ok());
    for length in 0..body.len() {
        assert!(
            SyncUpdates::answer(&body.as_bytes()[..length]).is_err(),
            "{length}"
        );
    }
}
