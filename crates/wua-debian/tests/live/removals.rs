//! Updates for which something else has to go.

use wua_agent::ports::ApplyOptions;
use wua_com::code;
use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::Package;

use crate::stage::{Ask as _, Stage, install, install_with, pick, result, take_back};

const MAY_REMOVE: ApplyOptions = ApplyOptions {
    forced: false,
    quiet: false,
    allow_source_prompts: false,
    close_apps: false,
    may_remove: true,
};

#[test]
fn what_needs_a_removal_is_refused_until_that_is_allowed() {
    let name = "what_needs_a_removal_is_refused_until_that_is_allowed";
    let packages = [Package::new("moon", "1"), Package::new("star", "1")];
    let Some(mut stage) = Stage::new(name, &packages, &["moon", "star"]) else {
        return;
    };
    stage.publish(&[Package::new("moon", "2").conflicts("star")]);
    let session = stage.session();
    let offered = session.offered();
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Failed, "{installed:#?}");
    let moon = result(&offered, &installed.updates, "moon 2");
    assert_eq!(moon.hresult, code::WU_E_UH_INSTALLERFAILURE);
    assert!(moon.message.contains("star"), "it says what would go: {moon:?}");
    assert!(
        moon.message.contains("other packages would have to be removed"),
        "{moon:?}"
    );
    assert_eq!(
        ["moon", "star"].map(|name| stage.installed(name).unwrap()),
        ["1", "1"]
    );

    let installed = install_with(&session, &offered, MAY_REMOVE);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("moon").unwrap(), "2");
    assert_eq!(stage.root.version("star"), None);
    let also: Vec<String> = session.jobs()[0].also.iter().map(ToString::to_string).collect();
    assert_eq!(also, ["star 1 is removed"]);
}

#[test]
fn what_replaces_another_takes_its_files_and_can_be_taken_back() {
    let name = "what_replaces_another_takes_its_files_and_can_be_taken_back";
    let old = Package::new("old-name", "1").file("/usr/share/thing", "old\n");
    let Some(mut stage) = Stage::new(name, &[old, Package::new("sun", "1")], &["old-name", "sun"]) else {
        return;
    };
    stage.publish(&[
        Package::new("new-name", "2")
            .file("/usr/share/thing", "new\n")
            .conflicts("old-name")
            .replaces("old-name")
            .provides("old-name"),
        Package::new("sun", "2").depends("new-name"),
    ]);
    let session = stage.session();
    let offered = pick(&session.offered(), &["sun 2"]);
    let installed = install_with(&session, &offered, MAY_REMOVE);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.root.read("usr/share/thing"), "new\n");
    let also: Vec<String> = session.jobs()[0].also.iter().map(ToString::to_string).collect();
    assert_eq!(also, ["new-name 2 is installed", "old-name 1 is removed"]);
    assert_eq!(stage.automatic(), ["new-name"]);

    let installed = take_back(&session, &pick(&session.find("IsInstalled=1"), &["sun 2"]));
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("sun").unwrap(), "1");
    assert_eq!(stage.root.audit(), "");
}

#[test]
fn a_file_of_another_package_is_not_overwritten() {
    let name = "a_file_of_another_package_is_not_overwritten";
    let moon = Package::new("moon", "1").file("/usr/share/thing", "the moon's\n");
    let Some(mut stage) = Stage::new(name, &[moon, Package::new("sun", "1")], &["moon", "sun"]) else {
        return;
    };
    stage.publish(&[Package::new("sun", "2").file("/usr/share/thing", "the sun's\n")]);
    let session = stage.session();
    let installed = install(&session, &session.offered());
    let message = &installed.updates[0].message;
    assert!(
        message.contains("trying to overwrite '/usr/share/thing', which is also in package moon 1"),
        "{message}"
    );
    assert_eq!(stage.root.read("usr/share/thing"), "the moon's\n");
    assert_eq!(stage.installed("sun").unwrap(), "1");
}
