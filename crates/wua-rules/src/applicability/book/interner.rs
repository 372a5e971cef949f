//! Finding what is there already, by its content. Only numbers are kept: the content lies with whoever owns it.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A table of numbers, each below the hash of what it stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Interner {
    /// Hash and number; `EMPTY` where there is none. The length is 0 or a power of two.
    slots: Vec<(u32, u32)>,
    count: usize,
}

const EMPTY: u32 = u32::MAX;

impl Interner {
    #[inline]
    pub(super) fn find(&self, hash: u64, is_same: impl Fn(u32) -> bool) -> Option<u32> {
        let last = self.slots.len().checked_sub(1)?;
        let short = upper(hash);
        let mut place = at(short) & last;
        // INVARIANT: an eighth of the slots is empty, so this ends.
        loop {
            match self.slots.get(place)? {
                (_, EMPTY) => return None,
                (other, number) if *other == short && is_same(*number) => return Some(*number),
                _ => place = (place + 1) & last,
            }
        }
    }

    /// Adds what was not found.
    pub(super) fn insert(&mut self, hash: u64, number: u32) {
        if (self.count + 1) * 8 > self.slots.len() * 7 {
            self.grow();
        }
        self.count += 1;
        self.put(upper(hash), number);
    }

    fn grow(&mut self) {
        let larger = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![(0, EMPTY); larger]);
        for (short, number) in old {
            if number != EMPTY {
                self.put(short, number);
            }
        }
    }

    fn put(&mut self, short: u32, number: u32) {
        let last = self.slots.len().wrapping_sub(1);
        let mut place = at(short) & last;
        while let Some(slot) = self.slots.get_mut(place) {
            if slot.1 == EMPTY {
                *slot = (short, number);
                return;
            }
            place = (place + 1) & last;
        }
    }
}

/// The better half of a hash.
fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// A number as an index.
pub(super) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as a number. There is no memory for so many that one would not fit.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(EMPTY)
}

/// Mixes by multiplication. Where it begins is chosen anew for each book, so that nobody can prepare collisions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mixer(u64);

impl Mixer {
    pub(super) fn new() -> Self {
        Self(RandomState::new().hash_one(0_u8))
    }

    #[inline]
    pub(super) fn mix(&mut self, value: u64) {
        const FACTOR: u128 = 0x9E37_79B9_7F4A_7C15;
        let product = (u128::from(self.0 ^ value) + 0x2545_F491_4F6C_DD1D) * FACTOR;
        let [low, high] = [product & u128::from(u64::MAX), product >> 64];
        self.0 = u64::try_from(low ^ high).unwrap_or_default();
    }

    /// Text in which case means nothing.
    pub(super) fn mix_folded(&mut self, text: &str) {
        if text.is_ascii() {
            self.mix_bytes(text.as_bytes(), folded);
        } else {
            self.mix_bytes(text.to_lowercase().as_bytes(), folded);
        }
    }

    #[inline]
    fn mix_bytes(&mut self, bytes: &[u8], of: impl Fn(u64) -> u64) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.mix(of(u64::from_le_bytes(*chunk)));
        }
        let mut last = [0; 8];
        if let Some(place) = last.get_mut(..rest.len()) {
            place.copy_from_slice(rest);
        }
        // The length keeps texts apart that only differ in zeros.
        self.mix(of(u64::from_le_bytes(last)));
        self.mix(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    }
}

/// Eight letters in lower case at once; what is not ASCII stays as it is.
fn folded(eight: u64) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let seven_bits = eight & !HIGH;
    let from_a = seven_bits + 0x3F3F_3F3F_3F3F_3F3F;
    let above_z = seven_bits + 0x2525_2525_2525_2525;
    let is_upper = (from_a ^ above_z) & !eight & HIGH;
    eight | (is_upper >> 2)
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.mix_bytes(bytes, |eight| eight);
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.mix(value.into());
    }

    #[inline]
    fn write_u16(&mut self, value: u16) {
        self.mix(value.into());
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.mix(value.into());
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.mix(u64::try_from(value).unwrap_or(u64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold_and_nothing_else_does() {
        for byte in 0..=u8::MAX {
            let folded = folded(u64::from_le_bytes([byte; 8])).to_le_bytes();
            assert_eq!(folded, [byte.to_ascii_lowercase(); 8], "{byte}");
        }
    }

    #[test]
    fn what_was_added_is_found_and_nothing_else() {
        let mut interner = Interner::default();
        // Every third hash collides.
        let hash = |number: u32| u64::from(number / 3) << 32;
        for number in 0..1000 {
            assert_eq!(interner.find(hash(number), |other| other == number), None);
            interner.insert(hash(number), number);
        }
        for number in 0..1000 {
            assert_eq!(interner.find(hash(number), |other| other == number), Some(number));
        }
        assert_eq!(interner.find(5 << 32, |_| false), None);
    }
}
