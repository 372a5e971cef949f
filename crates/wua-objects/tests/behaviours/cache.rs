//! Files out of the cache and into it.

use std::fs;
use std::path::PathBuf;

use wua_com::{Permission, Permissions, Rights, code};
use wua_model::proxy::{IUpdate2, IWindowsDriverUpdate5};

use super::updates::{KB, download, paths, web_page};
use crate::museum::{Museum, assert_fails, remote, seen_by, somebody, within};

#[test]
fn b087_cached_files_are_exported_as_they_are() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    download(&museum, &moons);
    let folder = museum.folder("export");
    moons.copy_from_cache(folder.to_str().unwrap(), false).unwrap();
    assert_eq!(
        fs::metadata(folder.join("moons-kb5081910.msi")).unwrap().len(),
        190 * KB
    );
    moons.copy_from_cache(folder.to_str().unwrap(), true).unwrap();
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        1,
        "there is no cabinet to unpack"
    );
}

#[test]
fn b087_cabinets_are_unpacked_on_request() {
    let museum = Museum::open();
    let pendulum = museum.update("orrery-pendulum");
    download(&museum, &pendulum);
    let folder = museum.folder("export");
    pendulum.copy_from_cache(folder.to_str().unwrap(), true).unwrap();
    let readme = fs::read_to_string(folder.join("readme.txt")).unwrap();
    assert!(
        readme.starts_with("pendulum-kb5081912 belongs to the collection"),
        "{readme}"
    );
    assert!(folder.join("pendulum-kb5081912.bin").is_file());
    assert!(!folder.join("pendulum-kb5081912.cab").exists());
}

#[test]
fn b087_what_cannot_be_exported_says_why() {
    let museum = Museum::open();
    let folder = museum.folder("export");
    let export = folder.to_str().unwrap();
    let moons = museum.update("orrery-moons");
    assert_fails(moons.copy_from_cache("", false), code::E_INVALIDARG);
    assert_fails(moons.copy_from_cache(export, false), code::WU_E_DM_NOTDOWNLOADED);
    download(&museum, &moons);
    let missing = folder.join("missing");
    assert_fails(
        moons.copy_from_cache(missing.to_str().unwrap(), false),
        code::COR_E_DIRECTORYNOTFOUND,
    );
    let far = missing.join("below");
    assert_fails(
        moons.copy_from_cache(far.to_str().unwrap(), false),
        code::STG_E_PATHNOTFOUND,
    );
    assert_fails(
        museum.update("star-atlas").copy_from_cache(export, false),
        code::WU_E_EULAS_DECLINED,
    );
    let bundle = museum.update("engine-set");
    assert_fails(bundle.copy_from_cache(export, false), code::E_INVALIDARG);

    let cached = museum.cached("orrery-moons", "moons-kb5081910.msi");
    let mut content = fs::read(&cached).unwrap();
    content[0] ^= 1;
    fs::write(&cached, content).unwrap();
    assert_fails(
        moons.copy_from_cache(export, false),
        code::WU_E_DM_INCORRECTFILEHASH,
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn b087_b088_b099_the_cache_is_for_power_users_on_this_computer() {
    let museum = Museum::open();
    let folder = museum.folder("export");
    let export = folder.to_str().unwrap();
    let files = paths(&museum, &[folder.join("moons-kb5081910.msi")]);
    let moons = museum.update("orrery-moons");
    let dials = museum.update("clock-dials");
    for (caller, expected) in [
        (somebody(Rights::User), code::E_ACCESSDENIED),
        (remote(), code::E_ACCESSDENIED),
        (web_page(), code::WU_E_INVALID_OPERATION),
    ] {
        let moons: IUpdate2 = seen_by(&moons, &caller);
        assert_fails(moons.copy_from_cache(export, false), expected);
        assert_fails(moons.copy_to_cache(Some(&files.object)), expected);
        let dials: IWindowsDriverUpdate5 = seen_by(&dials, &caller);
        assert_fails(dials.copy_to_cache(Some(&files.object)), expected);
    }
    let mut trusted = within(&folder, remote());
    trusted.permissions = Permissions::NONE.with(Permission::Cache);
    for caller in [somebody(Rights::PowerUser), trusted] {
        let moons: IUpdate2 = seen_by(&moons, &caller);
        assert_fails(moons.copy_from_cache(export, false), code::WU_E_DM_NOTDOWNLOADED);
    }
}

#[test]
fn b088_files_are_taken_into_the_cache_if_they_are_what_would_have_been_downloaded() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    let file = museum.folder("import").join("moons-kb5081910.msi");
    fs::write(
        &file,
        wua_testkit::museum::content::bytes("moons-kb5081910.msi", 190 * KB),
    )
    .unwrap();
    moons
        .copy_to_cache(Some(&paths(&museum, &[file]).object))
        .unwrap();
    assert!(moons.is_downloaded().unwrap());
    let export = museum.folder("export");
    moons.copy_from_cache(export.to_str().unwrap(), false).unwrap();
}

#[test]
fn b088_other_files_are_refused() {
    let museum = Museum::open();
    let moons = museum.update("orrery-moons");
    let folder = museum.folder("import");
    let (wrong, stranger) = (folder.join("moons-kb5081910.msi"), folder.join("stranger.msi"));
    fs::write(&wrong, vec![0; 190 * 1024]).unwrap();
    fs::write(&stranger, "nobody knows me").unwrap();
    let take = |files: &[PathBuf]| moons.copy_to_cache(Some(&paths(&museum, files).object));
    assert_fails(take(&[]), code::E_INVALIDARG);
    assert_fails(take(&[stranger]), code::E_INVALIDARG);
    assert_fails(take(&[folder]), code::E_INVALIDARG);
    assert_fails(take(&[wrong]), code::WU_E_DM_INCORRECTFILEHASH);
    assert_fails(moons.copy_to_cache(None), code::E_POINTER);
    assert_fails(moons.copy_to_cache(Some(&moons.object)), code::E_NOINTERFACE);
    assert!(!moons.is_downloaded().unwrap());
}
