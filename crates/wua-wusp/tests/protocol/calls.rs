//! What is sent.

use super::samples;

/// With line ends between elements, as the golden files have them.
fn spread(body: &str) -> String {
    let mut text = body.replace("><", ">\n<");
    text.push('\n');
    text
}

/// The files were read by people, and the test of the schemas accepts them.
#[test]
fn every_call_is_what_its_golden_file_says() {
    for (name, call) in samples::calls() {
        let golden = golden(name);
        assert_eq!(spread(&call.body), golden, "{name}");
    }
}

fn golden(name: &str) -> &'static str {
    match name {
        "GetConfig" => include_str!("golden/GetConfig.xml"),
        "GetAuthorizationCookie" => include_str!("golden/GetAuthorizationCookie.xml"),
        "GetCookie" => include_str!("golden/GetCookie.xml"),
        "RegisterComputer" => include_str!("golden/RegisterComputer.xml"),
        "StartCategoryScan" => include_str!("golden/StartCategoryScan.xml"),
        "SyncUpdates-first" => include_str!("golden/SyncUpdates-first.xml"),
        "SyncUpdates-software" => include_str!("golden/SyncUpdates-software.xml"),
        "SyncUpdates-drivers" => include_str!("golden/SyncUpdates-drivers.xml"),
        "RefreshCache" => include_str!("golden/RefreshCache.xml"),
        "GetExtendedUpdateInfo" => include_str!("golden/GetExtendedUpdateInfo.xml"),
        "GetExtendedUpdateInfo2" => include_str!("golden/GetExtendedUpdateInfo2.xml"),
        "GetFileLocations" => include_str!("golden/GetFileLocations.xml"),
        "ReportEventBatch" => include_str!("golden/ReportEventBatch.xml"),
        other => panic!("{other} has no golden file"),
    }
}

#[test]
fn every_call_says_in_quotes_which_operation_it_is() {
    for (name, call) in samples::calls() {
        let operation = name.split('-').next().unwrap();
        assert_eq!(call.operation.name, operation);
        let namespace = call.operation.service.namespace();
        assert_eq!(call.action, format!("\"{namespace}/{operation}\""));
        assert!(call.path.to_ascii_lowercase().ends_with(".asmx"));
    }
}

#[test]
fn cookies_are_not_printed() {
    let printed = format!("{:?}", samples::cookie());
    assert!(!printed.contains("c2VjcmV0"), "{printed}");
}
