//! What archives say of themselves: for automatic upgrades or not, for a part of the computers first.

use crate::computer::{Judge, agree, archive, computer, of_suite, package, stable};
use wua_testkit::debian::Suite;

fn experimental() -> Suite {
    Suite::new("experimental")
        .origin("Debian")
        .label("Debian")
        .not_automatic()
}

fn backports() -> Suite {
    Suite::new("backports")
        .origin("Debian")
        .label("Debian Backports")
        .not_automatic()
        .but_automatic_upgrades()
}

#[test]
fn an_archive_that_is_not_automatic_upgrades_nothing() {
    let stable = archive(&[package("a", "2")]);
    let wild = of_suite(experimental(), &[package("a", "3"), package("b", "2")]);
    let root = computer(&[package("a", "1"), package("b", "1")], &[&stable, &wild]);
    assert_eq!(agree(&root, Judge::Own), ["a=2"]);
}

#[test]
fn backports_upgrade_what_came_from_backports() {
    let stable = archive(&[package("a", "1"), package("b", "1")]);
    let newer = of_suite(backports(), &[package("a", "3~bpo1"), package("b", "2~bpo1")]);
    let root = computer(&[package("a", "2~bpo1"), package("b", "1")], &[&stable, &newer]);
    assert_eq!(agree(&root, Judge::Own), ["a=3~bpo1"]);
}

#[test]
fn a_target_release_is_left_to_apt() {
    let stable = archive(&[package("a", "2")]);
    let wild = of_suite(experimental(), &[package("a", "3")]);
    let root = computer(&[package("a", "1")], &[&stable, &wild]);
    root.configuration("90release", "APT::Default-Release \"experimental\";\n");
    assert_eq!(agree(&root, Judge::Apt), ["a=3"]);
}

#[test]
fn a_phased_update_is_left_to_apt_which_takes_it_or_waits() {
    for (percentage, expected) in [(0, &[][..]), (100, &["a=2"])] {
        let archive = archive(&[package("a", "2").phased(percentage)]);
        let root = computer(&[package("a", "1")], &[&archive]);
        assert_eq!(agree(&root, Judge::Apt), expected, "{percentage} %");
    }
}

#[test]
fn a_phased_version_that_is_here_already_is_nothing_to_decide() {
    let archive = archive(&[package("a", "2").phased(10), package("b", "2")]);
    let root = computer(&[package("a", "2"), package("b", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["b=2"]);
}

#[test]
fn an_archive_without_names_is_an_archive() {
    let nameless = of_suite(Suite::new("stable"), &[package("a", "2")]);
    let named = of_suite(stable().label("Other"), &[package("b", "2")]);
    let root = computer(&[package("a", "1"), package("b", "1")], &[&nameless, &named]);
    assert_eq!(agree(&root, Judge::Own), ["a=2", "b=2"]);
}
