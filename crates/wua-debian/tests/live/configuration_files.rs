//! Configuration files that were changed here and by the package.

use wua_debian::ConffilePolicy;
use wua_testkit::debian::Package;

use crate::stage::{Ask as _, Stage, pick, take_back};

fn sun(version: &str) -> Package {
    Package::new("sun", version).conffile("/etc/sun.conf", format!("of {version}\n"))
}

fn changed_here(test: &str, policy: ConffilePolicy) -> Option<Stage> {
    let mut stage = Stage::new(test, &[sun("1")], &["sun"])?;
    stage.settings.conffiles = policy;
    stage.root.write("etc/sun.conf", "mine\n");
    stage.publish(&[sun("2")]);
    let _ = stage.install_all();
    assert_eq!(stage.installed("sun").unwrap(), "2");
    Some(stage)
}

#[test]
fn what_the_administrator_changed_stays() {
    let name = "what_the_administrator_changed_stays";
    let Some(stage) = changed_here(name, ConffilePolicy::KeepMine) else {
        return;
    };
    assert_eq!(stage.root.read("etc/sun.conf"), "mine\n");
    assert_eq!(stage.root.read("etc/sun.conf.dpkg-dist"), "of 2\n");
    assert!(!stage.root.has_file("etc/sun.conf.dpkg-old"));
    // Neither does it go when the package is taken back.
    let session = stage.session();
    let _ = take_back(&session, &pick(&session.find("IsInstalled=1"), &["sun 2"]));
    assert_eq!(stage.installed("sun").unwrap(), "1");
    assert_eq!(stage.root.read("etc/sun.conf"), "mine\n");
}

#[test]
fn what_the_administrator_changed_gives_way_where_that_is_the_policy() {
    let name = "what_the_administrator_changed_gives_way_where_that_is_the_policy";
    let Some(stage) = changed_here(name, ConffilePolicy::TakeTheirs) else {
        return;
    };
    assert_eq!(stage.root.read("etc/sun.conf"), "of 2\n");
    assert_eq!(stage.root.read("etc/sun.conf.dpkg-old"), "mine\n");
    assert!(!stage.root.has_file("etc/sun.conf.dpkg-dist"));
}

#[test]
fn what_nobody_changed_is_renewed_under_either_policy() {
    for policy in [ConffilePolicy::KeepMine, ConffilePolicy::TakeTheirs] {
        let name = "what_nobody_changed_is_renewed_under_either_policy";
        let Some(mut stage) = Stage::new(name, &[sun("1")], &["sun"]) else {
            return;
        };
        stage.settings.conffiles = policy;
        stage.publish(&[sun("2")]);
        let _ = stage.install_all();
        assert_eq!(stage.root.read("etc/sun.conf"), "of 2\n", "{policy:?}");
        assert!(!stage.root.has_file("etc/sun.conf.dpkg-dist"));
        assert!(!stage.root.has_file("etc/sun.conf.dpkg-old"));
    }
}

#[test]
fn a_configuration_that_was_deleted_here_stays_deleted() {
    let name = "a_configuration_that_was_deleted_here_stays_deleted";
    let Some(mut stage) = Stage::new(name, &[sun("1")], &["sun"]) else {
        return;
    };
    std::fs::remove_file(stage.root.path().join("etc/sun.conf")).unwrap();
    stage.publish(&[sun("2")]);
    let _ = stage.install_all();
    assert!(!stage.root.has_file("etc/sun.conf"));
    assert_eq!(stage.root.read("etc/sun.conf.dpkg-dist"), "of 2\n");
}
