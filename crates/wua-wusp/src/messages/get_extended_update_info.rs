//! `GetExtendedUpdateInfo`: everything else about revisions. [MS-WUSP] 2.2.2.2.6

use wua_xml::{Element, Error};

use super::{Cookie, FileLocation, client};
use crate::soap::{Incoming, Message, Operation, Outgoing, Parameters, Response};

/// Asks for more about some revisions.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GetExtendedUpdateInfo {
    /// Who we are.
    pub cookie: Cookie,
    /// The revisions: no more than the configuration allows.
    pub revision_ids: Vec<i32>,
    /// What about them.
    pub info_types: Vec<Fragment>,
    /// In which languages; needed for texts and licences.
    pub locales: Vec<String>,
    /// In which country: `USA`.
    pub geo_id: Option<String>,
}

/// A part of an update's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the specification say what they are")]
pub enum Fragment {
    Published,
    Core,
    Extended,
    VerificationRule,
    LocalizedProperties,
    Eula,
    /// For `GetExtendedUpdateInfo2`.
    FileUrl,
    /// For `GetExtendedUpdateInfo2`.
    FileDecryption,
}

impl Fragment {
    /// Its name in the schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "Published",
            Self::Core => "Core",
            Self::Extended => "Extended",
            Self::VerificationRule => "VerificationRule",
            Self::LocalizedProperties => "LocalizedProperties",
            Self::Eula => "Eula",
            Self::FileUrl => "FileUrl",
            Self::FileDecryption => "FileDecryption",
        }
    }
}

/// More about some revisions.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExtendedUpdateInfo {
    /// Parts of metadata, in no order: one for each revision, part and language.
    pub updates: Vec<UpdateData>,
    /// Where files are.
    pub file_locations: Vec<FileLocation>,
    /// Revisions to be forgotten.
    pub out_of_scope_revision_ids: Vec<i32>,
}

/// A part of a revision's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct UpdateData {
    /// The server's number of the revision.
    pub id: i32,
    /// The part, as it came: elements without a root.
    pub xml: String,
}

impl Message for GetExtendedUpdateInfo {
    const OPERATION: Operation = client("GetExtendedUpdateInfo");
    type Answer = ExtendedUpdateInfo;

    fn write(&self, to: &mut Parameters<'_>) {
        self.cookie.write("cookie", to.0);
        to.0.numbers("revisionIDs", &self.revision_ids.iter().copied().collect());
        info_types(&self.info_types, to.0);
        to.0.texts("locales", &self.locales);
        to.0.optional("GeoId", self.geo_id.as_deref());
    }

    fn read(from: &mut Response<'_, '_>) -> Result<ExtendedUpdateInfo, Error> {
        while let Some(child) = from.incoming.child(&from.element)? {
            if child.name == "GetExtendedUpdateInfoResult" {
                return result(from.incoming, &child);
            }
        }
        Err(from.element.error("it has no <GetExtendedUpdateInfoResult>"))
    }
}

pub(super) fn info_types(types: &[Fragment], to: &mut Outgoing) {
    to.list("infoTypes", types, |inner, fragment| {
        inner.text("XmlUpdateFragmentType", fragment.name());
    });
}

pub(super) fn update_data<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<UpdateData, Error> {
    let (mut id, mut xml) = (None, None);
    while let Some(child) = from.child(element)? {
        match child.name {
            "ID" => id = Some(from.number(&child)?),
            "Xml" => xml = Some(from.text(&child)?),
            _ => {}
        }
    }
    match (id, xml) {
        (Some(id), Some(xml)) => Ok(UpdateData { id, xml }),
        _ => Err(element.error("<ID> and <Xml> were expected in it")),
    }
}

fn result<'a>(from: &mut Incoming<'a>, element: &Element<'a>) -> Result<ExtendedUpdateInfo, Error> {
    let mut info = ExtendedUpdateInfo::default();
    while let Some(child) = from.child(element)? {
        match child.name {
            "Updates" => info.updates = from.list(&child, "Update", update_data)?,
            "FileLocations" => {
                info.file_locations = from.list(&child, "FileLocation", FileLocation::read)?;
            }
            "OutOfScopeRevisionIDs" => info.out_of_scope_revision_ids = from.numbers(&child)?,
            _ => {}
        }
    }
    Ok(info)
}
