//! The content encoding `xpress`, the half that writes ([MS-WUSP] 2.1.1): blocks of plain LZ77, each behind its two sizes.

/// How long the blocks of a real server are. OBSERVED: Windows Server 2025.
pub const BLOCK: usize = 16352;

/// How far back a match may begin: 13 bits.
const WINDOW: usize = 8192;
/// Nothing shorter is worth its two bytes.
const SHORTEST: usize = 3;
/// How many earlier places are tried for a match.
const TRIES: usize = 24;

/// A whole content, in blocks of [`BLOCK`] bytes.
pub fn encode(content: &[u8]) -> Vec<u8> {
    encode_in_blocks(content, BLOCK)
}

/// A whole content, in blocks of so many bytes. 65535 is the most that the specification allows.
pub fn encode_in_blocks(content: &[u8], block: usize) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(content.len() / 3);
    for block in content.chunks(block.clamp(1, 65535)) {
        let packed = compress(block);
        // OBSERVED: equal sizes say that the bytes stand there as they are.
        let stored = if packed.len() < block.len() {
            &packed
        } else {
            block
        };
        encoded.extend(length(block.len()));
        encoded.extend(length(stored.len()));
        encoded.extend(stored);
    }
    encoded
}

fn length(bytes: usize) -> [u8; 4] {
    i32::try_from(bytes).unwrap_or(i32::MAX).to_le_bytes()
}

/// One block, without its sizes.
fn compress(block: &[u8]) -> Vec<u8> {
    let mut output = Output::new();
    let mut places = Places::new(block.len());
    let mut at = 0;
    while let Some(&byte) = block.get(at) {
        let (offset, length) = places.longest(block, at);
        let covered = if length >= SHORTEST {
            output.copy(offset, length);
            length
        } else {
            output.literal(byte);
            1
        };
        for place in at..at + covered {
            places.remember(block, place);
        }
        at += covered;
    }
    output.finish()
}

/// Where three bytes stood before: the last place, and for each place the one before it.
struct Places {
    last: Vec<u32>,
    before: Vec<u32>,
}

/// No place.
const NOWHERE: u32 = u32::MAX;

impl Places {
    fn new(length: usize) -> Self {
        Self {
            last: vec![NOWHERE; 1 << 14],
            before: vec![NOWHERE; length],
        }
    }

    fn key(block: &[u8], at: usize) -> Option<usize> {
        let three = block.get(at..at + SHORTEST)?;
        let number = three
            .iter()
            .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        usize::try_from(number.wrapping_mul(0x9E37_79B1) >> 18).ok()
    }

    fn remember(&mut self, block: &[u8], at: usize) {
        let Some(last) = Self::key(block, at).and_then(|key| self.last.get_mut(key)) else {
            return;
        };
        if let Some(before) = self.before.get_mut(at) {
            *before = *last;
        }
        *last = u32::try_from(at).unwrap_or(NOWHERE);
    }

    /// How far back the longest match begins, and its length; it may reach into what it makes.
    fn longest(&self, block: &[u8], at: usize) -> (usize, usize) {
        let mut best = (0, 0);
        let ahead = block.get(at..).unwrap_or_default();
        let mut place = Self::key(block, at)
            .and_then(|key| self.last.get(key).copied())
            .unwrap_or(NOWHERE);
        for _ in 0..TRIES {
            let Ok(candidate) = usize::try_from(place) else {
                break;
            };
            if place == NOWHERE || at - candidate > WINDOW {
                break;
            }
            let behind = block.get(candidate..).unwrap_or_default();
            let same = behind
                .iter()
                .zip(ahead)
                .take_while(|(one, other)| one == other)
                .count();
            if same > best.1 {
                best = (at - candidate, same);
            }
            place = self.before.get(candidate).copied().unwrap_or(NOWHERE);
        }
        best
    }
}

/// Literals and matches, with a word of flags before each 32 of them.
struct Output {
    bytes: Vec<u8>,
    /// Where the word stands that is being filled.
    word_at: usize,
    word: u32,
    flags: u32,
    /// A byte whose high half is still free for a length.
    half_free: Option<usize>,
}

impl Output {
    fn new() -> Self {
        Self {
            bytes: vec![0; 4],
            word_at: 0,
            word: 0,
            flags: 0,
            half_free: None,
        }
    }

    /// The first flag is the highest bit.
    fn flag(&mut self, flag: bool) {
        if self.flags == 32 {
            self.write_word();
            self.word_at = self.bytes.len();
            self.bytes.extend([0; 4]);
            (self.word, self.flags) = (0, 0);
        }
        self.word |= u32::from(flag) << (31 - self.flags);
        self.flags += 1;
    }

    fn write_word(&mut self) {
        let places = self.bytes.iter_mut().skip(self.word_at);
        for (place, byte) in places.zip(self.word.to_le_bytes()) {
            *place = byte;
        }
    }

    fn literal(&mut self, byte: u8) {
        self.flag(false);
        self.bytes.push(byte);
    }

    fn copy(&mut self, offset: usize, length: usize) {
        self.flag(true);
        let more = length - SHORTEST;
        let pair = ((offset - 1) << 3) | more.min(7);
        self.bytes.extend(sixteen(pair));
        let Some(more_than_seven) = more.checked_sub(7) else {
            return;
        };
        let half = u8::try_from(more_than_seven.min(15)).unwrap_or(15);
        if let Some(at) = self.half_free.take() {
            if let Some(shared) = self.bytes.get_mut(at) {
                *shared |= half << 4;
            }
        } else {
            self.half_free = Some(self.bytes.len());
            self.bytes.push(half);
        }
        let Some(rest) = more_than_seven.checked_sub(15) else {
            return;
        };
        self.bytes.push(u8::try_from(rest.min(255)).unwrap_or(255));
        if rest >= 255 {
            // From here on the length stands whole, not what is missing.
            self.bytes.extend(sixteen(more));
        }
    }

    /// A last flag says that nothing follows, even if it needs a word of its own.
    fn finish(mut self) -> Vec<u8> {
        self.flag(true);
        while self.flags < 32 {
            self.flag(true);
        }
        self.write_word();
        self.bytes
    }
}

fn sixteen(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_three_letters_a_match_and_three_letters() {
        // "ABCABCDEF": flags 0001 0001 and the rest, which are ones here.
        assert_eq!(
            compress(b"ABCABCDEF"),
            [
                0xFF, 0xFF, 0xFF, 0x11, b'A', b'B', b'C', 0x10, 0x00, b'D', b'E', b'F'
            ]
        );
    }

    #[test]
    fn what_does_not_shrink_is_stored() {
        assert_eq!(encode(b"abc"), [3, 0, 0, 0, 3, 0, 0, 0, b'a', b'b', b'c']);
        assert_eq!(encode(b""), b"");
    }

    #[test]
    fn lengths_take_the_forms_of_the_specification() {
        let tail = |length: usize| {
            let packed = compress(&vec![b'x'; length + 1]);
            packed.get(5..).unwrap().to_vec()
        };
        assert_eq!(tail(9), [0x06, 0x00]);
        assert_eq!(tail(10), [0x07, 0x00, 0x00]);
        assert_eq!(tail(24), [0x07, 0x00, 0x0E]);
        assert_eq!(tail(25), [0x07, 0x00, 0x0F, 0x00]);
        assert_eq!(tail(279), [0x07, 0x00, 0x0F, 0xFE]);
        assert_eq!(tail(280), [0x07, 0x00, 0x0F, 0xFF, 0x15, 0x01]);
    }

    /// The other direction, as plainly as the specification says it.
    fn decoded(encoded: &[u8]) -> Vec<u8> {
        let (mut content, mut rest) = (Vec::new(), encoded);
        while let [a, b, c, d, e, f, g, h, behind @ ..] = rest {
            let number = |bytes: [u8; 4]| usize::try_from(i32::from_le_bytes(bytes)).unwrap();
            let (plain, packed) = (number([*a, *b, *c, *d]), number([*e, *f, *g, *h]));
            let (block, after) = behind.split_at(packed);
            if packed == plain {
                content.extend(block);
            } else {
                let block = decoded_block(block);
                assert_eq!(block.len(), plain);
                content.extend(block);
            }
            rest = after;
        }
        assert!(rest.is_empty());
        content
    }

    fn decoded_block(block: &[u8]) -> Vec<u8> {
        let mut bytes = block.iter().enumerate();
        let mut content: Vec<u8> = Vec::new();
        let (mut word, mut flags, mut half) = (0_u32, 0, None);
        loop {
            let mut byte = || bytes.next();
            if flags == 0 {
                word = u32::from_le_bytes([(); 4].map(|()| *byte().unwrap().1));
                flags = 32;
            }
            flags -= 1;
            let is_match = word >> flags & 1 == 1;
            let Some((_, first)) = byte() else {
                assert!(is_match, "the end is marked");
                return content;
            };
            if !is_match {
                content.push(*first);
                continue;
            }
            let pair = u16::from_le_bytes([*first, *byte().unwrap().1]);
            let mut length = usize::from(pair & 7);
            if length == 7 {
                let more = if let Some(high) = half.take() {
                    high
                } else {
                    let shared: u8 = *byte().unwrap().1;
                    half = Some(shared >> 4);
                    shared & 15
                };
                length += usize::from(more);
                if more == 15 {
                    let more = *byte().unwrap().1;
                    length += usize::from(more);
                    if more == 255 {
                        length = usize::from(u16::from_le_bytes([*byte().unwrap().1, *byte().unwrap().1]));
                    }
                }
            }
            for _ in 0..length + 3 {
                content.push(content[content.len() - 1 - usize::from(pair >> 3)]);
            }
        }
    }

    #[test]
    fn what_was_encoded_is_decoded_again() {
        let mut random = 1_u64;
        let mut next = || {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            random.to_be_bytes()[0]
        };
        for length in [0, 1, 31, 32, 33, 300, 8193, 16352, 16353, 70_000] {
            for letters in [1, 2, 4, 255] {
                let content: Vec<u8> = (0..length).map(|_| next() % letters).collect();
                assert_eq!(decoded(&encode(&content)), content, "{length} of {letters}");
                let long = encode_in_blocks(&content, 65535);
                assert_eq!(decoded(&long), content, "{length} of {letters}");
            }
        }
    }
}
