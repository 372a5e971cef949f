//! The history.

use std::sync::Arc;

use wua_agent::{Category, CategoryType};
use wua_com::{Lcid, code};
use wua_defs::enums::{OperationResultCode, ServerSelection, UpdateOperation};

use crate::support::{Doing, World, guid, lock, one, revision};

#[test]
fn an_entry_tells_what_was_done_to_what_by_whom() {
    let world = World::new();
    *lock(&world.server.categories) = vec![Arc::new(Category {
        id: guid(100),
        category_type: CategoryType::UpdateClassification,
        parent: None,
        order: 3,
        texts: vec![(Lcid::ENGLISH, "Security".to_owned(), String::new())],
        image: None,
    })];
    world
        .server
        .offer(revision(1, |revision| revision.categories = vec![guid(100)]));
    let session = world.session();
    let update = session.find("").remove(0);
    session.install(one(&update));
    world.server.withdraw();
    lock(&world.server.categories).clear();
    session.find("");

    let entry = session.history("", 0, 1).unwrap().remove(0);
    assert_eq!(entry.revision, update.revision, "as it was then");
    assert_eq!(entry.categories[0].name(&[Lcid::ENGLISH]), "Security");
    assert_eq!(entry.operation, UpdateOperation::Installation);
    assert_eq!(
        (entry.code, entry.hresult),
        (OperationResultCode::Succeeded, code::S_OK)
    );
    assert_eq!(entry.client_application_id, "the test");
    assert_eq!(entry.server_selection, ServerSelection::Default);
    assert_eq!(entry.service_id, world.server.id());
    assert_eq!(entry.date, crate::support::NOW.parse().unwrap());
    assert_eq!((entry.unmapped, entry.message.as_str()), (0, ""));
}

#[test]
fn the_newest_entry_comes_first_and_pages_fit_together() {
    let world = World::new();
    let session = world.session();
    for number in 1..=5 {
        world.server.offer(revision(number, |_| ()));
        let found = session.find("");
        session.install(&found);
        world.clock.pass(1);
    }
    assert_eq!(session.agent().history_count().unwrap(), 5);
    let titles = |criteria: &str, start, count| {
        let entries = session.history(criteria, start, count).unwrap();
        entries
            .iter()
            .map(|entry| entry.revision.texts[0].title.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("", 0, 2), ["Update 5", "Update 4"]);
    assert_eq!(titles("", 2, 99), ["Update 3", "Update 2", "Update 1"]);
    assert!(titles("", 5, 1).is_empty());
    assert_eq!(titles(&format!("UpdateID='{}'", guid(2)), 0, 9), ["Update 2"]);
    let error = session.history("IsInstalled=1", 0, 1).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_INVALID_CRITERIA);
}

#[test]
fn entries_of_the_same_moment_keep_their_order() {
    let world = World::new();
    let session = world.session();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |_| ()));
    session.install(&session.find(""));
    let entries = session.history("", 0, 9).unwrap();
    assert_eq!(entries[0].revision.identity.id, guid(2), "the later one is newer");
}
