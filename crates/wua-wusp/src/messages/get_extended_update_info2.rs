//! `GetExtendedUpdateInfo2`: the same for revisions by identity, with what newer servers know. [MS-WUSP] 2.2.2.2.10

use wua_xml::{Element, Error};

use super::get_extended_update_info::{info_types, update_data};
use super::{Cookie, FileLocation, Fragment, UpdateData, UpdateIdentity, client};
use crate::soap::{Incoming, Message, Operation, Parameters, Response};

/// Asks for more about some revisions.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GetExtendedUpdateInfo2 {
    /// Who we are.
    pub cookie: Cookie,
    /// The revisions.
    pub update_ids: Vec<UpdateIdentity>,
    /// What about them.
    pub info_types: Vec<Fragment>,
    /// In which languages.
    pub locales: Vec<String>,
    /// What asks.
    pub caller_attributes: Option<String>,
}

/// More about some revisions.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExtendedUpdateInfo2 {
    /// Parts of metadata, in no order.
    pub updates: Vec<UpdateData>,
    /// Where files are.
    pub file_locations: Vec<FileLocation>,
    /// Keys of files that are encrypted.
    pub file_decryption_data: Vec<FileDecryption>,
    /// Which of the updates have such files.
    pub update_encryption_details: Vec<(UpdateIdentity, bool)>,
}

/// The key of a file that is encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileDecryption {
    /// The file: the SHA-1 of what is in it.
    pub file_digest: Vec<u8>,
    /// The key.
    pub decryption_key: Vec<u8>,
    /// What is to be known beside it.
    pub security_data: Vec<Vec<u8>>,
}

impl Message for GetExtendedUpdateInfo2 {
    const OPERATION: Operation = client("GetExtendedUpdateInfo2");
    type Answer = ExtendedUpdateInfo2;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.list("updateIDs", &self.update_ids, |inner, id| {
            id.write("UpdateIdentity", inner);
        });
        info_types(&self.info_types, to.0);
        to.0.texts("locales", &self.locales);
        to.0.optional("callerAttributes", self.caller_attributes.as_deref());
    }

    fn read(from: &mut Response<'_, '_>) -> Result<ExtendedUpdateInfo2, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetExtendedUpdateInfo2Result" {
                return result(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetExtendedUpdateInfo2Result>"))
    }
}

fn result<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<ExtendedUpdateInfo2, Error> {
    let mut info = ExtendedUpdateInfo2::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "Updates" => info.updates = from.list(&child, "Update", update_data)?,
            "FileLocations" => {
                info.file_locations = from.list(&child, "FileLocation", FileLocation::read)?;
            }
            "FileDecryptionData" => {
                let keys = from.list(&child, "FileDecryption", file_decryption)?;
                info.file_decryption_data.extend(keys);
            }
            "FileDecryptionData2" => {
                let keys = from.list(&child, "FileDecryption2", file_decryption)?;
                info.file_decryption_data.extend(keys);
            }
            "UpdateEncryptionDetails" => {
                info.update_encryption_details = from.list(&child, "UpdateEncryptionDetail", detail)?;
            }
            _ => {}
        }
    }
    Ok(info)
}

fn file_decryption<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<FileDecryption, Error> {
    let mut key = FileDecryption::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "FileDigest" => key.file_digest = from.bytes(&child)?,
            "DecryptionKey" => key.decryption_key = from.bytes(&child)?,
            "SecurityData" => key.security_data = from.list(&child, "base64Binary", Incoming::bytes)?,
            _ => {}
        }
    }
    Ok(key)
}

fn detail<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<(UpdateIdentity, bool), Error> {
    let (mut identity, mut has_files) = (None, false);
    while let Some(child) = from.child(element)? {
        match child.name {
            "UpdateIdentity" => identity = Some(UpdateIdentity::read(from, &child)?),
            "HasEncryptedFiles" => has_files = from.flag(&child)?,
            _ => {}
        }
    }
    let identity = identity.ok_or_else(|| element.error("it has no <UpdateIdentity>"))?;
    Ok((identity, has_files))
}
