//! How inputs change.

/// Marsaglia's xorshift: the same seed, the same inputs.
pub(crate) struct Random(u64);

const NUMBERS: [u64; 24] = [
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    15,
    16,
    24,
    31,
    32,
    63,
    64,
    127,
    128,
    255,
    256,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFF_FFFF,
    0x8000_0000,
];

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // No seed leads to zero, where it would stay.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Below this; 0 below 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % limit.max(1)
    }

    pub(crate) fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[5]
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(crate) fn number(&mut self) -> u64 {
        match self.below(8) {
            0 => self.next(),
            1 => u64::MAX - u64::from(self.byte()) / 16,
            2 => u64::from(u32::MAX) - u64::from(self.byte()) / 16,
            _ => *self.one_of(&NUMBERS),
        }
    }
}

/// Longer inputs show nothing that shorter ones do not.
pub(crate) const LONGEST: usize = 4_096;

/// Some changes, of an input that has no structure that is known here.
pub(crate) fn change(input: &mut Vec<u8>, other: &[u8], words: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(4) {
        change_once(input, other, words, random);
    }
    input.truncate(LONGEST);
}

fn change_once(input: &mut Vec<u8>, other: &[u8], words: &[Vec<u8>], random: &mut Random) {
    if input.is_empty() {
        let length = random.below(64);
        input.extend((0..length).map(|_| random.byte()));
        return;
    }
    let at = random.below(input.len());
    match random.below(14) {
        0 => input[at] ^= 1 << random.below(8),
        1 => input[at] = random.byte(),
        2 => input[at] = random.number().to_le_bytes()[0],
        3 | 4 => put_number(input, at, random),
        5 => add(input, at, random),
        6 => say_length(input, at, random),
        7 => input.truncate(at),
        8 => drop(input.drain(at..(at + 1 + random.below(16)).min(input.len()))),
        9 => {
            let copied = input[at..(at + 1 + random.below(32)).min(input.len())].to_vec();
            let to = random.below(input.len() + 1);
            input.splice(to..to, copied);
        }
        10 => {
            let end = (at + 1 + random.below(8)).min(input.len());
            input[at..end].fill(*random.one_of(&[0, 0, 0xFF, 0x7F]));
        }
        11 => {
            // The beginning of one, the end of the other, where they can meet.
            let from = if random.one_in(2) {
                at.min(other.len())
            } else {
                random.below(other.len())
            };
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        12 if !words.is_empty() => {
            let word = random.one_of(words);
            let end = (at + word.len()).min(input.len());
            let replaced = if random.one_in(2) { at..end } else { at..at };
            input.splice(replaced, word.iter().copied());
        }
        _ => {
            let from = random.below(other.len());
            let piece = &other[from..(from + 1 + random.below(64)).min(other.len())];
            let end = (at + piece.len()).min(input.len());
            let replaced = if random.one_in(2) { at..end } else { at..at };
            input.splice(replaced, piece.iter().copied());
        }
    }
}

/// How wide a number is, and where it begins: mostly where its type would be aligned.
fn field(at: usize, random: &mut Random) -> (usize, usize) {
    let width = *random.one_of(&[2, 4, 4, 8]);
    let at = if random.one_in(4) {
        at
    } else {
        at / width.min(4) * width.min(4)
    };
    (at, width)
}

fn put_number(input: &mut [u8], at: usize, random: &mut Random) {
    let (at, width) = field(at, random);
    let number = random.number().to_le_bytes();
    if let Some(field) = input.get_mut(at..at + width) {
        field.copy_from_slice(&number[..width]);
    }
}

/// A little more or less.
fn add(input: &mut [u8], at: usize, random: &mut Random) {
    let (at, width) = field(at, random);
    if let Some(field) = input.get_mut(at..at + width) {
        let mut number = [0; 8];
        number[..width].copy_from_slice(field);
        let change = u64::try_from(random.below(16)).unwrap_or_default();
        let number = u64::from_le_bytes(number);
        let number = if random.one_in(2) {
            number.wrapping_add(change)
        } else {
            number.wrapping_sub(change)
        };
        field.copy_from_slice(&number.to_le_bytes()[..width]);
    }
}

/// A count that fits what follows, or nearly: of bytes, of words, of pointers.
fn say_length(input: &mut [u8], at: usize, random: &mut Random) {
    let (at, width) = field(at, random);
    let rest = input.len().saturating_sub(at + width) / random.one_of(&[1, 2, 4, 8]);
    let length = u64::try_from(rest + random.below(3))
        .unwrap_or_default()
        .saturating_sub(1);
    if let Some(field) = input.get_mut(at..at + width) {
        field.copy_from_slice(&length.to_le_bytes()[..width]);
    }
}
