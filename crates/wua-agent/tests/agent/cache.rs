//! Files out of the cache and into it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use wua_agent::ports::step;
use wua_agent::{Callbacks, DownloadRequest, Eula, Session, Update};
use wua_com::{Error, Lcid, code};

use crate::support::{
    At, Doing, Fetching, World, bundle, content, eventually, guid, lock, one, revision, with_file,
};

fn one_file(world: &World) -> (Session, Update) {
    world.server.offer_file(1, b"the body");
    let session = world.session();
    let update = session.find("").remove(0);
    (session, update)
}

fn folder(world: &World) -> PathBuf {
    let folder = world.path().join("export");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn code_of(result: Result<(), Error>) -> wua_com::HResult {
    result.err().unwrap().hresult()
}

#[test]
fn a_downloaded_update_can_be_copied_out() {
    let world = World::new();
    let (session, update) = one_file(&world);
    session.download(one(&update));
    let folder = folder(&world);
    session.agent().copy_from_cache(&update, &folder, false).unwrap();
    assert_eq!(fs::read(folder.join("1.bin")).unwrap(), b"the body");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    session.agent().copy_from_cache(&update, &folder, true).unwrap();
}

#[test]
fn copying_out_says_what_is_missing() {
    let world = World::new();
    let (session, update) = one_file(&world);
    let agent = session.agent();
    let to = |folder: &Path| agent.copy_from_cache(&update, folder, false);
    assert_eq!(code_of(to(Path::new(""))), code::E_INVALIDARG);
    assert_eq!(
        code_of(to(&world.path().join("none"))),
        code::COR_E_DIRECTORYNOTFOUND
    );
    assert_eq!(
        code_of(to(&world.path().join("none/none"))),
        code::STG_E_PATHNOTFOUND
    );
    let error = to(&folder(&world)).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DM_NOTDOWNLOADED);
    assert!(error.message().contains("Update 1"), "{error}");

    session.download(one(&update));
    let cached = world.cache().join(format!("{}.1", guid(1))).join("1.bin");
    fs::write(&cached, b"the bodY").unwrap();
    assert_eq!(code_of(to(&folder(&world))), code::WU_E_DM_INCORRECTFILEHASH);
    assert!(!folder(&world).join("1.bin").exists());
}

#[test]
fn a_file_that_was_spoiled_is_forgotten_and_fetched_again() {
    let world = World::new();
    let (session, update) = one_file(&world);
    session.download(one(&update));
    let cached = world.cache().join(format!("{}.1", guid(1))).join("1.bin");
    fs::write(&cached, b"the bodY").unwrap();
    let copied = session.agent().copy_from_cache(&update, &folder(&world), false);
    assert_eq!(code_of(copied), code::WU_E_DM_INCORRECTFILEHASH);
    assert!(!update.marks.is_downloaded());
    session.download(one(&update));
    assert_eq!(fs::read(&cached).unwrap(), b"the body");
    assert!(update.marks.is_downloaded());
}

#[test]
fn copying_out_needs_the_licence() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.eula = Some(Eula {
            id: guid(9),
            texts: vec![(Lcid::ENGLISH, "You may.".to_owned())],
        });
    }));
    let session = world.session();
    let update = session.find("").remove(0);
    let refused = session.agent().copy_from_cache(&update, &folder(&world), false);
    assert_eq!(code_of(refused), code::WU_E_EULAS_DECLINED);
}

#[test]
fn a_bundle_has_its_files_in_its_members() {
    let world = World::new();
    world.server.offer(bundle(1, vec![with_file(11, b"eleven")]));
    world.server.has_file("11.bin", b"eleven");
    let session = world.session();
    let update = session.find("").remove(0);
    session.download(one(&update));
    let folder = folder(&world);
    let refused = session.agent().copy_from_cache(&update, &folder, false);
    assert_eq!(code_of(refused), code::E_INVALIDARG);
    session
        .agent()
        .copy_from_cache(&update.bundled[0], &folder, false)
        .unwrap();
    assert!(folder.join("11.bin").is_file());
}

#[test]
fn cabinets_are_unpacked_for_those_who_ask_for_it() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![content("1.CAB", b"no cabinet")];
    }));
    world.server.has_file("1.CAB", b"no cabinet");
    let session = world.session();
    let update = session.find("").remove(0);
    session.download(one(&update));
    let folder = folder(&world);
    session.agent().copy_from_cache(&update, &folder, false).unwrap();
    assert!(folder.join("1.CAB").is_file(), "as it is");
    let error = session
        .agent()
        .copy_from_cache(&update, &folder, true)
        .unwrap_err();
    assert!(error.message().contains("no whole cabinet"), "{error}");
}

#[test]
fn files_are_taken_in_if_they_are_what_would_have_been_downloaded() {
    let world = World::new();
    let (session, update) = one_file(&world);
    let file = folder(&world).join("whatever it is called");
    fs::write(&file, b"the body").unwrap();
    session.agent().copy_to_cache(&update, &[file]).unwrap();
    assert!(update.marks.is_downloaded());
    session.install(&[update]);
    assert_eq!(world.computer.calls(), ["+Update 1"]);
    assert!(world.server.fetched().is_empty());
}

#[test]
fn one_wrong_file_spoils_all_of_them() {
    let world = World::new();
    world.server.offer(revision(1, |revision| {
        revision.contents = vec![content("a", b"file a"), content("b", b"file b")];
    }));
    let session = world.session();
    let update = session.find("").remove(0);
    let folder = folder(&world);
    let write = |name: &str, body: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, body).unwrap();
        path
    };
    let good = write("a", b"file a");
    let take = |files: &[PathBuf]| session.agent().copy_to_cache(&update, files);
    assert_eq!(code_of(take(&[])), code::E_INVALIDARG);
    let changed = write("b", b"file X");
    assert_eq!(
        code_of(take(&[good.clone(), changed])),
        code::WU_E_DM_INCORRECTFILEHASH
    );
    let other = write("other", b"something else");
    assert_eq!(code_of(take(&[good.clone(), other])), code::E_INVALIDARG);
    assert_eq!(code_of(take(&[good.clone(), folder.clone()])), code::E_INVALIDARG);
    assert_eq!(
        code_of(take(&[good.clone(), folder.join("none")])),
        code::ERROR_FILE_NOT_FOUND
    );
    assert!(!world.cache().exists(), "nothing was taken");
    take(&[good]).unwrap();
    assert!(!update.marks.is_downloaded(), "half of it is there");
    take(&[write("b", b"file b")]).unwrap();
    assert!(update.marks.is_downloaded());
}

#[test]
fn what_is_taken_in_takes_the_place_of_what_was_fetched_of_it() {
    let world = World::new();
    let (session, update) = one_file(&world);
    let cached = world.cache().join(format!("{}.1", guid(1)));
    fs::create_dir_all(&cached).unwrap();
    fs::write(cached.join("1.bin.part"), b"the").unwrap();
    let file = folder(&world).join("1.bin");
    fs::write(&file, b"the body").unwrap();
    session.agent().copy_to_cache(&update, &[file]).unwrap();
    let names: Vec<_> = fs::read_dir(&cached)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["1.bin"]);
}

#[test]
fn a_file_that_changes_while_it_is_taken_in_is_not_taken() {
    let mut world = World::new();
    let file = folder(&world).join("1.bin");
    fs::write(&file, b"the body").unwrap();
    let changed = file.clone();
    world.checkpoints = Arc::new(At(step::DOWNLOAD_FILE_STARTED, move || {
        fs::write(&changed, b"the bodY").unwrap();
    }));
    let (session, update) = one_file(&world);
    let error = session.agent().copy_to_cache(&update, &[file]).unwrap_err();
    assert_eq!(error.hresult(), code::WU_E_DM_INCORRECTFILEHASH);
    assert!(error.message().contains("has changed meanwhile"), "{error}");
    assert!(!update.marks.is_downloaded());
    let cached = world.cache().join(format!("{}.1", guid(1)));
    assert_eq!(fs::read_dir(cached).unwrap().count(), 0, "nothing is left of it");
}

#[test]
fn what_has_no_room_is_not_taken_and_what_is_there_for_another_update_needs_none() {
    let world = World::new();
    world.server.offer_file(1, b"the body");
    world.server.offer(revision(2, |revision| {
        revision.contents = vec![content("2.bin", b"the body")];
    }));
    let session = world.session();
    session.agent().measure_room_by(|_| Some(7));
    let found = session.find("");
    let file = folder(&world).join("2.bin");
    fs::write(&file, b"the body").unwrap();
    let take = || {
        session
            .agent()
            .copy_to_cache(&found[1], std::slice::from_ref(&file))
    };
    let error = take().unwrap_err();
    assert_eq!(error.hresult(), wua_agent::ports::DISK_FULL);
    assert!(error.message().contains("8 bytes"), "{error}");
    assert!(!world.cache().exists());

    let roomy = world.session();
    roomy.download(&found[..1]);
    take().unwrap();
    session.find("");
    assert!(found[1].marks.is_downloaded());
    #[cfg(unix)]
    for number in 1..=2 {
        let name = format!("{}.1/{number}.bin", guid(number));
        let cached = fs::metadata(world.cache().join(name)).unwrap();
        let names = std::os::unix::fs::MetadataExt::nlink(&cached);
        assert_eq!(names, 2, "one file, two names");
    }
}

#[test]
fn who_takes_files_in_waits_for_who_fetches_them() {
    let world = World::new();
    let (session, update) = one_file(&world);
    let file = folder(&world).join("1.bin");
    fs::write(&file, b"the body").unwrap();
    *lock(&world.server.fetching) = Fetching::Hangs;
    let job = session
        .prepare_download(DownloadRequest::new(vec![update.clone()]))
        .unwrap();
    job.start(Callbacks::default());
    eventually("it is fetched", || !world.server.fetched().is_empty());
    std::thread::scope(|scope| {
        let taking = scope.spawn(|| session.agent().copy_to_cache(&update, &[file]));
        std::thread::sleep(Duration::from_millis(100));
        assert!(!taking.is_finished());
        job.request_abort();
        job.wait().unwrap();
        taking.join().unwrap().unwrap();
    });
    assert!(update.marks.is_downloaded());
}

#[test]
fn files_of_the_members_are_taken_with_their_bundle() {
    let world = World::new();
    world.server.offer(bundle(1, vec![with_file(11, b"eleven")]));
    let session = world.session();
    let update = session.find("").remove(0);
    let file = folder(&world).join("11.bin");
    fs::write(&file, b"eleven").unwrap();
    session.agent().copy_to_cache(&update, &[file]).unwrap();
    assert!(update.marks.is_downloaded());
}
