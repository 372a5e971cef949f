//! Where a file is.

use wua_xml::{Element, Error};

use crate::soap::Incoming;

/// Where a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLocation {
    /// Its name: the SHA-1 of what is in it.
    pub file_digest: Vec<u8>,
    /// Its address.
    pub url: String,
    /// Where hashes of its pieces are. Answers of `GetExtendedUpdateInfo2` only, as all that follows.
    pub pieces_hash_url: Option<String>,
    /// Where the map of its blocks is.
    pub block_map_url: Option<String>,
    /// How it is deciphered, in JSON.
    pub decryption_information: Option<String>,
    /// What `file_digest` is, if it is said.
    pub file_digest_algorithm: Option<String>,
    /// The hash of the file while it is encrypted.
    pub encrypted_file_digest: Option<Vec<u8>>,
    /// What that is.
    pub encrypted_file_digest_algorithm: Option<String>,
}

impl FileLocation {
    pub(crate) fn read<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let mut file = Self::default();
        while let Some(child) = from.child(element)? {
            match child.name {
                "FileDigest" => file.file_digest = from.bytes(&child)?,
                "Url" => file.url = from.word(&child)?.unwrap_or_default(),
                "PiecesHashUrl" => file.pieces_hash_url = from.word(&child)?,
                "BlockMapUrl" => file.block_map_url = from.word(&child)?,
                "DecryptionInformation" => file.decryption_information = from.word(&child)?,
                "FileDigestAlgorithm" => file.file_digest_algorithm = from.word(&child)?,
                "EncryptedFileDigest" => file.encrypted_file_digest = Some(from.bytes(&child)?),
                "EncryptedFileDigestAlgorithm" => {
                    file.encrypted_file_digest_algorithm = from.word(&child)?;
                }
                _ => {}
            }
        }
        if file.file_digest.is_empty() || file.url.is_empty() {
            return Err(element.error("<FileDigest> and <Url> were expected in it"));
        }
        Ok(file)
    }
}
