//! Identifiers that follow from names: the same on every computer ([RFC 9562] 5.5).
//!
//! [RFC 9562]: https://www.rfc-editor.org/rfc/rfc9562

use sha1::{Digest as _, Sha1};
use wua_com::Guid;

/// The bits that say of which version and variant an identifier is.
const VERSION: u128 = 0xF000 << 64;
const VARIANT: u128 = 0xC000 << 48;

/// Of what these words name together, in a name space of the caller's.
pub fn identify(namespace: u128, words: &[&str]) -> Guid {
    let mut hash = Sha1::new();
    hash.update(namespace.to_be_bytes());
    hash.update(words.join("\0").as_bytes());
    let mut bytes = [0; 16];
    for (byte, of_digest) in bytes.iter_mut().zip(hash.finalize().iter()) {
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
        let id = identify(1, &["Debian", "openssl", "3.0.17-1~deb12u2"]);
        assert_eq!(id, identify(1, &["Debian", "openssl", "3.0.17-1~deb12u2"]));
        assert_ne!(id, identify(1, &["Debian", "openssl3.0.17-1~deb12u2"]));
        assert_ne!(id, identify(2, &["Debian", "openssl", "3.0.17-1~deb12u2"]));
        let text = id.to_string();
        assert_eq!(text.chars().nth(14), Some('5'), "{text} is of version 5");
        assert!(
            matches!(text.chars().nth(19), Some('8' | '9' | 'a' | 'b')),
            "{text}"
        );
    }
}
