//! One installation at a time: the second one is refused, or waits.

use std::time::Duration;

use wua_agent::{Callbacks, InstallRequest, Phase, Session, Update};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::{ALL, Doing, World, eventually};

fn downloaded(world: &World, session: &Session, numbers: &[u128]) -> Vec<Update> {
    for number in numbers {
        world
            .server
            .offer_file(*number, format!("body {number}").as_bytes());
    }
    let found = session.find(ALL);
    session.download(&found);
    found
}

#[test]
fn a_second_installation_is_refused_while_one_runs() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    world.computer.close_gate();
    let job = session
        .prepare_install(InstallRequest::new(updates[..1].to_vec()))
        .unwrap();
    job.start(Callbacks::default());
    eventually("it is installing", || world.computer.calls().len() == 1);
    assert!(session.agent().is_busy());
    let error = session
        .prepare_install(InstallRequest::new(updates[1..].to_vec()))
        .err()
        .unwrap();
    assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);
    let id = session.agent().jobs().unwrap()[0].id;
    let says = format!("process {}, install {id}", std::process::id());
    assert!(error.message().contains(&says), "{error}");
    assert_eq!(
        session.agent().commit().unwrap_err().hresult(),
        code::WU_E_OPERATIONINPROGRESS
    );
    world.computer.open_gate();
    job.wait().unwrap();
    job.clean_up();
    assert!(!session.agent().is_busy());
    assert_eq!(
        session.install(&updates[1..]).code,
        OperationResultCode::Succeeded
    );
    session.agent().commit().unwrap();
    assert_eq!(world.computer.calls().last().unwrap(), "commit");
}

#[test]
fn a_second_installation_waits_if_it_is_asked_to() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    world.computer.close_gate();
    let first = session
        .prepare_install(InstallRequest::new(updates[..1].to_vec()))
        .unwrap();
    first.start(Callbacks::default());
    let waiting = |wait| InstallRequest {
        wait,
        ..InstallRequest::new(updates[1..].to_vec())
    };
    let impatient = session
        .prepare_install(waiting(Duration::from_millis(30)))
        .unwrap();
    impatient.start(Callbacks::default());
    let error = impatient.wait().unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);

    let second = session.prepare_install(waiting(Duration::from_mins(1))).unwrap();
    second.start(Callbacks::default());
    assert_eq!(second.progress().phase, Phase::Waiting);
    world.computer.open_gate();
    assert_eq!(second.wait().unwrap().code, OperationResultCode::Succeeded);
    assert_eq!(world.computer.calls(), ["+Update 1", "+Update 2"]);

    let aborted = session.prepare_install(waiting(Duration::from_mins(1))).unwrap();
    drop(aborted);
    assert!(!session.agent().is_busy());
}

#[test]
fn waiting_for_another_installation_can_be_aborted() {
    let world = World::new();
    let session = world.session();
    let updates = downloaded(&world, &session, &[1, 2]);
    let held = session
        .prepare_install(InstallRequest::new(updates[..1].to_vec()))
        .unwrap();
    let waiting = session
        .prepare_install(InstallRequest {
            wait: Duration::from_mins(1),
            ..InstallRequest::new(updates[1..].to_vec())
        })
        .unwrap();
    waiting.start(Callbacks::default());
    waiting.request_abort();
    let result = waiting.wait().unwrap();
    assert_eq!(result.code, OperationResultCode::Aborted);
    assert_eq!(result.updates[0].code, OperationResultCode::NotStarted);
    drop(held);
}
