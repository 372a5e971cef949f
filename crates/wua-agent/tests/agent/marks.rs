//! What people set on updates: hidden, licence accepted; and that everyone sees it.

use wua_agent::{Eula, Revision};
use wua_com::{Lcid, code};

use crate::support::{ALL, Doing, World, bundle, guid, revision};

fn licence(number: u128) -> Eula {
    Eula {
        id: guid(number),
        texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
    }
}

fn licensed(number: u128) -> impl FnOnce(&mut Revision) {
    move |revision| revision.eula = Some(licence(number))
}

#[test]
fn everyone_who_holds_an_update_sees_that_it_is_hidden() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    let (one, other) = (session.find("").remove(0), session.find("").remove(0));
    session.agent().set_hidden(&one, true).unwrap();
    assert!(one.marks.is_hidden() && other.marks.is_hidden());
    session.agent().set_hidden(&other, false).unwrap();
    assert!(!one.marks.is_hidden());
}

#[test]
fn what_is_hidden_stays_hidden_after_a_new_start_and_in_a_new_revision() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let session = world.session();
    session
        .agent()
        .set_hidden(&session.find("").remove(0), true)
        .unwrap();
    drop(session);
    world.server.withdraw();
    world
        .server
        .offer(revision(1, |revision| revision.identity.revision = 2));
    let session = world.session();
    assert!(session.titles("").is_empty());
    assert_eq!(session.titles("IsHidden=1").len(), 1);
}

#[test]
fn a_mandatory_update_cannot_be_hidden() {
    let world = World::new();
    world
        .server
        .offer(revision(1, |revision| revision.is_mandatory = true));
    let session = world.session();
    let update = session.find("").remove(0);
    let error = session.agent().set_hidden(&update, true).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DS_DECLINENOTALLOWED);
    assert!(error.message().contains("Update 1"), "{error}");
    session.agent().set_hidden(&update, false).unwrap();
}

#[test]
fn a_change_by_another_process_is_seen_at_the_next_search() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let (here, there) = (world.session(), world.session());
    let held = here.find("").remove(0);
    there.agent().set_hidden(&there.find("").remove(0), true).unwrap();
    assert!(!held.marks.is_hidden(), "nobody told this process");
    assert!(here.titles("").is_empty());
    assert!(held.marks.is_hidden(), "now it knows");
}

#[test]
fn a_change_by_another_process_is_seen_even_if_the_update_is_offered_no_longer() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    let (here, there) = (world.session(), world.session());
    let held = here.find("").remove(0);
    there.agent().set_hidden(&there.find("").remove(0), true).unwrap();
    world.server.withdraw();
    assert!(here.titles(ALL).is_empty());
    assert!(held.marks.is_hidden());
}

#[test]
fn an_update_without_a_licence_counts_as_accepted() {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.server.offer(revision(2, licensed(9)));
    let session = world.session();
    let found = session.find("");
    assert!(found[0].marks.is_eula_accepted());
    assert!(!found[1].marks.is_eula_accepted());
    session.agent().accept_eula(&found[0]).unwrap();
}

#[test]
fn a_licence_that_several_updates_share_is_accepted_once() {
    let world = World::new();
    world.server.offer(revision(1, licensed(9)));
    world.server.offer(revision(2, licensed(9)));
    let session = world.session();
    let found = session.find("");
    session.agent().accept_eula(&found[0]).unwrap();
    assert!(found[1].marks.is_eula_accepted());
    drop(session);
    assert!(
        world
            .session()
            .find(ALL)
            .iter()
            .all(|update| update.marks.is_eula_accepted())
    );
}

#[test]
fn the_licences_of_a_bundle_are_those_of_its_members() {
    let world = World::new();
    world
        .server
        .offer(bundle(1, vec![revision(11, licensed(9)), revision(12, |_| ())]));
    let session = world.session();
    let update = session.find("").remove(0);
    assert!(!update.marks.is_eula_accepted(), "a member has a licence");
    session.agent().accept_eula(&update).unwrap();
    assert!(update.marks.is_eula_accepted() && update.bundled[0].marks.is_eula_accepted());
}

#[test]
fn every_member_of_a_bundle_has_marks_whether_it_concerns_this_computer_or_not() {
    let world = World::new();
    world
        .server
        .offer(bundle(1, vec![revision(11, |_| ()), revision(12, |_| ())]));
    world.computer.is_not_for(guid(12));
    let member = world.session().find("").remove(0).bundled.remove(1);
    assert!(!member.applicability.applicable);
    assert!(member.marks.is_eula_accepted(), "it has no licence");
}

#[test]
fn a_licence_that_nobody_can_read_cannot_be_accepted() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.eula = Some(Eula {
            id: guid(9),
            texts: Vec::new(),
        });
    }));
    let session = world.session();
    let error = session
        .agent()
        .accept_eula(&session.find("").remove(0))
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_EULA_UNAVAILABLE);
}
