//! What a search finds, and what it says when something goes wrong.

use std::sync::Arc;

use wua_agent::ports::step;
use wua_agent::{Callbacks, Category, CategoryType, DownloadRequest, ProxySettings, SearchRequest};
use wua_com::code;
use wua_defs::enums::{
    DeploymentAction, DownloadPriority, OperationResultCode, SearchScope, ServerSelection,
    UpdateExceptionContext, UpdateType,
};

use crate::support::{ALL, Doing, Recorder, Server, World, bundle, guid, lock, revision};

/// A search for which services must not be asked.
fn offline(criteria: &str) -> SearchRequest {
    SearchRequest {
        online: false,
        ..SearchRequest::from(criteria)
    }
}

#[test]
fn blank_criteria_find_what_is_neither_installed_nor_hidden() {
    let world = World::new();
    for number in 1..=3 {
        world.server.offer(revision(number, |_| ()));
    }
    world.computer.put(guid(1));
    let session = world.session();
    let hidden = session.find(ALL).remove(1);
    session.agent().set_hidden(&hidden, true).unwrap();

    assert_eq!(session.titles(""), ["Update 3"]);
    assert_eq!(session.titles("IsInstalled=1"), ["Update 1"]);
    assert_eq!(session.titles("IsHidden=1"), ["Update 2"]);
}

#[test]
fn criteria_see_every_property_that_they_can_name() {
    let world = World::new();
    let category = guid(77);
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |revision| {
        revision.update_type = UpdateType::Driver;
        revision.is_assigned = false;
        revision.browse_only = true;
        revision.auto_select_on_web_sites = true;
        revision.identity.revision = 9;
        revision.categories = vec![category];
    }));
    world.server.offer(revision(3, |revision| {
        revision.deployment_action = DeploymentAction::Uninstallation;
    }));
    let session = world.session();
    let id = guid(2);
    for criteria in [
        "Type='Driver'",
        "Type!='Software'",
        "IsAssigned=0",
        "BrowseOnly=1",
        "AutoSelectOnWebSites=1",
        &format!("UpdateID='{id}' and RevisionNumber=9"),
        &format!("CategoryIDs contains '{category}'"),
    ] {
        assert_eq!(session.titles(criteria), ["Update 2"], "{criteria}");
    }
    assert_eq!(session.titles("DeploymentAction='Uninstallation'"), ["Update 3"]);
    assert_eq!(session.titles("DeploymentAction=*").len(), 3);
    assert_eq!(session.titles("IsPresent=0").len(), 2, "installations are meant");
    assert!(session.titles("RebootRequired=1").is_empty());
}

#[test]
fn what_does_not_concern_this_computer_is_not_found() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |_| ()));
    world.computer.is_not_for(guid(1));
    let session = world.session();
    let result = session.search(ALL).unwrap();
    assert_eq!(crate::support::titles(&result.updates), ["Update 2"]);
    assert_eq!(result.considered, 2);
    assert_eq!(result.code, OperationResultCode::Succeeded);
}

#[test]
fn a_replaced_update_is_left_out_unless_it_is_asked_for() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.download_priority = DownloadPriority::High;
    }));
    world.server.offer(revision(2, |_| ()));
    world.server.offer(revision(3, |revision| {
        revision.superseded_update_ids = vec![guid(1), guid(2)];
    }));
    let session = world.session();
    let titles = |change: fn(&mut SearchRequest)| {
        let mut request = SearchRequest::default();
        change(&mut request);
        session.titles(request)
    };
    assert_eq!(
        titles(|_| ()),
        ["Update 1", "Update 3"],
        "the first is more urgent"
    );
    assert_eq!(
        titles(|request| request.ignore_download_priority = true),
        ["Update 3"]
    );
    assert_eq!(
        titles(|request| request.include_potentially_superseded = true).len(),
        3
    );
}

#[test]
fn an_update_is_replaced_only_by_one_that_was_found_too() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |revision| {
        revision.superseded_update_ids = vec![guid(1)];
    }));
    world.computer.put(guid(2));
    assert_eq!(world.session().titles("IsInstalled=0"), ["Update 1"]);
}

#[test]
fn updates_of_users_are_found_in_their_scope() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world
        .server
        .offer(revision(2, |revision| revision.per_user = true));
    let session = world.session();
    let search = |scope| {
        session.search(SearchRequest {
            scope,
            ..SearchRequest::default()
        })
    };
    let titles = |scope| crate::support::titles(&search(scope).unwrap().updates);
    assert_eq!(titles(SearchScope::Default), ["Update 1"]);
    assert_eq!(titles(SearchScope::MachineOnly), ["Update 1"]);
    assert_eq!(titles(SearchScope::CurrentUserOnly), ["Update 2"]);
    assert_eq!(titles(SearchScope::MachineAndCurrentUser).len(), 2);
    for scope in [SearchScope::MachineAndAllUsers, SearchScope::AllUsers] {
        assert_eq!(
            search(scope).unwrap_err().hresult(),
            code::WU_E_UNSUPPORTED_SEARCHSCOPE
        );
    }
}

#[test]
fn criteria_that_cannot_be_understood_fail_the_search_with_the_place() {
    let world = World::new();
    let error = world.session().search("IsInstalled=maybe").unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_INVALID_CRITERIA);
    assert!(error.message().contains("column 13"), "{error}");
    assert_eq!(world.server.syncs(), 0, "nobody was asked");
}

#[test]
fn offline_the_store_answers_and_no_service_is_asked() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    assert!(session.titles(offline("")).is_empty(), "nothing is known yet");
    assert_eq!(session.titles("").len(), 1);
    assert_eq!(world.server.syncs(), 1);
    world.server.withdraw();
    world.server.fail(code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED);

    assert_eq!(session.titles(offline("")), ["Update 1"]);
    assert_eq!(session.titles(offline("IsInstalled=1")), Vec::<String>::new());
    let later = world.session();
    assert_eq!(later.titles(offline("")), ["Update 1"], "also after a new start");
    assert_eq!(world.server.syncs(), 1);
}

#[test]
fn what_a_service_no_longer_offers_is_forgotten() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |_| ()));
    let session = world.session();
    assert_eq!(session.titles("").len(), 2);
    world.server.withdraw();
    world
        .server
        .offer(revision(2, |revision| revision.identity.revision = 2));
    assert_eq!(session.titles(""), ["Update 2"]);
    assert_eq!(session.find(offline("")).first().unwrap().identity().revision, 2);
}

#[test]
fn a_revision_comes_out_of_the_store_as_it_went_in() {
    let world = World::new();
    let full = revision(1, |revision| {
        revision.texts[0].uninstallation_steps = vec!["Open it.".to_owned(), "Take it off.".to_owned()];
        revision.deadline = Some("2026-04-01T10:00:00.5Z".parse().unwrap());
        revision.max_download_size = u64::MAX;
        revision.kb_article_ids = vec!["123".to_owned()];
        revision.bundled = vec![crate::support::with_file(5, b"five")];
    });
    world.server.offer(Arc::clone(&full));
    let session = world.session();
    session.find(ALL);
    assert_eq!(session.find(offline(ALL)).remove(0).revision, full);
}

#[test]
fn a_service_that_fails_while_another_answers_is_a_warning() {
    let mut world = World::new();
    world.others.push(Arc::new(Server::new(2)));
    world.server.offer(revision(1, |_| ()));
    world.others[0].fail(code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL);
    let session = world.session();

    let result = session.search("").unwrap();
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.updates.len(), 1);
    let warning = result.warnings.first().unwrap();
    assert_eq!(warning.context, UpdateExceptionContext::SearchIncomplete);
    assert_eq!(warning.hresult, code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL);
    assert!(warning.message[0].1.contains("Server 2"), "{:?}", warning.message);
}

#[test]
fn a_search_fails_when_all_its_services_do() {
    let mut world = World::new();
    world.others.push(Arc::new(Server::new(2)));
    world.server.fail(code::WU_E_LEGACYSERVER);
    world.others[0].fail(code::WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL);
    let error = world.session().search("").unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_LEGACYSERVER);
    assert!(error.message().contains("Server 1"), "{error}");
}

#[test]
fn warnings_of_a_service_come_with_the_result() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world
        .server
        .warn(code::WU_E_INVALID_PRODUCT_LICENSE, "the licence ended");
    let result = world.session().search("").unwrap();
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.warnings[0].message[0].1, "the licence ended");
}

#[test]
fn a_service_with_a_bug_fails_the_search_and_nothing_else() {
    let mut world = World::new();
    world.others.push(Arc::new(Server::new(2)));
    world.others[0].offer(revision(2, |_| ()));
    *lock(&world.server.has_bug) = true;
    let session = world.session();
    let result = session.search("").unwrap();
    assert_eq!(crate::support::titles(&result.updates), ["Update 2"]);
    assert_eq!(result.warnings[0].hresult, code::E_UNEXPECTED);
    assert!(
        result.warnings[0].message[0].1.contains("panicked"),
        "{:?}",
        result.warnings
    );
    *lock(&world.server.has_bug) = false;
    world.server.offer(revision(1, |_| ()));
    assert_eq!(session.titles("").len(), 2);
}

#[test]
fn an_update_that_trips_the_computer_is_a_warning_and_the_others_are_found() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, |_| ()));
    *lock(&world.computer.trap) = Some(guid(1));
    let result = world.session().search("").unwrap();
    assert_eq!(crate::support::titles(&result.updates), ["Update 2"]);
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    let message = &result.warnings[0].message[0].1;
    assert!(
        message.contains(&guid(1).to_string()) && message.contains("the rules have a bug"),
        "{message}"
    );
}

#[test]
fn the_service_that_is_named_is_asked_alone() {
    let mut world = World::new();
    let other = Server::new(2).with(|record| record.is_registered_with_au = false);
    other.offer(revision(2, |_| ()));
    world.others.push(Arc::new(other));
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    let found = session.find(SearchRequest {
        server_selection: ServerSelection::Others,
        service_id: Some(world.others[0].id()),
        ..SearchRequest::default()
    });
    assert_eq!(crate::support::titles(&found), ["Update 2"]);
    assert_eq!(found[0].service, world.others[0].id());
    assert_eq!(found[0].server_selection, ServerSelection::Others);
    assert_eq!(world.server.syncs(), 0);
    assert_eq!(session.titles(""), ["Update 1"]);
}

#[test]
fn two_services_that_offer_the_same_are_heard_in_their_order() {
    let mut world = World::new();
    let other = Server::new(2);
    other.offer(revision(1, |_| ()));
    world.others.push(Arc::new(other));
    world.server.offer(revision(1, |_| ()));
    let found = world.session().find("");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].service, world.server.id());
}

#[test]
fn a_search_that_is_aborted_says_so() {
    let world = World::new();
    *lock(&world.server.hangs) = true;
    let job = world.session().prepare_search("");
    job.start(wua_agent::Callbacks::default());
    crate::support::eventually("the service is asked", || world.server.syncs() == 1);
    job.request_abort();
    let result = job.wait().unwrap();
    assert_eq!(result.code, OperationResultCode::Aborted);
    assert_eq!(result.hresult, code::WU_E_CALL_CANCELLED);
    assert!(result.updates.is_empty());
}

#[test]
fn categories_form_a_tree_of_what_was_considered() {
    let world = World::new();
    let category = |number, parent: Option<u128>| {
        Arc::new(Category {
            id: guid(number),
            category_type: CategoryType::Product,
            parent: parent.map(guid),
            order: 0,
            texts: Vec::new(),
            image: None,
        })
    };
    *lock(&world.server.categories) =
        vec![category(100, None), category(101, Some(100)), category(200, None)];
    world
        .server
        .offer(revision(1, |revision| revision.categories = vec![guid(101)]));
    world
        .server
        .offer(revision(2, |revision| revision.categories = vec![guid(200)]));
    world.computer.put(guid(2));
    let session = world.session();
    for request in [SearchRequest::from("IsInstalled=0"), offline("IsInstalled=0")] {
        let result = session.search(request).unwrap();
        let update = result.updates.first().unwrap();
        assert_eq!(update.categories[0].id, guid(101));
        let roots = result.categories.roots_of(&result.updates);
        assert_eq!(roots.len(), 1, "the root of what is installed does not count");
        assert_eq!(roots[0].id, guid(100));
        assert_eq!(result.categories.updates_in(guid(100)).len(), 1);
        assert_eq!(
            crate::support::titles(&result.categories.updates_in(guid(200))),
            ["Update 2"],
            "a category has its updates, found or not"
        );
    }
}

#[test]
fn the_members_of_a_bundle_are_evaluated_one_by_one() {
    let world = World::new();
    world.server.offer(bundle(
        1,
        vec![revision(11, |_| ()), revision(12, |_| ()), revision(13, |_| ())],
    ));
    world.computer.put(guid(11));
    world.computer.is_not_for(guid(13));
    let update = world.session().find("").remove(0);
    let members: Vec<_> = update
        .bundled
        .iter()
        .map(|member| (member.applicability.applicable, member.applicability.installed))
        .collect();
    assert_eq!(members, [(true, true), (true, false), (false, false)]);
    assert!(!update.applicability.installed);
}

#[test]
fn what_was_offered_is_stored_before_it_is_used() {
    let mut world = World::new();
    let recorder = Arc::new(Recorder::default());
    world.checkpoints = recorder.clone();
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    session.find("");
    assert_eq!(recorder.take(), [step::OFFER_STORED]);
    session.find(offline(""));
    assert!(recorder.take().is_empty(), "offline nothing is written");
}

#[test]
fn a_plan_says_whom_a_search_would_ask() {
    let world = World::new();
    let plan = world.session().plan_search(&SearchRequest::default()).unwrap();
    assert_eq!(plan.services[0].name, "Server 1");
    assert!(
        plan.to_string().contains("IsInstalled=0 and IsHidden=0"),
        "{plan}"
    );
    assert_eq!(world.server.syncs(), 0);
}

#[test]
fn services_are_told_which_proxy_their_client_wants() {
    let world = World::new();
    world.server.offer_file(1, b"file");
    let mut session = world.session();
    let direct = ProxySettings {
        auto_detect: false,
        ..ProxySettings::default()
    };
    session.proxy = direct.clone();
    let found = session.search("").unwrap().updates.clone();
    let job = session.prepare_download(DownloadRequest::new(found)).unwrap();
    job.start(Callbacks::default());
    job.wait().unwrap();
    assert_eq!(*lock(&world.server.proxies), [direct.clone(), direct]);
    world.session().search("").unwrap();
    assert_eq!(
        lock(&world.server.proxies).last(),
        Some(&ProxySettings::default())
    );
}
