//! The service that a catalogue becomes, and the engine that it serves.

use std::path::Path;
use std::sync::Arc;

use wua_agent::ports::{Abort, Memory, NoCheckpoints, ServiceProvider, ServiceRequest, SystemClock, Wanted};
use wua_agent::{Agent, AgentParts, Content, ProxySettings, ReasonKind, Revision};
use wua_com::{Guid, code};
use wua_wsus::Catalogues;

use crate::support::{Folder, ID, NoNetwork, Nowhere, conditions, offer, open, package, sync};

#[test]
fn a_catalogue_has_one_identifier_however_it_is_named() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "x"))]);
    let one = open(folder.path()).unwrap().record();
    let other = open(&folder.path().join("..").join(folder.path().file_name().unwrap()))
        .unwrap()
        .record();
    assert_eq!(one, other);
    assert_eq!(one.name, "Contoso");
    assert_eq!(
        one.source.as_deref(),
        Some(folder.path().canonicalize().unwrap().as_path())
    );
    assert_ne!(one.id, open(&folder.path().join("a.sdp")).unwrap().record().id);
}

#[test]
fn what_is_no_catalogue_is_refused_with_advice() {
    let folder = Folder::of(&[("readme.txt", "x")]);
    let message = |path: &Path| match open(path) {
        Ok(service) => sync(service.as_ref(), "").unwrap_err(),
        Err(error) => error,
    };
    let empty = message(folder.path());
    assert_eq!(empty.hresult(), code::ERROR_FILE_NOT_FOUND);
    assert!(empty.message().contains(".sdp, .xml or .cab"), "{empty}");
    let missing = message(&folder.path().join("nowhere"));
    assert!(missing.message().contains("there is no catalogue"), "{missing}");
    assert!(
        offer(&folder.path().join("readme.txt")).unwrap().left_out[0]
            .reason
            .contains("there is no Software")
    );
}

#[test]
fn only_records_of_its_own_kind_are_opened_again() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "x"))]);
    let provider = Catalogues::new(Arc::new(NoNetwork));
    let record = open(folder.path()).unwrap().record();
    let again = provider
        .open(&ServiceRequest::Registered(&record))
        .unwrap()
        .unwrap();
    assert_eq!(again.record(), record);
    let other = wua_agent::ServiceRecord::default();
    assert!(provider.open(&ServiceRequest::Registered(&other)).is_none());
    assert!(provider.open(&ServiceRequest::Online { id: Guid::NIL }).is_none());
}

#[test]
fn a_file_without_an_address_lies_beside_the_catalogue() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "x"))]);
    let outside = Folder::of(&[("secret", "test")]);
    folder.write("tool.exe", b"test");
    let service = open(folder.path()).unwrap();
    let fetch = |name: &str, size: u64, from: u64| {
        let content = Content {
            file_name: name.to_owned(),
            size,
            ..Content::default()
        };
        let (proxy, abort) = (ProxySettings::default(), Abort::default());
        let destination = folder.path().join("fetched");
        let fetched = service.fetch(
            &Wanted {
                update: &Revision::default(),
                content: &content,
                destination: &destination,
                from,
                notes: Memory::EMPTY.notes,
            },
            &mut |_| {},
            &conditions(&proxy, &abort),
        );
        fetched.map(|()| std::fs::read(&destination).unwrap())
    };
    assert_eq!(fetch("tool.exe", 4, 0).unwrap(), b"test");
    assert_eq!(fetch("tool.exe", 4, 2).unwrap(), b"test", "what is there stays");
    assert_eq!(
        fetch("tool.exe", 5, 0).unwrap_err().hresult(),
        code::WU_E_DM_INCORRECTFILEHASH
    );
    assert_eq!(
        fetch("gone.exe", 5, 0).unwrap_err().hresult(),
        code::ERROR_FILE_NOT_FOUND
    );
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret"), folder.path().join("link.exe")).unwrap();
        assert_eq!(
            fetch("link.exe", 4, 0).unwrap_err().hresult(),
            code::ERROR_FILE_NOT_FOUND
        );
    }
    drop(outside);
}

#[test]
fn a_file_with_an_address_is_asked_for_there() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "x"))]);
    let service = open(folder.path()).unwrap();
    let update = offer(folder.path()).unwrap().revisions.remove(0);
    let (proxy, abort) = (ProxySettings::default(), Abort::default());
    let error = service
        .fetch(
            &Wanted {
                update: &update,
                content: &update.contents[0],
                destination: &folder.path().join("fetched"),
                from: 0,
                notes: Memory::EMPTY.notes,
            },
            &mut |_| {},
            &conditions(&proxy, &abort),
        )
        .unwrap_err();
    assert!(
        error
            .message()
            .contains("https://downloads.contoso.example/tool.exe"),
        "{error}"
    );
}

fn agent(state: &Path) -> Arc<Agent> {
    Agent::open(AgentParts {
        state: state.join("state"),
        cache: state.join("cache"),
        target: Arc::new(Nowhere),
        services: Vec::new(),
        providers: vec![Arc::new(Catalogues::new(Arc::new(NoNetwork)))],
        clock: Arc::new(SystemClock),
        checkpoints: Arc::new(NoCheckpoints),
    })
    .unwrap()
}

#[test]
fn an_added_catalogue_is_a_service_that_survives() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "Whole")), ("b.sdp", "<broken")]);
    let state = tempfile::tempdir().unwrap();
    let planned = agent(state.path())
        .add_catalogue("Contoso", folder.path(), false)
        .unwrap();
    assert_eq!((planned.loaded, planned.left_out.len()), (1, 1));
    assert_eq!(
        agent(state.path()).services().unwrap(),
        [],
        "a plan changes nothing"
    );
    let added = agent(state.path())
        .add_catalogue("Contoso", folder.path(), true)
        .unwrap();
    assert_eq!(added, planned);
    let agent = agent(state.path());
    let services = agent.services().unwrap();
    assert_eq!(services.len(), 1);
    assert_eq!(
        (services[0].id, services[0].signature.as_str()),
        (added.record.id, "not signed")
    );
    agent.add_catalogue("Again", folder.path(), true).unwrap();
    assert_eq!(agent.services().unwrap().len(), 1, "one place is one service");
}

#[test]
fn what_was_left_out_can_be_explained_later() {
    let folder = Folder::of(&[("a.sdp", &package(ID, "Torn").replace("Size=\"4\"", ""))]);
    let stamp = offer(folder.path()).unwrap().stamp;
    let service = open(folder.path()).unwrap();
    let mut memory = Memory::EMPTY;
    memory.stamp = &stamp;
    for names in [vec!["torn".to_owned()], vec![ID.to_owned()], Vec::new()] {
        let explained = service.explain(&names, &Nowhere, &memory).unwrap();
        assert_eq!(explained.len(), 1, "{names:?}");
        assert_eq!(explained[0].subject, "Torn");
        assert_eq!(explained[0].reasons[0].kind, ReasonKind::LeftOut);
        assert!(
            explained[0].reasons[0].text.contains("Size is missing"),
            "{explained:?}"
        );
    }
    assert_eq!(
        service.explain(&["other".to_owned()], &Nowhere, &memory).unwrap(),
        []
    );
}
