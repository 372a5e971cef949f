//! What is sent, before the schemas of the specification, where its text is given.
//!
//! `WUA_MS_WUSP` names a folder with the text of [MS-WUSP] in Markdown; `xmllint` is needed. The schemas are taken out of it
//! into a folder of this test's own.

use std::path::Path;
use std::process::Command;

use super::samples;

#[test]
#[expect(clippy::disallowed_methods, reason = "the folder is the tester's")]
fn every_call_is_valid_by_the_schemas_of_the_specification() {
    let Ok(folder) = std::env::var("WUA_MS_WUSP") else {
        eprintln!("not run: WUA_MS_WUSP names no folder");
        return;
    };
    let text = std::fs::read_to_string(Path::new(&folder).join("MS-WUSP.md")).unwrap();
    let work = std::env::temp_dir().join(format!("wua-wusp-schemas-{}", std::process::id()));
    std::fs::create_dir_all(&work).unwrap();
    let appendix = text.rsplit_once("# 6 Appendix A").unwrap().1;
    let mut services = 0;
    for wsdl in appendix.split("<wsdl:types>").skip(1) {
        let types = wsdl.split_once("</wsdl:types>").unwrap().0;
        services += 1;
        validate(&work, services, types);
    }
    std::fs::remove_dir_all(&work).unwrap();
    assert_eq!(services, 3);
}

/// Validates the calls of one service.
#[expect(clippy::disallowed_methods, reason = "the folder is this test's own")]
fn validate(work: &Path, number: usize, types: &str) {
    let folder = work.join(number.to_string());
    std::fs::create_dir_all(&folder).unwrap();
    for (index, schema) in types.split("<s:schema").skip(1).enumerate() {
        let inner = schema.split_once("</s:schema>").unwrap().0;
        std::fs::write(folder.join(format!("{index}.xsd")), whole(inner)).unwrap();
    }
    let own = folder.join("0.xsd");
    let namespace = std::fs::read_to_string(&own).unwrap();
    let is_valid = |name: &str, text: &str| {
        let file = folder.join(format!("{name}.xml"));
        std::fs::write(&file, text).unwrap();
        let xmllint = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .args([&own, &file])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&xmllint.stderr).into_owned();
        (xmllint.status.success(), said)
    };
    for (name, call) in samples::calls() {
        let target = format!("targetNamespace=\"{}\"", call.operation.service.namespace());
        if !namespace.contains(&target) {
            continue;
        }
        let (_, inner) = call.body.split_once("<soap:Body>").unwrap();
        let (inner, _) = inner.split_once("</soap:Body>").unwrap();
        // OBSERVED: real agents write these two names so; the schema has another one.
        let inner = inner
            .replace("extensionDrivers>", "extensionDriver>")
            .replace("ExtensionDriver>", "extensionDriver>");
        let (is_valid_so, said) = is_valid(name, &inner);
        assert!(is_valid_so, "{name}: {said}");
        eprintln!("{name} is valid");
        // The schema does look.
        let broken = inner.replacen("</", "<surplus/></", 1);
        assert!(!is_valid(name, &broken).0, "{name}");
    }
}

/// A schema that stands by itself, and without what its text has wrong: prefixes that nobody declared, a space in a name, and
/// the name of a type in upper case.
fn whole(inner: &str) -> String {
    let declared = "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\" \
        xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:s2=\"http://microsoft.com/wsdl/types/\"";
    let target = inner
        .split_once("targetNamespace=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(target, _)| target)
        .unwrap();
    let inner = inner
        .replace("name=\" ClientBehaviors\"", "name=\"ClientBehaviors\"")
        .replace("s1:String", "s:string")
        .replace(
            "<s:import namespace=\"http://microsoft.com/wsdl/types/\" />",
            "<s:import namespace=\"http://microsoft.com/wsdl/types/\" schemaLocation=\"1.xsd\" />",
        );
    format!("{declared} xmlns:tns=\"{target}\" xmlns:s1=\"{target}\"{inner}</s:schema>")
}
