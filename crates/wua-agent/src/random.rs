//! Identifiers that nobody else has.

use std::hash::{BuildHasher, Hasher, RandomState};

use wua_com::Guid;

/// A random identifier (version 4). The standard library keys every hasher from the system's randomness.
#[must_use]
pub fn guid() -> Guid {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    let random = half() << 64 | half();
    let version = 0x4 << 76;
    let variant = 0b10 << 62;
    Guid::from_u128(random & !(0xF << 76) & !(0b11 << 62) | version | variant)
}

/// A number from 0 on and less than `limit`; 0 where that is 0. Good enough for pauses, and for nothing else.
pub(crate) fn below(limit: u64) -> u64 {
    let random = RandomState::new().build_hasher().finish();
    random.checked_rem(limit).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_differ_and_say_that_they_are_random() {
        let (one, other) = (guid(), guid());
        assert_ne!(one, other);
        assert_eq!(one.data3 >> 12, 4);
        assert_eq!(one.data4[0] >> 6, 0b10);
    }
}
