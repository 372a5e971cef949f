//! What a policy in the registry of a recorded Windows decides.

use std::sync::Arc;

use wua_agent::{SearchRequest, Session};
use wua_com::code;
use wua_defs::enums::ServerSelection;
use wua_net::HttpClient;
use wua_testkit::update_server::{Approval, Asked};
use wua_windows::{Computer, Recorder, Recording, Source};
use wua_wsus::UpdateServers;

use crate::support::{Place, World, found, guid, install, titles};
use crate::windows::Windows;

const POLICY: &str = "Software\\\\Policies\\\\Microsoft\\\\Windows\\\\WindowsUpdate";

/// The values of the policy, as a registry has them: `NAME="text"` or `NAME=dword:1`.
fn policy(values: &[(&str, &str)], automatic: &[(&str, &str)]) -> String {
    let lines = |values: &[(&str, &str)]| {
        let lines: Vec<String> = values
            .iter()
            .map(|(name, value)| format!("\"{name}\"={value}\n"))
            .collect();
        lines.concat()
    };
    format!(
        "[{POLICY}] 1\n{}\n[{POLICY}\\\\AU] 1\n{}\n",
        lines(values),
        lines(automatic)
    )
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

const USE: (&str, &str) = ("UseWUServer", "dword:00000001");

/// What is recorded of a Windows with such a policy, the policy included.
fn recording(registry: &str) -> Recording {
    let windows = Windows::with(registry);
    let source = windows.source();
    let facts = source.open().unwrap();
    let recorder = Recorder::new(facts.as_ref());
    servers().by_policy(&recorder);
    recorder.finish()
}

fn servers() -> UpdateServers {
    UpdateServers::new(Arc::new(HttpClient::new()))
}

/// A session for it, with the service that the policy names, if it names one.
fn session(world: &World, registry: &str) -> Session {
    let recording = recording(registry);
    let services = servers().by_policy(recording.open().unwrap().as_ref());
    let target = Arc::new(Computer::new(Arc::new(recording)));
    World::open_in(world.folder.path(), target, services.into_iter().collect())
}

/// A session for a computer that can install, with the service of a policy.
fn installing(world: &World, registry: &str) -> Session {
    let recording = recording(registry);
    let services = servers().by_policy(recording.open().unwrap().as_ref());
    let target = Arc::new(Place(Arc::clone(&world.computer)));
    World::open_in(world.folder.path(), target, services.into_iter().collect())
}

#[test]
fn the_server_of_the_policy_is_asked_and_nobody_but_the_policy_changes_that() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let url = quoted(&world.server.url());
    let session = session(&world, &policy(&[("WUServer", &url)], &[USE]));
    let agent = session.agent();
    let services = agent.services().unwrap();
    let [record] = services.as_slice() else {
        panic!("{services:?}")
    };
    assert_eq!(record.name, "Windows Server Update Services");
    assert!(record.is_managed && record.is_registered_with_au && record.offers_windows_updates);
    let refused = code::WU_E_DS_INVALIDOPERATION;
    assert_eq!(agent.remove_service(record.id).unwrap_err().hresult(), refused);
    assert_eq!(
        agent.unregister_with_au(record.id).unwrap_err().hresult(),
        refused
    );
    let other = agent.add_update_server("mine", &world.settings(), true);
    assert_eq!(other.unwrap_err().hresult(), refused);
    session.search("").unwrap();
    assert!(!world.server.calls().is_empty());
}

#[test]
fn windows_update_itself_is_out_of_bounds_if_the_policy_says_so() {
    let world = World::new();
    let url = quoted(&world.server.url());
    for (disabled, expected) in [
        ("dword:00000000", code::WU_E_DS_UNKNOWNSERVICE),
        ("dword:00000001", code::WU_E_WU_DISABLED),
    ] {
        let world = World::at(&world);
        let values = [
            ("WUServer", url.as_str()),
            ("DisableWindowsUpdateAccess", disabled),
        ];
        let session = session(&world, &policy(&values, &[USE]));
        let windows_update = SearchRequest {
            server_selection: ServerSelection::WindowsUpdate,
            ..SearchRequest::default()
        };
        assert_eq!(session.search(windows_update).unwrap_err().hresult(), expected);
        session.search("").unwrap();
    }
}

#[test]
fn without_usewuserver_or_an_address_there_is_no_service() {
    let world = World::new();
    let url = quoted(&world.server.url());
    for (values, automatic) in [
        (vec![("WUServer", url.as_str())], vec![]),
        (
            vec![("WUServer", url.as_str())],
            vec![("UseWUServer", "dword:00000000")],
        ),
        (vec![], vec![USE]),
        // How Microsoft keeps a computer from any update server.
        (
            vec![("WUServer", "\" \""), ("WUStatusServer", "\" \"")],
            vec![USE],
        ),
    ] {
        let session = session(&world, &policy(&values, &automatic));
        assert!(session.agent().services().unwrap().is_empty(), "{values:?}");
    }
    assert!(world.server.asked().is_empty());
}

#[test]
fn an_address_that_is_none_is_named_when_it_is_searched() {
    let world = World::new();
    let session = session(&world, &policy(&[("WUServer", "\"updates\"")], &[USE]));
    let error = session.search("").unwrap_err();
    assert!(error.message().contains("updates"), "{error}");
}

#[test]
fn what_happens_is_told_to_the_status_server() {
    let (world, status) = (World::new(), World::new());
    world.approve(&[world.program(1, "A clock")]);
    let (url, status_url) = (quoted(&world.server.url()), quoted(&status.server.url()));
    let values = [("WUServer", url.as_str()), ("WUStatusServer", &status_url)];
    found(&session(&world, &policy(&values, &[USE])));
    assert!(world.server.events().is_empty());
    assert!(!status.server.events().is_empty());
    assert_eq!(
        world.server.computers()[0].client,
        status.server.computers()[0].client,
        "to both it is the same computer"
    );
}

#[test]
fn a_target_group_is_asked_for_if_the_policy_enables_it() {
    let world = World::new();
    world.server.configure(|settings| {
        settings.groups.insert("Pilots".to_owned());
    });
    let draft = world.program(1, "For pilots");
    world
        .server
        .catalogue(|catalogue| {
            catalogue.add_draft(&draft)?;
            catalogue.approve_for("Pilots", guid(1), Approval::install())
        })
        .unwrap();
    let url = quoted(&world.server.url());
    let with = |enabled: &str| {
        let values = [
            ("WUServer", url.as_str()),
            ("TargetGroup", "\"Pilots\""),
            ("TargetGroupEnabled", enabled),
        ];
        policy(&values, &[USE])
    };
    let titles = |session: &Session| titles(&session.search("").unwrap());
    assert!(titles(&installing(&world, &with("dword:00000000"))).is_empty());
    let pilot = World::at(&world);
    assert_eq!(
        titles(&installing(&pilot, &with("dword:00000001"))),
        ["For pilots"]
    );
}

fn files(asked: &[Asked]) -> Vec<&str> {
    let files = asked.iter().filter(|asked| asked.path.starts_with("/Content/"));
    files.map(|asked| asked.path.as_str()).collect()
}

#[test]
fn files_come_from_the_alternate_download_server() {
    let (world, cache) = (World::new(), World::new());
    world.approve(&[world.program(1, "A clock")]);
    let _the_same_file = cache.program(1, "A clock");
    let (url, alternate) = (quoted(&world.server.url()), quoted(&cache.server.url()));
    let values = [
        ("WUServer", url.as_str()),
        ("UpdateServiceUrlAlternate", &alternate),
    ];
    let session = installing(&world, &policy(&values, &[USE]));
    let told = session.search("").unwrap().updates[0].revision.contents[0]
        .url
        .clone();
    assert!(
        told.starts_with(&world.server.url()),
        "who hosts it is told: {told}"
    );
    assert!(install(&session).hresult.is_success());
    assert!(files(&world.server.asked()).is_empty());
    assert_eq!(files(&cache.server.asked()).len(), 1);
}

#[test]
fn what_the_alternate_download_server_does_not_have_comes_from_the_server() {
    let (world, empty, gone) = (World::new(), World::new(), World::new());
    world.approve(&[world.program(1, "A clock")]);
    let url = quoted(&world.server.url());
    let (without_it, dead) = (quoted(&empty.server.url()), quoted(&gone.server.url()));
    drop(gone);
    for alternate in [without_it, dead] {
        let values = [
            ("WUServer", url.as_str()),
            ("UpdateServiceUrlAlternate", &alternate),
        ];
        let client = World::at(&world);
        let session = installing(&client, &policy(&values, &[USE]));
        world.server.forget_asked();
        let result = install(&session);
        assert!(result.hresult.is_success(), "{alternate}: {result:?}");
        assert_eq!(files(&world.server.asked()).len(), 1, "{alternate}");
    }
    assert_eq!(files(&empty.server.asked()).len(), 1);
}

#[test]
fn files_without_a_place_come_from_the_alternate_download_server_if_the_policy_says_so() {
    let (world, cache) = (World::new(), World::new());
    world.server.configure(|settings| settings.tells_places = false);
    world.approve(&[world.program(1, "A clock")]);
    let _the_same_file = cache.program(1, "A clock");
    let (url, alternate) = (quoted(&world.server.url()), quoted(&cache.server.url()));
    let with = |fill: &str| {
        let values = [
            ("WUServer", url.as_str()),
            ("UpdateServiceUrlAlternate", &alternate),
            ("FillEmptyContentUrls", fill),
        ];
        policy(&values, &[USE])
    };
    let other = World::at(&world);
    let session = installing(&other, &with("dword:00000000"));
    assert!(!install(&session).hresult.is_success());
    assert!(cache.server.asked().is_empty());
    let session = installing(&world, &with("dword:00000001"));
    assert!(install(&session).hresult.is_success());
    assert_eq!(files(&cache.server.asked()).len(), 1);
}
