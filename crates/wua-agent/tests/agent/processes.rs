//! Two processes on one state folder; and what other processes of these tests do.

use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::Duration;

use wua_agent::{Callbacks, DownloadRequest, DownloadResult, InstallRequest, Job, JobStatus};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::child::{command, spawn, task};
use crate::support::{ALL, Doing, Fetching, World, eventually, guid, lock};
use crate::{cleaning, deaths, full_disk, parallel, shared};

/// What a process does that another test started.
#[test]
#[ignore = "started by other tests, as another process"]
fn child() {
    let Some(task) = task() else { return };
    let words: Vec<&str> = task.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["install", world] => install(&offering(World::at(*world))),
        ["download", world] => download(&offering(World::at(*world))),
        ["install a third", world] => cleaning::install_third(&World::at(*world)),
        ["live", world, step, nth] => deaths::live_until(world, step, nth.parse().unwrap()),
        ["bundle", world, step, nth] => deaths::bundle_until(world, step, nth.parse().unwrap()),
        ["together", world, step, nth] => deaths::together_until(world, step, nth.parse().unwrap()),
        ["parallel", world, step, nth] => parallel::live_until(world, step, nth.parse().unwrap()),
        ["open", world, step] => deaths::open_until(world, step),
        ["shared", world, step, nth] => shared::live_until(world, step, nth.parse().unwrap()),
        ["without room", world] => shared::without_room(world),
        ["refused", world] => refused(world),
        ["full disk", world] => full_disk::live(world),
        ["disk that fills", world] => full_disk::install(world),
        _ => panic!("unknown task {task:?}"),
    }
}

/// A world whose service offers two updates.
fn offering(world: World) -> World {
    world.server.offer_file(1, b"one");
    world.server.offer_file(2, b"two");
    world
}

fn install(world: &World) {
    let session = world.session();
    let found = session.find(ALL);
    session.download(&found);
    session.install(&found[..1]);
}

/// Fails unless the state folder is refused to this process.
fn refused(world: &str) {
    let error = wua_agent::Agent::open(World::at(world).parts()).err().unwrap();
    assert_eq!(error.hresult(), code::E_ACCESSDENIED);
    assert!(error.message().contains("state"), "{error}");
}

#[test]
fn while_another_process_installs_this_one_is_told_which() {
    let world = offering(World::new());
    world.computer.close_gate();
    let mut other = spawn("install", &world.path(), &[]);
    eventually("the other process is installing", || {
        world.computer.calls().len() == 1
    });

    let session = world.session();
    assert!(session.agent().is_busy());
    let job = session.agent().jobs().unwrap().remove(0);
    assert_eq!(job.state, JobStatus::Running, "its job is its own");
    let found = session.find(ALL);
    let error = session
        .try_install(InstallRequest::new(found[1..].to_vec()))
        .unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_OPERATIONINPROGRESS);
    let says = format!("process {}, install {}", other.id(), job.id);
    assert!(error.message().contains(&says), "{error}");

    let patient = session
        .prepare_install(InstallRequest {
            wait: Duration::from_mins(1),
            ..InstallRequest::new(found[1..].to_vec())
        })
        .unwrap();
    patient.start(Callbacks::default());
    world.computer.open_gate();
    assert_eq!(patient.wait().unwrap().code, OperationResultCode::Succeeded);
    assert!(other.wait().unwrap().success());
    assert_eq!(world.computer.calls(), ["+Update 1", "+Update 2"]);
    assert_eq!(session.agent().history_count().unwrap(), 2);
}

#[test]
fn a_process_that_was_killed_leaves_no_lock_and_no_secret() {
    let world = offering(World::new());
    world.computer.close_gate();
    let mut other = spawn("install", &world.path(), &[]);
    eventually("the other process is installing", || {
        world.computer.calls().len() == 1
    });
    let before = world.session();
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(!before.agent().is_busy());

    world.computer.open_gate();
    let session = world.session();
    let job = session
        .agent()
        .jobs()
        .unwrap()
        .into_iter()
        .find(|job| job.kind == wua_agent::JobKind::Install)
        .unwrap();
    assert_eq!(job.state, JobStatus::Interrupted);
    assert!(job.message.contains("interrupted"), "{}", job.message);
    let entry = session.history("", 0, 9).unwrap().remove(0);
    assert_eq!(
        (entry.code, entry.hresult),
        (OperationResultCode::Failed, code::WU_E_SERVICE_STOP)
    );
    assert!(entry.message.contains("interrupted"), "{}", entry.message);
    let result = session.install(&session.find(&*format!("UpdateID='{}'", guid(1))));
    assert_eq!(result.code, OperationResultCode::Succeeded);
    assert_eq!(
        world.session().agent().history_count().unwrap(),
        2,
        "recovered once"
    );
}

#[test]
fn an_agent_that_was_open_before_ends_what_another_left_behind() {
    let world = offering(World::new());
    let session = world.session();
    world.computer.close_gate();
    let mut other = spawn("install", &world.path(), &[]);
    eventually("the other process is installing", || {
        world.computer.calls().len() == 1
    });
    other.kill().unwrap();
    other.wait().unwrap();
    world.computer.open_gate();
    let found = session.find(ALL);
    session.install(&found[1..]);
    let states: Vec<JobStatus> = session
        .agent()
        .jobs()
        .unwrap()
        .iter()
        .map(|job| job.state)
        .collect();
    assert_eq!(
        states,
        [JobStatus::Ended, JobStatus::Interrupted, JobStatus::Ended]
    );
}

#[test]
fn what_another_process_finds_and_downloads_is_seen_here() {
    let world = offering(World::new());
    let session = world.session();
    let offline = || wua_agent::SearchRequest {
        online: false,
        ..wua_agent::SearchRequest::from(ALL)
    };
    assert!(session.find(offline()).is_empty());
    let status = command("download", &world.path(), &[]).status().unwrap();
    assert!(status.success());
    let found = session.find(offline());
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|update| update.marks.is_downloaded()));
}

/// What a process does that downloads, while the gate is closed half of each file; it notes how often it has fetched.
fn download(world: &World) {
    *lock(&world.server.fetching) = Fetching::HalfUntilGone(world.computer.gate.clone());
    let session = world.session();
    let result = session.download(&session.find(ALL));
    assert_eq!(result.code, OperationResultCode::Succeeded);
    let note = world.path().join(format!("fetched-{}", std::process::id()));
    fs::write(note, world.server.fetched().len().to_string()).unwrap();
}

fn body(world: &World, number: u128) -> PathBuf {
    world.cache().join(format!("{}.1/{number}.bin", guid(number)))
}

fn half_has_come(world: &World) -> bool {
    let part = body(world, 1).with_added_extension("part");
    fs::metadata(part).is_ok_and(|file| file.len() > 0)
}

/// Another process, which has fetched half of a file, and a download of this one.
fn both_download(world: &World) -> (Child, Job<DownloadResult>) {
    world.computer.close_gate();
    let other = spawn("download", &world.path(), &[]);
    eventually("the other process fetches", || half_has_come(world));
    let session = world.session();
    let job = session
        .prepare_download(DownloadRequest::new(session.find(ALL)))
        .unwrap();
    job.start(Callbacks::default());
    (other, job)
}

#[test]
fn what_another_process_fetches_is_waited_for_and_not_fetched_again() {
    let world = offering(World::new());
    let (mut other, job) = both_download(&world);
    std::thread::sleep(Duration::from_millis(200));
    assert!(world.server.fetched().is_empty(), "it waits");
    world.computer.open_gate();
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    assert!(other.wait().unwrap().success());
    let first = |(name, _): &(String, u64)| name == "1.bin";
    assert!(!world.server.fetched().iter().any(first));
    assert_eq!(fs::read(body(&world, 1)).unwrap(), b"one");
    assert_eq!(fs::read(body(&world, 2)).unwrap(), b"two");
}

#[test]
fn what_a_process_that_was_killed_has_fetched_is_continued_by_who_waits_for_it() {
    let world = offering(World::new());
    let (mut other, job) = both_download(&world);
    std::thread::sleep(Duration::from_millis(100));
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    assert_eq!(
        world.server.fetched(),
        [("1.bin".to_owned(), 1), ("2.bin".to_owned(), 0)]
    );
    assert_eq!(fs::read(body(&world, 1)).unwrap(), b"one");
}

#[test]
fn processes_that_download_the_same_at_once_fetch_each_file_once() {
    let world = offering(World::new());
    let others: Vec<_> = (0..3).map(|_| spawn("download", &world.path(), &[])).collect();
    let mut fetched = 0;
    for mut other in others {
        assert!(other.wait().unwrap().success());
        let note = world.path().join(format!("fetched-{}", other.id()));
        fetched += fs::read_to_string(note).unwrap().parse::<usize>().unwrap();
    }
    assert_eq!(fetched, 2);
    for (number, expected) in [(1, b"one"), (2, b"two")] {
        let path = body(&world, number);
        assert_eq!(fs::read(&path).unwrap(), expected);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}

#[test]
fn readers_do_not_wait_for_a_writer_of_another_process() {
    let world = offering(World::new());
    let session = world.session();
    session.find(ALL);
    let other = rusqlite::Connection::open(world.state().join("wua.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let offline = wua_agent::SearchRequest {
        online: false,
        ..wua_agent::SearchRequest::from(ALL)
    };
    let began = std::time::Instant::now();
    assert_eq!(session.find(offline.clone()).len(), 2);
    assert_eq!(
        world.session().find(offline).len(),
        2,
        "nor does who starts only now"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
    other.execute_batch("ROLLBACK").unwrap();
}
