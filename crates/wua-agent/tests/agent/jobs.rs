//! Jobs: callbacks, waiting, and what keeps them from standing still for ever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use wua_agent::{Callbacks, DownloadRequest, InstallRequest, Job, Phase, SearchResult, Session};
use wua_com::code;
use wua_defs::enums::OperationResultCode;

use crate::support::{Doing, World, eventually, lock};

/// A search that its service keeps waiting.
fn hanging(world: &World) -> (Session, Job<SearchResult>) {
    *lock(&world.server.hangs) = true;
    let session = world.session();
    let job = session.prepare_search("");
    (session, job)
}

fn let_go(world: &World) {
    *lock(&world.server.hangs) = false;
}

#[test]
fn a_job_has_its_result_before_it_tells_that_it_has_completed() {
    let world = World::new();
    let job = world.session().prepare_search("");
    let (sender, receiver) = channel();
    let inside = job.clone();
    job.start(Callbacks {
        on_progress: None,
        on_completed: Some(Box::new(move || {
            let result = inside.wait().unwrap();
            inside.clean_up();
            sender.send((inside.is_completed(), result.code)).unwrap();
        })),
    });
    assert_eq!(receiver.recv().unwrap(), (true, OperationResultCode::Succeeded));
    job.clean_up();
    assert_eq!(job.progress().phase, Phase::Finished);
    assert_eq!(job.progress().percent, 100);
}

#[test]
fn everyone_who_waits_gets_the_same_result() {
    let world = World::new();
    let (_session, job) = hanging(&world);
    job.start(Callbacks::default());
    let waiting: Vec<_> = (0..4)
        .map(|_| {
            let job = job.clone();
            std::thread::spawn(move || job.wait().unwrap())
        })
        .collect();
    assert!(!job.is_completed());
    let_go(&world);
    let result = job.wait().unwrap();
    for waiter in waiting {
        assert!(Arc::ptr_eq(&waiter.join().unwrap(), &result));
    }
}

#[test]
fn a_callback_that_waits_for_its_own_job_is_refused_instead_of_waiting_for_ever() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let job = session
        .prepare_download(DownloadRequest::new(session.find("")))
        .unwrap();
    let errors = Arc::new(Mutex::new(Vec::new()));
    let (inside, told) = (job.clone(), Arc::clone(&errors));
    job.start(Callbacks {
        on_progress: Some(Box::new(move |_| {
            inside.clean_up();
            if let Err(error) = inside.wait() {
                lock(&told).push(error.hresult());
            }
        })),
        on_completed: None,
    });
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    job.clean_up();
    assert!(
        lock(&errors)
            .iter()
            .all(|hresult| *hresult == code::WU_E_INVALID_OPERATION)
    );
    assert!(!lock(&errors).is_empty());
}

#[test]
fn clean_up_waits_until_the_callbacks_are_gone() {
    struct Loud(Arc<AtomicUsize>);
    impl Drop for Loud {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let world = World::new();
    let gone = Arc::new(AtomicUsize::new(0));
    let (progress, completed) = (Loud(Arc::clone(&gone)), Loud(Arc::clone(&gone)));
    let job = world.session().prepare_search("");
    job.start(Callbacks {
        on_progress: Some(Box::new(move |_| {
            let _held = &progress;
        })),
        on_completed: Some(Box::new(move || {
            let _held = &completed;
            std::thread::sleep(std::time::Duration::from_millis(20));
        })),
    });
    job.clean_up();
    assert_eq!(gone.load(Ordering::SeqCst), 2);
}

#[test]
fn a_callback_with_a_bug_is_let_go_and_the_job_goes_on() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let found = session.find("");
    session.download(&found);
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let job = session.prepare_install(InstallRequest::new(found)).unwrap();
    job.start(Callbacks {
        on_progress: Some(Box::new(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            panic!("the callback has a bug");
        })),
        on_completed: Some(Box::new(|| panic!("so has this one"))),
    });
    job.clean_up();
    assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn a_job_that_panics_ends_with_an_error_that_says_so() {
    struct Broken;
    impl wua_agent::ports::Checkpoints for Broken {
        fn reached(&self, _: &'static str) {
            panic!("out of paper");
        }
    }
    let mut world = World::new();
    world.checkpoints = Arc::new(Broken);
    let (sender, receiver) = channel();
    let job = world.session().prepare_search("");
    job.start(Callbacks {
        on_progress: None,
        on_completed: Some(Box::new(move || sender.send(()).unwrap())),
    });
    receiver.recv().unwrap();
    let error = job.wait().unwrap_err();
    assert_eq!(error.hresult(), code::E_UNEXPECTED);
    assert!(error.message().contains("out of paper"), "{error}");
    job.clean_up();
}

#[test]
fn a_job_goes_on_when_nobody_holds_it_any_more() {
    let world = World::new();
    let (session, job) = hanging(&world);
    let (sender, receiver) = channel();
    job.start(Callbacks {
        on_progress: None,
        on_completed: Some(Box::new(move || sender.send(()).unwrap())),
    });
    drop((session, job));
    let_go(&world);
    receiver.recv().unwrap();
}

#[test]
fn a_job_that_was_never_started_leaves_nothing() {
    let world = World::new();
    world.server.offer_file(1, b"one");
    let session = world.session();
    let found = session.find("");
    let download = session
        .prepare_download(DownloadRequest::new(found.clone()))
        .unwrap();
    let install = session
        .prepare_install(InstallRequest::new(found.clone()))
        .unwrap();
    assert!(session.agent().is_busy(), "nobody can come before it");
    drop((download, install));
    assert!(!session.agent().is_busy());
    assert!(session.agent().jobs().unwrap().is_empty());
    session.prepare_install(InstallRequest::new(found)).unwrap();
}

#[test]
fn waiting_for_a_job_that_was_never_started_is_refused() {
    let world = World::new();
    let job = world.session().prepare_search("");
    assert_eq!(job.wait().unwrap_err().hresult(), code::WU_E_INVALID_OPERATION);
    job.clean_up();
    assert_eq!(job.progress().phase, Phase::Waiting);
}

#[test]
fn a_job_begins_once() {
    let world = World::new();
    let job = world.session().prepare_search("");
    job.start(Callbacks::default());
    job.start(Callbacks {
        on_progress: None,
        on_completed: Some(Box::new(|| panic!("never told"))),
    });
    job.wait().unwrap();
    job.clean_up();
    assert_eq!(world.server.syncs(), 1);
}

#[test]
fn progress_is_told_when_it_changed_noticeably() {
    let world = World::new();
    world.server.offer_file(1, &vec![1; 100_000]);
    let session = world.session();
    let job = session
        .prepare_download(DownloadRequest::new(session.find("")))
        .unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let telling = Arc::clone(&told);
    job.start(Callbacks {
        on_progress: Some(Box::new(move |progress| lock(&telling).push(progress.clone()))),
        on_completed: None,
    });
    job.clean_up();
    let told = lock(&told);
    assert!(
        told.windows(2).all(|pair| pair[0] != pair[1]),
        "nothing is told twice"
    );
    eventually("it was told", || !told.is_empty());
}

#[test]
fn the_newest_job_is_listed_first() {
    let world = World::new();
    let session = world.session();
    for number in 1..=3 {
        world.server.offer_file(number, b"body");
        session.download(&session.find(""));
        world.clock.pass(10);
    }
    let jobs = session.agent().jobs().unwrap();
    let ids: Vec<i64> = jobs.iter().map(|job| job.id).collect();
    assert_eq!(ids, [3, 2, 1]);
    assert!(jobs[0].started > jobs[1].started);
    assert_eq!(jobs[0].updates.len(), 3);
}
