//! Services: registering, removing, and which of them serve Automatic Updates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::{Agent, SearchRequest, Session, WINDOWS_UPDATE};
use wua_com::{Error, Guid, code};
use wua_defs::enums::{ServerSelection, UpdateServiceRegistrationState};

use crate::support::{Doing, Server, World, guid, lock, revision};

const LATER: i32 = 1;
const ONLINE: i32 = 2;
const WITH_AU: i32 = 4;

fn cabinet() -> &'static Path {
    Path::new("/media/service.cab")
}

/// A world whose provider knows one more service.
fn world_with_provider() -> (World, Arc<Server>) {
    let world = World::new();
    let other = Arc::new(Server::new(5).with(|record| record.is_registered_with_au = false));
    other.offer(revision(50, |_| ()));
    world.provider.knows(Arc::clone(&other));
    (world, other)
}

fn names(agent: &Agent) -> Vec<String> {
    agent
        .services()
        .unwrap()
        .into_iter()
        .map(|record| record.name)
        .collect()
}

fn ask(session: &Session, id: Guid) -> Result<Vec<String>, Error> {
    let result = session.search(SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(id),
        ..SearchRequest::default()
    })?;
    Ok(crate::support::titles(&result.updates))
}

fn code_of<T>(result: Result<T, Error>) -> wua_com::HResult {
    result.err().unwrap().hresult()
}

#[test]
fn a_service_is_registered_with_its_cabinet_and_stays() {
    let (world, other) = world_with_provider();
    let session = world.session();
    let record = session.agent().add_service(other.id(), cabinet()).unwrap();
    assert_eq!(record.name, "Server 5");
    assert_eq!(record.source, Some(cabinet().to_owned()));
    assert_eq!(names(session.agent()), ["Server 1", "Server 5"]);
    assert_eq!(ask(&session, other.id()).unwrap(), ["Update 50"]);
    drop(session);

    let session = world.session();
    assert_eq!(names(session.agent()), ["Server 1", "Server 5"]);
    assert_eq!(ask(&session, other.id()).unwrap(), ["Update 50"]);
    assert!(lock(&world.provider.requests).contains(&"registered".to_owned()));
}

#[test]
fn a_registration_by_another_process_is_seen() {
    let (world, other) = world_with_provider();
    let (here, there) = (world.agent(), world.agent());
    here.add_service(other.id(), cabinet()).unwrap();
    assert_eq!(names(&there), ["Server 1", "Server 5"]);
    there.remove_service(other.id()).unwrap();
    assert_eq!(names(&here), ["Server 1"]);
}

#[test]
fn a_cabinet_that_will_not_do_is_refused() {
    let (world, other) = world_with_provider();
    let agent = world.agent();
    assert_eq!(code_of(agent.add_service(guid(0), cabinet())), code::E_INVALIDARG);
    assert_eq!(
        code_of(agent.add_service(other.id(), Path::new(""))),
        code::E_INVALIDARG
    );
    let unsigned = agent.add_service(other.id(), Path::new("/media/unsigned.zip"));
    assert_eq!(code_of(unsigned), code::TRUST_E_NOSIGNATURE);
    assert_eq!(
        code_of(agent.add_service(guid(4711), cabinet())),
        code::WU_E_UNKNOWN_SERVICE
    );
    lock(&other.record).expiration_date = "2026-02-01T00:00:00Z".parse().unwrap();
    let expired = agent.add_service(other.id(), cabinet());
    assert_eq!(code_of(expired), code::WU_E_DS_SERVICEEXPIRED);
    assert_eq!(names(&agent), ["Server 1"]);
}

#[test]
fn a_service_whose_authorisation_ended_is_not_asked_any_more() {
    let (world, other) = world_with_provider();
    let session = world.session();
    session.agent().add_service(other.id(), cabinet()).unwrap();
    assert_eq!(ask(&session, other.id()).unwrap(), ["Update 50"]);
    lock(&other.record).expiration_date = "2026-02-01T00:00:00Z".parse().unwrap();
    let error = ask(&session, other.id()).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DS_SERVICEEXPIRED);
    assert!(
        error.message().contains("Server 5") && error.message().contains("2026-02-01"),
        "{error}"
    );
    let offline = SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(other.id()),
        online: false,
        ..SearchRequest::default()
    };
    assert_eq!(session.titles(offline), ["Update 50"], "what is known is known");
}

#[test]
fn flags_say_how_a_service_is_registered() {
    let (world, other) = world_with_provider();
    let agent = world.agent();
    let add = |flags, path: Option<&Path>| agent.add_service2(other.id(), flags, path);
    for (flags, path) in [(0, None), (WITH_AU, None), (WITH_AU, Some(Path::new("")))] {
        assert_eq!(
            code_of(add(flags, path)),
            code::E_INVALIDARG,
            "without a cabinet {flags}"
        );
    }
    for flags in [LATER, ONLINE, LATER | ONLINE | WITH_AU] {
        assert_eq!(
            code_of(add(flags, Some(cabinet()))),
            code::E_INVALIDARG,
            "with a cabinet {flags}"
        );
    }
    for flags in [-1, 8] {
        assert_eq!(code_of(add(flags, None)), code::E_INVALIDARG, "{flags}");
    }
    let registration = add(WITH_AU, Some(cabinet())).unwrap();
    assert_eq!(registration.state, UpdateServiceRegistrationState::Registered);
    assert!(registration.record.unwrap().is_registered_with_au);
}

#[test]
fn without_network_a_registration_fails_waits_or_is_tried_again() {
    let (world, other) = world_with_provider();
    let session = world.session();
    let agent = session.agent();
    let id = other.id();
    assert_eq!(
        code_of(agent.add_service2(id, ONLINE, None)),
        code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED
    );
    assert_eq!(
        code_of(agent.registration(id)),
        code::WU_E_DS_UNKNOWNSERVICE,
        "and is not tried again"
    );

    for flags in [LATER, LATER | ONLINE | WITH_AU] {
        let pending = agent.add_service2(id, flags, None).unwrap();
        assert_eq!(pending.state, UpdateServiceRegistrationState::RegistrationPending);
        assert_eq!(pending.is_pending_with_au, flags & WITH_AU != 0);
        assert!(pending.record.is_none());
    }
    session.find("");
    assert!(
        agent.registration(id).unwrap().record.is_none(),
        "there is still no network"
    );
    *lock(&world.provider.is_online) = true;
    session.find(SearchRequest {
        online: false,
        ..SearchRequest::default()
    });
    assert!(
        agent.registration(id).unwrap().record.is_none(),
        "nobody asked the network"
    );
    session.find("");
    let registration = agent.registration(id).unwrap();
    assert_eq!(registration.state, UpdateServiceRegistrationState::Registered);
    assert!(registration.record.unwrap().is_registered_with_au);
    assert_eq!(session.titles(""), ["Update 50"]);
}

#[test]
fn a_pending_registration_can_be_taken_back() {
    let (world, other) = world_with_provider();
    let agent = world.agent();
    agent.add_service2(other.id(), LATER, None).unwrap();
    agent.remove_service(other.id()).unwrap();
    assert_eq!(
        code_of(agent.registration(other.id())),
        code::WU_E_DS_UNKNOWNSERVICE
    );
}

#[test]
fn a_removed_service_takes_what_it_offered_along() {
    let (world, other) = world_with_provider();
    let session = world.session();
    let agent = session.agent();
    agent.add_service(other.id(), cabinet()).unwrap();
    ask(&session, other.id()).unwrap();
    agent.remove_service(other.id()).unwrap();
    assert_eq!(names(agent), ["Server 1"]);
    assert_eq!(
        ask(&session, other.id()).unwrap_err().hresult(),
        code::WU_E_DS_UNKNOWNSERVICE
    );
    assert_eq!(
        code_of(agent.remove_service(other.id())),
        code::WU_E_DS_UNKNOWNSERVICE
    );
    assert_eq!(code_of(agent.remove_service(guid(0))), code::E_INVALIDARG);

    agent.add_service(other.id(), cabinet()).unwrap();
    let offline = SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(other.id()),
        online: false,
        ..SearchRequest::default()
    };
    assert!(session.titles(offline).is_empty(), "nothing of it was left");
}

#[test]
fn a_service_of_the_assembly_stays_removed_until_it_is_added_again() {
    let mut world = World::new();
    world.others.push(Arc::new(Server::new(2)));
    let id = world.others[0].id();
    world.agent().remove_service(id).unwrap();
    let agent = world.agent();
    assert_eq!(names(&agent), ["Server 1"]);
    agent.add_service2(id, ONLINE, None).unwrap();
    assert_eq!(names(&world.agent()), ["Server 1", "Server 2"]);
}

#[test]
fn the_last_service_cannot_be_removed() {
    let world = World::new();
    let agent = world.agent();
    assert_eq!(
        code_of(agent.remove_service(world.server.id())),
        code::WU_E_DS_NEEDWINDOWSSERVICE
    );
}

#[test]
fn a_service_of_a_policy_cannot_be_removed() {
    let mut world = World::new();
    world
        .others
        .push(Arc::new(Server::new(2).with(|record| record.is_managed = true)));
    let agent = world.agent();
    let id = world.others[0].id();
    assert_eq!(code_of(agent.remove_service(id)), code::WU_E_DS_INVALIDOPERATION);
    assert_eq!(
        code_of(agent.unregister_with_au(id)),
        code::WU_E_DS_INVALIDOPERATION
    );
}

#[test]
fn automatic_updates_keeps_at_least_one_service() {
    let (world, other) = world_with_provider();
    let agent = world.agent();
    let (first, second) = (world.server.id(), other.id());
    assert_eq!(
        code_of(agent.unregister_with_au(first)),
        code::WU_E_DS_NEEDWINDOWSSERVICE
    );
    agent.add_service(second, cabinet()).unwrap();
    assert_eq!(
        code_of(agent.remove_service(first)),
        code::WU_E_DS_NEEDWINDOWSSERVICE
    );
    agent.register_with_au(second).unwrap();
    agent.unregister_with_au(first).unwrap();
    agent.unregister_with_au(first).unwrap();
    let with_au: Vec<bool> = world
        .agent()
        .services()
        .unwrap()
        .iter()
        .map(|record| record.is_registered_with_au)
        .collect();
    assert_eq!(with_au, [false, true], "also after a new start");
    assert_eq!(world.session().titles(""), ["Update 50"], "it is the default now");
}

#[test]
fn where_windows_is_updated_a_windows_service_has_to_stay() {
    let (mut world, other) = world_with_provider();
    world.others.push(Arc::new(Server::new(2).with(|record| {
        record.id = WINDOWS_UPDATE;
        record.offers_windows_updates = true;
    })));
    let agent = world.agent();
    agent.add_service2(other.id(), WITH_AU, Some(cabinet())).unwrap();
    for refused in [
        agent.unregister_with_au(WINDOWS_UPDATE),
        agent.remove_service(WINDOWS_UPDATE),
    ] {
        assert_eq!(code_of(refused), code::WU_E_DS_NEEDWINDOWSSERVICE);
    }
    agent.unregister_with_au(world.server.id()).unwrap();
}

#[test]
fn not_every_service_can_serve_automatic_updates() {
    let mut world = World::new();
    world.others.push(Arc::new(Server::new(2).with(|record| {
        record.can_register_with_au = false;
        record.is_registered_with_au = false;
    })));
    let agent = world.agent();
    assert_eq!(code_of(agent.register_with_au(guid(0))), code::E_INVALIDARG);
    assert_eq!(
        code_of(agent.register_with_au(guid(4711))),
        code::WU_E_DS_UNKNOWNSERVICE
    );
    let id = world.others[0].id();
    assert_eq!(code_of(agent.register_with_au(id)), code::WU_E_INVALID_OPERATION);
}

/// A scan package at a path, with one update in it.
fn package(world: &World) -> PathBuf {
    let path = PathBuf::from("/media/scan.cab");
    let package = Server::new(8).with(|record| {
        record.id = Guid::NIL;
        record.name = "Offline".to_owned();
    });
    package.offer(revision(80, |_| ()));
    lock(&world.provider.packages).insert(path.clone(), Arc::new(package));
    path
}

#[test]
fn a_scan_package_is_a_service_until_it_is_released() {
    let world = World::new();
    let path = package(&world);
    let session = world.session();
    let agent = session.agent();
    let record = agent.add_scan_package("Offline", &path, false).unwrap();
    assert!(record.is_scan_package && record.is_volatile && !record.is_registered_with_au);
    assert_ne!(record.id, Guid::NIL);
    assert_eq!(ask(&session, record.id).unwrap(), ["Update 80"]);
    let offline = SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(record.id),
        online: false,
        ..SearchRequest::default()
    };
    assert_eq!(session.titles(offline), ["Update 80"]);
    assert_eq!(
        code_of(agent.register_with_au(record.id)),
        code::WU_E_INVALID_OPERATION
    );
    assert_eq!(names(&world.agent()), ["Server 1"], "nobody else sees it");

    agent.release_service(world.server.id());
    agent.release_service(record.id);
    assert_eq!(names(agent), ["Server 1"]);
    let again = agent.add_scan_package("Offline", &path, false).unwrap();
    agent.remove_service(again.id).unwrap();
    assert_eq!(names(agent), ["Server 1"]);
}

#[test]
fn a_scan_package_can_be_kept() {
    let world = World::new();
    let path = package(&world);
    let agent = world.agent();
    let record = agent.add_scan_package("Offline", &path, true).unwrap();
    assert!(!record.is_volatile);
    agent.release_service(record.id);
    drop(agent);
    let session = world.session();
    assert_eq!(ask(&session, record.id).unwrap(), ["Update 80"]);
    let listed = session.agent().services().unwrap().pop().unwrap();
    assert_eq!(
        (listed.id, listed.is_scan_package, listed.source),
        (record.id, true, Some(path))
    );
    session.agent().remove_service(record.id).unwrap();
}

#[test]
fn a_scan_package_that_is_not_there_is_refused() {
    let world = World::new();
    let agent = world.agent();
    let add = |name: &str, path: &str| agent.add_scan_package(name, Path::new(path), false);
    assert_eq!(code_of(add("", "/media/scan.cab")), code::E_INVALIDARG);
    assert_eq!(code_of(add("Offline", "")), code::E_INVALIDARG);
    let error = add("Offline", "/media/other.cab").unwrap_err();
    assert!(error.message().contains("/media/other.cab"), "{error}");
}

#[test]
fn a_service_whose_provider_is_gone_stays_listed_and_fails_when_asked() {
    let (world, other) = world_with_provider();
    world.agent().add_service(other.id(), cabinet()).unwrap();
    let poorer = World::at(world.path());
    let session = poorer.session();
    assert_eq!(names(session.agent()), ["Server 1", "Server 5"]);
    let error = ask(&session, other.id()).unwrap_err();
    assert!(error.message().contains("Server 5"), "{error}");
    session.agent().remove_service(other.id()).unwrap();
}

/// What a service is told of its notes when it is asked once more.
fn notes(session: &Session, server: &Server) -> Vec<String> {
    ask(session, server.id()).unwrap();
    let read = lock(&server.has_read);
    read.iter().map(|(key, value)| format!("{key}={value}")).collect()
}

#[test]
fn what_a_service_writes_down_stays_as_long_as_it_is_registered() {
    let (world, other) = world_with_provider();
    let session = world.session();
    session.agent().add_service(other.id(), cabinet()).unwrap();
    *lock(&other.writes) = vec![
        ("note/b", Some("2")),
        ("note/a", Some("1")),
        ("note0", Some("another kind")),
    ];
    assert!(notes(&session, &other).is_empty());
    *lock(&other.writes) = vec![("note/b", Some("3")), ("note/a", None), ("note/c", Some(""))];
    assert_eq!(notes(&session, &other), ["note/a=1", "note/b=2"]);
    drop(session);

    let session = world.session();
    assert_eq!(notes(&session, &other), ["note/b=3", "note/c="]);
    ask(&session, world.server.id()).unwrap();
    assert!(lock(&world.server.has_read).is_empty(), "they are its own");

    session.agent().remove_service(other.id()).unwrap();
    session.agent().add_service(other.id(), cabinet()).unwrap();
    assert!(notes(&session, &other).is_empty());
}

#[test]
fn what_a_service_of_the_moment_writes_down_goes_with_it() {
    let world = World::new();
    let path = package(&world);
    let server = Arc::clone(&lock(&world.provider.packages)[&path]);
    let session = world.session();
    let record = session.agent().add_scan_package("Offline", &path, false).unwrap();
    let notes = || {
        ask(&session, record.id).unwrap();
        lock(&server.has_read).len()
    };
    *lock(&server.writes) = vec![("note/a", Some("1")), ("note/b", Some("2")), ("other", None)];
    assert_eq!(notes(), 0);
    *lock(&server.writes) = vec![("note/a", None)];
    assert_eq!(notes(), 2);
    assert_eq!(notes(), 1);
    session.agent().release_service(record.id);
    let again = session.agent().add_scan_package("Offline", &path, false).unwrap();
    ask(&session, again.id).unwrap();
    assert!(lock(&server.has_read).is_empty());
}
