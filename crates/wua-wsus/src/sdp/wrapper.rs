//! `UpdateServicesProperties`: what a publisher's server says of a package.

use wua_agent::Content;
use wua_rules::xml::{Element, Error, Reader};

use super::{contents, value};

/// What was said.
#[derive(Debug, Default)]
pub(super) struct Wrapper {
    pub(super) revision: Option<i32>,
    pub(super) min_download_size: Option<u64>,
    pub(super) max_download_size: Option<u64>,
    /// Files of items, by the identifier of the item.
    pub(super) files: Vec<(String, Content)>,
}

impl Wrapper {
    pub(super) fn read<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        for name in ["RevisionNumber", "MinDownloadSize", "MaxDownloadSize"] {
            if let Some(text) = element.attribute(name)? {
                self.set(element, name, &text)?;
            }
        }
        while let Some(child) = reader.child(element)? {
            match child.name {
                "RevisionNumber" | "MinDownloadSize" | "MaxDownloadSize" => {
                    let text = reader.text(&child)?;
                    self.set(&child, child.name, &text)?;
                }
                "InstallableItemInfo" => self.read_item(reader, &child)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn set(&mut self, element: &Element<'_>, name: &str, text: &str) -> Result<(), Error> {
        let fault = || element.error(format!("{name} is `{}`, which it cannot be", value::short(text)));
        let text = text.trim();
        match name {
            "RevisionNumber" => {
                let number = text.parse().ok().filter(|number| *number >= 0);
                self.revision = Some(number.ok_or_else(fault)?);
            }
            "MinDownloadSize" => self.min_download_size = Some(text.parse().map_err(|_| fault())?),
            _ => self.max_download_size = Some(text.parse().map_err(|_| fault())?),
        }
        Ok(())
    }

    fn read_item<'a>(&mut self, reader: &mut Reader<'a>, element: &Element<'a>) -> Result<(), Error> {
        let id = value::required(element, "ID")?.trim().to_owned();
        while let Some(child) = reader.child(element)? {
            if child.name == "File" {
                self.files.push((id.clone(), contents::read(reader, &child)?));
            }
        }
        Ok(())
    }
}
