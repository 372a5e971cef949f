//! Each property of an update, and where it stands.

use wua_agent::{CategoryType, Installer, ProgramResult, Revision, Role};
use wua_com::{Guid, Lcid};
use wua_defs::enums::{InstallationImpact, InstallationRebootBehavior, UpdateType};
use wua_rules::applicability::Rule;
use wua_wsus::fuzzing;

const CORE: &str = include_str!("../../testdata/fragments/core.xml");
const EXTENDED: &str = include_str!("../../testdata/fragments/extended.xml");
const LOCALIZED: &str = include_str!("../../testdata/fragments/localized.xml");
const LICENCE: &str = include_str!("../../testdata/fragments/licence.xml");
const DRIVER: &str = include_str!("../../testdata/fragments/driver.xml");
const CATEGORY: &str = include_str!("../../testdata/fragments/category.xml");

const GERMAN: Lcid = Lcid(0x407);

fn guid(end: &str) -> Guid {
    Guid::parse(&format!("5e7e2222-0000-4000-8000-0000000000{end}")).unwrap()
}

fn whole() -> Revision {
    fuzzing::fragments([CORE, EXTENDED, LOCALIZED, LICENCE])
        .unwrap()
        .0
}

fn refused(fragments: [&str; 4]) -> String {
    fuzzing::fragments(fragments).unwrap_err().to_string()
}

#[test]
fn the_core_says_which_update_it_is_and_what_it_has_to_do_with_others() {
    let update = whole();
    assert_eq!(
        update.identity.to_string(),
        "5e7e2222-0000-4000-8000-000000000001:204"
    );
    assert_eq!(update.update_type, UpdateType::Software);
    assert!(update.auto_select_on_web_sites);
    assert_eq!(update.eula.unwrap().id, guid("e1"));
    assert_eq!(update.superseded_update_ids, [guid("09")]);
    let classification = Guid::parse("0fa1201d-4330-4fa8-8ae9-b877473b6441").unwrap();
    assert_eq!(update.categories, [guid("c1"), classification]);
    let relevance = update.relevance.unwrap();
    assert_eq!(relevance.role, Role::Update);
    let needed: Vec<_> = relevance
        .prerequisites
        .iter()
        .map(|needed| (needed.any_of.len(), needed.is_category))
        .collect();
    assert_eq!(needed, [(1, false), (2, false), (1, true), (1, true)]);
}

#[test]
fn rules_are_read_in_the_spelling_of_fragments() {
    let relevance = whole().relevance.unwrap();
    let Some(Rule::And(rules)) = &relevance.rules.is_installed else {
        panic!("{:?}", relevance.rules.is_installed)
    };
    assert!(matches!(rules.as_slice(), [Rule::Test(test), Rule::Not(_)] if test.operator == "RegSz"));
    assert!(
        matches!(&relevance.rules.is_installable, Some(Rule::Test(test)) if test.operator == "WindowsVersion")
    );
}

#[test]
fn the_extended_fragment_says_what_people_see() {
    let update = whole();
    assert_eq!((update.max_download_size, update.min_download_size), (2100, 1000));
    assert_eq!(update.msrc_severity, "Critical");
    assert!(update.is_beta && update.browse_only && update.per_user && update.can_require_source);
    assert_eq!(
        (
            update.recommended_cpu_speed,
            update.recommended_memory,
            update.recommended_hard_disk_space
        ),
        (1200, 512, 40)
    );
    assert_eq!(update.languages, ["en", "de-AT"]);
    assert_eq!(update.security_bulletin_ids, ["CT26-007"]);
    assert_eq!(update.cve_ids, ["CVE-2026-0001", "CVE-2026-0002"]);
    assert_eq!(update.kb_article_ids, ["900001"]);
    let behavior = update.installation_behavior.unwrap();
    assert_eq!(behavior.impact, InstallationImpact::RequiresExclusiveHandling);
    assert_eq!(behavior.reboot, InstallationRebootBehavior::AlwaysRequiresReboot);
    assert!(behavior.can_request_user_input && behavior.requires_network_connectivity);
    let removal = update.uninstallation_behavior.unwrap();
    assert_eq!(removal.reboot, InstallationRebootBehavior::NeverReboots);
    assert!(!update.is_uninstallable, "programs say no way to take them off");
    assert!(update.handler_id.ends_with("/CommandLineInstallation"));
}

#[test]
fn files_have_both_hashes_and_deltas_are_known() {
    let update = whole();
    let [whole, delta] = update.contents.as_slice() else {
        panic!()
    };
    assert_eq!(whole.file_name, "reader.exe");
    assert_eq!(whole.sha1, "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3");
    assert_eq!(
        whole.sha256,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    );
    assert!(!whole.is_delta && delta.is_delta && delta.sha256.is_empty());
    assert!(update.delta_compressed_content_available);
}

#[test]
fn a_command_has_its_codes() {
    let Some(Installer::CommandLine(command)) = whole().installer else {
        panic!()
    };
    assert_eq!(
        (command.program.as_str(), command.arguments.as_str()),
        ("reader.exe", "/quiet")
    );
    assert_eq!(command.default_result, ProgramResult::Failed);
    let codes: Vec<_> = command
        .return_codes
        .iter()
        .map(|code| (code.code, code.reboot))
        .collect();
    assert_eq!(codes, [(0, false), (3010, true)]);
}

#[test]
fn texts_are_in_the_wanted_language_or_in_the_publishers_own() {
    let update = whole();
    assert_eq!(update.texts(&[GERMAN]).unwrap().title, "Ein Leser");
    assert_eq!(
        update.texts(&[GERMAN]).unwrap().uninstallation_notes,
        "Nichts weiter."
    );
    assert_eq!(update.texts(&[Lcid(0x40c)]).unwrap().title, "A reader");
    assert_eq!(
        update.more_info_urls(&[Lcid(0x40c)]),
        ["https://contoso.example/reader"]
    );
    assert_eq!(
        update.more_info_urls(&[GERMAN]),
        ["https://contoso.example/de/leser"]
    );
    assert_eq!(update.support_url(&[GERMAN]), "https://contoso.example/de/hilfe");
    let german = EXTENDED.replace(
        "DefaultPropertiesLanguage=\"en\"",
        "DefaultPropertiesLanguage=\"de\"",
    );
    let update = fuzzing::fragments([CORE, &german, LOCALIZED, ""]).unwrap().0;
    assert_eq!(update.texts(&[Lcid(0x40c)]).unwrap().title, "Ein Leser");
}

#[test]
fn without_a_support_address_of_its_language_the_common_one_is_shown() {
    let none = LOCALIZED.replace("SupportUrl>", "Nothing>");
    let update = fuzzing::fragments([CORE, EXTENDED, &none, ""]).unwrap().0;
    assert_eq!(update.support_url, "https://contoso.example/help");
}

#[test]
fn drivers_say_which_devices_they_are_for() {
    let update = fuzzing::fragments([DRIVER, "", "", ""]).unwrap().0;
    assert_eq!(update.update_type, UpdateType::Driver);
    let driver = update.driver.unwrap();
    let [entry] = driver.entries.as_slice() else {
        panic!()
    };
    assert_eq!(entry.hardware_id, r"pci\ven_5e7e&dev_0001");
    assert_eq!(
        [&entry.class, &entry.manufacturer, &entry.provider, &entry.model],
        ["Net", "Contoso", "Contoso Drivers", "Card One"]
    );
    assert_eq!(entry.ver_date.to_string(), "2026-02-03T00:00:00Z");
}

#[test]
fn a_category_stands_below_the_one_that_it_names() {
    let extended = r#"<ExtendedProperties DefaultPropertiesLanguage="en" Handler="http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category" /><HandlerSpecificData type="cat:Category"><CategoryInformation CategoryType="ProductFamily" DisplayOrder="12" /></HandlerSpecificData>"#;
    let category = fuzzing::category([CATEGORY, extended, LOCALIZED]).unwrap();
    assert_eq!((category.id, category.parent), (guid("c1"), Some(guid("c0"))));
    assert_eq!(
        (category.category_type, category.order),
        (CategoryType::ProductFamily, 12)
    );
    assert_eq!(category.name(&[GERMAN]), "Ein Leser");
    assert_eq!(category.name(&[]), "A reader");
}

#[test]
fn what_servers_leave_out_of_installers_the_rules_know() {
    let core = |rule: &str| {
        format!(
            "<UpdateIdentity UpdateID='5e7e2222-0000-4000-8000-000000000003' RevisionNumber='1'/>\
             <ApplicabilityRules><IsInstalled>{rule}</IsInstalled></ApplicabilityRules>"
        )
    };
    let data = |kind: &str, data: &str| {
        format!(
            "<ExtendedProperties Handler='http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/{kind}'>\
             <UninstallationBehavior/></ExtendedProperties>\
             <Files><File Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='clock.MSI' Size='4'/></Files>\
             <HandlerSpecificData type='x:{kind}'>{data}</HandlerSpecificData>"
        )
    };
    let product = "<m.MsiProductInstalled ProductCode='{A7A3B6D2-9C7E-4C5B-8E2D-0F1E2D3C4B5A}'/>";
    let update = fuzzing::fragments([&core(product), &data("WindowsInstaller", "<MsiData/>"), "", ""])
        .unwrap()
        .0;
    let Some(Installer::Msi(package)) = &update.installer else {
        panic!()
    };
    assert_eq!(package.file, "clock.MSI");
    assert_eq!(
        package.product.to_string(),
        "a7a3b6d2-9c7e-4c5b-8e2d-0f1e2d3c4b5a"
    );
    assert!(update.is_uninstallable);
    let identity = "Contoso~31bf3856ad364e35~amd64~~1.0.0.1";
    let package = format!("<b.CbsPackageInstalledByIdentity PackageIdentity='{identity}'/>");
    let update = fuzzing::fragments([
        &core(&package),
        &data("Cbs", "<CbsData PackageIdentity=''/>"),
        "",
        "",
    ])
    .unwrap()
    .0;
    assert!(matches!(&update.installer, Some(Installer::Cbs(package)) if package.identity == identity));
    assert!(update.is_uninstallable);
}

#[test]
fn a_file_that_is_named_twice_has_the_digests_of_both() {
    let core = "<UpdateIdentity UpdateID='5e7e2222-0000-4000-8000-000000000003' RevisionNumber='1'/>";
    let file = |digests: &str| {
        format!("<File Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='clock.exe' Size='4'>{digests}</File>")
    };
    let sha256 = |text: &str| format!("<AdditionalDigest Algorithm='SHA256'>{text}</AdditionalDigest>");
    let right = sha256("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=");
    let wrong = sha256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let read = |files: [&str; 2]| {
        let files = files.map(file).concat();
        let extended = format!("<ExtendedProperties/><Files>{files}</Files>");
        fuzzing::fragments([core, &extended, "", ""]).map(|(update, ..)| update.contents)
    };
    for files in [["", &right], [&right, ""], [&right, &right]] {
        let contents = read(files).unwrap();
        assert_eq!(contents.len(), 1);
        assert!(contents[0].sha256.starts_with("9f86d081"), "{contents:?}");
    }
    let error = read([&right, &wrong]).unwrap_err().to_string();
    assert!(error.contains("SHA-256"), "{error}");
}

#[test]
fn commands_of_other_installers_are_not_run() {
    let setup = EXTENDED
        .replace("cmd:CommandLineInstallation", "wsi:WindowsSetup")
        .replace(
            "UpdateHandlers/CommandLineInstallation",
            "UpdateHandlers/WindowsSetup",
        );
    let update = fuzzing::fragments([CORE, &setup, "", ""]).unwrap().0;
    assert!(matches!(update.installer, Some(Installer::Other(name)) if name.ends_with("WindowsSetup")));
}

#[test]
fn what_is_broken_is_named() {
    for (broken, reason) in [
        ("<Properties/>", "no UpdateIdentity"),
        (
            "<UpdateIdentity UpdateID='x' RevisionNumber='1'/>",
            "no identifier",
        ),
        (
            "<UpdateIdentity UpdateID='5e7e2222-0000-4000-8000-000000000001'/>",
            "RevisionNumber",
        ),
        (
            "<UpdateIdentity UpdateID='5e7e2222-0000-4000-8000-000000000001' RevisionNumber='-1'/>",
            "negative",
        ),
        (&CORE.replace("Software", "Hardware"), "Software or Driver"),
        (&CORE.replace("</IsInstalled>", ""), "line"),
        (&CORE.replace("RevisionNumber=\"100\"", ""), "RevisionNumber"),
    ] {
        let message = refused([broken, "", "", ""]);
        assert!(message.contains(reason), "{message}");
    }
    let elsewhere = EXTENDED.replace("reader.psf", "../reader.psf");
    assert!(refused([CORE, &elsewhere, "", ""]).contains("plain name"));
    let twice = EXTENDED.replace("reader.psf", "READER.EXE");
    assert!(refused([CORE, &twice, "", ""]).contains("same name"));
    let long = LICENCE.replace("Size=\"4\"", "Size=\"4000000\"");
    assert!(refused([CORE, "", "", &long]).contains("at most"));
    assert!(refused([CORE, "", "<LocalizedProperties/>", ""]).contains("Title"));
}

#[test]
fn elements_that_nobody_knows_are_skipped() {
    let core = format!("<New a='1'><deep/></New>{CORE}");
    let extended = format!("<cbs.More/>{EXTENDED}");
    assert_eq!(
        fuzzing::fragments([&core, &extended, LOCALIZED, ""]).unwrap().0,
        {
            let mut update = whole();
            update.eula.as_mut().unwrap().texts.clear();
            update
        }
    );
}
