//! A full disk: a clear error, nothing lost, and everything works again once there is room.
//!
//! Both tests run in a process of their own, on a disk of two megabytes.

use wua_agent::{InstallRequest, JobStatus, SearchRequest};
use wua_com::HResult;
use wua_defs::enums::OperationResultCode;

use crate::support::child::on_small_disk;
use crate::support::{ALL, Doing, Script, World, empty_disk, fill_disk, guid, revision};

const DISK_FULL: HResult = HResult::from_u32(0x8007_0070);

fn offline() -> SearchRequest {
    SearchRequest {
        online: false,
        ..SearchRequest::from(ALL)
    }
}

pub(crate) fn live(world: &str) {
    let world = World::at(world);
    world.server.offer_file(1, &vec![1; 500_000]);
    let session = world.session();
    let found = session.find(ALL);
    fill_disk(&world.path(), 200_000);

    let result = session.download(&found);
    assert_eq!(result.updates[0].hresult, DISK_FULL);
    assert!(
        result.updates[0].message.contains("free some space"),
        "{result:?}"
    );
    for number in 100..2_100 {
        world.server.offer(revision(number, |_| ()));
    }
    let error = session.search(ALL).unwrap_err();
    assert_eq!(error.hresult(), DISK_FULL);
    assert!(error.message().contains("wua.db"), "{error}");
    assert_eq!(session.find(offline()).len(), 1, "what was known is known");

    empty_disk(&world.path());
    assert_eq!(session.find(ALL).len(), 2_001);
    assert_eq!(session.download(&found).code, OperationResultCode::Succeeded);
    drop(session);
    assert_eq!(world.session().find(offline()).len(), 2_001);
}

pub(crate) fn install(world: &str) {
    let world = World::at(world);
    world.server.offer_file(1, b"one");
    world.computer.script(guid(1), Script::FillDisk);
    let session = world.session();
    let found = session.find(ALL);
    session.download(&found);
    let error = session
        .try_install(InstallRequest::new(found.clone()))
        .unwrap_err();
    assert_eq!(error.hresult(), DISK_FULL);
    assert!(
        world.computer.has(guid(1)),
        "it was installed, and could not be recorded"
    );
    empty_disk(&world.computer.folder);

    let session = world.session();
    let entries = session.history("", 0, 9).unwrap();
    assert_eq!(entries.len(), 1, "now it is recorded");
    assert_eq!(entries[0].code, OperationResultCode::Succeeded);
    assert_eq!(session.agent().jobs().unwrap()[0].state, JobStatus::Interrupted);
    let again = session.install(&found);
    assert_eq!(again.code, OperationResultCode::Succeeded);
    assert_eq!(world.computer.calls(), ["+Update 1"], "and not repeated");
}

fn run(scenario: &str) {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut child) = on_small_disk(scenario, folder.path()) else {
        let is_root = std::fs::read_dir("/root").is_ok();
        assert!(
            !is_root,
            "root can make small disks where unshare and mount are installed"
        );
        eprintln!("not run: {scenario}: this user may not make small disks");
        return;
    };
    assert!(child.status().unwrap().success(), "{scenario}");
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_everything_fails_clearly_and_works_again_later() {
    run("full disk");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_while_something_is_installed_loses_nothing() {
    run("disk that fills");
}
