//! The scripts of the museum, which are part of the program.

/// Each script with its name, in the order in which they refer to each other.
// Skipped by rustfmt so that each script stays on one line.
#[rustfmt::skip]
pub(super) const SCRIPTS: [(&str, &str); 14] = [
    ("licences", include_str!("../../testdata/museum/licences.txt")),
    ("categories", include_str!("../../testdata/museum/categories.txt")),
    ("orrery", include_str!("../../testdata/museum/orrery.txt")),
    ("difference-engine", include_str!("../../testdata/museum/difference-engine.txt")),
    ("antikythera", include_str!("../../testdata/museum/antikythera.txt")),
    ("reading-room", include_str!("../../testdata/museum/reading-room.txt")),
    ("workshop", include_str!("../../testdata/museum/workshop.txt")),
    ("post-office", include_str!("../../testdata/museum/post-office.txt")),
    ("storeroom", include_str!("../../testdata/museum/storeroom.txt")),
    ("curiosities", include_str!("../../testdata/museum/curiosities.txt")),
    ("travelling", include_str!("../../testdata/museum/travelling.txt")),
    ("staff", include_str!("../../testdata/museum/staff.txt")),
    ("services", include_str!("../../testdata/museum/services.txt")),
    ("history", include_str!("../../testdata/museum/history.txt")),
];
