//! Files of updates out of the cache and into it, and whether they are there: `CopyFromCache`, `CopyToCache`,
//! `IsDownloaded`.

use std::collections::HashSet;
use std::fs;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use wua_agent::{Callbacks, DownloadRequest, InstallRequest, Session, Update};
use wua_com::code;
use wua_testkit::update_server::Draft;

use crate::support::{CLASSIFICATION, PRODUCT, Place, WINDOWS, World, guid, rule};

/// The only update that is found.
fn only(session: &Session) -> Update {
    let found = session.search("").unwrap().updates.clone();
    assert_eq!(found.len(), 1);
    found[0].clone()
}

fn download(session: &Session, update: &Update) {
    let job = session.prepare_download(DownloadRequest::new(vec![update.clone()]));
    let result = job.unwrap().run(Callbacks::default()).unwrap();
    assert!(result.hresult.is_success(), "{result:?}");
}

/// Another computer of the same server.
fn another(world: &World, folder: &Path) -> Session {
    let session = World::open_in(folder, Arc::new(Place(Arc::default())), Vec::new());
    session
        .agent()
        .add_update_server("updates", &world.settings(), true)
        .unwrap();
    session
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn files_asked_for(world: &World) -> usize {
    let asked = world.server.asked();
    asked
        .iter()
        .filter(|asked| asked.path.starts_with("/Content"))
        .count()
}

/// An update that brings the server's file with these bytes.
fn revision(world: &World, number: i32, bytes: &[u8]) -> Draft {
    let file = world
        .server
        .catalogue(|catalogue| catalogue.content.add("setup-1.exe", bytes));
    Draft::software(guid(1), "A clock")
        .revision(number)
        .belongs_to(&[PRODUCT])
        .belongs_to(&[CLASSIFICATION])
        .requires(&[WINDOWS])
        .installed_if(&rule(guid(1)))
        .installable_if("<True/>")
        .file("setup-1.exe", &file)
        .command_line("setup-1.exe", "/quiet")
}

#[test]
fn files_go_from_one_computer_to_another_and_the_server_is_not_asked_for_them() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let first = world.session();
    let update = only(&first);
    let carried = tempfile::tempdir().unwrap();
    let early = first.agent().copy_from_cache(&update, carried.path(), false);
    assert_eq!(early.unwrap_err().hresult(), code::WU_E_DM_NOTDOWNLOADED);
    download(&first, &update);
    first
        .agent()
        .copy_from_cache(&update, carried.path(), false)
        .unwrap();
    assert_eq!(
        fs::read(carried.path().join("setup-1.exe")).unwrap(),
        b"program 1"
    );

    let folder = tempfile::tempdir().unwrap();
    let second = another(&world, folder.path());
    let update = only(&second);
    world.server.forget_asked();
    assert!(!update.marks.is_downloaded());
    second
        .agent()
        .copy_to_cache(&update, &files(carried.path()))
        .unwrap();
    assert!(update.marks.is_downloaded());
    download(&second, &update);
    let install = second.prepare_install(InstallRequest::new(vec![update])).unwrap();
    let result = install.run(Callbacks::default()).unwrap();
    assert!(result.hresult.is_success(), "{result:?}");
    assert_eq!(files_asked_for(&world), 0);
    world.is_content();
}

#[test]
fn a_file_that_is_not_the_servers_is_not_taken() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    let update = only(&session);
    let folder = tempfile::tempdir().unwrap();
    let take = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        session
            .agent()
            .copy_to_cache(&update, &[file])
            .unwrap_err()
            .hresult()
    };
    assert_eq!(take("setup-1.exe", b"program 2"), code::WU_E_DM_INCORRECTFILEHASH);
    assert_eq!(take("other.exe", b"program 2"), code::E_INVALIDARG);
    assert!(!update.marks.is_downloaded());
}

#[test]
fn a_new_revision_is_downloaded_when_its_own_files_are() {
    let world = World::new();
    world.approve(&[revision(&world, 1, b"one")]);
    let session = world.session();
    download(&session, &only(&session));
    assert!(only(&session).marks.is_downloaded());
    world.approve(&[revision(&world, 2, b"two")]);
    let update = only(&session);
    assert_eq!(update.identity().revision, 2);
    assert!(!update.marks.is_downloaded());
    download(&session, &update);
    assert!(update.marks.is_downloaded());
}

#[test]
fn a_limit_is_kept_over_one_connection() {
    let world = World::new();
    let bytes: Vec<u8> = (0..2_u32 << 20).flat_map(u32::to_le_bytes).collect();
    world.approve(&[revision(&world, 1, &bytes)]);
    let session = world.session();
    let update = only(&session);
    session.agent().limit_downloads(NonZeroU64::new(4 << 20));
    let began = Instant::now();
    download(&session, &update);
    let took = began.elapsed();
    assert!(
        (Duration::from_millis(1_800)..Duration::from_secs(10)).contains(&took),
        "8 MiB at 4 MiB/s took {took:?}"
    );
    let asked = world.server.asked();
    let files = asked.iter().filter(|asked| asked.path.starts_with("/Content"));
    let connections: HashSet<u64> = files.map(|asked| asked.connection).collect();
    assert_eq!(connections.len(), 1);
}

#[test]
fn what_somebody_has_deleted_is_not_downloaded() {
    let world = World::new();
    world.approve(&[world.program(1, "A clock")]);
    let session = world.session();
    download(&session, &only(&session));
    fs::remove_dir_all(world.folder.path().join("cache")).unwrap();
    assert!(!only(&session).marks.is_downloaded());
}

#[test]
fn without_its_licence_an_update_gives_no_files_away() {
    let world = World::new();
    let licence = world
        .server
        .catalogue(|catalogue| catalogue.content.add("eula.txt", *b"Do no harm."));
    world.approve(&[world.program(1, "A clock").eula(guid(0xE1), "en", &licence)]);
    let session = world.session();
    let update = only(&session);
    let folder = tempfile::tempdir().unwrap();
    let copy = || session.agent().copy_from_cache(&update, folder.path(), false);
    assert_eq!(copy().unwrap_err().hresult(), code::WU_E_EULAS_DECLINED);
}
