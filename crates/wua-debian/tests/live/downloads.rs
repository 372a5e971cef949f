//! Files that do not come, or are not what they should be.

use wua_agent::{Callbacks, InstallRequest};
use wua_com::{HResult, code};
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, WebServer};

use crate::stage::{Ask as _, Stage, download, eventually, install, pick, result};

const NAMES: [&str; 2] = ["moon", "sun"];

/// Two updates on a server.
fn served(test: &str) -> Option<(Stage, WebServer)> {
    if !WebServer::is_here_for(test) {
        return None;
    }
    let mut stage = Stage::new(test, &NAMES.map(|name| Package::new(name, "1")), &NAMES)?;
    let server = WebServer::over(stage.archive.path()).start();
    stage.archive.move_to(&server.uri());
    stage.root.uses(&stage.archive);
    stage.publish(&NAMES.map(|name| Package::new(name, "2").padded(30_000)));
    Some((stage, server))
}

/// All files below a folder, with their length.
fn files(folder: &std::path::Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files(&entry.path()));
        } else if let Ok(file) = entry.metadata() {
            found.push((entry.file_name().to_string_lossy().into_owned(), file.len()));
        }
    }
    found
}

/// `sun` cannot be fetched, for some reason; `moon` can.
#[track_caller]
fn only_the_moon(stage: &Stage, hresult: HResult, words: &str) {
    let session = stage.session();
    let offered = session.offered();
    let downloaded = download(&session, &offered);
    assert_eq!(
        downloaded.code,
        OperationResultCode::SucceededWithErrors,
        "{downloaded:#?}"
    );
    assert_eq!(
        result(&offered, &downloaded.updates, "moon 2").hresult,
        code::S_OK
    );
    let sun = result(&offered, &downloaded.updates, "sun 2");
    assert_eq!(sun.hresult, hresult, "{sun:?}");
    assert!(sun.message.contains(words), "{sun:?}");
    let of_sun = |(name, length): &&(String, u64)| name.starts_with("sun_2") && *length > 0;
    let left = files(stage.folder());
    assert_eq!(left.iter().find(of_sun), None, "{left:?}");
    assert!(!stage.root.has_file("var/cache/apt/archives/sun_2_all.deb"));

    // The one can be installed, the other says what is missing.
    let job = session
        .prepare_install(InstallRequest::new(offered.clone()))
        .unwrap();
    job.start(Callbacks::default());
    let installed = job.wait().unwrap();
    assert_eq!(result(&offered, &installed.updates, "moon 2").hresult, code::S_OK);
    let sun = result(&offered, &installed.updates, "sun 2");
    assert_eq!(sun.hresult, code::WU_E_DM_NOTDOWNLOADED);
    assert!(sun.message.contains("download it first"), "{sun:?}");

    // It heals with the archive.
    stage.archive.mend("sun", "2");
    let installed = install(&session, &pick(&session.offered(), &["sun 2"]));
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(NAMES.map(|name| stage.installed(name).unwrap()), ["2", "2"]);
}

#[test]
fn a_file_with_another_hash_is_thrown_away() {
    let name = "a_file_with_another_hash_is_thrown_away";
    let Some((stage, server)) = served(name) else {
        return;
    };
    stage.archive.spoil("sun", "2");
    only_the_moon(&stage, code::WU_E_DM_INCORRECTFILEHASH, "fetched twice");
    let asked = server.requests();
    let asked = asked
        .iter()
        .filter(|one| one.path.ends_with("/sun_2_all.deb"))
        .count();
    assert_eq!(asked, 3, "twice when it was wrong, once when it was right");
}

#[test]
fn a_file_that_is_too_short_is_thrown_away() {
    let name = "a_file_that_is_too_short_is_thrown_away";
    let Some((stage, _server)) = served(name) else {
        return;
    };
    stage.archive.truncate("sun", "2", 7_000);
    only_the_moon(&stage, code::WU_E_DM_INCORRECTFILEHASH, "7000 bytes instead of");
}

#[test]
fn a_file_that_is_not_there_is_that_updates_failure() {
    let name = "a_file_that_is_not_there_is_that_updates_failure";
    let Some((stage, _server)) = served(name) else {
        return;
    };
    stage.archive.lose("sun", "2");
    only_the_moon(&stage, code::WU_E_PT_HTTP_STATUS_NOT_FOUND, "sun_2_all.deb");
}

#[test]
fn a_server_that_is_gone_is_named_and_nothing_is_lost() {
    let name = "a_server_that_is_gone_is_named_and_nothing_is_lost";
    let Some((mut stage, server)) = served(name) else {
        return;
    };
    let session = stage.session();
    let offered = session.offered();
    let gone = server.uri();
    drop(server);
    let downloaded = download(&session, &offered);
    assert_eq!(downloaded.code, OperationResultCode::Failed);
    for result in &downloaded.updates {
        assert!(
            result.message.contains(gone.trim_start_matches("http://")),
            "{result:?}"
        );
        assert!(!result.hresult.is_success());
    }
    assert_eq!(NAMES.map(|name| stage.installed(name).unwrap()), ["1", "1"]);
    let server = WebServer::over(stage.archive.path()).start();
    stage.archive.move_to(&server.uri());
    stage.root.uses(&stage.archive);
    stage.root.update();
    let result = install(&session, &session.offered());
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:#?}");
}

#[test]
fn a_download_that_was_killed_goes_on_where_it_was() {
    let name = "a_download_that_was_killed_goes_on_where_it_was";
    if !WebServer::is_here_for(name) {
        return;
    }
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    let server = WebServer::over(stage.archive.path()).limited_to(100_000).start();
    stage.archive.move_to(&server.uri());
    stage.root.uses(&stage.archive);
    stage.publish(&[Package::new("sun", "2").padded(150_000)]);
    let visitor = stage.visitor_who_installs();
    let begun = |stage: &Stage| {
        let files = files(&stage.folder().join("cache"));
        files
            .iter()
            .any(|(name, length)| name.contains("sun_2") && *length > 10_000)
    };
    eventually("some bytes", || begun(&stage));
    visitor.kill();
    assert!(begun(&stage));
    let session = stage.session();
    let result = install(&session, &session.offered());
    assert_eq!(result.code, OperationResultCode::Succeeded, "{result:#?}");
    assert_eq!(stage.installed("sun").unwrap(), "2");
    let asked = server.requests();
    let asked: Vec<_> = asked
        .iter()
        .filter(|one| one.path.ends_with("/sun_2_all.deb"))
        .collect();
    let last = asked.last().unwrap();
    assert!(
        last.range.is_some() && last.status == 206 && last.sent < 150_000,
        "{asked:#?}"
    );
}

#[test]
fn what_apt_get_cannot_fetch_itself_is_the_failure_of_what_needs_it() {
    let name = "what_apt_get_cannot_fetch_itself_is_the_failure_of_what_needs_it";
    let Some((mut stage, _server)) = served(name) else {
        return;
    };
    stage.publish(&[
        Package::new("sun", "3").depends("needed"),
        Package::new("needed", "1"),
    ]);
    stage.archive.lose("needed", "1");
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(
        result(&offered, &installed.updates, "moon 2").hresult,
        code::S_OK,
        "{installed:#?}"
    );
    let sun = result(&offered, &installed.updates, "sun 3");
    assert_eq!(sun.hresult, code::WU_E_DOWNLOAD_FAILED, "{sun:?}");
    assert!(sun.message.contains("needed_1_all.deb"), "{sun:?}");
    assert_eq!(NAMES.map(|name| stage.installed(name).unwrap()), ["2", "1"]);
}

#[test]
fn a_version_that_the_archives_have_no_more_is_that_updates_failure() {
    let name = "a_version_that_the_archives_have_no_more_is_that_updates_failure";
    let Some((mut stage, _server)) = served(name) else {
        return;
    };
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(download(&session, &offered).code, OperationResultCode::Succeeded);
    stage.archive.withdraw_version("stable", "sun", "2");
    stage.root.update();
    let installed = install(&session, &offered);
    assert_eq!(
        result(&offered, &installed.updates, "moon 2").hresult,
        code::S_OK,
        "{installed:#?}"
    );
    let sun = result(&offered, &installed.updates, "sun 2");
    assert_eq!(sun.hresult, code::WU_E_NOT_APPLICABLE, "{sun:?}");
    assert!(
        sun.message
            .contains("Version '2' for 'sun' was not found; the archives do not have this version any more"),
        "{sun:?}"
    );
}
