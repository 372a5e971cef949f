//! Identifiers that nobody else has.

use std::hash::{BuildHasher, Hasher, RandomState};

use wua_com::Guid;

/// A random identifier (version 4). The standard library keys every hasher from the system's randomness.
pub(crate) fn guid() -> Guid {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    let random = half() << 64 | half();
    let version = 0x4 << 76;
    let variant = 0b10 << 62;
    Guid::from_u128(random & !(0xF << 76) & !(0b11 << 62) | version | variant)
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
