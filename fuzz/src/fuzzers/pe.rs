//! Executables: their headers and resources, as far as they lead to a version.

use wua_windows::pe::{PeVersion, ReadAt, version};

use wua_wsus::Signature;

use super::cabinet::{SIGNED, place_of_signature};
use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

#[path = "../../../crates/wua-windows/tests/facts/executable.rs"]
mod executable;

use executable::Executable;

pub(super) struct Pe;

/// A file that counts what is read of it.
struct Counted<'a> {
    bytes: &'a [u8],
    reads: std::cell::Cell<usize>,
    /// How far into the file, in the end.
    last: std::cell::Cell<u64>,
}

impl ReadAt for Counted<'_> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        self.reads.set(self.reads.get() + 1);
        self.last.set(offset);
        self.bytes.read_at(buffer, offset)
    }
}

/// Three directories are searched, the last one three times, each to its most entries.
const MOST_READS: usize = 5 * 4096 + 10;

/// A program with somebody else's signature.
fn signed(executable: &Executable) -> Vec<u8> {
    let mut bytes = executable.bytes();
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    let signature = &SIGNED[place_of_signature(SIGNED)..];
    let begin = u32::try_from(bytes.len()).unwrap();
    let size = u32::try_from(signature.len() + 8).unwrap();
    bytes.extend(size.to_le_bytes());
    bytes.extend([0, 2, 2, 0]);
    bytes.extend(signature);
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let optional = usize::try_from(number(0x3C)).unwrap() + 24;
    let directories = optional + if bytes[optional + 1] == 1 { 96 } else { 112 };
    bytes[directories - 4..directories].copy_from_slice(&16_u32.to_le_bytes());
    bytes[directories + 32..directories + 36].copy_from_slice(&begin.to_le_bytes());
    bytes[directories + 36..directories + 40].copy_from_slice(&size.to_le_bytes());
    bytes
}

impl Fuzzer for Pe {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let variants = [
            Executable::default(),
            Executable {
                is_64_bit: false,
                languages: vec![0x0407, 0, 0x0409],
                ..Executable::default()
            },
            Executable {
                distance: 5000,
                ..Executable::default()
            },
        ];
        let mut seeds: Vec<_> = variants.iter().map(Executable::bytes).collect();
        seeds.push(signed(&Executable::default()));
        seeds
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let file = Counted {
            bytes: input,
            reads: std::cell::Cell::default(),
            last: std::cell::Cell::default(),
        };
        match wua_wsus::fuzzing::payload(input) {
            Some(Signature::Signed(_)) => panic!("what signs a cabinet is believed of a program"),
            other => seen.note("signature", other.map(|signature| signature.to_string())),
        }
        let found = version(&file).unwrap();
        let reads = file.reads.get();
        assert!(reads <= MOST_READS, "{reads} reads");
        let last = usize::try_from(file.last.get()).unwrap_or(usize::MAX);
        seen.note("reads", (reads.min(64), bucket(reads), bucket(last)));
        if let Some(PeVersion { file, language }) = found {
            // What is said stands somewhere in the file.
            let [major, minor, build, revision] = file.0;
            let written = [minor, major, revision, build].map(u16::to_le_bytes).concat();
            assert!(
                input.windows(8).any(|window| window == written),
                "a version from nowhere"
            );
            seen.note("version", (language == 0, file.0 == [1, 2, 3, 4]));
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let mut bytes = Executable {
            is_64_bit: random.one_in(2),
            distance: random.below(64),
            ..Executable::default()
        }
        .bytes();
        let tail = noise(random, 64);
        bytes.extend(tail);
        bytes
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words = [
            b"MZ".to_vec(),
            b"PE\0\0".to_vec(),
            vec![0, 0, 0, 0x80],
            vec![16, 0, 0, 0],
            vec![0xff; 4],
            0xfeef_04bd_u32.to_le_bytes().to_vec(),
        ];
        mutation::change(input, other, &words, random);
    }
}
