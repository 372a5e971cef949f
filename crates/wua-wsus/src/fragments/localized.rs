//! The fragment of localized properties: texts in the languages that were asked for.

use wua_agent::Texts;
use wua_com::{Lcid, locale};
use wua_rules::xml::{Element, Error, Reader};

use crate::sdp::properties::push;

/// What is said in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Localized {
    pub(crate) locale: Option<Lcid>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) uninstallation_notes: String,
    pub(crate) more_info_urls: Vec<String>,
    pub(crate) support_url: String,
}

impl Localized {
    /// Reads a fragment: one for each language in it.
    pub(crate) fn read(fragment: &str) -> Result<Vec<Self>, Error> {
        let mut reader = super::reader(fragment)?;
        let mut all = Vec::new();
        let mut nameless = None;
        while let Some(root) = reader.root()? {
            if root.name != "LocalizedProperties" {
                continue;
            }
            let localized = Self::one(&mut reader, &root)?;
            if localized.title.is_empty() {
                nameless = Some(root.error("it has no Title"));
            } else {
                all.push(localized);
            }
        }
        match nameless {
            // Of several in one language, servers may send some that are empty.
            Some(error) if all.is_empty() => Err(error),
            _ => Ok(all),
        }
    }

    fn one<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Self, Error> {
        let mut localized = Self::default();
        while let Some(child) = reader.child(element)? {
            let place = match child.name {
                "Language" => {
                    localized.locale = locale::parse(reader.text(&child)?.trim());
                    continue;
                }
                "MoreInfoUrl" => {
                    push(&mut localized.more_info_urls, &reader.text(&child)?);
                    continue;
                }
                "Title" => &mut localized.title,
                "Description" => &mut localized.description,
                "UninstallNotes" => &mut localized.uninstallation_notes,
                "SupportUrl" => &mut localized.support_url,
                _ => continue,
            };
            reader.text(&child)?.trim().clone_into(place);
        }
        Ok(localized)
    }

    /// What an update shows of it.
    pub(crate) fn texts(&self) -> Texts {
        Texts {
            locale: self.locale,
            title: self.title.clone(),
            description: self.description.clone(),
            uninstallation_notes: self.uninstallation_notes.clone(),
            more_info_urls: self.more_info_urls.clone(),
            support_url: self.support_url.clone(),
            ..Texts::default()
        }
    }
}
