//! Versions: which is newer, and which of several is taken.

use crate::computer::{Judge, agree, archive, computer, of_suite, package, stable};
use wua_testkit::debian::Suite;

#[test]
fn what_is_newer_is_taken_and_what_is_older_is_not() {
    let installed = [
        "1.0-1",
        "1:0.9",
        "2.0~rc1-1",
        "1.0-1+b1",
        "3.0-1",
        "1.0+dfsg-1",
        "7",
    ];
    let offered = [
        "1.0-1+deb12u1",
        "2.0",
        "2.0-1",
        "1.0-1+b2",
        "3.0~beta-1",
        "1.0-2",
        "7",
    ];
    let names = ["a", "epoch", "tilde", "rebuilt", "older", "dfsg", "same"];
    let with = |versions: [&str; 7]| -> Vec<_> {
        names
            .iter()
            .zip(versions)
            .map(|(name, version)| package(name, version))
            .collect()
    };
    let archive = archive(&with(offered));
    let root = computer(&with(installed), &[&archive]);
    assert_eq!(
        agree(&root, Judge::Own),
        ["a=1.0-1+deb12u1", "rebuilt=1.0-1+b2", "tilde=2.0-1"]
    );
}

#[test]
fn an_epoch_is_stronger_than_any_number() {
    let archive = archive(&[package("a", "1:0.1"), package("b", "9")]);
    let root = computer(&[package("a", "9"), package("b", "1:1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["a=1:0.1"]);
}

#[test]
fn of_two_archives_the_newer_version_is_taken() {
    let one = archive(&[package("a", "2"), package("b", "3")]);
    let security = Suite::new("stable-security")
        .origin("Debian")
        .label("Debian-Security");
    let other = of_suite(security, &[package("a", "3"), package("b", "2")]);
    let root = computer(&[package("a", "1"), package("b", "1")], &[&one, &other]);
    assert_eq!(agree(&root, Judge::Own), ["a=3", "b=3"]);
}

#[test]
fn the_same_version_in_two_archives_is_one_upgrade() {
    let one = archive(&[package("a", "2")]);
    let security = Suite::new("stable-security")
        .origin("Debian")
        .label("Debian-Security");
    let other = of_suite(security, &[package("a", "2")]);
    let root = computer(&[package("a", "1")], &[&one, &other]);
    assert_eq!(agree(&root, Judge::Own), ["a=2"]);
}

#[test]
fn different_packages_of_the_same_version_are_left_to_apt() {
    let one = archive(&[package("a", "2"), package("b", "1")]);
    let other = of_suite(stable().label("Other"), &[package("a", "2").depends("b")]);
    let root = computer(&[package("a", "1")], &[&one, &other]);
    agree(&root, Judge::Apt);
}

#[test]
fn what_was_built_otherwise_than_the_archive_has_it_is_left_to_apt() {
    let archive = archive(&[package("a", "1").depends("b"), package("b", "1")]);
    let root = computer(&[package("a", "1"), package("b", "1")], &[&archive]);
    agree(&root, Judge::Apt);
}

#[test]
fn a_package_can_become_one_for_all_architectures() {
    let archive = archive(&[package("a", "2").architecture("all"), package("b", "2")]);
    let root = computer(
        &[package("a", "1"), package("b", "1").architecture("all")],
        &[&archive],
    );
    assert_eq!(agree(&root, Judge::Own), ["a=2", "b=2"]);
}

#[test]
fn what_no_archive_has_stays() {
    let archive = archive(&[package("a", "2")]);
    let root = computer(&[package("a", "1"), package("local", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["a=2"]);
}
