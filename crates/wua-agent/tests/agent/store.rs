//! A store that cannot be opened says which file is in the way and what to do, and stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use wua_agent::Agent;
use wua_com::{Error, code};

use crate::support::child::command;
use crate::support::{ALL, Doing, World, revision};

fn file(world: &World) -> PathBuf {
    world.state().join("wua.db")
}

/// A world with a store in which something is.
fn lived_in() -> World {
    let world = World::new();
    world.server.offer(revision(1, |_| ()));
    world.session().find(ALL);
    world
}

/// Opens, which fails, and leaves all files as they were.
fn refused(world: &World) -> Error {
    let before = contents(&world.state());
    let error = Agent::open(world.parts()).err().unwrap();
    assert_eq!(contents(&world.state()), before, "it was touched");
    let name = file(world).display().to_string();
    assert!(error.message().contains(&name), "{error}");
    error
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_missing_store_is_created() {
    let world = World::new();
    assert!(!world.state().exists());
    world.agent();
    assert!(file(&world).exists());
}

#[test]
fn a_store_of_a_newer_agent_is_refused() {
    let world = lived_in();
    let connection = Connection::open(file(&world)).unwrap();
    connection
        .execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(connection);
    let error = refused(&world);
    assert_eq!(error.hresult(), code::WU_E_DS_BADVERSION);
    for says in ["99", "knows 5", "update wua"] {
        assert!(error.message().contains(says), "{error}");
    }
}

#[test]
fn a_store_of_a_newer_agent_that_keeps_another_kind_of_log_is_refused_as_well() {
    let world = lived_in();
    let connection = Connection::open(file(&world)).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99;")
        .unwrap();
    drop(connection);
    assert_eq!(refused(&world).hresult(), code::WU_E_DS_BADVERSION);
}

#[test]
fn a_newer_version_is_noticed_in_the_log_as_well() {
    let world = lived_in();
    let holder = Connection::open(file(&world)).unwrap();
    holder.execute_batch("PRAGMA user_version = 99;").unwrap();
    let error = Agent::open(world.parts()).err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_DS_BADVERSION);
    drop(holder);
}

#[test]
fn a_file_that_is_no_store_is_refused() {
    let world = World::new();
    fs::create_dir_all(world.state()).unwrap();
    fs::write(
        file(&world),
        "Dear diary, today I kept all my notes in a text file.".repeat(9),
    )
    .unwrap();
    let error = refused(&world);
    assert_eq!(error.hresult(), code::WU_E_DS_INVALID);
    assert!(error.message().contains("move it away"), "{error}");
    fs::write(file(&world), "short").unwrap();
    refused(&world);
}

#[test]
fn the_store_of_another_program_is_refused() {
    let world = World::new();
    fs::create_dir_all(world.state()).unwrap();
    let connection = Connection::open(file(&world)).unwrap();
    connection
        .execute_batch("PRAGMA application_id = 7; CREATE TABLE bookmarks (url TEXT);")
        .unwrap();
    drop(connection);
    assert_eq!(refused(&world).hresult(), code::WU_E_DS_INVALID);
}

#[test]
fn a_damaged_store_is_refused() {
    let world = World::new();
    for number in 1..=200 {
        world.server.offer(revision(number, |_| ()));
    }
    world.session().find(ALL);
    let connection = Connection::open(file(&world)).unwrap();
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(connection);
    let mut bytes = fs::read(file(&world)).unwrap();
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(middle).take(20_000) {
        *byte = 0x5A;
    }
    fs::write(file(&world), &bytes).unwrap();
    let error = Agent::open(world.parts()).err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_DS_INVALID);
    for says in ["damaged", "wua.db", "backup"] {
        assert!(error.message().contains(says), "{error}");
    }
    assert_eq!(fs::read(file(&world)).unwrap(), bytes, "it was touched");
}

#[test]
fn a_store_that_was_cut_off_is_refused() {
    let world = lived_in();
    let connection = Connection::open(file(&world)).unwrap();
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")
        .unwrap();
    drop(connection);
    let bytes = fs::read(file(&world)).unwrap();
    fs::write(file(&world), &bytes[..bytes.len() / 2]).unwrap();
    let error = Agent::open(world.parts()).err().unwrap();
    assert_eq!(error.hresult(), code::WU_E_DS_INVALID);
}

#[test]
fn a_folder_that_cannot_be_is_refused() {
    let world = World::new();
    fs::write(world.state(), "a file where the folder should be").unwrap();
    let error = Agent::open(world.parts()).err().unwrap();
    assert!(error.message().contains("state"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;

    for (folder_mode, file_mode) in [(0o555, 0o444), (0o000, 0o444), (0o755, 0o000)] {
        let world = lived_in();
        let path = world.path();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(path.join("computer"), fs::Permissions::from_mode(0o777)).unwrap();
        fs::set_permissions(file(&world), fs::Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(world.state(), fs::Permissions::from_mode(folder_mode)).unwrap();
        let is_root = fs::read_dir(world.state()).is_ok() && folder_mode == 0
            || fs::File::options().write(true).open(file(&world)).is_ok();
        let mut other = command("refused", &path, &[]);
        if is_root {
            // Nothing is forbidden to this user, so that somebody else has to try.
            other.uid(NOBODY);
        }
        let status = other.status().unwrap();
        fs::set_permissions(world.state(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(status.success(), "folder {folder_mode:o}, file {file_mode:o}");
    }
}

#[test]
fn a_creation_that_was_broken_off_is_taken_up_again() {
    let world = World::new();
    fs::create_dir_all(world.state()).unwrap();
    fs::write(file(&world), "").unwrap();
    world.agent();
    assert!(fs::metadata(file(&world)).unwrap().len() > 0);
}

#[test]
fn two_processes_may_create_it_at_once() {
    for _ in 0..10 {
        let world = World::new();
        let opened: Vec<_> = (0..4)
            .map(|_| {
                let parts = world.parts();
                std::thread::spawn(move || Agent::open(parts).map(drop))
            })
            .collect();
        for opened in opened {
            opened.join().unwrap().unwrap();
        }
    }
}
