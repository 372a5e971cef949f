//! Why a package is upgraded, or is not.

use wua_agent::ReasonKind;
use wua_testkit::debian::{PaperRoot, Suite};

use crate::computer::{archive, computer, of_suite, package, session};

/// The kinds of the reasons, and the words of the last one.
fn told(root: &PaperRoot, subject: &str) -> (Vec<ReasonKind>, String) {
    let folder = tempfile::tempdir().unwrap();
    let session = session(root, folder.path());
    session.search("").unwrap();
    let explanations = session.explain(subject).unwrap();
    let reasons: Vec<_> = explanations.into_iter().flat_map(|told| told.reasons).collect();
    let words = reasons
        .last()
        .map(|reason| reason.text.clone())
        .unwrap_or_default();
    (reasons.into_iter().map(|reason| reason.kind).collect(), words)
}

#[test]
fn what_is_offered_says_from_and_to() {
    let archive = archive(&[package("a", "2")]);
    let (kinds, words) = told(&computer(&[package("a", "1")], &[&archive]), "a");
    assert_eq!(kinds, [ReasonKind::Offered, ReasonKind::Offered]);
    assert_eq!(words, "apt upgrades a from 1 to 2");
}

#[test]
fn what_is_held_says_how_to_let_it_go() {
    let archive = archive(&[package("a", "2")]);
    let root = computer(&[], &[&archive]);
    root.has_as(&package("a", "1"), "hold ok installed");
    let (kinds, words) = told(&root, "a");
    assert_eq!(kinds, [ReasonKind::Held]);
    assert!(words.contains("apt-mark unhold a"), "{words}");
}

#[test]
fn a_preference_is_named() {
    let archive = archive(&[package("a", "2")]);
    let root = computer(&[package("a", "1")], &[&archive]);
    root.preferences("ours", "Package: a\nPin: version 2\nPin-Priority: -1\n");
    let (kinds, words) = told(&root, "a");
    assert_eq!(kinds, [ReasonKind::Pinned]);
    assert!(words.contains("apt-cache policy a"), "{words}");
    let wild = of_suite(
        Suite::new("wild").label("Wild").not_automatic(),
        &[package("a", "2")],
    );
    let (kinds, words) = told(&computer(&[package("a", "1")], &[&wild]), "a");
    assert_eq!(kinds, [ReasonKind::Pinned]);
    assert!(words.contains("Wild is not for automatic upgrades"), "{words}");
}

#[test]
fn a_phased_update_says_how_far_it_is() {
    let archive = archive(&[package("a", "2").phased(0)]);
    let (kinds, words) = told(&computer(&[package("a", "1")], &[&archive]), "a");
    assert_eq!(kinds, [ReasonKind::Phased]);
    assert!(words.contains("0 %"), "{words}");
}

#[test]
fn what_is_kept_back_says_what_it_would_cost() {
    let archive = archive(&[package("a", "2").depends("nowhere")]);
    let (kinds, words) = told(&computer(&[package("a", "1")], &[&archive]), "a");
    assert_eq!(kinds, [ReasonKind::KeptBack]);
    assert!(words.contains("nowhere"), "{words}");
}

#[test]
fn what_is_the_newest_says_so() {
    let archive = archive(&[package("a", "1")]);
    let root = computer(&[package("a", "1"), package("local", "1")], &[&archive]);
    assert_eq!(told(&root, "a").0, [ReasonKind::Installed, ReasonKind::Current]);
    assert_eq!(told(&root, "local").0, [ReasonKind::Current]);
    assert!(told(&root, "unheard-of").0.is_empty());
}

#[test]
fn without_a_name_everything_is_told_that_is_kept_from_something_newer() {
    let archive = archive(&[package("a", "2"), package("b", "2"), package("c", "1")]);
    let root = computer(&[package("b", "1"), package("c", "1")], &[&archive]);
    root.has_as(&package("a", "1"), "hold ok installed");
    let (kinds, _) = told(&root, "");
    assert_eq!(kinds.iter().filter(|kind| **kind == ReasonKind::Held).count(), 1);
    assert!(!kinds.contains(&ReasonKind::Current));
}
