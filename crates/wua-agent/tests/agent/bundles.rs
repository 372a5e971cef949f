//! Bundles: members in order, one result.

use wua_agent::{JobStatus, Update};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::{ALL, Doing, Script, World, bundle, guid, one, revision, with_file};

/// A bundle (1) of three members (11, 12, 13), downloaded.
fn bundled(world: &World) -> (wua_agent::Session, Update) {
    let members = [11_u128, 12, 13];
    world.server.offer(bundle(
        1,
        members
            .iter()
            .map(|number| with_file(*number, format!("{number}").as_bytes()))
            .collect(),
    ));
    for number in members {
        world
            .server
            .has_file(&format!("{number}.bin"), format!("{number}").as_bytes());
    }
    let session = world.session();
    let update = session.find(ALL).remove(0);
    session.download(one(&update));
    (session, update)
}

#[test]
fn the_members_are_installed_in_their_order_as_far_as_they_are_needed() {
    let world = World::new();
    world.computer.is_not_for(guid(12));
    let (session, update) = bundled(&world);
    let result = session.install(one(&update));
    assert_eq!(result.updates.len(), 1);
    assert_eq!(result.updates[0].code, OperationResultCode::Succeeded);
    assert_eq!(world.computer.calls(), ["+Update 11", "+Update 13"]);
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history.len(), 1, "a bundle is one thing in the history");
    assert_eq!(history[0].revision, update.revision);
    assert_eq!(
        session.install(&[update]).updates[0].hresult,
        code::WU_S_ALREADY_INSTALLED
    );
}

#[test]
fn a_member_that_is_installed_already_is_left_alone() {
    let world = World::new();
    let (session, update) = bundled(&world);
    world.computer.put(guid(11));
    session.install(&[update]);
    assert_eq!(world.computer.calls(), ["+Update 12", "+Update 13"]);
}

#[test]
fn a_member_that_fails_makes_the_bundle_succeed_with_errors() {
    let world = World::new();
    let (session, update) = bundled(&world);
    world
        .computer
        .script(guid(12), Script::Fail(code::WU_E_UH_INSTALLERFAILURE, 5));
    let result = session.install(&[update]);
    assert_eq!(result.code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.updates[0].code, OperationResultCode::SucceededWithErrors);
    assert_eq!(result.updates[0].hresult, code::WU_S_UPDATE_ERROR);
    assert!(result.updates[0].message.contains("Update 12"), "{result:?}");
    assert_eq!(world.computer.calls().len(), 3, "the others were installed");
}

#[test]
fn a_bundle_is_taken_off_from_its_end() {
    let world = World::new();
    let members = vec![revision(11, |_| ()), revision(12, |_| ())];
    world.server.offer(revision(1, |revision| {
        revision.bundled = members;
        revision.is_uninstallable = true;
    }));
    let session = world.session();
    let update = session.find("").remove(0);
    session.install(one(&update));
    session.uninstall(&[update]);
    let calls = world.computer.calls();
    assert_eq!(calls, ["+Update 11", "+Update 12", "-Update 12", "-Update 11"]);
}

#[test]
fn a_bundle_with_files_of_its_own_is_installed_after_its_members() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.bundled = vec![self::revision(11, |_| ())];
        revision.contents = vec![crate::support::content("own", b"own")];
    }));
    world.server.has_file("own", b"own");
    let session = world.session();
    let update = session.find("").remove(0);
    session.download(one(&update));
    session.install(&[update]);
    assert_eq!(world.computer.calls(), ["+Update 11", "+Update 1"]);
}

#[test]
fn a_bundle_that_was_aborted_half_way_says_so() {
    let world = World::new();
    let (session, update) = bundled(&world);
    world.computer.script(guid(12), Script::UntilAborted);
    let job = session
        .prepare_install(wua_agent::InstallRequest::new(vec![update]))
        .unwrap();
    job.start(wua_agent::Callbacks::default());
    crate::support::eventually("the second member is installing", || {
        world.computer.calls().len() == 2
    });
    job.request_abort();
    let result = job.wait().unwrap();
    assert_eq!(result.updates[0].code, OperationResultCode::Aborted);
    let history = session.history("", 0, 10).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].code, OperationResultCode::Aborted);
    assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Aborted);
}
