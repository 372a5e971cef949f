//! What is kept of a password.

use core::fmt;
use core::str::FromStr;

use md4::{Digest, Md4};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

/// `NTOWFv1` of [MS-NLMP] 3.3.1, which every computer keeps instead of the password.
///
/// It is as good as the password to whoever has it: it is overwritten when dropped, and `Debug` does not show it.
#[derive(Clone)]
pub struct NtHash(Zeroizing<[u8; 16]>);

impl NtHash {
    /// Of this password, the empty one too.
    pub fn of(password: &str) -> NtHash {
        // The longest there can be: text that grew would leave copies behind.
        let mut text = Zeroizing::new(Vec::with_capacity(2 * password.len()));
        for unit in password.encode_utf16() {
            text.extend_from_slice(&unit.to_le_bytes());
        }
        NtHash::from_bytes(Md4::digest(&*text).into())
    }

    /// Of these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> NtHash {
        NtHash(Zeroizing::new(bytes))
    }

    /// 32 hexadecimal digits, for where it is kept.
    pub fn to_hex(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(32));
        for byte in *self.0 {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from_digit(digit.into(), 16).unwrap_or_default());
            }
        }
        text
    }

    pub(super) fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// `real` if there is one, otherwise `decoy`, in the same time.
    pub(super) fn select(real: Option<&NtHash>, decoy: &NtHash) -> NtHash {
        let known = Choice::from(u8::from(real.is_some()));
        let mut chosen = decoy.clone();
        for (byte, real) in chosen.0.iter_mut().zip(real.unwrap_or(decoy).bytes()) {
            byte.conditional_assign(real, known);
        }
        chosen
    }
}

/// Compares in constant time.
impl PartialEq for NtHash {
    fn eq(&self, other: &NtHash) -> bool {
        self.bytes().ct_eq(other.bytes()).into()
    }
}

impl Eq for NtHash {}

impl fmt::Debug for NtHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("NtHash(not shown)")
    }
}

impl FromStr for NtHash {
    type Err = NotAnNtHash;

    fn from_str(text: &str) -> Result<NtHash, NotAnNtHash> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 16 || !rest.is_empty() {
            return Err(NotAnNtHash);
        }
        let mut hash = NtHash::from_bytes([0; 16]);
        for (byte, [high, low]) in hash.0.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(hash)
    }
}

fn digit(letter: u8) -> Result<u8, NotAnNtHash> {
    char::from(letter)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
        .ok_or(NotAnNtHash)
}

/// The text is no NT hash. It is not shown, for it may be nearly one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAnNtHash;

impl fmt::Display for NotAnNtHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an NT hash is 32 hexadecimal digits")
    }
}

impl core::error::Error for NotAnNtHash {}
