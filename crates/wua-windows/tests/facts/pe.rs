//! Versions of programs and libraries.

use wua_rules::applicability::Version;
use wua_windows::pe::{PeVersion, version};

use crate::executable::{Executable, RESOURCES};

fn read(executable: &Executable) -> Option<PeVersion> {
    version(&executable.bytes()).unwrap()
}

#[test]
fn the_version_is_that_of_the_file_and_not_of_its_product() {
    for is_64_bit in [false, true] {
        let executable = Executable {
            is_64_bit,
            version: [10, 0, 65535, 7],
            ..Executable::default()
        };
        let expected = PeVersion {
            file: Version([10, 0, 65535, 7]),
            language: 0x0409,
        };
        assert_eq!(read(&executable), Some(expected));
    }
}

#[test]
fn of_several_languages_no_language_counts_then_english_then_the_first() {
    for (languages, chosen) in [
        (vec![0x0407, 0x0409, 0], 0),
        (vec![0x0407, 0x0409], 0x0409),
        (vec![0x0407, 0x040c], 0x0407),
    ] {
        let executable = Executable {
            languages,
            ..Executable::default()
        };
        assert_eq!(read(&executable).map(|version| version.language), Some(chosen));
    }
}

#[test]
fn a_version_far_behind_the_directories_is_found() {
    let executable = Executable {
        distance: 1 << 20,
        ..Executable::default()
    };
    assert_eq!(
        read(&executable).map(|version| version.file),
        Some(Version([1, 2, 3, 4]))
    );
}

#[test]
fn a_file_that_ends_anywhere_has_no_version_or_its_own() {
    let whole = Executable::default().bytes();
    let expected = version(&whole).unwrap();
    for length in 0..whole.len() {
        let found = version(&whole[..length].to_vec()).unwrap();
        assert!(found.is_none() || found == expected, "{length}");
    }
}

#[test]
fn damage_of_one_byte_is_survived() {
    let whole = Executable::default().bytes();
    for at in 0..whole.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] = value;
            version(&damaged).unwrap();
        }
    }
}

#[test]
fn a_directory_that_contains_itself_comes_to_an_end() {
    let mut bytes = Executable::default().bytes();
    // The names lie where the types do.
    let place = RESOURCES + 20;
    bytes[place..place + 4].copy_from_slice(&0x8000_0000_u32.to_le_bytes());
    assert_eq!(version(&bytes).unwrap(), None);
}

#[test]
fn more_entries_than_there_can_be_come_to_an_end() {
    let mut bytes = Executable::default().bytes();
    bytes[RESOURCES + 12..RESOURCES + 16].fill(0xff);
    bytes[RESOURCES + 16] = 15;
    assert_eq!(version(&bytes).unwrap(), None);
}

#[test]
fn what_is_no_executable_has_no_version() {
    for bytes in [&b""[..], b"MZ", b"#!/bin/sh\n", b"\x7fELF"] {
        assert_eq!(version(&bytes.to_vec()).unwrap(), None);
    }
}
