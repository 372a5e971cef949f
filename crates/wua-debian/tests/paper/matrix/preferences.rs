//! What an administrator prefers.

use crate::computer::{Judge, agree, archive, computer, of_suite, package};
use wua_testkit::debian::{PaperRoot, Suite};

fn with(preferences: &str) -> PaperRoot {
    let stable = archive(&[package("a", "2"), package("b", "2")]);
    let testing = of_suite(
        Suite::new("testing")
            .origin("Debian")
            .label("Debian")
            .not_automatic(),
        &[package("a", "3"), package("b", "3")],
    );
    let root = computer(&[package("a", "1"), package("b", "1")], &[&stable, &testing]);
    root.preferences("ours", preferences);
    root
}

#[test]
fn a_preference_against_a_version_is_left_to_apt() {
    let root = with("Package: a\nPin: version 2\nPin-Priority: -1\n");
    assert_eq!(agree(&root, Judge::Apt), ["b=2"]);
}

#[test]
fn a_preference_for_an_archive_is_left_to_apt() {
    let root = with("Package: a\nPin: release a=testing\nPin-Priority: 990\n");
    assert_eq!(agree(&root, Judge::Apt), ["a=3", "b=2"]);
    let root = with("Package: *\nPin: release a=testing\nPin-Priority: 990\n");
    assert_eq!(agree(&root, Judge::Apt), ["a=3", "b=3"]);
}

#[test]
fn a_preference_that_downgrades_is_left_to_apt() {
    let stable = archive(&[package("a", "0.5")]);
    let root = computer(&[package("a", "1")], &[&stable]);
    root.preferences("ours", "Package: a\nPin: version 0.5\nPin-Priority: 1001\n");
    assert_eq!(agree(&root, Judge::Apt), ["a=0.5"]);
}

#[test]
fn a_preference_for_what_is_not_here_decides_nothing() {
    for preferences in [
        "Package: nodejs nsolid\nPin: origin deb.example\nPin-Priority: 600\n",
        "Package: a\nPin: origin \"deb.example\"\nPin-Priority: -1\n",
        "# nothing but a comment\n",
        "Explanation: of nothing\nPackage: other\nPin: version 1*\nPin-Priority: 1001\n",
    ] {
        let root = with(preferences);
        assert_eq!(agree(&root, Judge::Own), ["a=2", "b=2"], "{preferences}");
    }
}
