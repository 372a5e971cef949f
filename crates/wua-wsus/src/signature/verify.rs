//! Hashes, and whether a key made a signature.

use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use sha1::{Digest as _, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// A public key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) algorithm: &'a [u8],
    pub(super) curve: &'a [u8],
    pub(super) bytes: &'a [u8],
}

const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
const RSA_SHA1: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 5];
const RSA_SHA256: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11];
const RSA_SHA384: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 12];
const RSA_SHA512: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 13];
const ELLIPTIC: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];
const ECDSA_SHA256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2];
const ECDSA_SHA384: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 3];
const P256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
const P384: &[u8] = &[0x2B, 0x81, 4, 0, 0x22];

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its object identifier.
    pub(super) fn of(identifier: &[u8]) -> Option<Self> {
        match identifier {
            [0x2B, 0x0E, 3, 2, 0x1A] => Some(Self::Sha1),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1] => Some(Self::Sha256),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2] => Some(Self::Sha384),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3] => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The hash of bytes.
    pub(super) fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = self.hasher();
        hasher.update(bytes);
        hasher.finish()
    }

    /// A hash to come.
    pub(super) fn hasher(self) -> Hasher {
        match self {
            Self::Sha1 => Hasher::Sha1(Sha1::new()),
            Self::Sha256 => Hasher::Sha256(Sha256::new()),
            Self::Sha384 => Hasher::Sha384(Sha384::new()),
            Self::Sha512 => Hasher::Sha512(Sha512::new()),
        }
    }
}

/// A hash on its way.
pub(super) enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hasher {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
            Self::Sha384(hash) => hash.update(bytes),
            Self::Sha512(hash) => hash.update(bytes),
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hash) => hash.finalize().to_vec(),
            Self::Sha256(hash) => hash.finalize().to_vec(),
            Self::Sha384(hash) => hash.finalize().to_vec(),
            Self::Sha512(hash) => hash.finalize().to_vec(),
        }
    }
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The key did not make it.
    Wrong,
    /// It was made in a way that is not known here.
    Unknown,
}

/// Whether `key` made `signature` of `message`. Where the algorithm names no hash, it is the one that stands beside it.
pub(super) fn verify(
    key: &Key<'_>,
    algorithm: &[u8],
    hash: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refusal> {
    let algorithm = algorithm_of(key, algorithm, hash).ok_or(Refusal::Unknown)?;
    UnparsedPublicKey::new(algorithm, key.bytes)
        .verify(message, signature)
        .map_err(|_| Refusal::Wrong)
}

fn algorithm_of(
    key: &Key<'_>,
    algorithm: &[u8],
    hash: Option<Hash>,
) -> Option<&'static dyn VerificationAlgorithm> {
    let hash = match algorithm {
        RSA_SHA1 => Hash::Sha1,
        RSA_SHA256 | ECDSA_SHA256 => Hash::Sha256,
        RSA_SHA384 | ECDSA_SHA384 => Hash::Sha384,
        RSA_SHA512 => Hash::Sha512,
        RSA | ELLIPTIC => hash?,
        _ => return None,
    };
    let is_elliptic = matches!(algorithm, ECDSA_SHA256 | ECDSA_SHA384 | ELLIPTIC);
    Some(match (key.algorithm, key.curve, hash) {
        (RSA, _, _) if is_elliptic => return None,
        (RSA, _, Hash::Sha1) => &signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        (RSA, _, Hash::Sha256) => &signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        (RSA, _, Hash::Sha384) => &signature::RSA_PKCS1_2048_8192_SHA384,
        (RSA, _, Hash::Sha512) => &signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        (ELLIPTIC, _, _) if !is_elliptic => return None,
        (ELLIPTIC, P256, Hash::Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
        (ELLIPTIC, P256, Hash::Sha384) => &signature::ECDSA_P256_SHA384_ASN1,
        (ELLIPTIC, P384, Hash::Sha256) => &signature::ECDSA_P384_SHA256_ASN1,
        (ELLIPTIC, P384, Hash::Sha384) => &signature::ECDSA_P384_SHA384_ASN1,
        _ => return None,
    })
}
