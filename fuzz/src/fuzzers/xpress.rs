//! Compressed answers of update servers.

use wua_wusp::xpress::{Decoder, Error, decode, encode_in_blocks};

use super::{Fuzzer, noise};
use crate::mutation::{self, Random};
use crate::seen::{Seen, bucket};

pub(super) struct Xpress;

/// A block that is well compressed has 65535 bytes in 16 of its own: what is held is not paid for by the input.
const MOST: usize = 1 << 18;

/// A flag word, repetitions of all lengths, lengths of blocks.
const WORDS: [&[u8]; 10] = [
    &[0xFF, 0xFF, 0xFF, 0x7F],
    &[0xFF, 0xFF, 0xFF, 0xFF],
    &[0x3F, 0, 0, 0],
    &[0x06, 0],
    &[0x07, 0, 0x0E],
    &[0x07, 0, 0x0F, 254],
    &[0x07, 0, 0x0F, 255, 0xFF, 0xFF],
    &[0xFF, 0xFF, 0, 0, 16, 0, 0, 0],
    &[3, 0, 0, 0, 3, 0, 0, 0],
    &[0xE0, 0x3F, 0, 0, 0xE0, 0x3F, 0, 0],
];

impl Fuzzer for Xpress {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let text = b"<UpdateInfo><ID>17</ID><IsLeaf>true</IsLeaf></UpdateInfo>".repeat(9);
        vec![
            encode_in_blocks(&text, 65_535),
            encode_in_blocks(&text, 100),
            encode_in_blocks(&[b'x'; 3000], 1000),
            encode_in_blocks(b"abc", 2),
        ]
    }

    fn execute(&mut self, input: &[u8], seen: &mut Seen) {
        let whole = decode(input, MOST);
        match &whole {
            Ok(bytes) => {
                assert!(bytes.len() <= MOST);
                seen.note("read", bucket(bytes.len()));
                let size = 1 + bytes.len() % 1000;
                assert_eq!(
                    decode(&encode_in_blocks(bytes, size), bytes.len()).as_ref(),
                    Ok(bytes)
                );
                if let Some(less) = bytes.len().checked_sub(1) {
                    assert_eq!(decode(input, less), Err(Error::TooLong { most: less }));
                }
            }
            Err(error) => seen.note("refused", (std::mem::discriminant(error), bucket(place(*error)))),
        }
        let mut decoder = Decoder::new(MOST);
        let mut read = Vec::new();
        let size = 1 + input.first().map_or(0, |byte| usize::from(*byte) % 40);
        let pushed = input
            .chunks(size)
            .try_for_each(|piece| decoder.push(piece, &mut read));
        let pieces = pushed.and_then(|()| decoder.finish());
        assert_eq!(pieces.map(|()| read), whole);
    }

    fn fresh(&mut self, random: &mut Random) -> Vec<u8> {
        if random.one_in(2) {
            let bytes = noise(random, 300).repeat(1 + random.below(4));
            return encode_in_blocks(&bytes, 1 + random.below(400));
        }
        let mut input = Vec::new();
        for _ in 0..random.below(20) {
            if random.one_in(3) {
                input.extend(noise(random, 12));
            } else {
                input.extend(*random.one_of(&WORDS));
            }
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8], random: &mut Random) {
        let words: Vec<Vec<u8>> = WORDS.iter().map(|word| word.to_vec()).collect();
        mutation::change(input, other, &words, random);
    }

    fn most_memory(&self, input: &[u8]) -> usize {
        64 * input.len() + 16 * MOST
    }
}

fn place(error: Error) -> usize {
    match error {
        Error::Length { block } | Error::Damaged { block } => block,
        Error::Truncated | Error::TooLong { .. } => 0,
    }
}
