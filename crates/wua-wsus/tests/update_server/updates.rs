//! What an update from a server is.

use std::sync::Arc;

use wua_agent::{Callbacks, CategoryType, DownloadRequest, SearchRequest};
use wua_com::{Guid, Lcid};
use wua_defs::enums::DownloadPriority;
use wua_testkit::update_server::{About, Approval, Lie, Mishap, Operation, Plan};

use crate::support::{CLASSIFICATION, PRODUCT, Place, World, found, guid, install, titles};

#[test]
fn an_update_has_all_its_properties() {
    let world = World::new();
    let draft = world
        .program(1, "A clock")
        .text("de", "Eine Uhr", "Sie geht.")
        .text_element("MoreInfoUrl", "https://contoso.example/uhr")
        .property("MsrcSeverity", "Critical")
        .property("MaxDownloadSize", "9")
        .element("KBArticleID", "900001")
        .element("SecurityBulletinID", "CT26-007")
        .behavior(
            "InstallationBehavior",
            &[("RebootBehavior", "AlwaysRequiresReboot")],
        );
    let deadline = "2027-01-01T00:00:00Z".parse().unwrap();
    world
        .server
        .catalogue(|catalogue| {
            catalogue.add_draft(&draft)?;
            catalogue.approve(
                guid(1),
                Approval::install()
                    .until(deadline)
                    .unassigned()
                    .downloaded_with("High"),
            )
        })
        .unwrap();
    let session = world.session();
    let result = session.search("").unwrap();
    let update = &result.updates[0];
    assert_eq!(update.title(), "Eine Uhr");
    let revision = &update.revision;
    assert_eq!(revision.texts(&[Lcid(0x40c)]).unwrap().title, "A clock");
    assert_eq!(revision.msrc_severity, "Critical");
    assert_eq!(revision.kb_article_ids, ["900001"]);
    assert_eq!(revision.security_bulletin_ids, ["CT26-007"]);
    assert_eq!(revision.deadline, Some(deadline));
    assert_eq!(revision.download_priority, DownloadPriority::High);
    assert!(!revision.is_assigned);
    assert_ne!(
        revision.last_deployment_change.to_string(),
        "1970-01-01T00:00:00Z"
    );
    assert!(
        revision.contents[0].url.starts_with(&world.server.url()),
        "{}",
        revision.contents[0].url
    );
    assert_eq!(revision.contents[0].sha256.len(), 64);
    let names: Vec<(Guid, &str, CategoryType)> = update
        .categories
        .iter()
        .map(|category| (category.id, category.name(&[]), category.category_type))
        .collect();
    assert_eq!(
        names,
        [
            (PRODUCT, "Contoso Tools", CategoryType::Product),
            (
                CLASSIFICATION,
                "Security Updates",
                CategoryType::UpdateClassification
            )
        ]
    );
}

#[test]
fn another_language_is_asked_for_when_somebody_reads_it() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock").text("fr", "Une horloge", "")]);
    let mut session = world.session();
    assert_eq!(found(&session), ["A clock"]);
    session.locales = std::sync::Arc::new([Lcid(0x40c)]);
    assert_eq!(found(&session), ["Une horloge"]);
}

#[test]
fn what_was_said_before_stays_while_a_server_does_not_say_it_in_another_language() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock").text("fr", "Une horloge", "")]);
    let mut session = world.session();
    assert_eq!(found(&session), ["A clock"]);
    let silent = Mishap::Lie(Lie::Silent);
    let about = About::Calls(Operation::GetExtendedUpdateInfo);
    world.server.plan(Plan::new().always(about, silent));
    session.locales = Arc::new([Lcid(0x40c)]);
    assert_eq!(found(&session), ["A clock"]);
    assert!(install(&session).hresult.is_success());
    world.server.plan(Plan::new());
    let installed = session.search("IsInstalled=1").unwrap();
    assert_eq!(titles(&installed), ["Une horloge"]);
}

#[test]
fn what_does_not_come_is_asked_for_only_so_often() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock"), world.program(2, "A key")]);
    let session = world.session();
    let silent = Mishap::Lie(Lie::Silent);
    let about = About::Calls(Operation::GetExtendedUpdateInfo);
    world.server.plan(Plan::new().always(about, silent));
    let is_asked = || {
        world.server.forget_asked();
        session.search("").unwrap();
        world.server.calls().contains(&Operation::GetExtendedUpdateInfo)
    };
    let asked: Vec<bool> = (0..7).map(|_| is_asked()).collect();
    assert_eq!(asked, [true, true, true, true, true, false, false]);
    world.server.plan(Plan::new());
    let refresh = SearchRequest {
        refresh: true,
        ..SearchRequest::from("")
    };
    let result = session.search(refresh).unwrap();
    assert_eq!(titles(&result), ["A clock", "A key"]);
}

#[test]
fn a_licence_is_shown_and_has_to_be_accepted() {
    let world = World::new();
    let (english, german) = world.server.catalogue(|catalogue| {
        (
            catalogue.content.add("eula-en.txt", *b"Do no harm."),
            catalogue
                .content
                .add("eula-de.txt", "Füge kein Leid zu.".as_bytes().to_vec()),
        )
    });
    let draft = world
        .program(1, "A clock")
        .eula(guid(0xE1), "en", &english)
        .eula(guid(0xE1), "de", &german);
    world.approve(&[draft]);
    let session = world.session();
    let result = session.search("").unwrap();
    let update = &result.updates[0];
    assert!(!update.marks.is_eula_accepted());
    let licence = update.revision.eula.as_ref().unwrap();
    assert_eq!(licence.id, guid(0xE1));
    assert_eq!(licence.text(&[Lcid(0x407)]), Some("Füge kein Leid zu."));
    assert_eq!(licence.text(&[Lcid(0x40c)]), Some("Do no harm."));
}

#[test]
fn a_licence_that_could_not_be_fetched_is_asked_for_again_and_one_that_is_not_there_is_not() {
    let world = World::new();
    let text = world
        .server
        .catalogue(|catalogue| catalogue.content.add("eula.txt", *b"Do no harm."));
    world.approve(&[world.program(1, "A clock").eula(guid(0xE1), "en", &text)]);
    let session = world.session();
    let licence = || {
        let result = session.search("").unwrap();
        let eula = result.updates[0].revision.eula.clone().unwrap();
        eula.text(&[Lcid::ENGLISH]).unwrap_or_default().to_owned()
    };
    world
        .server
        .plan(Plan::new().always(About::Content, Mishap::Status(503)));
    assert_eq!(licence(), "");
    world.server.plan(Plan::new());
    assert_eq!(licence(), "Do no harm.");

    let other = World::at(&world);
    let session = other.session();
    world
        .server
        .plan(Plan::new().always(About::Content, Mishap::Status(404)));
    assert_eq!(found(&session), ["A clock"]);
    world.server.forget_asked();
    assert_eq!(found(&session), ["A clock"]);
    assert!(!world.server.calls().contains(&Operation::GetExtendedUpdateInfo));
}

#[test]
fn an_update_is_fetched_verified_and_installed() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    let result = install(&session);
    assert!(result.hresult.is_success(), "{result:?}");
    assert!(found(&session).is_empty());
}

#[test]
fn a_file_that_was_moved_is_found_where_it_is_now() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let not_there = format!("{}/elsewhere", world.server.url());
    for base in [&not_there, "http://127.0.0.1:1", "http://nowhere.invalid"] {
        let computer = World::at(&world);
        let session = computer.session();
        let configure =
            |base: Option<String>| world.server.configure(|settings| settings.content_base = base);
        configure(Some(base.to_owned()));
        session.search("").unwrap();
        configure(None);
        let result = install(&session);
        assert!(result.hresult.is_success(), "{base}: {result:?}");
    }
}

#[test]
fn a_process_that_has_not_searched_finds_it_too() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let base = format!("{}/elsewhere", world.server.url());
    world
        .server
        .configure(|settings| settings.content_base = Some(base));
    assert_eq!(found(&world.session()), ["A clock"]);
    world.server.configure(|settings| settings.content_base = None);
    world.server.forget_asked();

    let session = world.open(Arc::new(Place(Arc::clone(&world.computer))));
    let known = SearchRequest {
        online: false,
        ..SearchRequest::from("")
    };
    let updates = session.search(known).unwrap().updates.clone();
    let download = session.prepare_download(DownloadRequest::new(updates)).unwrap();
    let result = download.run(Callbacks::default()).unwrap();
    assert!(result.hresult.is_success(), "{result:?}");
    assert!(world.server.calls().contains(&Operation::GetFileLocations));
    assert!(!world.server.calls().contains(&Operation::RegisterComputer));
    world.is_content();
}
