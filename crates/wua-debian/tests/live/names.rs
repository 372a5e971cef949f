//! Versions, architectures and texts that are unusual.

use wua_defs::enums::OperationResultCode;
use wua_testkit::debian::{Package, native_architecture};

use crate::stage::{Ask as _, Stage, download, install, pick, take_back};

#[test]
fn a_version_with_an_epoch_is_downloaded_installed_and_taken_back() {
    let name = "a_version_with_an_epoch_is_downloaded_installed_and_taken_back";
    let before = Package::new("sun", "9.0-1");
    let Some(mut stage) = Stage::new(name, &[before], &["sun"]) else {
        return;
    };
    stage.publish(&[Package::new("sun", "1:2.0~rc1+b-1")]);
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(download(&session, &offered).code, OperationResultCode::Succeeded);
    assert!(
        stage
            .root
            .has_file("var/cache/apt/archives/sun_1%3a2.0~rc1+b-1_all.deb")
    );
    stage.archive.lose("sun", "1:2.0~rc1+b-1");
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(stage.installed("sun").unwrap(), "1:2.0~rc1+b-1");
    let updates = pick(&session.find("IsInstalled=1"), &["sun 1:2.0~rc1+b-1"]);
    let taken = take_back(&session, &updates);
    assert_eq!(taken.code, OperationResultCode::Succeeded, "{taken:#?}");
    assert_eq!(stage.installed("sun").unwrap(), "9.0-1");
}

/// One that is not this machine's.
fn foreign() -> &'static str {
    if native_architecture() == "i386" {
        "amd64"
    } else {
        "i386"
    }
}

#[test]
fn a_package_of_an_architecture_that_is_not_wanted_is_not_offered() {
    let name = "a_package_of_an_architecture_that_is_not_wanted_is_not_offered";
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    stage.publish(&[Package::new("sun", "2").architecture(foreign())]);
    assert_eq!(stage.session().offered().len(), 0);
}

#[test]
fn packages_of_several_architectures_are_installed_together() {
    let name = "packages_of_several_architectures_are_installed_together";
    let of = |version: &str| {
        [native_architecture().as_str(), foreign()].map(|architecture| {
            Package::new("sun", version)
                .architecture(architecture)
                .multi_arch("same")
        })
    };
    let Some(mut stage) = Stage::new(name, &of("1"), &[]) else {
        return;
    };
    let _ = stage.root.run("dpkg", &["--add-architecture", foreign()]).well();
    stage.root.update();
    let foreign_sun = format!("sun:{}", foreign());
    stage.root.install(&["sun", &foreign_sun]);
    stage.publish(&of("2"));
    let session = stage.session();
    let offered = session.offered();
    assert_eq!(offered.len(), 1, "one update of two packages");
    let installed = install(&session, &offered);
    assert_eq!(installed.code, OperationResultCode::Succeeded, "{installed:#?}");
    assert_eq!(session.jobs()[0].also, []);
    let native_sun = format!("sun:{}", native_architecture());
    for sun in [&native_sun, &foreign_sun] {
        assert_eq!(stage.root.version(sun).unwrap(), "2");
    }
    let taken = take_back(&session, &pick(&session.find("IsInstalled=1"), &["sun 2"]));
    assert_eq!(taken.code, OperationResultCode::Succeeded, "{taken:#?}");
    for sun in [&native_sun, &foreign_sun] {
        assert_eq!(stage.root.version(sun).unwrap(), "1");
    }
}

#[test]
fn control_characters_of_an_archive_are_in_no_message() {
    let name = "control_characters_of_an_archive_are_in_no_message";
    let Some(mut stage) = Stage::new(name, &[Package::new("sun", "1")], &["sun"]) else {
        return;
    };
    let evil = Package::new("sun", "2").file("/usr/share/\u{1b}[31mred", "red");
    let other = Package::new("moon", "1").file("/usr/share/\u{1b}[31mred", "red");
    stage.publish(&[other]);
    stage.root.install(&["moon"]);
    stage.publish(&[evil]);
    let session = stage.session();
    let installed = install(&session, &session.offered());
    let message = &installed.updates[0].message;
    assert!(message.contains("trying to overwrite"), "{message:?}");
    assert!(!message.contains(char::is_control), "{message:?}");
}
