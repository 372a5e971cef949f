//! Identifiers of updates and categories: the same on every computer ([RFC 9562] 5.5).

use sha1::{Digest as _, Sha1};
use wua_com::Guid;

/// The name space of everything that has an identifier here.
const NAMESPACE: u128 = 0xb3c7_a0f4_6d1e_4c55_9a2b_0f8e_7d61_4c29;

/// The bits that say of which version and variant an identifier is.
const VERSION: u128 = 0xF000 << 64;
const VARIANT: u128 = 0xC000 << 48;

/// Of what these words name together.
pub(crate) fn identify(words: &[&str]) -> Guid {
    let mut hash = Sha1::new();
    hash.update(NAMESPACE.to_be_bytes());
    hash.update(words.join("\0").as_bytes());
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    for (byte, of_digest) in bytes.iter_mut().zip(digest.iter()) {
        *byte = *of_digest;
    }
    let number = u128::from_be_bytes(bytes);
    Guid::from_u128(number & !VERSION & !VARIANT | 0x5000 << 64 | 0x8000 << 48)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_identifier_and_others_another() {
        let id = identify(&["Debian", "openssl", "3.0.17-1~deb12u2"]);
        assert_eq!(id, identify(&["Debian", "openssl", "3.0.17-1~deb12u2"]));
        assert_ne!(id, identify(&["Debian", "openssl3.0.17-1~deb12u2"]));
        let text = id.to_string();
        assert_eq!(text.chars().nth(14), Some('5'), "{text} is of version 5");
        assert!(
            matches!(text.chars().nth(19), Some('8' | '9' | 'a' | 'b')),
            "{text}"
        );
    }
}
