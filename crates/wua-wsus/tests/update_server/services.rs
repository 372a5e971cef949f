//! An update server as a service: which searches ask it, and how it is registered.

use std::path::Path;
use std::sync::Arc;

use wua_agent::ports::Service;
use wua_agent::{MANAGED_SERVER, SearchRequest, ServiceRecord, Session, UpdateServer, WINDOWS_UPDATE};
use wua_com::{Error, Guid, HResult, code};
use wua_defs::enums::{ServerSelection, UpdateServiceRegistrationState};
use wua_net::HttpClient;
use wua_rules::applicability::{Answer, Facts, Query, RegistryData};
use wua_wsus::UpdateServers;

use crate::support::{Place, World, found, install, titles};

const LATER: i32 = 1;
const ONLINE: i32 = 2;
const WITH_AU: i32 = 4;

/// A world whose server has one update.
fn world() -> World {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    world
}

/// Another service, which serves Automatic Updates.
fn add_catalogue(world: &World, session: &Session) -> Guid {
    let folder = world.folder.path().join("packages");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("none.sdp"), "<None/>").unwrap();
    let added = session.agent().add_catalogue("Packages", &folder, true);
    added.unwrap().record.id
}

fn ask(
    session: &Session,
    server_selection: ServerSelection,
    service_id: Option<Guid>,
) -> Result<Vec<String>, Error> {
    let request = SearchRequest {
        server_selection,
        service_id,
        ..SearchRequest::default()
    };
    session.search(request).map(|found| titles(&found))
}

fn the_service(session: &Session) -> ServiceRecord {
    let mut services = session.agent().services().unwrap().into_iter();
    services.find(|record| record.id == MANAGED_SERVER).unwrap()
}

fn code_of<T>(result: Result<T, Error>) -> HResult {
    result.err().unwrap().hresult()
}

#[test]
fn it_is_a_managed_service_of_windows_updates_that_does_not_expire() {
    let world = world();
    let record = the_service(&world.session());
    assert_eq!(
        (record.name.as_str(), record.url),
        ("updates", world.server.url())
    );
    assert!(record.is_managed && record.offers_windows_updates);
    assert!(record.can_register_with_au && record.is_registered_with_au);
    assert!(!record.is_scan_package && !record.is_default_au_service && !record.is_volatile);
    assert!(record.redirect_urls.is_empty() && record.content_validation_cert.is_empty());
    assert_eq!(record.expiration_date, ServiceRecord::default().expiration_date);
}

#[test]
fn it_is_what_searches_ask_by_default_and_alone() {
    let world = world();
    let session = world.session();
    let packages = add_catalogue(&world, &session);
    for (selection, id) in [
        (ServerSelection::Default, None),
        (ServerSelection::ManagedServer, None),
        (ServerSelection::Others, Some(MANAGED_SERVER)),
    ] {
        assert_eq!(
            ask(&session, selection, id).unwrap(),
            ["A clock"],
            "{selection:?}"
        );
    }
    // A service that the selection does not call for is not regarded.
    assert_eq!(
        ask(&session, ServerSelection::Default, Some(packages)).unwrap(),
        ["A clock"]
    );
    world.server.forget_asked();
    assert!(
        ask(&session, ServerSelection::Others, Some(packages))
            .unwrap()
            .is_empty()
    );
    let unknown = code::WU_E_DS_UNKNOWNSERVICE;
    assert_eq!(
        code_of(ask(&session, ServerSelection::WindowsUpdate, None)),
        unknown
    );
    assert_eq!(
        code_of(ask(&session, ServerSelection::Others, Some(WINDOWS_UPDATE))),
        unknown
    );
    assert_eq!(code_of(ask(&session, ServerSelection::Others, None)), unknown);
    assert!(world.server.asked().is_empty());
}

#[test]
fn without_it_there_is_no_managed_server() {
    let world = world();
    let session = world.open(Arc::new(Place(Arc::clone(&world.computer))));
    assert_eq!(
        code_of(ask(&session, ServerSelection::Default, None)),
        code::WU_E_NO_SERVICE
    );
    add_catalogue(&world, &session);
    let missing = ask(&session, ServerSelection::ManagedServer, None);
    assert_eq!(code_of(missing), code::WU_E_DS_UNKNOWNSERVICE);
}

#[test]
fn offline_it_is_not_asked_whatever_the_selection() {
    let world = world();
    let session = world.session();
    let offline = |server_selection| {
        let request = SearchRequest {
            server_selection,
            service_id: Some(MANAGED_SERVER),
            online: false,
            ..SearchRequest::default()
        };
        titles(&session.search(request).unwrap())
    };
    let all = [
        ServerSelection::Default,
        ServerSelection::ManagedServer,
        ServerSelection::Others,
    ];
    for selection in all {
        assert!(offline(selection).is_empty(), "nothing is known yet");
    }
    assert!(world.server.asked().is_empty());
    found(&session);
    world.server.forget_asked();
    for selection in all {
        assert_eq!(offline(selection), ["A clock"]);
    }
    assert!(world.server.asked().is_empty());
}

#[test]
fn the_history_names_it() {
    let world = world();
    let session = world.session();
    assert!(install(&session).hresult.is_success());
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].service_id, MANAGED_SERVER);
}

#[test]
fn it_is_registered_and_registering_it_again_changes_nothing() {
    let world = world();
    let session = world.session();
    let agent = session.agent();
    let before = the_service(&session);
    for flags in [
        LATER,
        ONLINE,
        LATER | ONLINE,
        ONLINE | WITH_AU,
        LATER | ONLINE | WITH_AU,
    ] {
        let registration = agent.add_service2(MANAGED_SERVER, flags, None).unwrap();
        assert_eq!(
            registration.state,
            UpdateServiceRegistrationState::Registered,
            "{flags}"
        );
        assert!(!registration.is_pending_with_au);
        assert_eq!(registration.record.unwrap(), before);
    }
    agent.register_with_au(MANAGED_SERVER).unwrap();
    let registration = agent.registration(MANAGED_SERVER).unwrap();
    assert_eq!(registration.state, UpdateServiceRegistrationState::Registered);
    assert_eq!(registration.record.unwrap(), before);
    assert!(world.server.asked().is_empty(), "nobody was asked for that");
    assert_eq!(found(&world.session()), ["A clock"]);
}

#[test]
fn a_cabinet_says_nothing_of_it() {
    let world = world();
    let session = world.session();
    let agent = session.agent();
    let cabinet = Path::new("/media/service.cab");
    for flags in [LATER, ONLINE, LATER | ONLINE | WITH_AU] {
        let both = agent.add_service2(MANAGED_SERVER, flags, Some(cabinet));
        assert_eq!(code_of(both), code::E_INVALIDARG, "{flags}");
    }
    for flags in [0, WITH_AU] {
        assert_eq!(
            code_of(agent.add_service2(MANAGED_SERVER, flags, None)),
            code::E_INVALIDARG
        );
        assert!(agent.add_service2(MANAGED_SERVER, flags, Some(cabinet)).is_err());
    }
    assert!(agent.add_service(MANAGED_SERVER, cabinet).is_err());
    assert_eq!(found(&session), ["A clock"]);
}

#[test]
fn nobody_can_register_it_who_does_not_say_where_it_is() {
    let world = world();
    let session = world.open(Arc::new(Place(Arc::clone(&world.computer))));
    let agent = session.agent();
    assert!(agent.add_service2(MANAGED_SERVER, ONLINE, None).is_err());
    assert_eq!(
        code_of(agent.registration(MANAGED_SERVER)),
        code::WU_E_DS_UNKNOWNSERVICE
    );
    let pending = agent.add_service2(MANAGED_SERVER, LATER | WITH_AU, None).unwrap();
    assert_eq!(pending.state, UpdateServiceRegistrationState::RegistrationPending);
    assert!(pending.is_pending_with_au && pending.record.is_none());
    World::add_to(&session, &world.settings());
    let registration = agent.registration(MANAGED_SERVER).unwrap();
    assert_eq!(registration.state, UpdateServiceRegistrationState::Registered);
    assert!(!registration.is_pending_with_au);
    assert_eq!(found(&session), ["A clock"]);
}

#[test]
fn automatic_updates_keep_it_as_the_only_service_of_windows_updates() {
    let world = world();
    let session = world.session();
    let agent = session.agent();
    let needed = code::WU_E_DS_NEEDWINDOWSSERVICE;
    assert_eq!(code_of(agent.unregister_with_au(MANAGED_SERVER)), needed);
    add_catalogue(&world, &session);
    assert_eq!(code_of(agent.unregister_with_au(MANAGED_SERVER)), needed);
    assert!(the_service(&session).is_registered_with_au);
}

#[test]
fn who_named_it_removes_it_and_what_it_offered_goes_with_it() {
    let world = world();
    let session = world.session();
    let agent = session.agent();
    found(&session);
    agent.remove_service(MANAGED_SERVER).unwrap();
    let unknown = code::WU_E_DS_UNKNOWNSERVICE;
    assert_eq!(code_of(agent.registration(MANAGED_SERVER)), unknown);
    assert_eq!(code_of(agent.remove_service(MANAGED_SERVER)), unknown);
    assert_eq!(
        code_of(ask(&session, ServerSelection::ManagedServer, None)),
        code::WU_E_DS_UNKNOWNSERVICE
    );
    World::add_to(&session, &world.settings());
    let offline = SearchRequest {
        online: false,
        ..SearchRequest::default()
    };
    assert!(titles(&session.search(offline).unwrap()).is_empty());
    let packages = add_catalogue(&world, &session);
    agent.remove_service(MANAGED_SERVER).unwrap();
    assert_eq!(agent.services().unwrap()[0].id, packages);
}

/// A computer with a policy that names a server.
struct Policy(String);

impl Facts for Policy {
    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::RegistryValue { value, .. } if value == "WUServer" => {
                Answer::Registry(RegistryData::Text(self.0.clone()))
            }
            Query::RegistryValue { value, .. } if value == "UseWUServer" => {
                Answer::Registry(RegistryData::Dword(1))
            }
            _ => Answer::Absent,
        }
    }
}

#[test]
fn the_server_of_a_policy_takes_the_place_of_one_that_was_named_before() {
    let (world, other) = (world(), World::new());
    other.approve(&[other.program(2, "A key")]);
    assert_eq!(found(&world.session()), ["A clock"]);
    let servers = UpdateServers::new(Arc::new(HttpClient::new()));
    let services: Vec<Arc<dyn Service>> = servers
        .by_policy(&Policy(other.server.url()))
        .into_iter()
        .collect();
    let target = Arc::new(Place(Arc::clone(&world.computer)));
    let session = World::open_in(world.folder.path(), target, services);
    assert_eq!(session.agent().services().unwrap().len(), 1);
    assert_eq!(found(&session), ["A key"]);
    for flags in [ONLINE, ONLINE | WITH_AU] {
        let registration = session.agent().add_service2(MANAGED_SERVER, flags, None).unwrap();
        assert_eq!(registration.record.unwrap().url, other.server.url());
    }
    // Without the policy, it is the one before again.
    let session = world.open(Arc::new(Place(Arc::clone(&world.computer))));
    assert_eq!(found(&session), ["A clock"]);
}

#[test]
fn a_server_that_takes_the_place_of_another_keeps_the_identifier() {
    let world = world();
    let session = world.session();
    let moved = UpdateServer {
        url: format!("{}/", world.server.url().replace("127.0.0.1", "localhost")),
        ..world.settings()
    };
    session.agent().add_update_server("moved", &moved, true).unwrap();
    assert_eq!(session.agent().services().unwrap().len(), 1);
    assert_eq!(the_service(&session).name, "moved");
    assert_eq!(found(&session), ["A clock"]);
}
