//! Cabinets: whole ones in every compression, and broken ones in every way.

use std::io::{Cursor, Write};

use crate::support::{Folder, ID, load, offer, package, testdata};

/// A cabinet of these files, in one folder.
fn cabinet(compression: cab::CompressionType, files: &[(&str, &str)]) -> Vec<u8> {
    let mut builder = cab::CabinetBuilder::new();
    let folder = builder.add_folder(compression);
    for (name, _) in files {
        folder.add_file(*name);
    }
    let mut writer = builder.build(Cursor::new(Vec::new())).unwrap();
    let mut contents = files.iter();
    while let Some(mut file) = writer.next_file().unwrap() {
        file.write_all(contents.next().unwrap().1.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn titles(bytes: &[u8]) -> Vec<String> {
    let (updates, left_out) = load(bytes);
    assert_eq!(left_out, []);
    updates
        .iter()
        .map(|update| update.texts[0].title.clone())
        .collect()
}

/// Two packages, and something that is none.
fn files() -> Vec<(String, String)> {
    let mut files = vec![("readme.txt".to_owned(), "Read me. ".repeat(9000))];
    for number in 1..=30 {
        let id = format!("5e7e1111-0000-4000-8000-{number:012}");
        // Longer than a block, and in no order.
        let padding = format!("<!-- {} -->", "x".repeat(number * 1500));
        let document = package(&id, &format!("Tool {number}")) + &padding;
        files.push((format!("V3\\{:02}.SDP", (number * 7) % 31), document));
    }
    files
}

fn small_cabinet(compression: cab::CompressionType) -> Vec<u8> {
    let files = files();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    cabinet(compression, &files)
}

#[test]
fn stored_and_mszip_cabinets_are_read_in_their_order() {
    let expected: Vec<String> = (1..=30).map(|number| format!("Tool {number}")).collect();
    for compression in [cab::CompressionType::None, cab::CompressionType::MsZip] {
        assert_eq!(titles(&small_cabinet(compression)), expected);
    }
}

/// LZX with a block that is not compressed. [MS-PATCH] 2.3.1.1: a bit without translation, three bits for the kind, the size
/// in 24 bits; then, from the next word on, three numbers and the bytes.
fn lzx(name: &str, text: &str) -> Vec<u8> {
    assert!(text.len() < 0x8000);
    let size = u32::try_from(text.len()).unwrap();
    let bits: u32 = 3 << 28 | size << 4;
    let mut data = Vec::new();
    data.extend(u16::try_from(bits >> 16).unwrap().to_le_bytes());
    data.extend(u16::try_from(bits & 0xFFFF).unwrap().to_le_bytes());
    for number in [1_u32, 1, 1] {
        data.extend(number.to_le_bytes());
    }
    data.extend(text.as_bytes());
    raw_cabinet(0x0F03, &[(name, size, 0)], &data, size)
}

/// A cabinet with one folder of one block, as it is told.
fn raw_cabinet(compression: u16, files: &[(&str, u32, u32)], data: &[u8], unpacked: u32) -> Vec<u8> {
    let mut entries = Vec::new();
    for (name, size, offset) in files {
        entries.extend(size.to_le_bytes());
        entries.extend(offset.to_le_bytes());
        entries.extend([0; 8]);
        entries.extend(name.as_bytes());
        entries.push(0);
    }
    let first_block = u32::try_from(36 + 8 + entries.len()).unwrap();
    let mut bytes = Vec::new();
    bytes.extend(b"MSCF\0\0\0\0");
    bytes.extend((first_block + 8 + u32::try_from(data.len()).unwrap()).to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(44_u32.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend([3, 1, 1, 0]);
    bytes.extend(u16::try_from(files.len()).unwrap().to_le_bytes());
    bytes.extend([0; 6]);
    bytes.extend(first_block.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(compression.to_le_bytes());
    bytes.extend(entries);
    bytes.extend([0; 4]);
    bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(u16::try_from(unpacked).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}

#[test]
fn lzx_cabinets_are_read() {
    assert_eq!(titles(&lzx("a.sdp", &package(ID, "Squeezed"))), ["Squeezed"]);
}

#[test]
fn quantum_is_refused_by_its_name() {
    let bytes = raw_cabinet(0x1472, &[("a.sdp", 10, 0)], b"0123456789", 10);
    let (updates, left_out) = load(bytes);
    assert!(
        updates.is_empty() && left_out[0].reason.contains("Quantum"),
        "{left_out:?}"
    );
    assert_eq!(left_out[0].file, "catalogue:a.sdp");
}

#[test]
fn lzx_looks_back_over_no_more_than_cabinets_know() {
    let bytes = raw_cabinet(0x1903, &[("a.sdp", 10, 0)], b"0123456789", 10);
    let (_, left_out) = load(bytes);
    assert!(left_out[0].reason.contains("2^25"), "{left_out:?}");
}

#[test]
fn files_that_overlap_or_lie_elsewhere_are_refused() {
    let text = package(ID, "Once");
    let size = u32::try_from(text.len()).unwrap();
    let bytes = raw_cabinet(
        0,
        &[("a.sdp", size, 0), ("b.sdp", size, 0)],
        text.as_bytes(),
        size,
    );
    let (updates, left_out) = load(bytes);
    assert_eq!(updates.len(), 1);
    assert!(left_out[0].reason.contains("overlaps"), "{left_out:?}");
    let bytes = raw_cabinet(
        0,
        &[("a.sdp", size + 5, 0), ("b.sdp", 7, 0xFFFF_FFF0)],
        text.as_bytes(),
        size,
    );
    let (updates, left_out) = load(bytes);
    // What is there of the first one is a whole package; then it ends before it should.
    assert_eq!(updates.len(), 1);
    assert_eq!(left_out.len(), 2);
    assert!(left_out[0].reason.contains("holds less of it"), "{left_out:?}");
    let mut bytes = raw_cabinet(0, &[("a.sdp", size, 0)], text.as_bytes(), size);
    bytes[44 + 8..44 + 10].copy_from_slice(&0xFFFD_u16.to_le_bytes());
    let (_, left_out) = load(&bytes);
    assert!(left_out[0].reason.contains("another cabinet"), "{left_out:?}");
    bytes[44 + 8..44 + 10].copy_from_slice(&7_u16.to_le_bytes());
    assert!(wua_wsus::fuzzing::catalogue(&bytes).is_err());
}

#[test]
fn equal_names_and_names_that_are_paths_are_only_names() {
    let one = package(ID, "One");
    let two = package("5e7e1111-0000-4000-8000-000000000002", "Two");
    let bytes = cabinet(
        cab::CompressionType::MsZip,
        &[("..\\..\\x.sdp", &one), ("..\\..\\x.sdp", &two)],
    );
    assert_eq!(titles(&bytes), ["One", "Two"]);
}

#[test]
fn a_bomb_ends_where_it_is_no_package() {
    // 30 MiB of blanks are 40 kB.
    let blanks = " ".repeat(30 << 20);
    let bytes = cabinet(
        cab::CompressionType::MsZip,
        &[("a.sdp", &blanks), ("b.sdp", &package(ID, "x"))],
    );
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let (updates, left_out) = load(bytes);
    assert_eq!((updates.len(), left_out.len()), (1, 1));
}

#[test]
fn every_cut_is_survived_and_told() {
    let whole = small_cabinet(cab::CompressionType::MsZip);
    for length in (0..whole.len()).step_by(whole.len() / 150) {
        match wua_wsus::fuzzing::catalogue(&whole[..length]) {
            Ok((updates, left_out)) => assert!(updates.len() <= 30 && !left_out.is_empty(), "{length}"),
            Err(error) => assert!(error.message().contains("cabinet"), "{error}"),
        }
    }
}

#[test]
fn every_changed_byte_is_survived() {
    for compression in [0, 1, 0x0F03] {
        let text = package(ID, "x");
        let whole = match compression {
            0 => cabinet(cab::CompressionType::None, &[("a.sdp", &text)]),
            1 => cabinet(cab::CompressionType::MsZip, &[("a.sdp", &text)]),
            _ => lzx("a.sdp", &text),
        };
        for at in (0..whole.len()).step_by(if whole.len() > 1500 { 3 } else { 1 }) {
            for bits in [0xFF, 1, 0x80] {
                let mut changed = whole.clone();
                changed[at] ^= bits;
                let _ = wua_wsus::fuzzing::catalogue(&changed);
                let _ = wua_wsus::fuzzing::signature(&changed);
            }
        }
    }
}

#[test]
fn a_cabinet_within_a_folder_is_read_and_a_broken_one_is_left_out() {
    let folder = Folder::of(&[("c.cab", "rubbish")]);
    folder.write("a.cab", std::fs::read(testdata("unsigned.cab")).unwrap());
    let cabinet = cabinet(cab::CompressionType::None, &[("readme.txt", "nothing")]);
    folder.write("b.cab", cabinet);
    let offer = offer(folder.path()).unwrap();
    assert_eq!(offer.revisions.len(), 2);
    let files: Vec<&str> = offer
        .left_out
        .iter()
        .map(|left_out| left_out.file.as_str())
        .collect();
    assert_eq!(files, ["b.cab", "c.cab"]);
}
