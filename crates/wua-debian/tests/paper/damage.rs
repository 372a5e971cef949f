//! Files that are damaged, missing or old: a clear error or a warning, never an empty answer.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use wua_testkit::debian::PaperRoot;

use crate::computer::{archive, computer, package, session};

fn healthy() -> PaperRoot {
    let archive = archive(&[package("a", "2")]);
    computer(&[package("a", "1")], &[&archive])
}

fn search(root: &PaperRoot) -> Result<(usize, Vec<String>), String> {
    let folder = tempfile::tempdir().unwrap();
    let found = session(root, folder.path())
        .search("")
        .map_err(|error| error.to_string())?;
    let warnings = found.warnings.iter();
    let words = warnings.map(|warning| warning.message[0].1.clone()).collect();
    Ok((found.updates.len(), words))
}

fn list(root: &PaperRoot, suffix: &str) -> PathBuf {
    fs::read_dir(root.path().join("var/lib/apt/lists"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with(suffix))
        .unwrap()
}

#[test]
fn a_healthy_computer_has_its_update_and_no_warning() {
    assert_eq!(search(&healthy()), Ok((1, Vec::new())));
}

#[test]
fn a_list_that_was_cut_off_is_named() {
    let root = healthy();
    let path = list(&root, "_Packages");
    let text = fs::read(&path).unwrap();
    fs::write(&path, &text[..text.len() / 2]).unwrap();
    let error = search(&root).unwrap_err();
    assert!(
        error.contains("_Packages") && error.contains("wua refresh"),
        "{error}"
    );
}

#[test]
fn rubbish_in_any_file_is_named_with_its_place() {
    for (name, text) in [
        ("var/lib/dpkg/status", "Package: a\nrubbish"),
        ("etc/apt/sources.list.d/bad.list", "deb nothing\n"),
        ("etc/apt/sources.list.d/bad.sources", "Types: deb\nSuites: x\n"),
    ] {
        let root = healthy();
        fs::write(root.path().join(name), text).unwrap();
        let error = search(&root).unwrap_err();
        assert!(error.contains(name), "{name}: {error}");
    }
    let root = healthy();
    fs::write(list(&root, "_Release"), [0xFF, 0, b'x']).unwrap();
    let error = search(&root).unwrap_err();
    assert!(error.contains("_Release"), "{error}");
}

#[test]
fn a_configuration_that_apt_does_not_understand_is_not_understood_here_either() {
    let root = healthy();
    root.configuration("99bad", "APT::Get { Assume-Yes \"");
    assert!(search(&root).is_err());
}

#[test]
fn old_lists_are_used_and_that_is_said() {
    let root = healthy();
    let lists = root.path().join("var/lib/apt/lists");
    let old = SystemTime::now() - Duration::from_hours(72);
    for folder in [lists.join("partial"), lists.clone()] {
        fs::create_dir_all(&folder).unwrap();
        fs::File::open(&folder).unwrap().set_modified(old).unwrap();
    }
    // The archive is gone, so that nothing can be renewed.
    let (count, warnings) = search(&root).unwrap();
    assert_eq!(count, 1);
    assert!(warnings[0].contains("3 days"), "{warnings:?}");
}

#[test]
fn missing_lists_are_an_error_and_no_empty_table() {
    let root = healthy();
    let lists = root.path().join("var/lib/apt/lists");
    fs::remove_dir_all(&lists).unwrap();
    fs::create_dir_all(lists.join("partial")).unwrap();
    let error = search(&root).unwrap_err();
    assert!(error.contains("could not be renewed"), "{error}");
}

#[test]
fn titles_have_no_control_characters() {
    let archive = archive(&[package("a", "2\u{1b}[31m")]);
    let root = computer(&[package("a", "1")], &[&archive]);
    let folder = tempfile::tempdir().unwrap();
    let found = session(&root, folder.path()).search("");
    for update in found.iter().flat_map(|found| &found.updates) {
        assert!(!update.title().contains(char::is_control), "{:?}", update.title());
    }
    assert!(found.is_ok_and(|found| found.updates.len() == 1));
}

#[test]
fn names_with_control_characters_stay_in_their_field() {
    let archive = archive(&[package("a", "2").described("a \u{1b}[31mred\u{7} moon", "")]);
    let root = computer(&[package("a", "1")], &[&archive]);
    assert_eq!(search(&root).unwrap().0, 1);
}
