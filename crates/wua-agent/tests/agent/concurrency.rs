//! Many at once in one process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use wua_agent::{Callbacks, DownloadRequest, SearchRequest};
use wua_defs::enums::OperationResultCode;

use crate::support::{ALL, Doing, World, revision};

#[test]
fn readers_go_on_while_a_download_writes() {
    let world = World::new();
    for number in 1..=40 {
        world
            .server
            .offer_file(number, format!("body {number}").as_bytes());
    }
    let session = world.session();
    let found = session.find(ALL);
    let is_done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (session, is_done) = (session.clone(), Arc::clone(&is_done));
            std::thread::spawn(move || {
                let mut rounds = 0;
                while !is_done.load(Ordering::SeqCst) || rounds == 0 {
                    let offline = SearchRequest {
                        online: false,
                        ..SearchRequest::from(ALL)
                    };
                    assert_eq!(session.find(offline).len(), 40);
                    session.agent().history_count().unwrap();
                    session.agent().jobs().unwrap();
                    session.agent().services().unwrap();
                    rounds += 1;
                }
            })
        })
        .collect();
    let result = session.download(&found);
    is_done.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.join().unwrap();
    }
    assert_eq!(result.code, OperationResultCode::Succeeded);
    assert!(found.iter().all(|update| update.marks.is_downloaded()));
}

#[test]
fn searches_at_once_agree() {
    let world = World::new();
    for number in 1..=100 {
        world.server.offer(revision(number, |_| ()));
    }
    let session = world.session();
    let jobs: Vec<_> = (0..8)
        .map(|_| {
            let job = session.prepare_search("");
            job.start(Callbacks::default());
            job
        })
        .collect();
    for job in jobs {
        assert_eq!(job.wait().unwrap().updates.len(), 100);
    }
}

#[test]
fn downloads_of_the_same_at_once_fetch_it_once() {
    let world = World::new();
    world.server.offer_file(1, &vec![9; 50_000]);
    let session = world.session();
    let found = session.find("");
    let jobs: Vec<_> = (0..4)
        .map(|_| {
            let job = session
                .prepare_download(DownloadRequest::new(found.clone()))
                .unwrap();
            job.start(Callbacks::default());
            job
        })
        .collect();
    for job in jobs {
        assert_eq!(job.wait().unwrap().code, OperationResultCode::Succeeded);
    }
    assert_eq!(world.server.fetched().len(), 1);
}

#[test]
fn marks_are_the_same_for_all_threads() {
    let world = World::new();
    for number in 1..=10 {
        world.server.offer(revision(number, |_| ()));
    }
    let session = world.session();
    let held = session.find(ALL);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let session = session.clone();
            std::thread::spawn(move || {
                for update in session.find(ALL) {
                    session.agent().set_hidden(&update, true).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(held.iter().all(|update| update.marks.is_hidden()));
    assert!(session.titles("").is_empty());
}
