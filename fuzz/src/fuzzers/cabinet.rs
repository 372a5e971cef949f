//! Cabinets: their entries, what is compressed in them, and their signatures.
//!
//! Checksums of blocks are mended before an input is read: one that is wrong would end all that is behind it.

use wua_wsus::Signature;

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Cabinet;

pub(super) const SIGNED: &[u8] = include_bytes!("../../../crates/wua-wsus/testdata/signed.cab");
const UNSIGNED: &[u8] = include_bytes!("../../../crates/wua-wsus/testdata/unsigned.cab");

impl Fuzzer for Cabinet {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let package = include_str!("../../../crates/wua-wsus/testdata/small.sdp").as_bytes();
        let package = &package[..package.len().min(0x7FFF)];
        let mut lzx = Vec::new();
        let bits = 3 << 28 | u32::try_from(package.len()).unwrap() << 4;
        lzx.extend(u16::try_from(bits >> 16).unwrap().to_le_bytes());
        lzx.extend(u16::try_from(bits & 0xFFFF).unwrap().to_le_bytes());
        lzx.extend([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
        lzx.extend(package);
        vec![
            SIGNED.to_vec(),
            UNSIGNED.to_vec(),
            one_block(0, package, package.len()),
            one_block(0x0F03, &lzx, package.len()),
            one_block(0x1503, &lzx, package.len()),
            one_block(0x1472, package, package.len()),
        ]
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let mended = mend(input);
        match wua_wsus::fuzzing::signature(&mended) {
            None => seen.note("signature", "no cabinet"),
            Some(Signature::NotSigned) => seen.note("signature", "none"),
            Some(Signature::Wrong(why)) => seen.note("signature", why),
            Some(Signature::Signed(by)) => {
                // Nobody here has the key: whatever was signed is what its publisher signed.
                assert_eq!(by.signer, "Contoso Publisher");
                let end = place_of_signature(SIGNED);
                let same = |range: std::ops::Range<usize>| mended.get(range.clone()) == SIGNED.get(range);
                assert!(
                    same(0..4) && same(8..34) && same(36..52) && same(56..end),
                    "a changed cabinet is believed"
                );
                seen.note(
                    "signature",
                    (by.issuers.len(), by.is_complete, by.timestamp.is_some()),
                );
            }
        }
        // As a payload the same cabinet is judged the same.
        assert!(
            wua_wsus::fuzzing::signature(&mended)
                .is_none_or(|signature| wua_wsus::fuzzing::payload(&mended) == Some(signature)),
            "a payload is judged otherwise"
        );
        match wua_wsus::fuzzing::catalogue(&mended) {
            Ok((updates, left_out)) => {
                seen.note("read", (bucket(updates.len()), bucket(left_out.len())));
                for left_out in &left_out {
                    assert!(!left_out.reason.is_empty() && !left_out.file.is_empty());
                    let words: String = left_out
                        .reason
                        .chars()
                        .filter(char::is_ascii_lowercase)
                        .take(40)
                        .collect();
                    seen.note("left-out", words);
                }
            }
            Err(error) => {
                let message = error.message();
                let words: String = message
                    .chars()
                    .filter(char::is_ascii_lowercase)
                    .take(60)
                    .collect();
                seen.note("refused", words);
            }
        }
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        let data = noise(random, 300);
        let kind = [0, 1, 0x0F03, 0x1503, 0x1472, 5][random.below(6)];
        let unpacked = random.below(0x8001);
        one_block(kind, &data, unpacked)
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        mutation::change(input, other, &[b"MSCF".to_vec(), b"CK".to_vec()], random);
    }

    /// The window of LZX takes 2 MiB, and is made anew for each folder; 65,535 blocks are listed with 56 bytes each.
    fn most_memory(&self, input: &[u8]) -> usize {
        64 * input.len() + (16 << 20)
    }
}

pub(super) fn place_of_signature(cabinet: &[u8]) -> usize {
    cabinet.get(44..48).map_or(0, |bytes| {
        usize::try_from(u32::from_le_bytes(bytes.try_into().unwrap())).unwrap()
    })
}

/// A cabinet with one file in one block.
fn one_block(compression: u16, data: &[u8], unpacked: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(b"MSCF\0\0\0\0");
    bytes.extend(u32::try_from(74 + data.len()).unwrap().to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(44_u32.to_le_bytes());
    bytes.extend([0, 0, 0, 0, 3, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend(66_u32.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(compression.to_le_bytes());
    bytes.extend(u32::try_from(unpacked).unwrap().to_le_bytes());
    bytes.extend([0; 12]);
    bytes.extend(b"a.sdp\0");
    bytes.extend([0; 4]);
    bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(u16::try_from(unpacked).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}

/// Takes the checksum away from the first block of the first folder: 0 stands for none.
fn mend(input: &[u8]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    let is_signed = bytes.starts_with(SIGNED.get(..64).unwrap_or_default());
    let flags = bytes.get(30).copied().unwrap_or_default();
    let reserve = bytes
        .get(36..38)
        .map_or(0, |two| u16::from_le_bytes(two.try_into().unwrap()));
    let folder = if flags & 4 == 0 {
        36
    } else {
        40 + usize::from(reserve)
    };
    let block = bytes
        .get(folder..folder + 4)
        .map(|four| u32::from_le_bytes(four.try_into().unwrap()));
    if let Some(block) = block
        && !is_signed
        && let Ok(block) = usize::try_from(block)
        && let Some(checksum) = block.checked_add(4).and_then(|end| bytes.get_mut(block..end))
    {
        checksum.fill(0);
    }
    bytes
}
