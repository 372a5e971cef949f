//! Where the files of updates lie, and who else deletes or spoils them there.

use wua_agent::{DownloadRequest, DownloadVerdict};
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, WebServer};

use crate::stage::{Ask as _, Stage, download, install, pick};

/// As containers have it.
const DOCKER_CLEAN: &str = "DPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb \
                            /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true\"; };\n\
                            APT::Update::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb \
                            /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true\"; };\n\
                            Dir::Cache::pkgcache \"\";\nDir::Cache::srcpkgcache \"\";\n\
                            APT::Keep-Downloaded-Packages \"false\";\n";

/// An archive on a server, with `moon` and `sun` in version 2.
fn served(test: &str) -> Option<(Stage, WebServer)> {
    if !WebServer::is_here_for(test) {
        return None;
    }
    let packages = [Package::new("moon", "1"), Package::new("sun", "1")];
    let mut stage = Stage::new(test, &packages, &["moon", "sun"])?;
    let server = WebServer::over(stage.archive.path()).start();
    stage.archive.move_to(&server.uri());
    stage.root.uses(&stage.archive);
    stage.publish(&[Package::new("moon", "2"), Package::new("sun", "2").padded(10_000)]);
    Some((stage, server))
}

fn requests(server: &WebServer, file: &str) -> usize {
    server
        .requests()
        .iter()
        .filter(|one| one.path.ends_with(file))
        .count()
}

#[test]
fn what_a_configuration_deletes_after_every_run_is_not_fetched_again() {
    let name = "what_a_configuration_deletes_after_every_run_is_not_fetched_again";
    let Some((stage, server)) = served(name) else {
        return;
    };
    stage.root.write("etc/apt/apt.conf.d/docker-clean", DOCKER_CLEAN);
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(download(&session, &offered).code, OperationResultCode::Succeeded);
    assert!(stage.root.has_file("var/cache/apt/archives/sun_2_all.deb"));
    stage.root.install(&["moon"]);
    assert!(
        !stage.root.has_file("var/cache/apt/archives/sun_2_all.deb"),
        "it was deleted"
    );
    let sun = pick(&session.offered(), &["sun 2"]);
    let plan = session.plan_download(&DownloadRequest::new(sun.clone())).unwrap();
    assert!(
        matches!(plan.updates[0].verdict, DownloadVerdict::AlreadyDownloaded),
        "{plan:?}"
    );
    // Nothing is left to fetch from.
    stage.archive.lose("sun", "2");
    assert_eq!(install(&session, &sun).code, OperationResultCode::Succeeded);
    assert_eq!(stage.installed("sun").unwrap(), "2");
    assert_eq!(requests(&server, "/sun_2_all.deb"), 1);
}

#[test]
fn what_apt_has_fetched_is_not_fetched_again() {
    let name = "what_apt_has_fetched_is_not_fetched_again";
    let Some((stage, server)) = served(name) else {
        return;
    };
    let _ = stage.root.apt_get(&["--download-only", "install", "sun"]).well();
    let session = stage.session();
    let sun = pick(&session.offered(), &["sun 2"]);
    assert_eq!(install(&session, &sun).code, OperationResultCode::Succeeded);
    assert_eq!(requests(&server, "/sun_2_all.deb"), 1);
}

#[test]
fn what_is_wrong_among_the_files_of_apt_is_not_taken() {
    let name = "what_is_wrong_among_the_files_of_apt_is_not_taken";
    let Some((stage, _server)) = served(name) else {
        return;
    };
    let length = std::fs::metadata(stage.archive.deb("sun", "2")).unwrap().len();
    let path = "var/cache/apt/archives/sun_2_all.deb";
    let rubbish = vec![b'?'; usize::try_from(length).unwrap()];
    stage.root.write(path, &rubbish);
    let session = stage.session();
    let sun = pick(&session.offered(), &["sun 2"]);
    let downloaded = download(&session, &sun);
    assert_eq!(downloaded.code, OperationResultCode::Succeeded, "{downloaded:#?}");
    // apt would not look at anything but its length.
    std::fs::remove_file(stage.root.path().join(path)).unwrap();
    stage.root.write(path, &rubbish);
    let installed = install(&session, &sun);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("sun").unwrap(), "2");
}
