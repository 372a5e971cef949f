//! Xpress.

use proptest::prelude::*;
use wua_wusp::xpress::{Decoder, Error, decode, encode, encode_in_blocks};

const PLENTY: usize = 1 << 20;

fn block(original: i32, payload: &[u8]) -> Vec<u8> {
    let compressed = i32::try_from(payload.len()).unwrap();
    [&original.to_le_bytes(), &compressed.to_le_bytes(), payload].concat()
}

/// [MS-XCA] 3.1
#[test]
fn the_examples_of_the_specification_are_read() {
    let alphabet = b"abcdefghijklmnopqrstuvwxyz";
    let literal = [&[0x3F, 0, 0, 0][..], alphabet].concat();
    assert_eq!(decode(&block(26, &literal), PLENTY).unwrap(), alphabet);

    let repeated = [
        0xFF, 0xFF, 0xFF, 0x1F, b'a', b'b', b'c', 0x17, 0, 0x0F, 0xFF, 0x26, 1,
    ];
    assert_eq!(
        decode(&block(300, &repeated), PLENTY).unwrap(),
        b"abc".repeat(100)
    );
}

/// [MS-WUSP] 2.1.1.1.2 has lengths and how each is written.
#[test]
fn lengths_of_repetitions_are_read_as_the_specification_has_them() {
    let lengths: [(usize, &[u8]); 9] = [
        (3, &[0x00, 0]),
        (9, &[0x06, 0]),
        (10, &[0x07, 0, 0x00]),
        (24, &[0x07, 0, 0x0E]),
        (25, &[0x07, 0, 0x0F, 0]),
        (26, &[0x07, 0, 0x0F, 1]),
        (279, &[0x07, 0, 0x0F, 254]),
        (280, &[0x07, 0, 0x0F, 255, 0x15, 0x01]),
        (281, &[0x07, 0, 0x0F, 255, 0x16, 0x01]),
    ];
    for (length, written) in lengths {
        // A byte, a repetition of it, the end.
        let payload = [&[0xFF, 0xFF, 0xFF, 0x7F, b'x'], written].concat();
        let original = i32::try_from(length + 1).unwrap();
        let decoded = decode(&block(original, &payload), PLENTY).unwrap();
        assert_eq!(decoded, vec![b'x'; length + 1]);
    }
}

#[test]
fn two_long_repetitions_share_a_byte() {
    let payload = [0xFF, 0xFF, 0xFF, 0x7F, b'x', 7, 0, 0x21, 7, 0];
    assert_eq!(decode(&block(1 + 11 + 12, &payload), PLENTY).unwrap(), [b'x'; 24]);
}

#[test]
fn a_block_whose_lengths_are_equal_is_stored_as_it_is() {
    let two = [block(3, b"abc"), block(2, b"de")].concat();
    assert_eq!(decode(&two, PLENTY).unwrap(), b"abcde");
    assert_eq!(encode(b"abc"), block(3, b"abc"));
}

#[test]
fn there_is_always_a_flag_of_the_end_even_if_it_takes_another_word() {
    let bytes = [&[0x55_u8; 35][..], b"abcdefghijklmnopqrstuvwxyz01234"].concat();
    let encoded = encode(&bytes);
    assert!(encoded.len() < bytes.len() + 8);
    assert_eq!(decode(&encoded, PLENTY).unwrap(), bytes);
    // 32 literals, and no word behind them.
    let payload = [&[0; 4][..], &[b'x'; 32]].concat();
    assert_eq!(
        decode(&block(32, &payload), PLENTY),
        Err(Error::Damaged { block: 0 })
    );
}

#[test]
fn what_is_damaged_is_refused() {
    let damaged: [&[u8]; 8] = [
        // Nothing at all.
        &[],
        // No flags.
        &[0, 0, 0],
        // A repetition of what is before the block.
        &[0xFF, 0xFF, 0xFF, 0xFF, 0, 0],
        &[0xFF, 0xFF, 0xFF, 0x7F, b'x', 8, 0],
        // It is longer than the block.
        &[0xFF, 0xFF, 0xFF, 0x7F, b'x', 7, 0, 0x0F, 255, 0xFF, 0xFF],
        // Its length is not there.
        &[0xFF, 0xFF, 0xFF, 0x7F, b'x', 7, 0, 0x0F],
        // It ends too early.
        &[0xFF, 0xFF, 0xFF, 0x7F, b'x', 0, 0],
        // There is something behind the end.
        &[0xFF, 0xFF, 0xFF, 0x07, b'x', b'x', b'x', b'x', b'x', b'x'],
    ];
    for payload in damaged {
        assert_eq!(
            decode(&block(5, payload), PLENTY),
            Err(Error::Damaged { block: 0 }),
            "{payload:?}"
        );
    }
}

#[test]
fn lengths_that_no_block_has_are_refused_at_once() {
    for (original, compressed) in [(-1, 5), (5, -1), (65_536, 5), (5, 65_536), (i32::MAX, i32::MAX)] {
        let bytes = [i32::to_le_bytes(original), i32::to_le_bytes(compressed)].concat();
        assert_eq!(decode(&bytes, PLENTY), Err(Error::Length { block: 0 }));
    }
}

#[test]
fn no_more_is_read_than_is_allowed() {
    let bytes = vec![7; 100_000];
    let bomb = encode(&bytes);
    assert!(bomb.len() < 1000);
    assert_eq!(decode(&bomb, bytes.len()).unwrap(), bytes);
    let most = bytes.len() - 1;
    let mut read = Vec::new();
    let refused = Decoder::new(most).push(&bomb, &mut read);
    assert_eq!(refused, Err(Error::TooLong { most }));
    assert!(read.len() <= most);
}

#[test]
fn what_is_cut_off_anywhere_is_an_error() {
    let bytes: Vec<u8> = (0..3000_u32).flat_map(|n| (n % 300).to_le_bytes()).collect();
    let encoded = encode_in_blocks(&bytes, 1000);
    for length in 0..encoded.len() {
        let cut = decode(&encoded[..length], PLENTY);
        // Between two blocks nobody can tell; there the text that was in it is not complete.
        assert!(
            cut.is_err() || cut.unwrap().len().is_multiple_of(1000),
            "{length}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_compressed_is_read_however_it_comes(
        words in prop::collection::vec("[ab<>/ ]{0,40}", 0..400),
        size in 1_usize..70_000,
        piece in 1_usize..4000,
    ) {
        let bytes = words.concat().into_bytes();
        let encoded = encode_in_blocks(&bytes, size);
        prop_assert!(encoded.len() <= bytes.len() + 8 * bytes.len().div_ceil(size));
        let mut decoder = Decoder::new(bytes.len());
        let mut read = Vec::new();
        for piece in encoded.chunks(piece) {
            decoder.push(piece, &mut read).unwrap();
        }
        decoder.finish().unwrap();
        prop_assert_eq!(read, bytes);
    }

    #[test]
    fn noise_is_compressed_and_read(bytes: Vec<u8>, size in 1_usize..300) {
        prop_assert_eq!(decode(&encode_in_blocks(&bytes, size), bytes.len()).unwrap(), bytes);
    }

    #[test]
    fn noise_is_refused_or_read_within_its_limit(
        original in 0_i32..2000,
        payload in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Ok(decoded) = decode(&block(original, &payload), PLENTY) {
            prop_assert_eq!(decoded.len(), usize::try_from(original).unwrap());
        }
    }
}
