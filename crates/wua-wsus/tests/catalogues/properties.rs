//! What a package says, and what is told of the update that it becomes.

use wua_agent::ports::News;
use wua_agent::{Category, CategoryType, Publication, Role};
use wua_com::{Guid, Lcid};
use wua_defs::enums::{DeploymentAction, InstallationImpact, InstallationRebootBehavior, UpdateType};
use wua_rules::applicability::Rule;

use crate::support::{Folder, ID, load, names, offer, only, package, sync, text};

fn guid(text: &str) -> Guid {
    Guid::parse(text).unwrap()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn every_property_arrives() {
    let update = only(text("full.sdp"));
    assert_eq!(update.identity.id, guid("5e7e1111-0000-4000-8000-0000000000f0"));
    assert_eq!(update.update_type, UpdateType::Software);
    assert_eq!(update.deployment_action, DeploymentAction::Installation);
    assert_eq!(update.last_deployment_change.to_string(), "2026-03-01T12:00:00Z");
    assert!(update.can_require_source && update.is_assigned && !update.browse_only);
    assert_eq!(
        update.more_info_urls,
        strings(&[
            "https://contoso.example/reader",
            "https://contoso.example/reader/12"
        ])
    );
    assert_eq!(update.support_url, "https://contoso.example/help");
    assert_eq!(update.msrc_severity, "Critical");
    assert_eq!(update.security_bulletin_ids, strings(&["CT26-007"]));
    assert_eq!(update.cve_ids, strings(&["CVE-2026-0001", "CVE-2026-0002"]));
    assert_eq!(update.kb_article_ids, strings(&["900001"]));
    assert_eq!(
        update.superseded_update_ids,
        [
            guid("5e7e1111-0000-4000-8000-0000000000e1"),
            guid("5e7e1111-0000-4000-8000-0000000000e2")
        ]
    );
    assert_eq!(update.languages, strings(&["en", "de-DE"]));
    assert_eq!(
        (update.min_download_size, update.max_download_size),
        (123_456, 123_456)
    );
    assert!(update.is_uninstallable && update.eula.is_none() && update.bundled.is_empty());
    let [content] = &update.contents[..] else {
        panic!("{:?}", update.contents)
    };
    assert_eq!(content.file_name, "reader.msi");
    assert_eq!(content.url, "https://downloads.contoso.example/reader%2012.msi");
    assert_eq!(content.size, 123_456);
    assert_eq!(content.sha1, "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3");
    assert_eq!(
        content.sha256,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    );
}

#[test]
fn texts_come_in_every_language_and_the_first_is_the_default() {
    let update = only(text("full.sdp"));
    let title = |wanted: &[u32]| {
        let wanted: Vec<Lcid> = wanted.iter().map(|number| Lcid(*number)).collect();
        update.texts(&wanted).unwrap().title.clone()
    };
    assert_eq!(update.texts.len(), 3);
    assert_eq!(update.texts[0].description, "Reads <everything>.");
    assert_eq!(title(&[0x407]), "Contoso Leser 12.0 (KB900001)");
    assert_eq!(
        title(&[0xC07]),
        "Contoso Leser 12.0 (KB900001)",
        "Austria reads German"
    );
    assert_eq!(title(&[0x411]), "コントソ リーダー 12.0");
    assert_eq!(title(&[0x40C]), "Contoso Reader 12.0 (KB900001)");
}

#[test]
fn behaviours_are_those_of_the_item() {
    let update = only(text("full.sdp"));
    let installation = update.installation_behavior.unwrap();
    assert!(installation.can_request_user_input && installation.requires_network_connectivity);
    assert_eq!(installation.impact, InstallationImpact::RequiresExclusiveHandling);
    assert_eq!(
        installation.reboot,
        InstallationRebootBehavior::AlwaysRequiresReboot
    );
    let removal = update.uninstallation_behavior.unwrap();
    assert!(!removal.can_request_user_input && !removal.requires_network_connectivity);
    assert_eq!(removal.impact, InstallationImpact::Minor);
    assert_eq!(removal.reboot, InstallationRebootBehavior::NeverReboots);
}

#[test]
fn rules_of_package_and_item_hold_together() {
    let update = only(text("full.sdp"));
    let relevance = update.relevance.as_deref().unwrap();
    assert_eq!(relevance.publication, Publication::Expired);
    assert_eq!(relevance.role, Role::Update);
    let Some(Rule::And(both)) = &relevance.rules.is_installable else {
        panic!("{:?}", relevance.rules)
    };
    assert!(
        matches!(both.as_slice(), [Rule::Test(_), Rule::Not(_)]),
        "{both:?}"
    );
    assert!(matches!(relevance.rules.is_installed, Some(Rule::Test(_))));
    assert!(matches!(relevance.rules.is_superseded, Some(Rule::Test(_))));
    let wanted: Vec<usize> = relevance
        .prerequisites
        .iter()
        .map(|prerequisite| {
            assert!(!prerequisite.is_category);
            prerequisite.any_of.len()
        })
        .collect();
    assert_eq!(wanted, [2, 1]);
}

#[test]
fn a_missing_section_of_an_item_stays_missing_and_one_of_the_package_is_true() {
    let small = package(ID, "x");
    let rules = |text: &str| only(text).relevance.as_deref().unwrap().rules.clone();
    assert_eq!(rules(&small).is_installable, Some(Rule::True));
    let without = small.replace("<sdp:IsInstallable><lar:True/></sdp:IsInstallable>", "");
    assert_eq!(rules(&without).is_installable, None);
    let of_package = "</sdp:LocalizedProperties><sdp:IsInstallable><lar:True/></sdp:IsInstallable>\
                      <sdp:IsInstalled><lar:False/></sdp:IsInstalled>";
    let with = without.replace("</sdp:LocalizedProperties>", of_package);
    assert_eq!(
        rules(&with).is_installable,
        None,
        "the item does not say that it can be put on"
    );
    assert!(matches!(rules(&with).is_installed, Some(Rule::And(_))));
}

#[test]
fn categories_are_the_same_wherever_they_come_from() {
    let folder = Folder::of(&[("a.sdp", &text("full.sdp")), ("b.sdp", &package(ID, "x"))]);
    let offer = offer(folder.path()).unwrap();
    let names = names(&offer.categories);
    let of = |update: usize| -> Vec<&str> {
        let categories = offer.revisions[update].categories.iter();
        categories.map(|id| names[id].as_str()).collect()
    };
    assert_eq!(
        of(0),
        [
            "Security Updates",
            "Contoso & Söhne",
            "Reader",
            "Reader for Schools"
        ]
    );
    assert_eq!(of(1), ["Updates", "Contoso", "Tools"]);
    let find = |name: &str| -> &Category {
        offer
            .categories
            .iter()
            .find(|category| category.name(&[]) == name)
            .unwrap()
    };
    assert_eq!(
        find("Security Updates").id,
        guid("0fa1201d-4330-4fa8-8ae9-b877473b6441")
    );
    assert_eq!(
        find("Security Updates").category_type,
        CategoryType::UpdateClassification
    );
    assert_eq!(find("Reader").parent, Some(find("Contoso & Söhne").id));
    assert_eq!(find("Contoso").category_type, CategoryType::Company);
    assert_eq!(find("Tools").category_type, CategoryType::Product);
    let again = package(ID, "x").replace("VendorName=\"Contoso\"", "VendorName=\"CONTOSO\"");
    assert_eq!(only(again).categories, offer.revisions[1].categories);
}

#[test]
fn classifications_have_the_identifiers_that_they_have_everywhere() {
    for (name, id) in [
        ("Updates", "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83"),
        ("Critical Updates", "e6cf1350-c01b-414d-a61f-263d14d133b4"),
        ("Feature Packs", "b54e7d24-7add-428f-8b75-90a396fa584f"),
        ("Update Rollups", "28bc880e-0592-4cbf-8f95-c79b17911d5f"),
        ("Service Packs", "68c5b0a3-d1a6-4553-ae49-01d3a7827828"),
        ("Tools", "b4832bd8-e735-4761-8daf-37f882276dab"),
        ("drivers", "ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0"),
    ] {
        let written = package(ID, "x").replace(
            "UpdateClassification=\"Updates\"",
            &format!("UpdateClassification=\"{name}\""),
        );
        assert_eq!(only(written).categories[0], guid(id), "{name}");
    }
    let application = package(ID, "x").replace(
        "<sdp:UpdateSpecificData UpdateClassification=\"Updates\"/>",
        "<sdp:ApplicationSpecificData/>",
    );
    assert_eq!(
        only(application).categories[0],
        guid("5c9376ab-8ce6-464a-b136-22113dd69801")
    );
    let hotfix = package(ID, "x").replace(
        "UpdateClassification=\"Updates\"",
        "UpdateClassification=\"Hotfixes\"",
    );
    assert_eq!(only(&hotfix).categories[0], only(&hotfix).categories[0]);
}

#[test]
fn what_was_published_later_is_the_newer_revision() {
    let at = |date: &str| {
        let written = package(ID, "x").replace(
            "2026-03-01T12:00:00Z\" VendorName",
            &format!("{date}\" VendorName"),
        );
        only(written).identity.revision
    };
    assert_eq!(at("2000-01-01T00:00:10Z"), 10);
    assert_eq!(at("1999-01-01T00:00:00Z"), 1);
    assert_eq!(at("2999-01-01T00:00:00Z"), i32::MAX);
    assert_eq!(
        at("2026-03-01T12:00:00"),
        at("2026-03-01T12:00:00Z"),
        "without a zone it is UTC"
    );
    assert_eq!(at("2026-03-01T13:00:00+01:00"), at("2026-03-01T12:00:00.123Z"));
    assert!(at("2026-03-01T12:00:01Z") > at("2026-03-01T12:00:00Z"));
}

#[test]
fn of_one_package_the_newest_revision_counts() {
    let old = package(ID, "Old");
    let new = old
        .replace(
            "2026-03-01T12:00:00Z\" VendorName",
            "2026-03-02T12:00:00Z\" VendorName",
        )
        .replace("Old", "New");
    let folder = Folder::of(&[("a.sdp", &old), ("b.sdp", &new), ("c.sdp", &new)]);
    let offer = offer(folder.path()).unwrap();
    assert_eq!(offer.revisions.len(), 1);
    assert_eq!(offer.revisions[0].texts[0].title, "New");
    let left_out: Vec<(&str, &str)> = offer
        .left_out
        .iter()
        .map(|left_out| (left_out.file.as_str(), left_out.reason.as_str()))
        .collect();
    assert_eq!(
        left_out,
        [
            ("a.sdp", "a newer revision of it comes from b.sdp"),
            ("c.sdp", "the same package comes from b.sdp")
        ]
    );
}

#[test]
fn a_wrapped_package_says_its_revision_and_sizes() {
    let small = package(ID, "x");
    let inner = small.split_once("?>").unwrap().1;
    let document = format!(
        "<usp:UpdateServicesPackage xmlns:usp='http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/UpdateServicesPackage.xsd'>\
         {inner}<usp:UpdateServicesProperties><usp:RevisionNumber>203</usp:RevisionNumber>\
         <usp:MinDownloadSize>3</usp:MinDownloadSize><usp:MaxDownloadSize>9</usp:MaxDownloadSize>\
         <usp:InstallableItemInfo ID='5e7e1111-0000-4000-8000-0000000000a1'>\
         <usp:File Digest='qUqP5cyxm6YcTAhz05Hph5gvu9M=' FileName='more.cab' Size='7' Modified='2026-01-01T00:00:00Z'/>\
         </usp:InstallableItemInfo></usp:UpdateServicesProperties></usp:UpdateServicesPackage>"
    );
    let update = only(&document);
    assert_eq!(update.identity.revision, 203);
    assert_eq!((update.min_download_size, update.max_download_size), (3, 9));
    assert_eq!(
        update.contents[0].file_name, "tool.exe",
        "the item's own file comes first"
    );
    let origin = document.find("<sdp:OriginFile").unwrap();
    let end = document[origin..].find("/>").unwrap() + 2;
    let without = format!("{}{}", &document[..origin], &document[origin + end..]);
    assert_eq!(only(without).contents[0].file_name, "more.cab");
}

#[test]
fn a_detectoid_is_never_installed() {
    let detectoid = package(ID, "x").replace("VendorName=", "UpdateType=\"Detectoid\" VendorName=");
    let update = only(detectoid);
    assert_eq!(update.deployment_action, DeploymentAction::Detection);
    assert_eq!(update.relevance.as_deref().unwrap().role, Role::Detectoid);
}

#[test]
fn a_driver_knows_its_devices() {
    let metadata = "<sdp:Metadata><drv:WindowsDriverMetaData HardwareID='pci\\ven_8086' DriverVerDate='2026-02-03' \
                    DriverVerVersion='1.2.3.4' WhqlDriverID='7' Class='Sound' Company='C' Provider='P' Manufacturer='M' Model='D'/>\
                    <drv:WindowsDriverMetaData HardwareID='pci\\ven_1022' DriverVerDate='2026-02-04' DriverVerVersion='1.2.3.5' \
                    WhqlDriverID='8' Class='Video' Company='C' Provider='P' Manufacturer='M' Model='E'/></sdp:Metadata>";
    let handler_begin = "<cmd:CommandLineInstallerData";
    let small = package(ID, "x")
        .replace("VendorName=", "UpdateType=\"Driver\" VendorName=")
        .replace(
            "</sdp:ApplicabilityRules>",
            &format!("{metadata}</sdp:ApplicabilityRules>"),
        );
    let begin = small.find(handler_begin).unwrap();
    let end =
        small.find("</cmd:CommandLineInstallerData>").unwrap() + "</cmd:CommandLineInstallerData>".len();
    let update = only(format!("{}{}", &small[..begin], &small[end..]));
    assert_eq!(update.update_type, UpdateType::Driver);
    assert_eq!(update.installer, Some(wua_agent::Installer::Driver));
    let entries = &update.driver.as_ref().unwrap().entries;
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].hardware_id, "pci\\ven_8086");
    assert_eq!(
        (entries[0].class.as_str(), entries[1].model.as_str()),
        ("Sound", "E")
    );
    assert_eq!(entries[0].ver_date.to_string(), "2026-02-03T00:00:00Z");
    assert!(only(small).handler_id.ends_with("CommandLineInstallation"));
}

#[test]
fn utf16_and_byte_order_marks_are_read() {
    let small = package(ID, "Ein Grüßchen");
    let wide: Vec<u8> = small.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        [&[0xFF, 0xFE][..], &wide].concat(),
        wide,
        [&[0xEF, 0xBB, 0xBF][..], small.as_bytes()].concat(),
    ] {
        assert_eq!(only(bytes).texts[0].title, "Ein Grüßchen");
    }
}

#[test]
fn an_unknown_operator_is_kept_by_its_name() {
    let odd = package(ID, "x").replace("<lar:True/>", "<bar:MoonPhase Phase=\"full\"/>");
    let (updates, _) = load(odd);
    let rules = &updates[0].relevance.as_deref().unwrap().rules;
    assert!(
        matches!(&rules.is_installable, Some(Rule::Unknown { operator, .. }) if operator == "MoonPhase"),
        "{rules:?}"
    );
}

#[test]
fn an_unchanged_catalogue_is_not_read_again() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "x")), ("b.sdp", "rubbish")]);
    let service = crate::support::open(folder.path()).unwrap();
    let News::Changed(first) = sync(service.as_ref(), "").unwrap() else {
        panic!("nothing was remembered")
    };
    assert!(matches!(
        sync(service.as_ref(), &first.stamp).unwrap(),
        News::Unchanged(_)
    ));
    folder.write("c.sdp", package("5e7e1111-0000-4000-8000-000000000002", "y"));
    let News::Changed(second) = sync(service.as_ref(), &first.stamp).unwrap() else {
        panic!("there is a new file")
    };
    assert_eq!((first.revisions.len(), second.revisions.len()), (1, 2));
    assert!(matches!(
        sync(service.as_ref(), "something of an earlier version").unwrap(),
        News::Changed(_)
    ));
}
