//! What packages need of each other, and what they do not stand.

use crate::computer::{Judge, agree, archive, both, computer, package};
use wua_testkit::debian::PaperRoot;

#[test]
fn packages_that_need_each_other_are_upgraded_together() {
    let archive = archive(&[
        package("lib", "2"),
        package("app", "2")
            .depends("lib (= 2)")
            .pre_depends("base (>= 1)"),
        package("base", "1"),
    ]);
    let root = computer(
        &[
            package("lib", "1"),
            package("app", "1").depends("lib (= 1)"),
            package("base", "1"),
        ],
        &[&archive],
    );
    assert_eq!(agree(&root, Judge::Own), ["app=2", "lib=2"]);
}

#[test]
fn a_dependency_that_is_new_is_left_to_apt() {
    let archive = archive(&[package("app", "2").depends("lib"), package("lib", "1")]);
    let root = computer(&[package("app", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Apt), ["app=2"]);
    assert_eq!(
        root.dist_upgrade().installs(),
        [("lib".to_owned(), "1".to_owned())]
    );
}

#[test]
fn a_dependency_that_nobody_has_is_left_to_apt() {
    let archive = archive(&[package("app", "2").depends("nowhere"), package("other", "2")]);
    let root = computer(&[package("app", "1"), package("other", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Apt), ["other=2"]);
}

#[test]
fn a_dependency_that_is_gone_needs_no_resolver() {
    let archive = archive(&[package("app", "2"), package("lib", "1")]);
    let root = computer(
        &[package("app", "1").depends("lib"), package("lib", "1")],
        &[&archive],
    );
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
}

#[test]
fn an_alternative_that_is_there_is_enough() {
    let archive = archive(&[package("app", "2").depends("nowhere | lib (>= 1)")]);
    let root = computer(&[package("app", "1"), package("lib", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
}

#[test]
fn what_is_provided_is_there() {
    let archive = archive(&[
        package("app", "2").depends("mta, perl-api (>= 5)"),
        package("versioned", "2").depends("mta (>= 1)"),
    ]);
    let exim = package("exim", "1").provides("mta, perl-api (= 5.2)");
    let root = computer(&[package("app", "1"), exim.clone()], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
    let root = computer(&[package("versioned", "1"), exim], &[&archive]);
    assert!(
        agree(&root, Judge::Apt).is_empty(),
        "a name without a version satisfies no versioned relation"
    );
}

#[test]
fn an_upgrade_that_breaks_what_stays_is_left_to_apt() {
    let archive = archive(&[package("lib", "2"), package("app", "1").depends("lib (= 1)")]);
    let root = computer(
        &[package("lib", "1"), package("app", "1").depends("lib (= 1)")],
        &[&archive],
    );
    agree(&root, Judge::Apt);
}

#[test]
fn breaks_and_conflicts_with_what_stays_are_left_to_apt() {
    for field in ["Breaks", "Conflicts"] {
        let archive = archive(&[package("app", "2").field(field, "old"), package("fine", "2")]);
        let root = computer(
            &[package("app", "1"), package("old", "1"), package("fine", "1")],
            &[&archive],
        );
        let (verdict, _) = both(&root);
        assert!(verdict.doubt.is_some(), "{field}");
    }
}

#[test]
fn breaks_with_what_is_upgraded_away_are_no_obstacle() {
    let archive = archive(&[package("app", "2").breaks("other (<< 2)"), package("other", "2")]);
    let root = computer(&[package("app", "1"), package("other", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2", "other=2"]);
}

#[test]
fn breaks_against_a_name_that_it_provides_itself_are_none() {
    let archive = archive(&[package("app", "2").provides("service").conflicts("service")]);
    let root = computer(&[package("app", "1").provides("service")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
}

#[test]
fn a_recommendation_that_is_new_is_left_to_apt() {
    let archive = archive(&[package("app", "2").recommends("nice"), package("nice", "1")]);
    let root = computer(&[package("app", "1")], &[&archive]);
    agree(&root, Judge::Apt);
    root.configuration("90recommends", "APT::Install-Recommends \"false\";\n");
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
    assert!(root.dist_upgrade().installs().is_empty());
}

#[test]
fn a_recommendation_that_was_not_followed_before_is_not_followed_now() {
    let archive = archive(&[package("app", "2").recommends("nice"), package("nice", "1")]);
    let root = computer(&[package("app", "1").recommends("nice")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
    assert!(root.dist_upgrade().installs().is_empty());
}

#[test]
fn suggestions_count_only_where_they_are_configured() {
    let archive = archive(&[
        package("app", "2").field("Suggests", "nice"),
        package("nice", "1"),
    ]);
    let root = computer(&[package("app", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
    root.configuration("90suggests", "APT::Install-Suggests \"true\";\n");
    agree(&root, Judge::Apt);
}

#[test]
fn what_is_held_stays_and_the_others_go_on() {
    let archive = archive(&[package("a", "2"), package("b", "2")]);
    let root = computer(&[package("b", "1")], &[&archive]);
    root.has_as(&package("a", "1"), "hold ok installed");
    assert_eq!(agree(&root, Judge::Own), ["b=2"]);
}

#[test]
fn a_held_dependency_is_left_to_apt() {
    let archive = archive(&[
        package("lib", "2"),
        package("app", "2").depends("lib (>= 2)"),
        package("fine", "2"),
    ]);
    let root = computer(&[package("app", "1"), package("fine", "1")], &[&archive]);
    root.has_as(&package("lib", "1"), "hold ok installed");
    assert_eq!(agree(&root, Judge::Apt), ["fine=2"]);
}

#[test]
fn an_essential_package_that_is_missing_is_left_to_apt_which_installs_it() {
    let archive = archive(&[package("app", "2"), package("init", "1").essential()]);
    let root = computer(&[package("app", "1")], &[&archive]);
    assert_eq!(agree(&root, Judge::Apt), ["app=2"]);
    assert_eq!(
        root.dist_upgrade().installs(),
        [("init".to_owned(), "1".to_owned())]
    );
    root.has(&package("init", "1").essential());
    assert_eq!(agree(&root, Judge::Own), ["app=2"]);
}

#[test]
fn a_protected_package_that_is_missing_is_not_missed() {
    for field in ["Protected", "Important"] {
        let archive = archive(&[package("app", "2"), package("init", "1").field(field, "yes")]);
        let root = computer(&[package("app", "1")], &[&archive]);
        assert_eq!(agree(&root, Judge::Own), ["app=2"], "{field}");
    }
}

#[test]
fn packages_for_other_architectures_are_left_to_apt() {
    let root = PaperRoot::new(&["amd64", "i386"]);
    let mut archive = wua_testkit::debian::Archive::new().with(
        crate::computer::stable()
            .architecture("amd64")
            .architecture("i386"),
    );
    archive.publish(
        "stable",
        &[
            package("lib", "2").architecture("amd64").multi_arch("same"),
            package("lib", "2").architecture("i386").multi_arch("same"),
            package("tool", "2").architecture("amd64").multi_arch("foreign"),
            package("wine", "2")
                .architecture("i386")
                .depends("lib (= 2), tool"),
        ],
    );
    root.has(&package("lib", "1").architecture("amd64").multi_arch("same"));
    root.has(&package("tool", "1").architecture("amd64").multi_arch("foreign"));
    root.knows(&archive);
    assert_eq!(
        agree(&root, Judge::Own),
        ["lib=2", "tool=2"],
        "nothing foreign is installed"
    );
    root.has(&package("lib", "1").architecture("i386").multi_arch("same"));
    root.has(
        &package("wine", "1")
            .architecture("i386")
            .depends("lib (= 1), tool"),
    );
    assert_eq!(agree(&root, Judge::Apt), ["lib=2", "lib=2", "tool=2", "wine=2"]);
}

#[test]
fn a_package_that_is_half_configured_is_left_to_apt() {
    let archive = archive(&[package("a", "2"), package("b", "2")]);
    let root = computer(&[package("b", "1")], &[&archive]);
    root.has_as(&package("a", "1"), "install ok half-configured");
    agree(&root, Judge::Apt);
}
