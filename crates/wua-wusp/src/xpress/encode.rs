//! Writing.

use super::{LARGEST_BLOCK, SHORTEST, WINDOW};

/// Compresses some bytes, in blocks as real servers make them.
pub fn encode(bytes: &[u8]) -> Vec<u8> {
    // OBSERVED.
    encode_in_blocks(bytes, 16_352)
}

/// The same, with so many bytes in a block, but 65535 at most.
pub fn encode_in_blocks(bytes: &[u8], block_size: usize) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(bytes.len() / 2);
    for original in bytes.chunks(block_size.clamp(1, LARGEST_BLOCK)) {
        let compressed = Block::compress(original);
        // Equal lengths would say that it is not compressed.
        let payload = if compressed.len() < original.len() {
            &compressed
        } else {
            original
        };
        for length in [original.len(), payload.len()] {
            encoded.extend(u32::try_from(length).unwrap_or_default().to_le_bytes());
        }
        encoded.extend_from_slice(payload);
    }
    encoded
}

/// How many places are looked at for a longer repetition.
const TRIES: usize = 16;

const NOWHERE: u16 = u16::MAX;

struct Block {
    output: Vec<u8>,
    flags: u32,
    count: u32,
    /// Where the flags go that are being collected.
    flags_at: usize,
    /// Where there is half a byte left.
    half_at: Option<usize>,
}

impl Block {
    fn compress(bytes: &[u8]) -> Vec<u8> {
        let mut block = Self {
            output: vec![0; 4],
            flags: 0,
            count: 0,
            flags_at: 0,
            half_at: None,
        };
        let mut seen = Seen::new(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            let (offset, length) = seen.longest(bytes, at);
            let step = if length >= SHORTEST {
                block.repetition(offset, length);
                length
            } else {
                block.output.extend(bytes.get(at));
                block.flag(0);
                1
            };
            for place in at..at + step {
                seen.insert(bytes, place);
            }
            at += step;
        }
        block.finish()
    }

    fn repetition(&mut self, offset: usize, length: usize) {
        let length = length - SHORTEST;
        let number = (offset - 1) << 3 | length.min(7);
        self.word(number);
        if let Some(more) = length.checked_sub(7) {
            self.nibble(more.min(15));
            if let Some(more) = more.checked_sub(15) {
                if more < 255 {
                    self.output.push(u8::try_from(more).unwrap_or_default());
                } else {
                    self.output.push(255);
                    self.word(length);
                }
            }
        }
        self.flag(1);
    }

    fn word(&mut self, number: usize) {
        self.output
            .extend(u16::try_from(number).unwrap_or_default().to_le_bytes());
    }

    fn nibble(&mut self, number: usize) {
        let nibble = u8::try_from(number).unwrap_or_default();
        if let Some(at) = self.half_at.take() {
            if let Some(byte) = self.output.get_mut(at) {
                *byte |= nibble << 4;
            }
        } else {
            self.half_at = Some(self.output.len());
            self.output.push(nibble);
        }
    }

    /// Says what has just been written.
    fn flag(&mut self, flag: u32) {
        self.flags = self.flags << 1 | flag;
        self.count += 1;
        if self.count == 32 {
            self.write_flags();
            self.flags_at = self.output.len();
            self.output.extend([0; 4]);
            (self.flags, self.count) = (0, 0);
        }
    }

    fn write_flags(&mut self) {
        let flags = self.flags.to_le_bytes();
        if let Some(place) = self.output.get_mut(self.flags_at..self.flags_at + 4) {
            place.copy_from_slice(&flags);
        }
    }

    /// The flags that are left are ones, of which there is always one at least.
    fn finish(mut self) -> Vec<u8> {
        let left = 32 - self.count;
        let ones = u32::MAX >> self.count;
        self.flags = self.flags.checked_shl(left).unwrap_or(0) | ones;
        self.write_flags();
        self.output
    }
}

/// Where three bytes have been before.
struct Seen {
    last: Vec<u16>,
    before: Vec<u16>,
}

impl Seen {
    fn new(length: usize) -> Self {
        Self {
            last: vec![NOWHERE; 1 << 13],
            before: vec![NOWHERE; length],
        }
    }

    fn insert(&mut self, bytes: &[u8], at: usize) {
        let Some(slot) = slot(bytes, at).and_then(|slot| self.last.get_mut(slot)) else {
            return;
        };
        if let Some(before) = self.before.get_mut(at) {
            *before = *slot;
        }
        *slot = u16::try_from(at).unwrap_or(NOWHERE);
    }

    fn longest(&self, bytes: &[u8], at: usize) -> (usize, usize) {
        let mut best = (0, 0);
        let mut place = slot(bytes, at).and_then(|slot| self.last.get(slot)).copied();
        for _ in 0..TRIES {
            let Some(known) = place.filter(|place| *place != NOWHERE).map(usize::from) else {
                break;
            };
            if at - known > WINDOW {
                break;
            }
            let ahead = bytes.get(at..).unwrap_or_default();
            let behind = bytes.get(known..).unwrap_or_default();
            let length = ahead.iter().zip(behind).take_while(|(a, b)| a == b).count();
            if length > best.1 {
                best = (at - known, length);
            }
            place = self.before.get(known).copied();
        }
        best
    }
}

fn slot(bytes: &[u8], at: usize) -> Option<usize> {
    let three: &[u8; 3] = bytes.get(at..)?.first_chunk()?;
    let number = three
        .iter()
        .fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
    Some(number.wrapping_mul(0x9E37_79B1) >> 15 & 0x1FFF)
}
