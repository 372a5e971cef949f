//! What clients and servers say to each other when all goes well.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wua_com::Guid;
use wua_testkit::VirtualClock;
use wua_testkit::update_server::xml::Node;
use wua_testkit::update_server::{
    Action, Approval, Catalogue, CategoryType, Draft, Driver, ErrorCode, Operation, UpdateServer,
};

use super::client::{Tiny, ids, software, updates};

const PRODUCT: Guid = Guid::from_u128(0x10);
const KIND: Guid = Guid::from_u128(0x11);
const WINDOWS: Guid = Guid::from_u128(0x12);
const CLOCK: Guid = Guid::from_u128(0x20);
const BUNDLE: Guid = Guid::from_u128(0x30);
const MEMBER: Guid = Guid::from_u128(0x31);

/// A product, a classification, a detectoid, an update with a file, a bundle with a member.
pub(crate) fn furnish(catalogue: &mut Catalogue) {
    let file = catalogue.content.add("clock.exe", *b"tick tock");
    let eula = catalogue.content.add("eula.txt", *b"Wind it daily.");
    for draft in [
        Draft::category(CategoryType::Product, PRODUCT, "Clocks"),
        Draft::category(CategoryType::UpdateClassification, KIND, "Updates"),
        Draft::detectoid(
            WINDOWS,
            "Windows 10",
            "<b.WindowsVersion Comparison=\"EqualTo\" MajorVersion=\"10\"/>",
        ),
        Draft::software(CLOCK, "A clock")
            .text("de", "Eine Uhr", "")
            .belongs_to(&[PRODUCT])
            .belongs_to(&[KIND])
            .requires(&[WINDOWS])
            .installed_if("<False/>")
            .installable_if("<True/>")
            .file("clock.exe", &file)
            .eula(Guid::from_u128(0x99), "en", &eula)
            .command_line("clock.exe", "/quiet"),
        Draft::software(MEMBER, "A hand")
            .hidden()
            .installable_if("<True/>"),
        Draft::software(BUNDLE, "Hands")
            .belongs_to(&[PRODUCT])
            .bundles(&[(MEMBER, 1)]),
    ] {
        catalogue.add_draft(&draft).unwrap();
    }
    catalogue.approve(CLOCK, Approval::install()).unwrap();
    catalogue
        .approve(BUNDLE, Approval::to(Action::OptionalInstall))
        .unwrap();
}

pub(crate) fn furnished() -> UpdateServer {
    let server = UpdateServer::start().unwrap();
    server.catalogue(furnish);
    server
}

#[track_caller]
pub(crate) fn assert_no_complaints(server: &UpdateServer) {
    assert_eq!(server.complaints(), [""; 0]);
}

#[test]
fn layers_come_one_after_the_other_and_a_rescan_brings_nothing() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let synced = client.sync(&[]);
    // First what depends on nothing: that is the member, too. Then the rest.
    assert_eq!(synced.pages, 2);
    let told: Vec<(Guid, &str, bool)> = synced
        .new
        .iter()
        .map(|update| (update.update, update.action.as_str(), update.is_leaf))
        .collect();
    assert_eq!(
        told,
        [
            (PRODUCT, "Evaluate", false),
            (KIND, "Evaluate", false),
            (WINDOWS, "Evaluate", false),
            (MEMBER, "Bundle", true),
            (CLOCK, "Install", true),
            (BUNDLE, "OptionalInstall", true),
        ]
    );
    let again = client.sync(&synced.has);
    assert_eq!(
        (
            again.new.len(),
            again.changed.len(),
            again.gone.len(),
            again.pages
        ),
        (0, 0, 0, 1)
    );
    assert_eq!(
        server.calls(),
        [
            Operation::GetConfig,
            Operation::GetAuthorizationCookie,
            Operation::GetCookie,
            Operation::RegisterComputer,
            Operation::SyncUpdates,
            Operation::SyncUpdates,
            Operation::SyncUpdates,
        ]
    );
    assert_eq!(server.computers()[0].registration["OSBuildNumber"], "26200");
    assert_no_complaints(&server);
}

#[test]
fn pages_are_as_long_as_they_may_be_and_say_that_there_is_more() {
    let server = furnished();
    server.adjust(|settings| settings.page_size = 2);
    let mut client = Tiny::new(&server);
    client.greet("");
    let synced = client.sync(&[]);
    assert_eq!((synced.new.len(), synced.pages), (6, 3));
    assert_no_complaints(&server);
}

#[test]
fn what_administrators_decide_is_told_as_changed_new_or_gone() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let before = client.sync(&[]);
    let deadline: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    server.catalogue(|catalogue| {
        catalogue
            .approve(CLOCK, Approval::install().until(deadline))
            .unwrap();
    });
    let changed = client.sync(&before.has);
    let id = before
        .has
        .iter()
        .find(|update| update.update == CLOCK)
        .unwrap()
        .id;
    assert_eq!(
        changed.changed.iter().map(|update| update.id).collect::<Vec<_>>(),
        [id]
    );
    assert!(client.sync(&changed.has).changed.is_empty());

    // A new revision takes the place of the old one as soon as it is approved.
    server.catalogue(|catalogue| {
        let draft = Draft::software(CLOCK, "A better clock")
            .revision(2)
            .requires(&[WINDOWS]);
        catalogue.add_draft(&draft).unwrap();
    });
    assert!(client.sync(&changed.has).new.is_empty());
    server.catalogue(|catalogue| catalogue.approve(CLOCK, Approval::install()).unwrap());
    let newer = client.sync(&changed.has);
    // The old one is gone, and the classification that only it named.
    assert_eq!((newer.new.len(), newer.gone.len()), (1, 2));
    assert!(newer.gone.contains(&id));
    assert!(newer.new[0].core.contains("RevisionNumber=\"2\""));

    server.catalogue(|catalogue| catalogue.decline(BUNDLE).unwrap());
    let declined = client.sync(&newer.has);
    // The bundle, its member, and the product that nothing names any more.
    assert_eq!(declined.gone.len(), 3);
    assert_no_complaints(&server);
}

#[test]
fn a_category_becomes_a_leaf_when_nothing_names_it_any_more() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    server.catalogue(|catalogue| catalogue.approve(KIND, Approval::to(Action::Evaluate)).unwrap());
    let before = client.sync(&[]);
    server.catalogue(|catalogue| catalogue.decline(CLOCK).unwrap());
    let after = client.sync(&before.has);
    assert_eq!(
        after
            .changed
            .iter()
            .map(|update| update.is_leaf)
            .collect::<Vec<_>>(),
        [true]
    );
    assert_no_complaints(&server);
}

#[test]
fn groups_have_decisions_of_their_own() {
    let server = furnished();
    server.adjust(|settings| {
        settings.groups.insert("Pilots".to_owned());
    });
    server.catalogue(|catalogue| {
        catalogue
            .approve_for("Pilots", CLOCK, Approval::to(Action::Block))
            .unwrap();
        catalogue
            .approve_for("Others", BUNDLE, Approval::to(Action::Uninstall))
            .unwrap();
    });
    let action = |group: &str, client: &str| {
        let mut tiny = Tiny::new(&server);
        server.assign("client-2", "Others");
        tiny.configured();
        tiny.sign_in(client, group);
        tiny.call(
            Operation::RegisterComputer,
            &tiny.with_cookie(&super::client::registration("pc1")),
        );
        let synced = tiny.sync(&[]);
        let of = |id: Guid| {
            synced
                .new
                .iter()
                .find(|update| update.update == id)
                .unwrap()
                .action
                .clone()
        };
        (of(CLOCK), of(BUNDLE))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        action("Pilots", "client-1"),
        pair("PreDeploymentCheck", "OptionalInstall")
    );
    assert_eq!(action("Nobody", "client-3"), pair("Install", "OptionalInstall"));
    // An administrator's word is stronger than the computer's own.
    assert_eq!(action("Pilots", "client-2"), pair("Install", "Uninstall"));
    assert_no_complaints(&server);
}

#[test]
fn extended_metadata_comes_with_texts_and_places_of_files() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let synced = client.sync(&[]);
    let clock = synced
        .has
        .iter()
        .find(|update| update.update == CLOCK)
        .unwrap()
        .id;
    let answer = client.call(
        Operation::GetExtendedUpdateInfo,
        &client.with_cookie(&format!(
            "<revisionIDs><int>{clock}</int></revisionIDs><infoTypes><XmlUpdateFragmentType>Extended</XmlUpdateFragmentType>\
             <XmlUpdateFragmentType>LocalizedProperties</XmlUpdateFragmentType>\
             <XmlUpdateFragmentType>Eula</XmlUpdateFragmentType></infoTypes>\
             <locales><string>de</string></locales>"
        )),
    );
    let response = answer.response();
    let result = response.child("GetExtendedUpdateInfoResult").unwrap();
    let fragments: Vec<String> = result
        .child("Updates")
        .unwrap()
        .children()
        .map(|node| node.text_of("Xml").unwrap())
        .collect();
    assert_eq!(fragments.len(), 4, "{fragments:?}");
    assert!(fragments[0].contains(
        "Handler=\"http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/CommandLineInstallation\""
    ));
    assert!(fragments[1].contains("A clock") && fragments[2].contains("Eine Uhr"));
    assert!(fragments[3].starts_with("<EulaFile Digest="));
    let locations = result.child("FileLocations").unwrap();
    let urls: Vec<String> = locations
        .children()
        .map(|node| node.text_of("Url").unwrap())
        .collect();
    assert_eq!(urls.len(), 2);
    let digest = locations
        .children()
        .next()
        .unwrap()
        .text_of("FileDigest")
        .unwrap();
    let path = urls[0].strip_prefix(&server.url()).unwrap();
    assert!(client.get(path, "").body.len() > 8);

    let answer = client.call(
        Operation::GetFileLocations,
        &client.with_cookie(&format!(
            "<fileDigests><base64Binary>{digest}</base64Binary></fileDigests>"
        )),
    );
    assert!(answer.text().contains(&urls[0]));

    let answer = client.call(
        Operation::GetExtendedUpdateInfo2,
        &client.with_cookie(&format!(
            "<updateIDs><UpdateIdentity><UpdateID>{CLOCK}</UpdateID><RevisionNumber>1</RevisionNumber></UpdateIdentity>\
             </updateIDs><infoTypes><XmlUpdateFragmentType>FileUrl</XmlUpdateFragmentType></infoTypes>"
        )),
    );
    assert!(
        answer
            .text()
            .contains("<FileDigestAlgorithm>SHA1</FileDigestAlgorithm>")
    );
    assert_no_complaints(&server);
}

#[test]
fn the_better_driver_is_told_once_for_each_device() {
    let server = furnished();
    let driver = |hardware_id: &str, date: &str, score: i32| Driver {
        hardware_id: hardware_id.to_owned(),
        date: date.to_owned(),
        version: 0x0001_0002_0003_0004,
        class: "Net".to_owned(),
        feature_scores: vec![("AMD64.10.0".to_owned(), score)],
        ..Driver::default()
    };
    let (old, new, other) = (
        Guid::from_u128(0x40),
        Guid::from_u128(0x41),
        Guid::from_u128(0x42),
    );
    server.catalogue(|catalogue| {
        for (id, drivers) in [
            (old, vec![driver("PCI\\A&REV_1", "2025-01-01", 200)]),
            (
                new,
                vec![
                    driver("pci\\a&rev_1", "2026-01-01", 200),
                    driver("PCI\\A", "2026-01-01", 255),
                ],
            ),
            (other, vec![driver("PCI\\B", "2026-01-01", 1)]),
        ] {
            let draft = Draft::driver(id, "A driver", &drivers).requires(&[WINDOWS]);
            catalogue.add_draft(&draft).unwrap();
            catalogue.approve(id, Approval::install()).unwrap();
        }
    });
    let mut client = Tiny::new(&server);
    client.greet("");
    let synced = client.sync(&[]);
    assert!(
        synced
            .new
            .iter()
            .all(|update| ![old, new, other].contains(&update.update))
    );
    let installed = synced.has.iter().filter(|update| !update.is_leaf);
    let installed = installed.fold(String::new(), |list, update| {
        format!("{list}<int>{}</int>", update.id)
    });
    let pass = |date: &str, cached: &str| {
        format!(
            "<ExpressQuery>false</ExpressQuery><InstalledNonLeafUpdateIDs>{installed}</InstalledNonLeafUpdateIDs><SystemSpec><Device>\
             <HardwareIDs><string>PCI\\A&amp;REV_1</string><string>PCI\\A</string></HardwareIDs><installedDriver>\
             <MatchingID>PCI\\A&amp;REV_1</MatchingID><DriverVerDate>{date}</DriverVerDate><DriverVerVersion>1</DriverVerVersion>\
             <DriverRank>-1</DriverRank></installedDriver></Device></SystemSpec>{cached}<SkipSoftwareSync>true</SkipSoftwareSync>\
             <FeatureScoreMatchingKey>AMD64.10.0</FeatureScoreMatchingKey>"
        )
    };
    let answer = client.page(&pass("2020-01-01T00:00:00Z", ""));
    let response = answer.response();
    let result = response.child("SyncUpdatesResult").unwrap();
    let told = updates(result.child("NewUpdates"));
    assert_eq!(told.iter().map(|update| update.update).collect::<Vec<_>>(), [new]);
    let hardware = result
        .at(&["NewUpdates", "UpdateInfo", "Deployment", "HardwareIds"])
        .unwrap();
    assert_eq!(
        hardware.children().map(Node::text).collect::<Vec<_>>(),
        ["pci\\a&rev_1"]
    );

    // What is installed is newer: the driver that the client holds is none for it any more.
    let cached = format!("<CachedDriverIDs><int>{}</int></CachedDriverIDs>", told[0].id);
    let answer = client.page(&pass("2026-06-01T00:00:00Z", &cached));
    let response = answer.response();
    let gone = ids(response.at(&["SyncUpdatesResult", "OutOfScopeRevisionIDs"]));
    assert_eq!(gone, [told[0].id]);
    assert_no_complaints(&server);
}

#[test]
fn a_category_scan_brings_what_belongs_there_and_what_it_needs() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let scan = format!(
        "<requestedCategories><CategoryRelationship><IndexOfAndGroup>1</IndexOfAndGroup><CategoryId>{PRODUCT}</CategoryId>\
         </CategoryRelationship><CategoryRelationship><IndexOfAndGroup>1</IndexOfAndGroup><CategoryId>{KIND}</CategoryId>\
         </CategoryRelationship><CategoryRelationship><IndexOfAndGroup>2</IndexOfAndGroup><CategoryId>{BUNDLE}</CategoryId>\
         </CategoryRelationship></requestedCategories>"
    );
    let answer = client.call(Operation::StartCategoryScan, &scan);
    let response = answer.response();
    let guids = |name: &str| {
        response
            .child(name)
            .unwrap()
            .children()
            .map(Node::text)
            .collect::<Vec<_>>()
    };
    assert_eq!(guids("preferredCategoryIds"), [PRODUCT.to_string()]);
    assert_eq!(guids("requestedCategoryIdsInError"), [BUNDLE.to_string()]);

    let everything = client.sync(&[]);
    let filter = format!(
        "<FilterCategoryIds><CategoryIdentifier><Id>{KIND}</Id></CategoryIdentifier></FilterCategoryIds>\
         <NeedTwoGroupOutOfScopeUpdates>true</NeedTwoGroupOutOfScopeUpdates>"
    );
    let answer = client.page(&software(&everything.has, &filter));
    let response = answer.response();
    let result = response.child("SyncUpdatesResult").unwrap();
    assert!(result.child("OutOfScopeRevisionIDs").is_none());
    // The bundle and its member are still deployed, and not asked for.
    assert_eq!(ids(result.child("DeployedOutOfScopeRevisionIds")).len(), 2);
    assert_no_complaints(&server);
}

#[test]
fn a_server_that_became_another_tells_its_ids_by_a_refresh() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let before = client.sync(&[]);
    server.become_another();
    let (code, _) = client.page(&software(&before.has, "")).fault();
    assert_eq!(code, "ServerChanged");
    client.greet("");
    let identities = before.has.iter().fold(String::new(), |list, update| {
        let id = update.update;
        format!(
            "{list}<UpdateIdentity><UpdateID>{id}</UpdateID><RevisionNumber>1</RevisionNumber></UpdateIdentity>"
        )
    });
    let answer = client.call(
        Operation::RefreshCache,
        &client.with_cookie(&format!("<globalIDs>{identities}</globalIDs>")),
    );
    let response = answer.response();
    let results = response.child("RefreshCacheResult").unwrap();
    // All but the member of the bundle.
    assert_eq!(results.children().count(), 5);
    let mut has = Vec::new();
    for node in results.children() {
        let update = Guid::parse(&node.at(&["GlobalID", "UpdateID"]).unwrap().text()).unwrap();
        let mut known = before
            .has
            .iter()
            .find(|known| known.update == update)
            .unwrap()
            .clone();
        let id = node.text_of("RevisionID").unwrap().parse().unwrap();
        assert_ne!(id, known.id);
        known.id = id;
        has.push(known);
    }
    let after = client.sync(&has);
    assert_eq!(
        after.new.iter().map(|update| update.update).collect::<Vec<_>>(),
        [MEMBER]
    );
    assert!(after.changed.is_empty() && after.gone.is_empty());
    assert_no_complaints(&server);
}

#[test]
fn cookies_expire_by_the_clock_of_the_test() {
    let clock = Arc::new(VirtualClock::at("2026-01-01T00:00:00Z".parse().unwrap()));
    let server = UpdateServer::prepare().by(clock.clone()).start().unwrap();
    server.catalogue(furnish);
    let mut client = Tiny::new(&server);
    client.greet("");
    let before = client.sync(&[]);
    clock.advance(SignedDuration::from_mins(59));
    assert!(client.sync(&before.has).new.is_empty());
    clock.advance(SignedDuration::from_mins(1));
    let (code, _) = client.page(&software(&before.has, "")).fault();
    assert_eq!(code, "CookieExpired");
    // The old cookie tells how far the client was.
    let answer = client.call(
        Operation::GetAuthorizationCookie,
        "<clientId>client-1</clientId><targetGroupName></targetGroupName><dnsName>pc1</dnsName>",
    );
    let response = answer.response();
    let data = response
        .at(&["GetAuthorizationCookieResult", "CookieData"])
        .unwrap()
        .text();
    let old = format!("<oldCookie>{}</oldCookie>", client.cookie);
    let answer = client.get_cookie(&data, &old);
    client.keep(answer.response().child("GetCookieResult").unwrap());
    let after = client.sync(&before.has);
    assert!(after.changed.is_empty() && after.new.is_empty());
    assert_no_complaints(&server);
}

#[test]
fn a_changed_configuration_and_a_forgotten_registration_are_told() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    server.configure(|settings| settings.most_extended = 10);
    assert_eq!(client.page(&software(&[], "")).fault().0, "ConfigChanged");
    client.configured();
    client.sign_in("client-1", "");
    server.forget_registrations();
    assert_eq!(client.page(&software(&[], "")).fault().0, "RegistrationRequired");
    server.configure(|settings| settings.is_registration_required = false);
    client.configured();
    client.sign_in("client-1", "");
    let register = client.with_cookie(&super::client::registration("pc1"));
    assert_eq!(
        client.call(Operation::RegisterComputer, &register).fault().0,
        "RegistrationNotRequired"
    );
    assert_eq!(client.sync(&[]).new.len(), 6);
    server.adjust(|settings| settings.stranger = ErrorCode::InvalidCookie);
    server.become_another();
    assert_eq!(client.page(&software(&[], "")).fault().0, "InvalidCookie");
    assert_no_complaints(&server);
}

#[test]
fn events_are_kept_by_computer() {
    let server = furnished();
    let mut client = Tiny::new(&server);
    client.greet("");
    let event = format!(
        "<clientTime>2026-01-01T00:00:00Z</clientTime><eventBatch><ReportingEvent><BasicData><TargetID><Sid>client-1</Sid></TargetID>\
         <SequenceNumber>0</SequenceNumber><TimeAtTarget>2026-01-01T00:00:00Z</TimeAtTarget>\
         <EventInstanceID>{}</EventInstanceID><NamespaceID>1</NamespaceID><EventID>156</EventID><SourceID>101</SourceID>\
         <UpdateID><UpdateID>{}</UpdateID><RevisionNumber>0</RevisionNumber></UpdateID><Win32HResult>0</Win32HResult>\
         <AppName>wua</AppName></BasicData><ExtendedData><MiscData><string>U={CLOCK}</string><string>V=</string></MiscData>\
         <ProcessorArchitecture>Amd64Compatible</ProcessorArchitecture><OSVersion><Major>10</Major><Minor>0</Minor>\
         <Build>26200</Build><Revision>0</Revision><ServicePackMajor>0</ServicePackMajor><ServicePackMinor>0</ServicePackMinor>\
         </OSVersion><OSLocaleID>1033</OSLocaleID><DeviceID></DeviceID></ExtendedData><PrivateData>\
         <ComputerDnsName></ComputerDnsName><UserAccountName></UserAccountName></PrivateData></ReportingEvent></eventBatch>",
        Guid::from_u128(7),
        Guid::NIL
    );
    // The Reporting service has a namespace of its own.
    let answer = client.call(Operation::ReportEventBatch, &client.with_cookie(&event));
    assert!(
        answer
            .text()
            .contains("<ReportEventBatchResult>true</ReportEventBatchResult>"),
        "{}",
        answer.text()
    );
    let [event] = server.events().try_into().unwrap();
    assert_eq!((event.id, event.client.as_str()), (156, "client-1"));
    assert_eq!(event.misc[0], ("U".to_owned(), CLOCK.to_string()));
    assert_no_complaints(&server);
}
