//! What a package says of itself: `Properties`, `LocalizedProperties`, `UpdateSpecificData`.

use jiff::Timestamp;
use wua_agent::Publication;
use wua_com::{Guid, Lcid, locale};
use wua_rules::xml::{Element, Error, Reader};

use super::value;

/// What a package is, by its `UpdateType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Software,
    Driver,
    Detectoid,
}

/// `Properties`.
#[derive(Debug)]
pub(super) struct Properties {
    pub(super) id: Guid,
    pub(super) created: Timestamp,
    pub(super) vendor: String,
    pub(super) products: Vec<String>,
    pub(super) can_require_source: bool,
    pub(super) publication: Publication,
    pub(super) kind: Kind,
    pub(super) more_info_urls: Vec<String>,
    pub(super) support_url: String,
}

impl Properties {
    pub(super) fn read<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let created = value::required(element, "CreationDate")?;
        let mut properties = Self {
            id: value::guid(element, &value::required(element, "PackageID")?)?,
            created: value::moment(element, "CreationDate", &created)?,
            vendor: value::text(element, "VendorName")?.trim().to_owned(),
            products: Vec::new(),
            can_require_source: value::boolean(element, "CanSourceBeRequired")?,
            publication: value::choice(
                element,
                "PublicationState",
                &[
                    ("Published", Publication::Published),
                    ("Expired", Publication::Expired),
                ],
            )?,
            kind: value::choice(
                element,
                "UpdateType",
                &[
                    ("Software", Kind::Software),
                    ("Driver", Kind::Driver),
                    ("Detectoid", Kind::Detectoid),
                ],
            )?,
            more_info_urls: Vec::new(),
            support_url: String::new(),
        };
        if properties.id == Guid::NIL {
            return Err(element.error("its PackageID is all zeros"));
        }
        while let Some(child) = reader.child(element)? {
            let list = match child.name {
                "MoreInfoUrl" => &mut properties.more_info_urls,
                "ProductName" => &mut properties.products,
                "SupportUrl" => {
                    reader
                        .text(&child)?
                        .trim()
                        .clone_into(&mut properties.support_url);
                    continue;
                }
                _ => continue,
            };
            push(list, &reader.text(&child)?);
        }
        Ok(properties)
    }
}

/// `LocalizedProperties`: language, title, description.
pub(super) fn texts<'a>(
    reader: &mut Reader<'a>,
    element: &Element<'a>,
) -> Result<(Option<Lcid>, String, String), Error> {
    let (mut language, mut title, mut description) = (None, String::new(), String::new());
    while let Some(child) = reader.child(element)? {
        match child.name {
            "Language" => language = locale::parse(reader.text(&child)?.trim()),
            "Title" => reader.text(&child)?.trim().clone_into(&mut title),
            "Description" => reader.text(&child)?.trim().clone_into(&mut description),
            _ => {}
        }
    }
    if title.is_empty() {
        return Err(element.error("it has no Title"));
    }
    Ok((language, title, description))
}

/// `UpdateSpecificData` and `ApplicationSpecificData`.
#[derive(Debug, Default)]
pub(super) struct Specifics {
    pub(super) classification: String,
    pub(super) severity: String,
    pub(super) bulletins: Vec<String>,
    pub(super) cves: Vec<String>,
    pub(super) articles: Vec<String>,
}

impl Specifics {
    pub(super) fn read<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let mut specifics = Self {
            classification: value::required(element, "UpdateClassification")?
                .trim()
                .to_owned(),
            severity: value::text(element, "MsrcSeverity")?.trim().to_owned(),
            ..Self::default()
        };
        while let Some(child) = reader.child(element)? {
            let list = match child.name {
                "SecurityBulletinID" => &mut specifics.bulletins,
                "CveID" => &mut specifics.cves,
                "KBArticleID" => &mut specifics.articles,
                _ => continue,
            };
            push(list, article(&reader.text(&child)?, child.name));
        }
        Ok(specifics)
    }

    pub(super) fn of_application() -> Self {
        Self {
            classification: "Applications".to_owned(),
            ..Self::default()
        }
    }
}

/// The number of an article, without the `KB` that some write before it.
pub(crate) fn article<'t>(text: &'t str, element: &str) -> &'t str {
    let text = text.trim();
    if element != "KBArticleID" {
        return text;
    }
    match text.split_at_checked(2) {
        Some((kb, number))
            if kb.eq_ignore_ascii_case("KB") && number.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            number
        }
        _ => text,
    }
}

/// Adds what says something and was not said before.
pub(crate) fn push(list: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if !text.is_empty() && !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}
