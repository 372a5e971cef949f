//! Compressed lists: as apt and the usual programs write them, damaged, and hostile.
//!
//! `leaves.lz4` was written by apt 2.6 (`Acquire::GzipIndexes`), the others by xz, gzip and zstd.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};

use wua_debian::compression::{Decompressed, Format};

pub(crate) const LZ4: &[u8] = include_bytes!("../../testdata/leaves.lz4");
pub(crate) const XZ: &[u8] = include_bytes!("../../testdata/leaves.xz");
pub(crate) const GZIP: &[u8] = include_bytes!("../../testdata/leaves.gz");
pub(crate) const ZSTD: &[u8] = include_bytes!("../../testdata/leaves.zst");

const FILES: &[(Format, &[u8])] = &[
    (Format::Lz4, LZ4),
    (Format::Xz, XZ),
    (Format::Gzip, GZIP),
    (Format::Zstd, ZSTD),
];

/// What is in all of them.
fn leaves() -> String {
    let mut text = String::new();
    for number in 0..2500 {
        let minor = number * 7 % 13;
        let least = number % 5;
        write!(
            text,
            "Package: leaf{number}\nVersion: {number}.{minor}-1\nArchitecture: all\nDepends: root (>= {least})\n\
             Description: leaf number {number} of the tree\n\n"
        )
        .unwrap();
    }
    text
}

fn unpacked(file: &[u8], format: Option<Format>) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    Decompressed::new(file, format)?.read_to_end(&mut text)?;
    Ok(text)
}

#[test]
fn every_format_is_read() {
    let leaves = leaves();
    for (format, file) in FILES {
        assert!(
            unpacked(file, Some(*format)).unwrap() == leaves.as_bytes(),
            "{format:?}"
        );
        assert!(
            unpacked(file, None).unwrap() == leaves.as_bytes(),
            "{format:?} by its first bytes"
        );
    }
    assert_eq!(unpacked(b"plain", None).unwrap(), b"plain");
    assert_eq!(unpacked(b"", None).unwrap(), b"");
}

#[test]
fn a_file_may_be_made_of_several() {
    let leaves = leaves();
    for (format, file) in FILES {
        let twice = unpacked(&[*file, *file].concat(), Some(*format)).unwrap();
        assert!(twice == leaves.repeat(2).as_bytes(), "{format:?}");
    }
}

#[test]
fn a_file_that_breaks_off_is_an_error_wherever_it_does() {
    for (format, file) in FILES {
        for cut in (0..file.len())
            .step_by(file.len() / 60)
            .chain(file.len() - 12..file.len())
        {
            let result = unpacked(&file[..cut], Some(*format));
            assert!(result.is_err(), "{format:?} cut at {cut} of {}", file.len());
        }
    }
    // A block of LZ4 that ends the input: the decoder itself does not mind.
    let mut cut_between_blocks = lz4(b"one block");
    cut_between_blocks.truncate(cut_between_blocks.len() - 4);
    assert_eq!(
        unpacked(&cut_between_blocks, None).unwrap_err().kind(),
        io::ErrorKind::UnexpectedEof
    );
}

#[test]
fn a_file_that_is_something_else_is_an_error() {
    for (format, _) in FILES {
        for other in [&b""[..], b"x", b"<html>", b"Package: a\n"] {
            assert!(unpacked(other, Some(*format)).is_err(), "{format:?} {other:?}");
        }
    }
    assert!(unpacked(XZ, Some(Format::Gzip)).is_err());
}

#[test]
fn bombs_end_at_the_limit() {
    for (format, file) in FILES {
        let mut text = Vec::new();
        let reader = Decompressed::new(*file, Some(*format)).unwrap();
        let error = reader.with_limit(100_000).read_to_end(&mut text).unwrap_err();
        assert!(error.to_string().contains("more than 100000 bytes"), "{error}");
        assert!(text.len() <= 100_000, "{format:?}");
        let whole = leaves().len();
        let mut exact = Decompressed::new(*file, Some(*format))
            .unwrap()
            .with_limit(whole.try_into().unwrap());
        text.clear();
        assert_eq!(exact.read_to_end(&mut text).unwrap(), whole, "{format:?}");
    }
}

#[test]
fn windows_that_no_list_needs_are_refused_before_memory_is_taken() {
    // A frame of Zstandard that asks for 3 GiB.
    let zstd = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xac, 0x01, 0x00, 0x00];
    let error = unpacked(&zstd, None).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{error}");
    // The same file of XZ with a dictionary of 4 GiB in the header of its block.
    let mut xz = XZ.to_vec();
    let header = 12;
    let length = (usize::from(xz[header]) + 1) * 4;
    let properties = xz[header..header + length]
        .windows(2)
        .position(|pair| pair == [0x21, 0x01])
        .unwrap();
    xz[header + properties + 2] = 40;
    let mut checksum = flate2::Crc::new();
    checksum.update(&xz[header..header + length - 4]);
    xz[header + length - 4..header + length].copy_from_slice(&checksum.sum().to_le_bytes());
    let error = unpacked(&xz, None).unwrap_err();
    assert!(error.to_string().contains("memory"), "{error}");
}

#[test]
fn a_wrong_checksum_is_an_error() {
    let mut zstd = ZSTD.to_vec();
    *zstd.last_mut().unwrap() ^= 1;
    assert_eq!(unpacked(&zstd, None).unwrap_err().to_string(), "wrong checksum");
    let mut gzip = GZIP.to_vec();
    let checksum = gzip.len() - 8;
    gzip[checksum] ^= 1;
    assert!(unpacked(&gzip, None).is_err());
}

fn lz4(text: &[u8]) -> Vec<u8> {
    let mut encoder = lz4_flex::frame::FrameEncoder::new(Vec::new());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}
