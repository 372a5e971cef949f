//! What is sent, before the schemas of the specification.

use wua_testkit::update_server::specification::Schemas;

use super::samples;

#[test]
#[ignore = "WUA_MS_WUSP has to name a folder with the text of [MS-WUSP], MS-WUSP.md"]
#[expect(clippy::disallowed_methods, reason = "the folder is the tester's")]
fn every_call_is_valid_by_the_schemas_of_the_specification() {
    let folder = std::env::var("WUA_MS_WUSP").unwrap();
    let text = std::fs::read_to_string(format!("{folder}/MS-WUSP.md")).unwrap();
    let work = tempfile::tempdir().unwrap();
    let schemas = Schemas::of(&text, work.path()).unwrap();
    let calls = samples::calls();
    assert!(calls.len() > 10);
    for (name, call) in calls {
        schemas
            .check(&call.body)
            .unwrap_or_else(|what| panic!("{name}: {what}"));
        // The schema does look.
        let body = call.body.split_once("<soap:Body>").unwrap().1;
        let broken = body.replacen("</", "<surplus/></", 1);
        let broken = format!("<soap:Body>{broken}");
        assert!(schemas.check(&broken).is_err(), "{name}");
    }
}
